"""The ledger of a release: the true counts behind its tables, kept privately.

In come the true tables with the partition of areas, out goes one row per count that a report
prints or hides, in the columns of :mod:`gpgp.report.gate.differencing`, which compares it with
the ledger of earlier releases. It holds small numbers and never leaves the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

import pandas as pd

from gpgp.errors import InputError
from gpgp.report.gate.campaigns import LEAST_PEOPLE, LEAST_SHARE
from gpgp.report.gate.differencing import LEDGER_COLUMNS
from gpgp.report.gate.material import Material, rows_of
from gpgp.report.gate.pooling import Area, sum_over_areas
from gpgp.report.gate.rated import rate_areas
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED

PARTS = ("n_answers", "n_agree", "n_neither", "n_disagree")
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
        The columns of :data:`gpgp.report.gate.differencing.LEDGER_COLUMNS`. Private.
    """
    rows = [
        *_list_responses(material),
        *_list_ratings(material),
        *_list_without_campaigns(material),
        *_list_themes(material),
        *_list_choices(material),
    ]
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


def _list_responses(material: Material) -> Iterator[_Row]:
    responses = material.tables["responses"]
    for dimension in ("constituency", "nation"):
        table = f"who_answered_by_{dimension}"
        if not material.areas(dimension):
            continue
        yield (table, "responses", "", ALL, ALL, len(responses), True)
        for area in material.areas(dimension):
            is_shown = area.n_responses >= material.profile.share_base_floor
            members = _join(area.members)
            yield (table, "responses", "", dimension, members, area.n_responses, is_shown)
        codes = responses[f"{dimension}_code"]
        for code in (NO_ANSWER, NOT_MATCHED):
            n = int((codes == code).sum())
            is_shown = n >= material.profile.threshold
            yield (table, "responses", "", dimension, code, n, is_shown)


def _list_ratings(material: Material) -> Iterator[_Row]:
    """Each item's answers by part; an area counted in its pool for an item is in the pool."""
    for question in material.consultation.questions_of("rating"):
        ratings = rows_of(material.tables["agreement_ratings"], question.id)
        for dimension in ("constituency", "nation"):
            chosen = ratings.loc[ratings["dimension_code"].isin([dimension, ALL])]
            areas = material.everyone_and(dimension)
            rated = rate_areas(chosen, areas, profile=material.profile)
            joined = _count_joined(rated, areas)
            for (code, item), rating in rated.items():
                if rating.is_pooled:
                    continue
                members = (*_members_of(areas, code), *joined.get((code, item), ()))
                of = ALL if code == ALL else dimension
                for part in PARTS:
                    n = int(getattr(rating, part))
                    yield (
                        f"{question.id}_{item}_by_{dimension}",
                        f"{question.id}.{item}.{part.removeprefix('n_')}",
                        "",
                        of,
                        _join(members),
                        n,
                        _is_shown(material, n, rating.n_answers, is_base=part == "n_answers"),
                    )


def _count_joined(rated: dict, areas: tuple[Area, ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The groups that a pool takes in for one item, beyond its own members."""
    joined: dict[tuple[str, str], tuple[str, ...]] = {}
    for area in areas:
        for code, item in rated:
            if code == area.code and rated[code, item].is_pooled:
                key = (area.pool_code, item)
                joined[key] = (*joined.get(key, ()), *area.members)
    return joined


def _list_without_campaigns(material: Material) -> Iterator[_Row]:
    """Each item's answers without those who sent a campaign letter, where they are printed."""
    comments, ratings = material.tables["comments"], material.tables["ratings"]
    is_sent = comments["campaign_role_code"].isin(["identical", "edited"])
    senders = set(comments.loc[is_sent, "response_id"])
    is_printed = len(senders) >= max(LEAST_PEOPLE, LEAST_SHARE * len(material.tables["responses"]))
    scored = ratings.loc[ratings["score"].notna()]
    for question in material.consultation.questions_of("rating"):
        rows = rows_of(scored, question.id)
        rows = rows.assign(
            agrees=rows["score"] >= question.scale.agree_from,
            is_sender=rows["response_id"].isin(senders),
        )
        for item, here in rows.groupby("item_code", observed=True):
            others = here.loc[~here["is_sender"], "agrees"]
            theirs = here.loc[here["is_sender"], "agrees"]
            fewest = min(int(theirs.sum()), int((~theirs).sum()))
            is_apart = is_printed and fewest >= material.profile.threshold
            for part, n in (("agree", int(others.sum())), ("answers", len(others))):
                is_shown = is_apart and _is_shown(material, n, len(others), is_base=False)
                table, measure = f"{question.id}_without_campaigns", f"{question.id}.{item}.{part}"
                yield (table, measure, "without_campaigns", ALL, ALL, n, is_shown)


def _list_themes(material: Material) -> Iterator[_Row]:
    """People who raised each theme; a theme is the same for a reader if its label is."""
    prevalence = material.tables["theme_prevalence"]
    chosen = prevalence.loc[prevalence["dimension_code"].isin(["constituency", ALL])]
    labels = material.tables["themes"].set_index("theme_id")["label"]
    areas = material.everyone_and("constituency")
    counts = ["n_respondents", "n_base"]
    summed = sum_over_areas(chosen, areas=areas, by=["theme_id"], counts=counts)
    for row in summed.itertuples(index=False):
        if row.theme_id not in labels.index:
            continue
        n, base = int(row.n_respondents), int(row.n_base)
        of = ALL if row.area_code == ALL else "constituency"
        members = _join(_members_of(areas, row.area_code))
        measure = f"theme.{labels[row.theme_id]}"
        is_shown = _is_shown(material, n, base, is_base=False)
        yield ("themes_by_constituency", measure, "", of, members, n, is_shown)


def _list_choices(material: Material) -> Iterator[_Row]:
    choices = material.tables["choices"]
    made = choices.loc[choices["option_code"] != NO_ANSWER]
    counts = made.groupby(["question_id", "option_code"], observed=True)["response_id"].nunique()
    bases = made.groupby("question_id", observed=True)["response_id"].nunique()
    for (question, option), n in counts.items():
        is_shown = _is_shown(material, int(n), int(bases[question]), is_base=False)
        measure = f"{question}.{option}"
        yield (f"{question}_choices", measure, "", ALL, ALL, int(n), is_shown)


def _members_of(areas: Iterable[Area], code: str) -> tuple[str, ...]:
    return next(area.members for area in areas if area.code == code)


def _is_shown(material: Material, n: int, base: int, *, is_base: bool) -> bool:
    """Whether a count is printed, or a share that tells it."""
    profile = material.profile
    return n >= profile.threshold and (is_base or base >= profile.share_base_floor)


def _join(members: Iterable[str]) -> str:
    return "|".join(sorted(dict.fromkeys(members)))
