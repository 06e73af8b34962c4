"""Files of every kind fall into the same blocks."""

from io import BytesIO

import docx
import pytest

from gpgp.errors import InputError
from gpgp.minutes.documents import read_blocks


def texts(content, name):
    content = content if isinstance(content, bytes) else content.encode()
    return [(block.mark, block.text) for block in read_blocks(content, file_name=name)]


def test_marks_of_lists_and_numbers_come_off():
    text = (
        "·  A point\n- Another\n12.1 Sub-item\n(a) Letter\n(ii)Without a blank\n3. Third\nPlain 5"
    )
    assert texts(text, "m.txt") == [
        ("·", "A point"),
        ("-", "Another"),
        ("12.1", "Sub-item"),
        ("(a)", "Letter"),
        ("(ii)", "Without a blank"),
        ("3.", "Third"),
        ("", "Plain 5"),
    ]


def test_a_number_on_a_line_of_its_own_goes_to_the_next():
    assert texts("41.\n\nApologies\n\n·\n\nA point", "m.txt") == [
        ("41.!", "Apologies"),
        ("·!", "A point"),
    ]


def test_lines_broken_at_a_width_are_joined_and_others_are_not():
    wrapped = (
        "The committee considered the report of the director, which set out\n"
        "the position on vacancies in the service and what had been done\n"
        "about them since the spring. Members asked whether the figures were\n"
        "likely to fall before the end of the year.\n\n"
        "The director replied that this depended on the market, which was\n"
        "hard to foresee at present.\n"
    )
    assert len(texts(wrapped, "m.txt")) == 2
    assert len(texts("A short line\nanother one\nand a third", "m.txt")) == 3


def test_a_page_gives_headings_points_and_cells_with_their_columns():
    page = (
        "<html><head><title>No</title><style>p{}</style></head><body><h2>Pay</h2><p>One<br>Two</p>"
        "<ul><li>Point</li></ul><script>alert(1)</script><table><tr><th>Item</th><th>Action</th></tr>"
        "<tr><td>1. Roads</td><td>Mend &amp; tell</td></tr></table></body></html>"
    )
    blocks = read_blocks(page.encode(), file_name="m.html")
    assert [(b.level, b.mark, b.text, b.column, b.row) for b in blocks] == [
        (2, "", "Pay", "", 0),
        (0, "", "One", "", 0),
        (0, "", "Two", "", 0),
        (0, "·", "Point", "", 0),
        (0, "1.", "Roads", "Item", 1),
        (0, "", "Mend & tell", "Action", 1),
    ]


def test_markdown_headings_emphasis_links_and_tables_are_read():
    text = (
        "## Pay\n\n**RESOLVED:** to note [the report](http://a.example)\n\n"
        "| Item | Action |\n|---|---|\n| Roads | Mend |\n| Bins | Buy |\n"
    )
    blocks = read_blocks(text.encode(), file_name="m.md")
    assert [(b.level, b.text, b.column, b.row) for b in blocks] == [
        (2, "Pay", "", 0),
        (0, "RESOLVED: to note the report", "", 0),
        (0, "Roads", "Item", 1),
        (0, "Mend", "Action", 1),
        (0, "Bins", "Item", 2),
        (0, "Buy", "Action", 2),
    ]


def test_a_document_gives_headings_lists_and_tables_in_order():
    document = docx.Document()
    document.add_heading("Pay", level=2)
    document.add_paragraph("A sentence.")
    document.add_paragraph("A point", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Item", "Action", "Roads", "Mend"], strict=True):
        cell.text = text
    document.add_paragraph("After.")
    buffer = BytesIO()
    document.save(buffer)
    blocks = read_blocks(buffer.getvalue(), file_name="m.docx")
    assert [(b.level, b.mark, b.text, b.column, b.row) for b in blocks] == [
        (2, "", "Pay", "", 0),
        (0, "", "A sentence.", "", 0),
        (0, "·", "A point", "", 0),
        (0, "", "Roads", "Item", 1),
        (0, "", "Mend", "Action", 1),
        (0, "", "After.", "", 0),
    ]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"x", "m.rtf", "m.rtf: expected minutes as .txt, .md"),
        (b"PK nothing", "m.docx", "m.docx: cannot be read as .docx; open it and save it again"),
        (b"a\0b", "m.txt", "m.txt: is no text file"),
        (b"\n \n", "m.txt", "m.txt: no text was found"),
        (b"<html><body></body></html>", "m.html", "m.html: no text was found"),
        (b"%PDF-1.4 nothing", "m.pdf", "m.pdf: .*save its text as .txt or .docx"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content, name, message):
    with pytest.raises(InputError, match=message):
        read_blocks(content, file_name=name)


def test_other_encodings_are_read():
    assert texts("Pâr".encode("cp1252"), "m.txt") == [("", "Pâr")]
    assert texts("Pâr".encode("utf-16"), "m.txt") == [("", "Pâr")]


@pytest.mark.browser
def test_a_pdf_with_lines_is_read_and_its_running_lines_left_out(chromium):
    said = [
        f"RESOLVED: That offer {n} of {n * n} pounds be made, and sent to each of the {n} schools"
        f" before the end of the year {2000 + n}, as officers confirmed it was affordable."
        for n in range(1, 41)
    ]
    page = chromium.new_page()
    page.set_content("<p>1. Pay</p>" + "".join(f"<p>{each}</p>" for each in said))
    content = page.pdf(
        format="A5", display_header_footer=True, margin={"top": "2cm", "bottom": "2cm"},
        header_template="<span style='font-size:8px'>Minutes of the council</span>",
        footer_template="<span style='font-size:8px' class='pageNumber'></span>",
    )  # fmt: skip
    page.set_content("<svg width='90' height='90'><rect width='90' height='90'/></svg>")
    drawn = page.pdf()
    page.close()
    assert texts(content, "m.pdf") == [("1.", "Pay"), *(("", each) for each in said)]
    with pytest.raises(InputError, match=r"holds no lines of text \(a scan\?\)"):
        read_blocks(drawn, file_name="m.pdf")
