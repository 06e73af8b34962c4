"""A question as it will stand in a drafted consultation.yaml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from gpgp.instrument.parts import RESERVED_CODES
from gpgp.intake.draft.question_columns import Column
from gpgp.intake.draft.scales import FoundScale

_NOT_CODE = re.compile(r"[^a-z0-9]+")
OWN_REASON = "a column of the platform's own"
_LONGEST_CODE = 40
_SIGNS = str.maketrans({"&": " and ", "+": " plus ", "<": " under ", ">": " over ", "#": " no "})


@dataclass(frozen=True)
class Drafted:
    """One question: its type, its columns, and why it was taken for that."""

    type: str
    text: str
    columns: tuple[Column, ...]
    reason: str
    items: tuple[str, ...] = ()  # labels of what is rated, ranked or chosen
    words: tuple[str, ...] = ()  # per item, how the export writes it where that is not the label
    scale: FoundScale | None = None
    separator: str = ""
    is_sensitive: bool = False
    is_sure: bool = True
    runners: tuple[str, ...] = ()  # headers of columns that could have this role as well
    is_fixed: bool = False  # never joined with its neighbours
    about: str = ""  # elements or priorities; for free text its subject
    keys: dict[str, object] = field(default_factory=dict)  # further keys of the instrument

    @property
    def column(self) -> Column:
        """Its only, or first, column."""
        return self.columns[0]

    def but(self, **changes: object) -> Drafted:
        """Return it with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


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


def make_codes(texts: Iterable[str], *, taken: set[str] | None = None) -> list[str]:
    """Return a code of its own for each label; reserved and taken ones get a number."""
    used = set(taken or ()) | RESERVED_CODES
    codes = []
    for text in texts:
        base = code = make_code(text)
        n = 2
        while code in used:
            code, n = f"{base}_{n}", n + 1
        used.add(code)
        codes.append(code)
    return codes
