"""Answers as the instrument understands them: ratings, choices, rankings and numbers.

In: the rows received. Out: one tidy table per type of question, and findings. A word that the
instrument does not know is missing, counted and reported.
"""

from __future__ import annotations

import pandas as pd

from gpgp.cleaning.prepared_rows import PreparedRows, list_unmatched
from gpgp.instrument import (
    Consultation,
    find_non_answer,
    fold_word,
    item_words,
    match_word,
    read_rank,
    scale_words,
    split_options,
)
from gpgp.instrument.questions import Choice, MultiChoice, Number, Ranking, Rating
from gpgp.instrument.text import map_unique
from gpgp.tables import DONT_KNOW, LOSS, NO_ANSWER, NOT_MATCHED, NOTE, Finding

ANSWERED = "answered"


def match_ratings(received: PreparedRows, *, consultation: Consultation) -> pd.DataFrame:
    """Read every rated item of every row.

    Returns
    -------
    DataFrame, one row per row received and rated item
        ``source_row``, ``question_id``, ``item_code``, ``score`` (scale point, 1 = lowest;
        missing = none), ``status_code``, ``word`` (as received).
    """
    parts = [
        _read_item(received.rows["source_row"], cells, question, item_code)
        for question in consultation.questions_of("rating")
        for item_code, cells in _items(received, question).items()
    ]
    columns = ["source_row", "question_id", "item_code", "score", "status_code", "word"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def list_rating_findings(ratings: pd.DataFrame, *, consultation: Consultation) -> list[Finding]:
    """Tell which words are outside their scale."""
    findings: list[Finding] = []
    for question in consultation.questions_of("rating"):
        outside = ratings["question_id"].eq(question.id) & ratings["status_code"].eq(NOT_MATCHED)
        findings += list_unmatched(
            ratings.loc[outside, "word"],
            finding_code="word_outside_scale",
            subject=question.id,
            known=[w for p in question.scale.points for w in (p.label, *p.words)],
            where=f"scales, {question.scale_name}",
        )
    return findings


def _items(received: PreparedRows, question: Rating) -> dict[str, pd.Series]:
    cells = received.cells(question)
    return {question.items[0].code: cells[""]} if "" in cells else cells


def _read_item(
    source_row: pd.Series, cells: pd.Series, question: Rating, item_code: str
) -> pd.DataFrame:
    known = scale_words(question.scale)
    found = map_unique(cells, lambda word: _read_word(word, known))
    return pd.DataFrame(
        {
            "source_row": source_row,
            "question_id": question.id,
            "item_code": item_code,
            "score": found.str[0].astype("Int64"),
            "status_code": found.str[1].astype("str"),
            "word": cells,
        }
    )


def _read_word(word: str, known: dict[str, int | str]) -> tuple[int | None, str]:
    if not word:
        return None, NO_ANSWER
    point = match_word(word, known)
    if point is None or point == DONT_KNOW:
        return None, point or NOT_MATCHED
    return point, ANSWERED


_CHOICE_COLUMNS = ["source_row", "question_id", "option_code", "has_unknown"]


def match_choices(received: PreparedRows, *, consultation: Consultation) -> pd.DataFrame:
    """Read every chosen option of every row.

    Returns
    -------
    DataFrame, one row per chosen option, and one ``not_matched`` if something else was written in
        or one ``no_answer``
        ``source_row``, ``question_id``, ``option_code``, ``has_unknown`` (the cell holds
        something that is no option).
    """
    parts = [
        _read_choice(received, question)
        for question in consultation.questions_of("choice", "multi_choice")
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_CHOICE_COLUMNS)


def list_choice_findings(choices: pd.DataFrame) -> list[Finding]:
    """Count the answers that hold something that is not an option, without their words."""
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


def chosen(cells: pd.Series, question: MultiChoice) -> pd.Series:
    """Return which cells of a column per option say that the option was chosen."""
    unchosen = {fold_word(word) for word in question.unchosen} | {""}
    return map_unique(cells, lambda word: fold_word(word) not in unchosen).astype("bool")


def _read_choice(received: PreparedRows, question: Choice | MultiChoice) -> pd.DataFrame:
    cells = received.cells(question)
    source_row = received.rows["source_row"]
    if "" in cells:
        found = _read_lists(cells[""], question)
    else:
        assert isinstance(question, MultiChoice)  # no other has a column per option
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


def _read_lists(cells: pd.Series, question: Choice | MultiChoice) -> pd.DataFrame:
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


def _options(
    text: str, question: Choice | MultiChoice, known: dict[str, str]
) -> list[tuple[str, bool]]:
    if isinstance(question, Choice):
        code = match_word(text, known)
        return [(code or NOT_MATCHED, code is None)]
    codes, unknown = split_options(text, known, separator=question.separator)
    written_in = (NOT_MATCHED,) if unknown else ()
    return [(code, bool(unknown)) for code in (*codes, *written_in) or (NO_ANSWER,)]


_RANKING_COLUMNS = ["source_row", "question_id", "option_code", "rank", "problem"]
UNKNOWN, OUT_OF_RANGE, REPEATED = "unknown", "out_of_range", "repeated"


def match_rankings(received: PreparedRows, *, consultation: Consultation) -> pd.DataFrame:
    """Read what every row says about every option.

    Returns
    -------
    DataFrame, one row per row received and option of a ranking, and per unreadable word
        ``source_row``, ``question_id``, ``option_code`` (missing for a word that is no option),
        ``rank`` (1 = first; options with the same number tie; missing = not ranked),
        ``problem`` (``unknown``, ``out_of_range``, ``repeated`` or ``""``).
    """
    parts = [_read_ranking(received, question) for question in consultation.questions_of("ranking")]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_RANKING_COLUMNS)


def list_ranking_findings(rankings: pd.DataFrame) -> list[Finding]:
    """Tell how many rows have a rank that could not be read, is out of range, or is a tie."""
    findings = [
        Finding(code, str(question_id), int(rows), LOSS, _RANK_ADVICE[str(problem)])
        for (question_id, problem), rows in rankings[rankings["problem"] != ""]
        .groupby(["question_id", "problem"], observed=True, dropna=False)["source_row"]
        .nunique()
        .items()
        if (code := f"rank_{problem}")
    ]
    ranked = rankings[rankings["rank"].notna()]
    ties = ranked[ranked.duplicated(["source_row", "question_id", "rank"])]
    tied = ties.groupby("question_id", observed=True, dropna=False)["source_row"].nunique()
    return findings + [
        Finding("rank_tied", str(question_id), int(rows), NOTE, "tied options share their rank")
        for question_id, rows in tied.items()
    ]


_RANK_ADVICE = {
    UNKNOWN: "the option counts as not ranked; add aliases in consultation.yaml if it means one",
    OUT_OF_RANGE: "the option counts as not ranked; see the column",
    REPEATED: "the best of its places counts; see the columns",
}


def _read_ranking(received: PreparedRows, question: Ranking) -> pd.DataFrame:
    cells = received.cells(question)
    source_row = received.rows["source_row"]
    if "" in cells:
        said = _read_list(cells[""], question)
    elif question.places:
        said = _read_places(cells, question)
    else:
        said = _read_numbers(cells, question)
    said["source_row"] = source_row.loc[said["position"]].to_numpy()
    ranked = _keep_best(said)
    every = pd.MultiIndex.from_product(
        [source_row, [item.code for item in question.items]], names=["source_row", "option_code"]
    ).to_frame(index=False)
    options = every.merge(
        ranked, on=["source_row", "option_code"], how="left", validate="one_to_one"
    )
    problems = said.loc[said["problem"] != "", ["source_row", "problem"]].assign(rank=float("nan"))
    both = pd.concat([options.assign(problem=""), problems], ignore_index=True)
    return both.assign(question_id=question.id)[_RANKING_COLUMNS]


def _keep_best(said: pd.DataFrame) -> pd.DataFrame:
    """One rank per option; the first place of an option that was named twice."""
    ranked = said[said["rank"].notna() & said["option_code"].notna()]
    return (
        ranked.sort_values(["source_row", "option_code", "rank"], kind="stable")
        .drop_duplicates(["source_row", "option_code"])
        .loc[:, ["source_row", "option_code", "rank"]]
    )


def _read_numbers(cells: dict[str, pd.Series], question: Ranking) -> pd.DataFrame:
    def read(word: str) -> tuple[int | None, str]:
        return read_rank(word, n_items=len(question.items), best=question.best)

    parts = []
    for code, column in cells.items():
        found = map_unique(column, read)
        parts.append(
            pd.DataFrame(
                {
                    "position": column.index,
                    "option_code": code,
                    "rank": found.str[0].astype("float64"),
                    "problem": found.str[1].astype("str"),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _read_places(cells: dict[str, pd.Series], question: Ranking) -> pd.DataFrame:
    known = item_words(question.items)
    parts = []
    for place, column in enumerate(cells.values(), start=1):
        filled = column[~column.isin(["", "-"])]
        codes = map_unique(filled, lambda word: match_word(word, known))
        parts.append(pd.DataFrame({"position": filled.index, "option_code": codes, "rank": place}))
    return _mark_problems(pd.concat(parts, ignore_index=True))


def _read_list(cells: pd.Series, question: Ranking) -> pd.DataFrame:
    known = item_words(question.items)
    filled = cells[cells != ""]
    lists = map_unique(filled, lambda text: _places(text, known, question.separator))
    places = lists.explode().dropna()
    return _mark_problems(
        pd.DataFrame(
            {
                "position": places.index,
                "option_code": places.str[0].to_numpy(),
                "rank": places.str[1].to_numpy(),
            }
        )
    )


def _places(text: str, known: dict[str, str], separator: str) -> list[tuple[str | None, int]]:
    codes, unknown = split_options(text, known, separator=separator)
    return [(code, place) for place, code in enumerate(codes, start=1)] + [
        (None, len(codes) + 1) for _ in unknown
    ]


def _mark_problems(said: pd.DataFrame) -> pd.DataFrame:
    repeated = said.duplicated(["position", "option_code"]) & said["option_code"].notna()
    problem = pd.Series("", index=said.index, dtype="str")
    problem = problem.mask(repeated, REPEATED).mask(said["option_code"].isna(), UNKNOWN)
    return said.assign(rank=said["rank"].astype("float64"), problem=problem)


IMPLAUSIBLE = "implausible"
_NUMBER_COLUMNS = ["source_row", "question_id", "value", "status_code"]


def match_numbers(received: PreparedRows, *, consultation: Consultation) -> pd.DataFrame:
    """Read the answer of every row to every question that asks for a number.

    Returns
    -------
    DataFrame, one row per row received and question
        ``source_row``, ``question_id``, ``value`` (in the unit of the question; missing = none),
        ``status_code``.
    """
    parts = [_read_number(received, question) for question in consultation.questions_of("number")]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_NUMBER_COLUMNS)


def list_number_findings(numbers: pd.DataFrame) -> list[Finding]:
    """List how many answers are no number, and how many are implausible."""
    counts = numbers.groupby(["question_id", "status_code"], observed=True, dropna=False).size()
    return [
        Finding(_CODES[str(status)], str(question_id), int(n), LOSS, _NUMBER_ADVICE[str(status)])
        for (question_id, status), n in counts.items()
        if status in _CODES
    ]


_CODES = {NOT_MATCHED: "not_a_number", IMPLAUSIBLE: "implausible_number"}
_NUMBER_ADVICE = {
    NOT_MATCHED: "not counted; add unit: or words: to the question, or correct the column",
    IMPLAUSIBLE: "not counted; correct lowest and highest of the question if they are right",
}


def _read_number(received: PreparedRows, question: Number) -> pd.DataFrame:
    def read(word: str) -> tuple[float | None, str]:
        value, is_plausible = question.read(word)
        if value is None:
            return None, NO_ANSWER if not word or find_non_answer(word) else NOT_MATCHED
        return (value, ANSWERED) if is_plausible else (None, IMPLAUSIBLE)

    found = map_unique(received.cell(question), read)
    return pd.DataFrame(
        {
            "source_row": received.rows["source_row"],
            "question_id": question.id,
            "value": found.str[0].astype("float64"),
            "status_code": found.str[1].astype("str"),
        }
    )
