"""Papers for a meeting: what stands on the page stands in the Word file and the PDF."""

import io
import zipfile

import pytest
from docx import Document

from gpgp.errors import ContractError, ParameterError
from gpgp.report.render.export import export_page
from gpgp.report.render.word_file import write_word
from gpgp.runs import make_papers, parse_formats, print_pdf, printing

PARTS = [
    '<section class="report paper"><h1>Two of five parts</h1><p>The <b>board</b> is asked.</p>'
    "<ol><li>First<br>line <a href='#x'>→</a></li><li>Second</li></ol></section>",
    '<section class="report paper"><h2 id="statement">Draft statement of intent</h2>'
    "<ul><li>joined up</li></ul><ol><li>Again from one</li></ol>"
    '<div class="tabular"><table><caption>Who agrees</caption><thead><tr><th scope="col">Group</th>'
    '<th scope="col">Agree, %</th></tr></thead><tbody><tr><th scope="row">Staff</th>'
    "<td>84</td></tr></tbody></table></div></section>",
    '<section class="report annex"><details id="tables"><summary>Tables</summary><p>Annex.</p>'
    "</details></section>",
]


@pytest.fixture(scope="module")
def page():
    return export_page(PARTS, title="A vision", language="en")


def test_the_paper_holds_words_lists_and_tables_in_the_styles_of_word(page):
    made = Document(io.BytesIO(write_word(page)))
    said = [(each.style.name, each.text) for each in made.paragraphs if each.text]
    assert said == [
        ("Title", "Two of five parts"),
        ("Normal", "The board is asked."),
        ("List Number", "First\nline "),
        ("List Number", "Second"),
        ("Heading 1", "Draft statement of intent"),
        ("List Bullet", "joined up"),
        ("List Number", "Again from one"),
        ("Caption", "Who agrees"),
    ]
    (table,) = made.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Group", "Agree, %"],
        ["Staff", "84"],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert made.core_properties.title == "A vision" and not made.core_properties.author


def test_each_numbered_list_begins_again(page):
    made = Document(io.BytesIO(write_word(page)))
    numbers = [
        each._p.pPr.numPr.numId.val for each in made.paragraphs if each.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_word_file_is_the_same_for_the_same_page_and_names_no_time(page):
    made = write_word(page)
    assert made == write_word(page)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}


def test_a_page_without_the_part_is_refused(page):
    with pytest.raises(ContractError, match=r"no part 'section\.minutes'"):
        write_word(page, parts="section.minutes")


def test_the_statement_is_a_page_of_its_own_and_absent_where_there_is_none(page):
    made = make_papers(page, formats=["docx"], title="A vision", language="en")
    assert list(made) == [
        "board_report.docx",
        "statement_of_intent.html",
        "statement_of_intent.docx",
    ]
    assert b"joined up" in made["statement_of_intent.html"]
    assert b"Two of five" not in made["statement_of_intent.html"]
    without = export_page(PARTS[:1], title="A vision", language="en")
    assert list(make_papers(without, formats=["docx"], title="A", language="en")) == [
        "board_report.docx"
    ]


@pytest.mark.browser
def test_a_pdf_is_tagged_and_titled(page, chromium):
    made = print_pdf(page)
    assert made.startswith(b"%PDF") and b"/StructTreeRoot" in made and b"/Outlines" in made


def test_formats_are_checked_before_a_run(monkeypatch):
    assert parse_formats(" DOCX,docx ") == ("docx",)
    with pytest.raises(ParameterError, match="expected docx or pdf, found 'odt'"):
        parse_formats("docx,odt")
    monkeypatch.setattr(printing.shutil, "which", lambda name: None)
    monkeypatch.setattr(printing, "PLACES", ())
    with pytest.raises(ParameterError, match="needs Chromium, Chrome or Edge"):
        parse_formats("pdf")
