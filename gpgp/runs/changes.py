"""What changed from one run to another, in sentences for the analyst: private, small numbers shown.

Two kept runs come in, lines go out; none where nothing changed. A theme counts as up or down only
where its intervals (Wilson, 95%) do not overlap, which is stricter than a test at 5%.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from gpgp import storage
from gpgp.errors import InputError
from gpgp.instrument import Consultation, Group, Item, parse_consultation, read_yaml

Tables = Mapping[str, pd.DataFrame]
Texts = Mapping[str, str]
N_NAMED = 8  # things named on a line


def describe_changes(
    project: storage.Project, name: str, *, since: str | None = None
) -> tuple[str, list[str]]:
    """Say what changed between the newest run and one before.

    Parameters
    ----------
    since : the stamp of a kept run or its beginning, such as a day; default the one before

    Returns
    -------
    tuple of the stamp compared with ('' where only one run is kept) and the sentences

    Raises
    ------
    InputError
        No finished run is kept, or none of that day.
    """
    kept = storage.list_runs(project, name)
    if not kept:
        raise InputError(f"consultation {name}: no run is kept yet; run 'gpgp report {name}'.")
    before = [stamp for stamp in kept[:-1] if stamp.startswith(since or "")]
    if not before:
        if since:
            earlier = ", ".join(kept[:-1]) or "none"
            raise InputError(f"consultation {name}: no run of {since} is kept; kept: {earlier}.")
        return "", []
    was, now = (storage.read_run(project, name, stamp) for stamp in (before[-1], kept[-1]))
    return before[-1], list(compare_runs(was, now))


def compare_runs(was: tuple[Tables, Texts], now: tuple[Tables, Texts]) -> Iterator[str]:
    """Compare two runs' tables and files; one sentence for each kind of change."""
    old, new = _read_instrument(was[1]), _read_instrument(now[1])
    yield from _compare_responses(was[0], now[0], new)
    yield from _compare_words(old, new)
    yield from _compare_verdicts(was[0], now[0], new)
    yield from _compare_places(was[0], now[0], new)
    yield from _compare_themes(was[0], now[0])
    yield from _compare_decisions(was[1], now[1])


def _read_instrument(texts: Texts) -> Consultation | None:
    try:
        return parse_consultation(texts["consultation.yaml"])
    except (KeyError, InputError):  # written for another version: codes stand for labels
        return None


def _pair(was: Tables, now: Tables, table: str) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    return (was[table], now[table]) if table in was and table in now else None


def _compare_responses(was: Tables, now: Tables, new: Consultation | None) -> Iterator[str]:
    pair = _pair(was, now, "responses")
    if pair is None:
        return
    before, after = (set(rows["response_id"]) for rows in pair)
    if before != after:
        yield (
            f"Responses: {len(before):,} before, {len(after):,} now "
            f"({len(after - before):,} came in, {len(before - after):,} are gone)."
        )
    counts = [rows["constituency_code"].value_counts() for rows in pair]
    change = counts[1].sub(counts[0], fill_value=0).astype(int)
    named = change[change != 0].sort_values(key=lambda n: -n.abs(), kind="stable")
    if len(named):
        said = [f"{_label(code, new)} {n:+,}" for code, n in named.items()]
        yield f"By constituency: {_join(said)}."


def _compare_words(old: Consultation | None, new: Consultation | None) -> Iterator[str]:
    if old is None or new is None:
        return
    before = {group.code: set(group.aliases) for group in old.constituencies}
    added = {
        group.code: sorted(set(group.aliases) - before.get(group.code, set()))
        for group in new.constituencies
    }
    said = [f"{len(words)} for {_label(code, new)}" for code, words in added.items() if words]
    if said:
        yield f"Words added (aliases): {_join(said)}."


def _compare_verdicts(was: Tables, now: Tables, new: Consultation | None) -> Iterator[str]:
    pair = _pair(was, now, "agreement_verdicts")
    if pair is None:
        return
    keys = ["question_id", "item_code"]
    both = pair[0].merge(pair[1], on=keys, suffixes=("_was", "_now"), validate="1:1")
    for row in both[both["verdict_code_was"] != both["verdict_code_now"]].itertuples():
        yield (
            f"Verdict on {_label(row.item_code, new)}: {_plain(row.verdict_code_was)} before, "
            f"{_plain(row.verdict_code_now)} now; {row.share_per_respondent_was:.1%} agreed "
            f"before, {row.share_per_respondent_now:.1%} now."
        )


def _compare_places(was: Tables, now: Tables, new: Consultation | None) -> Iterator[str]:
    pair = _pair(was, now, "priorities_orders")
    if pair is None:
        return
    chosen = "dimension_code == 'all' and view_code == 'per_respondent' and rule_code == 'borda'"
    old, own = (rows.query(chosen) for rows in pair)
    keys = ["question_id", "option_code"]
    both = old.merge(own, on=keys, suffixes=("_was", "_now"), validate="1:1")
    for question, rows in both[both["rank_was"] != both["rank_now"]].groupby("question_id"):
        said = [
            f"{_label(row.option_code, new)} {row.rank_was:g} → {row.rank_now:g}"
            for row in rows.sort_values("rank_now").itertuples()
        ]
        yield f"Places in {question} (Borda): {_join(said)}."


def _compare_themes(was: Tables, now: Tables) -> Iterator[str]:
    pair = _pair(was, now, "theme_prevalence")
    if pair is None or "themes" not in now:
        return
    labels = now["themes"].set_index("theme_id")["label"]
    old, own = (rows.query("dimension_code == 'all'") for rows in pair)
    both = old.merge(own, on="theme_id", suffixes=("_was", "_now"), validate="1:1")
    for way, is_moved in (
        ("up", both["share_low_now"] > both["share_high_was"]),
        ("down", both["share_high_now"] < both["share_low_was"]),
    ):
        said = [
            f"{labels.get(row.theme_id, row.theme_id)} {row.share_was:.0%} → {row.share_now:.0%}"
            for row in both[is_moved].itertuples()
        ]
        if said:
            yield f"Themes {way} beyond chance: {_join(said)}."


def _compare_decisions(was: Texts, now: Texts) -> Iterator[str]:
    old, new = (_list_decisions(texts.get("code_frame.yaml")) for texts in (was, now))
    added = [one for one in new if one not in old]
    gone = [one for one in old if one not in new]
    for what, rows in (("added", added), ("taken out", gone)):
        if rows:
            kinds = pd.Series([str(one.get("do", "?")) for one in rows]).value_counts(sort=False)
            said = ", ".join(f"{n} {kind}" for kind, n in kinds.items())
            yield f"Decisions on themes {what}: {said}."


def _list_decisions(text: str | None) -> list[dict[str, object]]:
    if not text:
        return []
    data = read_yaml(text, file_name="code_frame.yaml").data
    return list(data.get("decisions") or []) if isinstance(data, dict) else []


def _label(code: str, consultation: Consultation | None) -> str:
    if consultation is None:
        return code
    rated = consultation.questions_of("rating", "ranking", "choice", "multi_choice")
    items: list[Group | Item] = [
        *consultation.constituencies,
        *consultation.elements,
        *consultation.priorities,
        *(option for question in rated for option in question.options),
    ]
    return next((item.label for item in items if item.code == code), code)


def _plain(code: str) -> str:
    return code.replace("_", " ")


def _join(said: list[str]) -> str:
    more = f" and {len(said) - N_NAMED} more" if len(said) > N_NAMED else ""
    return ", ".join(said[:N_NAMED]) + more
