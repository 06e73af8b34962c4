"""Prose, table, chart, alternative text and CSV print the same numbers."""

import base64
import csv
import io
import re
from html.parser import HTMLParser

import pytest

from gpgp import number_words
from gpgp.report import PROFILES, compose_board_report, compose_brief

PUBLIC = PROFILES["public"]
# Numbers of the program itself: thresholds, words for numbers, table numbers, sizes, dates.
OWN = re.compile(
    r"(of )?100 resamples|all \d+ ways|part \d of \d|Table.\d+|\d+ KB|\d+ cells? (is|are) withheld"
    r"|from 1 to \d+|nearest \d+|fewer than \d+|\d+% where|\d+ (January|May|August) \d{4}"
    r"|By the printed whole per cent.*"
)


class Page(HTMLParser):
    """Tables as rows of text, prose as text, alternative texts, CSV files."""

    def __init__(self, html):
        super().__init__()
        self.tables, self.prose, self.alts, self.sheets = {}, [], [], {}
        self._table, self._cell, self._skip, self._names = None, None, False, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "div" and attrs.get("class", "").startswith("tabular"):
            self._names.append(attrs["id"].removeprefix("table-"))
        if tag == "table":
            self._table = self.tables.setdefault(self._names[-1], [])
            self._table.append([])
        if tag in ("th", "td"):
            self._cell = ""
        if tag == "tr":
            self._table[-1].append([])
        if tag == "img":
            self.alts.append(attrs["alt"])
        if tag == "a" and "download" in attrs:
            data = base64.b64decode(attrs["href"].split("base64,")[1])
            self.sheets[attrs["download"]] = data

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self._table[-1][-1].append(self._cell)
            self._cell = None
        if tag == "table":
            self._table = None

    def handle_data(self, data):
        if self._cell is not None:
            self._cell += data
        elif self._table is None:
            self.prose.append(data)


@pytest.fixture(scope="module")
def board(tables, consultation):
    return compose_board_report(tables, consultation=consultation, profile=PUBLIC, provenance={})


@pytest.fixture(scope="module")
def pages(board):
    return {key: Page(section._repr_html_()) for key, section in board.sections.items()}


def test_each_table_prints_its_cells(board, pages):
    printed = {name: parts for page in pages.values() for name, parts in page.tables.items()}
    assert printed
    for name, parts in printed.items():
        table = board.tables[name]
        for part in parts:
            labels = [column.label for column in table.columns]
            places = [labels.index(label) for label in part[0]]
            assert part[1:] == [[row.cells[i].text for i in places] for row in table.rows]


def test_each_csv_holds_the_cells_of_its_table(board, pages):
    sheets = {name: data for page in pages.values() for name, data in page.sheets.items()}
    assert sheets == dict(board.published)
    for name, data in sheets.items():
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        table = board.tables[name.removesuffix(".csv")]
        for row, cells in zip(table.rows, rows[1:], strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                assert text == cell.text or float(text) == cell.value


def numbers(text):
    return set(re.findall(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d)?%?", OWN.sub(" ", text)))


def test_prose_and_alternative_texts_print_no_number_that_is_in_no_table(board, pages):
    known = {"50%"}
    for table in board.tables.values():
        texts = [table.caption, *table.notes, *(c.text for row in table.rows for c in row.cells)]
        texts += [column.label for column in table.columns]
        known |= set().union(*(numbers(text) for text in texts))
        known |= {f"{c.value:.0f}" for row in table.rows for c in row.cells if c.value is not None}
    n_areas = {str(n) for n in range(16)}  # numbers of constituencies and themes, not of people
    for page in pages.values():
        for text in (*page.alts, " ".join(page.prose)):
            assert numbers(text) <= known | n_areas, numbers(text) - known


def test_each_picture_has_a_real_alternative_text_and_its_table_follows(board):
    for section in board.sections.values():
        html = section._repr_html_()
        for alt in re.findall(r'alt="([^"]*)"', html):
            assert 30 <= len(alt) <= 250
            assert re.search(r"\d", alt)
            assert "chart showing" in alt
        figures = re.findall(
            r'id="figure-([^"]+)".*?</figure>\s*<div class="tabular[^"]*" id="table-([^"]+)"',
            html,
            re.DOTALL,
        )
        assert html.count("<figure") == len(figures)
        assert all(figure == table for figure, table in figures)


def test_every_caption_and_subtitle_of_a_synthetic_sample_says_so(board):
    for section in board.sections.values():
        html = section._repr_html_()
        for text in re.findall(
            r"<caption.*?</caption>|<figcaption.*?</figcaption>", html, re.DOTALL
        ):
            assert "synthetic sample" in text


def test_words_for_numbers_fit_the_figure_beside_them(board):
    text = " ".join(section._repr_html_() for section in board.sections.values())
    known = "|".join(word for _, word in number_words.SHARE_WORDS)
    pattern = rf"\b({known}) agree(?: in [^(]*)? \((\d+)%"
    found = re.findall(pattern, text, re.IGNORECASE)
    assert found
    for word, percent in found:
        assert number_words.word_for_share(int(percent)) == word.casefold()


def test_every_link_to_a_table_leads_there(board, consultation, tables):
    brief = compose_brief(
        tables, consultation=consultation, constituency_code="trade_unions", profile=PUBLIC
    )
    for html in (" ".join(s._repr_html_() for s in board.sections.values()), brief._repr_html_()):
        ids = set(re.findall(r'id="([^"]+)"', html))
        assert len(re.findall(r'id="', html)) == len(ids), "ids are unique"
        assert set(re.findall(r'href="#([^"]+)"', html)) <= ids
