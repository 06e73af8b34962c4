"""What may stand in no published file, gathered from a consultation before its release.

In: the rows as received, the comments and the words that name the machine. Out: what
:func:`gpgp.release.checks.check_release` searches for. Words that could stand in a report for
another reason are left out: a user called "work" cannot be distinguished from the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd
import simplemma

from gpgp.instrument import Consultation, find_columns
from gpgp.release.checks import Private
from gpgp.release.overlaps import RUN_WORDS

LEAST_LETTERS = 7  # a shorter identifier is found in any long text or hash
LEAST_WORD = 4  # letters of a user, computer or folder that is looked for
_IDENTIFIER = re.compile(r"@|\d{9}|\d{1,3}(?:\.\d{1,3}){3}")
_WORD = re.compile(r"\w+")


def gather_private(
    consultation: Consultation,
    *,
    received: pd.DataFrame,
    comments: pd.DataFrame,
    quoted: Iterable[str] = (),
    machine: Iterable[str] = (),
) -> Private:
    """Gather what a release is searched for.

    Parameters
    ----------
    consultation : Consultation
        Its own wording may be repeated, and its links may be linked to.
    received : DataFrame, one row per response
        The export as read: text columns by header.
    comments : DataFrame
        The table ``comments``.
    quoted : iterable of str
        Approved quotes, as printed.
    machine : iterable of str
        Names of users, computers and folders.

    Returns
    -------
    Private
    """
    own = tuple(_list_strings(consultation.model_dump(mode="json")))
    links = (each.link for each in consultation.report.parallel_consultations)
    wrote = dict(zip(comments["comment_id"], comments["text"].astype("str"), strict=True))
    return Private(
        texts=(*_list_long(received), *wrote.values()),
        allowed_texts=(*own, *quoted),
        words=_choose_words(machine, own),
        canaries=tuple(sorted(_list_identifiers(consultation, received, own))),
        allowed_addresses=frozenset(link for link in links if link),
        comments=wrote,
    )


def _list_strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _list_strings(key)
            yield from _list_strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _list_strings(one)


def _list_long(received: pd.DataFrame) -> Iterator[str]:
    """Every cell of the export that is long enough to be repeated."""
    for header in received.select_dtypes("str"):
        texts = received[header].drop_duplicates()
        yield from texts.loc[texts.str.count(r"\w+") >= RUN_WORDS]


def _choose_words(machine: Iterable[str], own: Iterable[str]) -> tuple[str, ...]:
    """Names that are no word of English and none of the consultation."""
    used = {word.casefold() for text in own for word in _WORD.findall(text)} | {"gpgp"}
    names = {name.casefold() for name in machine}
    return tuple(
        sorted(
            name
            for name in names
            if len(name) >= LEAST_WORD
            if not set(_WORD.findall(name)) <= used
            if not simplemma.is_known(name, lang="en")
        )
    )


def _list_identifiers(
    consultation: Consultation, received: pd.DataFrame, own: tuple[str, ...]
) -> set[str]:
    """Values of personal columns, and what looks like one in columns that are not used."""
    headers = list(received.columns)
    found: set[str] = set()
    for question in consultation.questions_of("personal", "respondent_id", "ignore"):
        for header in find_columns(question, headers).values():
            values = {value.strip() for value in received[header].astype("str")}
            if question.type == "ignore":
                values = {value for value in values if _IDENTIFIER.search(value)}
            elif getattr(question, "kind", "") == "name":
                values = {value for value in values if " " in value}
            found |= values
    found |= _join_names(consultation, received)
    wording = " ".join(own).casefold()
    return {
        value for value in found if len(value) >= LEAST_LETTERS and value.casefold() not in wording
    }


def _join_names(consultation: Consultation, received: pd.DataFrame) -> set[str]:
    """First name and surname of each row, both ways round; one alone could be any word."""
    headers = [
        header
        for question in consultation.questions_of("personal")
        if question.kind == "name"
        for header in find_columns(question, list(received.columns)).values()
    ]
    joined: set[str] = set()
    for order in (headers, headers[::-1]):
        rows = received[order].astype("str").agg(lambda row: " ".join(row).split(), axis=1)
        joined |= {" ".join(words) for words in rows if len(words) > 1}
    return joined
