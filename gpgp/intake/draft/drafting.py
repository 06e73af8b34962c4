"""A draft of consultation.yaml from an export that nobody has described yet."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from gpgp.instrument import Consultation, Export, find_key_fault, parse_consultation
from gpgp.instrument.parts import LongForm
from gpgp.intake.draft.cells import Dates, find_dates
from gpgp.intake.draft.dialects import Dialect, recognise_platform
from gpgp.intake.draft.draft_text import DraftedFile, summarise_guesses, write_draft
from gpgp.intake.draft.matrices import (
    interpret_block,
    join_neighbours,
    leave_summaries,
)
from gpgp.intake.draft.question_columns import Column, Drafted, group_columns, read_columns
from gpgp.intake.draft.roles import assign_roles
from gpgp.intake.draft.scales import FoundScale
from gpgp.intake.draft.singles import interpret_single
from gpgp.intake.draft.vocabulary import asks_for
from gpgp.intake.read.headers import ROW_COLUMN
from gpgp.intake.read.layout import Layout, detect_layout
from gpgp.intake.read.reading import Received, coalesce_columns, read_rows

_LATIN = ("en", "cy", "es", "fr", "de", "it", "pt", "nl", "pl", "ga", "sv", "da", "no", "fi", "cs",
          "hu", "ro", "tr", "ca", "hr", "sk", "sl", "et", "lv", "lt", "id", "vi", "sw", "gl",
          "eu", "mt", "sq", "is")  # fmt: skip
_LANGUAGES_OF_SCRIPT = {
    "THAI": ("th",), "HANGUL": ("ko",), "HIRAGANA": ("ja",), "KATAKANA": ("ja",), "CJK": ("zh",),
    "GREEK": ("el",), "HEBREW": ("he",), "ARABIC": ("ar", "fa", "ur", "ps"), "ARMENIAN": ("hy",),
    "GEORGIAN": ("ka",), "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk"), "TAMIL": ("ta",),
    "DEVANAGARI": ("hi", "mr", "ne"), "BENGALI": ("bn", "as"), "KHMER": ("km",), "LAO": ("lo",),
    "GURMUKHI": ("pa",), "GUJARATI": ("gu",), "TELUGU": ("te",), "ETHIOPIC": ("am",),
    "MALAYALAM": ("ml",), "KANNADA": ("kn",), "SINHALA": ("si",),
}  # fmt: skip
_ENGLISH = frozenset(
    {"the", "you", "your", "and", "how", "what", "which", "are", "with", "this", "have", "does"}
)
_LEAST_KANA = 0.1  # of the letters
_LEAST_ENGLISH = 0.06  # of the words
_LEAST_WORDS = 12  # from which on the language of a file in Latin letters is identified
_OWN_TYPES = ("respondent_id", "submitted_at", "language", "organisation")
_BLANK = re.compile(
    r"\W?(?:not answered|notanswered|not provided|no response|no answer|no reply|not asked|"
    r"not shown|notshown|not selected for|null|#null!|nan|#n/a|<na>|na|n\s*/\s*a|n\.a\.|blank|"
    r"empty|missing|skipped|unanswered|question not answered|not completed|\(blank\)|-|--|–|—|\.|"
    r"dim ateb|heb ateb|heb ei ateb|sans réponse|pas de réponse|non renseignée?|non répondu|vide|"
    r"keine antwort|keine angabe|k\.\s?a\.|nicht beantwortet|unbeantwortet|leer|"
    r"sin respuesta|no contesta|no respondida|sin contestar|ns/nc|vacío|"
    r"sem resposta|não respondeu|não respondida|não informado|vazio|"
    r"nessuna risposta|senza risposta|non risponde|vuoto|"
    r"geen antwoord|niet beantwoord|niet ingevuld|leeg)\W?",
    re.IGNORECASE,
)
_MAY_BE_ANSWER = re.compile(r"n\s*/\s*a|n\.a\.|-|--|–|—|\.|no response|keine angabe", re.IGNORECASE)
_KEY = r"\d+|[A-Za-z]{0,12}[#/_.-]?[A-Za-z\d/_-]{0,12}\d{2,}[A-Za-z]?"  # 17, LP/0042, CA017
_MOST_DAYS = 1_100  # from the first to the last response
_WORD = re.compile(r"[^\W\d_]{2,}")
_VIEWS = ("agreement", "support", "importance", "usefulness", "favourability", "satisfaction",
          "approval", "quality", "likelihood", "from", "amount", "concern", "confidence", "ease",
          "severity", "yes", "codes", "change", "frequency")  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """What a person wrote of a draft, and what therefore is not guessed again."""

    export: Export
    headers: frozenset[str]
    types: frozenset[str]
    ids: frozenset[str]
    sections: frozenset[str]  # elements, priorities, constituencies, nations
    scales: tuple[FoundScale, ...]


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
    text, platform, guesses = guess_instrument(content, layout=layout, name=name, today=today)
    consultation = parse_consultation(text, file_name="the drafted consultation.yaml")
    return Draft(text, platform, guesses, consultation)


def guess_instrument(
    content: bytes, *, layout: Layout, name: str, today: date | None, kept: Kept | None = None
) -> tuple[str, str, tuple[str, ...]]:
    """Return the text of a draft, the platform, and what was guessed.

    Where ``kept`` says what a person wrote, the text holds the other columns only, if any.
    """
    file_name = layout.export.file
    rows = read_rows(content, export=layout.export, file_name=file_name).rows
    dialect = recognise_platform([header for header in rows.columns if header != ROW_COLUMN])
    guesses = list(layout.guesses)
    export = _add_missing(layout.export, rows, dialect, guesses)
    if export.missing != layout.export.missing:
        rows = read_rows(content, export=export, file_name=file_name).rows
    coalesced = _find_branches(rows)
    if kept is not None:
        export, coalesced = kept.export, {}
        rows = read_rows(content, export=export, file_name=file_name).rows
        rows = coalesce_columns(rows, coalesced=export.coalesced, file_name=file_name)
        rows = rows.drop(columns=[header for header in rows if header in kept.headers])
    if coalesced:
        export = export.model_copy(update={"coalesced": coalesced})
        rows = coalesce_columns(rows, coalesced=coalesced, file_name=file_name)
        guesses += [f"'{first}' is asked again after a branching: read as one question"
                    for first in coalesced]  # fmt: skip
    questions = draft_questions(rows, dialect, kept)
    export, newest = _add_dates(export, questions, rows, dialect, guesses)
    drafted = DraftedFile(
        name=name,
        platform=dialect.name,
        export=export.model_copy(update={"platform": dialect.name}),
        questions=tuple(_choose_subjects(questions, kept.sections if kept else frozenset())),
        taken_ids=kept.ids if kept else frozenset(),
        newest=newest,
        delete_after=_next_year(today or date.today()),
        language=_guess_language(questions),
        layout_guesses=tuple(guesses),
    )
    return write_draft(drafted), dialect.name, (*guesses, *summarise_guesses(drafted))


def _find_branches(rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the columns that ask one question again: the same header, no row answers two."""
    repeats: dict[str, list[str]] = {}
    for header in rows.columns:
        plain = re.sub(r" \(\d{1,3}\)$", "", header)
        if plain != header and plain in rows:
            repeats.setdefault(plain, []).append(header)
    found = {}
    for first, others in repeats.items():
        filled = rows[[first, *others]] != ""
        is_apart = filled.sum(axis=1).max() <= 1 and filled.any().all()
        if is_apart and _answer_alike([rows[header] for header in (first, *others)]):
            found[first] = tuple(others)
    return found


def _answer_alike(columns: list[pd.Series]) -> bool:
    """Say whether columns hold the same closed list, or all of them comments."""
    words = [set(column.unique()) - {""} for column in columns]
    is_open = [
        len(each) > 0.5 * (column != "").sum() for each, column in zip(words, columns, strict=True)
    ]
    every = set().union(*words)
    if all(is_open):
        return len(every) > 5
    shared = sum(sum(word in each for each in words) > 1 for word in every)
    return not any(is_open) and shared >= 0.5 * len(every)


def _next_year(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _guess_language(questions: list[Drafted]) -> str:
    """Return the language of the questions and comments; English where they say too little."""
    asked = [q for q in questions if q.type not in ("ignore", "personal", *_OWN_TYPES)]
    written = [word for q in asked if q.type == "free_text" for word in list(q.column.answers)[:60]]
    named = [text for q in asked for text in (q.text, *q.items, *(q.words or ()))]
    words = _WORD.findall(" ".join([*written, *named]).replace("_", " "))[:3_000]
    asked_words = _WORD.findall(" ".join(q.text for q in asked))
    if len(asked_words) >= _LEAST_WORDS:  # else the questions are names of variables
        words = asked_words + words[: len(asked_words)]
    n_english = sum(word.casefold() in _ENGLISH for word in words)
    scripts = Counter(_script(word) for word in words)
    letters = Counter(_script(letter) for word in words for letter in word[:40])
    if letters["HIRAGANA"] + letters["KATAKANA"] > _LEAST_KANA * letters.total():
        return "ja"  # most of its words begin with Chinese signs
    script = scripts.most_common(1)[0][0] if scripts else ""
    if script in _LANGUAGES_OF_SCRIPT:
        languages = _LANGUAGES_OF_SCRIPT[script]
        if len(languages) == 1:
            return languages[0]
    elif len(words) < _LEAST_WORDS or n_english >= _LEAST_ENGLISH * len(words):
        return "en"
    else:
        languages = _LATIN
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(languages))
    text = " ".join(word for word in words if _script(word) == script)
    return str(identifier.classify(text.casefold())[0])


def _script(word: str) -> str:
    """Return the script of a word: the first part of the Unicode name of its first letter."""
    return unicodedata.name(word[0], "LATIN").partition(" ")[0]


def draft_questions(
    rows: pd.DataFrame, dialect: Dialect, kept: Kept | None = None
) -> list[Drafted]:
    """Return the questions of an export, each column in exactly one."""

    def single(column: Column, text: str) -> Drafted:
        return interpret_single(column, text, dialect)

    questions: list[Drafted] = []
    columns = read_columns(rows, dialect, kept.scales if kept else ())
    for block in group_columns(columns):
        if len(block.columns) == 1:
            questions.append(single(block.columns[0], block.text))
        else:
            questions += interpret_block(block, single)
    questions = _as_key(_as_time(leave_summaries(join_neighbours(questions))))
    questions = [_leave_faulty_key(question) for question in questions]
    taken = kept.types if kept else frozenset()
    return assign_roles(questions, n_rows=len(rows), taken=taken)


def _as_time(questions: list[Drafted]) -> list[Drafted]:
    """Take the only column of dates that has times of day for the time of submission."""
    dates = [q for q in questions if q.keys.get("is_date")]
    times = [q for q in dates if _has_hours(q.column)]
    reason = "the only column with dates and times of day"
    if len(dates) == 1 and not times and _is_day_of_answer(questions, dates[0]):
        times, reason = dates, "the only column with dates, filled for every response"
    if len(times) != 1 or any(question.type == "submitted_at" for question in questions):
        return questions
    chosen = replace(times[0], type="submitted_at", reason=reason, keys={}, is_sure=False)
    return [chosen if question is times[0] else question for question in questions]


def _is_day_of_answer(questions: list[Drafted], dated: Drafted) -> bool:
    """Say whether a column of days stands where a platform or a clerk puts the day of receipt."""
    place = questions.index(dated)
    is_at_an_end = min(place, len(questions) - 1 - place) < 3
    is_full = dated.column.n_filled >= 0.9 * len(dated.column.cells)
    found = find_dates(dated.column.cells, is_day_first=True)
    if found is None or (found.newest - found.oldest).days > _MOST_DAYS:
        return False
    return is_at_an_end and is_full and not asks_for("past", dated.column.header)


def _has_hours(column: Column) -> bool:
    """Say whether a column of dates holds times of day, not midnight again and again."""
    hours = {found[0] for word in column.answers if (found := re.search(r"\d+[:.]\d\d", word))}
    return len(hours) > 1 and not asks_for("past", column.header)


def _as_key(questions: list[Drafted]) -> list[Drafted]:
    """Take a first column of numbers or codes, each different, for the key of the response."""
    if not questions:
        return []
    first = questions[0]
    if any(question.type == "respondent_id" for question in questions) or first.type not in (
        "ignore",
        "number",
        "free_text",
    ):
        return questions
    cells = first.column.cells
    if cells.str.fullmatch(_KEY).all() and cells.is_unique and len(cells) > 1:
        reason = "the first column numbers the responses"
        first = replace(first, type="respondent_id", reason=reason, keys={}, about="",
                        is_sure=False)  # fmt: skip
    return [first, *questions[1:]]


def _leave_faulty_key(question: Drafted) -> Drafted:
    """Set a respondent id aside that names no single response: responses go by their row."""
    fault = find_key_fault(question.column.cells) if question.type == "respondent_id" else ""
    if not fault:
        return question
    reason = f"no key, as {fault}; responses are known by their row"
    return question.but(type="ignore", reason=reason, is_sure=False)


def _choose_subjects(questions: list[Drafted], taken: frozenset[str]) -> list[Drafted]:
    """Make the matrix that reads most like views the elements, the first ranking the priorities."""
    ratings = [q for q in questions if q.type == "rating" and len(q.columns) > 1]
    rankings = [q for q in questions if q.type == "ranking"]
    views = min(ratings, key=_view_rank, default=None)
    if "elements" in taken:
        views = None
    if "priorities" in taken:
        rankings = []
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
    """Declare the words for a blank that several columns hold."""
    cells = rows.drop(columns=ROW_COLUMN)
    holders = Counter[str]()
    for header in cells.columns:
        words = cells[header].unique()
        if len(words) < 2_000:
            holders.update(w for w in words if w in dialect.missing or _BLANK.fullmatch(w.strip()))
    has_empty_cells = bool((cells == "").any(axis=None))
    least = max(2, round(0.2 * len(cells.columns))) if has_empty_cells else 2
    words = sorted(
        word for word, n in holders.items()
        if n >= (least if _MAY_BE_ANSWER.fullmatch(word.strip()) else 2) or word in dialect.missing
    )  # fmt: skip
    if not words or max(holders[word] for word in words) < 2:
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


def read_as_found(content: bytes, *, file_name: str) -> tuple[Export, Received]:
    """Return how a file is to be read, as guessed, and what was read.

    Raises
    ------
    InputError
        It is not rows of responses.
    """
    export = detect_layout(content, file_name=file_name, is_accepted=True).export
    return export, read_rows(content, export=export, file_name=file_name)


def find_own_columns(
    rows: pd.DataFrame, *, export: Export, headers: Sequence[str]
) -> tuple[Export, dict[str, tuple[str, str]]]:
    """Find what the columns that no question reads are to the platform that wrote them.

    Parameters
    ----------
    rows : DataFrame, as received
    export : Export
    headers : the columns that no question reads

    Returns
    -------
    Export, dict
        The export with its platform and the format of its times; header → question type (an id,
        a time, personal data, columns nobody needs) and kind. Other columns are left out.
    """
    dialect = recognise_platform([header for header in rows.columns if header != ROW_COLUMN])
    named = export.model_copy(update={"platform": dialect.name})
    if not headers:
        return named, {}
    left = rows[[ROW_COLUMN, *headers]]
    questions = draft_questions(left, dialect)
    dated, _ = _add_dates(named, questions, left, dialect, [])
    own = {
        column.header: (question.type, str(question.keys.get("kind", "")))
        for question in questions
        if question.type in ("respondent_id", "submitted_at", "ignore", "personal", "language")
        for column in question.columns
    }
    return dated, own
