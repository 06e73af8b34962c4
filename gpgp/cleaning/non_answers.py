"""Comments that say nothing: "n/a", "see above", "dim sylw", a full stop.

Two kinds. *Unsaid* never answers a question. *Nothing* ("none", "dim byd") answers one that asks
what is missing or what could be better; the instrument says which questions read so. A comment
is of a kind only when all of it is: "No bullying" and "Nothing works here" are answers.
"""

from __future__ import annotations

import re

import pandas as pd

from gpgp.instrument import Consultation, fold_word
from gpgp.instrument.text import map_unique

_LONGEST = 80  # characters; whoever writes more says something
_PUNCTUATION = re.compile(r"[\s.,;:!?…/\\*_'\"()~=+\-–—]*")
_NOT_WORDS = re.compile(r"[\W_]+")

_POINTERS = (
    r"(?:please )?(?:see|refer to|refer|as per|as|same as|fel|gweler)"
    r"(?: (?:above|below|before|previous|previously|earlier|prior|stated|mentioned|said|already|my|"
    r"the|your|all|other|last|answers?|comments?|responses?|reply|to|in|of|question|q|q?\d{1,2}|"
    r"uchod|yr|fy|ateb|atebion|blaenorol|o r blaen)){1,8}"
)
_NO_COMMENT = (
    r"(?:(?:i|we) (?:have|ve got|ve) |there are )?(?:no|dim|nil)"
    r"(?: (?:further|other|more|additional|particular|specific|strong)){0,2}"
    r" (?:comments?|opinions?|views?|idea|ideas|response|answer|sylw|sylwadau|barn)"
    r"(?: (?:to make|to add|at all|at this|at the|time|stage|moment|present|point|on this|"
    r"really|thanks|thank you|sorry|pellach|eraill|arall|i w gwneud|ar hyn o bryd)){0,3}"
)
_OTHER_UNSAID = (
    r"n a|na|nil return|not applicable|ddim yn berthnasol|amherthnasol|ditto|skip|tbc|x{1,5}|"
    r"(?:i )?(?:do not|dont|don t) (?:really )?know|dunno|(?:i am |i m |im )?(?:not|un) ?sure|"
    r"ddim yn (?:gwybod|siwr|siŵr)|"
    r"(?:i )?(?:would )?(?:prefer|rather) not to (?:say|answer|comment)|"
    r"(?:as )?(?:already|previously) (?:answered|stated|covered|mentioned|said)(?: above| before)?"
)
_NOTHING = (
    r"(?:(?:i|we) (?:have|ve got|ve) |there is |there s )?"
    r"(?:no nothing|nothing|none|nil|nope|nah|no|not really|dim byd|dim|nac oes|nac ydy|naddo)"
    r"(?: (?:really|at all|else|further|more|other|in particular|specific|additional|new|useful|"
    r"(?:that )?(?:i|we) can (?:think of|see|add)|(?:comes|springs) to mind|"
    r"to (?:add|say|report|mention|suggest|change|declare)|"
    r"at (?:this|the) (?:time|moment|present|stage|point)|at present|for now|currently|"
    r"(?:is |are )?missing|needed|thanks|thank you|changes?|additions?|suggestions?|"
    r"arall|mwy|pellach|o gwbl|diolch|ar goll|i w (?:ddweud|ychwanegu|nodi|newid)|ar hyn o bryd)"
    r"){0,5}"
)
_UNSAID_PATTERN = re.compile(f"{_POINTERS}|{_NO_COMMENT}|{_OTHER_UNSAID}")
_NOTHING_PATTERN = re.compile(_NOTHING)


def find_non_answers(comments: pd.DataFrame, *, consultation: Consultation) -> pd.Series:
    """Say of each comment whether it says nothing.

    Parameters
    ----------
    comments : DataFrame, one row per comment
        ``question_id``, ``text`` (clean).

    Returns
    -------
    Series of bool, same index
    """
    kinds = map_unique(comments["text"], kind_of)
    answering = [q.id for q in consultation.questions_of("free_text") if q.nothing_is_answer]
    is_answer = (kinds == "nothing") & comments["question_id"].isin(answering)
    return ((kinds != "") & ~is_answer).astype("bool")


def kind_of(text: str) -> str:
    """Return ``unsaid``, ``nothing``, or ``""`` for a comment that says something.

    Examples
    --------
    >>> kind_of("N/A"), kind_of("Dim byd arall"), kind_of("Nothing works here")
    ('unsaid', 'nothing', '')
    """
    if len(text) > _LONGEST:
        return ""
    if _PUNCTUATION.fullmatch(text):
        return "unsaid"
    words = _NOT_WORDS.sub(" ", fold_word(text)).strip()
    if _UNSAID_PATTERN.fullmatch(words):
        return "unsaid"
    return "nothing" if _NOTHING_PATTERN.fullmatch(words) else ""
