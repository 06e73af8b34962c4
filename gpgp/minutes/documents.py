"""Minutes as they arrive, a page, a document or plain text, taken apart into blocks in order.

A block is a paragraph, a point of a list, a heading or a cell of a table. Nothing is judged here:
what a block means is for :mod:`gpgp.minutes.segments`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from statistics import median
from unicodedata import normalize
from zipfile import BadZipFile, ZipFile

from bs4 import BeautifulSoup, NavigableString, Tag

from gpgp.errors import InputError

KINDS_OF_FILE = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
_MOST_BYTES = 20_000_000  # minutes of a long meeting have 200,000
_MOST_UNPACKED = 200_000_000
_BULLET = re.compile(r"\s*(?:[·•●▪◦‣∙*–—-]|o(?=\t| {2,}))(?:\s+|$)(?=\S|$)")
_NUMBER = re.compile(
    r"\s*(?P<mark>\((?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,2})\)(?=\S)|\(?(?:\d{1,4}(?:\.\d{1,3}){0,3}|"
    r"[a-zA-Z]|[ivxIVX]{1,5})[.)]+"
    r"|\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,4}(?=\s+[A-Z]{2})"
    r"|[A-Z]{0,4}\s?/?\d{1,4}/\d{1,4}(?:[/-]\d{1,4}){0,2})(?:\s+|$|(?<=\))(?=[A-Z]))"
)
_ENDS = re.compile(r"[.:;?!”\"’)]\s*$")
_SKIPPED_TAGS = {"script", "style", "title", "head", "nav", "footer", "template"}
_BLOCK_TAGS = {"p", "div", "section", "article", "tr", "table", "ul", "ol", "blockquote", "main"}


@dataclass(frozen=True)
class Block:
    """A piece of minutes.

    Attributes
    ----------
    text : str
        Without the mark of a list or number; blanks are single.
    mark : str
        That mark: ``·``, ``31.2``, ``(a)``; '' for none.
    level : int
        Of a heading, where the document says so (a style, a tag, ``#``): 1 is the highest; else 0.
    column : str
        Head of the column it stands in; '' outside of tables.
    row : int
        Row of its table, counted through the document; 0 outside of tables.
    """

    text: str
    mark: str = ""
    level: int = 0
    column: str = ""
    row: int = 0


def read_blocks(content: bytes, *, file_name: str) -> list[Block]:
    """Take a file apart into blocks.

    Parameters
    ----------
    content : bytes
        ``.txt``, ``.md``, ``.html``, ``.docx``, or a ``.pdf`` whose text has lines.
    file_name : str
        Its ending says what it is; stands in errors.

    Raises
    ------
    InputError
        Another kind of file, too large, damaged, or without text; says what to do.
    """
    ending = f".{file_name.casefold().rpartition('.')[2]}"
    if ending not in KINDS_OF_FILE:
        raise InputError(
            f"{file_name}: expected minutes as {', '.join(KINDS_OF_FILE)}; save them as one of "
            "these, such as .docx or .txt."
        )
    if len(content) > _MOST_BYTES:
        raise InputError(f"{file_name}: {len(content):,} bytes; save the minutes alone, as .txt.")
    if ending == ".docx":
        blocks = _read_document(content, file_name)
    elif ending == ".pdf":
        blocks = _read_lines(_read_pdf(content, file_name))
    else:
        text = _decode(content, file_name)
        is_page = ending in (".html", ".htm")
        blocks = _read_page(text) if is_page else _read_lines(text, has_hashes=ending == ".md")
    if not blocks:
        raise InputError(f"{file_name}: no text was found in it; is it a scan? Save it as .txt.")
    return blocks


def _decode(content: bytes, file_name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise InputError(f"{file_name}: is no text file; save the minutes as .docx or .txt.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _make_block(text: str, *, level: int = 0, column: str = "", row: int = 0) -> Block | None:
    """A block without its mark; None where nothing is left."""
    plain = text.replace("\u200b", "").replace("\xa0", " ")
    bullet, number = _BULLET.match(plain), _NUMBER.match(plain)
    found = bullet or number
    mark = "" if found is None else (number["mark"] if found is number else found[0].strip())
    plain = " ".join(plain[found.end() :].split()) if found else " ".join(plain.split())
    return Block(plain, mark.strip(), level, column, row) if plain or mark else None


# Plain text and Markdown


def _read_lines(text: str, *, has_hashes: bool = False) -> list[Block]:
    lines = [line.expandtabs(4).rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    joined = (
        _join_wrapped(lines) if _is_wrapped(lines) else [line for line in lines if line.strip()]
    )
    blocks: list[Block] = []
    for number, line in enumerate(joined, start=1):
        block = _read_markdown_line(line) if has_hashes else _make_block(line)
        if block is None:
            continue
        is_row = line.lstrip().startswith("|")
        blocks.extend(_split_cells(block, number) if is_row else [block])
    return _join_lone_marks(_name_columns(blocks))


def _read_markdown_line(line: str) -> Block | None:
    hashes = re.match(r"\s{0,3}(#{1,6})\s+", line)
    plain = line[hashes.end() :] if hashes else line
    plain = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", plain)
    plain = re.sub(r"(?<!\w)[*_](?=\S)(.+?)(?<=\S)[*_](?!\w)", r"\1", plain)
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", plain).replace("\\", "")
    if re.fullmatch(r"[\s|:=*_-]+", plain):
        return None
    is_bold = bool(re.fullmatch(r"\s*\*\*[^*]+\*\*:?\s*", line))
    return _make_block(plain, level=len(hashes[1]) if hashes else 7 * is_bold)


def _split_cells(block: Block, line: int) -> Iterator[Block]:
    """The cells of a line of a Markdown table; the row is negative until columns are named."""
    for place, cell in enumerate(block.text.strip().strip("|").split("|")):
        made = _make_block(cell, column=f"#{place}", row=-line)
        if made is not None:
            yield made


def _name_columns(blocks: list[Block]) -> list[Block]:
    """Give the cells of Markdown tables the heads of their columns: the first line of each."""
    named: list[Block] = []
    heads: dict[str, str] = {}
    head_row = last_row = n_rows = 0
    for block in blocks:
        if block.row >= 0:
            heads, head_row, last_row = {}, 0, 0
            named.append(block)
            continue
        head_row = head_row or block.row
        if block.row == head_row:
            heads[block.column] = block.text
            continue
        n_rows += block.row != last_row
        last_row = block.row
        named.append(replace(block, column=heads.get(block.column, ""), row=n_rows))
    return named


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a width: long ones go on in the next."""
    pairs = [(line, after) for line, after in pairwise(lines) if len(line) > 45 and after.strip()]
    if len(pairs) < 3 or max(map(len, lines)) > 150:
        return False
    goes_on = [not _ENDS.search(line) and after.lstrip()[:1].islower() for line, after in pairs]
    return sum(goes_on) >= max(3, 0.2 * len(pairs))


def _join_wrapped(lines: list[str]) -> list[str]:
    width = sorted(len(line) for line in lines)[int(0.9 * (len(lines) - 1))]
    joined: list[str] = []
    is_open = False
    for line in lines:
        if not line.strip():
            is_open = False
            continue
        begins = bool(_BULLET.match(line) or _NUMBER.match(line))
        before = joined[-1] if joined else ""
        is_full = len(before.rsplit("\n", 1)[-1]) > 0.7 * width
        lower = line.lstrip()[:1].islower()
        if is_open and not begins and (lower or (is_full and not before.rstrip().endswith(":"))):
            joined[-1] = f"{before}\n{line.strip()}"
        else:
            joined.append(line)
        is_open = True
    return [line.replace("\n", " ") for line in joined]


def _join_lone_marks(blocks: list[Block]) -> list[Block]:
    """Put a number or bullet that stands on a line of its own before the line that follows."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last is not None and not last.text and last.mark and not block.mark:
            joined[-1] = replace(block, mark=f"{last.mark}!")
        elif last is not None and not last.text:
            joined[-1] = block
        else:
            joined.append(block)
    return [block for block in joined if block.text]


# Pages


def _read_page(text: str) -> list[Block]:
    soup = BeautifulSoup(text, "html.parser")
    blocks: list[Block] = []
    _walk(soup.body or soup, blocks, column="", row=0, rows=[0])
    return _join_lone_marks(blocks)


def _walk(node: Tag, blocks: list[Block], *, column: str, row: int, rows: list[int]) -> None:
    run: list[str] = []

    def flush(mark: str = "") -> None:
        block = _make_block("".join(run), column=column, row=row)
        run.clear()
        if block is not None:
            blocks.append(replace(block, mark=block.mark or mark))

    for child in node.children:
        if isinstance(child, NavigableString):
            if type(child) is NavigableString:
                run.append(re.sub(r"\s+", " ", child))
            continue
        if not isinstance(child, Tag) or child.name in _SKIPPED_TAGS:
            continue
        if child.name == "br":
            flush()
        elif re.fullmatch(r"h[1-6]", child.name):
            flush()
            block = _make_block(
                child.get_text(" "), level=int(child.name[1]), column=column, row=row
            )
            blocks.extend([block] if block is not None else [])
        elif child.name == "table":
            flush()
            _walk_table(child, blocks, rows)
        elif child.name == "li":
            flush()
            before = len(blocks)
            _walk(child, blocks, column=column, row=row, rows=rows)
            if len(blocks) > before and not blocks[before].mark:
                blocks[before] = replace(blocks[before], mark="·")
        elif child.name in _BLOCK_TAGS or child.find(list(_BLOCK_TAGS)):
            flush()
            _walk(child, blocks, column=column, row=row, rows=rows)
        else:
            run.append(child.get_text())
    flush()


def _walk_table(table: Tag, blocks: list[Block], rows: list[int]) -> None:
    heads: list[str] = []
    for line in table.find_all("tr"):
        cells = line.find_all(["td", "th"], recursive=False)
        texts = [" ".join(cell.get_text(" ").split()) for cell in cells]
        if not heads and (all(cell.name == "th" for cell in cells) or is_table_head(texts)):
            heads = texts
            continue
        rows[0] += 1
        for place, cell in enumerate(cells):
            column = heads[place] if place < len(heads) else ""
            _walk(cell, blocks, column=column, row=rows[0], rows=rows)


def is_table_head(texts: list[str]) -> bool:
    """Whether the cells of a first row name columns of minutes."""
    known = re.compile(
        r"(?:agenda )?(?:item|minute|subject|topic|no\.?|ref\.?)s?|discussion.*|text|notes?|"
        r"minutes?|"
        r"actions?(?: points?)?|who|owner|lead|by whom|responsible.*|by when|due.*|decisions?|"
        r"eitem|trafodaeth|cam(?:au)?(?: gweithredu)?|pwy",
        re.IGNORECASE,
    )
    named = [bool(known.fullmatch(text.strip(" :"))) for text in texts if text]
    return len(named) >= 2 and sum(named) >= len(named) - 1


# Documents


def _read_document(content: bytes, file_name: str) -> list[Block]:
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _MOST_UNPACKED:
                raise InputError(f"{file_name}: is too large inside; save it as .txt.")
        document = docx.Document(BytesIO(content))
    except (BadZipFile, KeyError, ValueError) as fault:
        raise InputError(
            f"{file_name}: cannot be read as .docx; open it and save it again, or as .txt."
        ) from fault
    blocks: list[Block] = []
    row = 0

    def add(paragraph: Paragraph, column: str = "") -> None:
        named = paragraph.style
        style = (named.name if named is not None else "") or ""
        numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
        for line in paragraph.text.split("\n"):
            block = _make_block(line, level=_level_of(style), column=column, row=row)
            if block is not None:
                is_point = numbered or style.startswith("List")
                blocks.append(replace(block, mark=block.mark or ("·" if is_point else "")))

    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            row_before, row = row, 0
            add(part)
            row = row_before
        elif isinstance(part, Table):
            heads: list[str] = []
            for line in part.rows:
                texts = [" ".join(cell.text.split()) for cell in line.cells]
                if not heads and is_table_head(texts):
                    heads = texts
                    continue
                row += 1
                seen: list[object] = []
                for place, cell in enumerate(line.cells):
                    if any(cell._tc is each for each in seen):
                        continue  # a merged cell stands once
                    seen.append(cell._tc)
                    for paragraph in cell.paragraphs:
                        add(paragraph, heads[place] if place < len(heads) else "")
    return _join_lone_marks(blocks)


def _level_of(style: str) -> int:
    found = re.match(r"(?:Heading (\d)|Title)", style)
    return int(found[1] or 1) if found else 0


_LIGATURES = re.compile("[\ufb00-\ufb06]")  # fi, fl and others drawn as one letter


def _read_pdf(content: bytes, file_name: str) -> str:
    advice = "open it and save its text as .txt or .docx"
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        read = [page.extract_text() or "" for page in PdfReader(BytesIO(content)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{file_name}: the PDF cannot be read; {advice}.") from None
    pages = [_LIGATURES.sub(lambda found: normalize("NFKC", found[0]), page) for page in read]
    lines = [line for page in pages for line in page.split("\n") if line.strip()]
    if len(lines) < 5 or median(len(line.split()) for line in lines) < 3:
        raise InputError(f"{file_name}: the PDF holds no lines of text (a scan?); {advice}.")
    return "\n".join(_drop_running_lines(pages))


def _drop_running_lines(pages: list[str]) -> list[str]:
    """Leave out page numbers, and heads and feet that stand on most pages."""
    split = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    edges = [line for lines in split for line in {*lines[:2], *lines[-2:]}]
    running = {line for line in edges if len(split) > 2 and edges.count(line) > len(split) / 2}
    number = re.compile(r"(?:page )?\d{1,4}(?: of \d{1,4})?", re.IGNORECASE)
    return [
        line
        for lines in split
        for line in lines
        if line not in running and not number.fullmatch(line)
    ]
