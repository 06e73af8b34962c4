"""What changed between two waves: shares then and now, at the same mix, beyond chance or not.

In: the stage tables of two consultations, their matched items, and themes coded by one instrument
on both. Out: ``comparison_changes``. Nothing is
hidden here: the page prints what both reports print.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from gpgp.agreement.differences import compare_shares, count_shares, read_items
from gpgp.agreement.polls import poll_rankings
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.group_tests import adjust_p_values
from gpgp.agreement.statistics.intervals import difference_interval, wilson_interval
from gpgp.agreement.tallies import Respondents, group_respondents
from gpgp.comparison.wave_themes import code_waves
from gpgp.instrument import Consultation
from gpgp.instrument.text import fold_word
from gpgp.tables import ALL, COMPARED, assemble_table

Key = tuple[str, str, str]  # kind, question, item
Counts = tuple[float, float, float]  # yes, base, design effect
THEME, COMMENTS = "theme", "comments"
PARTS = {"rating": 0.5, "asked": 0.35, "theme": 0.1, "constituency": 0.05}  # of alpha, by family
FAMILIES = {"rating": "rating", "theme": "theme"} | dict.fromkeys(
    ("ranking", "choice", "multi_choice"), "asked"
)
LEAST_EXPECTED = 5  # room on either side of the expected number for the normal approximation


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
    types: dict[str, str] = {question.id: question.type for question in consultation.questions}
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


def gather_waves(
    first: Mapping[str, pd.DataFrame],
    second: Mapping[str, pd.DataFrame],
    *,
    consultations: tuple[Consultation, Consultation],
    seed: int,
) -> tuple[Wave, Wave]:
    """Read the answers of both waves, and code their comments by the themes of the first.

    Parameters
    ----------
    first, second : mapping of table name to DataFrame
        The stage tables of each.
    consultations : tuple of Consultation
        The instruments of both.
    seed : int
        As for :func:`code_waves`.
    """
    waves = (
        gather_wave(first, consultation=consultations[0]),
        gather_wave(second, consultation=consultations[1]),
    )
    shared = _find_shared_texts(*consultations)
    before, after = (
        tables["comments"][tables["comments"]["question_id"].isin(shared)]
        for tables in (first, second)
    )
    coded = code_waves(
        before,
        after,
        themes=first["themes"],
        comment_themes=first["comment_themes"],
        seed=seed,
    )
    if coded is None:
        return waves
    return (
        add_themes(waves[0], coded[0].members, coded[0].writers),
        add_themes(waves[1], coded[1].members, coded[1].writers),
    )


def _find_shared_texts(first: Consultation, second: Consultation) -> list[str]:
    """Ids of free-text questions that both waves asked in the same words."""
    after = {question.id: question.title for question in second.questions_of("free_text")}
    return [
        question.id
        for question in first.questions_of("free_text")
        if question.id in after and fold_word(question.title) == fold_word(after[question.id])
    ]


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
    Everybody's change is measured at the first wave's mix: each constituency with ten answers or
    more in both waves counts as it did in the first, the others together as one; a change of who
    answers is then no change of what they say. Its interval joins the Wilson intervals of the
    strata (Zou and Donner). The test is Cochran's, Mantel's and Haenszel's within the same strata,
    on counts divided by their design effects; where their expected numbers are too small for it
    (Mantel and Fleiss), Fisher's exact test on all together.

    Each family of :data:`PARTS` is adjusted by Benjamini and Hochberg at its part of ``alpha``, a
    family that is not there leaving its part to the others: with no change anywhere, something is
    claimed in at most ``alpha`` of comparisons. The same people answering twice makes this
    cautious, never bold.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Journal of the Royal Statistical Society B 57, 289-300.
    Mantel, N. and Fleiss, J. L. (1980). American Journal of Epidemiology 112, 129-134.
    Mantel, N. and Haenszel, W. (1959). Journal of the National Cancer Institute 22, 719-748.
    Zou, G. Y. and Donner, A. (2008). Statistics in Medicine 27, 1693-1702.
    """
    matched = items.loc[items["match_code"] == "matched"]
    keys = [*matched[["kind_code", "question_id", "item_code"]].itertuples(index=False, name=None)]
    keys += [key for key in first.answers if key[0] == THEME]
    rows = []
    for key in keys:
        if key in first.answers and key in second.answers:
            one, other = (_count(wave, key, settings) for wave in (first, second))
            if ALL not in one or ALL not in other:
                continue
            rows += _compare_item(key, one, other, constituencies, settings)
    if not rows:
        return assemble_table([], COMPARED["comparison_changes"])
    table = pd.DataFrame(rows)
    family = table["kind_code"].map(FAMILIES).where(table["group_code"].eq(ALL), "constituency")
    present = family[table["p_value"].notna()].unique()
    whole = sum(PARTS[name] for name in present)
    families = [
        _adjust(own, settings.alpha, part=PARTS[str(name)] / whole if name in present else 1.0)
        for name, own in table.groupby(family, sort=True)
    ]
    return assemble_table(families, COMPARED["comparison_changes"])


def _count(wave: Wave, key: Key, settings: AgreementSettings) -> dict[str, Counts]:
    """Count yes, base and design effect of all and per constituency; who named none has a code."""
    counted: dict[str, Counts] = {}
    for dimension in ("constituency", ALL):
        grouping = wave.respondents.groupings[dimension]
        found = count_shares(
            *wave.answers[key], wave.respondents, grouping, min_eligible=settings.min_eligible
        )
        rows = zip(grouping.labels, *found, strict=True)
        counted |= {code: (float(y), float(n), float(e)) for code, y, n, e in rows if n}
    return counted


def _compare_item(
    key: Key,
    one: dict[str, Counts],
    other: dict[str, Counts],
    constituencies: Sequence[str],
    settings: AgreementSettings,
) -> list[dict[str, object]]:
    """One row for everybody and one per constituency that answered in both waves."""
    named = [code for code in constituencies if code in one and code in other]
    rows = [_describe(ALL, one[ALL], other[ALL], settings)]
    rows[0] |= _compare_same_mix(one, other, named, settings)
    for code in named:
        row = _describe(code, one[code], other[code], settings)
        if min(one[code][1], other[code][1]) >= settings.min_eligible:
            row["p_value"] = compare_shares(other[code], one[code])
        rows.append(row)
    keys = dict(zip(("kind_code", "question_id", "item_code"), key, strict=True))
    return [{**keys, **row} for row in rows]


def _pool(parts: Iterable[Counts]) -> Counts:
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
    """Compare both waves at the first one's mix; empty where too few answered.

    The design effect is everybody's: those of single constituencies are noise that adds up.
    """
    least = settings.min_eligible
    one, other = (
        {code: (y, n, wave[ALL][2]) for code, (y, n, _) in wave.items() if code != ALL}
        for wave in (one, other)
    )
    alone = [code for code in named if min(one[code][1], other[code][1]) >= least]
    strata = [(one[code], other[code]) for code in alone]
    rest = [_pool(n for code, n in wave.items() if code not in alone) for wave in (one, other)]
    if min(rest[0][1], rest[1][1]) >= least:
        strata.append((rest[0], rest[1]))
    if not strata:
        return {}
    change, low, high = _weigh(strata, settings.confidence)
    return {
        "change_same_mix": change,
        "same_mix_low": low,
        "same_mix_high": high,
        "p_value": _test_within(strata),
    }


def _weigh(strata: Sequence[tuple[Counts, Counts]], confidence: float) -> tuple[float, ...]:
    """Return the mean change of the strata, each weighted as in the first wave, and its limits."""
    weights = np.array([one[1] for one, _ in strata])
    weights = weights / weights.sum()
    before, after = (np.array(side, dtype=float).T for side in zip(*strata, strict=True))
    p, q = after[0] / after[1], before[0] / before[1]
    (p_low, p_high), (q_low, q_high) = (
        np.transpose(
            [wilson_interval(y / n, n / effect, confidence=confidence) for y, n, effect in side.T]
        )
        for side in (after, before)
    )
    change = float(weights @ (p - q))
    down = np.sqrt((weights**2 * ((p - p_low) ** 2 + (q_high - q) ** 2)).sum())
    up = np.sqrt((weights**2 * ((p_high - p) ** 2 + (q - q_low) ** 2)).sum())
    return change, float(change - down), float(change + up)


def _test_within(strata: Sequence[tuple[Counts, Counts]]) -> float:
    """Return the two-sided p of no change within any stratum, on effective counts."""
    before, after = (np.array(side, dtype=float).T for side in zip(*strata, strict=True))
    (yes_1, n_1), (yes_2, n_2) = (side[:2] / side[2] for side in (before, after))
    yes, n = yes_1 + yes_2, n_1 + n_2
    expected = n_2 * yes / n
    least = np.maximum(0, yes - n_1).sum()
    most = np.minimum(yes, n_2).sum()
    if min(expected.sum() - least, most - expected.sum()) < LEAST_EXPECTED:
        whole = [(float(y.sum()), float(m.sum()), 1.0) for y, m in ((yes_2, n_2), (yes_1, n_1))]
        return compare_shares(whole[0], whole[1])
    variance = (n_1 * n_2 * yes * (n - yes) / (n**2 * np.maximum(n - 1, 1))).sum()
    z = (yes_2.sum() - expected.sum()) / np.sqrt(variance)
    return float(2 * stats.norm.sf(abs(z)))


def _adjust(rows: pd.DataFrame, alpha: float, *, part: float) -> pd.DataFrame:
    """Adjust p over a family that may spend a part of alpha, and say what changed."""
    tested = rows.loc[rows["p_value"].notna(), "p_value"]
    adjusted = adjust_p_values(tested, method="benjamini_hochberg") / part
    p = pd.Series(np.minimum(adjusted, 1.0), index=tested.index, dtype=float).reindex(rows.index)
    by = rows["change_same_mix"].where(rows["group_code"].eq(ALL), rows["change"])
    code = np.select([p.isna(), p >= alpha, by > 0], ["not_tested", "no", "more"], "less")
    return rows.assign(p_adjusted=p, change_code=code)
