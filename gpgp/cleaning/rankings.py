"""Rankings: numbers per option, options per place, or an ordered list, into ranks."""

from __future__ import annotations

import pandas as pd

from gpgp.cleaning.prepared_rows import PreparedRows
from gpgp.instrument import Consultation, item_words, match_word, read_rank, split_options
from gpgp.instrument.text import map_unique
from gpgp.tables import LOSS, NOTE, Finding

_COLUMNS = ["source_row", "question_id", "option_code", "rank", "problem"]
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
    parts = [
        _read_question(received, question) for question in consultation.questions_of("ranking")
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_COLUMNS)


def list_ranking_findings(rankings: pd.DataFrame) -> list[Finding]:
    """Tell how many rows have a rank that could not be read, is out of range, or is a tie."""
    findings = [
        Finding(code, str(question_id), int(rows), LOSS, _ADVICE[str(problem)])
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


_ADVICE = {
    UNKNOWN: "the option counts as not ranked; add aliases in consultation.yaml if it means one",
    OUT_OF_RANGE: "the option counts as not ranked; see the column",
    REPEATED: "the best of its places counts; see the columns",
}


def _read_question(received: PreparedRows, question) -> pd.DataFrame:
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
    return both.assign(question_id=question.id)[_COLUMNS]


def _keep_best(said: pd.DataFrame) -> pd.DataFrame:
    """One rank per option; the first place of an option that was named twice."""
    ranked = said[said["rank"].notna() & said["option_code"].notna()]
    return (
        ranked.sort_values(["source_row", "option_code", "rank"], kind="stable")
        .drop_duplicates(["source_row", "option_code"])
        .loc[:, ["source_row", "option_code", "rank"]]
    )


def _read_numbers(cells: dict[str, pd.Series], question) -> pd.DataFrame:
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


def _read_places(cells: dict[str, pd.Series], question) -> pd.DataFrame:
    known = item_words(question.items)
    parts = []
    for place, column in enumerate(cells.values(), start=1):
        filled = column[~column.isin(["", "-"])]
        codes = map_unique(filled, lambda word: match_word(word, known))
        parts.append(pd.DataFrame({"position": filled.index, "option_code": codes, "rank": place}))
    return _mark_problems(pd.concat(parts, ignore_index=True))


def _read_list(cells: pd.Series, question) -> pd.DataFrame:
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
