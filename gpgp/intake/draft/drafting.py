"""A draft of consultation.yaml from an export that nobody has described yet."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from gpgp.instrument import Consultation, Export, parse_consultation
from gpgp.instrument.parts import LongForm
from gpgp.intake.draft.blocks import group_columns, read_columns
from gpgp.intake.draft.cell_shapes import Dates, find_dates
from gpgp.intake.draft.dialects import BLANK_WORDS, Dialect, recognise_platform
from gpgp.intake.draft.draft_text import DraftedFile, summarise_guesses, write_draft
from gpgp.intake.draft.drafted import Drafted
from gpgp.intake.draft.known_scales import recognise_scale
from gpgp.intake.draft.matrices import interpret_block
from gpgp.intake.draft.question_columns import Column
from gpgp.intake.draft.roles import assign_roles
from gpgp.intake.draft.singles import interpret_single
from gpgp.intake.read.headers import ROW_COLUMN
from gpgp.intake.read.layout import detect_layout
from gpgp.intake.read.reading import read_rows

_ENGLISH = frozenset(
    {"the", "you", "your", "of", "and", "how", "what", "which", "to", "are", "for"}
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LANGUAGES = ("en", "cy", "es", "fr", "de", "it", "pt", "nl", "pl", "ga")
_VIEWS = ("agreement", "support", "importance", "usefulness", "favourability", "satisfaction",
          "approval", "quality", "likelihood", "from", "amount", "concern", "confidence", "ease",
          "severity", "yes", "codes", "change", "frequency")  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A drafted consultation.yaml.

    Attributes
    ----------
    yaml_text : str
        The whole file, commented; it can be run as it is.
    platform : str
        The platform that the export was recognised as; ``plain`` for none.
    guesses : tuple of str
        What had to be guessed about the file, and how many questions were.
    consultation : Consultation
        The same, parsed.
    """

    yaml_text: str
    platform: str
    guesses: tuple[str, ...]
    consultation: Consultation


def draft_consultation(
    content: bytes,
    *,
    file_name: str,
    name: str,
    today: date | None = None,
    has_header: bool = True,
    long: LongForm | None = None,
    is_accepted: bool = False,
) -> Draft:
    """Draft the consultation.yaml of an export: layout, questions, scales, who answered.

    Parameters
    ----------
    content : bytes
        The whole file.
    file_name : str
        Its name; the draft says so under ``export``.
    name : str
        The name of the consultation; its title is guessed from it.
    today : date, optional
        The day of the draft; the data are kept for a year from it.
    has_header, long, is_accepted
        What is known of the file's layout, as for :func:`detect_layout`.

    Returns
    -------
    Draft
        It parses, and the export can be read, checked and cleaned by it unreviewed.

    Raises
    ------
    InputError
        The file is not rows of responses; names the fault and its place.
    """
    layout = detect_layout(
        content, file_name=file_name, has_header=has_header, long=long, is_accepted=is_accepted
    )
    rows = read_rows(content, export=layout.export, file_name=file_name).rows
    dialect = recognise_platform([header for header in rows.columns if header != ROW_COLUMN])
    guesses = list(layout.guesses)
    export = _add_missing(layout.export, rows, dialect, guesses)
    if export.missing != layout.export.missing:
        rows = read_rows(content, export=export, file_name=file_name).rows
    questions = draft_questions(rows, dialect)
    export, newest = _add_dates(export, questions, rows, dialect, guesses)
    drafted = DraftedFile(
        name=name,
        platform=dialect.name,
        export=export.model_copy(update={"platform": dialect.name}),
        questions=tuple(_choose_subjects(questions)),
        newest=newest,
        delete_after=_next_year(today or date.today()),
        language=_guess_language(rows),
        layout_guesses=tuple(guesses),
    )
    text = write_draft(drafted)
    consultation = parse_consultation(text, file_name="the drafted consultation.yaml")
    return Draft(text, dialect.name, (*guesses, *summarise_guesses(drafted)), consultation)


def _next_year(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _guess_language(rows: pd.DataFrame) -> str:
    """Language of the questions; English where nothing else is clear."""
    words = _WORD.findall(" ".join(header for header in rows.columns if header != ROW_COLUMN))
    are_names = len(words) < 3 * len(rows.columns)  # v_1, v_2: no sentences
    if are_names or sum(word.casefold() in _ENGLISH for word in words) >= 3:
        return "en"
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(_LANGUAGES))
    return str(identifier.classify(" ".join(words[:1_000]))[0])


def draft_questions(rows: pd.DataFrame, dialect: Dialect) -> list[Drafted]:
    """Return the questions of an export, each column in exactly one."""

    def single(column: Column, text: str) -> Drafted:
        return interpret_single(column, text, dialect)

    questions: list[Drafted] = []
    columns = read_columns(rows, dialect)
    for block in group_columns(columns):
        if len(block.columns) == 1:
            questions.append(single(block.columns[0], block.text))
        else:
            questions += interpret_block(block, single)
    questions = _as_key(_as_time(_join_statements(questions, single)))
    return assign_roles(questions, n_rows=len(rows))


def _join_statements(
    questions: list[Drafted], single: Callable[[Column, str], Drafted]
) -> list[Drafted]:
    """Join neighbouring statements on one scale: some platforms give them no common header."""
    joined: list[Drafted] = []
    for key, run in itertools.groupby(questions, key=_statement_key):
        members = list(run)
        if key is None or len(members) < 2:
            joined += members
            continue
        counts = Counter[str]()
        for member in members:
            counts.update(member.column.answers)
        scale = recognise_scale(counts, allow_numbers=True)
        columns = tuple(member.column for member in members)
        labels = tuple(member.text for member in members)
        reason = f"neighbours on one scale; {members[0].reason}"
        whole = Drafted("rating", "", columns, reason, labels, scale=scale, is_sure=False)
        joined += [whole] if scale is not None else members
    return joined


def _statement_key(question: Drafted) -> object:
    is_statement = question.type == "rating" and len(question.columns) == 1
    return question.scale.name if is_statement and question.scale else None


def _as_time(questions: list[Drafted]) -> list[Drafted]:
    """Take the only column of dates that has times of day for the time of submission."""
    times = [q for q in questions if q.keys.get("is_date") and _has_hours(q.column)]
    if len(times) != 1 or any(question.type == "submitted_at" for question in questions):
        return questions
    reason = "the only column with dates and times of day"
    chosen = replace(times[0], type="submitted_at", reason=reason, keys={}, is_sure=False)
    return [chosen if question is times[0] else question for question in questions]


def _has_hours(column: Column) -> bool:
    return bool(re.search(r"\d:\d\d", next(iter(column.answers), ""))) and len(column.answers) > 1


def _as_key(questions: list[Drafted]) -> list[Drafted]:
    """Take a first column of whole numbers, each different, for the key of the response."""
    first = questions[0]
    if any(question.type == "respondent_id" for question in questions) or first.type != "ignore":
        return questions
    cells = first.column.cells
    if cells.str.fullmatch(r"\d+").all() and cells.is_unique and len(cells) > 1:
        reason = "the first column counts the responses"
        first = replace(first, type="respondent_id", reason=reason, is_sure=False)
    return [first, *questions[1:]]


def _choose_subjects(questions: list[Drafted]) -> list[Drafted]:
    """Make the matrix that reads most like views the elements, the first ranking the priorities."""
    ratings = [q for q in questions if q.type == "rating" and len(q.columns) > 1]
    rankings = [q for q in questions if q.type == "ranking"]
    views = min(ratings, key=_view_rank, default=None)
    return [
        replace(q, about="elements" if q is views else "priorities")
        if q is views or (rankings and q is rankings[0])
        else q
        for q in questions
    ]


def _view_rank(question: Drafted) -> tuple[int, int]:
    name = question.scale.name.partition("_")[0] if question.scale else ""
    return (_VIEWS.index(name) if name in _VIEWS else len(_VIEWS)), -len(question.columns)


def _add_missing(
    export: Export, rows: pd.DataFrame, dialect: Dialect, guesses: list[str]
) -> Export:
    """Declare the platform's words for a blank that occur in several columns."""
    cells = rows.drop(columns=ROW_COLUMN)
    tried = (*dialect.missing, *BLANK_WORDS)
    n_columns = {word: int((cells == word).any().sum()) for word in dict.fromkeys(tried)}
    words = [word for word, n in n_columns.items() if n]
    if max(n_columns.values(), default=0) < 2:
        return export
    guesses.append(f"{', '.join(words)} read as blank, as several columns hold it")
    return export.model_copy(update={"missing": ("", *words)})


def _add_dates(
    export: Export,
    questions: list[Drafted],
    rows: pd.DataFrame,
    dialect: Dialect,
    guesses: list[str],
) -> tuple[Export, date | None]:
    """Declare the format of the submission times; return the newest date of the file."""
    submitted = next((q for q in questions if q.type == "submitted_at"), None)
    found: Dates | None = None
    if submitted is not None:
        cells = rows[submitted.column.header]
        found = find_dates(cells, is_day_first=dialect.is_day_first)
    others = [q.column for q in questions if q.keys.get("is_date")]
    newest = [d.newest for c in others if (d := find_dates(c.cells, is_day_first=False))]
    if found is None:
        if submitted is not None:
            guesses.append("the times of submission are in no known format; date_format is a guess")
        return export, max(newest, default=None)
    if found.is_ambiguous:
        guesses.append(f"date_format {found.date_format}: day and month could be the other way")
    return export.model_copy(update={"date_format": found.date_format}), found.newest
