"""An export as received: every cell as text, read exactly as consultation.yaml declares.

In: the bytes of a CSV or workbook. Out: one row per response, one text column per export column.
Nothing is guessed or repaired here; left out are header rows, what stands above them, and lines
without a character.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from gpgp.errors import InputError
from gpgp.instrument import Consultation, Export, find_columns, nearest_word, normalise_header
from gpgp.intake.read.accepted_files import find_kind
from gpgp.intake.read.answer_rows import pivot_answers
from gpgp.intake.read.delimited import decode_text, read_records
from gpgp.intake.read.headers import ROW_COLUMN, combine_headers, name_columns
from gpgp.intake.read.letters import place_letters
from gpgp.intake.read.workbook import read_workbook
from gpgp.tables import NOTE, Finding, list_findings

_MOST_HOLLOW = 1 / 3  # of the rows: then they are blank lines, not responses


@dataclass(frozen=True)
class Received:
    """What was received.

    Attributes
    ----------
    rows : DataFrame, one row per response
        ``source_row`` (int64, the row as a spreadsheet shows it, header = 1), then one text
        column per export column; blank = ``""``, never missing.
    sheet : str
        The sheet read; ``""`` for CSV.
    findings : DataFrame
        The ``findings`` contract: what reading came upon.
    """

    rows: pd.DataFrame
    sheet: str
    findings: pd.DataFrame


def read_responses(
    content: bytes,
    *,
    consultation: Consultation,
    file_name: str,
    joined: Mapping[str, bytes] | None = None,
) -> Received:
    """Read an export as its consultation.yaml declares it.

    Parameters
    ----------
    content : bytes
        The whole file.
    consultation : Consultation
        Its ``export`` says encoding, separator, sheet, header rows, date format and the words
        that stand for a blank.
    file_name : str
        For messages.
    joined : mapping of file name to bytes, optional
        The files that ``export.joined`` and ``export.letters`` name; the columns of the first
        stand beside the export's own, the letters of the second below its rows.

    Returns
    -------
    Received

    Raises
    ------
    InputError
        The file is not what is declared, or not a file of responses; names file, sheet, row,
        column and rule, and never repeats an answer.
    """
    wanted = {header for question in consultation.questions for header in question.headers()}
    export = consultation.export
    received = read_rows(content, export=export, file_name=file_name, n_expected=len(wanted))
    contents = joined or {}
    for each in export.joined:
        if each.file not in contents:
            raise InputError(f"{each.file}: is to be joined to {file_name} and was not read.")
        other = read_rows(contents[each.file], export=export, file_name=each.file)
        received = join_file(received, other, on=each.on, file_name=each.file)
    rows = coalesce_columns(received.rows, coalesced=export.coalesced, file_name=file_name)
    _check_columns(consultation, rows, file_name)
    received = replace(received, rows=blank_missing(rows, consultation=consultation))
    if export.letters is None:
        return received
    if export.letters.file not in (joined or {}):
        raise InputError(f"{export.letters.file}: holds the letters and was not read.")
    return add_letters(received, (joined or {})[export.letters.file], consultation=consultation)


def blank_missing(rows: pd.DataFrame, *, consultation: Consultation) -> pd.DataFrame:
    """Return rows in which the words that a question lists as ``missing`` are blank in its columns.

    The same words stay answers to every other question.
    """
    headers = [name for name in rows.columns if name != ROW_COLUMN]
    blanked = {
        header: pd.array(_without(tuple(rows[header]), set(question.missing)), dtype="str")
        for question in consultation.questions
        if question.missing
        for header in find_columns(question, headers).values()
    }
    return rows.assign(**blanked)


def add_letters(received: Received, content: bytes, *, consultation: Consultation) -> Received:
    """Return what was received with each letter as a response below the rows of the export.

    Raises
    ------
    InputError
        The file of letters is not as `place_letters` expects.
    """
    letters = consultation.export.letters
    if letters is None:
        return received
    plain = Export(file=letters.file)
    read = read_rows(content, export=plain, file_name=letters.file)
    added = place_letters(
        read.rows, below=received.rows, consultation=consultation, file_name=letters.file
    )
    advice = (
        "they answer no question and are read with the comments; they stand after row "
        f"{received.rows[ROW_COLUMN].max()}"
    )
    found = list_findings([Finding("letters", letters.file, len(added), NOTE, advice)])
    return Received(
        rows=pd.concat([received.rows, added], ignore_index=True),
        sheet=received.sheet,
        findings=pd.concat([received.findings, found], ignore_index=True),
    )


def coalesce_columns(
    rows: pd.DataFrame, *, coalesced: Mapping[str, Sequence[str]], file_name: str
) -> pd.DataFrame:
    """Return rows in which a question that was asked in several columns stands in the first.

    Raises
    ------
    InputError
        A column is not in the file, or a row answers the question twice, each time differently.
    """
    for first, others in coalesced.items():
        for header in (first, *others):
            if header not in rows:
                raise InputError(
                    f"{file_name}: no column '{header}', named in coalesced"
                    f"{nearest_word(header, set(rows.columns))}"
                )
        for other in others:
            both = (rows[first] != "") & (rows[other] != "") & (rows[first] != rows[other])
            if both.any():
                raise InputError(
                    f"{file_name}, row {rows.loc[both, ROW_COLUMN].iloc[0]}: '{first}' and "
                    f"'{other}' hold different answers ({int(both.sum())} rows); they are not one "
                    "question, so take them out of coalesced."
                )
            rows = rows.assign(**{first: rows[first].where(rows[first] != "", rows[other])})
        rows = rows.drop(columns=list(others))
    return rows


def read_rows(content: bytes, *, export: Export, file_name: str, n_expected: int = 1) -> Received:
    """Read a file as ``export`` declares it, whatever its columns are.

    Parameters
    ----------
    content : bytes
    export : Export
    file_name : str
    n_expected : int
        Columns that there must be at least; one column found instead is a wrong separator.

    Raises
    ------
    InputError
        The file is not what is declared, or not a file of responses.
    """
    if not content:
        raise InputError(f"{file_name}: the file is empty.")
    kind = find_kind(content, file_name=file_name)
    if kind == "text":
        text = decode_text(content, encoding=export.encoding, file_name=file_name)
        text, notes = _replace_nul(text)
        records = read_records(
            text, separator=export.separator, file_name=file_name, quoting=export.quoting
        )
        sheet = ""
    else:
        book = read_workbook(content, export=export, file_name=file_name, kind=kind)
        records = [record if any(record) else [] for record in book.records]
        sheet, notes = book.sheet, list(book.findings)
    numbered, blank = number_rows(records, skip_rows=export.skip_rows)
    rows, short = _frame(numbered, export, file_name, n_expected)
    if export.long:
        rows = pivot_answers(rows, form=export.long, file_name=file_name)
    return Received(rows=rows, sheet=sheet, findings=list_findings([*notes, *blank, *short]))


def number_rows(
    records: list[list[str]], *, skip_rows: int = 0
) -> tuple[list[tuple[int, list[str]]], list[Finding]]:
    """Number the rows as a spreadsheet shows them; leave out what is above, between and below.

    Left out: the first ``skip_rows``; where there are several columns, lines without a single
    character; rows of separators only at the end, or where they are a third of the file (one after
    each response). Any other row of separators stays: it may be a response that says nothing.
    """
    numbered = list(enumerate(records, start=1))[skip_rows:]
    while numbered and not any(numbered[-1][1]):
        numbered.pop()
    n_end = sum(1 for record in records[skip_rows + len(numbered) :] if record)
    kept = numbered
    if any(len(record) > 1 for _, record in numbered):
        n_hollow = sum(1 for _, record in numbered if record and not any(record))
        is_padding = n_hollow >= max(3, _MOST_HOLLOW * len(numbered))
        kept = [each for each in numbered if any(each[1]) or (each[1] and not is_padding)]
    lines = (("blank_line", len(numbered) - len(kept)), ("empty_end", n_end))
    advice = "nothing; rows without a single character are not responses"
    return kept, [Finding(code, "file", n, NOTE, advice) for code, n in lines if n]


def join_file(received: Received, other: Received, *, on: str, file_name: str) -> Received:
    """Put the columns of a second file beside those of the responses they belong to.

    Parameters
    ----------
    received, other : Received
        The responses, and the second file.
    on : str
        The column that both have; in the second file each value stands once.
    file_name : str
        The second file, for messages.

    Raises
    ------
    InputError
        A file lacks the column; in the second a value is blank or stands twice, belongs to no
        response, or a further column has a name that the first file has too.
    """
    key = normalise_header(on)
    for rows, place in ((received.rows, "the export"), (other.rows, file_name)):
        if key not in rows.columns:
            hint = nearest_word(key, set(rows.columns) - {ROW_COLUMN})
            raise InputError(f"{place}: there is no column '{key}' to join on{hint}")
    keys = other.rows[key].str.strip()
    for is_wrong, what in (
        (keys.eq(""), "are blank"),
        (keys.duplicated(keep=False), "stand more than once"),
        (~keys.isin(received.rows[key].str.strip()), "belong to no response of the export"),
    ):
        if is_wrong.any():
            shown = ", ".join(other.rows.loc[is_wrong, ROW_COLUMN].head(5).astype("str"))
            raise InputError(
                f"{file_name}, column '{key}': {int(is_wrong.sum())} values {what} (rows {shown}); "
                "each must stand once and belong to a response."
            )
    added = other.rows.drop(columns=[ROW_COLUMN, key])
    repeated = [name for name in added.columns if name in received.rows.columns]
    if repeated:
        raise InputError(f"{file_name}: column '{repeated[0]}' is in the export too; rename one.")
    added.index = pd.Index(keys)
    beside = added.reindex(received.rows[key].str.strip()).fillna("").reset_index(drop=True)
    rows = pd.concat([received.rows.reset_index(drop=True), beside], axis=1)
    renamed = other.findings.assign(subject=other.findings["subject"].replace("file", file_name))
    findings = pd.concat([received.findings, renamed], ignore_index=True)
    return Received(rows=rows, sheet=received.sheet, findings=findings)


def _replace_nul(text: str) -> tuple[str, list[Finding]]:
    n = text.count("\0")
    if not n:
        return text, []
    advice = "each was read as a blank; ask for a clean export if words run together"
    return text.replace("\0", " "), [Finding("nul_character", "file", n, NOTE, advice)]


def _frame(
    numbered: list[tuple[int, list[str]]], export: Export, file_name: str, n_expected: int
) -> tuple[pd.DataFrame, list[Finding]]:
    n_headers = export.header_rows
    header_rows, body = [record for _, record in numbered[:n_headers]], numbered[n_headers:]
    if not body:
        raise InputError(
            f"{file_name}: 0 responses; found {len(numbered)} rows, of which {n_headers} are "
            "declared as header_rows."
        )
    n_columns = max(len(record) for record in header_rows or (record for _, record in body))
    if n_columns == 1 < n_expected:
        raise InputError(_wrong_separator(body[0][1], export.separator, n_expected, file_name))
    headers = combine_headers(header_rows, n_columns=n_columns)
    is_numbering = export.repeated_headers == "number"
    names = name_columns(headers, number_repeats=is_numbering, file_name=file_name)
    notes = _blank_header_notes(headers, names) if header_rows else []
    notes += _even_out(body, n_columns, file_name)
    blanks = {word.strip() for word in export.missing} - {""}
    data: dict[str, Any] = {ROW_COLUMN: pd.Series([row for row, _ in body], dtype="int64")}
    columns = zip(*(record for _, record in body), strict=True)
    for name, cells in zip(names, columns, strict=True):
        data[name] = pd.array(_without(cells, blanks), dtype="str")
    return pd.DataFrame(data), notes


def _without(cells: tuple[str, ...], blanks: set[str]) -> list[str]:
    if not blanks:
        return list(cells)
    return ["" if cell.strip() in blanks else cell for cell in cells]


def _wrong_separator(first: list[str], separator: str, n_expected: int, file_name: str) -> str:
    text = separator.join(first)
    likely = max(";\t,|", key=text.count)
    hint = f"; the rows hold '{likely}': write it as separator" if likely in text else ""
    return (
        f"{file_name}: 1 column found, at least {n_expected} expected, with "
        f"separator '{separator}'{hint} under export: in consultation.yaml."
    )


def _blank_header_notes(headers: list[str], names: list[str]) -> list[Finding]:
    advice = "the column has no header and is known by its letter; name it in the file if used"
    blank = [name for header, name in zip(headers, names, strict=True) if not header]
    return [Finding("blank_header", name, 0, NOTE, advice) for name in blank]


def _even_out(body: list[tuple[int, list[str]]], n_columns: int, file_name: str) -> list[Finding]:
    """Pad short rows with blanks, in place; refuse long rows and rows broken in two."""
    n_short = 0
    for position, (row, record) in enumerate(body):
        if len(record) > n_columns:
            if any(record[n_columns:]):
                raise InputError(_long_row(file_name, row, len(record), n_columns))
            del record[n_columns:]
        elif len(record) < n_columns:
            _refuse_broken(body[position : position + 2], n_columns, file_name)
            n_short += bool(record)
            record.extend([""] * (n_columns - len(record)))
    advice = "look at them: cells at the end of a row are missing, and were read as blank"
    return [Finding("short_row", "file", n_short, NOTE, advice)] if n_short else []


def _long_row(file_name: str, row: int, found: int, expected: int) -> str:
    return (
        f"{file_name}, row {row}: {found} cells, {expected} expected; an answer that holds the "
        "separator must stand between quotes. Export the file again, or correct the row."
    )


def _refuse_broken(pair: list[tuple[int, list[str]]], n_columns: int, file_name: str) -> None:
    rows, lengths = [row for row, _ in pair], [len(record) for _, record in pair]
    if len(pair) == 2 and lengths[0] > 1 and lengths[1] > 0 and sum(lengths) == n_columns + 1:
        raise InputError(
            f"{file_name}, rows {rows[0]} and {rows[1]}: {lengths[0]} and {lengths[1]} cells, "
            f"{n_columns} expected: one row broken in two by a line break outside quotes. Export "
            "the file again, or join the two rows."
        )


def _check_columns(consultation: Consultation, rows: pd.DataFrame, file_name: str) -> None:
    headers = [name for name in rows.columns if name != ROW_COLUMN]
    faults = []
    for question in consultation.questions:
        try:
            find_columns(question, headers)
        except InputError as fault:
            faults.append(str(fault))
    if faults:
        shown = ", ".join(f"'{header[:60]}'" for header in headers[:5])
        raise InputError(
            "\n".join(f"{file_name}: {fault}" for fault in faults)
            + f"\n{file_name}: {len(headers)} columns found: {shown}"
            + (" ..." if len(headers) > 5 else "")
        )
