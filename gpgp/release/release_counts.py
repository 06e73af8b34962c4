"""The ledger of a release: the true counts behind its tables, kept privately.

In: the true tables with what is decided of them. Out: one row per count that a report
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
from gpgp.disclosure.rating_disclosure import DIMENSIONS, SIDES, AreaRating, Rated, find_senders
from gpgp.disclosure.theme_disclosure import count_raised
from gpgp.errors import InputError
from gpgp.instrument import Scale
from gpgp.instrument.questions import Ranking, Rating
from gpgp.release.differencing import LEDGER_COLUMNS
from gpgp.release.people import pack_people
from gpgp.report.tables import protect_material
from gpgp.report.tables.answers import ANSWERS, POINTS, SPLIT
from gpgp.report.tables.campaigns import CAMPAIGNS, LETTER_COUNTS, WITHOUT_CAMPAIGNS, count_without
from gpgp.report.tables.choices import CHOICES, CHOICES_BY_CONSTITUENCY
from gpgp.report.tables.numbers import NUMBERS, find_numbers
from gpgp.report.tables.priorities import BY_RULE, FIRST, ORDER_BY_CONSTITUENCY, find_first
from gpgp.report.tables.respondents import (
    LANGUAGES,
    RESERVED_LABELS,
    RESPONDENT_TYPES,
    WHO_ANSWERED,
    WHO_BY_KIND,
)
from gpgp.report.tables.theme_sides import THEMES_BY_SIDE, count_contrasts
from gpgp.report.tables.themes import ABOUT, THEMES, THEMES_BY_CONSTITUENCY, count_about
from gpgp.report.tables.verdicts import BY_NATION
from gpgp.report.tables.words import WORDING, list_requests
from gpgp.tables import ALL, NO_ANSWER

_Printed = Mapping[str, ProtectedTable]
_People = Iterable[str] | None  # ids of responses; None where they are not known
_Row = tuple[str, str, str, str, str, int, bool, _People]


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
    ids = material.tables["responses"]["response_id"]
    ledger["people"] = ["" if who is None else pack_people(who, ids) for who in ledger["people"]]
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
        frame = frame.reindex(columns=list(LEDGER_COLUMNS), fill_value="")
        shown = frame["is_shown"].map({"True": True, "False": False})
        if shown.isna().any():
            raise ValueError("is_shown")
        return frame.assign(
            n_people=frame["n_people"].astype("int64"), is_shown=shown.astype("bool")
        )
    except (KeyError, ValueError):
        raise InputError(
            "the ledger of an earlier release cannot be read; take it from a back-up, or delete "
            "the folder of that release if it never left the house."
        ) from None


def _ids_in(material: Material, dimension: str, codes: Iterable[str]) -> set[str]:
    """The responses of some groups of a dimension."""
    responses = material.tables["responses"]
    return set(responses.loc[responses[f"{dimension}_code"].isin(set(codes)), "response_id"])


def _list_responses(material: Material, printed: _Printed) -> Iterator[_Row]:
    responses = material.tables["responses"]
    everyone = set(responses["response_id"])
    for dimension in DIMENSIONS:
        table = WHO_ANSWERED[dimension].name()
        if table not in printed:
            continue
        counts = responses[f"{dimension}_code"].value_counts()
        groups = {area.code: (area.members, area.n_responses) for area in material.areas(dimension)}
        groups |= {code: ((code,), int(counts.get(code, 0))) for code in RESERVED_LABELS}
        yield (table, "responses", "", ALL, ALL, len(responses), True, everyone)
        for code, (members, n) in groups.items():
            is_shown = _prints(printed, table, code, "n_responses")
            who = _ids_in(material, dimension, members)
            yield (table, "responses", "", dimension, _join(members), n, is_shown, who)
    yield from _list_kinds(material, printed)
    languages = responses["language_code"].value_counts()
    table = LANGUAGES.name()
    for code in printed[table].row_keys if table in printed else ():
        is_shown = _prints(printed, table, code, "n_responses")
        who = _ids_in(material, "language", [code])
        yield (table, "responses", "", "language", code, int(languages[code]), is_shown, who)


def _list_kinds(material: Material, printed: _Printed) -> Iterator[_Row]:
    """Individuals and organisations; different organisations, and those that answered again."""
    responses, table = material.tables["responses"], WHO_BY_KIND.name()
    if table not in printed:
        return
    counts = responses["respondent_type_code"].value_counts()
    yield (table, "responses", "", ALL, ALL, len(responses), True, responses["response_id"])
    for code in RESPONDENT_TYPES:
        is_shown = _prints(printed, table, code, "n_responses")
        who = _ids_in(material, "respondent_type", [code])
        yield (table, "responses", "", "kind", code, int(counts.get(code, 0)), is_shown, who)
    answers = responses["organisation_id"].dropna().value_counts()
    named = {"organisations": len(answers), "repeat_organisations": int((answers > 1).sum())}
    for code, n in named.items():
        yield (table, code, "", ALL, ALL, n, _prints(printed, table, code, "n_responses"), None)


def _list_ratings(material: Material, printed: _Printed) -> Iterator[_Row]:
    """Each item's answers by side: of everyone, by point of the scale, by area."""
    for question, rated in material.rated.items():
        points = rows_of(material.tables["agreement_points"], question)
        points = points.loc[points["group_code"] == ALL]
        asked = material.consultation.question(question)
        assert isinstance(asked, Rating)  # what is rated
        given = rows_of(material.tables["ratings"], question)
        for item, (_, dont_know, no_answer) in rated.answers.items():
            answers = _Answers(given.loc[given["item_code"] == item], asked.scale)
            counts = _count_sides(rated.everyone(item))
            counts |= {"n_dont_know": dont_know.n, "n_no_answer": no_answer.n}
            table = ANSWERS.name(question)
            for column, n in counts.items():
                is_shown = _prints(printed, table, item, column)
                measure, who = _measure(question, item, column), answers.find(column)
                yield (table, measure, "", ALL, ALL, n, is_shown, who)
            table = POINTS.name(question)
            for row in points.loc[points["item_code"] == item].itertuples():
                column, n = f"point_{row.score}", int(row.n_answers)
                is_shown = _prints(printed, table, item, column)
                measure, who = _measure(question, item, column), answers.find(column)
                yield (table, measure, "", ALL, ALL, n, is_shown, who)
            for dimension in DIMENSIONS:
                yield from _list_areas(
                    material, printed, rated, (question, item), answers, dimension
                )


class _Answers:
    """Who gave which answer to one item."""

    def __init__(self, given: pd.DataFrame, scale: Scale) -> None:
        self.given, self.scale = given, scale

    def find(self, column: str) -> set[str]:
        """The responses that a column of people counts."""
        score, status = self.given["score"], self.given["status_code"]
        if column.startswith("point_"):
            is_counted = score == int(column.removeprefix("point_"))
        else:
            is_counted = {
                "n_answers": score.notna(),
                "disagree": score <= self.scale.disagree_to,
                "neither": (score > self.scale.disagree_to) & (score < self.scale.agree_from),
                "agree": score >= self.scale.agree_from,
                "n_dont_know": status == "dont_know",
                "n_no_answer": status.isin(["no_answer", "not_matched"]),
            }[column]
        return set(self.given.loc[is_counted.fillna(False).astype(bool), "response_id"])


def _list_areas(
    material: Material,
    printed: _Printed,
    rated: Rated,
    asked: tuple[str, str],
    answers: _Answers,
    dimension: str,
) -> Iterator[_Row]:
    """An item's answers by area; an area that is counted in its pool here is in the pool."""
    question, item = asked
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
                members, who = [*area.members, *joined], answers.find(column)
                if of != ALL:
                    who &= _ids_in(material, dimension, members)
                measure = _measure(question, item, column)
                yield (table, measure, "", of, _join(members), n, is_shown, who)


def _count_sides(rating: AreaRating) -> dict[str, int]:
    """How many answered and stand on each side, by column."""
    return {"n_answers": rating.n_answers} | dict(zip(SIDES, rating.sides, strict=True))


def _measure(question: str, item: str, column: str) -> str:
    return f"{question}.{item}.{column.removeprefix('n_')}"


def _list_campaigns(material: Material, printed: _Printed) -> Iterator[_Row]:
    """Copies of each letter; each item's answers without those who sent one."""
    comments = material.tables["comments"]
    roles = {"n_copies": ("identical", "edited"), "n_identical": ("identical",)}
    roles |= {"n_edited": ("edited",), "n_additions": ("addition",)}
    for row in material.tables[CAMPAIGNS.name()].itertuples():
        here = comments.loc[comments["campaign_id"] == row.campaign_id]
        for column in LETTER_COUNTS:
            who = here.loc[here["campaign_role_code"].isin(roles[column]), "response_id"]
            measure = f"campaign.{row.campaign_id}.{column}"
            is_shown = _prints(printed, CAMPAIGNS.name(), row.campaign_id, column)
            n = int(getattr(row, column))
            yield (CAMPAIGNS.name(), measure, "", ALL, ALL, n, is_shown, who)
    for question in material.consultation.questions_of("rating"):
        table = WITHOUT_CAMPAIGNS.name(question.id)
        if table not in printed:
            continue
        given, senders = (
            rows_of(material.tables["ratings"], question.id),
            find_senders(material.tables),
        )
        for item, (n_agree, n_answers) in count_without(material, question).items():
            is_shown = _prints(printed, table, item, "others")
            answers = _Answers(given.loc[given["item_code"] == item], question.scale)
            for part, column, n in (
                ("agree", "agree", n_agree),
                ("answers", "n_answers", n_answers),
            ):
                measure, who = f"{question.id}.{item}.{part}", answers.find(column) - senders
                yield (table, measure, "without_campaigns", ALL, ALL, n, is_shown, who)


def _list_themes(material: Material, printed: _Printed) -> Iterator[_Row]:
    """People who raised each theme; a theme is the same for a reader if its label is."""
    if "themes" not in printed:
        return
    themes, raised = printed["themes"], count_raised(material)
    sizes = material.tables[THEMES.name()].set_index("theme_id")
    base = int(sizes.loc[list(themes.row_keys), "n_base"].max())
    is_said = base >= material.profile.threshold
    yield (THEMES.name(), "wrote", "", ALL, ALL, base, is_said, None)
    carried = material.tables["comment_themes"]
    for theme in themes.row_keys:
        measure = f"theme.{themes.cell(theme, 'theme').text}"
        n = int(sizes.loc[theme, "n_respondents"])
        is_shown = any(
            _prints(printed, THEMES.name(), theme, name) for name in ("n_people", "share")
        )
        who = set(carried.loc[carried["theme_id"] == theme, "response_id"])
        yield (THEMES.name(), measure, "", ALL, ALL, n, is_shown, who)
        table = THEMES_BY_CONSTITUENCY.name()
        for area in material.everyone_and("constituency") if table in printed else ():
            if (theme, area.code) in raised:
                of = ALL if area.code == ALL else "constituency"
                is_shown = _prints(printed, table, theme, area.code)
                n = raised[theme, area.code][0]
                here = who if of == ALL else who & _ids_in(material, of, area.members)
                yield (table, measure, "", of, _join(area.members), n, is_shown, here)
        for about in ABOUT:
            table, n = ABOUT[about].name(), count_about(material, about)[0].get(theme, 0)
            names = ("n_people", "share")
            if table in printed and theme in printed[table].row_keys:
                is_shown = any(_prints(printed, table, theme, name) for name in names)
                yield (table, measure, about, ALL, ALL, int(n), is_shown, None)


def _list_theme_sides(material: Material, printed: _Printed) -> Iterator[_Row]:
    """People of each side of an item who raised a theme."""
    for question in material.consultation.questions_of("rating"):
        name = THEMES_BY_SIDE.name(question.id)
        if name in printed:
            for key, side, who in count_contrasts(material, question, printed[name]):
                about = f"{question.id}.{printed[name].cell(key, 'item').code}.{side}"
                measure = f"theme.{printed[name].cell(key, 'theme').text}"
                is_shown = _prints(printed, name, key, side)
                yield (name, measure, about, ALL, ALL, len(who), is_shown, who)


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
        yield (table, f"{question.id}.chose", "", ALL, ALL, base, is_said, rows["response_id"])
        for option in printed[table].row_keys:
            is_shown = any(_prints(printed, table, option, name) for name in ("n_people", "share"))
            n, who = int(counts.get(option, 0)), rows.loc[rows["option_code"] == option]
            measure = f"{question.id}.{option}"
            yield (table, measure, "", ALL, ALL, n, is_shown, who["response_id"])
        yield from _list_chosen_by_area(material, printed, question.id, rows)
    for place, row in enumerate(list_requests(material).itertuples(), start=1):
        words = [row.action_code, row.word, row.replacement, row.element_code]
        measure = f"request.{'.'.join(str(word) for word in words if pd.notna(word))}"
        is_shown = _prints(printed, WORDING.name(), f"request_{place}", "n_people")
        yield (WORDING.name(), measure, "", ALL, ALL, int(row.n_respondents), is_shown, None)


def _list_chosen_by_area(
    material: Material, printed: _Printed, question: str, made: pd.DataFrame
) -> Iterator[_Row]:
    """Who chose each option in each constituency or pool."""
    table = CHOICES_BY_CONSTITUENCY.name(question)
    for area in material.constituencies if table in printed else ():
        here = made.loc[made["response_id"].isin(_ids_in(material, "constituency", area.members))]
        for option in printed[table].row_keys:
            who = set(here.loc[here["option_code"] == option, "response_id"])
            measure, members = f"{question}.{option}", _join(area.members)
            is_shown = _prints(printed, table, option, area.code)
            yield (table, measure, "", "constituency", members, len(who), is_shown, who)


def _list_numbers(material: Material, printed: _Printed) -> Iterator[_Row]:
    """How many gave a number: everyone, and each constituency that stands alone."""
    for question in material.consultation.questions_of("number"):
        table, measure = NUMBERS.name(question.id), f"{question.id}.answers"
        gave = set(find_numbers(material, question)["response_id"])
        for code in printed[table].row_keys if table in printed else ():
            of = ALL if code == ALL else "constituency"
            who = gave if code == ALL else gave & _ids_in(material, of, [code])
            is_shown = _prints(printed, table, code, "n_answers")
            yield (table, measure, "", of, code, len(who), is_shown, who)


def _list_orders(material: Material, printed: _Printed) -> Iterator[_Row]:
    """Who gave an order: everyone, in a note, and each constituency that stands alone.

    And who put each option first.
    """
    for question in material.consultation.questions_of("ranking"):
        table, measure = ORDER_BY_CONSTITUENCY.name(question.id), f"{question.id}.orders"
        given = rows_of(material.tables["rankings"], question.id)
        gave = set(given.loc[given["rank"].notna(), "response_id"])
        orders = rows_of(material.tables["priorities_orders"], question.id)
        n_all = (
            int(orders.loc[orders["group_code"] == ALL, "n_ballots"].max()) if len(orders) else 0
        )
        is_said = BY_RULE.name(question.id) in printed and n_all >= material.profile.threshold
        yield (table, measure, "", ALL, ALL, n_all, is_said, gave)
        groups = orders.loc[orders["dimension_code"] == "constituency"]
        n_ballots = groups.groupby("group_code", observed=True)["n_ballots"].max()
        for area in material.constituencies:
            if not area.is_pool:
                n, who = (
                    int(n_ballots.get(area.code, 0)),
                    _ids_in(material, "constituency", [area.code]),
                )
                is_shown = _prints(printed, table, area.code, "n_ballots")
                yield (table, measure, "", "constituency", area.code, n, is_shown, gave & who)
        yield from _list_firsts(material, printed, question)


def _list_firsts(material: Material, printed: _Printed, question: Ranking) -> Iterator[_Row]:
    """Who put each option first."""
    table, first = FIRST.name(question.id), find_first(material, question)
    for option in printed[table].row_keys if table in printed else ():
        is_shown = any(_prints(printed, table, option, name) for name in ("n_first", "share"))
        who = set(first.loc[first["option_code"] == option, "response_id"])
        yield (table, f"{question.id}.{option}.first", "", ALL, ALL, len(who), is_shown, who)


_PARTS = (
    _list_responses,
    _list_ratings,
    _list_campaigns,
    _list_themes,
    _list_theme_sides,
    _list_choices,
    _list_orders,
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
