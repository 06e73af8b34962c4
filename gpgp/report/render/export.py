"""An executed notebook becomes one HTML file: the outputs of its code cells and nothing else.

The last fence before a page: HTML that holds anything but what our renderer writes is refused. It
does not repair. The renderer escapes; this checks that nothing else got in, whether by a mistake in
the renderer or by an output that is not a section of the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import DictLoader
from markupsafe import Markup

from gpgp.errors import ContractError, ParameterError
from gpgp.printed_text import drop_hidden

if TYPE_CHECKING:
    from nbformat import NotebookNode

GLOBAL = frozenset({"id", "class", "lang"})
PLAIN = (
    "header section details summary h1 h2 h3 h4 p ul ol li dl dt dd b strong em bdi br figure "
    "figcaption table caption thead tbody tr td blockquote span"
)
ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(PLAIN.split(), frozenset()),
    "div": frozenset({"role", "tabindex", "aria-labelledby"}),
    "th": frozenset({"scope"}),
    "a": frozenset({"href", "download", "aria-label"}),
    "svg": frozenset({"viewbox", "preserveaspectratio", "aria-hidden"}),
    "rect": frozenset({"x", "y", "width", "height"}),
}
VOID = {"br"}
_LINK = re.compile(
    r"#[A-Za-z0-9_-]+|https://[^\s\"'<>]+"
    r"|data:(application/zip|application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)"
    r";base64,[A-Za-z0-9+/=]*"
)
ADDRESSES = {"href": _LINK}


def check_markup(html: str) -> str:
    """Return the HTML unchanged if it holds only what a report may hold.

    Raises
    ------
    ContractError
        An element, an attribute, an address, a comment or unbalanced markup; the message names
        the kind and never repeats the text.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise ContractError(f"a section of the report leaves <{reader.open[-1]}> open.")
    return html


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            raise ContractError("a section of the report holds an element that is not allowed.")
        for name, value in attrs:
            pattern = ADDRESSES.get(name)
            if name not in ALLOWED[tag] | GLOBAL or (
                pattern is not None and not pattern.fullmatch(value or "")
            ):
                raise ContractError(
                    f"a <{tag}> in the report holds an attribute or address that is not allowed."
                )
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ContractError("a section of the report is not well nested.")

    def handle_comment(self, data: str) -> None:
        raise ContractError("a section of the report holds a hidden comment.")

    def handle_decl(self, decl: str) -> None:
        raise ContractError("a section of the report holds a declaration.")

    def unknown_decl(self, data: str) -> None:
        raise ContractError("a section of the report holds a declaration.")

    def handle_pi(self, data: str) -> None:
        raise ContractError("a section of the report holds an instruction.")


POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
LANGUAGES = {"en": "en-GB", "cy": "cy"}


def export_html(notebook: NotebookNode, *, title: str, language: str) -> str:
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
        Sections in order; each is checked by the list of what a report may hold.
    title, language : str
        As for :func:`export_html`.

    Raises
    ------
    ContractError
        A part holds what a report may not have, or there is more than one ``h1``.
    """
    from nbconvert.exporters import HTMLExporter  # slow to load, and only a page needs them
    from nbformat import v4

    sections = [check_markup(html) for html in parts]
    n_titles = sum(section.count("<h1") for section in sections)
    if n_titles > 1:
        raise ContractError(f"a report has one main title, found {n_titles}.")
    style = _read_template("style.css")
    resources = {
        "page_title": title,
        "page_language": LANGUAGES.get(language, language),
        "policy": POLICY,
        "sections": [Markup(section) for section in sections],  # noqa: S704 checked just above
        "has_title": n_titles == 1,
        "style": style.replace("RUNNING_TITLE", _quote(title)),
    }
    exporter = HTMLExporter(
        template_file="gpgp_board",
        extra_loaders=[DictLoader({"gpgp_board": _read_template("page.html.j2")})],
    )
    page, _ = exporter.from_notebook_node(v4.new_notebook(), resources=resources)
    return drop_hidden(page)


def export_part(page: str, selector: str, *, title: str, language: str) -> str | None:
    """Return one part of a finished page as a page of its own; None where the page lacks it.

    Parameters
    ----------
    page : str
        As :func:`export_html` returns it.
    selector : str
        CSS selector of the part.
    """
    from bs4 import BeautifulSoup  # only briefs and papers need it

    part = BeautifulSoup(page, "html.parser").select_one(selector)
    return export_page([str(part)], title=title, language=language) if part else None


def _quote(text: str) -> str:
    """Text as it stands inside a string of a style sheet: letters, digits, plain punctuation."""
    return re.sub(r"[^\w\s.,:;!?()–—·’“”-]", "", text)


def _read_template(name: str) -> str:
    return (
        files("gpgp.report.render").joinpath("templates", "board", name).read_text(encoding="utf-8")
    )


def _collect_outputs(notebook: NotebookNode) -> list[str]:
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html")
            if html:
                found.append(html if isinstance(html, str) else "".join(html))
    return found
