"""Files with one row per answer: recognised, and read as one row per response."""

from __future__ import annotations

import csv
import re

import pandas as pd

from gpgp.errors import InputError, ParameterError
from gpgp.instrument.parts import LongForm, nearest_word
from gpgp.intake.read.headers import ROW_COLUMN

_QUESTION_WORDS = re.compile(
    r"(?:survey |form )?(?:question|item|variable|field|prompt|attribute|frage|pregunta|pergunta|"
    r"domanda|vraag|cwestiwn|merkmal|champ|campo|veld|indicator)(?:[ _-]?(?:id|no|nr|number|text|"
    r"name|code|key|label|titel|texte|texto|testo|tekst))?",
    re.IGNORECASE,
)
_ANSWER_WORDS = re.compile(
    r"(?:answer|response|value|reply|result|antwort|wert|réponse|reponse|valeur|respuesta|valor|"
    r"resposta|risposta|valore|antwoord|waarde|ateb|ymateb)s?(?:[ _-]?(?:text|value|label|given|"
    r"texte|texto|testo|tekst))?",
    re.IGNORECASE,
)
_MOST_QUESTIONS = 500
_LEAST_ANSWERS = 1.5  # per response, on average
_LEAST_SINGLE = 0.8  # pairs of response and question, of the rows; the rest is several options


def parse_long_form(text: str) -> LongForm:
    """Read ``ID,QUESTION,ANSWER``; a name with a comma stands between double quotes.

    Raises
    ------
    ParameterError
        Not three different names.
    """
    names = [name.strip() for name in next(csv.reader([text], skipinitialspace=True))]
    if len(set(names)) != 3 or not all(names):
        raise ParameterError("--long: expected three columns, ID,QUESTION,ANSWER.")
    return LongForm(id=names[0], question=names[1], answer=names[2])


def find_answer_rows(rows: pd.DataFrame) -> LongForm | None:
    """Return the columns of a file with one row per answer; None where a row is a response.

    Parameters
    ----------
    rows : DataFrame of text, one column per column of the file, and ``source_row``
    """
    names = [name for name in rows.columns if name != ROW_COLUMN]
    questions = [name for name in names if _QUESTION_WORDS.fullmatch(name)]
    answers = [name for name in names if _ANSWER_WORDS.fullmatch(name)]
    for question in questions:
        n_questions = rows[question].nunique()
        if not 2 <= n_questions <= min(_MOST_QUESTIONS, len(rows) // 2):
            continue
        for answer in answers:
            for name in names:
                if name not in (question, answer) and _is_key(rows, name, question):
                    return LongForm(id=name, question=question, answer=answer)
    return None


def _is_key(rows: pd.DataFrame, name: str, question: str) -> bool:
    n_ids = rows[name].nunique()
    n_pairs = len(rows[[name, question]].drop_duplicates())
    is_filled = (rows[name].str.strip() != "").all()
    return bool(
        is_filled
        and n_ids >= 2
        and len(rows) >= _LEAST_ANSWERS * n_ids
        and n_pairs >= _LEAST_SINGLE * len(rows)
    )


def pivot_answers(rows: pd.DataFrame, *, form: LongForm, file_name: str) -> pd.DataFrame:
    """Return one row per response: a column for each question, in the order of the file.

    Several answers of a response to one question are joined by ``"; "``. Other columns are kept
    where they say one thing per response. ``source_row`` is the first row of the response.

    Raises
    ------
    InputError
        A column is not there, a row has no id or no question, or a question has the name of
        another column.
    """
    names = [name for name in rows.columns if name != ROW_COLUMN]
    for name in (form.id, form.question, form.answer):
        if name not in names:
            hint = nearest_word(name, set(names))
            raise InputError(f"{file_name}: there is no column '{name}' to pivot{hint}")
    for name in (form.id, form.question):
        blank = rows.loc[rows[name].str.strip() == "", ROW_COLUMN]
        if len(blank):
            shown = ", ".join(blank.head(5).astype("str"))
            raise InputError(
                f"{file_name}, column '{name}': {len(blank)} rows are blank (rows {shown}); each "
                "answer needs its response and its question."
            )
    groups = rows.groupby(form.id, sort=False, dropna=False)
    others = [name for name in names if name not in (form.id, form.question, form.answer)]
    heads = groups[[ROW_COLUMN, *others]].first()
    constant = [name for name in others if rows[name].eq(rows[form.id].map(heads[name])).all()]
    filled = rows[rows[form.answer].str.strip() != ""]
    questions = rows[form.question].drop_duplicates()
    wide = filled.pivot_table(
        index=form.id, columns=form.question, values=form.answer, aggfunc="; ".join, sort=False
    )
    wide = wide.reindex(index=heads.index, columns=questions).fillna("").astype("str")
    repeated = [name for name in questions if name in (ROW_COLUMN, form.id, *constant)]
    if repeated:
        raise InputError(
            f"{file_name}: the question '{repeated[0][:60]}' has the name of a column; rename one."
        )
    whole = pd.concat([heads[[ROW_COLUMN, *constant]], wide], axis=1).reset_index()
    return whole[[ROW_COLUMN, form.id, *constant, *questions]]
