"""Tables as HTML: captions, scopes, parts, languages."""

import re

from gpgp.disclosure.declaration import Declaration
from gpgp.disclosure.protected import Cell, ProtectedTable, TableColumn, TableRow
from gpgp.report.render.markup import render_table, table_link

DECLARED = Declaration("t", "c", (), audit="words", place="file")


def make(n_columns, *, cell=None, notes=()):
    columns = (
        TableColumn("area", "Constituency"),
        *(TableColumn(f"c{i}", f"Organisations {i} (%)", "band") for i in range(n_columns)),
    )
    cells = (Cell("Staff & more"), *([cell or Cell("50%", 50)] * n_columns))
    return ProtectedTable(
        DECLARED, "t", "Shares <by> area", columns, (TableRow("r", cells),), notes
    )


def test_a_table_has_a_caption_scopes_and_one_header_row():
    html = render_table(make(2, notes=("A note.", "Another.")), number=7)
    assert '<caption id="caption-t"><span><b>Table 7.</b> Shares &lt;by&gt; area</span>' in html
    assert html.count('<th scope="col"') == 3
    assert '<th scope="row"><bdi>Staff &amp; more</bdi></th>' in html
    assert "A note. Another." in html
    assert "tabindex" not in html  # three columns fit any screen


def test_a_table_with_many_columns_is_printed_in_parts_of_like_breadth():
    html = render_table(make(9), number=7)
    parts = re.findall(r"<thead>(.*?)</thead>", html, re.DOTALL)
    assert [part.count("Organisations") for part in parts] == [3, 3, 3]
    assert all(part.count("Constituency") == 1 for part in parts)
    assert "Table 7, part 2 of 3." in html
    assert html.count('tabindex="0"') == 3
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_text_in_another_language_says_so():
    columns = (TableColumn("theme", "Theme"), TableColumn("words", "Words"))
    row = TableRow("r", (Cell("Cyflog", language="cy"), Cell("cyflog, gwaith", language="cy")))
    html = render_table(ProtectedTable(DECLARED, "t", "c", columns, (row,)), number=1)
    assert html.count('<bdi lang="cy">') == 2


def test_a_link_leads_to_the_table():
    assert table_link(make(1), number=3) == '<a href="#table-t">Table&nbsp;3</a>'
