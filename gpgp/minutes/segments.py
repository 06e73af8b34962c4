"""From blocks to segments: one thing that one speaker said, or the meeting decided.

Neighbouring sentences of one kind and one speaker are one segment; a block is never joined to the
next. Headings, lists of those present and the text of the agenda are no segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gpgp.minutes import cues
from gpgp.minutes.documents import Block
from gpgp.minutes.judging import Context, Judged, judge_sentences
from gpgp.minutes.lines import (
    DECISION_MARK,
    LABEL,
    MINUTES_MARK,
    could_be_title,
    has_minutes_mark,
    holds_for_item,
    is_agenda_text,
    is_heading,
    is_side_column,
    is_top,
    read_column,
    read_lead,
    reads_like_minutes,
)
from gpgp.minutes.people import People, find_speaker, name_role, replace_names
from gpgp.tables.decided import ACTION, COMMENT, DECISION, NOTE, REPORT, RESPONSE


@dataclass(frozen=True)
class Segment:
    """A piece of minutes.

    Attributes
    ----------
    item : str
        Heading of the agenda item, names as roles.
    speaker_role : str
        A role; '' where nobody is said to speak.
    kind : str
        One of :data:`gpgp.tables.KINDS`.
    text : str
        With roles where names stood.
    source : str
        As minuted; private, never written to a file.
    answers : int or None
        Number, from 1, of the segment it answers.
    answers_score : float
        0 to 1; how sure the pairing is.
    """

    item: str
    speaker_role: str
    kind: str
    text: str
    source: str
    answers: int | None = None
    answers_score: float = 0.0


def read_segments_of(
    blocks: list[Block], *, lists: set[int], people: People
) -> tuple[list[Segment], int]:
    """Return the segments of minutes, and the number of blocks that are none.

    Parameters
    ----------
    blocks : list of Block
    lists : set of int
        Places of blocks that list those present.
    people : People
    """
    is_parted = has_minutes_mark(blocks)
    reader = _Reader(people, is_parted, is_open=not is_parted)
    segments: list[Segment] = []
    n_passed = 0
    for place, block in enumerate(blocks):
        is_last = place + 1 == len(blocks)
        found = [] if place in lists else list(reader.read(block, is_last=is_last))
        n_passed += not found
        segments += found
    return segments, n_passed


@dataclass
class _Reader:
    """Reads blocks one after the other; ``is_parted``: "Minutes:" stands above what is minuted."""

    people: People
    is_parted: bool
    is_open: bool
    has_begun: bool = False
    context: Context = field(default_factory=Context)

    def read(self, block: Block, *, is_last: bool) -> Iterator[Segment]:
        if self._follow_marks(block) or is_side_column(block.column):
            return
        if not self.is_open:
            if could_be_title(block):
                self._begin_item(block)
        elif re.match(r"(?:supporting|background) documents?\b", block.text, re.IGNORECASE):
            self.is_open = not self.is_parted
            self.context.lead = ""
        elif cues.LEAD_NOTE.search(block.text) and len(block.text.split()) < 9:
            self._lead(NOTE, block, is_list=False)
        elif kind := read_lead(block, has_remarks=self.context.has_remarks, is_last=is_last):
            self._lead(kind, block, is_list=not holds_for_item(block))
        elif self._is_heading(block, is_last=is_last):
            self._begin_item(block)
        elif is_agenda_text(block, lead=self.context.lead):
            if is_top(block) or "pdf icon" in block.text:
                self._begin_item(block)
        elif self._has_begun(block):
            yield from self._read_text(block)

    def _follow_marks(self, block: Block) -> bool:
        """Open what stands under "Minutes:" or "Decision:", close it at the next item."""
        if not self.is_parted:
            return False
        if MINUTES_MARK.match(block.text) or DECISION_MARK.match(block.text):
            self.is_open = True
            decided = bool(DECISION_MARK.match(block.text))
            self._lead(DECISION if decided else "", block, is_list=False)
            return True
        is_item = block.mark.endswith("!") and is_top(block)
        is_next = is_item or bool(re.match(r"Meeting: \d", block.text))
        if is_next:
            self.is_open = False
            self._begin_item(block)
        return is_next

    def _is_heading(self, block: Block, *, is_last: bool) -> bool:
        context = self.context
        is_empty = not context.last_kind and bool(cues.ROLL_ITEM.search(context.title))
        return is_heading(block, is_awaited=is_empty or context.is_awaited, is_last=is_last)

    def _has_begun(self, block: Block) -> bool:
        formal = bool(cues.FORMAL_ITEM.search(self.context.title))
        decides = bool(cues.DECISION_SURE.search(block.text))
        is_minute = formal or decides or reads_like_minutes(block.text)
        is_minute = is_minute or bool(self.context.lead)
        self.has_begun = self.has_begun or is_minute
        return self.has_begun

    def _begin_item(self, block: Block) -> None:
        self.has_begun = self.has_begun or (is_top(block) and self.is_open)
        title = replace_names(re.sub(r"\s*pdf icon.*$", "", block.text), self.people)
        before, self.context = self.context, Context(title=title.strip(" :–-"))
        if block.level > before.level > 0:  # a heading under "Points made in discussion"
            self.context.lead, self.context.level = before.lead, before.level

    def _lead(self, kind: str, block: Block, *, is_list: bool) -> None:
        context = self.context
        context.lead, context.is_list, context.has_points = kind, is_list, False
        context.level, context.lead_speaker = block.level, ""
        context.is_awaited = kind in (DECISION, ACTION, NOTE)
        if kind in (RESPONSE, REPORT, COMMENT):
            speaker = find_speaker(block.text, label="", people=self.people)
            context.lead_speaker = speaker.name

    def _read_text(self, block: Block) -> Iterator[Segment]:
        context = self.context
        if context.is_list and not block.mark and context.has_points:
            context.lead = ""  # the list is over
        context.has_points = context.has_points or bool(block.mark)
        run: list[Judged] = []
        for sentence in judge_sentences(
            block.text,
            mark=block.mark,
            column_kind=read_column(block.column),
            context=context,
            people=self.people,
        ):
            if run and not _goes_with(run, sentence):
                yield self._join(run)
                run = []
            run.append(sentence)
        if run:
            yield self._join(run)
        if context.is_list and not context.has_points:
            context.lead = ""  # it held for one line
        opens = block.text.endswith((":", "–", "—"))
        if opens and context.last_kind in (DECISION, ACTION, COMMENT, RESPONSE):
            self._lead(context.last_kind, block, is_list=True)

    def _join(self, run: list[Judged]) -> Segment:
        source = " ".join(sentence.text for sentence in run)
        kind, speaker = run[0].kind, _speaker_of(run)
        self.context.remember(kind, speaker)
        plain = source if kind in (DECISION, ACTION) else LABEL.sub("", source, count=1)
        role = name_role(speaker, kind=kind, people=self.people)
        return Segment(self.context.title, role, kind, replace_names(plain, self.people), source)


def _speaker_of(run: list[Judged]) -> str:
    return next((sentence.speaker for sentence in run if sentence.speaker), "")


def _goes_with(run: list[Judged], sentence: Judged) -> bool:
    """Whether a sentence goes on with what the run says: the same kind, no other speaker."""
    speaker = _speaker_of(run)
    is_other = bool(speaker and sentence.speaker and speaker != sentence.speaker)
    return sentence.kind == run[-1].kind and not is_other
