"""A code frame read from its file: every fault named with its line and the nearest valid word."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from gpgp.errors import InputError
from gpgp.instrument import Document, locate_fault, nearest_word, read_yaml
from gpgp.tables import ALL
from gpgp.themes.frame.claims import has_content
from gpgp.themes.frame.memory import NO_THEME_ID
from gpgp.themes.frame.model import (
    DECISION_TYPES,
    CodeFrame,
    Merge,
    New,
    Split,
    list_named,
)

FRAME_FILE = "code_frame.yaml"
TEXT_KEYS = frozenset(
    {"label", "definition", "heading", "include", "exclude", "to", "reason", "who"}
)
CUT = (
    "YAML takes what stands after ' #' for a comment and cuts the text there; put the text "
    "between double quotes, or the comment on a line of its own"
)
_Fault = tuple[tuple[str | int, ...], str]  # path of the key, message


def parse_code_frame(text: str, *, file_name: str = FRAME_FILE) -> CodeFrame:
    """Read the text of a code_frame.yaml.

    Raises
    ------
    InputError
        One line per fault: file, line, key, what was expected, the nearest valid word.
    """
    document = read_yaml(text, file_name=file_name, drafted_by="gpgp code-frame")
    if not isinstance(document.data, dict):
        raise InputError(f"{file_name}, line 1: expected the keys 'themes:' and 'decisions:'.")
    try:
        frame = CodeFrame.model_validate(document.data)
    except ValidationError as fault:
        located = [
            locate_fault(each, document, kind="decision", kinds=DECISION_TYPES)
            for each in fault.errors(include_url=False, include_context=True)
        ]
        found = [(path, f", {key}: {said}" if key else f": {said}") for path, key, said in located]
    else:
        faults = [*_check_themes(frame), *_check_decisions(frame)]
        found = [(path, f": {said}") for path, said in faults]
    found += [(path, f": {CUT}") for path in _list_cut(document)]
    if found:
        lines = [f"{file_name}, line {document.line_of(path)}{said}" for path, said in found]
        raise InputError("\n".join(dict.fromkeys(lines)))
    return frame


def _list_cut(document: Document) -> list[tuple[str | int, ...]]:
    """Texts that YAML cuts at ' #': what stands behind it was meant to be read, or was not."""
    return sorted(
        (path for path in document.cut if any(part in TEXT_KEYS for part in path)), key=str
    )


def line_decisions(text: str) -> list[int]:
    """Return the line on which each decision of a valid frame begins."""
    document = read_yaml(text, file_name=FRAME_FILE)
    found = document.data.get("decisions") if isinstance(document.data, dict) else None
    return [document.line_of(("decisions", number)) for number in range(len(found or ()))]


def _check_themes(frame: CodeFrame) -> Iterator[_Fault]:
    ids, labels = set(), set()
    for number, theme in enumerate(frame.themes):
        path = ("themes", number)
        if theme.id in ids:
            yield (*path, "id"), f"the id '{theme.id}' stands twice; an id is never used again"
        if theme.id in (ALL, NO_THEME_ID):
            yield (*path, "id"), f"the id '{theme.id}' is reserved; take another"
        if theme.label.casefold() in labels:
            yield (*path, "label"), f"the label '{theme.label}' stands twice; readers need two"
        ids.add(theme.id)
        labels.add(theme.label.casefold())
        for rule, words in (("include", theme.include), ("exclude", theme.exclude)):
            for place, word in enumerate(words):
                if not has_content(word, language=theme.language):
                    message = f"theme '{theme.id}': '{word}' holds no word that carries meaning"
                    yield (*path, rule, place), message
        for word in sorted(set(theme.include) & set(theme.exclude)):
            yield (
                (*path, "exclude"),
                f"theme '{theme.id}': includes and excludes '{word}'; keep one",
            )


def _check_decisions(frame: CodeFrame) -> Iterator[_Fault]:
    known = set(frame.ids)
    for number, decision in enumerate(frame.decisions):
        path = ("decisions", number)
        strangers = [name for name in list_named(decision) if name not in known]
        for name in strangers:
            yield path, f"{decision.do}: no theme '{name}' stands in 'themes:'{_hint(name, known)}"
        if not strangers:
            for message in _check_sense(frame, decision):
                yield path, message


def _hint(name: str, known: set[str]) -> str:
    return nearest_word(name, known) if known else "; there is none yet"


def _check_sense(frame: CodeFrame, decision: object) -> Iterator[str]:
    if isinstance(decision, Merge) and set(decision.themes) <= {decision.into}:
        yield f"merge: name another theme beside '{decision.into}'"
    if isinstance(decision, New):
        pinned = {each.theme for each in frame.pins if each.is_in}
        for name in decision.themes:
            if not frame.theme(name).has_rule and name not in pinned:
                yield f"new: theme '{name}' needs include words, examples or a pinned comment"
    if isinstance(decision, Split):
        parts = dict.fromkeys(decision.into)
        if len(parts) < 2:
            yield f"split: '{decision.theme}' needs at least two parts in 'into:'"
        rest = [name for name in parts if name == decision.theme or not frame.theme(name).has_rule]
        if len(rest) > 1:
            yield (
                f"split: only one part may take the rest, here {' and '.join(rest)} would; give "
                "the others include words or examples"
            )
