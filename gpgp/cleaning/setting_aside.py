"""Which received rows are not analysed, and why: the first reason that holds.

Nothing is dropped: every row set aside is listed with its reason, and the row that was kept
in its stead.
"""

from __future__ import annotations

import re

import pandas as pd

from gpgp.cleaning.choices import chosen
from gpgp.cleaning.prepared_rows import ANSWER_TYPES, PreparedRows
from gpgp.instrument import CleaningRules, Consultation, fold_word
from gpgp.instrument.text import map_unique
from gpgp.tables import NOTE, Finding

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
            is_tick = question.type == "multi_choice" and not question.column
            said |= chosen(cells, question) if is_tick else cells != ""
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
    for question in consultation.questions_of("free_text"):
        telling |= _tells_hand(received.cell(question), consultation.cleaning)
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
