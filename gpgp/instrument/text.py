"""Text as people wrote it, without what keyboards, browsers and spreadsheets did to it.

Undone: broken encodings (mojibake), HTML entities, control characters, characters without
width, direction marks, decomposed accents, odd line ends and blanks. Never done: folding to
ASCII, correcting spelling, straightening quotes, changing a letter.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import ftfy
import numpy as np
import pandas as pd

MOJIBAKE = "mojibake"
CONTROLS = "control_characters"

_MAX_PASSES = 4  # an entity inside an entity inside an entity; more is nobody's comment
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_EMOJI = "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff"
_JOINED_SCRIPTS = "\u0600-\u08ff\u0900-\u0dff\ufb50-\ufdff\ufe70-\ufefc"  # Arabic, Indic
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
    f"|(?<![{_JOINED_SCRIPTS}])\u200c"  # a non-joiner spells words in Persian
    f"|(?<![{_JOINED_SCRIPTS}{_EMOJI}])\u200d"  # a joiner makes one emoji of several
    f"|(?<=[{_EMOJI}])\u200d(?![{_EMOJI}])"
    # Tags spell the flag of Wales after a black flag; anywhere else they hide text.
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANK = re.compile(r"[^\S\n\t ]")
_STRAIGHT = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "}
)
_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_AND = re.compile(r"\s*&\s*")
_SPACE = re.compile(r"\s+")
_NOT_CODE = re.compile(r"[^a-z0-9]+")
_LONGEST_CODE = 40
_SIGNS = str.maketrans({"&": " and ", "+": " plus ", "<": " under ", ">": " over ", "#": " no "})


def clean_text(text: str) -> str:
    """Return a text without the traces of broken software; cleaning twice changes nothing more.

    Examples
    --------
    >>> clean_text(" Itâ€™s a tŷ &amp; par\u200bking\\r\\n")
    'It’s a tŷ & parking'
    """
    return repair_text(text)[0]


def repair_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the clean text and which repairs, by name, it took."""
    if text.isascii() and text.isprintable() and "&" not in text:
        return text.strip(), ()
    repairs: dict[str, None] = {}
    for _ in range(_MAX_PASSES):
        before = text
        for name, repair in _REPAIRS.items():
            repaired = repair(text)
            if repaired != text:
                repairs[name] = None
            text = repaired
        if text == before:
            break
    return text, tuple(repairs)


def fold_word(text: str) -> str:
    """Return what two spellings of one word have in common.

    Examples
    --------
    >>> fold_word("  Yorkshire  &\u00a0The Humber ") == fold_word("Yorkshire and the Humber")
    True
    """
    plain = _WIDTHLESS.sub("", unicodedata.normalize("NFC", text).translate(_STRAIGHT))
    spaced = _SPACE.sub(" ", _AND.sub(" and ", plain)).strip()
    return unicodedata.normalize("NFC", spaced.casefold())


def make_code(text: str, *, longest: int = _LONGEST_CODE) -> str:
    """Return a code for a label: small letters, digits and ``_``, cut at a word.

    Examples
    --------
    >>> make_code("Pay & reward (all staff)")
    'pay_and_reward_all_staff'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SIGNS))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    code = _NOT_CODE.sub("_", letters).strip("_")
    if len(code) > longest:
        code = code[: longest + 1].rpartition("_")[0] or code[:longest]
    if not code or not code[0].isalpha():
        code = f"c_{code}".rstrip("_")
    return code


def map_unique(texts: pd.Series, function: Callable[[str], Any]) -> pd.Series:
    """Return what a function makes of each text, each different text worked on once.

    Parameters
    ----------
    texts : Series of text

    Returns
    -------
    Series of dtype object, same index; None where a text is missing
    """
    positions, unique = pd.factorize(texts)
    found = [*map(function, unique.tolist()), None]
    values = np.fromiter(found, dtype=object, count=len(found))
    return pd.Series(values[positions], index=texts.index, dtype=object)


def _repair_encoding(text: str) -> str:
    return text if text.isascii() else ftfy.fix_encoding(text)


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _remove_controls(text: str) -> str:
    return _CONTROL.sub("", _LINE_END.sub("\n", text))


def _settle_spaces(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


_REPAIRS: dict[str, Callable[[str], str]] = {
    "line_ends": lambda text: _LINE_END.sub("\n", text),
    MOJIBAKE: _repair_encoding,
    "html_entities": _unescape,
    CONTROLS: _remove_controls,
    "invisible_characters": lambda text: _INVISIBLE.sub("", text),
    "composed_accents": lambda text: unicodedata.normalize("NFC", text),
    "spaces": _settle_spaces,
}
