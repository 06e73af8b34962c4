"""A file about to be published, taken apart: its text, and what may not be in it.

In: bytes by name; pages, tables and pictures that are embedded in a page are taken apart like
files of their own. Only what this package writes is known: HTML, CSV, PNG, JSON, an archive of CSV
files and a workbook. Everything else is refused, because it cannot be checked.
"""

from __future__ import annotations

import base64
import binascii
import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote_to_bytes

from gpgp.report.render.export import ALLOWED, GLOBAL
from gpgp.report.render.table_files import FORMULA_STARTS

SHELL: dict[str, frozenset[str]] = {  # what the page's own template adds to the sections
    "html": frozenset(),
    "head": frozenset(),
    "meta": frozenset({"charset", "http-equiv", "content", "name"}),
    "title": frozenset(),
    "style": frozenset(),
    "body": frozenset(),
    "main": frozenset(),
    "nav": frozenset({"aria-labelledby", "aria-label"}),
}
ELEMENTS = {**ALLOWED, **SHELL}
_DATA = re.compile(r"data:(?P<kind>[\w/+.-]*)(?P<options>(?:;[^,]*)?),(?P<content>.*)", re.DOTALL)
_FETCHING_STYLE = re.compile(r"url\s*\(|@import|expression\s*\(|\\", re.IGNORECASE)
_INLINE = frozenset({"a", "b", "bdi", "br", "em", "span", "strong"})
_BREAK = "\0"  # between blocks: words of neighbouring cells are no run of one text
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_PICTURE_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"pHYs", b"sRGB", b"gAMA", b"IEND"}
_PICTURE_START = b"\x89PNG\r\n\x1a\n"
_POLICY_SOURCES = {
    "default-src": {"'none'"},
    "img-src": {"data:", "'none'"},
    "style-src": {"'unsafe-inline'", "'none'"},
    "base-uri": {"'none'"},
    "form-action": {"'none'"},
}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STRANGE = "holds an archive with a kind of file that cannot be checked"
MOST_UNZIPPED = 50_000_000  # bytes
_SHEET_PART = re.compile(r"[\w./\[\] -]+\.(xml|rels)")
_SHEET_FAULT = re.compile(r"<f[ >/]|state=\"(very)?[hH]idden\"|TargetMode=\"External\"|<hyperlink")
_BETWEEN_TAGS = re.compile(r">([^<]+)<")


@dataclass(frozen=True)
class Published:
    """What a file says, for searching, and what is wrong with it.

    ``texts`` are pieces as a reader sees them; ``faults`` are sentences without the text itself.
    """

    texts: tuple[str, ...]
    faults: tuple[str, ...]


def read_published(
    name: str, content: bytes, *, allowed_addresses: frozenset[str] = frozenset()
) -> Published:
    """Take a file apart.

    Parameters
    ----------
    name : str
        Its ending says what it is.
    content : bytes
    allowed_addresses : frozenset of str
        Addresses that a page may link to.

    Returns
    -------
    Published
        Its texts and those of everything embedded in it.
    """
    kind = name.rpartition(".")[2].lower()
    readers = {"csv": _read_csv, "png": _read_png, "json": _read_json}
    if kind == "html":
        return _read_html(content, allowed_addresses)
    if kind not in readers:
        return Published((), ("is of a kind that cannot be checked; take it out",))
    return readers[kind](content)


def _read_csv(content: bytes) -> Published:
    text = _decode(content)
    if text is None:
        return Published((), ("is not UTF-8",))
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    n_live = sum(cell.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(cell) for cell in cells)
    faults = (f"holds {n_live} cells that a spreadsheet would run",) if n_live else ()
    return Published(tuple(cells), faults)


def _read_json(content: bytes) -> Published:
    text = _decode(content)
    try:
        found = tuple(_list_strings(json.loads(text or "")))
    except ValueError:
        return Published((), ("is not JSON",))
    return Published(found, ())


def _list_strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _list_strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _list_strings(one)
    elif value is not None:
        yield str(value)


def _read_png(content: bytes) -> Published:
    """Walk through the parts of a picture: pixels only, no text, nothing behind the end."""
    if not content.startswith(_PICTURE_START):
        return Published((), ("is not a PNG",))
    place, kinds = len(_PICTURE_START), []
    while place + 12 <= len(content) and b"IEND" not in kinds:
        length = int.from_bytes(content[place : place + 4])
        kinds.append(content[place + 4 : place + 8])
        place += length + 12
    faults = []
    if set(kinds) - _PICTURE_PARTS:
        faults.append("holds a picture with text or other data beside its pixels")
    if kinds[-1:] != [b"IEND"] or place != len(content):
        faults.append("holds a picture that is cut off or followed by other data")
    return Published((), tuple(faults))


def _read_archive(content: bytes) -> Published:
    """An archive of CSV files: each is taken apart like one of its own."""
    parts = _unzip(content)
    if parts is None:
        return Published((), ("holds an archive that cannot be read",))
    texts = [*parts]
    faults: list[str] = []
    for name, data in parts.items():
        found = _read_csv(data) if name.endswith(".csv") else Published((), (STRANGE,))
        texts += found.texts
        faults += found.faults
    return Published(tuple(texts), tuple(dict.fromkeys(faults)))


def _read_workbook(content: bytes) -> Published:
    """A workbook of plain sheets: no formula, hidden sheet, comment, link, macro or picture."""
    parts = _unzip(content)
    if parts is None:
        return Published((), ("holds a workbook that cannot be read",))
    texts, faults = [*parts], []
    for name, data in parts.items():
        xml = _decode(data)
        if xml is None or not _SHEET_PART.fullmatch(name):
            faults.append(STRANGE)
            continue
        texts += [html.unescape(text) for text in _BETWEEN_TAGS.findall(xml) if text.strip()]
        if _SHEET_FAULT.search(xml):
            faults.append("holds a workbook with a formula, a hidden sheet or a link")
    return Published(tuple(texts), tuple(dict.fromkeys(faults)))


def _unzip(content: bytes) -> dict[str, bytes] | None:
    """The files of an archive, none beyond a size that this package writes; None if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNZIPPED:
                return None
            return {part.filename: archive.read(part) for part in archive.infolist()}
    except (zipfile.BadZipFile, RuntimeError):
        return None


def _read_html(content: bytes, allowed_addresses: frozenset[str]) -> Published:
    text = _decode(content)
    if text is None:
        return Published((), ("is not UTF-8",))
    reader = _Page(allowed_addresses)
    reader.feed(text)
    reader.close()
    if 'class="unwritten"' in text:
        reader.faults.append("holds a text that the officer has not written")
    if not reader.has_policy:
        reader.faults.append("has no content security policy that forbids scripts and loading")
    texts = [*" ".join(reader.words).split(_BREAK), *reader.attributes]
    for found in (_read_embedded(data) for data in reader.embedded):
        texts += found.texts
        reader.faults += [f"{fault} (embedded)" for fault in found.faults]
    return Published(tuple(texts), tuple(dict.fromkeys(reader.faults)))


def _read_embedded(data: re.Match[str]) -> Published:
    readers = {
        "image/png": _read_png,
        "text/csv": _read_csv,
        "application/zip": _read_archive,
        WORKBOOK: _read_workbook,
    }
    if data["kind"].lower() not in readers:
        return Published((data["content"],), ("embeds a kind of file that cannot be checked",))
    content = unquote_to_bytes(data["content"])
    if ";base64" in data["options"].lower():
        try:
            content = base64.b64decode(content, validate=True)
        except binascii.Error:
            return Published((), ("embeds a file that cannot be decoded",))
    return readers[data["kind"].lower()](content)


class _Page(HTMLParser):
    """Collects words, attributes, embedded files and faults of a page."""

    def __init__(self, allowed_addresses: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed_addresses = allowed_addresses
        self.words: list[str] = []
        self.attributes: list[str] = []
        self.embedded: list[re.Match[str]] = []
        self.faults: list[str] = []
        self.has_policy = False
        self.is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_style = tag == "style"
        self._break_at(tag)
        if tag == "script":
            self.faults.append("holds a script")
        elif tag not in ELEMENTS:
            self.faults.append("holds an element that a report does not have")
        for name, value in attrs:
            self._read_attribute(tag, name, value or "")
        if tag == "meta":
            self._read_meta({name: value or "" for name, value in attrs})

    def _read_attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on"):
            self.faults.append("holds an event attribute")
        elif name not in ELEMENTS.get(tag, frozenset()) | GLOBAL:
            self.faults.append("holds an attribute that a report does not have")
        data = _DATA.fullmatch(value)
        if data:
            self.embedded.append(data)
        else:
            self.attributes.append(value)
            if name in ("href", "src", "srcset", "action"):
                self._check_address(tag, value)

    def _check_address(self, tag: str, value: str) -> None:
        is_link = tag == "a" and value in self.allowed_addresses
        if not is_link and not re.fullmatch(r"#[\w-]*", value):
            self.faults.append("holds an address outside the page")

    def _read_meta(self, attributes: dict[str, str]) -> None:
        asked = attributes.get("http-equiv", "").lower()
        if asked == "content-security-policy":
            self.has_policy |= _forbids_all(attributes.get("content", ""))
        elif asked:
            self.faults.append("holds another instruction to the browser than its policy")

    def handle_endtag(self, tag: str) -> None:
        self.is_style = False
        self._break_at(tag)

    def _break_at(self, tag: str) -> None:
        if tag not in _INLINE:
            self.words.append(_BREAK)

    def handle_data(self, data: str) -> None:
        if self.is_style and _FETCHING_STYLE.search(data):
            self.faults.append("holds a style that could load something")
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append("holds a hidden comment")
        self.words.append(data)

    def handle_pi(self, data: str) -> None:
        self.faults.append("holds an instruction that is no HTML")
        self.words.append(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_pi(data)


def _forbids_all(policy: str) -> bool:
    """Whether a policy starts from nothing and allows only data pictures and inline styles."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    allowed = {part[0].lower(): set(part[1:]) for part in parts}
    return "default-src" in allowed and all(
        sources <= _POLICY_SOURCES.get(name, set()) for name, sources in allowed.items()
    )


def _decode(content: bytes) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
