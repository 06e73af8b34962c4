"""Themes and decisions added to the text of a code frame, every line people wrote kept as it is.

The text of a valid frame and what is new come in, the longer text goes out. Only ``decisions: []``
and ``themes: []`` lose their brackets; all else of the old text stands in the new, in its order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from gpgp.errors import InputError
from gpgp.instrument import last_line
from gpgp.themes.frame.drafting import list_decision_lines, list_theme_lines
from gpgp.themes.frame.model import CodeFrame, Decision, FrameTheme
from gpgp.themes.frame.reading import FRAME_FILE, parse_code_frame

_KEYS = ("themes", "decisions")


def add_to_frame(
    text: str,
    *,
    themes: Sequence[FrameTheme] = (),
    decisions: Sequence[Decision] = (),
    file_name: str = FRAME_FILE,
) -> tuple[str, CodeFrame]:
    """Add themes behind the last theme, and decisions behind the last decision.

    Parameters
    ----------
    text : str
        A code_frame.yaml.
    themes, decisions : what is new, in the order it is written

    Returns
    -------
    tuple of the new text and the frame it says

    Raises
    ------
    InputError
        The old text is no code frame, what is new does not fit it, or the lists are laid out so
        that lines cannot be added (written between brackets).
    """
    frame = parse_code_frame(text, file_name=file_name)
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    new = {
        "decisions": [line for one in decisions for line in list_decision_lines(one)],
        "themes": [line for one in themes for line in ("", *list_theme_lines(one))],
    }
    for key in sorted(new, key=lambda name: -_find_place(lines, name)[0]):  # from below
        if new[key]:
            lines = _insert(lines, key, new[key], file_name)
    added = ending.join(lines) + ending
    read = parse_code_frame(added, file_name=file_name)
    if read != _extend(frame, themes, decisions):
        raise InputError(f"{file_name}: cannot be added to as it is laid out; write it in by hand.")
    return added, read


def add_words(text: str, words: Mapping[str, Sequence[str]], *, file_name: str = FRAME_FILE) -> str:
    """Add a line of weighted words to each theme that has none.

    Parameters
    ----------
    words : theme → 'word weight'

    Returns
    -------
    str
        The same text with these lines; themes written between brackets stay without.
    """
    frame = parse_code_frame(text, file_name=file_name)
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    root = yaml.compose("\n".join(lines), Loader=yaml.BaseLoader)
    assert isinstance(root, yaml.MappingNode)  # it was read as a frame above
    entries = next(value.value for name, value in root.value if name.value == "themes")
    for theme, node in reversed(list(zip(frame.themes, entries, strict=True))):
        pairs = words.get(theme.id)
        if pairs and not theme.words and not node.flow_style:
            line = list_theme_lines(theme.model_copy(update={"words": tuple(pairs)}))[-1].strip()
            lines.insert(last_line(node), " " * node.start_mark.column + line)
    added = ending.join(lines) + ending
    parse_code_frame(added, file_name=file_name)
    return added


def _extend(
    frame: CodeFrame, themes: Sequence[FrameTheme], decisions: Sequence[Decision]
) -> CodeFrame:
    return CodeFrame(
        themes=(*frame.themes, *themes),
        decisions=(*frame.decisions, *decisions),
    )


def _insert(lines: list[str], key: str, new: list[str], file_name: str) -> list[str]:
    place, indent, is_flow = _find_place(lines, key)
    if is_flow:
        raise InputError(
            f"{file_name}, line {place}: '{key}:' is written between brackets; write each item on "
            "lines of its own, begun by '- ', so that others can be added."
        )
    shown = [f"{' ' * indent}{line}" if line else "" for line in new]
    kept = list(lines)
    if place > len(kept):
        kept.append(f"{key}:")
    else:
        head = kept[place - 1]
        kept[place - 1] = head.replace("[]", "", 1).rstrip() if _is_empty(head, key) else head
    return [*kept[:place], *shown, *kept[place:]]


def _is_empty(line: str, key: str) -> bool:
    return line.split("#")[0].replace(" ", "") == f"{key}:[]"


def _find_place(lines: list[str], key: str) -> tuple[int, int, bool]:
    """Lines that stand before an addition; how far it is indented; whether brackets bar it."""
    root = yaml.compose("\n".join(lines), Loader=yaml.BaseLoader)
    for name, node in root.value if isinstance(root, yaml.MappingNode) else ():
        if name.value == key:
            if isinstance(node, yaml.SequenceNode) and node.value:
                return last_line(node), node.start_mark.column, bool(node.flow_style)
            return name.start_mark.line + 1, 2, False
    return len(lines) + 1, 2, False
