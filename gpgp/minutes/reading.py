"""Minutes in, segments out: the whole way, with the answer and themes each remark may belong to.

A score of a pair runs from 0 to 1. It orders suggestions for a person to review and means nothing
else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import numpy as np
import pandas as pd
from nltk.stem import SnowballStemmer
from nltk.tokenize import RegexpTokenizer
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from gpgp.errors import InputError
from gpgp.minutes.documents import read_blocks
from gpgp.minutes.people import learn_people
from gpgp.minutes.segments import Segment, read_segments_of
from gpgp.tables import KINDS
from gpgp.tables.decided import COMMENT, QUESTION, RESPONSE

LEAST_PAIR = 0.15
LEAST_THEME = 0.12
MOST_THEMES = 2
_NEAR = 0.5  # an answer that follows a remark at once
_AGAIN = 0.15  # what a second answer to the same remark counts less
_ORDER = 0.12  # the n-th answer to the n-th remark of a list
_SELF = re.compile(
    r"\W*in (?:reply|response|answer) to (?:a |the |further )?(?:question|quer)", re.IGNORECASE
)
_MEETING_WORDS_TEXT = (
    "member members councillor cllr officer officers committee board council chair asked said "
    "replied advised responded explained raised felt noted confirmed response report meeting"
)
_MEETING_WORDS = frozenset(_MEETING_WORDS_TEXT.split())


@lru_cache(maxsize=1)
def _tools() -> tuple[RegexpTokenizer, SnowballStemmer]:
    return RegexpTokenizer(r"[^\W\d_]{3,}"), SnowballStemmer("english")


def _stems(text: str) -> list[str]:
    tokenizer, stemmer = _tools()
    words = (word for word in tokenizer.tokenize(text.casefold()))
    return [
        stemmer.stem(word)
        for word in words
        if word not in ENGLISH_STOP_WORDS and word not in _MEETING_WORDS
    ]


def _likeness(rows: Sequence[str], columns: Sequence[str]) -> np.ndarray:
    """Cosine of TF-IDF of stems, rows x columns; zeros where no word is shared."""
    vectorizer = TfidfVectorizer(analyzer=_stems, sublinear_tf=True)
    try:
        vectors = vectorizer.fit_transform([*rows, *columns])
    except ValueError:  # no word at all
        return np.zeros((len(rows), len(columns)))
    return (vectors[: len(rows)] @ vectors[len(rows) :].T).toarray()


def pair_answers(segments: Sequence[Segment]) -> list[Segment]:
    """Suggest which remark each answer of an item belongs to.

    An answer that follows a remark at once is that remark's. Answers that follow a row of
    remarks are matched by the words they share, those in the same order preferred; one that
    shares none with any is left open.
    """
    paired = list(segments)
    numbered = list(enumerate(segments))
    for _, run in groupby(numbered, key=lambda pair: pair[1].item):
        _pair_item(list(run), paired)
    return paired


def _pair_item(run: list[tuple[int, Segment]], paired: list[Segment]) -> None:
    remarks: list[int] = []
    answers: list[int] = []

    def close() -> None:
        _match(remarks, answers, paired)
        remarks.clear()
        answers.clear()

    for place, segment in run:
        if segment.kind in (COMMENT, QUESTION):
            if answers:
                close()
            remarks.append(place)
        elif (
            segment.kind == RESPONSE and remarks and not _holds_question(segment, paired[place - 1])
        ):
            answers.append(place)
    if answers:
        close()


def _holds_question(answer: Segment, before: Segment) -> bool:
    """Whether it says itself what was asked: "In reply to a question about …"."""
    return bool(_SELF.match(answer.text)) and before.kind != QUESTION


def _match(remarks: list[int], answers: list[int], paired: list[Segment]) -> None:
    texts = [paired[place].text for place in remarks]
    likeness = _likeness([paired[place].text for place in answers], texts)
    if len(answers) == 1:
        near = np.zeros(len(remarks))
        near[-1] = _NEAR
        scores = likeness[0] + near
        best = int(scores.argmax())
        _answer(paired, answers[0], remarks[best], float(scores[best]))
        return
    gaps = np.abs(
        np.linspace(0, 1, len(answers))[:, None] - np.linspace(0, 1, len(remarks))[None, :]
    )
    scores = likeness + _ORDER * (1 - gaps) * (likeness > 0)
    if len(remarks) == 1:
        scores[0] += _NEAR
    for row, place in enumerate(_align(scores)):
        if place is not None:
            _answer(paired, answers[row], remarks[place], float(scores[row, place]))


def _align(scores: np.ndarray) -> list[int | None]:
    """Give each answer a remark or none, in order, so that scores add up to most.

    A second answer to the same remark counts less; one under :data:`LEAST_PAIR` is none.
    """
    best: dict[int, tuple[float, tuple[int | None, ...]]] = {-1: (0.0, ())}
    for row in scores:
        after: dict[int, tuple[float, tuple[int | None, ...]]] = {}
        for last, (total, chosen) in best.items():
            options: list[tuple[int, float, int | None]] = [(last, 0.0, None)]
            options += [
                (place, score - _AGAIN * (place == last), place)
                for place, score in enumerate(row.tolist())
                if place >= last and score >= LEAST_PAIR
            ]
            for place, gain, choice in options:
                found = (total + gain, (*chosen, choice))
                if place not in after or found[0] > after[place][0]:
                    after[place] = found
        best = after
    return list(max(best.values(), key=lambda each: each[0])[1])


def _answer(paired: list[Segment], place: int, remark: int, score: float) -> None:
    paired[place] = replace(
        paired[place], answers=remark + 1, answers_score=round(min(score, 1.0), 2)
    )


def suggest_themes(
    texts: Sequence[str],
    *,
    themes: pd.DataFrame,
    comment_themes: pd.DataFrame,
    comments: pd.DataFrame,
) -> dict[int, list[tuple[str, float]]]:
    """Suggest themes for segments by the words they share with a theme and its comments.

    Parameters
    ----------
    texts : sequence of str
        Segments in order.
    themes, comment_themes, comments : DataFrame
        Tables of the last run.

    Returns
    -------
    dict of segment number (from 1) to at most two (theme id, score), the best first
        Segments that are near no theme are not in it.
    """
    shown = themes.loc[themes["is_shown"]]
    if shown.empty or not len(texts):
        return {}
    carried = comment_themes.loc[comment_themes["is_main"], ["comment_id", "theme_id"]]
    wrote = carried.merge(comments[["comment_id", "text"]], on="comment_id", validate="many_to_one")
    joined = wrote.groupby("theme_id", observed=True)["text"].agg(" ".join)
    bodies = [
        f"{row.label} {row.keywords.replace('|', ' ')} {joined.get(row.theme_id, '')}"
        for row in shown.itertuples()
    ]
    likeness = _likeness(texts, bodies)
    ids = shown["theme_id"].tolist()
    found = {}
    for place, row in enumerate(likeness, start=1):
        best = [int(each) for each in np.argsort(-row, kind="stable")[:MOST_THEMES]]
        near = [
            (ids[each], round(float(row[each]), 2)) for each in best if row[each] >= LEAST_THEME
        ]
        if near:
            found[place] = near
    return found


@dataclass(frozen=True)
class Reading:
    """What was read of a meeting.

    Attributes
    ----------
    segments : tuple of Segment
        In the order of the minutes; nobody has reviewed them.
    n_passed : int
        Blocks that are no segment: headings, lines above lists, those present, agenda texts.
    """

    segments: tuple[Segment, ...]
    n_passed: int


def read_minutes(
    content: bytes, *, file_name: str, roles: Mapping[str, str] | None = None
) -> Reading:
    """Read minutes of any house style into segments, for a person to review.

    Parameters
    ----------
    content : bytes
        A ``.txt``, ``.md``, ``.html`` or ``.docx`` file, or a ``.pdf`` with lines of text.
    file_name : str
        Its ending says what it is.
    roles : mapping of name to role, optional
        What a person is to be called; others are named by their office, or "a member".

    Returns
    -------
    Reading

    Raises
    ------
    InputError
        The file cannot be read, or holds nothing that reads like minutes.
    """
    blocks = read_blocks(content, file_name=file_name)
    people, lists = learn_people(blocks, given=roles or {})
    read, n_passed = read_segments_of(blocks, lists=lists, people=people)
    segments = pair_answers(read)
    if not segments:
        raise InputError(
            f"{file_name}: nothing in it reads like minutes; is it the agenda? Draft the file "
            "by hand if it is short."
        )
    return Reading(tuple(segments), n_passed)


def describe_reading(reading: Reading, themed: Mapping[int, list[tuple[str, float]]]) -> list[str]:
    """Return lines that say what was read, and each suggestion with its score."""
    counts = Counter(segment.kind for segment in reading.segments)
    said = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    lines = [
        f"{len(reading.segments)} segments: {said}.",
        f"{reading.n_passed} lines are none: headings, those present, texts of the agenda.",
    ]
    for number, segment in enumerate(reading.segments, start=1):
        hints = [f"{theme} ({score:.2f})" for theme, score in themed.get(number, [])]
        if segment.answers:
            hints.insert(0, f"answers {segment.answers} ({segment.answers_score:.2f})")
        if hints:
            lines.append(f"suggested for segment {number}: {', '.join(hints)}")
    return lines
