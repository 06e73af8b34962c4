"""Who is counted in a released number, so that two releases are compared by people, not by names.

A theme, an element, a question, even a consultation can be given another name; the people behind
a number stay who they are. Each is known by two keyed hashes: of the row as received, and of the
identifier of the response. A number's people are kept as bits over that list, privately.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from io import StringIO

import numpy as np
import pandas as pd

from gpgp.errors import InputError

KEYS = ("row_key", "id_key")
_LENGTH = 20  # hexadecimal digits of a key: 80 bits


def key_people(responses: pd.DataFrame, received: pd.DataFrame, *, salt: str) -> pd.DataFrame:
    """Return the two keys of each analysed response, in the order of ``responses``.

    Parameters
    ----------
    responses : DataFrame
        The table ``responses``.
    received : DataFrame, one row per response
        The export as read, with ``source_row``.
    salt : str
        Of this project; without it nobody can tell which response a key is of.
    """
    rows = received.set_index("source_row").astype("str")
    said = {row: "\x1f".join(cells) for row, *cells in rows.itertuples(name=None)}
    return pd.DataFrame(
        {
            "row_key": [_hash(salt, said.get(row, "")) for row in responses["source_row"]],
            "id_key": [_hash(salt, str(each)) for each in responses["response_id"]],
        }
    )


def _hash(salt: str, text: str) -> str:
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).hexdigest()[:_LENGTH]


def match_people(before: pd.DataFrame, after: pd.DataFrame) -> np.ndarray:
    """Return the place in ``after`` of each person of ``before``; -1 where there is none.

    The same row as received is the same person; else the same identifier is.
    """
    place = np.full(len(before), -1)
    taken: set[int] = set()
    for key in KEYS:
        where = {each: number for number, each in enumerate(after[key])}
        for number in np.flatnonzero(place < 0):
            found = where.get(before[key].iloc[number], -1)
            if found >= 0 and found not in taken:
                place[number] = found
                taken.add(found)
    return place


def pack_people(counted: Iterable[str], responses: pd.Series) -> str:
    """Return who is counted as bits over all responses, in hexadecimal digits."""
    is_counted = responses.isin(set(counted)).to_numpy()
    return np.packbits(is_counted).tobytes().hex()


def unpack_people(packed: Iterable[str], n_people: int) -> np.ndarray:
    """Return who is counted in each number, shape (numbers, people).

    Raises
    ------
    InputError
        The bits are not of so many people.
    """
    n_bytes = (n_people + 7) // 8
    try:
        rows = [np.frombuffer(bytes.fromhex(each), dtype=np.uint8) for each in packed]
    except ValueError:
        rows = [np.zeros(0, dtype=np.uint8)]
    if any(len(row) != n_bytes for row in rows):
        raise InputError("the record of an earlier release was changed: its people do not fit.")
    bits = np.array(rows, dtype=np.uint8).reshape(len(rows), n_bytes)
    return np.unpackbits(bits, axis=1, count=n_people).astype(bool)


def write_people(people: pd.DataFrame) -> str:
    """Return the keys as text."""
    return people.to_csv(index=False, lineterminator="\n")


def read_people(text: str) -> pd.DataFrame:
    """Read the keys that :func:`write_people` wrote.

    Raises
    ------
    InputError
        They are not there or were changed.
    """
    try:
        return pd.read_csv(StringIO(text), dtype="str", keep_default_na=False)[list(KEYS)]
    except (KeyError, ValueError):
        raise InputError("the list of people of an earlier release cannot be read.") from None
