"""The board paper as a Word file: headings, lists and tables of the page, without its drawings.

In: the page of a report, which has passed every gate. Out: the same words and numbers in the styles
that Word knows (so that its navigation, its table of contents and a screen reader find them).
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag
from docx import Document
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from gpgp.errors import ContractError
from gpgp.report.render.export import LANGUAGES
from gpgp.report.render.table_files import fix_dates

HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
LISTS = {"ul": "List Bullet", "ol": "List Number"}
BOLD, ITALIC = {"b", "strong", "dt", "summary"}, {"em", "i"}
BLOCKS = {*HEADINGS, *LISTS, "p", "table", "blockquote", "figure", "div", "section", "header", "dl"}
LEFT_OUT = {"svg", "script", "style"}


def write_word(page: str, *, parts: str = "section.paper", language: str = "en") -> bytes:
    """Return parts of a report's page as a Word file.

    Parameters
    ----------
    page : str
        HTML as :func:`~gpgp.report.render.export.export_html` returns it.
    parts : str
        CSS selector of the elements to take, in their order: the paper without its annex.
    language : str
        ISO 639-1 code, for spelling and for screen readers.

    Returns
    -------
    bytes
        A ``.docx``; the same bytes for the same page.

    Raises
    ------
    ContractError
        The page holds no such part.
    """
    soup = BeautifulSoup(page, "html.parser")
    chosen = soup.select(parts)
    if not chosen:
        raise ContractError(f"the page holds no part '{parts}' to write as a Word file.")
    made = Document()
    _set_up(made, title=soup.title.get_text() if soup.title else "", language=language)
    for part in chosen:
        _write_blocks(made, part)
    out = io.BytesIO()
    made.save(out)
    return fix_dates(out.getvalue())


def _set_up(made: WordFile, *, title: str, language: str) -> None:
    """A4, readable type, the page's title and language; nobody's name."""
    core = made.core_properties
    core.title, core.author, core.comments = title, "", ""
    core.language = LANGUAGES.get(language, language)
    for section in made.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.header.paragraphs[0].text = title
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), LANGUAGES.get(language, language))
    normal.element.get_or_add_rPr().append(spoken)


def _write_blocks(made: WordFile, parent: Tag) -> None:
    for node in parent.children:
        if isinstance(node, NavigableString):
            if node.strip():
                _write_runs(made.add_paragraph(), [node])
        elif isinstance(node, Tag) and node.name not in LEFT_OUT:
            _write_block(made, node)


def _write_block(made: WordFile, node: Tag) -> None:
    if node.name in HEADINGS:
        _write_runs(made.add_paragraph(style=HEADINGS[node.name]), node.children)
    elif node.name in LISTS:
        _write_list(made, node)
    elif node.name == "table":
        _write_table(made, node)
    elif node.name == "blockquote":
        _write_runs(made.add_paragraph(style="Quote"), node.children)
    elif node.find(list(BLOCKS)):
        _write_blocks(made, node)
    elif node.get_text(strip=True):
        _write_runs(made.add_paragraph(), [node])


def _write_list(made: WordFile, node: Tag) -> None:
    """Items of a list; each numbered list begins again at 1."""
    number = _begin_numbers(made) if node.name == "ol" else None
    for item in node.find_all("li", recursive=False):
        paragraph = made.add_paragraph(style=LISTS[node.name])
        if number is not None:
            numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = 0, number
        _write_runs(paragraph, item.children)


def _begin_numbers(made: WordFile) -> int:
    style = made.styles["List Number"].element.pPr.numPr.numId.val
    numbering = made.part.numbering_part.element
    kind = numbering.num_having_numId(style).abstractNumId.val
    begun = numbering.add_num(kind)
    begun.add_lvlOverride(ilvl=0).add_startOverride(1)
    return begun.numId


def _write_table(made: WordFile, node: Tag) -> None:
    """A table with its caption above; the rows of its head repeat on every page."""
    if caption := node.find("caption"):
        paragraph = made.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = True
        _write_runs(paragraph, caption.children)
    rows = node.find_all("tr")
    n_columns = max((len(row.find_all(["th", "td"])) for row in rows), default=0)
    if not n_columns:
        return
    table = made.add_table(rows=0, cols=n_columns, style="Light Grid Accent 1")
    for row in rows:
        added = table.add_row()
        is_head = row.find_parent("thead") is not None
        if is_head:
            added._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for place, cell in zip(row.find_all(["th", "td"]), added.cells, strict=False):
            _fill(cell, place)
    made.add_paragraph()


def _fill(cell: _Cell, place: Tag) -> None:
    paragraph = cell.paragraphs[0]
    _write_runs(paragraph, place.children, is_bold=place.name == "th")
    for run in paragraph.runs:
        run.font.size = Pt(9)


def _write_runs(
    paragraph: Paragraph, nodes: Iterator[object] | list[object], *, is_bold: bool = False,
    is_italic: bool = False,
) -> None:  # fmt: skip
    for node in nodes:
        if isinstance(node, NavigableString):
            text = " ".join(node.split())
            text = f"{' ' if node[:1].isspace() else ''}{text}{' ' if node[-1:].isspace() else ''}"
            if text.strip() or paragraph.runs:
                run = paragraph.add_run(text if text.strip() else " ")
                run.bold, run.italic = is_bold or None, is_italic or None
        elif isinstance(node, Tag) and node.name == "br":
            paragraph.add_run().add_break()
        elif isinstance(node, Tag) and node.name not in LEFT_OUT and not _is_arrow(node):
            _write_runs(
                paragraph,
                node.children,
                is_bold=is_bold or node.name in BOLD,
                is_italic=is_italic or node.name in ITALIC,
            )


def _is_arrow(node: Tag) -> bool:
    """A link that says only where on the page more stands."""
    return node.name == "a" and node.get_text(strip=True) in {"", "→"}
