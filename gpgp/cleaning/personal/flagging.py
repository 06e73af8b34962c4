"""Words of one text that a person should look at before it is printed: names, places, numbers.

Wider than what is removed from every comment: a capital inside a sentence is enough. It marks, it
removes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gpgp.cleaning.personal.names import is_word
from gpgp.cleaning.personal.pattern import plain_view
from gpgp.cleaning.personal.redaction import find_personal_data

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NUMBER = re.compile(r"\d[\d.,:/-]*\d|\d")
_OPENING = re.compile(r"(?:^|[.!?…:;\n•\"“(\[])\W*$")
_MINE = frozenset({"i", "i'm", "i've", "i'd", "i'll"})


def flag_words(text: str, *, listed: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Return where in a text something stands that may name a person, a place or a rare event.

    Parameters
    ----------
    text : str
    listed : possible names, as the table ``possible_names`` has them

    Returns
    -------
    list of (start, end), in order, none overlapping

    Examples
    --------
    >>> text = "We moved from Bath. Nobody asked Jo, our only diver."
    >>> [text[start:end] for start, end in flag_words(text)]
    ['Bath', 'Jo']
    """
    view = plain_view(text)
    found = [(span.start, span.end) for span in find_personal_data(text)]
    is_shouted = view.isupper()
    for match in _WORD.finditer(view):
        word = match[0].removesuffix("'s")
        opens = _OPENING.search(view[: match.start()]) is not None
        is_name = word[0].isupper() and word.casefold() not in _MINE
        if is_name and not is_shouted and (not opens or not is_word(word)):
            found.append((match.start(), match.start() + len(word)))
    found += [match.span() for match in _NUMBER.finditer(view)]
    for name in listed:
        pattern = rf"(?<!\w){re.escape(plain_view(name))}(?!\w)"
        found += [match.span() for match in re.finditer(pattern, view, re.IGNORECASE)]
    return _join(sorted(found))


def _join(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
