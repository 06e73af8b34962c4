"""Small instruments and workbooks for the tests of intake."""

import io
import zipfile

import openpyxl
import pytest

from gpgp.instrument import parse_consultation
from gpgp.intake import read_responses

INSTRUMENT = """
title: Test
organisation: Test
delete_after: 2030-01-01
export: {{file: responses.csv, {export}}}
constituencies:
  - {{code: unions, label: Trade unions, aliases: [UNISON]}}
  - {{code: health, label: Health & care}}
scales:
  agreement: {{points: [Disagree, Neither, Agree], dont_know: [Not sure]}}
questions:
{questions}
"""
IGNORE_A = "  - {id: a, type: ignore, columns: [a]}"


@pytest.fixture
def instrument():
    """Return a function: questions and export as YAML → Consultation."""

    def make(questions=IGNORE_A, export="encoding: utf-8"):
        return parse_consultation(INSTRUMENT.format(questions=questions, export=export))

    return make


@pytest.fixture
def read(instrument):
    """Return a function that reads bytes or text with a small instrument."""

    def make(content, *, questions=IGNORE_A, export="encoding: utf-8", file_name="responses.csv"):
        content = content.encode() if isinstance(content, str) else content
        consultation = instrument(questions, export)
        return read_responses(content, consultation=consultation, file_name=file_name)

    return make


@pytest.fixture
def workbook():
    """Return a function: rows, and a change to the book → the bytes of an XLSX file."""

    def make(rows, change=None):
        book = openpyxl.Workbook()
        book.active.title = "Responses"
        for row in rows:
            book.active.append(row)
        if change:
            change(book, book.active)
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    return make


@pytest.fixture
def put_part():
    """Return a function: a workbook with one part replaced or added."""

    def make(content, path, new):
        source = zipfile.ZipFile(io.BytesIO(content))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                if name != path:
                    target.writestr(name, source.read(name))
            target.writestr(path, new)
        return buffer.getvalue()

    return make
