"""What people ask to change in the wording of the vision: add, drop, replace.

Comments on the wording come in; requests counted by people go out. Set phrases are read ("drop
X", "X instead of Y", in English and Welsh), with or without quotation marks; nothing is guessed
beyond them, so each count is a lowest figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import chain

import pandas as pd

from gpgp.themes.cluster.words import split_words
from gpgp.themes.framework import Item

REQUEST_COLUMNS = ["action_code", "word", "replacement", "element_code", "n_respondents"]
MAX_WORDS = 7  # a longer stretch is an argument, not a wording
SAME_SPELLING = 0.85  # share of letters in order: takes "affordaable" as "affordable"

_QUOTES = str.maketrans(dict.fromkeys("“”„«»‘’`´", '"'))
_LETTER_QUOTE = re.compile(r"(?<=\w)[’'](?=\w)")
_QUOTE = re.compile(r"(?<!\w)'([^'\n]{1,80}?)'(?!\w)")
_X = r'(?:"(?P<x>[^"\n]{1,80})"|(?P<x_>\w[\w-]*(?: \w[\w-]*){0,6}?))'
_Y = r'(?:"(?P<y>[^"\n]{1,80})"|(?P<y_>\w[\w-]*(?: \w[\w-]*){0,6}?))'
_THE = r"(?:the )?(?:(?:word|term|phrase)s? )?"
_END = r"(?=\s*(?:[.,;:!?()\n]|$| - | – | — | because | becuase | as | since ))"
_START = r"(?:^|[.!?;,:)\n] ?)"
_INTO = r"(?= (?:to|under|in|into) (?:the )?[\w]|\s*(?:[.,;:!?()\n]|$| - | – | — | because ))"
_FROM = r"(?= from |\s*(?:[.,;:!?()\n]|$| - | – | — | because ))"
_Q_X, _Q_Y = r'"(?P<x>[^"\n]{1,80})"', r'"(?P<y>[^"\n]{1,80})"'

# In each, x is the word of the draft (or the word to add) and y what should stand in its place.
_PATTERNS = {
    "replace": (
        rf"\b(?:replace|swap|change|substitute) {_THE}{_X} (?:with|for|to|by|into) {_Y}{_END}",
        rf"\bfor {_X} read {_Y}{_END}",
        rf"\b(?:use|say|prefer) {_THE}{_Y},? "
        rf"(?:not|rather than|instead of|over) {_X}{_END}",
        rf"{_START}{_Y} (?:instead of|rather than|in place of) {_X}{_END}",
        rf"\bnot {_X},? but {_Y}{_END}",
    ),
    "drop": (
        rf"\b(?:drop|delete|remove|omit|lose|cut|scrap|strike|take out|leave out|get rid of) "
        rf"{_THE}{_X}{_FROM}",
        rf"{_START}{_X} (?:should|must|has to|could) (?:go|be (?:dropped|removed|deleted|cut))\b",
        rf"\b(?:dileu|dilëwch|tynnwch|hepgorwch) (?:y )?(?:gair |geiriau )?{_Q_X}",
    ),
    "add": (
        rf"\b(?:add|include|insert|put in) {_THE}{_X}{_INTO}",
        rf"\bwhere (?:is|are) {_THE}{_X}\?",
        rf"\b(?:needs|lacks|misses) {_THE}(?:{_Q_X}|(?P<x_>\w[\w-]*(?: \w[\w-]*)?)){_END}",
        rf"{_START}{_X} (?:should be|must be|needs to be) (?:in|there|added)\b",
        rf"{_START}{_X} belongs in (?:there|here|the vision|the draft)\b",
        rf"{_Q_X} is missing",
        rf"\b(?:ychwanegwch|rhowch|angen|ble mae\S*) (?:y )?(?:gair |geiriau )?{_Q_X}",
        rf"\bbyddai {_Q_X} yn well",
    ),
}  # fmt: skip
_COMPILED = [
    (action, re.compile(pattern, re.IGNORECASE))
    for action, patterns in _PATTERNS.items()
    for pattern in patterns
]
_NOT_A_WORD = frozenset(
    ["it", "this", "that", "them", "these", "those", "all", "any", "anything", "nothing"]
)


def find_wording_requests(comments: pd.DataFrame, *, elements: Sequence[Item]) -> pd.DataFrame:
    """Count what people ask to add, drop or replace in the wording.

    Parameters
    ----------
    comments : DataFrame, one row per comment on the wording
        ``response_id``, ``text``.
    elements : sequence of Item
        Elements of the vision; a word of their wording that is only misspelt counts as it.

    Returns
    -------
    DataFrame, one row per action and word, most asked for first
        ``action_code`` (add, drop, replace), ``word`` (small letters), ``replacement`` (missing
        unless replace), ``element_code`` (whose wording holds the word; missing if none),
        ``n_respondents``.
    """
    requests = list_wording_requests(comments, elements=elements)
    keys = REQUEST_COLUMNS[:-1]
    counted = requests.groupby(keys, dropna=False, observed=True)["response_id"].nunique()
    counted = counted.rename("n_respondents").reset_index()
    return counted.sort_values(
        ["n_respondents", "action_code", "word", "replacement"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )


def list_wording_requests(comments: pd.DataFrame, *, elements: Sequence[Item]) -> pd.DataFrame:
    """List each request: ``response_id`` and the columns of :func:`find_wording_requests`."""
    rows = [
        (response_id, *request)
        for response_id, text in zip(comments["response_id"], comments["text"], strict=True)
        for request in _read_requests(text)
    ]
    table = pd.DataFrame(rows, columns=["response_id", "action_code", "word", "replacement"])
    table = _mend_spelling(table.astype("str"), elements)
    table["element_code"] = table["word"].map(_holders(table["word"].unique(), elements))
    table["element_code"] = table["element_code"].astype("str")
    table["replacement"] = table["replacement"].where(table["action_code"].eq("replace"))
    return table.drop_duplicates(ignore_index=True)


def _read_requests(text: str) -> list[tuple[str, str, str]]:
    plain = _QUOTE.sub(r'"\1"', _LETTER_QUOTE.sub("\u02bc", text))
    plain = plain.translate(_QUOTES).replace("\u02bc", "'")
    found: list[tuple[str, str, str]] = []
    taken: list[tuple[int, int]] = []
    for action, pattern in _COMPILED:
        for match in pattern.finditer(plain):
            span = match.span()
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            words = match.groupdict()
            word = _tidy(words.get("x") or words.get("x_"))
            replacement = _tidy(words.get("y") or words.get("y_"))
            if not word or (action == "replace" and not replacement):
                continue
            taken.append(span)
            found.append((action, word, replacement))
    return found


def _tidy(word: str | None) -> str:
    plain = (word or "").strip(" .,;:!?'\"").lower().removeprefix("the ")
    plain = plain.removeprefix("word ").removesuffix(" throughout")
    too_long = len(plain.split()) > MAX_WORDS
    return "" if too_long or plain in _NOT_A_WORD else plain


def _mend_spelling(table: pd.DataFrame, elements: Sequence[Item]) -> pd.DataFrame:
    """Bring a word to the spelling of the draft, or to the one that more people wrote."""
    drafted = set(chain.from_iterable(split_words(element.wording or "") for element in elements))
    written = pd.concat([table["word"], table["replacement"]])
    counts = written[written.ne("")].value_counts()
    mended: dict[str, str] = {}
    for word in sorted(counts.index, key=lambda one: (one not in drafted, -counts[one], one)):
        close = get_close_matches(word, list(mended), n=1, cutoff=SAME_SPELLING)
        mended[word] = mended[close[0]] if close and counts[word] <= 2 else word
    return table.assign(
        word=table["word"].replace(mended), replacement=table["replacement"].replace(mended)
    )


def _holders(words: Sequence[str], elements: Sequence[Item]) -> dict[str, str | None]:
    """The element whose label or wording holds each word; none where no or several do."""
    texts = {element.code: _pad(f"{element.label} {element.wording or ''}") for element in elements}
    holders: dict[str, str | None] = {}
    for word in words:
        held = [code for code, text in texts.items() if _pad(word) in text]
        holders[word] = held[0] if len(held) == 1 else None
    return holders


def _pad(text: str) -> str:
    return f" {' '.join(split_words(text))} "
