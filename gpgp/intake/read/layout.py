"""How an unknown file is laid out: encoding, separator, sheet, header rows.

Guesses, each with its reason, for a draft that a person reads. Nothing here is used once a
consultation.yaml declares the layout.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from dataclasses import dataclass

from gpgp.errors import InputError
from gpgp.instrument import Export, nearest_word, normalise_header
from gpgp.instrument.parts import LongForm
from gpgp.intake.read.accepted_files import find_kind
from gpgp.intake.read.answer_rows import find_answer_rows
from gpgp.intake.read.delimited import decode_text, read_records, split_lines
from gpgp.intake.read.headers import FILLERS, combine_headers, is_import_ids, name_columns
from gpgp.intake.read.reading import number_rows, read_rows
from gpgp.intake.read.row_shapes import refuse_other_tables
from gpgp.intake.read.workbook import list_sheets, read_workbook

_SEPARATORS = ",;\t|"
_LOOKED_AT = 200  # rows, for the separator and the header rows
_CODE = re.compile(r"[A-Za-z][\w#.: -]{0,40}")
_LEAST_EVEN = 0.8  # of the rows have as many cells, where the first has another number
_FULL = 0.6  # of the columns are filled in a header
_MOST_ABOVE = 30  # rows above a header
_DATE = re.compile(
    r"\W?(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}[-/. ](?:\d{1,2}|[^\W\d_]{3,12}\.?)[-/. ]"
    r"\d{2,4}|[^\W\d_]{3,12}\.? \d{1,2},? \d{4})"
)
_COMMON_IN_TEXT = frozenset("‘’“”–—…•£€°·«»¿¡ºª\u00a0")


@dataclass(frozen=True)
class Layout:
    """The guessed ``export`` section, and what of it was guessed and why."""

    export: Export
    guesses: tuple[str, ...]


def detect_layout(
    content: bytes,
    *,
    file_name: str,
    has_header: bool = True,
    long: LongForm | None = None,
    is_accepted: bool = False,
) -> Layout:
    """Find out how a file is to be read.

    Parameters
    ----------
    content : bytes
    file_name : str
    has_header : bool
        False: the first row is a response, columns are known by their letter.
    long : LongForm, optional
        The file has one row per answer, in these columns.
    is_accepted : bool
        Take the file for rows of responses although it does not look like them.

    Raises
    ------
    InputError
        It is not rows of text in columns, or its rows are not responses.
    """
    if not content:
        raise InputError(f"{file_name}: the file is empty.")
    kind = find_kind(content, file_name=file_name)
    declared: dict[str, object] = {"file": _plain_name(file_name)}
    if kind == "text":
        encoding, guesses = detect_encoding(content)
        text = decode_text(content, encoding=encoding, file_name=file_name).replace("\0", " ")
        separator = detect_separator(text)
        if separator != ",":
            guesses.append(f"separator {_SEPARATOR_NAMES[separator]}: it splits the rows alike")
        quoting = detect_quoting(text, separator)
        if quoting == "none":
            guesses.append("quotes are plain characters: each line has as many cells without them")
        records = read_records(text, separator=separator, file_name=file_name, quoting=quoting)
        declared |= {"encoding": encoding, "separator": separator, "quoting": quoting}
    else:
        sheet, guesses = _detect_sheet(content, kind, file_name)
        export = Export.model_validate({**declared, "sheet": sheet, "header_rows": 3})
        records = read_workbook(content, export=export, file_name=file_name, kind=kind).records
        records = [record if any(record) else [] for record in records]
        declared["sheet"] = sheet
    skipped = detect_preamble(records) if has_header else 0
    if skipped:
        guesses.append(f"skip_rows {skipped}: rows above the header, such as a title or a date")
    numbered, blank = number_rows(records, skip_rows=skipped)
    guesses += [f"{each.n_rows} blank lines between the rows are left out" for each in blank
                if each.finding_code == "blank_line"]  # fmt: skip
    kept = [record for _, record in numbered]
    header_rows, reason = detect_header_rows(kept[:_LOOKED_AT]) if has_header else (0, "")
    if header_rows > 1:
        guesses.append(f"{header_rows} header rows: {reason}")
    if header_rows == 1 and not is_accepted and _starts_with_answers(kept):
        raise InputError(
            f"{file_name}, row {numbered[0][0]}: the first row looks like an answer, not like the "
            "names of the columns; if it is one, add --no-header; if it is not, --anyway."
        )
    declared |= {"skip_rows": skipped, "header_rows": header_rows, "long": long}
    declared |= _repeats(kept[:header_rows], guesses)
    export = Export.model_validate(declared)
    if not is_accepted:
        _check_rows(content, export, file_name)
    return Layout(export, tuple(guesses))


def _check_rows(content: bytes, export: Export, file_name: str) -> None:
    """Refuse what is not one row per response."""
    rows = read_rows(content, export=export, file_name=file_name).rows
    found = find_answer_rows(rows) if export.long is None else None
    if found is not None:
        columns = ",".join((found.id, found.question, found.answer))
        raise InputError(
            f"{file_name}: each row is one answer, not one response; to read it as one row per "
            f'response, run: gpgp init {file_name} --name NAME --long "{columns}"'
        )
    refuse_other_tables(rows, file_name=file_name)


def _repeats(header_rows: list[list[str]], guesses: list[str]) -> dict[str, str]:
    """Declare the numbering of repeated headers where there are any; name the blank ones."""
    n_columns = max(map(len, header_rows), default=0)
    headers = combine_headers(header_rows, n_columns=n_columns)
    n_blank = headers.count("")
    if n_blank:
        guesses.append(f"{n_blank} columns without a header are known by their letter")
    try:
        name_columns(headers, number_repeats=False, file_name="")
    except InputError:
        guesses.append("repeated headers are made unique: the second is 'name (2)'")
        return {"repeated_headers": "number"}
    return {}


_SEPARATOR_NAMES = {";": "semicolon", "\t": "tab", "|": "bar", ",": "comma"}


def _plain_name(file_name: str) -> str:
    return re.sub(r"[/\\]", "_", file_name).lstrip(".") or "responses.csv"


def detect_encoding(content: bytes) -> tuple[str, list[str]]:
    """Return the encoding of a text: by its mark, else UTF-8 if it is, else the likeliest of three.

    Returns
    -------
    encoding, guesses
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", ["encoding utf-16: by its byte-order mark"]
    if content[:4000].count(0) > len(content[:4000]) // 4:
        name = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
        return name, [f"encoding {name}: every second byte is zero"]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        name = max(("cp1252", "mac_roman", "cp1250"), key=lambda each: _fitness(content, each))
        return name, [f"encoding {name}: it is not UTF-8; look at accents, quotes and £"]
    return "utf-8", []


def _fitness(content: bytes, encoding: str) -> int:
    """Count what reads well in an encoding, less what does not: letters next to letters do."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return -len(content)
    score = 0
    for match in re.finditer(r"[^\x00-\x7f]+", text):
        before = text[match.start() - 1 : match.start()]
        for letter in match[0]:
            if letter in _COMMON_IN_TEXT:
                score += 1
            elif letter.isalpha() and letter.islower():
                score += 1 if before.isalpha() else 0
            elif letter.isalpha():
                score -= 1 if before.islower() else 0
            else:
                score -= 1
            before = letter
    return score


def detect_separator(text: str) -> str:
    """Return the separator that splits most rows into the same number of cells."""
    lines = split_lines(text[:400_000])[: _LOOKED_AT * 2]
    if _has_even_tabs(lines):
        return "\t"
    start = "\n".join(lines)
    return max(_SEPARATORS, key=lambda separator: _evenness(start, separator))


def _evenness(text: str, separator: str) -> tuple[float, int]:
    """Share of the rows, and cells of each, that the commonest number of cells has."""
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        widths = [len(row) for row in rows if row]
    except csv.Error:
        return 0.0, 0
    if not widths:
        return 0.0, 0
    width, n_rows = Counter(widths).most_common(1)[0]
    is_headed = widths[0] == width or n_rows >= _LEAST_EVEN * len(widths)
    if width < 2 or not is_headed:
        return 0.0, 0
    return round(n_rows / len(widths), 1), width


def _has_even_tabs(lines: list[str]) -> bool:
    n_tabs = {line.count("\t") for line in lines if line.strip()}
    return len(lines) > 2 and len(n_tabs) == 1 and n_tabs != {0}


def detect_quoting(text: str, separator: str) -> str:
    """Return ``none`` where quotes would join or break lines that all have as many tabs."""
    if separator != "\t" or '"' not in text or not _has_even_tabs(split_lines(text)):
        return "standard"
    lines = [line for line in split_lines(text) if line]
    try:
        records = [each for each in read_records(text, separator="\t", file_name="") if each]
    except InputError:
        return "none"
    return "standard" if len(records) == len(lines) else "none"


def detect_preamble(records: list[list[str]]) -> int:
    """Return how many rows stand above the header: a title, a date of export, blank lines.

    The header is the first row that is nearly as full as the table is wide. A sparse row just above
    it belongs to it where it reaches beyond the second column, or asks something.
    """
    looked = records[:_LOOKED_AT]
    n_filled = [sum(bool(cell.strip()) for cell in record) for record in looked]
    widths = Counter(len(record) for record in looked if any(record))
    n_columns = max((w for w, n in widths.items() if n >= 0.1 * widths.total()), default=0)
    full = max(2.0, _FULL * min(n_columns, max(n_filled, default=0)))
    first = next((i for i, n in enumerate(n_filled) if n >= full), 0)
    if not first or first > _MOST_ABOVE or not any(n_filled[:first]):
        return 0
    above = looked[first - 1]
    if _is_upper_header(above, n_columns):
        first -= 1
    is_apart = not any(above) or len(above) < n_columns
    if n_columns <= 3 and not is_apart:
        return 0
    return first if any(n_filled[:first]) else 0


def _is_upper_header(record: list[str], n_columns: int) -> bool:
    filled = [j for j, cell in enumerate(record) if cell.strip()]
    if not filled or len(record) < n_columns:
        return False
    return max(filled) >= 2 or record[filled[0]].strip().endswith(("?", ":", "…", "..."))


def _starts_with_answers(records: list[list[str]]) -> bool:
    """Whether the first row is like those below it: dates over dates, words that stand below."""
    if len(records) < 4:
        return False
    first, body = records[0], records[1:_LOOKED_AT]
    n_alike = n_unlike = 0
    for j, cell in enumerate(text.strip() for text in first):
        below = [record[j].strip() for record in body if j < len(record) and record[j].strip()]
        if not cell or not below or (cell.isdecimal() and int(cell) == j + 1):
            continue
        if _DATE.match(cell) and sum(bool(_DATE.match(b)) for b in below) >= 0.8 * len(below):
            n_alike += 2
        elif cell in below or (_is_number(cell) and all(map(_is_number, below))):
            n_alike += 1
        elif len(set(below)) < 0.5 * len(below) or len(cell.split()) < 3:
            n_unlike += 1
    return n_alike >= 2 and n_alike > 2 * n_unlike


def _detect_sheet(content: bytes, kind: str, file_name: str) -> tuple[str, list[str]]:
    scans = list_sheets(content, kind=kind, file_name=file_name)
    filled = [scan for scan in scans if not scan.is_empty]
    if not filled:
        raise InputError(f"{file_name}: the workbook holds nothing.")
    best = max(filled, key=lambda scan: (not scan.is_hidden, scan.last_row * scan.last_column))
    if len(filled) == 1:
        return best.name, []
    return best.name, [f"sheet '{best.name}': the largest of {len(filled)} that hold something"]


def detect_header_rows(records: list[list[str]]) -> tuple[int, str]:
    """Return how many rows stand above the first response, and how that shows."""
    if len(records) > 3 and is_import_ids(records[2]):
        return 3, "names, questions and ImportIds, as Qualtrics writes them"
    if len(records) < 3:
        return 1, ""
    upper, lower = records[0], records[1]
    n = max(len(upper), len(lower), 1)
    upper = [*upper, *[""] * (n - len(upper))]
    lower = [*lower, *[""] * (n - len(lower))]
    if n > 1 and not any(cell.strip() for cell in lower):
        return 2, "the second is empty, as in condensed exports of SurveyMonkey"
    n_fillers = sum(cell.strip().casefold() in FILLERS for cell in lower)
    gaps = [j for j in range(n) if not upper[j].strip() and lower[j].strip()]
    if n_fillers >= max(1, 0.05 * n) and n_fillers + len(gaps) >= 0.2 * n:
        return 2, "the second says 'Response' or names options, as SurveyMonkey writes them"
    if len(gaps) >= max(2, 0.2 * n) and _names_options(records, gaps):
        return 2, "the second names options under the questions of the first"
    if _tells_repeats_apart(upper, lower, records):
        return 2, "the second says which of its parts each column of a repeated question is"
    if _codes_over_texts(upper, lower, records):
        return 2, "short names over the text of the questions"
    return 1, ""


def _names_options(records: list[list[str]], gaps: list[int]) -> bool:
    """Cells below a gap either repeat the name of the option, or never do (an answer is given)."""
    lower = [records[1][j].strip() for j in gaps]
    return len(set(lower)) >= 0.6 * len(lower) and not any(_is_number(cell) for cell in lower)


def _tells_repeats_apart(upper: list[str], lower: list[str], records: list[list[str]]) -> bool:
    """Whether neighbours have one header and differ below it in words that are no answers.

    An answer stands in other columns or rows again; the name of a part stands in its own only,
    where it may be repeated as the word for a tick.
    """
    n_parts = 0
    for header, run in itertools.groupby(range(len(upper)), key=lambda j: upper[j].strip()):
        columns = list(run)
        parts = [lower[j].strip() for j in columns]
        if len(columns) == 1:
            if parts[0] and parts[0].casefold() not in FILLERS:
                return False
        elif header and (len(set(parts)) < len(parts) or not all(parts)):
            return False
        elif header:
            n_parts += len(parts)
            if any(map(_is_number, parts)) or _are_answers(parts, columns, records[2:]):
                return False
    return n_parts > 0


def _are_answers(parts: list[str], columns: list[int], rows: list[list[str]]) -> bool:
    """Whether a part of a question is the answer of another of its columns."""
    for part, own in zip(parts, columns, strict=True):
        if any(
            row[j].strip() == part for row in rows for j in columns if own != j and j < len(row)
        ):
            return True
    return False


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+([.,]\d+)?", text))


def _codes_over_texts(upper: list[str], lower: list[str], records: list[list[str]]) -> bool:
    both = [(u.strip(), low.strip()) for u, low in zip(upper, lower, strict=True) if u.strip()]
    if len(both) < 3 or any(_is_number(low) for _, low in both):
        return False
    are_codes = sum(bool(_CODE.fullmatch(u)) and u.count(" ") <= 1 for u, _ in both)
    longer = sum(len(low) >= len(u) for u, low in both)
    below = {cell.strip() for record in records[2:] for cell in record}
    repeated = sum(low in below for _, low in both)
    words_below = sum(len(low.split()) > 3 for _, low in both)
    return (
        are_codes >= 0.8 * len(both)
        and longer >= 0.8 * len(both)
        and words_below >= 0.3 * len(both)
        and repeated <= 0.1 * len(both)
    )


def read_column(content: bytes, *, column: str, file_name: str) -> list[str]:
    """Read one column of any CSV file of comments with one header row, in its rows' order.

    Encoding and separator are detected, as for a draft.

    Raises
    ------
    InputError
        The file cannot be read as rows, or has no such column (names the nearest) or several.
    """
    encoding, _ = detect_encoding(content)
    text = decode_text(content, encoding=encoding, file_name=file_name)
    separator = detect_separator(text)
    header, *records = read_records(text, separator=separator, file_name=file_name) or [[]]
    names = [normalise_header(name) for name in header]
    wanted = normalise_header(column)
    if wanted not in names:
        raise InputError(
            f"{file_name}: there is no column '{wanted}'{nearest_word(wanted, set(names))}"
        )
    if names.count(wanted) > 1:
        raise InputError(
            f"{file_name}, line 1: {names.count(wanted)} columns are called '{wanted}'; rename "
            "those that are not meant."
        )
    place = names.index(wanted)
    return [record[place] if place < len(record) else "" for record in records if record]
