"""Sentence, picture, table, workbook and archive print the same numbers."""

import base64
import csv
import io
import re
import zipfile

import openpyxl
import pytest

from gpgp.report import PROFILES, compose_brief

# Numbers of the program itself: thresholds, words for numbers, table numbers, sizes, dates.
OWN = re.compile(
    r"(of )?100 resamples|part \d of \d|Table.\d+|\d+ KB|\d+ cells? (is|are) withheld"
    r"|from 1 to \d+|nearest \d+|fewer than \d+|\d{1,2} (\w+) \d{4}|45 to 49|under 45|at 95%"
    r"|By the printed whole per cent.*|WCAG 2.2|\bMore than 1,400\b|mwy na 1,400|tua 200"
)


@pytest.fixture(scope="module")
def pages(public_board):
    return {key: section._repr_html_() for key, section in public_board.sections.items()}


def strip(html):
    plain = re.sub(r'href="[^"]*"|<svg.*?</svg>', " ", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", plain).replace("&nbsp;", " ").replace("\xa0", " ")


def numbers(text):
    return set(re.findall(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d)?", OWN.sub(" ", text)))


def test_no_sentence_prints_a_number_that_is_in_no_table(public_board, pages, consultation):
    known = {str(n) for n in range(16)}  # numbers of constituencies and themes, not of people
    for table in public_board.tables.values():
        texts = [table.caption, *table.notes, *(c.text for row in table.rows for c in row.cells)]
        known |= set().union(*(numbers(text) for text in texts))
        known |= {f"{c.value:.0f}" for row in table.rows for c in row.cells if c.value is not None}
    for text in consultation.report.model_dump().values():
        known |= numbers(str(text))
    for key, html in pages.items():
        if key != "method":
            assert numbers(strip(html)) <= known, key


def test_each_table_stands_once_in_the_annex_or_is_left_to_the_files(public_board, pages):
    html = " ".join(pages.values())
    for name, table in public_board.tables.items():
        n = html.count(f'id="table-{name}"')
        assert n <= 1, name
        n_marks = sum(bool(cell.mark) for row in table.rows for cell in row.cells[1:])
        n_cells = sum(len(row.cells) - 1 for row in table.rows)
        is_split = table.declared.place == "element"
        assert n == (table.declared.place != "file" and n_marks <= n_cells / 2) or is_split, name


def read_download(html, name):
    found = re.search(rf'download="{name}" href="data:[^,]*;base64,([^"]+)"', html)
    return base64.b64decode(found[1])


def test_the_archive_holds_the_tables_that_are_published(public_board, pages):
    archive = zipfile.ZipFile(io.BytesIO(read_download(pages["tables"], "tables.zip")))
    found = {name: archive.read(name) for name in archive.namelist()}
    assert found == dict(public_board.published)
    for name, data in found.items():
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        table = public_board.tables[name.removesuffix(".csv")]
        for row, cells in zip(table.rows, rows[1:], strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                assert text == cell.text or float(text) == cell.value


def test_the_workbook_has_contents_and_a_sheet_per_table_and_no_formula(public_board, pages):
    book = openpyxl.load_workbook(io.BytesIO(read_download(pages["tables"], "tables.xlsx")))
    assert book.sheetnames[0] == "Contents"
    assert len(book.sheetnames) == len(public_board.tables) + 1
    for sheet, table in zip(book.worksheets[1:], public_board.tables.values(), strict=True):
        values = list(sheet.iter_rows())
        assert values[0][0].value == table.caption
        for row, cells in zip(table.rows, values[2:], strict=False):
            for cell, written in zip(row.cells, cells, strict=False):
                assert written.data_type != "f"
                assert written.value in (cell.text, cell.value)


def test_every_link_leads_to_one_place(public_board, consultation, tables, pages):
    brief = compose_brief(
        tables, consultation=consultation, constituency_code="trade_unions",
        profile=PROFILES["public"],
    )  # fmt: skip
    for html in (" ".join(pages.values()), brief._repr_html_()):
        ids = re.findall(r'id="([^"]+)"', html)
        assert len(ids) == len(set(ids)), "ids are unique"
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_no_mark_stands_in_the_paper_and_nothing_is_said_twice(public_board, pages):
    paper = [key for key, section in public_board.sections.items() if section.part == "paper"]
    sentences = []
    for key in paper:
        text = strip(pages[key])
        assert not re.search(r"\[(c|x|z|low|pool)\]", text), key
        for part in re.findall(r"<p[^>]*>(.*?)</p>|<li>(.*?)</li>", pages[key], re.DOTALL):
            said = re.sub(r"\s+", " ", strip(" ".join(part))).strip()
            sentences += [each for each in re.split(r"(?<=[.!?]) ", said) if len(each) > 25]
    assert sorted(sentences) == sorted(set(sentences))
