"""The rows of a meeting as a person reviews them: what stands around, what is suggested."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from gpgp.minutes.pairing import pair_answers, suggest_themes
from gpgp.minutes.reviewed import read_meeting, read_segments
from gpgp.minutes.segments import Segment


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


def _as_segment(row) -> Segment:
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
