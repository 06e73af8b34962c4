"""The one table of words: for numbers, for verdicts, for clauses of the statement of intent.

Numbers follow the GOV.UK style: 1,234; 25%; 31 August 2018; "to" in ranges; no sentence begins
with a numeral. What stands here is all the prose that the program can choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

SHARE_WORDS = (  # (from this whole per cent, words); the first that fits
    (100, "all"),
    (90, "nearly all"),
    (67, "most"),
    (56, "a majority"),
    (45, "about half"),
    (10, "a minority"),
    (1, "few"),
    (0, "none"),
)
BANDS = ("two-thirds or more", "half to two-thirds", "under half")
SIDE_BANDS = ("half or more", "a quarter to half", "under a quarter")  # disagree, neither

VERDICT_NAMES = {
    "shared": "Shared",
    "shared_with_reservations": "Shared, with reservations",
    "divided_between": "Divided between constituencies",
    "divided_within": "Divided within constituencies",
    "majority": "Majority, not consensus",
    "not_supported": "Not supported",
    "not_settled": "Not settled",
    "too_few": "Too few to say",
}
VERDICT_MEANINGS = {
    "shared": "two-thirds or more agree however voices are weighted, and no constituency with "
    "enough answers falls behind",
    "shared_with_reservations": "two-thirds or more agree overall, but not in every constituency, "
    "or opinions are spread",
    "divided_between": "some constituencies clearly agree and others clearly do not",
    "divided_within": "opinion is split between the ends of the scale inside constituencies",
    "majority": "clearly more than half agree, but fewer than two-thirds",
    "not_supported": "clearly fewer than half agree",
    "not_settled": "the answers do not say on which side of one half opinion lies",
    "too_few": "fewer than two constituencies gave ten or more answers",
}
VERDICT_RULES = {
    "shared": "Two-thirds or more however voices count; no constituency falls behind.",
    "shared_with_reservations": "Two-thirds or more however voices count, but not everywhere.",
    "divided_between": "Some constituencies clearly over one half, others clearly under.",
    "divided_within": "Answers are split between the ends of the scale.",
    "majority": "Clearly over one half, but not two-thirds however voices count.",
    "not_supported": "Clearly under one half however voices count.",
    "not_settled": "The interval lies on both sides of one half.",
    "too_few": "Fewer than two constituencies with ten answers.",
}
REASONS = {
    "rule": "",
    "spread_opinion": "Opinions are spread over the scale.",
    "mostly_disagree": "Those who do not agree mostly disagree.",
    "mostly_middle": "Those who do not agree mostly stand in the middle.",
    "more_answers": "More answers could settle it.",
    "more_would_not": "More answers of this kind would not settle it.",
}
SETTLED_WORDS = {
    "settled": "settled",
    "indicative": "indicative",
    "loose": "loose: read the comments",
    "not_checked": "not checked",
}
SET_ASIDE_REASONS = {
    "blank": "Nothing was answered",
    "test": "Test rows",
    "before_opening": "Sent before the consultation opened",
    "after_closing": "Sent after the consultation closed",
    "partial": "Too few questions answered",
    "exact_repeat": "The same response received again",
    "repeat_respondent": "The same respondent answered again",
    "no_consent": "No consent to be analysed",
}
FINDING_NAMES = {  # in the order they are told
    "word_outside_scale": "An answer outside the scale",
    "not_matched": "A constituency or nation that is not on the list",
    "unknown_constituency": "A constituency that is not on the list",
    "unknown_nation": "A nation or region that is not on the list",
    "not_an_option": "An option that was not on offer",
    "rank_tied": "Two priorities given the same place",
    "unreadable_date": "A date that cannot be read",
    "repeated_id": "An identifier that stands twice",
    "nation_from_constituency": "Nation taken from the constituency",
    "organisation_answers_again": "Organisations that answered more than once",
    "looks_like_test": "Rows that look like tests and were kept",
    "mojibake": "Letters broken before the export, repaired",
    "nul_character": "Characters that no text may hold, removed",
}
PROVENANCE_NAMES = {
    "consultation_sha256": "Consultation file, SHA-256",
    "export_sha256": "Export, SHA-256",
    "rows": "Rows of the export",
    "closing_date": "Closing date",
    "code_version": "Version of gpgp",
    "git_commit": "Commit",
    "git_state": "State of the code",
    "lock_sha256": "Locked packages, SHA-256",
    "profile": "Disclosure profile",
    "parameters": "Parameters",
}
RULE_NAMES = {
    "borda": "Borda points",
    "kemeny": "Kemeny order",
    "schulze": "Schulze method",
    "plackett_luce": "Plackett–Luce",
    "first_choices": "First choices",
    "share_choosing": "Share choosing",
}
VIEW_NAMES = {
    "per_respondent": "Each respondent counts once",
    "equal_constituency": "Each constituency counts the same",
    "per_organisation": "Each organisation counts once",
    "raked": "Weighted to known totals",
}
VIEW_VOICES = {
    "per_respondent": "respondents",
    "equal_constituency": "constituencies",
    "per_organisation": "organisations",
    "raked": "known totals",
}
METHOD_NAMES = {
    "top_k": "Most points",
    "proportional_approval": "Shared out in proportion",
    "widest_coverage": "Most people reached",
    "plain_order": "In order, within the budget",
    "equal_shares": "Equal shares of the budget",
}
UNCHECKED = "The themes were not checked by people."
ACCEPTED_UNCHECKED = (
    "The themes were not checked by people who code comments without seeing the themes found; "
    "those accepted by a person were read."
)
TAUGHT_BY_PEOPLE = (
    "What people coded has since been used to place other comments: on coded comments held back, "
    "that agrees with people at sample F1 {:.2f}, nearness alone at {:.2f}."
)
CODERS_FIGURES = (
    "Both figures are 1 where comments are given the same themes throughout; alpha is 0 where "
    "people agree no more than by chance. In brackets: 95% intervals."
)
REQUEST_PHRASES = {
    "add": "Add “{0}”",
    "drop": "Drop “{0}”",
    "replace": "Replace “{0}” with “{1}”",
}
REACH_NAMES = {
    "bridges": "raised everywhere",
    "differs": "raised unevenly",
    "too_few": "too few to compare",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def word_for_share(percent: int) -> str:
    """Return the words for a printed whole per cent.

    Examples
    --------
    >>> word_for_share(78), word_for_share(66), word_for_share(50), word_for_share(34)
    ('most', 'a majority', 'about half', 'a minority')
    """
    return next(word for least, word in SHARE_WORDS if percent >= least)


def format_count(n: int) -> str:
    """Return a whole number with thousands parted by commas."""
    return f"{n:,}"


def format_percent(percent: int) -> str:
    """Return a whole per cent."""
    return f"{percent}%"


def format_date(day: date) -> str:
    """Return a date as GOV.UK writes it.

    Examples
    --------
    >>> format_date(date(2018, 8, 31))
    '31 August 2018'
    """
    months = "January February March April May June July August September October November December"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"


def spell_number(n: int) -> str:
    """Return small numbers as words, others as numerals: three, 12.

    Examples
    --------
    >>> spell_number(3), spell_number(12)
    ('three', '12')
    """
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else format_count(n)


def spell_place(rank: int) -> str:
    """Return a place: first, second, 12th.

    Examples
    --------
    >>> spell_place(1), spell_place(12)
    ('first', '12th')
    """
    if 1 <= rank <= len(_PLACES):
        return _PLACES[rank - 1]
    suffix = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10)
    return f"{rank}{suffix or 'th'}"


def join_words(words: Sequence[str], *, last: str = "and") -> str:
    """Join words as a sentence lists them.

    Examples
    --------
    >>> join_words(["joined up", "diverse", "valued"])
    'joined up, diverse and valued'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capitalise(sentence: str) -> str:
    """Return the sentence with its first letter raised and the rest as it stands."""
    return sentence[:1].upper() + sentence[1:]


def lower_first(phrase: str) -> str:
    """Return a phrase as it stands inside a sentence; NHS and other capitals stay.

    Examples
    --------
    >>> lower_first("Joined up"), lower_first("NHS pay")
    ('joined up', 'NHS pay')
    """
    return phrase if phrase[1:2].isupper() else phrase[:1].lower() + phrase[1:]


def count_of(n: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: 1 person, 1,437 responses.

    Examples
    --------
    >>> count_of(1, "person", "people"), count_of(1437, "response")
    ('1 person', '1,437 responses')
    """
    return f"{format_count(n)} {noun if n == 1 else plural or noun + 's'}"
