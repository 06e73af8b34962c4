"""Personal data out of comments, before anything downstream reads them.

A filter, not anonymisation: it finds what has a shape, what the respondent gave elsewhere in the
form, and names that give themselves away. Each is replaced by a mark that says what was there;
a private log says where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from gpgp.cleaning.personal.addresses import NETWORK_ADDRESSES, find_street_addresses
from gpgp.cleaning.personal.names import find_names
from gpgp.cleaning.personal.pattern import plain_view
from gpgp.cleaning.personal.personal_numbers import DATES_OF_BIRTH, PERSONAL_NUMBERS
from gpgp.cleaning.personal.references import ACCOUNTS, REFERENCES
from gpgp.instrument.text import map_unique

MARKS = {
    "email": "[e-mail removed]",
    "phone": "[phone number removed]",
    "postcode": "[postcode removed]",
    "ni_number": "[National Insurance number removed]",
    "nhs_number": "[NHS number removed]",
    "url": "[web address removed]",
    "ip_address": "[IP address removed]",
    "handle": "[handle removed]",
    "card_number": "[card number removed]",
    "vehicle": "[vehicle registration removed]",
    "date_of_birth": "[date of birth removed]",
    "reference": "[reference removed]",
    "bank_account": "[bank account removed]",
    "document": "[document number removed]",
    "address": "[address removed]",
    "name": "[name removed]",
    "organisation": "[organisation removed]",
    "listed": "[removed]",
}


# In this order; what one has taken the next does not see.
_PATTERNS = (*NETWORK_ADDRESSES, *DATES_OF_BIRTH, *ACCOUNTS, *PERSONAL_NUMBERS, *REFERENCES)


@dataclass(frozen=True)
class Redacted:
    """Comments without personal data, and the log of what was removed where.

    ``texts`` has the index of the comments. ``log`` has one row per mark: ``comment_id``,
    ``start`` (where the mark stands in the text), ``kind_code``, ``n_characters`` (removed).
    """

    texts: pd.Series
    log: pd.DataFrame


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a text that is personal data."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class GivenWord:
    """Words to remove as they stand; blanks stretch, case counts only if ``is_exact``."""

    words: str
    kind: str
    is_exact: bool = False


def redact_comments(
    comments: pd.DataFrame,
    *,
    own: Mapping[str, list[GivenWord]],
    known_names: frozenset[str] = frozenset(),
    listed: Iterable[str] = (),
) -> Redacted:
    """Remove personal data from comments.

    Parameters
    ----------
    comments : DataFrame, one row per comment
        ``comment_id``, ``response_id``, ``text`` (clean).
    own : mapping of response id to words
        What the respondent gave elsewhere in the form, to remove from their own comments.
    known_names : frozenset of str
        Full names that anybody gave, casefolded, to remove wherever they stand.
    listed : words and phrases that the analyst wants removed everywhere

    Returns
    -------
    Redacted
    """
    everywhere = [GivenWord(word, "listed") for word in listed if word.strip()]
    spans = map_unique(
        comments["text"],
        lambda text: find_personal_data(text, known_names=known_names, words=everywhere),
    )
    texts: list[str] = []
    log: list[tuple[str, int, str, int]] = []
    columns = [comments[name].tolist() for name in ("comment_id", "response_id", "text")]
    for comment_id, response_id, text, found in zip(*columns, spans, strict=True):
        if response_id in own:
            found = _add_words(_hide(plain_view(text), found), found, own[response_id])
        redacted, starts = _replace(text, found)
        texts.append(redacted)
        log += [
            (comment_id, start, span.kind, span.end - span.start)
            for start, span in zip(starts, found, strict=True)
        ]
    names = ["comment_id", "start", "kind_code", "n_characters"]
    return Redacted(
        pd.Series(texts, index=comments.index, dtype="str"), pd.DataFrame(log, columns=names)
    )


def find_personal_data(
    text: str,
    *,
    known_names: frozenset[str] = frozenset(),
    words: Iterable[GivenWord] = (),
) -> list[Span]:
    """Find the personal data in a text, in order, none overlapping.

    Examples
    --------
    >>> [span.kind for span in find_personal_data("Ring Mrs Lloyd on 01632 960 123.")]
    ['name', 'phone']
    """
    view = plain_view(text)
    small = view.lower()
    found: list[Span] = []
    for pattern in _PATTERNS:
        if spans := [Span(*span, pattern.kind) for span in pattern.find(view, small)]:
            found, view = found + spans, _hide(view, spans)
    found += [Span(start, end, "address") for start, end in find_street_addresses(view)]
    found = _add_words(view, _settle(found), words)
    names = find_names(_hide(view, found), known=known_names)
    return _settle([*found, *(Span(start, end, "name") for start, end in names)])


def redact_text(text: str) -> str:
    """Return a text without the personal data that can be known by its shape."""
    return _replace(text, find_personal_data(text))[0]


def _add_words(view: str, found: list[Span], words: Iterable[GivenWord]) -> list[Span]:
    """Add where words stand that are not inside something found already."""
    folded = view.casefold()
    for word in words:
        if word.words.split(maxsplit=1)[0].casefold() in folded:
            matches = _pattern(word).finditer(view)
            found = found + [Span(*match.span(), word.kind) for match in matches]
    return _settle(found)


@lru_cache(maxsize=10_000)
def _pattern(word: GivenWord) -> re.Pattern[str]:
    parts = map(re.escape, plain_view(word.words).split())
    case = 0 if word.is_exact else re.IGNORECASE
    return re.compile(r"(?<!\w)" + r"\s{1,3}".join(parts) + r"(?!\w)", case)


def _settle(spans: list[Span]) -> list[Span]:
    """Spans in order; where two overlap, one, of the kind that begins first."""
    settled: list[Span] = []
    for span in sorted(spans):
        if settled and span.start < settled[-1].end:
            last = settled.pop()
            span = Span(last.start, max(last.end, span.end), last.kind)
        settled.append(span)
    return settled


def _hide(view: str, spans: list[Span]) -> str:
    pieces, position = [], 0
    for span in spans:
        pieces += [view[position : span.start], "\0" * (span.end - span.start)]
        position = span.end
    return "".join([*pieces, view[position:]]) if spans else view


def _replace(text: str, spans: list[Span]) -> tuple[str, list[int]]:
    pieces: list[str] = []
    starts: list[int] = []
    length = position = 0
    for span in spans:
        starts.append(length + span.start - position)
        pieces += [text[position : span.start], MARKS[span.kind]]
        length = starts[-1] + len(MARKS[span.kind])
        position = span.end
    return "".join([*pieces, text[position:]]), starts
