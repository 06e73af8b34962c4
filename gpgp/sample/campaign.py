"""A letter that many people send, word for word, with a few words changed, or with more said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gpgp.sample.chance import Chance
from gpgp.sample.comments import Comment, Writer, write_comment
from gpgp.sample.phrases import read_phrases
from gpgp.sample.plan import Plan

LETTER_QUESTION = "anything_else"
MOST_CHANGED = 3  # words changed in an edited copy
LEAST_ADDED = 6  # words of a personal addition; fewer could be an edit


@dataclass(frozen=True)
class Copy:
    """One copy of the letter: as sent, how many words differ, and what the sender added."""

    text: str
    n_changed: int
    addition: Comment | None

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes of the letter and of what was added."""
        added = self.addition.themes if self.addition else ()
        return tuple(sorted({*read_phrases("campaign")["themes"], *added}))


def read_letter() -> str:
    """Return the letter as the campaign wrote it."""
    return read_phrases("campaign")["letter"][0]


def copy_letter(*, number: int, n_copies: int, writer: Writer, plan: Plan, chance: Chance) -> Copy:
    """Write one copy of the letter.

    Parameters
    ----------
    number, n_copies : int
        Which copy of how many: the first ones are identical, the last ones have an addition.
    writer : Writer
        Who sends it.
    """
    campaign = plan["campaign"]
    is_identical = number < n_copies * campaign["identical"]
    has_addition = number >= n_copies * (1 - campaign["additions"])
    n_changed = 0 if is_identical else chance.whole(0 if has_addition else 1, MOST_CHANGED)
    text = change_words(read_letter(), n_changed, chance)
    if not has_addition:
        return Copy(text, n_changed, None)
    addition = write_comment(LETTER_QUESTION, writer=writer, plan=plan, chance=chance)
    while len(addition.text.split()) < LEAST_ADDED:
        addition = write_comment(LETTER_QUESTION, writer=writer, plan=plan, chance=chance)
    first, second = (text, addition.text) if chance.happens(0.7) else (addition.text, text)
    return Copy(f"{first}\n\n{second}", n_changed, addition)


def change_words(letter: str, number: int, chance: Chance) -> str:
    """Change this many words of a letter, each for one that a sender might prefer."""
    changes = read_phrases("campaign")["words"]
    for word in chance.some(list(changes), number):
        letter = re.sub(rf"\b{word}\b", chance.choose(changes[word]), letter, count=1)
    return letter
