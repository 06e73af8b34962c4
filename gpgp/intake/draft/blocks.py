"""Columns that belong to one question: a matrix, the options of a choice, the places of a ranking.

Neighbours are one block where their headers share what the dialect says they share.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

import pandas as pd

from gpgp.instrument.text import clean_text
from gpgp.intake.draft.dialects import Dialect, own_column
from gpgp.intake.draft.question_columns import Column, plain_text
from gpgp.intake.draft.scales import FoundScale
from gpgp.intake.read.headers import ROW_COLUMN

ALONE = "#"  # the key of a column whose header says nothing of others
_LEAST_SHARED_WORDS = 3
_OWN_NAME = re.compile(
    r"^(?:[A-Za-z]\w*\d\w*(?:\[\w+\])?\.|[A-Za-z]\w*\[\w+\]\.|\d+[a-z]?\d*[.)]) ?(?=\S)"
)
_END_OF_STEM = re.compile(r"^.*[?:.\[\]…)!–-]\s*|^.*\s-\s", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """Neighbouring columns that share their question, and the text of that question."""

    text: str
    columns: tuple[Column, ...]
    items: tuple[str, ...]  # what each column is about


def read_columns(
    rows: pd.DataFrame, dialect: Dialect, known: tuple[FoundScale, ...] = ()
) -> list[Column]:
    """Return the columns of an export, each header divided as the dialect writes it."""
    patterns = [re.compile(pattern, re.DOTALL) for pattern in dialect.patterns]
    columns = []
    headers = set(rows.columns)
    for header in rows.columns:
        if header != ROW_COLUMN:
            if own_column(header, dialect) is None:
                key, question, text = _part(_unnumbered(header, headers), patterns)
            else:
                key, question, text = ALONE, "", header
            repaired = {cell: clean_text(cell) for cell in rows[header].unique()}
            cells = rows[header].map(repaired).astype("str")
            columns.append(Column(header, key, question, text, cells, dialect.separators, known))
    return columns


def _unnumbered(header: str, headers: set[str]) -> str:
    """Return a header without the number that makes a repeated one unique."""
    plain = re.sub(r" \(\d{1,3}\)$", "", header)
    return plain if plain in headers else header


def _part(header: str, patterns: list[re.Pattern[str]]) -> tuple[str, str, str]:
    """Return what a header shares with its neighbours, its question if it says it, its own part."""
    for number, pattern in enumerate(patterns):
        match = pattern.match(header)
        if match:
            found = match.groupdict()
            key = f"{number}:{found['key']}#{found.get('column') or ''}"  # ends in # if whole
            question = plain_text(found["key"]) if "item" in found else ""
            return key, question, found.get("item") or found.get("text") or ""
    return ALONE, "", header


def group_columns(columns: list[Column]) -> list[Block]:
    """Return the columns as blocks, in the order of the export; most hold a single column."""
    blocks = []
    for key, run in itertools.groupby(_bring_together(columns), key=lambda column: column.key):
        members = tuple(run)
        if key != ALONE and len(members) > 1:
            blocks.append(_block(members))
        else:
            blocks += [Block(_whole_text(c), (c,), (plain_text(c.text),)) for c in members]
    return blocks


def _bring_together(columns: list[Column]) -> list[Column]:
    """Put the columns of a matrix in several parts (7a1, 7a2, 7b1, 7b2) beside their like."""
    first = {column.key: n for n, column in reversed(list(enumerate(columns)))}
    order = [n if c.key.endswith("#") else first[c.key] for n, c in enumerate(columns)]
    return [columns[n] for n in sorted(range(len(columns)), key=order.__getitem__)]


def _whole_text(column: Column) -> str:
    """Return the question of a column that stands alone, without the platform's own name."""
    text = column.header.rpartition(" | ")[2] if " | " in column.header else column.header
    return plain_text(_OWN_NAME.sub("", text)).removesuffix("[]").strip() or column.header


def _common_start(texts: list[str]) -> str:
    alike = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in alike)


def _block(members: tuple[Column, ...]) -> Block:
    texts = [plain_text(column.text).strip("[] ") for column in members]
    stem = "" if members[0].question else _common_start(texts)
    cut = _END_OF_STEM.match(stem)
    stem = cut[0] if cut else ""
    is_question = stem.rstrip().endswith(("?", ":"))
    n_words = len(stem.split()) + _LEAST_SHARED_WORDS * is_question
    if n_words >= _LEAST_SHARED_WORDS and all(len(text) > len(stem) for text in texts):
        items = [text[len(stem) :].strip(" -–:|[]") for text in texts]
        return Block(plain_text(stem).rstrip(" -–["), members, tuple(items))
    number = re.match(r"\d+:(\d+)#", members[0].key)
    question = _OWN_NAME.sub("", members[0].question) or (f"Question {number[1]}" if number else "")
    return Block(question, members, tuple(texts))
