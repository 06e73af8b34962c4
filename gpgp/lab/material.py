"""What the theme editor works on: comments, who wrote them, the themes, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from gpgp import storage, themes
from gpgp.errors import InputError


@dataclass(frozen=True)
class Material:
    """A consultation's comments with what people need to judge them.

    ``comments``: those open to theming, with ``constituency_code``; ``answers``: all written
    answers; ``questions``, ``constituencies``, ``items``: code → label; ``figures``: the themes of
    the last run; ``frame_text``: the code frame, drafted where there is none yet (``is_new``).
    """

    project: storage.Project
    name: str
    title: str
    comments: pd.DataFrame
    answers: pd.DataFrame
    questions: Mapping[str, str]
    constituencies: Mapping[str, str]
    items: Mapping[str, str]
    question_words: tuple[str, ...]
    figures: pd.DataFrame
    frame_text: str
    is_new: bool
    remembered: pd.DataFrame | None
    left_by_coders: Mapping[str, bytes]


def load_material(project: storage.Project, name: str) -> Material:
    """Read what notebooks 1 and 2 made of a consultation, and what people decided on it.

    Raises
    ------
    InputError
        Notebook 2 has not run, or found no themes; a file of ``data/coding`` has a fault.
    """
    instrument = storage.read_consultation(project, name)
    wanted = dict.fromkeys(("themes", "comment_themes", "comments", "responses"))
    found = storage.read_tables(project, name, wanted)
    if found["themes"].empty:
        raise InputError(f"consultation {name}: notebook 02 found no themes to decide on.")
    asked = [q for q in instrument.questions_of("free_text") if q.is_themed]
    people = found["responses"][["response_id", "constituency_code"]]
    answers = found["comments"].merge(people, on="response_id", validate="m:1")
    comments = answers[answers["question_id"].isin([q.id for q in asked])].reset_index(drop=True)
    text, remembered = _read_frame(project, name)
    if text is None:
        tables = {key: found[key] for key in ("themes", "comment_themes")}
        remembered = themes.remember_members(comments, found["comment_themes"])
    rated = instrument.questions_of("rating", "ranking", "choice", "multi_choice")
    items = [*instrument.elements, *instrument.priorities, *(o for q in rated for o in q.options)]
    return Material(
        project=project,
        name=name,
        title=instrument.title,
        comments=comments,
        answers=answers,
        questions={q.id: q.text or q.id for q in instrument.questions_of("free_text")},
        constituencies={group.code: group.label for group in instrument.constituencies},
        items={item.code: item.label for item in items},
        question_words=tuple(q.text or "" for q in asked),
        figures=found["themes"],
        frame_text=text or themes.draft_code_frame(**tables, comments=comments, name=name),
        is_new=text is None,
        remembered=remembered,
        left_by_coders=storage.read_coding_folder(project, name, themes.CODING_FOLDER),
    )


def _read_frame(project: storage.Project, name: str) -> tuple[str | None, pd.DataFrame | None]:
    text = storage.read_coding(project, name, themes.FRAME_FILE)
    members = storage.read_coding(project, name, themes.MEMBERS_FILE)
    return text, themes.read_members(members) if members and text else None
