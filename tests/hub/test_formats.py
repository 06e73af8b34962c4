"""Each format holds every question, and what it is for can read it."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from gpgp import cli, hub
from gpgp.cli import fieldwork
from gpgp.errors import ParameterError
from gpgp.hub.questionnaire import make_questionnaire, name_questions
from gpgp.instrument import parse_consultation

SECOND = (Path(__file__).parent / "second.yaml").read_text(encoding="utf-8")
CONSULTATION = parse_consultation(SECOND)
SURVEY = make_questionnaire(CONSULTATION, language="en")


def test_the_command_line_knows_every_format():
    assert fieldwork.FORMATS == hub.FORMATS


def test_the_document_is_one_small_page_without_script_in_each_whole_language():
    files = hub.write_hub(CONSULTATION, "html")
    assert list(files) == ["document.html", "document.cy.html"]
    for content, language, word in zip(
        files.values(),
        ('lang="en-GB"', 'lang="cy"'),
        ("Very important", "Pwysig iawn"),
        strict=True,
    ):
        page = content.decode()
        assert len(content) < 100_000
        assert f"<html {language}>" in page
        assert word in page
        assert "<script" not in page
        assert "script-src" not in page
    assert 'href="document.cy.html" lang="cy"' in files["document.html"].decode()


def test_texts_of_the_instrument_are_only_text_on_a_page():
    nasty = SECOND.replace("en: Parks,", "en: '<img src=x onerror=alert(1)>',")
    for kind in ("html", "form"):
        page = hub.write_hub(parse_consultation(nasty), kind)[
            "document.html" if kind == "html" else "form.html"
        ].decode()
        assert "<img" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_a_language_with_a_gap_has_no_page_and_the_gap_is_named(tmp_path, capsys):
    place = tmp_path / "data" / "raw" / "second"
    place.mkdir(parents=True)
    text = SECOND.replace("cy: Parciau", "fr: Parcs")
    (place / "consultation.yaml").write_text(text, encoding="utf-8")
    assert cli.main(["hub", "second", "--format", "html", "--project", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "No page in 'cy': 1 texts are not in it, such as questions.7.options.1.label" in shown
    assert [p.name for p in (tmp_path / "reports" / "second.hub").iterdir()] == ["document.html"]


def test_a_question_without_words_cannot_be_published():
    text = SECOND.replace('    text: {en: "Where?", cy: "Ble?"}\n', "")
    with pytest.raises(ParameterError, match="question 'area': asks nothing"):
        hub.write_hub(parse_consultation(text), "html")


def test_the_sheet_has_every_word_in_its_order():
    sheet = hub.write_hub(CONSULTATION, "sheet")["sheet.md"].decode()
    positions = [sheet.index(f"```text\n{field.title}\n```") for field in SURVEY.fields]
    assert positions == sorted(positions)
    assert "Bins, recycling\nParks\nLibraries\n" in sheet
    assert "Choose up to 2." in sheet
    assert "routing: Asked of those who answered “B: change” to “Which plan?”." in sheet


def _convert(content):
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    warnings: list[str] = []
    made = xls2xform.convert(io.BytesIO(content), file_type=".xlsx", warnings=warnings)
    return made.xform, [*warnings, *made.warnings]


def test_pyxform_converts_the_xlsform_without_a_warning():
    content = hub.write_hub(CONSULTATION, "xlsform")["xlsform.xlsx"]
    xform, warnings = _convert(content)
    assert warnings == []
    assert "count-selected(.) &lt;= 2" in xform
    assert re.search(r"relevant=\" */data/plan *= *'plan_b'\"", xform)
    assert '<translation lang="Cymraeg (cy)">' in xform
    assert xform.count("<bind") > len(SURVEY.fields)
    new = parse_consultation(hub.write_new_consultation("x", today=CONSULTATION.opens))
    assert _convert(hub.write_hub(new, "xlsform")["xlsform.xlsx"])[1] == []


def test_pyxform_refuses_an_xlsform_with_a_planted_fault():
    content = hub.write_hub(CONSULTATION, "xlsform")["xlsform.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["survey"]
    (cell,) = [c for row in sheet for c in row if c.value == "select_one plan_list"]
    cell.value = "select_one no_such_list"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Exception, match="no_such_list"):
        _convert(out.getvalue())


def test_surveyjs_has_every_question_with_the_codes_of_the_instrument():
    survey = json.loads(hub.write_hub(CONSULTATION, "surveyjs")["surveyjs.json"])
    elements = {e["name"]: e for page in survey["pages"] for e in page["elements"]}
    assert list(elements) == [field.id for field in SURVEY.fields]
    assert [row["value"] for row in elements["matters"]["rows"]] == ["speed", "price"]
    assert elements["used"]["maxSelectedChoices"] == 2
    assert elements["why"]["visibleIf"] == "{plan} anyof ['plan_b']"
    assert elements["plan"]["choices"][1]["text"] == {"default": "B: change", "cy": "B: newid"}


def test_limesurvey_rows_are_of_the_documented_shape():
    text = hub.write_hub(CONSULTATION, "limesurvey")["limesurvey_experimental.txt"]
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter="\t"))
    assert [row["class"] for row in rows[:3]] == ["S", "S", "S"]
    english = [row for row in rows if row["language"] == "en"]
    welsh = [row for row in rows if row["language"] == "cy"]
    assert [r["name"] for r in english] == [r["name"] for r in welsh]
    questions = [row for row in english if row["class"] == "Q"]
    assert len(questions) == len(SURVEY.fields)
    for row in english:
        if row["class"] in ("A", "SQ"):
            assert re.fullmatch(r"[AS]\d{3}", row["name"])
        if row["class"] == "Q":
            assert re.fullmatch(r"[a-z][a-z0-9]{0,19}", row["name"])
            assert row["type/scale"] in set("LMRFSTN")
    assert next(r for r in questions if r["name"] == "why")["relevance"] == 'plan.NAOK == "A002"'
    assert any("EXPERIMENTAL" in row["text"] for row in rows)


def test_codes_of_questions_stay_apart_when_they_are_cut():
    names = name_questions(["a_very_long_name_of_a_question_1", "a_very_long_name_of_a_question_2"])
    assert len(set(names.values())) == 2
    assert max(map(len, names.values())) <= 20
