"""Which received rows are not analysed, and why; and the ledger in which every row adds up.

The first reason that holds is the reason given. Nothing is dropped: received = analysed + set
aside; every row set aside is listed with its reason and the row that was kept in its place. Per
question, analysed = what became of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from gpgp.cleaning.answers import ANSWERED, chosen
from gpgp.cleaning.prepared_rows import ANSWER_TYPES, PreparedRows
from gpgp.cleaning.respondents import GROUP_TYPES
from gpgp.errors import ContractError
from gpgp.instrument import CleaningRules, Consultation, fold_word
from gpgp.instrument.questions import MultiChoice
from gpgp.instrument.text import map_unique
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED, NOTE, Finding

PROFILE_TYPES = (
    "constituency",
    "nation",
    "respondent_type",
    "organisation",
    "language",
    "quote_consent",
    "personal",
)
_TELLING_KINDS = ("name", "email", "phone")  # of personal data; an age group tells no hand
_TELLING_WORDS = 5  # two people do not write this many alike by chance
_LONGEST_TEST = 40  # characters: "test test test"
_LETTERS = re.compile(r"[^\W\d_]+")


def set_rows_aside(
    received: PreparedRows, respondents: pd.DataFrame, *, consultation: Consultation
) -> pd.DataFrame:
    """Find the rows that are not analysed.

    Returns
    -------
    DataFrame, one row per row set aside
        ``source_row``, ``reason_code``, ``kept_row`` (the row kept instead; missing = none).

    Notes
    -----
    In order: before opening, after closing (the closing day counts as open), blank, test, no
    consent (whoever was asked and did not say yes), partial, exact repeat, repeat respondent. A
    row whose date cannot be read stays.
    """
    reasons = _judge_singly(received, respondents, consultation)
    kept = pd.Series(reasons.index, index=reasons.index)  # position of the row that stands
    for reason, find in (("exact_repeat", _find_repeats), ("repeat_respondent", _find_again)):
        left = reasons.index[reasons.isna()]
        stands = find(received, respondents, left, consultation)
        repeats = stands.index[stands != stands.index]
        reasons[repeats] = reason
        kept[repeats] = stands[repeats]
    kept = kept.map(kept)  # an exact repeat of a row that a later response replaces
    aside = reasons.index[reasons.notna()]
    numbers = received.rows["source_row"]
    kept_row = kept[aside].map(numbers).astype("Int64").where(kept[aside] != aside)
    return pd.DataFrame(
        {"source_row": numbers[aside], "reason_code": reasons[aside], "kept_row": kept_row}
    ).reset_index(drop=True)


def _judge_singly(
    received: PreparedRows, respondents: pd.DataFrame, consultation: Consultation
) -> pd.Series:
    """The first reason that a row gives by itself; missing where it gives none."""
    n_answered = count_answered(received, consultation=consultation)
    submitted = respondents["submitted_at"].dt.normalize()
    opens, closes = consultation.opens, consultation.closes
    reasons = pd.Series(pd.NA, index=received.rows.index, dtype="str")
    for reason, holds in (
        ("before_opening", submitted < pd.Timestamp(opens) if opens else False),
        ("after_closing", submitted > pd.Timestamp(closes) if closes else False),
        ("blank", n_answered == 0),
        ("test", find_tests(received, n_answered, consultation=consultation)),
        ("no_consent", _find_unwilling(received, consultation)),
        ("partial", n_answered < consultation.cleaning.least_answers),
    ):
        reasons[reasons.isna() & holds] = reason
    return reasons


def _find_unwilling(received: PreparedRows, consultation: Consultation) -> pd.Series:
    unwilling = pd.Series(False, index=received.rows.index)
    for question in consultation.questions_of("consent"):
        yes = {fold_word(word) for word in question.yes}
        unwilling |= ~map_unique(received.cell(question), fold_word).isin(yes)
    return unwilling


def count_answered(received: PreparedRows, *, consultation: Consultation) -> pd.Series:
    """Count the questions that each row says something to; a rating matrix is one question."""
    answered = pd.Series(0, index=received.rows.index)
    for question in consultation.questions_of(*ANSWER_TYPES):
        said = pd.Series(False, index=received.rows.index)
        for cells in received.cells(question).values():
            if isinstance(question, MultiChoice) and not question.column:
                said |= chosen(cells, question)
            else:
                said |= cells != ""
        answered += said
    return answered


def find_tests(
    received: PreparedRows, n_answered: pd.Series, *, consultation: Consultation
) -> pd.Series:
    """Find the rows that somebody sent to try the form out.

    All their comments hold test words only, and there is more than one sign of it: a test word
    as name or organisation, two test comments, or no more than half of the questions answered.
    A full response whose only comment is "Testing" stays.
    """
    words = {fold_word(word) for word in consultation.cleaning.test_words}
    comments = [received.cell(q) for q in consultation.questions_of("free_text")]
    names = [
        received.cell(question)
        for question in consultation.questions_of("organisation", "personal")
        if question.type == "organisation" or question.kind == "name"
    ]
    none = pd.Series(0, index=received.rows.index)
    n_tests = sum((_is_test(cells, words).astype("int64") for cells in comments), none)
    n_comments = sum(((cells != "").astype("int64") for cells in comments), none)
    n_names = sum((_is_test(cells, words).astype("int64") for cells in names), none)
    n_questions = len(consultation.questions_of(*ANSWER_TYPES))
    is_short = (n_tests > 0) & (n_answered <= n_questions / 2)
    return (n_tests == n_comments) & ((n_names > 0) | (n_tests > 1) | is_short)


def list_test_findings(received: PreparedRows, *, consultation: Consultation) -> list[Finding]:
    """Tell how many of the rows that stay hold a comment of test words only."""
    words = {fold_word(word) for word in consultation.cleaning.test_words}
    questions = consultation.questions_of("free_text")
    return [
        Finding(
            "looks_like_test",
            question.id,
            int(_is_test(received.cell(question), words).sum()),
            NOTE,
            "the rows stay, since they say more than that; see the column",
        )
        for question in questions
    ]


def _is_test(cells: pd.Series, words: set[str]) -> pd.Series:
    def says_test(text: str) -> bool:
        folded = fold_word(text) if len(text) <= _LONGEST_TEST else ""
        found = _LETTERS.findall(folded)
        return folded in words or (bool(found) and words.issuperset(found))

    return map_unique(cells, says_test).astype("bool")


def _find_repeats(
    received: PreparedRows, respondents: pd.DataFrame, left: pd.Index, consultation: Consultation
) -> pd.Series:
    """Map each row to the earliest one that says exactly the same and is from the same hand.

    Equal answers alone prove nothing: many tick the same boxes. Something must tell the hand:
    the same address or name, the same organisation answering as such, the same respondent id,
    or the same comment of five words or more that is not a campaign's.
    """
    questions = consultation.questions_of(*ANSWER_TYPES, *PROFILE_TYPES)
    headers = [header for q in questions for header in received.columns[q.id].values()]
    same = pd.util.hash_pandas_object(received.rows.loc[left, headers], index=False)
    telling = _tells_who(received, respondents, consultation)[left]
    ids = respondents["respondent_id"][left]
    hand = ids.where(~telling, "").mask(~telling & (ids == ""), "row " + left.astype("str"))
    order = (
        respondents.loc[left].sort_values(["submitted_at", "respondent_id"], kind="stable").index
    )
    earliest = pd.Series(order, index=order).groupby([same, telling, hand], sort=False)
    return earliest.transform("first")


def _tells_who(
    received: PreparedRows, respondents: pd.DataFrame, consultation: Consultation
) -> pd.Series:
    telling = respondents["organisation_id"].notna() & (
        respondents["respondent_type_code"] == "organisation"
    )
    for question in consultation.questions_of("personal"):
        if question.kind in _TELLING_KINDS:
            telling |= received.cell(question) != ""
    for asked in consultation.questions_of("free_text"):
        telling |= _tells_hand(received.cell(asked), consultation.cleaning)
    return telling


def _tells_hand(comments: pd.Series, rules: CleaningRules) -> pd.Series:
    """Which comments are long enough to know a hand by, and are not a campaign's letter."""
    n_rows = comments.value_counts()
    rare = n_rows.index[n_rows < rules.campaign_least_copies]
    return comments.isin([text for text in rare if len(text.split()) >= _TELLING_WORDS])


def _find_again(
    received: PreparedRows, respondents: pd.DataFrame, left: pd.Index, consultation: Consultation
) -> pd.Series:
    """Map each row to the one row of the same respondent that is kept."""
    order = respondents.loc[left].sort_values(
        ["submitted_at", "source_row"], na_position="first", kind="stable"
    )
    order = order[order["respondent_id"] != ""]
    kept = pd.Series(order.index, index=order.index).groupby(order["respondent_id"], sort=False)
    stands = kept.transform(consultation.cleaning.keep_repeat)
    return (
        pd.Series(left, index=left)
        .mask(left.isin(stands.index), stands.reindex(left))
        .astype("int64")
    )


_RESERVED = (NO_ANSWER, NOT_MATCHED)


@dataclass(frozen=True)
class AnswerTables:
    """What the analysed rows say, one table per kind of question."""

    respondents: pd.DataFrame
    ratings: pd.DataFrame
    rankings: pd.DataFrame
    choices: pd.DataFrame
    numbers: pd.DataFrame


def keep_ledger(*, n_received: int, reasons: pd.Series, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Count every row and every answer.

    Parameters
    ----------
    n_received : int
        Rows of the export.
    reasons : Series
        ``reason_code`` of each row set aside.
    outcomes : DataFrame, one row per question (an item after a dot) and outcome
        ``question_id``, ``outcome_code``, ``n_rows``.

    Returns
    -------
    DataFrame in the shape of the table ``ledger``

    Raises
    ------
    ContractError
        The outcomes of a question do not add up to the analysed responses.
    """
    n_analysed = n_received - len(reasons)
    _check_sums(outcomes, n_analysed)
    response = pd.DataFrame(
        [("received", n_received), ("analysed", n_analysed), *reasons.value_counts().items()],
        columns=["outcome_code", "n_rows"],
    ).assign(level_code="response", question_id=ALL)
    asked = pd.DataFrame({"question_id": outcomes["question_id"].unique()})
    asked = asked.assign(outcome_code="analysed", n_rows=n_analysed)
    questions = pd.concat([asked, outcomes]).assign(level_code="question")
    return pd.concat([response, questions], ignore_index=True)


def _check_sums(outcomes: pd.DataFrame, n_analysed: int) -> None:
    sums = outcomes.groupby("question_id", observed=True, dropna=False)["n_rows"].sum()
    wrong = sorted(sums.index[sums != n_analysed])
    if wrong:
        raise ContractError(
            f"ledger: the outcomes of {', '.join(map(str, wrong[:5]))} do not add up to the "
            f"{n_analysed} analysed responses; a row was lost or counted twice."
        )


def count_outcomes(
    answers: AnswerTables, comments: pd.DataFrame, *, consultation: Consultation
) -> pd.DataFrame:
    """Count what became of each question, over the analysed responses.

    Parameters
    ----------
    answers : AnswerTables
    comments : DataFrame, one row per comment, personal additions left out
        ``question_id``, ``is_non_answer``.

    Returns
    -------
    DataFrame, one row per question (an item after a dot) and outcome
        ``question_id``, ``outcome_code``, ``n_rows``.
    """
    counts = [
        *_count_groups(answers.respondents, consultation),
        *_count_each(
            answers.ratings["question_id"] + "." + answers.ratings["item_code"],
            answers.ratings["status_code"],
        ),
        *_count_each(answers.numbers["question_id"], answers.numbers["status_code"]),
        *_count_rankings(answers.rankings),
        *_count_choices(answers.choices),
        *_count_comments(comments, len(answers.respondents), consultation),
    ]
    return pd.DataFrame(counts, columns=["question_id", "outcome_code", "n_rows"])


_Count = tuple[str, str, int]


def _count_each(questions: pd.Series, outcomes: pd.Series) -> list[_Count]:
    pairs = pd.DataFrame({"question": questions, "outcome": outcomes})
    counts = pairs.groupby(["question", "outcome"], observed=True, dropna=False).size()
    return [(question, outcome, int(n)) for (question, outcome), n in counts.items()]


def _count_groups(respondents: pd.DataFrame, consultation: Consultation) -> list[_Count]:
    counts: list[_Count] = []
    for question in consultation.questions_of(*GROUP_TYPES):
        codes = respondents[f"{question.type}_status"]
        outcomes = codes.where(codes.isin(_RESERVED), ANSWERED)
        counts += _count_each(pd.Series(question.id, index=codes.index), outcomes)
    return counts


def _count_rankings(rankings: pd.DataFrame) -> list[_Count]:
    says = pd.DataFrame(
        {
            "row": rankings["source_row"],
            "question": rankings["question_id"],
            "ranked": rankings["rank"].notna(),
            "problem": rankings["problem"] != "",
        }
    )
    each = says.groupby(["row", "question"], observed=True, dropna=False, as_index=False).any()
    outcomes = pd.Series(NO_ANSWER, index=each.index, dtype="str")
    outcomes = outcomes.mask(each["problem"], NOT_MATCHED).mask(each["ranked"], ANSWERED)
    return _count_each(each["question"], outcomes)


def _count_choices(choices: pd.DataFrame) -> list[_Count]:
    each = choices.drop_duplicates(["source_row", "question_id"])
    codes = each["option_code"]
    return _count_each(each["question_id"], codes.where(codes.isin(_RESERVED), ANSWERED))


def _count_comments(
    comments: pd.DataFrame, n_analysed: int, consultation: Consultation
) -> list[_Count]:
    counts: list[_Count] = []
    for question in consultation.questions_of("free_text"):
        says_nothing = comments.loc[comments["question_id"] == question.id, "is_non_answer"]
        n_nothing = int(says_nothing.sum())
        outcomes = {
            ANSWERED: len(says_nothing) - n_nothing,
            "non_answer": n_nothing,
            NO_ANSWER: n_analysed - len(says_nothing),
        }
        counts += [(question.id, outcome, n) for outcome, n in outcomes.items() if n]
    return counts
