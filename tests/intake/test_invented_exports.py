"""Drafts of invented exports: type of every column, direction of every scale, language."""

import invented_exports
import more_invented_exports
import pytest

from gpgp.instrument import find_columns, parse_consultation
from gpgp.intake import draft_consultation, read_responses


def draft(sheet):
    """Return the drafted consultation of a sheet and the question that reads each column."""
    drafted = draft_consultation(sheet.content, file_name="export.csv", name="test")
    consultation = parse_consultation(drafted.yaml_text)
    received = read_responses(sheet.content, consultation=consultation, file_name="export.csv")
    headers = list(received.rows.columns[1:])
    questions = {
        header: question
        for question in consultation.questions
        for header in find_columns(question, headers).values()
    }
    return consultation, [questions[header] for header in headers]


EXPORTS = [make() for make in invented_exports.EXPORTS + more_invented_exports.EXPORTS]


@pytest.mark.parametrize("sheet", EXPORTS, ids=lambda sheet: sheet.name)
def test_every_column_of_an_invented_export_is_read_as_it_was_asked(sheet):
    consultation, questions = draft(sheet)
    wrong = [
        (header, kind, question.type)
        for (header, _, kind), question in zip(sheet.columns, questions, strict=True)
        if question.type not in kind.split("|")
    ]
    assert wrong == []
    assert consultation.language == sheet.language


@pytest.mark.parametrize("sheet", EXPORTS, ids=lambda sheet: sheet.name)
def test_every_known_scale_of_an_invented_export_runs_from_low_to_high(sheet):
    _, questions = draft(sheet)
    for (header, _, kind), question in zip(sheet.columns, questions, strict=True):
        words = sheet.scales.get(header if isinstance(header, str) else tuple(header))
        if words is None or kind != "rating" or "Bin it" in words:  # no dictionary orders these
            continue
        places = {
            word: place
            for place, point in enumerate(question.scale.points)
            for word in (point.label, *point.words)
        }
        assert [places[word] for word in words] == sorted(places[word] for word in words), header
