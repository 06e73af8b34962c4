"""What became of each decision: applied, in part or not at all, and what it did to the comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from gpgp.themes.frame.model import Move, Pin, Rename, list_named
from gpgp.themes.frame.replaying import FrameInUse, Replayed
from gpgp.themes.frame.resolving import find_homes

OUTCOME_COLUMNS = ["number", "do", "themes", "who", "when", "is_applied", "effect", "problem"]
N_NAMED = 5  # comment ids named in a sentence


def list_outcomes(
    used: FrameInUse | None,
    replays: Sequence[Replayed],
    comments: pd.DataFrame,
    members: pd.DataFrame,
) -> pd.DataFrame:
    """List every decision with its effect and, where it does not fully apply, the problem.

    Parameters
    ----------
    used : the frame, if there is one
    replays : what it made of each language's comments
    comments : DataFrame, one row per comment received
        ``comment_id``.
    members : DataFrame, one row per theme of a comment
        ``theme_id``, ``comment_id``.

    Returns
    -------
    DataFrame, one row per decision in their order
        ``number`` (from 1), ``do``, ``themes``, ``who``, ``when``, ``is_applied`` (False: nothing
        of it applies), ``effect`` and ``problem`` (one sentence each, '' if there is none).
    """
    if used is None:
        return pd.DataFrame(columns=OUTCOME_COLUMNS)
    moved: Counter[tuple[int, str, str]] = Counter()
    for replayed in replays:
        if replayed.claims is not None:
            moved.update(replayed.claims.moved)
    sizes = members.groupby("theme_id", observed=True).size()
    received, read = set(comments["comment_id"]), _list_read(replays)
    rows = []
    for number, decision in enumerate(used.frame.decisions, start=1):
        problems = list(used.resolved.problems.get(number, ()))
        if isinstance(decision, Pin | Move):
            effect, lost = _judge_pin(decision, received, read)
            problems += lost
            is_lost = decision.into and not find_homes(used.resolved, decision.into)
            effect = "" if is_lost else effect
        else:
            effect = _say_effect(number, decision, moved, sizes, used)
        rows.append(
            {
                "number": number,
                "do": decision.do,
                "themes": ", ".join(list_named(decision)),
                "who": decision.who,
                "when": decision.when.isoformat(),
                "is_applied": bool(effect),
                "effect": effect,
                "problem": f"{'; '.join(problems)}." if problems else "",
            }
        )
    return pd.DataFrame(rows, columns=OUTCOME_COLUMNS)


def _list_read(replays: Sequence[Replayed]) -> set[str]:
    found = [part.fit.comments for part in replays]
    return {name for part in found for name in part.loc[part["is_counted"], "comment_id"]}


def _judge_pin(decision: Pin | Move, received: set[str], read: set[str]) -> tuple[str, list[str]]:
    gone = [name for name in decision.comments if name not in received]
    unread = [name for name in decision.comments if name in received and name not in read]
    n_pinned = len(decision.comments) - len(gone) - len(unread)
    problems = []
    if gone:
        problems.append(f"not among the comments: {_name_some(gone)}")
    if unread:
        problems.append(f"not read for themes (says nothing, or a copy): {_name_some(unread)}")
    if isinstance(decision, Move):
        done = f"moved from {decision.out_of} to {decision.into}"
    else:
        done = f"pinned {'in' if decision.into else 'out of'} {decision.theme}"
    return f"{count_comments(n_pinned)} {done}." if n_pinned else "", problems


def _say_effect(
    number: int,
    decision: Any,
    moved: Counter[tuple[int, str, str]],
    sizes: pd.Series,
    used: FrameInUse,
) -> str:
    steps = [step for step in used.resolved.steps if step.decision == number]
    if steps:
        pairs = [(step.source, target) for step in steps for target in step.targets or ("",)]
        said = [
            f"{count_comments(moved[number, source, target])} of {source} "
            + (
                f"went to {target}"
                if target and target != source
                else "stay"
                if target
                else "freed"
            )
            for source, target in pairs
        ]
        return f"{'; '.join(said)}."
    blocked = {problem.split()[0] for problem in used.resolved.problems.get(number, ())}
    taken = [name for name in list_named(decision) if name not in blocked]
    if decision.do in ("merge", "split", "drop") or not taken:
        return ""
    if isinstance(decision, Rename):
        return f"{decision.theme} is called “{decision.to}”."
    living = [name for name in taken if name in used.resolved.labels]
    said = [f"{name}: {count_comments(int(sizes.get(name, 0)))}" for name in living]
    later = [f"{name}: {used.resolved.gone[name]}" for name in taken if name not in living]
    return f"{'; '.join(said + later)}."


def _name_some(names: Sequence[str]) -> str:
    more = f" and {len(names) - N_NAMED} more" if len(names) > N_NAMED else ""
    return ", ".join(names[:N_NAMED]) + more


def count_comments(n: int) -> str:
    """Return '1 comment', '12 comments'."""
    return f"{n:,} comment{'' if n == 1 else 's'}"
