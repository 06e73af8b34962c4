"""The ledger of a release: the true counts behind its tables, kept privately.

In come the true tables with what is decided of them, out goes one row per count that a report
prints or hides, in the columns of :mod:`gpgp.release.differencing`, which compares it with
the ledger of earlier releases. Whether a count is printed is read from the protected tables. It
holds small numbers and never leaves the house.

Left out are rows set aside and what cleaning decided: they say nothing of what anybody answered,
and late responses can only be set aside if that number may grow by a few. Bands, places,
distances and weighted shares are no counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

import pandas as pd

from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.protected import ProtectedTable
from gpgp.disclosure.rating_disclosure import DIMENSIONS, SIDES, AreaRating, Rated
from gpgp.disclosure.theme_disclosure import count_raised
from gpgp.errors import InputError
from gpgp.release.differencing import LEDGER_COLUMNS
from gpgp.report.tables import protect_material
from gpgp.report.tables.answers import ANSWERS, POINTS, SPLIT
from gpgp.report.tables.campaigns import CAMPAIGNS, LETTER_COUNTS, WITHOUT_CAMPAIGNS, count_without
from gpgp.report.tables.choices import CHOICES, CHOICES_BY_CONSTITUENCY
from gpgp.report.tables.numbers import NUMBERS, find_numbers
from gpgp.report.tables.priorities import BY_RULE, FIRST, ORDER_BY_CONSTITUENCY, count_first
from gpgp.report.tables.respondents import (
    LANGUAGES,
    RESERVED_LABELS,
    RESPONDENT_TYPES,
    WHO_ANSWERED,
    WHO_BY_KIND,
)
from gpgp.report.tables.themes import ABOUT, THEMES, THEMES_BY_CONSTITUENCY, count_about
from gpgp.report.tables.verdicts import BY_NATION
from gpgp.report.tables.words import WORDING, list_requests
from gpgp.tables import ALL, NO_ANSWER

_Printed = Mapping[str, ProtectedTable]
_Row = tuple[str, str, str, str, str, int, bool]


def draw_ledger(material: Material) -> pd.DataFrame:
    """Return the true counts of everything a report counts people in.

    Parameters
    ----------
    material : Material
        True tables, profile and partition of areas.

    Returns
    -------
    DataFrame, one row per table, measure and area
        The columns of :data:`gpgp.release.differencing.LEDGER_COLUMNS`. Private.
    """
    printed = protect_material(material)
    rows = [row for list_part in _PARTS for row in list_part(material, printed)]
    ledger = pd.DataFrame(rows, columns=list(LEDGER_COLUMNS))
    return ledger.sort_values(
        ["table_name", "measure_code", "filters", "dimension_code", "members"],
        kind="stable",
        ignore_index=True,
    )


def write_ledger(ledger: pd.DataFrame) -> str:
    """Return a ledger as text, one line per count."""
    return ledger.to_csv(index=False, lineterminator="\n")


def read_ledger(text: str) -> pd.DataFrame:
    """Read a ledger that :func:`write_ledger` wrote.

    Raises
    ------
    InputError
        It is not one, or was changed by hand so that it is none any more.
    """
    try:
        frame = pd.read_csv(StringIO(text), dtype="str", keep_default_na=False)
        frame = frame[list(LEDGER_COLUMNS)]
        shown = frame["is_shown"].map({"True": True, "False": False})
        return frame.assign(
            n_people=frame["n_people"].astype("int64"), is_shown=shown.astype("bool")
        )
    except (KeyError, ValueError):
        raise InputError(
            "the ledger of an earlier release cannot be read; take it from a back-up, or delete "
            "the folder of that release if it never left the house."
        ) from None


def _list_responses(material: Material, printed: _Printed) -> Iterator[_Row]:
    responses = material.tables["responses"]
    for dimension in DIMENSIONS:
        table = WHO_ANSWERED[dimension].name()
        if table not in printed:
            continue
        counts = responses[f"{dimension}_code"].value_counts()
        groups = {area.code: (area.members, area.n_responses) for area in material.areas(dimension)}
        groups |= {code: ((code,), int(counts.get(code, 0))) for code in RESERVED_LABELS}
        yield (table, "responses", "", ALL, ALL, len(responses), True)
        for code, (members, n) in groups.items():
            is_shown = _prints(printed, table, code, "n_responses")
            yield (table, "responses", "", dimension, _join(members), n, is_shown)
    yield from _list_kinds(material, printed)
    languages = responses["language_code"].value_counts()
    table = LANGUAGES.name()
    for code in printed[table].row_keys if table in printed else ():
        is_shown = _prints(printed, table, code, "n_responses")
        yield (table, "responses", "", "language", code, int(languages[code]), is_shown)


def _list_kinds(material: Material, printed: _Printed) -> Iterator[_Row]:
    """Individuals and organisations; different organisations, and those that answered again."""
    responses, table = material.tables["responses"], WHO_BY_KIND.name()
    if table not in printed:
        return
    counts = responses["respondent_type_code"].value_counts()
    yield (table, "responses", "", ALL, ALL, len(responses), True)
    for code in RESPONDENT_TYPES:
        is_shown = _prints(printed, table, code, "n_responses")
        yield (table, "responses", "", "kind", code, int(counts.get(code, 0)), is_shown)
    answers = responses["organisation_id"].dropna().value_counts()
    named = {"organisations": len(answers), "repeat_organisations": int((answers > 1).sum())}
    for code, n in named.items():
        yield (table, code, "", ALL, ALL, n, _prints(printed, table, code, "n_responses"))


def _list_ratings(material: Material, printed: _Printed) -> Iterator[_Row]:
    """Each item's answers by side: of everyone, by point of the scale, by area."""
    for question, rated in material.rated.items():
        points = rows_of(material.tables["agreement_points"], question)
        points = points.loc[points["group_code"] == ALL]
        for item, (_, dont_know, no_answer) in rated.answers.items():
            counts = _count_sides(rated.everyone(item))
            counts |= {"n_dont_know": dont_know.n, "n_no_answer": no_answer.n}
            table = ANSWERS.name(question)
            for column, n in counts.items():
                is_shown = _prints(printed, table, item, column)
                yield (table, _measure(question, item, column), "", ALL, ALL, n, is_shown)
            table = POINTS.name(question)
            for row in points.loc[points["item_code"] == item].itertuples():
                column, n = f"point_{row.score}", int(row.n_answers)
                is_shown = _prints(printed, table, item, column)
                yield (table, _measure(question, item, column), "", ALL, ALL, n, is_shown)
            for dimension in DIMENSIONS:
                yield from _list_areas(material, printed, rated, question, item, dimension)


def _list_areas(
    material: Material,
    printed: _Printed,
    rated: Rated,
    question: str,
    item: str,
    dimension: str,
) -> Iterator[_Row]:
    """An item's answers by area; an area that is counted in its pool here is in the pool."""
    is_split = dimension == "constituency"
    table = SPLIT.name(question, item) if is_split else BY_NATION.name(question)
    if table not in printed:
        return
    for area in material.everyone_and(dimension):
        of = ALL if area.code == ALL else dimension
        rating = rated.find("all" if of == ALL else dimension, area.code, item)
        if rating is None or rating.is_pooled:
            continue
        joined = [
            member
            for each in material.areas(dimension)
            if (own := rated.find(dimension, each.code, item)) and own.pool_code == area.code
            for member in each.members
        ]
        for column, n in _count_sides(rating).items():
            if is_split or column == "agree":
                places = ((area.code, column), (area.code, item), (item, area.code))
                is_shown = any(_prints(printed, table, *place) for place in places)
                members = _join([*area.members, *joined])
                yield (table, _measure(question, item, column), "", of, members, n, is_shown)


def _count_sides(rating: AreaRating) -> dict[str, int]:
    """How many answered and stand on each side, by column."""
    return {"n_answers": rating.n_answers} | dict(zip(SIDES, rating.sides, strict=True))


def _measure(question: str, item: str, column: str) -> str:
    return f"{question}.{item}.{column.removeprefix('n_')}"


def _list_campaigns(material: Material, printed: _Printed) -> Iterator[_Row]:
    """Copies of each letter; each item's answers without those who sent one."""
    for row in material.tables[CAMPAIGNS.name()].itertuples():
        for column in LETTER_COUNTS:
            measure = f"campaign.{row.campaign_id}.{column}"
            is_shown = _prints(printed, CAMPAIGNS.name(), row.campaign_id, column)
            yield (CAMPAIGNS.name(), measure, "", ALL, ALL, int(getattr(row, column)), is_shown)
    for question in material.consultation.questions_of("rating"):
        table = WITHOUT_CAMPAIGNS.name(question.id)
        if table not in printed:
            continue
        for item, (n_agree, n_answers) in count_without(material, question).items():
            is_shown = _prints(printed, table, item, "others")
            for part, n in (("agree", n_agree), ("answers", n_answers)):
                measure = f"{question.id}.{item}.{part}"
                yield (table, measure, "without_campaigns", ALL, ALL, n, is_shown)


def _list_themes(material: Material, printed: _Printed) -> Iterator[_Row]:
    """People who raised each theme; a theme is the same for a reader if its label is."""
    if "themes" not in printed:
        return
    themes, raised = printed["themes"], count_raised(material)
    sizes = material.tables[THEMES.name()].set_index("theme_id")
    base = int(sizes.loc[list(themes.row_keys), "n_base"].max())
    is_said = base >= material.profile.threshold
    yield (THEMES.name(), "wrote", "", ALL, ALL, base, is_said)
    for theme in themes.row_keys:
        measure = f"theme.{themes.cell(theme, 'theme').text}"
        n = int(sizes.loc[theme, "n_respondents"])
        is_shown = any(
            _prints(printed, THEMES.name(), theme, name) for name in ("n_people", "share")
        )
        yield (THEMES.name(), measure, "", ALL, ALL, n, is_shown)
        table = THEMES_BY_CONSTITUENCY.name()
        for area in material.everyone_and("constituency") if table in printed else ():
            if (theme, area.code) in raised:
                of = ALL if area.code == ALL else "constituency"
                is_shown = _prints(printed, table, theme, area.code)
                n = raised[theme, area.code][0]
                yield (table, measure, "", of, _join(area.members), n, is_shown)
        for about in ABOUT:
            table, n = ABOUT[about].name(), count_about(material, about)[0].get(theme, 0)
            names = ("n_people", "share")
            if table in printed and theme in printed[table].row_keys:
                is_shown = any(_prints(printed, table, theme, name) for name in names)
                yield (table, measure, about, ALL, ALL, int(n), is_shown)


def _list_choices(material: Material, printed: _Printed) -> Iterator[_Row]:
    """Who chose each option, and any; orders given; requests on the wording."""
    choices = material.tables["choices"]
    made = choices.loc[choices["option_code"] != NO_ANSWER]
    for question in material.consultation.questions_of("choice", "multi_choice"):
        table, rows = CHOICES.name(question.id), rows_of(made, question.id)
        if table not in printed:
            continue
        counts = rows.groupby("option_code", observed=True)["response_id"].nunique()
        base = rows["response_id"].nunique()
        is_said = base >= material.profile.threshold
        yield (table, f"{question.id}.chose", "", ALL, ALL, base, is_said)
        for option in printed[table].row_keys:
            is_shown = any(_prints(printed, table, option, name) for name in ("n_people", "share"))
            n = int(counts.get(option, 0))
            yield (table, f"{question.id}.{option}", "", ALL, ALL, n, is_shown)
        yield from _list_chosen_by_area(material, printed, question.id, rows)
    for place, row in enumerate(list_requests(material).itertuples(), start=1):
        words = [row.action_code, row.word, row.replacement, row.element_code]
        measure = f"request.{'.'.join(str(word) for word in words if pd.notna(word))}"
        is_shown = _prints(printed, WORDING.name(), f"request_{place}", "n_people")
        yield (WORDING.name(), measure, "", ALL, ALL, int(row.n_respondents), is_shown)


def _list_chosen_by_area(
    material: Material, printed: _Printed, question: str, made: pd.DataFrame
) -> Iterator[_Row]:
    """Who chose each option in each constituency or pool."""
    table = CHOICES_BY_CONSTITUENCY.name(question)
    people = material.tables["responses"].set_index("response_id")["constituency_code"]
    groups = made["response_id"].map(people)
    for area in material.constituencies if table in printed else ():
        here = made.loc[groups.isin(area.members)]
        counts = here.groupby("option_code", observed=True)["response_id"].nunique()
        for option in printed[table].row_keys:
            n, is_shown = int(counts.get(option, 0)), _prints(printed, table, option, area.code)
            measure = f"{question}.{option}"
            yield (table, measure, "", "constituency", _join(area.members), n, is_shown)


def _list_numbers(material: Material, printed: _Printed) -> Iterator[_Row]:
    """How many gave a number: everyone, and each constituency that stands alone."""
    for question in material.consultation.questions_of("number"):
        table = NUMBERS.name(question.id)
        if table not in printed:
            continue
        given = find_numbers(material, question)
        people = material.tables["responses"].set_index("response_id")["constituency_code"]
        counts = {**given["response_id"].map(people).value_counts(), ALL: len(given)}
        for code in printed[table].row_keys:
            of = ALL if code == ALL else "constituency"
            measure, n = f"{question.id}.answers", int(counts.get(code, 0))
            is_shown = _prints(printed, table, code, "n_answers")
            yield (table, measure, "", of, code, n, is_shown)


def _list_firsts(material: Material, printed: _Printed) -> Iterator[_Row]:
    """How many put each option of a ranking first."""
    for question in material.consultation.questions_of("ranking"):
        table = FIRST.name(question.id)
        if table not in printed:
            continue
        counts, _ = count_first(material, question)
        for option in printed[table].row_keys:
            is_shown = any(_prints(printed, table, option, name) for name in ("n_first", "share"))
            n = int(counts.get(option, 0))
            yield (table, f"{question.id}.{option}.first", "", ALL, ALL, n, is_shown)


def _list_orders(material: Material, printed: _Printed) -> Iterator[_Row]:
    """How many gave an order: everyone, in a note, and each constituency that stands alone."""
    for question in material.consultation.questions_of("ranking"):
        table, measure = ORDER_BY_CONSTITUENCY.name(question.id), f"{question.id}.orders"
        orders = rows_of(material.tables["priorities_orders"], question.id)
        n_all = (
            int(orders.loc[orders["group_code"] == ALL, "n_ballots"].max()) if len(orders) else 0
        )
        is_said = BY_RULE.name(question.id) in printed and n_all >= material.profile.threshold
        yield (table, measure, "", ALL, ALL, n_all, is_said)
        groups = orders.loc[orders["dimension_code"] == "constituency"]
        n_ballots = groups.groupby("group_code", observed=True)["n_ballots"].max()
        for area in material.constituencies:
            if not area.is_pool:
                n = int(n_ballots.get(area.code, 0))
                is_shown = _prints(printed, table, area.code, "n_ballots")
                yield (table, measure, "", "constituency", area.code, n, is_shown)


_PARTS = (
    _list_responses,
    _list_ratings,
    _list_campaigns,
    _list_themes,
    _list_choices,
    _list_orders,
    _list_firsts,
    _list_numbers,
)


def _prints(printed: _Printed, table: str, row: str, column: str) -> bool:
    """Whether a cell prints a number: a band, a mark or "at least" is none."""
    found = printed.get(table)
    if found is None or row not in found.row_keys or column not in found.column_keys:
        return False
    return found.cell(row, column).value is not None


def _join(members: Iterable[str]) -> str:
    return "|".join(sorted(dict.fromkeys(members)))
