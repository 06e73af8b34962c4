"""What the codes of a column mean, where its header says it: "(1 = Agree, 2 = Disagree)"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from gpgp.intake.draft.scales import FoundScale

_CODE = r"-?\d{1,2}"
_SAID = re.compile(rf"(?<![\w.])({_CODE})\s*[=:]\s*(\D[^=:]*?)\s*(?=[,;/|)\]]|$|\s{_CODE}\s*[=:])")
_LIST = re.compile(rf"\s*[(\[][^()\[\]]*{_CODE}\s*[=:][^()\[\]]*{_CODE}\s*[=:][^()\[\]]*[)\]]")
_LEAST_EXPLAINED = 0.85  # of the answers have a meaning in the header


def read_value_labels(header: str, answers: Mapping[str, int]) -> dict[str, str]:
    """Return the meaning of each code; none where the header explains only some of the answers.

    Examples
    --------
    >>> read_value_labels("Pass holder (1=Yes, 2=No)", {"1": 7, "2": 3})
    {'1': 'Yes', '2': 'No'}
    >>> read_value_labels("Use (1 = never, 5 = daily)", {"1": 2, "3": 9, "5": 1})
    {}
    """
    if "=" not in header and ":" not in header:
        return {}
    said = {code: label.strip(" .'\"“”") for code, label in _SAID.findall(header)}
    n_explained = sum(n for code, n in answers.items() if code in said)
    is_enough = n_explained >= _LEAST_EXPLAINED * max(sum(answers.values()), 1)
    is_clear = len(set(said.values())) == len(said) > 1 and all(said.values())
    return said if is_clear and is_enough and n_explained else {}


def leave_value_labels(header: str) -> str:
    """Return a header without the list of its codes, where that stands in brackets."""
    return _LIST.sub("", header).strip() or header


def with_codes(
    scale: FoundScale, labels: Mapping[str, str], *, dont_know: tuple[str, ...]
) -> FoundScale:
    """Return a scale that was recognised by its labels with the codes that the export holds.

    ``dont_know``: the few codes without a label, such as 99.
    """
    codes = {label: code for code, label in labels.items()}

    def add(words: tuple[str, ...]) -> tuple[str, ...]:
        return (*words, *(codes[word] for word in words if word in codes))

    return replace(
        scale,
        points=tuple(map(add, scale.points)),
        dont_know=(*add(scale.dont_know), *dont_know),
    )
