"""Text on its way out: without characters that nobody sees, or that change what is read.

Every sink takes text through here: the page, its title and alternative texts, tables and their
headers, CSV files, pictures, the terminal. Control characters can run a terminal; those that
change the direction of writing can show one word for another; what has no width or no agreed
meaning hides text in text.
"""

from __future__ import annotations

import re
from typing import Any, TextIO

_EMOJI = "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff"
_JOINED = "\u0600-\u08ff\u0900-\u0dff\ufb50-\ufdff\ufe70-\ufefc"  # Arabic, Indic: joiners spell
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"  # no meaning
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]"
    f"|(?<![{_JOINED}])\u200c"
    f"|(?<![{_JOINED}{_EMOJI}])\u200d|(?<=[{_EMOJI}])\u200d(?![{_EMOJI}])"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e0fff]+"  # flags are spelled in tags
)
_BREAK = re.compile("\r\n|[\r\n\t\u2028\u2029]")


def drop_hidden(text: str) -> str:
    """Return text without characters that are not seen or that disguise others; lines stay.

    Examples
    --------
    >>> drop_hidden("pay\\u202e\\u200b rise\\x1b[2J")
    'pay rise[2J'
    """
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub("", text)


def drop_controls(text: str) -> str:
    """Return such text on one line.

    Examples
    --------
    >>> drop_controls("pay\\trise\\u2028now")
    'pay rise now'
    """
    return drop_hidden(_BREAK.sub(" ", text))


class PlainStream:
    """A stream that prints text without hidden characters; all else is that of the stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Print text; return the length of what was asked for."""
        self._stream.write(drop_hidden(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        """Hand on whatever else is asked of the stream."""
        return getattr(self._stream, name)
