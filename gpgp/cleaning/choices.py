"""Choices: words into option codes, one option or several."""

from __future__ import annotations

import pandas as pd

from gpgp.cleaning.prepared_rows import PreparedRows
from gpgp.instrument import Consultation, fold_word, item_words, match_word, split_options
from gpgp.instrument.text import map_unique
from gpgp.tables import LOSS, NO_ANSWER, NOT_MATCHED, Finding

_COLUMNS = ["source_row", "question_id", "option_code", "has_unknown"]


def match_choices(received: PreparedRows, *, consultation: Consultation) -> pd.DataFrame:
    """Read every chosen option of every row.

    Returns
    -------
    DataFrame, one row per chosen option, or one row ``no_answer`` or ``not_matched``
        ``source_row``, ``question_id``, ``option_code``, ``has_unknown`` (the cell holds
        something that is no option).
    """
    parts = [
        _read_question(received, question)
        for question in consultation.questions_of("choice", "multi_choice")
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_COLUMNS)


def list_choice_findings(choices: pd.DataFrame) -> list[Finding]:
    """Tell how many answers hold something that is not an option. Their words are not told."""
    unknown = choices[choices["has_unknown"].astype("bool")]
    n_rows = unknown.groupby("question_id", observed=True, dropna=False)["source_row"].nunique()
    return [
        Finding(
            "not_an_option",
            str(question_id),
            int(n),
            LOSS,
            f"see the column; add options or aliases in consultation.yaml, {question_id}",
        )
        for question_id, n in n_rows.items()
    ]


def chosen(cells: pd.Series, question) -> pd.Series:
    """Return which cells of a column per option say that the option was chosen."""
    unchosen = {fold_word(word) for word in question.unchosen} | {""}
    return map_unique(cells, lambda word: fold_word(word) not in unchosen).astype("bool")


def _read_question(received: PreparedRows, question) -> pd.DataFrame:
    cells = received.cells(question)
    source_row = received.rows["source_row"]
    if "" in cells:
        found = _read_lists(cells[""], question)
    else:
        found = pd.concat(
            [
                pd.DataFrame({"position": ticks.index[ticks], "option_code": code})
                for code, ticks in ((c, chosen(cells[c], question)) for c in cells)
            ]
        ).assign(has_unknown=False)
    absent = source_row.index.difference(found["position"])
    none = pd.DataFrame({"position": absent, "option_code": NO_ANSWER, "has_unknown": False})
    every = pd.concat([found, none])
    return pd.DataFrame(
        {
            "source_row": source_row.loc[every["position"]].to_numpy(),
            "question_id": question.id,
            "option_code": every["option_code"].to_numpy(),
            "has_unknown": every["has_unknown"].to_numpy(),
        }
    )


def _read_lists(cells: pd.Series, question) -> pd.DataFrame:
    """One row per option of each cell that is not blank."""
    known = item_words(question.items)
    filled = cells[cells != ""]
    found = map_unique(filled, lambda text: _options(text, question, known)).explode()
    return pd.DataFrame(
        {
            "position": found.index,
            "option_code": found.str[0].to_numpy(),
            "has_unknown": found.str[1].to_numpy(),
        }
    )


def _options(text: str, question, known: dict[str, str]) -> list[tuple[str, bool]]:
    if question.type == "choice":
        code = match_word(text, known)
        return [(code or NOT_MATCHED, code is None)]
    codes, unknown = split_options(text, known, separator=question.separator)
    nothing = NOT_MATCHED if unknown else NO_ANSWER
    return [(code, bool(unknown)) for code in codes or (nothing,)]
