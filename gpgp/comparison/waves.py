"""What changed between two waves: shares then and now, at the same mix, beyond chance or not.

In: the stage tables of two consultations, their matched items, and themes coded by one instrument
on both. Out: ``comparison_mix``, ``comparison_changes`` and ``comparison_verdicts``. Nothing is
hidden here: the page prints what both reports print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from gpgp.agreement.differences import compare_shares, count_shares, read_items
from gpgp.agreement.polls import poll_rankings
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.group_tests import adjust_p_values
from gpgp.agreement.statistics.intervals import difference_interval
from gpgp.agreement.tallies import Respondents, group_respondents
from gpgp.instrument import Consultation
from gpgp.tables import ALL, COMPARED, assemble_table, check_table

Key = tuple[str, str, str]  # kind, question, item
Counts = tuple[float, float, float]  # yes, base, design effect
THEME, COMMENTS = "theme", "comments"
ALPHA_EVERYBODY = 0.8  # of alpha for everybody's figures; what is left is for constituencies


@dataclass(frozen=True)
class Wave:
    """Who answered in one wave, and who says yes to each item: pairs of (n_responses,) arrays."""

    respondents: Respondents
    answers: Mapping[Key, tuple[np.ndarray, np.ndarray]]


def gather_wave(tables: Mapping[str, pd.DataFrame], *, consultation: Consultation) -> Wave:
    """Read the answers of one wave from its ``responses``, ``ratings``, ``rankings``, ``choices``.

    Yes is: agrees (from ``agree_from`` up), chose the option, put it first.
    """
    respondents = group_respondents(tables["responses"], consultation=consultation)
    if not len(respondents):
        return Wave(respondents, {})
    types = {question.id: question.type for question in consultation.questions}
    read = read_items(tables["ratings"], tables["choices"], respondents, consultation)
    answers = {(types[q], q, item): (yes, base) for q, item, yes, base in read}
    for question in consultation.questions_of("ranking"):
        poll = poll_rankings(tables["rankings"], respondents, question)
        in_base = np.zeros(len(respondents), dtype=bool)
        in_base[poll.who] = True
        first = poll.ballots.eq(poll.ballots.min(axis=1), axis=0)
        for code in poll.ballots.columns if len(poll.ballots) else ():
            says_yes = np.zeros(len(respondents), dtype=bool)
            says_yes[poll.who] = first[code]
            answers["ranking", question.id, code] = (says_yes, in_base)
    return Wave(respondents, answers)


def add_themes(wave: Wave, members: pd.DataFrame, writers: Sequence[str]) -> Wave:
    """Return the wave with who raised each theme.

    Parameters
    ----------
    members : DataFrame, one row per response and theme
        ``response_id``, ``theme_id``.
    writers : response ids
        The base: who wrote something that was coded.
    """
    in_base = np.zeros(len(wave.respondents), dtype=bool)
    places = wave.respondents.places(pd.Series(list(writers), dtype="str"))
    in_base[places[places >= 0]] = True
    raised: dict[Key, tuple[np.ndarray, np.ndarray]] = {}
    for theme, rows in members.groupby("theme_id", observed=True):
        says_yes = np.zeros(len(in_base), dtype=bool)
        places = wave.respondents.places(rows["response_id"])
        says_yes[places[places >= 0]] = True
        raised[THEME, COMMENTS, str(theme)] = (says_yes & in_base, in_base)
    return replace(wave, answers={**wave.answers, **raised})


def compare_mix(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return who answered then and now, contract ``comparison_mix``, from two ``responses``."""
    counts = [frame["constituency_code"].value_counts() for frame in (first, second)]
    table = pd.concat(counts, axis=1, keys=["n_first", "n_second"]).fillna(0)
    shares = {f"share_{n[2:]}": table[n] / max(table[n].sum(), 1) for n in table.columns}
    named = table.assign(**shares).rename_axis("group_code").reset_index()
    return check_table(named, COMPARED["comparison_mix"])


def compare_verdicts(
    first: pd.DataFrame, second: pd.DataFrame, items: pd.DataFrame
) -> pd.DataFrame:
    """Return the verdicts on matched items then and now, from two ``agreement_verdicts``."""
    key = ["question_id", "item_code"]
    is_compared = items["kind_code"].eq("rating") & items["match_code"].eq("matched")
    rows = items.loc[is_compared, key]
    for name, verdicts in (("first", first), ("second", second)):
        own = verdicts[[*key, "verdict_code"]]
        own = own.rename(columns={"verdict_code": f"verdict_{name}"})
        rows = rows.merge(own, on=key, how="left", validate="one_to_one")
    return check_table(rows, COMPARED["comparison_verdicts"])


def measure_changes(
    first: Wave,
    second: Wave,
    *,
    items: pd.DataFrame,
    constituencies: Sequence[str],
    settings: AgreementSettings,
) -> pd.DataFrame:
    """Measure what changed in each matched item and theme, for everybody and by constituency.

    Parameters
    ----------
    first, second : Wave
    items : DataFrame, contract ``comparison_items``
        Only matched ones are compared; themes that both waves hold are always.
    constituencies : sequence of str
        Codes that both instruments list.
    settings : AgreementSettings
        ``min_eligible``, ``alpha`` and ``confidence``.

    Returns
    -------
    DataFrame, contract ``comparison_changes``

    Notes
    -----
    For everybody the test is made at the first wave's mix: each constituency with ten answers or
    more in both waves counts as it did in the first, the others together as one; a change of
    who answers is then no change of what they say. The effective n is Kish's. The interval is
    Newcombe's, the test Fisher's exact one, both on effective counts. Two families are adjusted
    by Benjamini and Hochberg, everybody's at four fifths of ``alpha`` and constituencies' at one
    fifth: with no change anywhere, something is claimed in at most ``alpha`` of comparisons. The
    same people answering twice makes this cautious, never bold.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Journal of the Royal Statistical Society B 57, 289-300.
    Kish, L. (1965). Survey Sampling. Wiley, section 11.7.
    """
    matched = items.loc[items["match_code"] == "matched"]
    keys = [*matched[["kind_code", "question_id", "item_code"]].itertuples(index=False, name=None)]
    keys += [key for key in first.answers if key[0] == THEME]
    rows = []
    for key in keys:
        if key in first.answers and key in second.answers:
            one, other = (_count(wave, key, settings) for wave in (first, second))
            rows += _compare_item(key, one, other, constituencies, settings)
    if not rows:
        return assemble_table([], COMPARED["comparison_changes"])
    table = pd.DataFrame(rows)
    is_all = table["group_code"].eq(ALL)
    families = (
        _adjust(table[is_all], settings.alpha, part=ALPHA_EVERYBODY),
        _adjust(table[~is_all], settings.alpha, part=1 - ALPHA_EVERYBODY),
    )
    return assemble_table(families, COMPARED["comparison_changes"])


def _count(wave: Wave, key: Key, settings: AgreementSettings) -> dict[str, Counts]:
    """Count yes, base and design effect per constituency; who named none stands under its code."""
    grouping = wave.respondents.groupings["constituency"]
    counted = count_shares(
        *wave.answers[key], wave.respondents, grouping, min_eligible=settings.min_eligible
    )
    found = zip(grouping.labels, *counted, strict=True)
    return {code: (float(y), float(n), float(e)) for code, y, n, e in found if n}


def _compare_item(
    key: Key,
    one: dict[str, Counts],
    other: dict[str, Counts],
    constituencies: Sequence[str],
    settings: AgreementSettings,
) -> list[dict[str, object]]:
    """One row for everybody and one per constituency that answered in both waves."""
    named = [code for code in constituencies if code in one and code in other]
    rows = [_describe(ALL, _pool(one.values()), _pool(other.values()), settings)]
    rows[0] |= _compare_same_mix(one, other, named, settings)
    for code in named:
        row = _describe(code, one[code], other[code], settings)
        if min(one[code][1], other[code][1]) >= settings.min_eligible:
            row["p_value"] = compare_shares(other[code], one[code])
        rows.append(row)
    keys = dict(zip(("kind_code", "question_id", "item_code"), key, strict=True))
    return [{**keys, **row} for row in rows]


def _pool(parts) -> Counts:
    """Return the counts of several groups together, with their mean design effect."""
    counts = np.array(list(parts), dtype=float).reshape(-1, 3)
    n = counts[:, 1].sum()
    effect = float(np.average(counts[:, 2], weights=counts[:, 1])) if n else 1.0
    return float(counts[:, 0].sum()), float(n), effect


def _describe(
    group: str, one: Counts, other: Counts, settings: AgreementSettings
) -> dict[str, object]:
    shares = [counts[0] / counts[1] if counts[1] else np.nan for counts in (one, other)]
    low, high = difference_interval(other, one, confidence=settings.confidence)
    return {
        "group_code": group,
        "n_base_first": one[1],
        "n_yes_first": one[0],
        "n_base_second": other[1],
        "n_yes_second": other[0],
        "share_first": shares[0],
        "share_second": shares[1],
        "change": shares[1] - shares[0],
        "change_low": low,
        "change_high": high,
        "change_same_mix": np.nan,
        "same_mix_low": np.nan,
        "same_mix_high": np.nan,
        "p_value": np.nan,
    }


def _compare_same_mix(
    one: dict[str, Counts],
    other: dict[str, Counts],
    named: Sequence[str],
    settings: AgreementSettings,
) -> dict[str, float]:
    """Compare both waves at the first one's mix; empty where too few answered."""
    least = settings.min_eligible
    alone = [code for code in named if min(one[code][1], other[code][1]) >= least]
    strata = [(one[code], other[code]) for code in alone]
    rest = [_pool(n for code, n in wave.items() if code not in alone) for wave in (one, other)]
    if min(rest[0][1], rest[1][1]) >= least:
        strata.append((rest[0], rest[1]))
    if not strata:
        return {}
    weights = np.array([pair[0][1] for pair in strata])
    weights = weights / weights.sum()
    before, after = (_weigh([pair[side] for pair in strata], weights) for side in (0, 1))
    low, high = difference_interval(after, before, confidence=settings.confidence)
    return {
        "change_same_mix": after[0] / after[1] - before[0] / before[1],
        "same_mix_low": low,
        "same_mix_high": high,
        "p_value": compare_shares(after, before),
    }


def _weigh(strata: Sequence[Counts], weights: np.ndarray) -> Counts:
    """Return weighted strata as so many independent answers: Kish's effective n."""
    yes, n, effect = np.array(strata, dtype=float).T
    n_effective = 1 / (weights**2 * effect / n).sum()
    return float(weights @ (yes / n) * n_effective), float(n_effective), 1.0


def _adjust(rows: pd.DataFrame, alpha: float, *, part: float) -> pd.DataFrame:
    """Adjust p over a family that may spend a part of alpha, and say what changed."""
    tested = rows.loc[rows["p_value"].notna(), "p_value"]
    adjusted = adjust_p_values(tested, method="benjamini_hochberg") / part
    p = pd.Series(np.minimum(adjusted, 1.0), index=tested.index, dtype=float).reindex(rows.index)
    by = rows["change_same_mix"].where(rows["group_code"].eq(ALL), rows["change"])
    code = np.select([p.isna(), p >= alpha, by > 0], ["not_tested", "no", "more"], "less")
    return rows.assign(p_adjusted=p, change_code=code)
