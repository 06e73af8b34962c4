"""Lines of minutes that say nothing themselves: headings, lines above lists, the agenda."""

from __future__ import annotations

import re

from gpgp.minutes import cues
from gpgp.minutes.documents import Block
from gpgp.tables.decided import ACTION, COMMENT, DECISION, QUESTION, REPORT, RESPONSE

MINUTES_MARK = re.compile(r"^(?:minutes|cofnodion)\s*:?$", re.IGNORECASE)
DECISION_MARK = re.compile(r"^(?:decisions?|penderfyniad(?:au)?)\s*:?$", re.IGNORECASE)
TOP_MARK = re.compile(r"(?:\d{1,4}[.)]*|[A-Z]{0,4}\s?/?\d{1,4}/\d{1,4}(?:[/-]\d{1,4})*)!?")
LABEL = re.compile(
    r"^(?P<who>[A-Z]{2,4}(?:/[A-Z]{2,4})?|Q\d*|A\d*|C|[A-Z][\w .'’-]{2,40}?)\s*(?:\d+)?:\s+(?=\S)"
)
_MOST_HEADING = 14  # words
_MOST_LEAD = 45
_MOST_LABEL = 6
_MOST_AGENDA = 60
_VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|have|be|been|will|would|should|could|asked|said|reported|"
    r"noted|agreed|resolved|presented|explained|advised|thanked|requested|felt|raised|roedd|mae|"
    r"oedd)\b|\w{3,}ed\b(?! (?:minutes|accounts|by))|\w+odd\b|\w+wyd\b"
)
_CASE = re.compile(r"\(?[A-Z]{0,4}/?\d{2,4}/\d{2,6}(?:/[A-Z]+)?\b")
_PART = re.compile(r"PART |Part (?:\d|One|Two|[A-C])\b")
_SUB_ITEM = re.compile(r"\(?[a-zA-Z]\)?\.?!?")
_PERSON = re.compile(r"\b(?:Councillors?|Cllrs?|Mrs?|Ms|Dr)\b\.? [A-Z]")
_ITEM_COLUMN = re.compile(r"(?:agenda )?item|minute|subject|topic|eitem", re.IGNORECASE)
_SIDE_COLUMN = re.compile(
    r"who|owner|lead\b|by (?:whom|when)|responsib|due|no\.?$|ref|pwy|date|deadline|status|"
    r"timescale",
    re.IGNORECASE,
)
_TITLE_OF_MINUTES = re.compile(
    r"\W*(?:minutes|notes|draft|record|cofnodion)\b[^.]{0,120}\b(?:meeting|held|cyfarfod)\b",
    re.IGNORECASE,
)


def is_top(block: Block) -> bool:
    """Whether the mark is that of an agenda item: ``14.``, ``23/061``, ``PB 22/071``."""
    return bool(TOP_MARK.fullmatch(block.mark))


def is_heading(block: Block, *, is_awaited: bool, is_last: bool) -> bool:
    """Whether a block is the heading of an item or of a part of one.

    Parameters
    ----------
    is_awaited : bool
        Something has to come first: a name under "Apologies", what is to be done under "Action".
    is_last : bool
        Nothing stands under the block.
    """
    text = block.text
    has_verb = bool(_VERB.search(text))
    if block.level or ((_CASE.match(text) or _PART.match(text)) and not has_verb):
        return True
    if block.column and _ITEM_COLUMN.match(block.column):
        return True
    if _cannot_be_heading(block) or (is_awaited and not block.mark):
        return False
    if cues.ACTION_SURE.search(text) or LABEL.match(text):
        return is_top(block) and text.isupper()
    if text.isupper() and len(text) > 3:
        return not re.match(r"(?:RESOLVED|AGREED|NONE|NIL)\b", text)
    if is_top(block):
        return not has_verb or bool(cues.AGENDA_TEXT.search(text)) or _is_title(text)
    if block.mark:  # (a) Declarations of interest
        is_formal = bool(cues.FORMAL_ITEM.search(text))
        return bool(_SUB_ITEM.fullmatch(block.mark)) and is_formal and not has_verb
    is_time = bool(re.search(r"\d{1,2}[.:]\d\d ?[ap]m", text))
    return not block.row and not is_last and not is_time and _is_title(text)


def _cannot_be_heading(block: Block) -> bool:
    text = block.text
    is_sentence = text.endswith((";", "?", ",")) or (text.endswith(".") and not is_top(block))
    return (
        is_sentence
        or len(text.split()) > _MOST_HEADING
        or text.startswith("[")
        or bool(_PERSON.search(text) and not is_top(block))
        or bool(cues.DECISION_SURE.search(text) and not text.isupper())
    )


def _is_title(text: str) -> bool:
    """Whether most longer words have a capital, or there are only a few words."""
    words = [word for word in re.findall(r"[A-Za-zÀ-ÿ'’]+", text) if len(word) > 3]
    if not words or text[:1].islower():
        return False
    capital = sum(word[:1].isupper() for word in words)
    return capital >= 0.6 * len(words) or (len(text.split()) <= 5 and not _VERB.search(text))


def could_be_title(block: Block) -> bool:
    """Whether a line above "Minutes:" can name the item."""
    is_marked = bool(block.mark) and not re.match(r"\W?[\dA-Z]", block.mark)
    is_short = len(block.text.split()) <= _MOST_HEADING and not block.text.endswith(".")
    return is_short and not is_marked and not is_agenda_text(block, lead="")


def read_lead(block: Block, *, has_remarks: bool, is_last: bool) -> str:
    """Return the kind that a line gives to what stands under it; '' if it is no such line.

    Parameters
    ----------
    has_remarks : bool
        A member has spoken on the item: then officers answer, else they report.
    """
    text = block.text
    n_words = len(text.split())
    opens = bool(re.search(r"[:–—-]\s*-?$", text))
    is_label = n_words <= _MOST_LABEL and bool(cues.LABEL.match(text))
    is_label = is_label and bool(block.level or not block.mark)
    if is_last or not (is_label or (opens and n_words <= _MOST_LEAD)):
        return ""
    if re.search(r"[.]\s+[A-Z]", text) or (LABEL.match(text) and not opens):
        return ""
    is_answer = bool(cues.LEAD_RESPONSE.search(text))
    says_answer = is_answer and (has_remarks or bool(re.search(r"response|repl", text, re.I)))
    found = (
        (cues.LEAD_ACTION.search(text), ACTION),
        (cues.LEAD_DECISION.search(text), DECISION),
        (cues.LEAD_QUESTION.search(text), QUESTION),
        (says_answer, RESPONSE),
        (cues.LEAD_REPORT.search(text), REPORT),
        (cues.LEAD_COMMENT.search(text), COMMENT),
        (is_answer, REPORT),
    )
    return next((kind for holds, kind in found if holds), "")


def holds_for_item(block: Block) -> bool:
    """Whether such a line holds up to the next heading, as "Decision" does, not for its list."""
    is_open = block.text.rstrip().endswith((":", "-", "–", "—"))
    return bool(block.level) or (not is_open and len(block.text.split()) <= _MOST_LABEL)


def is_agenda_text(block: Block, *, lead: str) -> bool:
    """Whether a block repeats the agenda, or is furniture of a page: no part of the minutes."""
    if lead in (DECISION, ACTION):
        return bool(re.search(r"pdf icon|PDF \d+ ?[KM]B", block.text))
    return bool(cues.AGENDA_TEXT.search(block.text)) and len(block.text.split()) < _MOST_AGENDA


def is_side_column(column: str) -> bool:
    """Whether a column of a table says who or when, not what."""
    return bool(_SIDE_COLUMN.match(column))


def read_column(column: str) -> str:
    """Return the kind that the head of a column gives to its cells; '' for none."""
    if re.match(r"action|cam", column, re.IGNORECASE):
        return ACTION
    decides = re.match(r"decision|penderfyniad|outcome|resolution", column, re.IGNORECASE)
    return DECISION if decides else ""


def has_minutes_mark(blocks: list[Block]) -> bool:
    """Whether a line "Minutes:" parts the minutes from the text of the agenda before it."""
    marks = [
        p for p, block in enumerate(blocks) if MINUTES_MARK.match(block.text) and not block.mark
    ]
    if not marks:
        return False
    before = blocks[: marks[0]]
    is_page = any(cues.WEB_PAGE.search(block.text) for block in blocks)
    return is_page or not any(cues.FORMAL_ITEM.search(b.text) and b.mark for b in before)


def reads_like_minutes(text: str) -> bool:
    """Whether a text is a sentence: what stands before the first one is the title."""
    n_words = len(text.split())
    is_sentence = (n_words >= 12 and text.endswith(".")) or (n_words >= 5 and _VERB.search(text))
    return bool(is_sentence) and not _TITLE_OF_MINUTES.match(text)
