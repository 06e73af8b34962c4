"""From the rows of an export to the tables of cleaning; every row and answer accounted for."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pandas as pd

from gpgp.cleaning.answers import (
    list_choice_findings,
    list_number_findings,
    list_ranking_findings,
    list_rating_findings,
    match_choices,
    match_numbers,
    match_rankings,
    match_ratings,
)
from gpgp.cleaning.comments import read_comments
from gpgp.cleaning.prepared_rows import (
    PreparedRows,
    collect_findings,
    list_repair_findings,
    prepare_rows,
)
from gpgp.cleaning.respondents import (
    identify_respondents,
    list_respondent_findings,
    read_identities,
)
from gpgp.cleaning.setting_aside import (
    AnswerTables,
    count_outcomes,
    keep_ledger,
    list_test_findings,
    set_rows_aside,
)
from gpgp.instrument import Consultation
from gpgp.tables import SPECS, Finding, check_table


@dataclass(frozen=True)
class Cleaned:
    """The tables of cleaning, each checked by its contract."""

    responses: pd.DataFrame
    ratings: pd.DataFrame
    rankings: pd.DataFrame
    choices: pd.DataFrame
    numbers: pd.DataFrame
    comments: pd.DataFrame
    set_aside: pd.DataFrame
    ledger: pd.DataFrame
    campaigns: pd.DataFrame
    redactions: pd.DataFrame
    possible_names: pd.DataFrame
    repairs: pd.DataFrame
    findings: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table by its name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def clean_responses(
    rows: pd.DataFrame,
    *,
    consultation: Consultation,
    source_file: str,
    source_sheet: str = "",
    findings: pd.DataFrame | None = None,
) -> Cleaned:
    """Make the tables of a consultation out of the rows of its export.

    Parameters
    ----------
    rows : DataFrame, one row per row of the export
        ``source_row`` (whole number, as a spreadsheet shows it) and one text column per column
        of the export under its header; ``""`` where blank, never missing.
    consultation : Consultation
        The instrument that says what the columns mean.
    source_file, source_sheet : str
        Where the rows came from, for the list of rows set aside.
    findings : DataFrame, optional
        What reading the file found, in the shape of the table ``findings``.

    Returns
    -------
    Cleaned
        Received = analysed + set aside, exactly, and likewise for each question. What the
        instrument does not know is ``not_matched`` and listed in ``findings``; it stops nothing.

    Raises
    ------
    ContractError
        ``rows`` is not as said above.
    InputError
        A column that the instrument names is not there.
    """
    received = prepare_rows(rows, consultation=consultation)
    respondents = identify_respondents(received, consultation=consultation)
    aside = set_rows_aside(received, respondents, consultation=consultation)
    is_analysed = ~respondents["source_row"].isin(aside["source_row"])
    kept = received.keep(is_analysed)
    answers = _match_answers(kept, respondents[is_analysed], consultation)
    identities = read_identities(received, respondents, consultation=consultation)
    written = read_comments(
        kept,
        answers.respondents,
        identities,
        consultation=consultation,
        listed=consultation.cleaning.remove_words,
    )
    outcomes = count_outcomes(answers, written.own, consultation=consultation)
    found = [
        *_list_findings(answers, consultation),
        *list_test_findings(kept, consultation=consultation),
        *list_repair_findings(received.repairs),
        *written.findings,
    ]
    tables = {
        **_key_by_response(answers),
        **written.tables,
        "repairs": received.repairs,
        "set_aside": _list_aside(aside, respondents, source_file, source_sheet),
        "ledger": keep_ledger(
            n_received=len(rows), reasons=aside["reason_code"], outcomes=outcomes
        ),
        "findings": collect_findings(found, findings),
    }
    specs = {name: SPECS[name] for name in tables}
    return Cleaned(
        **{
            name: check_table(table[list(specs[name].columns)], specs[name])
            for name, table in tables.items()
        }
    )


def _match_answers(
    received: PreparedRows, respondents: pd.DataFrame, consultation: Consultation
) -> AnswerTables:
    return AnswerTables(
        respondents,
        match_ratings(received, consultation=consultation),
        match_rankings(received, consultation=consultation),
        match_choices(received, consultation=consultation),
        match_numbers(received, consultation=consultation),
    )


def _list_findings(answers: AnswerTables, consultation: Consultation) -> list[Finding]:
    return [
        *list_respondent_findings(answers.respondents, consultation=consultation),
        *list_rating_findings(answers.ratings, consultation=consultation),
        *list_ranking_findings(answers.rankings),
        *list_choice_findings(answers.choices),
        *list_number_findings(answers.numbers),
    ]


def _key_by_response(answers: AnswerTables) -> dict[str, pd.DataFrame]:
    """The tables of answers, keyed by response id in the place of the row."""
    ids = answers.respondents.set_index("source_row")["response_id"]
    ballots = answers.rankings[answers.rankings["option_code"].notna()]
    ranked = ballots[ballots["rank"].notna()]
    voted = pd.MultiIndex.from_frame(ranked[["source_row", "question_id"]])
    has_voted = pd.MultiIndex.from_frame(ballots[["source_row", "question_id"]]).isin(voted)
    return {
        "responses": answers.respondents,
        "ratings": _add_ids(answers.ratings, ids),
        "rankings": _add_ids(ballots[has_voted], ids),
        "choices": _add_ids(answers.choices, ids),
        "numbers": _add_ids(answers.numbers, ids),
    }


def _add_ids(table: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    return table.assign(response_id=table["source_row"].map(ids))


def _list_aside(
    aside: pd.DataFrame, respondents: pd.DataFrame, source_file: str, source_sheet: str
) -> pd.DataFrame:
    ids = respondents.set_index("source_row")["response_id"]
    kept = "row " + aside["kept_row"].astype("str") + " is kept"
    return pd.DataFrame(
        {
            "source_file": source_file,
            "source_sheet": source_sheet,
            "source_row": aside["source_row"],
            "response_id": aside["source_row"].map(ids),
            "reason_code": aside["reason_code"],
            "detail": kept.where(aside["kept_row"].notna()),
        }
    )
