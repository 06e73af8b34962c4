"""Words that look like somebody's name and were not removed: a list for a person to read."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from gpgp.cleaning.personal.names import is_word
from gpgp.cleaning.personal.pattern import plain_view
from gpgp.instrument.text import map_unique

_CAPITALISED = re.compile(
    r"(?<=[a-z,;] )(?P<name>[^\W\d_a-z][\w'-]{1,39}(?: [^\W\d_a-z][\w'-]{1,39}){0,2})(?![\w'-])"
)


def list_possible_names(comments: pd.DataFrame, *, instrument_words: Iterable[str]) -> pd.DataFrame:
    """List capitalised words inside sentences that neither a dictionary nor the instrument knows.

    Parameters
    ----------
    comments : DataFrame, one row per comment
        ``response_id``, ``text`` (redacted).
    instrument_words : texts of the instrument, whose words are no names

    Returns
    -------
    DataFrame in the shape of the table ``possible_names``
    """
    known = {word for text in instrument_words for word in re.findall(r"[\w']+", text.casefold())}
    names = map_unique(comments["text"], lambda text: _look(text, known))
    each = pd.DataFrame({"response_id": comments["response_id"], "name": names}).explode("name")
    each = each[each["name"].notna()].astype("str")
    counts = each.groupby("name", observed=True, dropna=False)["response_id"]
    return pd.DataFrame(
        {"n_comments": counts.size(), "n_responses": counts.nunique()}
    ).reset_index()


def _look(text: str, known: set[str]) -> list[str]:
    names = (match["name"] for match in _CAPITALISED.finditer(plain_view(text)))
    return list(dict.fromkeys(name for name in names if _is_strange(name, known)))


def _is_strange(name: str, known: set[str]) -> bool:
    words = [word.removesuffix("'s") for word in name.split()]
    return any(
        not word.isupper() and word.casefold() not in known and not is_word(word) for word in words
    )
