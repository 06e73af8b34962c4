"""Commitments that went out to their owners and come back: joined, or refused as a whole."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gpgp.errors import InputError
from gpgp.minutes.commitments import COLUMNS, DEFAULTS

PROGRESS = ("status", "updated", "evidence")  # the later date wins; all else is a conflict
_MOST_LETTERS = 60  # of a value in a message


@dataclass(frozen=True)
class Merged:
    """Commitments after a merge.

    Attributes
    ----------
    commitments : DataFrame
        The table ``commitments``: rows in the order they had, new ones last.
    changed : tuple of (id, field)
        What came in.
    added : tuple of str
        Ids that were not known.
    """

    commitments: pd.DataFrame
    changed: tuple[tuple[str, str], ...]
    added: tuple[str, ...]


def merge_commitments(ours: pd.DataFrame, theirs: pd.DataFrame, *, file_name: str) -> Merged:
    """Join a file that came back with the commitments that are kept.

    Parameters
    ----------
    ours, theirs : DataFrame
        The table ``commitments``, read.
    file_name : str
        Of ``theirs``; stands in errors.

    Returns
    -------
    Merged
        A field that is empty on one side takes the other's value; an undecided decision and a
        status "not started" count as empty. Status, evidence and date are taken together from
        the row with the later ``updated``. Rows that are not in the file stay.

    Raises
    ------
    InputError
        A field is filled in on both sides and differs; each conflict is named by id, field and
        both values, and nothing is merged.
    """
    kept = {row["id"]: row for row in _rows(ours)}
    changed, added, conflicts = [], [], []
    for row in _rows(theirs):
        own = kept.get(row["id"])
        if own is None:
            kept[row["id"]] = row
            added.append(row["id"])
            continue
        merged, clashes = _merge_row(own, row)
        conflicts += [(row["id"], field) for field in clashes]
        changed += [(row["id"], field) for field in COLUMNS if merged[field] != own[field]]
        kept[row["id"]] = merged
    if conflicts:
        raise InputError(_say_conflicts(conflicts, _rows(ours), _rows(theirs), file_name))
    frame = pd.DataFrame(list(kept.values()), columns=list(COLUMNS)).astype("str")
    return Merged(frame.where(frame.ne("")), tuple(changed), tuple(added))


def _rows(commitments: pd.DataFrame) -> list[dict[str, str]]:
    return commitments.astype(object).where(commitments.notna(), "").to_dict("records")


def _merge_row(own: dict[str, str], other: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    merged, clashes = dict(own), []
    for field in COLUMNS[1:]:
        mine, theirs = own[field], other[field]
        if mine == theirs or _is_empty(field, theirs):
            continue
        if _is_empty(field, mine):
            merged[field] = theirs
        elif field in PROGRESS and own["updated"] != other["updated"]:
            merged[field] = theirs if other["updated"] > own["updated"] else mine
        else:
            clashes.append(field)
    return merged, clashes


def _is_empty(field: str, value: str) -> bool:
    return value in ("", DEFAULTS.get(field, ""))


def _say_conflicts(
    conflicts: list[tuple[str, str]],
    ours: list[dict[str, str]],
    theirs: list[dict[str, str]],
    file_name: str,
) -> str:
    sides = [{row["id"]: row for row in rows} for rows in (ours, theirs)]
    lines = [
        f"{file_name}, id {code}, column {field}: here “{_cut(sides[0][code][field])}”, "
        f"there “{_cut(sides[1][code][field])}”"
        for code, field in conflicts
    ]
    lines.append("Nothing was merged. Make the two agree, in either file, and merge again.")
    return "\n".join(lines)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"
