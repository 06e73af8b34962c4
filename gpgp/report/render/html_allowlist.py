"""The last fence before a page: HTML that holds anything but what our renderer writes is refused.

It does not repair. The renderer escapes; this checks that nothing else got in, whether by a
mistake in the renderer or by an output that is not a section of the report.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from gpgp.errors import ContractError

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
