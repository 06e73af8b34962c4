"""What a sentence of minutes is: the first rule that holds, by its words and what stands around.

Rules stand in order of how sure they are. A sentence that says nothing of itself goes on with the
one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gpgp.minutes import cues
from gpgp.minutes.lines import LABEL
from gpgp.minutes.people import MEMBER, OFFICER, People, Speaker, find_speaker, side_of_kind
from gpgp.tables.decided import ACTION, COMMENT, DECISION, NOTE, QUESTION, REPORT, RESPONSE

LETTER_MARK = re.compile(r"\(?[a-zA-Z]\W*|\(?[ivx]+\W*|\(\d+\)\W*|\d+[.)]!?")
_TITLES = ("Cllr", "Cllrs", "Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "No", "St", "Cyng", "nem")
_OTHERS = ("para", "approx", "vs", "[A-Z]", r"e\.g", r"i\.e")
_NOT_AFTER = "".join(rf"(?<!\b{title})" for title in (*_TITLES, *_OTHERS))
_SENTENCE = re.compile(rf"{_NOT_AFTER}[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9£])")
_MOST_PASSIVE = 30  # words of "The report was noted."; longer ones tell of the past
_MOST_NOTE = 40
_REMARKS = (COMMENT, QUESTION)
_SPOKEN = (REPORT, RESPONSE, COMMENT, QUESTION)
_ANSWER_WORD = re.compile(
    r"\b(?:replied|responded|answered)\b|^\W*in (?:response|reply)\b", re.IGNORECASE
)
_ANSWER_FIRST = re.compile(r"\W*(?:in (?:response|reply)|mewn)", re.IGNORECASE)
_EXPLAINS = re.compile(r"\b(?:explained|confirmed|advised|clarified)\b")
_EARLIER = re.compile(r"\b(?:agreed|noted|resolved) (?:at|in) the (?:last|previous)\b", re.I)
_GOES_ON_SAYING = re.compile(
    r"\b(?:and|but) (?:said|asked|commented|noted|raised|felt|praised|stated|queried|expressed)\b"
)
_IMPERSONAL = re.compile(
    r"^\W*(?:it was|there (?:was|were)|concerns?|members|some|several|others?|a member|councillor|"
    r"cllr|support|discussion|a discussion|the view)\b",
    re.IGNORECASE,
)


@dataclass
class Context:
    """What is known of the item while its sentences are read.

    ``lead`` is the kind that the line above gives; ``is_list``: only to the points of its list.
    """

    title: str = ""
    lead: str = ""
    lead_speaker: str = ""
    is_list: bool = False
    has_points: bool = False
    level: int = 0
    has_remarks: bool = False
    is_awaited: bool = False  # nothing has been said under that line yet
    last_kind: str = ""
    last_speaker: str = ""

    @property
    def officer_kind(self) -> str:
        """What an officer says: an answer once a member has spoken, a report before."""
        return RESPONSE if self.has_remarks else REPORT

    def remember(self, kind: str, speaker: str) -> None:
        """Take in what was said."""
        self.last_kind, self.last_speaker = kind, speaker
        self.is_awaited = False
        self.has_remarks = self.has_remarks or kind in _REMARKS


@dataclass(frozen=True)
class Judged:
    """A sentence, what it is, who says it."""

    text: str
    kind: str
    speaker: str


@dataclass(frozen=True)
class _Sentence:
    text: str
    label: str
    speaker: Speaker
    mark: str
    before: Judged | None  # in the same block

    @property
    def goes_on(self) -> bool:
        return self.before is not None and bool(cues.PRONOUN_SUBJECT.search(self.text))

    @property
    def is_officer(self) -> bool:
        return self.speaker.side == OFFICER

    def says(self, *patterns: re.Pattern[str]) -> bool:
        return any(pattern.search(self.text) for pattern in patterns)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a block; a full stop after a title or an initial ends none.

    Examples
    --------
    >>> split_sentences("Cllr. Bexley asked why. Mr. J. Smith replied.")
    ['Cllr. Bexley asked why.', 'Mr. J. Smith replied.']
    """
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    pieces = zip([0, *ends], [*ends, len(text)], strict=True)
    return [text[start:end].strip() for start, end in pieces if text[start:end].strip()]


def judge_sentences(
    text: str, *, mark: str, column_kind: str, context: Context, people: People
) -> Iterable[Judged]:
    """Judge the sentences of a block one after the other.

    Parameters
    ----------
    text, mark : str
        Of the block.
    column_kind : str
        What the head of its column says; '' for nothing.
    context : Context
        Of the item; learns of each sentence that a member has spoken.
    people : People
    """
    before: Judged | None = None
    for piece in split_sentences(text):
        label = LABEL.match(piece)
        said = label["who"] if label else ""
        speaker = find_speaker(piece, label=said, people=people)
        sentence = _Sentence(piece, said, speaker, mark, before)
        if not speaker.side and before is not None and sentence.goes_on:
            side = side_of_kind(before.kind)
            sentence = _Sentence(piece, said, Speaker(before.speaker, side), mark, before)
        before = _judge(sentence, column_kind, context)
        context.has_remarks = context.has_remarks or before.kind in _REMARKS
        yield before


def _judge(sentence: _Sentence, column_kind: str, context: Context) -> Judged:
    kind = next((kind for rule in _RULES if (kind := rule(sentence, context))), "")
    name = "" if kind == DECISION else sentence.speaker.name
    if sentence.says(cues.TOLD) and not sentence.is_officer:
        name = OFFICER  # "Members were advised"
    if kind:
        return Judged(sentence.text, kind, name)
    hinted = _hint(sentence, context)
    name = name or (context.lead_speaker if hinted == context.lead else "")
    before = sentence.before
    if hinted and (before is None or _is_new(sentence, hinted)):
        return Judged(sentence.text, column_kind or hinted, name)
    if before is not None:
        return Judged(sentence.text, before.kind, before.speaker)
    return Judged(sentence.text, column_kind or _guess(sentence, context), name)


def _is_new(sentence: _Sentence, kind: str) -> bool:
    """Whether a hint is enough to part a sentence from the one before it."""
    before = sentence.before
    if before is None or sentence.goes_on:
        return False
    if sentence.speaker.name:
        return sentence.speaker.name != before.speaker or kind != before.kind
    return bool(_IMPERSONAL.search(sentence.text)) or sentence.says(cues.RESPONSE, cues.REPORT)


# Rules that are sure, in order


def _orders(sentence: _Sentence, context: Context) -> str:
    is_plain = sentence.says(cues.ACTION_SURE) and not re.match(r"\W*To ", sentence.text)
    return ACTION if is_plain else ""


def _decides(sentence: _Sentence, context: Context) -> str:
    text = sentence.text
    if re.match(r"\W*apologies were (?:accepted|approved)", text, re.IGNORECASE):
        return DECISION
    if re.search(r"\bapolog|ymddiheuriad", text, re.IGNORECASE) or _EARLIER.search(text):
        return ""
    if sentence.says(cues.DECISION_SURE):
        return "" if text.rstrip().endswith("?") else DECISION
    if sentence.says(cues.NOT_DECIDED):
        return ""
    before = sentence.before.kind if sentence.before else ""
    if sentence.says(cues.DECISION):
        is_report = before in (REPORT, RESPONSE) and sentence.goes_on
        is_own = re.match(r"\W*it was (?:\w+ )?(?:resolved|agreed)", text, re.IGNORECASE)
        return DECISION if is_own or not is_report else ""
    is_short = len(text.split()) <= _MOST_PASSIVE and not sentence.is_officer
    if is_short and before not in _SPOKEN and sentence.says(cues.DECISION_PASSIVE):
        is_paper = re.search(r"report|update|minutes", text)
        return DECISION if is_paper or not re.search(r"\breceived\b", text) else ""
    is_clause = re.match(r"That\b", text) or (
        LETTER_MARK.fullmatch(sentence.mark) and text[:1].islower()
    )
    is_clause = is_clause and sentence.before is None and context.lead not in _SPOKEN
    return DECISION if is_clause and sentence.says(cues.THAT_BE) else ""


def _stands_under(sentence: _Sentence, context: Context) -> str:
    if context.lead == NOTE:
        return NOTE
    return context.lead if context.lead in (DECISION, ACTION) and not sentence.before else ""


def _is_labelled(sentence: _Sentence, context: Context) -> str:
    if re.fullmatch(r"Q\d*", sentence.label):
        return QUESTION
    return RESPONSE if re.fullmatch(r"A\d*", sentence.label) else ""


def _will_do(sentence: _Sentence, context: Context) -> str:
    is_promise = sentence.says(cues.ACTION) and context.lead != RESPONSE
    return ACTION if is_promise and not sentence.says(cues.QUESTION) else ""


def _is_formal(sentence: _Sentence, context: Context) -> str:
    text = sentence.text
    if context.lead in _SPOKEN and not re.search(r"\bthank", text, re.IGNORECASE):
        return ""
    is_formal = bool(cues.FORMAL_ITEM.search(context.title))
    asks = sentence.says(cues.QUESTION)
    if cues.ROLL_ITEM.search(context.title) and not asks:
        return NOTE
    if not sentence.says(cues.NOTE):
        is_plain = not (sentence.speaker.side or context.has_remarks)
        is_short = len(text.split()) < _MOST_NOTE
        speaks = asks or sentence.says(cues.COMMENT, cues.REPORT)
        return NOTE if is_formal and is_plain and is_short and not speaks else ""
    if re.search(r"\bthank", text, re.IGNORECASE):
        return "" if asks or _GOES_ON_SAYING.search(text) else NOTE
    if re.search(r"\bapolog", text, re.IGNORECASE):
        return NOTE if len(text.split()) < _MOST_NOTE else ""
    return NOTE if is_formal or not asks else ""


def _is_told(sentence: _Sentence, context: Context) -> str:
    return context.officer_kind if sentence.says(cues.TOLD) else ""


def _introduces(sentence: _Sentence, context: Context) -> str:
    return REPORT if sentence.says(cues.INTRODUCED) and not context.has_remarks else ""


def _asks(sentence: _Sentence, context: Context) -> str:
    asked, replied = cues.QUESTION.search(sentence.text), cues.RESPONSE.search(sentence.text)
    if asked is None or (sentence.is_officer and not sentence.text.rstrip().endswith("?")):
        return ""
    return QUESTION if replied is None or asked.start() < replied.start() else ""


_RULES = (
    _orders,
    _decides,
    _stands_under,
    _is_labelled,
    _will_do,
    _is_formal,
    _is_told,
    _introduces,
    _asks,
)


# Hints: enough for the first sentence of a block, and for one with another speaker


def _hint(sentence: _Sentence, context: Context) -> str:
    if context.lead in (RESPONSE, REPORT, QUESTION):
        return context.lead
    answers = sentence.says(cues.RESPONSE)
    if context.lead == COMMENT:
        by_officer = sentence.is_officer and context.has_remarks
        is_answer = by_officer or (answers and sentence.speaker.side != MEMBER)
        return RESPONSE if is_answer else COMMENT
    if sentence.speaker.side == MEMBER:
        return _hint_member(sentence, context)
    if answers and _ANSWER_FIRST.match(sentence.text):
        return RESPONSE
    if sentence.is_officer or answers:
        return context.officer_kind
    reports = sentence.says(cues.REPORT)
    if reports and not context.has_remarks:
        return REPORT
    if sentence.says(cues.COMMENT):
        return COMMENT
    return REPORT if reports else ""


def _hint_member(sentence: _Sentence, context: Context) -> str:
    is_first = not context.has_remarks and sentence.says(cues.REPORT)
    if sentence.says(cues.CABINET_SUBJECT) and (
        context.has_remarks or sentence.says(cues.RESPONSE)
    ):
        return REPORT if is_first else RESPONSE
    if _ANSWER_WORD.search(sentence.text):
        return RESPONSE
    if is_first:
        return REPORT
    is_public = re.search(r"resident|public", context.last_speaker, re.IGNORECASE)
    is_answer = (context.last_kind == QUESTION or is_public) and _EXPLAINS.search(sentence.text)
    return RESPONSE if is_answer else COMMENT


def _guess(sentence: _Sentence, context: Context) -> str:
    if not context.last_kind:
        return NOTE if cues.FORMAL_ITEM.search(context.title) else REPORT
    if context.last_kind in (DECISION, ACTION):
        return context.last_kind if LETTER_MARK.fullmatch(sentence.mark or "-") else NOTE
    return RESPONSE if context.last_kind == QUESTION else context.last_kind
