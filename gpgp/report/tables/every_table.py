"""All printed tables: which there are, how they are made, in which order they are numbered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pandas as pd

from gpgp.disclosure.declaration import Declaration
from gpgp.disclosure.inputs import Material, gather_material, rows_of
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protected import ProtectedTable
from gpgp.errors import ContractError
from gpgp.instrument import Consultation
from gpgp.instrument.questions import Rating
from gpgp.report.tables import (
    answers,
    campaigns,
    choices,
    decided,
    nations,
    numbers,
    priorities,
    respondents,
    theme_sides,
    themes,
    words,
)
from gpgp.report.tables import verdicts as verdict_tables
from gpgp.tables import ALL

# In the order of their numbers. Tables of one group that are about a question come question by
# question; those of the rating of the first screen come before all others.
_FIRST = (verdict_tables.VERDICTS, verdict_tables.BY_CONSTITUENCY)
_GROUPS: tuple[tuple[Declaration, ...], ...] = (
    (respondents.HEARD_FROM,),
    (respondents.WHO_BY_CONSTITUENCY, respondents.WHO_BY_KIND, respondents.WHO_BY_NATION),
    (respondents.LANGUAGES,),
    (campaigns.CAMPAIGNS,),
    (campaigns.WITHOUT_CAMPAIGNS,),
    (
        verdict_tables.VERDICTS,
        answers.ANSWERS,
        answers.POINTS,
        verdict_tables.REASONS,
        answers.SPLIT,
        verdict_tables.WEIGHTING,
    ),
    (words.WORDING, *themes.ABOUT.values()),
    (
        priorities.FIRST,
        priorities.ORDER,
        priorities.ORDER_BY_CONSTITUENCY,
        priorities.BY_RULE,
        priorities.SELECTIONS,
        priorities.COVERAGE,
    ),
    (choices.CHOICES, choices.CHOICES_BY_CONSTITUENCY),
    (numbers.NUMBERS,),
    (
        themes.FOUND,
        themes.BY_HEADING,
        themes.THEMES,
        themes.CORRECTED,
        themes.THEMES_BY_CONSTITUENCY,
        theme_sides.THEMES_BY_SIDE,
    ),
    (words.WORDS_BY_CONSTITUENCY, words.WORDS_BY_SIDE),
    (decided.BOARD_SAID, decided.COMMITMENTS),
    (answers.PAIRS,),
    (nations.NATION_CONTRASTS, verdict_tables.BY_NATION),
    (respondents.LEDGER, respondents.DATA_QUALITY, respondents.THRESHOLDS),
    (verdict_tables.BY_CONSTITUENCY, answers.SPLIT, answers.STATISTICS),
)
DECLARED = tuple(dict.fromkeys(declared for group in _GROUPS for declared in group))
DRAWN = ("divided_between", "divided_within", "shared_with_reservations", "not_supported")
MOST_DRAWN = 6  # items of one question with a chart of their own; the others' tables come last


def protect_tables(
    tables: Mapping[str, pd.DataFrame], *, consultation: Consultation, profile: Profile
) -> Mapping[str, ProtectedTable]:
    """Return the protected tables of a report.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        The tables of :mod:`gpgp.tables`; one that is not there counts as empty.
    consultation : Consultation
    profile : Profile

    Returns
    -------
    mapping of name to ProtectedTable
        What there is nothing of is not there.

    Raises
    ------
    ContractError
        A table breaks its contract, or the ids of questions make two tables of one name.
    """
    return protect_material(gather_material(tables, consultation=consultation, profile=profile))


def protect_material(material: Material) -> Mapping[str, ProtectedTable]:
    """Return the protected tables of material that is gathered already."""
    protected: dict[str, ProtectedTable] = {}
    for table in _tabulate(material):
        if table.name in protected:
            raise ContractError(
                f"two tables would be called {table.name}; give the question another id."
            )
        protected[table.name] = table
    return MappingProxyType(protected)


def _tabulate(material: Material) -> Iterator[ProtectedTable]:
    """Every table that there is something for."""
    asked = material.consultation.questions_of
    found: list[ProtectedTable | None] = [
        respondents.tabulate_ledger(material),
        respondents.tabulate_heard(material),
        *(
            respondents.tabulate_groups(material, dimension)
            for dimension in ("constituency", "nation")
            if material.areas(dimension)
        ),
        respondents.tabulate_kinds(material),
        respondents.tabulate_languages(material),
        campaigns.tabulate_letters(material),
    ]
    ratings = [question for question in asked("rating") if question.id in material.rated]
    if not material.tables["campaigns"].empty:
        found += [campaigns.tabulate_without(material, question) for question in ratings]
    for question in ratings:
        found += _tabulate_rating(material, question)
    found += [answers.tabulate_pairs(material, question) for question in ratings]
    found += [nations.tabulate_contrasts(material, question) for question in ratings]
    for ranking in asked("ranking"):
        found += priorities.tabulate_ranking(material, ranking)
    for choosing in asked("choice", "multi_choice"):
        found += choices.tabulate_choices(material, choosing)
        found += priorities.tabulate_shorter(material, choosing)
    found += [numbers.tabulate_numbers(material, question) for question in asked("number")]
    by_theme = themes.tabulate_themes(material)
    found += by_theme
    if by_theme:
        shown = themes.shown_themes(material)
        found += [theme_sides.tabulate_sides(material, each, shown) for each in ratings]
    printed = next((each for each in by_theme if each.declared is themes.THEMES), None)
    found += [
        decided.tabulate_board_said(material, printed),
        decided.tabulate_commitments(material),
    ]
    found += words.tabulate_distinctive(material)
    found += [words.tabulate_wording(material), respondents.tabulate_findings(material)]
    found.append(respondents.tabulate_thresholds(material))
    return (table for table in found if table is not None)


def _tabulate_rating(material: Material, question: Rating) -> list[ProtectedTable]:
    ratings = rows_of(material.tables["agreement_ratings"], question.id)
    answered = ratings.loc[(ratings["group_code"] == ALL) & (ratings["n_answers"] > 0)]
    matrices = {
        dimension: verdict_tables.tabulate_matrix(material, question, dimension)
        for dimension in ("constituency", "nation")
        if material.areas(dimension)
    }
    return [
        verdict_tables.tabulate_verdicts(material, question, answered),
        *matrices.values(),
        answers.tabulate_answers(material, question, answered),
        answers.tabulate_points(material, question, answered),
        verdict_tables.tabulate_reasons(material, question, answered),
        *answers.tabulate_splits(material, question, ratings),
        verdict_tables.tabulate_weighting(material, question, answered),
        answers.tabulate_statistics(material, question, answered),
    ]


def order_tables(
    tables: Mapping[str, ProtectedTable], *, consultation: Consultation
) -> Mapping[str, ProtectedTable]:
    """Return the tables in the order of the report; those it only offers for download last.

    A table without a row is left out: no section prints it, and its number would be a gap.
    """
    names = [*_list_names(tables, consultation), *tables]
    ordered = dict.fromkeys(name for name in names if name in tables)
    return MappingProxyType({name: tables[name] for name in ordered if tables[name].rows})


def _list_names(tables: Mapping[str, ProtectedTable], consultation: Consultation) -> Iterator[str]:
    """Names of declared tables in the order of their numbers, whether they are there or not."""
    ratings = consultation.questions_of("rating")
    first = min(ratings, key=lambda question: question.about != "elements", default=None)
    if first is not None:
        yield from (declared.name(first.id) for declared in _FIRST)
    for group in _GROUPS[:-1]:
        yield from (declared.name() for declared in group if not declared.of)
        kinds = {kind for declared in group for kind in declared.of}
        for question in consultation.questions_of(*sorted(kinds)) if kinds else ():
            for declared in group:
                if declared is answers.SPLIT and isinstance(question, Rating):
                    codes = drawn_items(tables, question)
                    yield from (declared.name(question.id, code) for code in codes)
                elif question.type in declared.of:
                    yield declared.name(question.id)


def drawn_items(tables: Mapping[str, ProtectedTable], question: Rating) -> list[str]:
    """Return the items of a rating question that get a chart by constituency."""
    verdicts = tables.get(verdict_tables.VERDICTS.name(question.id))
    if verdicts is None:
        return []
    found = {
        key: DRAWN.index(verdicts.cell(key, "verdict").code)
        for key in verdicts.row_keys
        if verdicts.cell(key, "verdict").code in DRAWN
        and answers.SPLIT.name(question.id, key) in tables
    }
    chosen = sorted(found, key=lambda key: found[key])[:MOST_DRAWN]
    return [key for key in found if key in chosen]
