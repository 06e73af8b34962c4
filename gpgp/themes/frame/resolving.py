"""What a frame's decisions come to, before any comment is read: which themes live, how they moved.

Decisions are taken in their order. One that names a theme which an earlier decision merged away,
dropped or split is not applied and says why; it is never passed over in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from gpgp.themes.frame.model import (
    Accept,
    CodeFrame,
    Drop,
    Merge,
    New,
    OutsideDraft,
    Rename,
    Split,
)


@dataclass(frozen=True)
class Step:
    """One move of comments: all of ``source`` go to ``targets`` (none: the theme is dropped)."""

    decision: int
    source: str
    targets: tuple[str, ...] = ()


@dataclass
class Resolved:
    """A frame after its decisions.

    Attributes
    ----------
    labels : live theme → its label, in the frame's order
    owned : live themes that a person accepted, renamed, merged into, split into or made
    made : themes that a decision made new
    steps : the moves, in order
    gone : theme that is no longer live → why
    outside : theme → whether a person said that the draft does not speak of it
    problems : number of a decision → why it, or a part of it, does not apply
    """

    labels: dict[str, str]
    owned: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    outside: dict[str, bool] = field(default_factory=dict)
    problems: dict[int, list[str]] = field(default_factory=dict)

    def leave(self, theme_id: str, why: str) -> None:
        """Take a theme out of those that live."""
        del self.labels[theme_id]
        self.owned.discard(theme_id)
        self.gone[theme_id] = why

    def take_live(self, number: int, names: Iterable[str]) -> list[str]:
        """Return those of the themes that live; the others become a problem of the decision."""
        names = list(dict.fromkeys(names))
        for name in names:
            if name in self.gone:
                self.problems.setdefault(number, []).append(f"{name} {self.gone[name]}")
        return [name for name in names if name in self.labels]


def resolve_frame(frame: CodeFrame) -> Resolved:
    """Take the decisions of a frame in their order; comments are moved later, by the steps."""
    said = {t.id: t.outside_draft for t in frame.themes if t.outside_draft is not None}
    resolved = Resolved({theme.id: theme.label for theme in frame.themes}, outside=said)
    for number, decision in enumerate(frame.decisions, start=1):
        if isinstance(decision, Accept | New):
            taken = resolved.take_live(number, decision.themes)
            resolved.owned.update(taken)
            resolved.made.update(taken if isinstance(decision, New) else ())
        elif isinstance(decision, Rename):
            for name in resolved.take_live(number, [decision.theme]):
                resolved.labels[name] = decision.to
                resolved.owned.add(name)
        elif isinstance(decision, OutsideDraft):
            taken = resolved.take_live(number, decision.themes)
            resolved.outside |= dict.fromkeys(taken, decision.is_outside)
        elif isinstance(decision, Merge):
            _merge(resolved, number, decision)
        elif isinstance(decision, Split):
            _split(resolved, number, decision)
        elif isinstance(decision, Drop):
            for name in resolved.take_live(number, decision.themes):
                resolved.steps.append(Step(number, name))
                resolved.leave(name, f"was dropped by decision {number}")
    _judge_pins(resolved, frame)
    return resolved


def _merge(resolved: Resolved, number: int, decision: Merge) -> None:
    if not resolved.take_live(number, [decision.into]):
        return
    for name in resolved.take_live(number, decision.themes):
        if name != decision.into:
            resolved.steps.append(Step(number, name, (decision.into,)))
            resolved.leave(name, f"was merged into {decision.into} by decision {number}")
    resolved.owned.add(decision.into)


def _split(resolved: Resolved, number: int, decision: Split) -> None:
    if not resolved.take_live(number, [decision.theme]):
        return
    parts = resolved.take_live(number, decision.into)
    if len(parts) < 2:
        problem = "fewer than two parts are left, so it stays whole"
        resolved.problems.setdefault(number, []).append(problem)
        return
    resolved.steps.append(Step(number, decision.theme, tuple(parts)))
    if decision.theme not in parts:
        resolved.leave(decision.theme, f"was split by decision {number}")
    resolved.owned.update(parts)


def _judge_pins(resolved: Resolved, frame: CodeFrame) -> None:
    """A pin follows its theme through merges and splits; into a dropped one it leads nowhere.

    Where two disagree on a comment and theme the later stands, and the earlier says so.
    """
    last = {(name, each.theme): each for each in frame.pins for name in each.comments}
    for pinned in frame.pins:
        if pinned.is_in and not find_homes(resolved, pinned.theme):
            why = resolved.gone[pinned.theme]
            resolved.problems.setdefault(pinned.decision, []).append(f"{pinned.theme} {why}")
        overruled: dict[int, int] = Counter(
            last[name, pinned.theme].decision
            for name in pinned.comments
            if last[name, pinned.theme].is_in != pinned.is_in
        )
        for later, n in overruled.items():
            problem = f"{pinned.theme}: decision {later} says otherwise of {n} of its comments"
            resolved.problems.setdefault(pinned.decision, []).append(problem)


def find_homes(resolved: Resolved, theme_id: str) -> tuple[str, ...]:
    """Return the live themes that the comments of a theme went to; none where it was dropped."""
    homes = [theme_id]
    for step in resolved.steps:
        if step.source in homes:
            place = homes.index(step.source)
            homes[place : place + 1] = step.targets
    return tuple(dict.fromkeys(homes))


def find_rest(step: Step, frame: CodeFrame) -> str | None:
    """Return the part of a split that takes what no word and no example gives to another.

    That is the theme itself where it is one of its parts, else a part without words or examples.
    """
    if step.source in step.targets:
        return step.source
    return next((name for name in step.targets if not frame.theme(name).has_rule), None)
