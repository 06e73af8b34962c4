"""The rows as received, matched with the instrument, and the findings about them.

In: the rows of an export and the instrument. Out: :class:`PreparedRows`, each cell clean text, in
sheet order; rows of the table ``findings``, with the nearest name for a spelling that is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd
from rapidfuzz import fuzz, process

from gpgp.cleaning.personal.redaction import redact_text
from gpgp.errors import ContractError
from gpgp.instrument import Consultation, find_columns, fold_word
from gpgp.instrument.questions import Question
from gpgp.instrument.text import CONTROLS, MOJIBAKE, map_unique, repair_text
from gpgp.tables import LOSS, NOTE, SPECS, Finding, check_table, list_findings

ANSWER_TYPES = ("rating", "ranking", "choice", "multi_choice", "number", "free_text")


@dataclass(frozen=True)
class PreparedRows:
    """The export's rows, and which of its columns each question reads.

    ``rows`` is in the order of ``source_row`` with an index 0, 1, 2 …; cells are clean text,
    ``""`` where blank. ``columns`` maps question id → slot → header. ``repairs`` is the table
    of that name.
    """

    rows: pd.DataFrame
    columns: Mapping[str, Mapping[str, str]]
    repairs: pd.DataFrame

    def cells(self, question: Question) -> dict[str, pd.Series]:
        """Return the columns of a question, by slot."""
        return {slot: self.rows[header] for slot, header in self.columns[question.id].items()}

    def cell(self, question: Question) -> pd.Series:
        """Return the one column of a question that has one."""
        return self.rows[self.columns[question.id][""]]

    def keep(self, is_kept: pd.Series) -> PreparedRows:
        """Return the same with some of the rows."""
        return replace(self, rows=self.rows[is_kept])


def prepare_rows(rows: pd.DataFrame, *, consultation: Consultation) -> PreparedRows:
    """Hold the rows of an export against the instrument and clean every cell that it reads.

    Raises
    ------
    ContractError
        ``source_row`` is absent, repeated or no whole number; a cell is missing, not text.
    InputError
        A column that the instrument names is not there.
    """
    _check_rows(rows)
    headers = [header for header in rows.columns if header != "source_row"]
    columns = {
        question.id: find_columns(question, headers)
        for question in consultation.questions
        if question.type != "ignore"
    }
    used = dict.fromkeys(header for slots in columns.values() for header in slots.values())
    ordered = rows.sort_values("source_row", kind="stable", ignore_index=True)
    cleaned: dict[str, pd.Series] = {"source_row": ordered["source_row"]}
    repairs = [pd.DataFrame(columns=_REPAIR_COLUMNS)]
    for header in used:
        repaired = map_unique(ordered[header], repair_text)
        cleaned[header] = repaired.str[0].astype("str")
        repairs.append(_list_repairs(ordered, header, repaired.str[1]))
    return PreparedRows(
        pd.DataFrame(cleaned),
        columns,
        pd.concat([part for part in repairs if len(part)] or repairs, ignore_index=True),
    )


def list_repair_findings(repairs: pd.DataFrame) -> list[Finding]:
    """Tell how many cells of each column were written by broken software."""
    counts = repairs.groupby(["repair_code", "column_name"], observed=True, dropna=False).size()
    return [
        Finding(str(code), str(column), int(n), NOTE, _ADVICE[str(code)])
        for (code, column), n in counts.items()
    ]


_REPAIR_COLUMNS = ["source_row", "column_name", "repair_code", "text_received"]
_ADVICE = {
    MOJIBAKE: "the letters were repaired; ask for an export in UTF-8",
    CONTROLS: "characters that cannot be seen were left out; ask for a clean export",
}


def _list_repairs(rows: pd.DataFrame, header: str, repairs: pd.Series) -> pd.DataFrame:
    """List the cells whose letters changed, with the text as received, personal data removed."""
    codes = repairs[repairs.astype("bool")].explode()
    codes = codes[codes.isin(_ADVICE)]
    if codes.empty:
        return pd.DataFrame(columns=_REPAIR_COLUMNS)
    return pd.DataFrame(
        {
            "source_row": rows.loc[codes.index, "source_row"],
            "column_name": header,
            "repair_code": codes,
            "text_received": map_unique(rows.loc[codes.index, header], redact_text),
        }
    )


def _check_rows(rows: pd.DataFrame) -> None:
    if "source_row" not in rows.columns or not pd.api.types.is_integer_dtype(rows["source_row"]):
        raise ContractError(
            "rows: expected a column source_row of whole numbers; read the file with gpgp.intake."
        )
    n_repeated = int(rows["source_row"].duplicated().sum())
    if n_repeated:
        raise ContractError(f"rows: source_row must be unique, {n_repeated} rows repeat one.")
    for header in rows.columns.drop("source_row"):
        cells = rows[header]
        if len(cells) and (not pd.api.types.is_string_dtype(cells) or cells.isna().any()):
            raise ContractError(
                f"rows, column '{header}': expected text, '' where blank; found {cells.dtype}, "
                f"{int(cells.isna().sum())} missing."
            )


_VALUE_CHARACTERS = 120  # of a spelling; a longer one is cut
_NEAR = 70  # share of letters in common, 0 to 100, from which on a name is suggested


def collect_findings(findings: Iterable[Finding], received: pd.DataFrame | None) -> pd.DataFrame:
    """Join findings, and those of reading the file, into the findings table.

    Findings that concern no row are left out. Of the same call made twice, the one over the
    analysed rows stands.
    """
    key = list(SPECS["findings"].key)
    rows = list_findings(each for each in findings if each.n_rows)
    both = rows if received is None else pd.concat([rows, received])
    return check_table(both.drop_duplicates(key), SPECS["findings"])


def list_unmatched(
    words: pd.Series, *, finding_code: str, subject: str, known: Iterable[str], where: str
) -> list[Finding]:
    """List the spellings that the instrument does not know, with the nearest name it does.

    Parameters
    ----------
    words : Series of text
        One received spelling per answer that was not matched.
    known : names that the instrument knows
    where : the place of consultation.yaml to add an alias to
    """
    names = list(known)
    counts = words.str.slice(0, _VALUE_CHARACTERS).value_counts()
    return [
        Finding(
            finding_code=finding_code,
            subject=subject,
            n_rows=int(n_rows),
            severity_code=LOSS,
            what_to_do=f"{_suggest(str(word), names)} in consultation.yaml, {where}",
            value=str(word),
        )
        for word, n_rows in counts.items()
    ]


def _suggest(word: str, names: list[str]) -> str:
    near = process.extractOne(word, names, scorer=fuzz.ratio, processor=fold_word)
    if near is None or near[1] < _NEAR:
        return "say what it means"
    return f"if it means '{near[0]}', say so"
