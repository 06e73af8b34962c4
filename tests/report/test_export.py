"""From an executed notebook to one page: sections in, everything else out."""

import nbformat
import pytest

from gpgp.errors import ContractError, ParameterError
from gpgp.report import export_html

SECTION = '<section class="report"><h1>T</h1><h2 id="a">A</h2><p>x</p></section>'


def notebook(*outputs):
    cells = [
        nbformat.v4.new_markdown_cell("# private words"),
        nbformat.v4.new_code_cell("secret_code()", outputs=list(outputs)),
    ]
    return nbformat.v4.new_notebook(cells=cells)


def html(text):
    return nbformat.v4.new_output("display_data", data={"text/html": text, "text/plain": "plain"})


def test_only_html_outputs_reach_the_page():
    stream = nbformat.v4.new_output("stream", name="stderr", text="warning words")
    page = export_html(notebook(stream, html(SECTION)), title="T & t", language="en")
    for word in ("private words", "secret_code", "warning words", "plain", "<script", "tabindex"):
        assert word not in page.split("</head>")[1]
    assert "<title>T &amp; t</title>" in page
    assert '<html lang="en-GB">' in page
    assert page.count("<h1") == 1
    assert "default-src 'none'" in page


def test_the_title_is_the_heading_where_no_section_has_one():
    page = export_html(notebook(html("<p>x</p>")), title="<b>T", language="cy")
    assert "<h1>&lt;b&gt;T</h1>" in page
    assert '<html lang="cy">' in page


def test_other_markup_is_refused():
    with pytest.raises(ContractError, match="not allowed"):
        export_html(notebook(html("<script>1</script>")), title="T", language="en")


def test_two_main_titles_are_refused():
    with pytest.raises(ContractError, match="one main title, found 2"):
        export_html(notebook(html(SECTION), html(SECTION)), title="T", language="en")


def test_a_language_is_a_two_letter_code():
    with pytest.raises(ParameterError, match="two-letter code"):
        export_html(notebook(html(SECTION)), title="T", language='en" onload="x')
