"""What codes are called in a report: verdicts, reasons, rules, views, and the sides of a scale."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gpgp.instrument import has_opposing_side
from gpgp.instrument.questions import Rating

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
    "shared": "Two-thirds or more however voices count; no constituency holds back.",
    "shared_with_reservations": "Two-thirds or more however voices count, but not everywhere.",
    "divided_between": "Some constituencies clearly over one half, others clearly under.",
    "divided_within": "Within constituencies, answers are split between the ends of the scale.",
    "majority": "Clearly over one half, but not two-thirds however voices count.",
    "not_supported": "Clearly under one half however voices count.",
    "not_settled": "The interval lies on both sides of one half.",
    "too_few": "Fewer than two constituencies with ten answers.",
}
REASONS = {
    "rule": "",
    "held_back": "Not every constituency agrees as much.",
    "spread_opinion": "Opinions are spread over the scale.",
    "few_answers": "Most constituencies gave too few answers to tell.",
    "mostly_disagree": "Those who do not agree mostly disagree.",
    "mostly_middle": "Those who do not agree mostly stand in the middle.",
    "three_ways": "People split three ways.",
    "views_differ": "It depends on how voices count.",
    "too_close": "Opinion is too close to one half to say.",
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
FINDING_NAMES = {  # in the order they are listed
    "word_outside_scale": "An answer outside the scale",
    "not_matched": "A constituency or nation that is not on the list",
    "unknown_constituency": "A constituency that is not on the list",
    "unknown_nation": "A nation or region that is not on the list",
    "not_an_option": "An option that was not on offer",
    "not_a_number": "An answer that is not a number",
    "implausible_number": "A number that is not plausible",
    "broken_id": "An identifier that a spreadsheet rounded",
    "blank_line": "Blank lines between the responses",
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
LANGUAGE_NAMES = {
    "en": "English",
    "cy": "Welsh",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "nl": "Dutch",
    "ar": "Arabic",
    "pl": "Polish",
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
CORRECTED = (
    "Of comments that can be themed, not of people. The machine's share plus its mean error in a "
    "probability sample that people coded (difference estimator), with the 95% interval. The check "
    "(Rogan and Gladen) works from the machine's recall and false alarms. What people overlook, "
    "the correction overlooks."
)
UNCORRECTED = (
    "Counted by machine, which overlooks some of what was written: read each share as “at least”, "
    "and the order as provisional. No sample of the comments was coded by people."
)
REQUEST_PHRASES = {
    "add": "Add “{0}”",
    "drop": "Drop “{0}”",
    "replace": "Replace “{0}” with “{1}”",
}
REACH_NAMES = {
    "more": "raised more often by some",
    "less": "raised less often by some",
    "alike": "raised alike by all",
    "unclear": "no clear difference",
    "too_few": "too few to compare",
}


_FURTHER = {  # on a kind of scale, what lies beyond a point: above it, and below it
    "frequency": ("or more often", "or less often"),
    "amount": ("or more", "or less"),
    "quality": ("or better", "or worse"),
}


@dataclass(frozen=True)
class Sides:
    """Names of the sides of a scale, and what those on the upper side do.

    ``kind`` is what the scale measures. ``has_opposite``: the lower side opposes the upper one;
    on a scale of importance or frequency, or from "not at all" to "very", nobody disagrees.
    """

    disagree: str
    neither: str
    agree: str
    verb: str
    kind: str
    has_opposite: bool

    @property
    def has_verdicts(self) -> bool:
        """Whether verdicts are said of its items: people agree with them, others disagree."""
        return self.kind == "agreement" and self.has_opposite


def name_sides(question: Rating) -> Sides:
    """Return how a rating question's sides are called.

    Parameters
    ----------
    question : rating question of the instrument
        Its scale says from which point on answers agree, and up to which they disagree.

    Returns
    -------
    Sides
        "Agree" and "Disagree" for a scale of agreement with two sides; else the labels of the
        points where the sides begin, such as "Good or better", "4 or higher" or "Often or more
        often".
    """
    scale = question.scale
    labels = [point.label for point in scale.points]
    kind = scale.kind
    says = has_opposing_side(labels)
    has_opposite = kind == "agreement" if says is None else says
    if kind == "agreement" and has_opposite:
        return Sides("Disagree", "Neither", "Agree", "agree", kind, True)
    top, bottom = labels[scale.agree_from - 1], labels[scale.disagree_to - 1]
    above, below = _FURTHER.get(kind, ("or higher", "or lower"))
    if _is_numeral(labels[0]) and _is_numeral(labels[-1]) and int(labels[0]) > int(labels[-1]):
        above, below = f"to {labels[-1]}", f"to {labels[0]}"  # 1 is the best mark
    is_last, is_first = scale.agree_from == scale.n_points, scale.disagree_to == 1
    agree = top if is_last else f"{top} {above}"
    disagree = bottom if is_first else f"{bottom} {below}"
    quoted = top if _is_numeral(top) else f"“{top}”"
    verb = f"answer {quoted}" if is_last else f"answer {quoted} {above}"
    return Sides(disagree, "Between", agree, verb, kind, has_opposite)


def _is_numeral(label: str) -> bool:
    return re.fullmatch(r"[-+]?\d{1,3}", label) is not None
