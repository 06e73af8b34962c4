"""What a click means: an action of the editor as themes and decisions of a code frame."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from gpgp.errors import InputError
from gpgp.themes import CodeFrame, Decision, FrameTheme

ACTIONS = (
    "accept", "rename", "merge", "split", "new", "drop", "move", "pin", "outside_draft", "note",
)  # fmt: skip
_NUMBERED = re.compile(r"t(\d+)")
_DECISION: TypeAdapter[Any] = TypeAdapter(Decision)
_FIELDS = ("themes", "theme", "to", "into", "out_of", "comments", "is_outside")


@dataclass(frozen=True)
class Step:
    """One action: themes it adds to the frame, then its decision."""

    themes: tuple[FrameTheme, ...]
    decision: Any

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for the list of unsaved steps."""
        return {
            "themes": [theme.model_dump(mode="json", exclude_none=True) for theme in self.themes],
            "decision": self.decision.model_dump(mode="json", exclude_none=True),
        }


def read_step(data: Mapping[str, Any]) -> Step:
    """Read a step from plain data.

    Raises
    ------
    InputError
        It does not say what a step needs to say.
    """
    try:
        added = tuple(FrameTheme.model_validate(theme) for theme in data.get("themes", ()))
        return Step(added, _DECISION.validate_python(dict(data["decision"])))
    except ValidationError as fault:
        raise InputError("; ".join(_say(each) for each in fault.errors())) from None


def plan_step(
    action: Mapping[str, Any],
    *,
    frame: CodeFrame,
    proposals: Mapping[str, FrameTheme],
    taken: Iterable[str],
    today: date,
) -> Step:
    """Turn an action into a step.

    Parameters
    ----------
    action : what the editor sends
        ``do`` and the fields of that decision, ``reason``, ``who``; for ``split`` and ``new`` also
        ``label`` and ``comments`` or ``include`` of the theme to make.
    frame : the frame with the steps before this one
    proposals : themes that are not in the frame, as entries it would take
    taken : further ids that were used before and must not be used again
    today : the day of the decision

    Raises
    ------
    InputError
        A field is missing or wrong; says which.
    """
    do = str(action.get("do", ""))
    if do not in ACTIONS:
        raise InputError(f"there is no action '{do}'; expected one of {', '.join(ACTIONS)}.")
    fields = {key: action[key] for key in _FIELDS if action.get(key) not in (None, "", [])}
    fields |= {key: str(action.get(key, "")).strip() for key in ("reason", "who")}
    made: list[FrameTheme] = []
    if do in ("split", "new"):
        theme = _make_theme(action, frame, [*taken, *proposals])
        made.append(theme)
        fields.pop("comments", None)
        part = {"into": [fields.get("theme", ""), theme.id]} if do == "split" else {}
        fields |= part or {"themes": [theme.id]}
    step = read_step({"decision": {"do": do, **fields, "when": today.isoformat()}})
    named = [name for name in _list_ids(fields) if name in proposals and name not in frame.ids]
    return Step((*(proposals[name] for name in named), *made), step.decision)


def number_after(ids: Iterable[str]) -> str:
    """Return the first id of the form t01 behind all that were used."""
    found = [int(match[1]) for match in map(_NUMBERED.fullmatch, ids) if match]
    return f"t{max(found, default=0) + 1:02d}"


def _make_theme(action: Mapping[str, Any], frame: CodeFrame, taken: list[str]) -> FrameTheme:
    words = [word.strip() for word in str(action.get("include") or "").split(",") if word.strip()]
    comments = tuple(action.get("comments") or ())
    if not words and not comments:
        raise InputError("tick comments, or give words, for the new theme to take.")
    data = {
        "id": number_after([*frame.ids, *taken]),
        "label": str(action.get("label") or "").strip(),
        "include": words,
        "examples": comments,
    }
    try:
        return FrameTheme.model_validate(data)
    except ValidationError as fault:
        raise InputError("; ".join(_say(each) for each in fault.errors())) from None


def _list_ids(fields: Mapping[str, Any]) -> list[str]:
    ids: list[str] = []
    for key in ("themes", "theme", "into", "out_of"):
        value = fields.get(key, [])
        ids += [value] if isinstance(value, str) else list(value)
    return list(dict.fromkeys(ids))


def _say(fault: Any) -> str:
    key = next((part for part in reversed(fault["loc"]) if isinstance(part, str)), "decision")
    message = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] in ("missing", "string_too_short", "too_short"):
        message = "is needed"
    return f"{key}: {message}"
