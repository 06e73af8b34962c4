"""What a message of an unexpected error may not repeat: anything that came from the export."""

from __future__ import annotations

import re
from collections.abc import Callable

from gpgp import storage
from gpgp.instrument import Consultation

_QUOTED = re.compile(r"'[^']{1,400}'|\"[^\"]{1,400}\"|`[^`]{1,400}`")
_TELLING = re.compile(r"(?=\S*[A-Z0-9@])[^\s'\",;:()\[\]]{2,200}")  # a name, a number, an id
_LEFT_OUT = "…"
MOST_CHARACTERS = 300


def leave_out_answers(project: storage.Project, name: str) -> Callable[[str], str]:
    """Return a function that makes one line of a message, without what the export holds.

    Left out are quoted pieces, also where only a word of them came from there, and words with a
    capital, a digit or an at-sign, unless they stand in consultation.yaml; where the export cannot
    be read as text, all of those.
    """
    try:
        instrument = storage.read_consultation(project, name)
        known = storage.read_bytes(project, project.raw(name) / "consultation.yaml").decode()
        text = _read_text(project, name, instrument)
    except Exception:  # what cannot be read may be the very fault
        known, text = "", None

    def is_told(piece: str) -> bool:
        return piece not in known and (text is None or piece.casefold() in text)

    def leave_out_quoted(match: re.Match[str]) -> str:
        piece = match[0][1:-1]
        has_told = is_told(piece) or any(is_told(word) for word in _TELLING.findall(piece))
        return f"{match[0][0]}{_LEFT_OUT}{match[0][-1]}" if has_told else match[0]

    def leave_out(message: str) -> str:
        shown = _QUOTED.sub(leave_out_quoted, message)
        shown = _TELLING.sub(lambda m: _LEFT_OUT if is_told(m[0]) else m[0], shown)
        return " ".join(shown.split())[:MOST_CHARACTERS]

    return leave_out


def _read_text(project: storage.Project, name: str, instrument: Consultation) -> str | None:
    """Return the export and what is joined to it in small letters; None for a workbook."""
    files = {instrument.export.file: storage.read_export(project, name, instrument)}
    files |= storage.read_joined(project, name, instrument)
    if any(content[:2] in (b"PK", b"\xd0\xcf") for content in files.values()):
        return None
    encoding = instrument.export.encoding or "utf-8"
    return "\n".join(content.decode(encoding, "replace") for content in files.values()).casefold()
