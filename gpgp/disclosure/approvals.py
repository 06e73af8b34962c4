"""The file in which a person approves quotes: drafted with candidates, read, renewed.

An approval is bound by one hash to two texts: the comment it comes from and the wording to be
printed, which a person has edited so that it names nobody. Themes stand in it as remarks only: a
comment's theme may change from run to run, its words do not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import yaml

from gpgp.errors import InputError
from gpgp.instrument import last_line, read_yaml
from gpgp.storage import hash_bytes

FILE_NAME = "quotes.yaml"
KEYS = ("comment_id", "text", "sha256", "approved_by", "approved_on")
DECLINED = "declined_by"  # a sixth key, of what a person read and will not have printed
_HEAD = """\
# Quotes. Nothing is printed unless approved_by and approved_on are filled in.
# 1. Choose. Edit the text so that it names nobody: names, places, dates, relations, rare events.
# 2. Run 'gpgp quotes' again: it renews the sha256, which binds text and comment together.
# 3. Put first name, surname and a date such as 2030-01-31 where you answer for the text as it
#    stands. If the text or the comment changes by one letter after that, it is not printed.
# Notebook 06, tab Quotes, does all three. What you decline has declined_by instead, and stays out.
"""


@dataclass(frozen=True)
class Approval:
    """A wording and the comment it was made from; approved if it says by whom and when.

    ``declined_by``: who read it and decided that it is not printed.
    """

    comment_id: str
    text: str
    sha256: str
    approved_by: str = ""
    approved_on: date | None = None
    declined_by: str = ""

    @property
    def is_approved(self) -> bool:
        """Whether a person answers for it."""
        return bool(self.approved_by)


@dataclass(frozen=True)
class Renewed:
    """An approval file brought up to date.

    Attributes
    ----------
    text : str
        YAML.
    n_candidates, n_approved : int
        Entries that nobody decided on, and those that somebody approved.
    fallen : tuple of str
        Comments whose approval no longer holds, because they or their wording changed.
    """

    text: str
    n_candidates: int
    n_approved: int
    fallen: tuple[str, ...]


def hash_quote(comment: str, text: str) -> str:
    """Return the hash that binds a printed wording to the comment it was made from."""
    return hash_bytes(json.dumps([comment, text], ensure_ascii=False).encode())


def read_approvals(text: str) -> tuple[Approval, ...]:
    """Read an approval file.

    Raises
    ------
    InputError
        Not a list of entries with exactly the five keys (and perhaps ``declined_by``), a value
        that is missing or no date, an approval without a name or a date, or one that is declined.
    """
    entries = read_yaml(text, file_name=FILE_NAME).data
    if not isinstance(entries, list):
        raise InputError(f"{FILE_NAME}: expected a list of quotes.")
    return tuple(_read_entry(entry, place) for place, entry in enumerate(entries, start=1))


def _read_entry(entry: object, place: int) -> Approval:
    where = f"{FILE_NAME}: entry {place}"
    if not isinstance(entry, dict) or set(entry) - {DECLINED} != set(KEYS):
        raise InputError(f"{where}: expected the keys {', '.join(KEYS)}.")
    values = {key: value.strip() if isinstance(value, str) else "" for key, value in entry.items()}
    empty = [key for key in KEYS[:3] if not values[key]]
    if empty:
        raise InputError(f"{where}: expected a text for {', '.join(empty)}.")
    approval = Approval(
        entry["comment_id"], entry["text"], entry["sha256"], declined_by=values.get(DECLINED, "")
    )
    if approval.declined_by and (values["approved_by"] or values["approved_on"]):
        raise InputError(f"{where}: is approved and declined; keep one of them.")
    if not values["approved_by"] and not values["approved_on"]:
        return approval
    if len(values["approved_by"].split()) < 2:
        raise InputError(f"{where}: approved_by: expected a first name and a surname.")
    try:
        day = date.fromisoformat(values["approved_on"])
    except ValueError:
        raise InputError(f"{where}: approved_on: expected a date such as 2030-01-31.") from None
    return replace(approval, approved_by=values["approved_by"], approved_on=day)


def renew_approvals(
    text: str | None, comments: pd.DataFrame, *, candidates: Mapping[str, str] | None = None
) -> Renewed:
    """Return the approval file as it is to be gone on with.

    Parameters
    ----------
    text : str or None
        The file so far.
    comments : DataFrame
        The table ``comments``.
    candidates : mapping of comment_id to a remark, optional
        Comments that might be quoted, in the order of the file; the remark is their theme.

    Returns
    -------
    Renewed
        What was approved and did not change stays as it is. What changed loses its approval and
        gets its new hash. Candidates that nobody touched and that are none any more go out.
    """
    texts = dict(zip(comments["comment_id"], comments["text"].astype("str"), strict=True))
    remarks = dict(candidates or {})
    kept, fallen = {}, {}
    for entry in read_approvals(text) if text is not None else ():
        now = texts.get(entry.comment_id)
        if entry.is_approved and (now is None or entry.sha256 != hash_quote(now, entry.text)):
            fallen[entry.comment_id] = f"{entry.approved_by}, {entry.approved_on}"
        is_edited = entry.text != now
        is_kept = entry.is_approved or entry.declined_by or is_edited
        if now is None or not (is_kept or entry.comment_id in remarks):
            continue
        sealed = replace(entry, sha256=hash_quote(now, entry.text))
        if entry.comment_id in fallen:
            sealed = replace(sealed, approved_by="", approved_on=None)
        kept[entry.comment_id] = sealed
    for code in remarks:
        kept.setdefault(code, Approval(code, texts[code], hash_quote(texts[code], texts[code])))
    order = [*(code for code in remarks), *(code for code in kept if code not in remarks)]
    entries = [kept[code] for code in order]
    n_approved = sum(entry.is_approved for entry in entries)
    n_open = sum(not (entry.is_approved or entry.declined_by) for entry in entries)
    return Renewed(_write_entries(entries, remarks, fallen), n_open, n_approved, tuple(fallen))


def put_approval(text: str, entry: Approval) -> str:
    """Return an approval file with one entry in the place of the one of that comment.

    Every other line stays as it is. An entry that is new stands last.

    Raises
    ------
    InputError
        The file, or the entry, is not one.
    """
    known = [each.comment_id for each in read_approvals(text)]
    ending = "\r\n" if "\r\n" in text else "\n"
    new = _write_entry(entry).removesuffix("\n").replace("\n", ending)
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    assert isinstance(root, yaml.SequenceNode)  # it was read as a list above
    lines = text.split(ending)
    if entry.comment_id in known:
        node = root.value[known.index(entry.comment_id)]
        start, end = node.start_mark.line, last_line(node)
    else:
        start = end = last_line(root) if known else root.start_mark.line
    if root.flow_style:
        if known:
            raise InputError(f"{FILE_NAME}: is written between brackets; run 'gpgp quotes'.")
        end = start + 1
    changed = ending.join([*lines[:start], new, *lines[end:]])
    if entry not in read_approvals(changed):
        raise InputError(f"{FILE_NAME}: cannot be changed as it is laid out; run 'gpgp quotes'.")
    return changed


def _write_entries(
    entries: Iterable[Approval], remarks: Mapping[str, str], fallen: Mapping[str, str]
) -> str:
    lines, last = [_HEAD], ""
    for entry in entries:
        remark = " ".join(remarks.get(entry.comment_id, "Other comments").split())
        if remark != last:
            lines.append(f"\n# {remark}\n")
        last = remark
        if entry.comment_id in fallen:
            signed = " ".join(fallen[entry.comment_id].split())
            lines.append(f"# changed since it was approved ({signed}): read it again\n")
        lines.append(_write_entry(entry))
    return "".join(lines) if entries else f"{_HEAD}[]\n"


def _write_entry(entry: Approval) -> str:
    day = entry.approved_on.isoformat() if entry.approved_on else ""
    values = (entry.comment_id, entry.text, entry.sha256, entry.approved_by, day)
    pairs = [*zip(KEYS, values, strict=True)]
    pairs += [(DECLINED, entry.declined_by)] if entry.declined_by else []
    return "- " + "\n  ".join(f"{key}: {_quote(value)}".rstrip() for key, value in pairs) + "\n"


def _quote(value: str) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""
