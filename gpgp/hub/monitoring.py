"""Fieldwork as it runs: who has answered, who is still silent, what is half-finished, what comes.

Rows of an export in; small tables for the analyst's own screen out. They count rows received,
before repeats and empty responses are set aside, and are not protected: nothing of them is
published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from gpgp import storage
from gpgp.errors import ParameterError
from gpgp.instrument import (
    Collector,
    Consultation,
    clean_text,
    find_columns,
    fold_word,
    map_unique,
    match_word,
    read_times,
)
from gpgp.instrument.questions import Question

LOOK_FILE = "fieldwork.json"
_ROW_COLUMN = "source_row"
_NO_ANSWER, _UNKNOWN = "no answer", "not matched"
_HALF = 0.5  # of the questions that were asked; below it a response is half-finished
_RECENT_DAYS = 7  # whose mean the projection carries on
_GROUPED = ("constituency", "nation", "collector", "channel")


@dataclass(frozen=True)
class Fieldwork:
    """What a look at the fieldwork shows.

    Attributes
    ----------
    summary : DataFrame, one row per figure
        ``figure``, ``value``: received, half-finished, days left, projected.
    by_day : DataFrame, one row per day from the first to the last response
        ``day``, ``n_responses``, ``n_total``.
    groups : mapping of dimension to DataFrame, one row per group
        ``label``, ``n_responses``, ``population`` and ``share_of_population`` where it is known;
        of the dimensions (constituency, nation, collector, channel) those that are asked.
    silent : DataFrame, one row per group, collector or invited body that has not answered
        ``kind``, ``name``.
    look : dict
        What the next look is compared with.
    """

    summary: pd.DataFrame
    by_day: pd.DataFrame
    groups: Mapping[str, pd.DataFrame]
    silent: pd.DataFrame
    look: dict[str, Any]


def watch_fieldwork(rows: pd.DataFrame, *, consultation: Consultation, today: date) -> Fieldwork:
    """Look at the responses that have come in so far.

    Parameters
    ----------
    rows : DataFrame of text, one row per response, as received
    consultation : Consultation
    today : date
        From which the days left are counted.

    Returns
    -------
    Fieldwork
    """
    cells = {q.id: _read_cells(q, rows) for q in consultation.questions if q.type != "ignore"}
    groups = {
        kind: _count_groups(kind, cells[question.id], consultation)
        for kind in _GROUPED
        for question in consultation.questions_of(kind)
    }
    by_day = _count_days(cells, consultation)
    n_half = int(_is_half_finished(cells, consultation).sum())
    look = {
        "looked_on": str(today),
        "n_responses": len(rows),
        "groups": {
            kind: dict(zip(table["label"], map(int, table["n_responses"]), strict=True))
            for kind, table in groups.items()
        },
    }
    return Fieldwork(
        summary=_summarise(len(rows), n_half, by_day, consultation, today),
        by_day=by_day,
        groups=groups,
        silent=_list_silent(groups, cells, consultation),
        look=look,
    )


def compare_looks(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> pd.DataFrame:
    """Say what came in since an earlier look.

    Returns
    -------
    DataFrame, one row for all and one per group that changed
        ``kind``, ``label``, ``n_before``, ``n_now``; empty where there was no look.
    """
    columns = ["kind", "label", "n_before", "n_now"]
    if before is None:
        return pd.DataFrame(columns=columns)
    changes = [("all", f"since {before['looked_on']}", before["n_responses"], now["n_responses"])]
    for kind, counts in now["groups"].items():
        earlier = before["groups"].get(kind, {})
        changes += [
            (kind, label, earlier.get(label, 0), n)
            for label, n in counts.items()
            if n != earlier.get(label, 0)
        ]
    return pd.DataFrame(changes, columns=columns)


def parse_day(text: str) -> date:
    """Return a day as written, such as ``2030-01-31``; today where it is blank.

    Raises
    ------
    ParameterError
        It is no day.
    """
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise ParameterError("today: expected a day such as 2030-01-31, or nothing.") from None


def read_look(project: storage.Project, name: str) -> dict[str, Any] | None:
    """Return the last look that was kept; None where there was none."""
    place = project.processed(name) / LOOK_FILE
    if not place.is_file():
        return None
    return dict(json.loads(storage.read_bytes(project, place)))


def keep_look(project: storage.Project, name: str, look: Mapping[str, Any]) -> None:
    """Keep a look for the next one; private, as all counts of small groups are."""
    content = json.dumps(look, ensure_ascii=False, indent=1) + "\n"
    storage.write_whole(project.processed(name) / LOOK_FILE, content.encode())


def _read_cells(question: Question, rows: pd.DataFrame) -> pd.DataFrame:
    """The clean cells of a question, one column per column it reads."""
    headers = [header for header in rows.columns if header != _ROW_COLUMN]
    found = find_columns(question, headers)
    return pd.DataFrame(
        {slot: map_unique(rows[header], clean_text).astype("str") for slot, header in found.items()}
    )


def _parts_of(kind: str, consultation: Consultation) -> tuple[Any, ...]:
    if kind == "collector":
        return consultation.collectors
    return consultation.groups(kind) if kind in ("constituency", "nation") else ()


def _count_groups(kind: str, cells: pd.DataFrame, consultation: Consultation) -> pd.DataFrame:
    parts = _parts_of(kind, consultation)
    known = {
        fold_word(word): str(part.label)
        for part in parts
        for word in (part.code, part.label, *part.aliases, *_translations(part))
    }

    def label_of(word: str) -> str:
        if not word:
            return _NO_ANSWER
        return (match_word(word, known) or _UNKNOWN) if known else word

    counts = map_unique(cells.iloc[:, 0], label_of).value_counts()
    named = [str(part.label) for part in parts]
    others = [label for label in counts.index if label not in named]
    sizes = {
        str(p.label): getattr(p, "population", None) or getattr(p, "invited", None) for p in parts
    }
    table = pd.DataFrame({"label": [*named, *sorted(others)]})
    table["n_responses"] = table["label"].map(counts).fillna(0).astype("int64")
    table["population"] = table["label"].map(sizes).astype("Int64")
    table["share_of_population"] = (table["n_responses"] / table["population"]).astype("Float64")
    return table


def _translations(part: Any) -> tuple[str, ...]:
    return tuple(part.label.translations.values()) if isinstance(part, Collector) else ()


def _count_days(cells: Mapping[str, pd.DataFrame], consultation: Consultation) -> pd.DataFrame:
    for question in consultation.questions_of("submitted_at"):
        times = read_times(cells[question.id].iloc[:, 0], consultation.export.date_format).dropna()
        if not times.empty:
            counts = times.dt.normalize().value_counts().sort_index()
            every = pd.date_range(counts.index.min(), counts.index.max(), freq="D")
            n = counts.reindex(every, fill_value=0)
            return pd.DataFrame(
                {"day": every.date, "n_responses": n.to_numpy(), "n_total": n.cumsum().to_numpy()}
            )
    return pd.DataFrame(columns=["day", "n_responses", "n_total"])


def _is_half_finished(cells: Mapping[str, pd.DataFrame], consultation: Consultation) -> pd.Series:
    """Say of each row whether under half of the questions put to it have an answer."""
    asked = [q for q in consultation.asked if q.type != "personal" and q.asked_if is None]
    answered = pd.DataFrame({q.id: _has_answer(q, cells[q.id]) for q in asked})
    return answered.mean(axis=1) < _HALF


def _has_answer(question: Question, cells: pd.DataFrame) -> pd.Series:
    blank = {fold_word(word) for word in getattr(question, "unchosen", ())} | {""}
    if question.type != "multi_choice" or question.column:
        blank = {""}
    return pd.concat(
        [map_unique(cells[slot], lambda word: fold_word(word) not in blank) for slot in cells],
        axis=1,
    ).any(axis=1)


def _list_silent(
    groups: Mapping[str, pd.DataFrame],
    cells: Mapping[str, pd.DataFrame],
    consultation: Consultation,
) -> pd.DataFrame:
    silent = [
        (kind, label)
        for kind, table in groups.items()
        for label in table.loc[table["n_responses"] == 0, "label"]
    ]
    heard = {
        fold_word(name)
        for question in consultation.questions_of("organisation")
        for name in cells[question.id].iloc[:, 0]
    }
    silent += [("invited", name) for name in consultation.invited if fold_word(name) not in heard]
    return pd.DataFrame(silent, columns=["kind", "name"])


def _summarise(
    n_received: int, n_half: int, by_day: pd.DataFrame, consultation: Consultation, today: date
) -> pd.DataFrame:
    figures = [
        ("responses received", str(n_received)),
        ("half-finished: under half of the questions answered", str(n_half)),
    ]
    if consultation.closes:
        days_left = max(0, (consultation.closes - today).days)
        figures.append(("days left", str(days_left)))
        if not by_day.empty:
            since = today - timedelta(days=_RECENT_DAYS)
            is_recent = [since <= day < today for day in by_day["day"]]
            pace = by_day.loc[is_recent, "n_responses"].sum() / _RECENT_DAYS
            label = f"projected, if the last {_RECENT_DAYS} days go on ({pace:.1f} a day)"
            figures.append((label, str(round(n_received + pace * days_left))))
    return pd.DataFrame(figures, columns=["figure", "value"])
