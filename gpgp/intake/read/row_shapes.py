"""Tables whose rows are not responses, recognised by their shape, and refused in one sentence.

Cross-tables and results by statement (counts in cells), totals below the responses, code books.
Each rule asks for two signs at least, since a wrong refusal costs more than a late one.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from gpgp.errors import InputError
from gpgp.instrument import guess_scale_kind, read_number
from gpgp.intake.read.headers import ROW_COLUMN

_MOST_ROWS = 1_000  # of a table of results; longer files are responses
_MOST_TEXTS = 3  # columns of a table of results that hold no numbers
_COUNT_WORDS = re.compile(
    r"(?:\W|^)(?:%|percent(?:age)?|per cent|pct|share|count|base|total|tot|sum|mean|average|avg|"
    r"freq(?:uency)?|responses|respondents|n|no of responses|number of (?:responses|respondents|"
    r"people)|anzahl|häufigkeit|prozent|anteil|summe|gesamt|insgesamt|mittelwert|nombre|effectifs?|"
    r"pourcentage|moyenne|ensemble|recuento|frecuencia|porcentaje|media|contagem|frequência|"
    r"percentagem|média|conteggio|frequenza|percentuale|totale|aantal|percentage|gemiddelde|totaal|"
    r"cyfanswm|canran|nifer|cyfartaledd)(?:\W|$)",
    re.IGNORECASE,
)
_TOTAL_WORDS = re.compile(
    r"(?:grand |sub-?|overall )?(?:total|sum|average|mean|median|count|gesamt|insgesamt|summe|"
    r"mittelwert|ensemble|moyenne|somme|suma|promedio|media|soma|média|somma|totale|totaal|"
    r"gemiddelde|cyfanswm|cyfartaledd)s?(?: general| général| generale| geral| responses| "
    r"respondents| \(n\))?:?",
    re.IGNORECASE,
)


def _list_words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.replace("\n", " ").split(","))


_NAME_HEADS = _list_words("""
variable, variables, variable name, var, var name, varname, field, field name, column, column
name, question id, question code, question name, item code, item id, name, code, feldname,
variablenname, nom de variable, nombre de variable, nome da variável, nome variabile, veldnaam
""")
_LABEL_HEADS = _list_words("""
label, labels, variable label, description, definition, question, question text, wording, full
text, meaning, details, beschreibung, fragetext, bezeichnung, libellé, description de la
variable, intitulé, descripción, etiqueta, pregunta, descrição, rótulo, descrizione, etichetta,
omschrijving, disgrifiad
""")
_VALUE_HEADS = _list_words("""
type, data type, format, measure, measurement, level, values, value labels, value, options,
answer options, response options, choices, codes, coding, missing, missing values, valid values,
range, notes, typ, werte, datentyp, modalités, valeurs, tipo, valores, valori, waarden,
gwerthoedd
""")
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.\[\]-]*")
_SHORT_WORDS = 25  # of a statement


def refuse_other_tables(rows: pd.DataFrame, *, file_name: str) -> None:
    """Refuse a table whose rows are not responses.

    Parameters
    ----------
    rows : DataFrame of text, one column per column of the file, and ``source_row``

    Raises
    ------
    InputError
        Names what the file is and what is needed instead.
    """
    cells = rows.drop(columns=ROW_COLUMN).map(str.strip)
    cells = cells.loc[:, (cells != "").any()]
    if cells.empty:
        return
    for is_found, what in (
        (_is_code_book(cells), "a list of variables (a code book)"),
        (_is_results(cells), "a table of results (counts or percentages in its cells)"),
    ):
        if is_found:
            raise InputError(
                f"{file_name}: its rows are not responses: it looks like {what}. Ask for the "
                "export with one row per response; if it is one, add --anyway."
            )
    row = _find_total(cells, rows[ROW_COLUMN])
    if row is not None:
        raise InputError(
            f"{file_name}, row {row}: looks like a row of totals below the responses; delete it, "
            "or add --anyway if it is a response."
        )


def _is_code_book(cells: pd.DataFrame) -> bool:
    heads = {str(name).casefold().strip(" :*#"): name for name in cells.columns}
    named = [heads[head] for head in heads if head in _NAME_HEADS]
    has_label = any(head in _LABEL_HEADS for head in heads)
    has_values = any(head in _VALUE_HEADS for head in heads)
    if not named or not (has_label or has_values) or len(heads) > 10:
        return False
    names = cells[named[0]][cells[named[0]] != ""]
    is_identifier = names.str.fullmatch(_IDENTIFIER)
    is_coded = names.str.contains(r"[\d_]|[a-z][A-Z]", regex=True)
    n_known = sum(head in _NAME_HEADS | _LABEL_HEADS | _VALUE_HEADS for head in heads)
    return bool(
        names.is_unique
        and is_identifier.mean() >= 0.9
        and is_coded.mean() >= (0.3 if n_known >= 3 else 0.6)
        and n_known >= 0.5 * len(heads)
    )


def _is_results(cells: pd.DataFrame) -> bool:
    if len(cells) > _MOST_ROWS or len(cells.columns) < 2:
        return False
    is_numeric: list[bool] = []
    for place in range(len(cells.columns)):
        column = cells.iloc[:, place]
        n_filled, n_numbers = (column != "").sum(), column.map(_read_count).notna().sum()
        is_numeric.append(n_numbers >= 0.9 * max(n_filled, 1))
        if is_numeric.count(False) > _MOST_TEXTS:
            return False
    values, filled = cells.map(_read_count), cells != ""
    mask = np.array(is_numeric)
    numbers, texts = cells.columns[mask], cells.columns[~mask]
    if not len(numbers) or not len(texts) or len(numbers) < len(texts):
        return False
    labels = cells[list(texts)]
    is_short = labels.map(lambda text: len(text.split()) <= _SHORT_WORDS).all().all()
    if not is_short or labels.duplicated().any() or cells.columns[0] not in texts:
        return False
    heads = [str(name) for name in numbers]
    has_count_words = any(_COUNT_WORDS.search(head) and len(head.split()) <= 8 for head in heads)
    shares = cells[list(numbers)].map(lambda text: text.endswith("%"))
    has_shares = shares.to_numpy().sum() >= 0.3 * filled[list(numbers)].to_numpy().sum()
    is_counted = bool((values[list(numbers)].max() > 10).any())
    n_scale = sum(guess_scale_kind([head]) != "numeric" for head in heads)
    has_scale = n_scale >= 3 and n_scale >= 0.4 * len(heads)
    is_summed = _has_sum(values[list(numbers)])
    return (has_shares or is_counted) and (has_count_words or has_scale or has_shares or is_summed)


def _read_count(text: str) -> float | None:
    return read_number(text) if text else None


def _has_sum(values: pd.DataFrame) -> bool:
    """Whether a last or first column is the sum of the others in nearly every row."""
    whole = values.astype("float64").fillna(0)
    if len(whole.columns) < 3 or len(whole) < 2:
        return False
    for name in (whole.columns[0], whole.columns[-1]):
        others = whole.drop(columns=name).sum(axis=1)
        is_equal = (others - whole[name]).abs() <= 0.01 * others.abs().clip(lower=1)
        if (is_equal & (others > 0)).mean() >= 0.9:
            return True
    return False


def _find_total(cells: pd.DataFrame, numbers: pd.Series) -> int | None:
    """Return the row of the file of a row of totals among the last three."""
    for position in range(max(len(cells) - 3, 1), len(cells)):
        filled = [text for text in cells.iloc[position] if text]
        if len(filled) < 2 or not _TOTAL_WORDS.fullmatch(filled[0]):
            continue
        above = cells.iloc[: max(len(cells) - 3, 1)]
        is_answer = any((above[name] == filled[0]).any() for name in cells.columns)
        if not is_answer and all(_read_count(text) is not None for text in filled[1:]):
            return int(numbers.iloc[position])
    return None
