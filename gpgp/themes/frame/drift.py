"""Where the themes of a run and the code frame have grown apart, each with one sentence.

Nothing here changes a theme. What a person decided is either applied or stands in this table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from gpgp.tables import SPECS, check_table, empty_table
from gpgp.themes.frame.memory import hash_text
from gpgp.themes.frame.outcomes import count_comments
from gpgp.themes.frame.replaying import FrameInUse, Replayed
from gpgp.themes.frame.resolving import find_homes

LOST_BELOW = 0.5  # of the comments it was remembered with
_FIGURES = ("n_before", "n_in", "n_out", "n_now")


def find_drift(
    used: FrameInUse | None,
    replays: Sequence[Replayed],
    *,
    comments: pd.DataFrame,
    themes: pd.DataFrame,
    members: pd.DataFrame,
    outcomes: pd.DataFrame,
) -> pd.DataFrame:
    """Compare the themes of a run with the code frame.

    Parameters
    ----------
    used : the frame, if there is one
    replays : what it made of each language's comments
    comments : DataFrame, one row per comment received
        ``comment_id``, ``text``.
    themes, members : DataFrame
        Themes of this run (contract ``themes``); one row per theme of a comment.
    outcomes : DataFrame, one row per decision
        As :func:`gpgp.themes.frame.outcomes.list_outcomes` returns.

    Returns
    -------
    DataFrame (contract ``theme_drift``); empty where nothing has drifted
    """
    if used is None:
        return empty_table(SPECS["theme_drift"])
    before, lost = _list_before(used, replays, comments)
    now = set(zip(members["theme_id"], members["comment_id"], strict=True))
    rows = [
        *_compare_members(used, before, lost, now, _list_known(replays)),
        *_judge_support(used, before, lost, themes, now),
        *_list_carried(used, replays, now),
        *_list_proposals(used, themes),
        *_list_examples(used, comments),
        *(
            _row(f"decision {row.number}", "not_applied", row.do, row.problem)
            for row in outcomes[outcomes["problem"].ne("")].itertuples()
        ),
    ]
    columns = list(SPECS["theme_drift"].columns)
    return check_table(pd.DataFrame(rows, columns=columns), SPECS["theme_drift"])


def _row(subject: str, code: str, label: str, explanation: str, *figures: int) -> dict[str, object]:
    numbers = dict(zip(_FIGURES, figures or (None,) * len(_FIGURES), strict=True))
    said = explanation[:1].upper() + explanation[1:]
    return {"subject": subject, "drift_code": code, "label": label, "explanation": said, **numbers}


def _list_before(
    used: FrameInUse, replays: Sequence[Replayed], comments: pd.DataFrame
) -> tuple[set[tuple[str, str]], dict[tuple[str, str], str]]:
    """Remembered pairs of theme and comment, decisions applied; and those not read again, why."""
    received = dict(zip(comments["comment_id"], comments["text"], strict=True))
    before: set[tuple[str, str]] = set()
    met: set[str] = set()
    for replayed in replays:
        if replayed.claims is None or replayed.recalled is None:  # no frame was replayed
            continue
        known_as = replayed.recalled.known_as
        met.update(known_as)
        own = replayed.fit.comments["comment_id"].to_numpy()
        is_same = np.array(
            [
                name == other or name not in received
                for name, other in zip(known_as, own, strict=True)
            ]
        )
        pairs = np.argwhere(replayed.claims.before & is_same[:, None])
        before.update((used.frame.ids[column], own[position]) for position, column in pairs)
    lost: dict[tuple[str, str], str] = {}
    if used.remembered is not None:
        hashes = {hash_text(text) for text in received.values()}
        rows = used.remembered[used.remembered["theme_id"].isin(used.frame.ids)]
        for row in rows[~rows["comment_id"].isin(met)].itertuples():
            homes = find_homes(used.resolved, row.theme_id)
            if row.comment_id in received or row.text_hash not in hashes:
                reason = _say_lost(received.get(row.comment_id), row.text_hash)
                lost |= {(home, row.comment_id): reason for home in homes if len(homes) == 1}
    return before, lost


def _say_lost(text: str | None, text_hash: str) -> str:
    if text is None:
        return "gone from the data"
    return "no longer read" if hash_text(text) == text_hash else "with another text"


def _list_known(replays: Sequence[Replayed]) -> set[str]:
    """Comments that were remembered, under whatever id."""
    return {
        name
        for replayed in replays
        if replayed.recalled is not None
        for name, is_known in zip(
            replayed.fit.comments["comment_id"], replayed.recalled.is_known, strict=True
        )
        if is_known
    }


def _compare_members(
    used: FrameInUse,
    before: set[tuple[str, str]],
    lost: dict[tuple[str, str], str],
    now: set[tuple[str, str]],
    known: set[str],
) -> Iterator[dict[str, object]]:
    for theme_id, label in used.resolved.labels.items():
        was = {name for theme, name in before if theme == theme_id}
        missing = {name: why for (theme, name), why in lost.items() if theme == theme_id}
        was |= set(missing)
        has = {name for theme, name in now if theme == theme_id}
        if not was:
            continue
        came, went = has - was, was - has
        if came or went:
            said = [
                _say_change("came in", [_say_came(name, known) for name in came]),
                _say_change(
                    "went out",
                    [missing.get(name, "by exclude words or what people coded") for name in went],
                ),
            ]
            yield _row(
                theme_id,
                "members_changed",
                label,
                f"{', '.join(one for one in said if one)}.",
                len(was), len(came), len(went), len(has),
            )  # fmt: skip


def _say_came(name: str, known: set[str]) -> str:
    return "by words, pins, decisions or what people coded" if name in known else "new"


def _say_change(verb: str, reasons: Sequence[str]) -> str:
    """'12 comments came in (10 new, 2 by words, pins, decisions or what people coded)'."""
    if not reasons:
        return ""
    counts = pd.Series(list(reasons)).value_counts().sort_index()
    parts = ", ".join(f"{n:,} {reason}" for reason, n in counts.items())
    return f"{count_comments(len(reasons))} {verb} ({parts})"


def _judge_support(
    used: FrameInUse,
    before: set[tuple[str, str]],
    lost: dict[tuple[str, str], str],
    themes: pd.DataFrame,
    now: set[tuple[str, str]],
) -> Iterator[dict[str, object]]:
    """Themes of the frame that few or no comments carry, that are not real, not remembered."""
    unreal = set(themes.loc[themes["is_real"].eq(False).fillna(False), "theme_id"])
    stored = set() if used.remembered is None else set(used.remembered["theme_id"])
    for theme_id, label in used.resolved.labels.items():
        n_before = sum(theme == theme_id for theme, _ in before | set(lost))
        n_now = sum(theme == theme_id for theme, _ in now)
        if n_now == 0:
            said = "no comment carries it, so it is in no table; the frame keeps it."
            yield _row(theme_id, "lost_support", label, said)
        elif n_now < LOST_BELOW * n_before:
            said = f"{count_comments(n_now)} of the {n_before:,} it was remembered with are left."
            yield _row(theme_id, "lost_support", label, said)
        if theme_id in unreal and theme_id in used.resolved.owned:
            said = "shown because people accepted it; its words meet no more often than by chance."
            yield _row(theme_id, "not_real", label, said)
        if n_now and theme_id not in stored:
            said = "its comments are not remembered yet: run 'gpgp code-frame' once you agree."
            yield _row(theme_id, "not_remembered", label, said)


def _list_carried(
    used: FrameInUse, replays: Sequence[Replayed], now: set[tuple[str, str]]
) -> Iterator[dict[str, object]]:
    """Themes that came with the frame from elsewhere: what they found here by their words."""
    carried = {theme for replayed in replays for theme in replayed.carried}
    for theme_id, label in used.resolved.labels.items():
        if theme_id in carried:
            n = sum(theme == theme_id for theme, _ in now)
            source = "its words" if used.frame.theme(theme_id).words else "the words of its label"
            said = f"carried over: {count_comments(n)} found by {source}; read them."
            yield _row(theme_id, "carried_over", label, said, 0, n, 0, n)


def _list_proposals(used: FrameInUse, themes: pd.DataFrame) -> Iterator[dict[str, object]]:
    for row in themes[~themes["theme_id"].isin(used.frame.ids)].itertuples():
        judged = "" if pd.isna(row.is_real) else ", real" if row.is_real else ", not real"
        said = f"a proposal that is not in the frame: {count_comments(row.n_comments)}{judged}."
        yield _row(row.theme_id, "not_in_frame", row.label, said)


def _list_examples(used: FrameInUse, comments: pd.DataFrame) -> Iterator[dict[str, object]]:
    received = set(comments["comment_id"])
    for theme in used.frame.themes:
        gone = [name for name in theme.examples if name not in received]
        if gone:
            said = f"{len(gone)} of its {len(theme.examples)} examples are not in the data."
            yield _row(theme.id, "examples_gone", theme.label, said)
