"""Jobs and descriptions that only one person has: *the only midwife in Anglesey*.

No name, and yet everybody there knows who it is. Such phrases are listed for a person to read,
not removed: whether they name somebody depends on the place.
"""

from __future__ import annotations

import re

from gpgp.cleaning.personal.pattern import word_set

_PERSON = (  # what a person is called by, by its ending or as a word
    r"(?:[a-z-]{2,20}(?:er|or|ist|ian|yst|man|men|woman|person|wife|ant|ee|iwr|ydd|wraig)|nurse|vet|"
    r"chief|head|secretary|lead|clerk|cook|chef|member|parent|dad|mum|mam|male|female|apprentice|"
    r"graduate|steward|rep|gp|pa|ceo|mp|judge|priest|imam|guard|lifeguard|expert|specialist|"
    r"executive|staff|employee|teacher|athro|meddyg|nyrs|pennaeth|one|people|resident|muslim|"
    r"trans|person|woman|man|wife|deaf|blind|disabled|gay|black|asian|white|welsh|polish|jewish)"
)
_NOT_A_PERSON = word_set(
    "number matter paper computer answer order centre water letter winter summer offer power paper "
    "quarter other another after under over better newer older never ever however whether rather "
    "together either neither for or floor door error factor sector major minor prior far per her "
    "their your our chapter computer printer charter server layer barrier corner border shelter "
    "transfer member-state refer differ buffer career character consider deliver disaster driver's "
    "meant want important relevant significant constant restaurant grant plant fee see free three "
    "agree degree guarantee committee been seen between toilet-paper list mist exist"
)
_W = r"[^\s.,;:!?()\n]{1,25}"
_PLACE = r"(?:in|at|for|on|of|to|within|across|covering|yn|ar|ym)"
_DOING = r"(?:who|that|working|left|employed|based|serving|still|remaining|sy'?n|sydd)"
_ONLY = r"(?:only|sole|one|single|lone)"
_FIRST = r"(?:first|last|oldest|youngest|longest[\s-]serving|most\ssenior)"
_ME = r"(?:i\sam|i'm|im|i\swas|i've\sbeen|as|being|(?:is|was)\snow|fi\syw'?r?|fel)"
_LEAD = (
    rf"(?:(?:the|our|their|its|your|y|yr)\s{_ONLY}|(?:only|just|have|has|is|there's)\s{_ONLY}|"
    rf"(?:yr?|yw'r|'r)\sunig|sole|{_ME}\s(?:the|your|our|its|y|yr)(?:\s{_FIRST})?)"
)
_ALONE = re.compile(
    rf"(?<!\w){_LEAD}\s(?:{_W}\s){{0,5}}?(?P<person>[^\W\d_][\w'-]{{1,24}})\s(?:cymraeg\s)?"
    rf"(?:{_DOING}\s(?:{_W}\s){{0,4}}?)?{_PLACE}\s{_W}(?:\s{_W}){{0,6}}"
    rf"|(?:the\s)?(?<!\w)(?!(?:there|it|that|he|she|what|who|here|let)')\w{{2,20}}'s\s{_ONLY}\s(?:{_W}\s){{0,3}}?(?P<theirs>{_PERSON})(?!\w)",
    re.IGNORECASE,
)
_FOR_SURE = re.compile(
    rf"(?:i\sam|i'm|im|i\swas|fi\syw'?r?)\s(?:the|your|our|y|yr)\s(?:{_ONLY}|{_FIRST})\b|.{{0,8}}\bunig\b",
    re.IGNORECASE,
)
_PERSON_WORD = re.compile(_PERSON, re.IGNORECASE)


def find_roles(view: str) -> list[str]:
    """Find descriptions of somebody who is alone in what they do, as written.

    Parameters
    ----------
    view : str
        A text with straight quotes (`pattern.plain_view`).
    """
    return list(dict.fromkeys(m[0] for m in _ALONE.finditer(view) if _is_of_a_person(m)))


def _is_of_a_person(match: re.Match[str]) -> bool:
    if _FOR_SURE.match(match[0]):
        return True  # I am the only …: a person, whatever the word
    word = match["person"] or match["theirs"]
    return bool(_PERSON_WORD.fullmatch(word)) and word.lower() not in _NOT_A_PERSON
