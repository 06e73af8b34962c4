"""The file in which people review what was read of a meeting: written, read, gathered.

``data/coding/NAME/minutes/MEETING.csv`` has one row per segment, with what stands around it and
what is suggested. Only rows in which somebody has filled in ``reviewed_by`` ever leave this module
as evidence; the others are a draft. The decided tables of a consultation are read from these files
and from its commitments.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from gpgp import storage
from gpgp.errors import InputError, ParameterError
from gpgp.instrument import nearest_word, read_yaml
from gpgp.minutes.commitments import COMMITMENTS_FILE, read_commitments
from gpgp.minutes.reading import pair_answers, suggest_themes
from gpgp.minutes.segments import Segment
from gpgp.tables import DECIDED, KINDS, check_table, empty_table
from gpgp.tables.sheet import SheetRow, read_sheet, refuse_faults, write_sheet

FOLDER = "minutes"
COLUMNS = (
    "segment",
    "item",
    "speaker_role",
    "kind",
    "text",
    "answers_segment",
    "theme_ids",
    "reviewed_by",
)
_MEETING_KEYS = ("body", "held_on", "source")


def write_segments(segments: Iterable[Segment], theme_ids: Mapping[int, str]) -> str:
    """Return the segments as CSV to be reviewed.

    Parameters
    ----------
    segments : iterable of Segment
        In the order of the minutes.
    theme_ids : mapping of segment number to ids joined by ``|``
        Suggestions; a person accepts, changes or clears them.
    """
    rows = (
        {
            "segment": number,
            "item": segment.item,
            "speaker_role": segment.speaker_role,
            "kind": segment.kind,
            "text": segment.text,
            "answers_segment": segment.answers,
            "theme_ids": theme_ids.get(number, ""),
            "reviewed_by": "",
        }
        for number, segment in enumerate(segments, start=1)
    )
    return write_sheet(rows, columns=COLUMNS)


def read_segments(content: bytes, *, file_name: str) -> pd.DataFrame:
    """Read a file of segments, reviewed or not.

    Returns
    -------
    DataFrame, one row per segment, in order
        The columns of the file; ``segment`` and ``answers_segment`` are whole numbers.

    Raises
    ------
    InputError
        A number that is none or stands twice, an unknown kind, no text, an answer to a segment
        that is not there; names file, row and column.
    """
    rows = read_sheet(content, file_name=file_name, columns=COLUMNS)
    numbers = [row.cells["segment"] for row in rows]
    checks = {
        "segment": lambda row: _check_number(row.cells["segment"], numbers),
        "kind": lambda row: _check_kind(row.cells["kind"]),
        "text": lambda row: "" if row.cells["text"] else "is empty; delete the row instead",
        "answers_segment": lambda row: _check_answer(row, numbers),
    }
    refuse_faults(rows, checks, file_name=file_name)
    frame = pd.DataFrame([dict(row.cells) for row in rows], columns=list(COLUMNS)).astype("str")
    frame["kind"] = frame["kind"].str.casefold()
    frame["theme_ids"] = frame["theme_ids"].str.replace(r"[\s,;|+]+", "|", regex=True)
    for column in ("segment", "answers_segment"):
        frame[column] = pd.to_numeric(frame[column].where(frame[column].ne(""))).astype("Int64")
    return frame.sort_values("segment", kind="stable", ignore_index=True)


def _check_number(text: str, numbers: list[str]) -> str:
    if not text.isdecimal() or int(text) < 1:
        return "expected a whole number from 1 on"
    return (
        "the number stands twice; give one of the rows another" if numbers.count(text) > 1 else ""
    )


def _check_kind(text: str) -> str:
    if text.casefold() in KINDS:
        return ""
    return f"expected one of {', '.join(KINDS)}{nearest_word(text.casefold(), KINDS)}"


def _check_answer(row: SheetRow, numbers: list[str]) -> str:
    answered = row.cells["answers_segment"]
    if not answered or (answered in numbers and answered != row.cells["segment"]):
        return ""
    return "expected the number of another segment of this file, or nothing"


def gather_reviewed(files: Mapping[str, bytes], *, place: str) -> pd.DataFrame:
    """Return what people have reviewed of all meetings: the table ``minutes``.

    Parameters
    ----------
    files : mapping of file name to bytes
        The folder ``minutes``: MEETING.csv and, beside it, MEETING.yaml.
    place : str
        The folder as people know it; stands in errors.

    Returns
    -------
    DataFrame
        The table ``minutes``. A row without ``reviewed_by`` is not in it.

    Raises
    ------
    InputError
        A file cannot be read.
    """
    frames = []
    for file_name in sorted(name for name in files if name.endswith(".csv")):
        code = file_name.removesuffix(".csv")
        meeting = read_meeting(files.get(f"{code}.yaml"), file_name=f"{place}{code}.yaml")
        rows = read_segments(files[file_name], file_name=f"{place}{file_name}")
        rows = rows.loc[rows["reviewed_by"].ne("")]
        empty = {
            column: rows[column].where(rows[column].ne("")) for column in ("item", "speaker_role")
        }
        frames.append(
            rows.assign(
                meeting_code=code,
                body=meeting.get("body") or pd.NA,
                held_on=meeting.get("held_on") or pd.NA,
                **empty,
            )
        )
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return empty_table(DECIDED["minutes"])
    frame = pd.concat(filled, ignore_index=True)
    for column in ("body", "held_on", "item", "speaker_role"):
        frame[column] = frame[column].astype("str")
    return check_table(frame, DECIDED["minutes"])


def write_meeting(*, body: str | None, held_on: str | None, source: str) -> str:
    """Return the YAML that says what meeting a file of segments is of.

    Raises
    ------
    ParameterError
        ``held_on`` is no ISO date.
    """
    if held_on is not None:
        try:
            date.fromisoformat(held_on)
        except ValueError:
            raise ParameterError("--date: expected a date such as 2030-01-31.") from None
    values = zip(_MEETING_KEYS, (body, held_on, source), strict=True)
    return "".join(
        f"{key}: {json.dumps(value or '', ensure_ascii=False)}\n" for key, value in values
    )


def read_meeting(content: bytes | None, *, file_name: str) -> dict[str, str]:
    """Return body, date and source of a meeting; empty where nothing was written.

    Raises
    ------
    InputError
        Other keys, or values that are not text.
    """
    if content is None:
        return {}
    data = read_yaml(content.decode("utf-8-sig"), file_name=file_name).data
    if not isinstance(data, dict) or not set(data) <= set(_MEETING_KEYS):
        raise InputError(f"{file_name}: expected the keys {', '.join(_MEETING_KEYS)} alone.")
    return {key: "" if value is None else str(value) for key, value in data.items()}


def read_decided(project: storage.Project, name: str) -> dict[str, pd.DataFrame]:
    """Return the tables ``minutes`` and ``commitments``; empty where nothing is kept.

    Returns
    -------
    dict of table name to DataFrame
        Of the minutes only what a person has reviewed.

    Raises
    ------
    InputError
        A file that people keep cannot be read; names file, row and column.
    """
    coding = f"data/coding/{name}"
    text = storage.read_coding(project, name, COMMITMENTS_FILE)
    kept = empty_table(DECIDED["commitments"])
    if text is not None:
        kept = read_commitments(text.encode(), file_name=f"{coding}/{COMMITMENTS_FILE}")
    files = storage.read_coding_folder(project, name, FOLDER)
    reviewed = gather_reviewed(files, place=f"{coding}/{FOLDER}/")
    return {"minutes": reviewed, "commitments": kept}


def tabulate_review(segments: pd.DataFrame, *, themes: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of a meeting with what is suggested for each, and how sure that is.

    Parameters
    ----------
    segments : DataFrame
        The file of a meeting, as :func:`gpgp.minutes.read_segments` returns it.
    themes : mapping of table name to DataFrame
        ``themes``, ``comment_themes``, ``comments`` of the last run; empty: no suggestions.

    Returns
    -------
    DataFrame, one row per segment
        ``item``, ``speaker_role``, ``kind``, ``text``, ``answers_segment``, ``suggested_answer``
        (segment and score), ``themes`` (labels), ``suggested_themes`` (labels and scores),
        ``is_reviewed``.
    """
    numbers = segments["segment"].tolist()
    paired = pair_answers([_as_segment(row) for row in segments.itertuples()])
    answers = [
        f"{numbers[each.answers - 1]} ({each.answers_score:.2f})" if each.answers else ""
        for each in paired
    ]
    near = suggest_themes(segments["text"].tolist(), **themes) if themes else {}
    labels = themes["themes"].set_index("theme_id")["label"].to_dict() if themes else {}
    hinted = [
        "; ".join(f"{theme} {labels[theme]} ({score:.2f})" for theme, score in near.get(place, []))
        for place in range(1, len(segments) + 1)
    ]
    chosen = [
        "; ".join(f"{theme} {labels.get(theme, 'is gone')}" for theme in ids.split("|") if theme)
        for ids in segments["theme_ids"]
    ]
    shown = segments[["segment", "item", "speaker_role", "kind", "text", "answers_segment"]]
    return shown.assign(
        suggested_answer=answers,
        themes=chosen,
        suggested_themes=hinted,
        is_reviewed=segments["reviewed_by"].ne(""),
    ).set_index("segment")


def _as_segment(row: Any) -> Segment:
    return Segment(row.item, row.speaker_role, row.kind, row.text, row.text)


def tabulate_meetings(files: Mapping[str, bytes]) -> pd.DataFrame:
    """Return the meetings that have been read: body, date, segments, how many are reviewed.

    Parameters
    ----------
    files : mapping of file name to bytes
        The folder ``minutes``.
    """
    rows = []
    for file_name in sorted(name for name in files if name.endswith(".csv")):
        code = file_name.removesuffix(".csv")
        meeting = read_meeting(files.get(f"{code}.yaml"), file_name=f"{code}.yaml")
        segments = read_segments(files[file_name], file_name=file_name)
        reviewed = int(segments["reviewed_by"].ne("").sum())
        about = (meeting.get("body", ""), meeting.get("held_on", ""))
        rows.append((code, *about, len(segments), reviewed))
    columns = ["meeting", "body", "held_on", "n_segments", "n_reviewed"]
    return pd.DataFrame(rows, columns=columns).set_index("meeting")
