"""An executed notebook becomes one HTML file: the outputs of its code cells and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files

import nbformat
from jinja2 import DictLoader
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter

from gpgp.errors import ContractError, ParameterError
from gpgp.printed_text import drop_hidden
from gpgp.report.render.html_allowlist import check_markup

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
CONTENTS_AFTER = 2  # sections: the answer stands before the list of contents
LANGUAGES = {"en": "en-GB", "cy": "cy"}
HEADING = re.compile(r'<h2 id="([a-z0-9_-]+)">(.*?)</h2>', re.DOTALL)


def export_html(notebook: nbformat.NotebookNode, *, title: str, language: str) -> str:
    """Return the report as one HTML page that runs no script and loads nothing.

    Parameters
    ----------
    notebook : NotebookNode
        Executed. The ``text/html`` outputs of its code cells are taken in order; code, prose
        cells, printed text, messages and other kinds of output are left out.
    title : str
        Title of the page; escaped. It is the ``h1`` too if no output holds one.
    language : str
        ISO 639-1 code of the page.

    Returns
    -------
    str
        The same bytes for the same outputs and title.

    Raises
    ------
    ParameterError
        ``language`` is not a two-letter code.
    ContractError
        An output holds an element, attribute or address that a report may not have, or there is
        no output, or more than one ``h1``.
    """
    if not re.fullmatch(r"[a-z]{2}", language):
        raise ParameterError(f"language: expected a two-letter code, found {len(language)} letters")
    outputs = _collect_outputs(notebook)
    if not outputs:
        raise ContractError("the notebook holds no section of a report; has it been run?")
    return export_page(outputs, title=title, language=language)


def export_page(parts: Sequence[str], *, title: str, language: str) -> str:
    """Return pieces of HTML as one page that runs no script and loads nothing.

    Parameters
    ----------
    parts : sequence of str
        Sections in order; each is held against the list of what a report may hold.
    title, language : str
        As for :func:`export_html`.

    Raises
    ------
    ContractError
        A part holds what a report may not have, or there is more than one ``h1``.
    """
    sections = [check_markup(html) for html in parts]
    n_titles = sum(section.count("<h1") for section in sections)
    if n_titles > 1:
        raise ContractError(f"a report has one main title, found {n_titles}.")
    resources = {
        "page_title": title,
        "page_language": LANGUAGES.get(language, language),
        "policy": POLICY,
        "sections": [Markup(section) for section in sections],  # noqa: S704 checked just above
        "has_title": n_titles == 1,
        "contents_after": CONTENTS_AFTER if len(sections) > CONTENTS_AFTER else 0,
        "contents": [found for section in sections for found in HEADING.findall(section)],
        "style": _read_template("style.css"),
    }
    exporter = HTMLExporter(
        template_file="gpgp_board",
        extra_loaders=[DictLoader({"gpgp_board": _read_template("page.html.j2")})],
    )
    page, _ = exporter.from_notebook_node(nbformat.v4.new_notebook(), resources=resources)
    return drop_hidden(page)


def _read_template(name: str) -> str:
    return (
        files("gpgp.report.render").joinpath("templates", "board", name).read_text(encoding="utf-8")
    )


def _collect_outputs(notebook: nbformat.NotebookNode) -> list[str]:
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html")
            if html:
                found.append(html if isinstance(html, str) else "".join(html))
    return found
