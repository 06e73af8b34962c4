"""Who speaks in a sentence, and on which side of the table: members ask, officers answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gpgp.minutes import cues
from gpgp.minutes.people import MEMBER, OFFICE, OFFICER, People, replace_names
from gpgp.tables.decided import COMMENT, DECISION, QUESTION, REPORT, RESPONSE

_OPENING = re.compile(
    r"^\W*(?:(?:in (?:response|reply|answer)|following|after|responding|replying|mewn ymateb|at "
    r"this point|with regard|in relation|in regard|regarding|on behalf|speaking|having|during|"
    r"as|under|on|to (?:inform|assist|help|address|clarify))\b[^,]{0,160}, )+",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:(?P<title>(?:County |Y )?(?:Councillors?|Cllrs?|Cynghorydd|Cyng|Mr|Mrs|Ms|Miss|Mx|Dr|"
    r"Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Revd?|Ald|Alderman)\b\.?) "
    r")?(?P<name>(?:(?:[A-Z]\.? ?){1,4} )?[A-Z][a-zà-ÿ]+(?:['’-][A-Z]?[a-zà-ÿ]+)*(?: "
    r"[A-Z][a-zà-ÿ]+(?:['’-][A-Z]?[a-zà-ÿ]+)*){0,2})"
)
_ELECTED = re.compile(r"(?:County |Y )?(?:Councillor|Cllr|Cynghor|Cyng|Ald)")
_ANSWERS = (
    "introduced|presented|replied|responded|advised|informed|explained|assured|updated|reported|"
    "confirmed|gave|clarified|outlined|provided"
)
_SPEAKS = re.compile(
    r"(?:,[^,]{3,80},)? (?:then |also |further |again )?(?:"
    rf"{_ANSWERS}|asked|said|queried|enquired|inquired|questioned|commented|felt|raised|suggested|"
    r"stated|noted|highlighted|expressed|welcomed|stressed|observed|added|thanked|pointed|"
    r"agreed|requested|emphasi[sz]ed|thought|believed|declared|sought|wondered|was|mentioned|"
    r"acknowledged|remarked|proposed|supported)\b"
)
_WELSH = re.compile(
    r"\w+odd (?:y|yr) (?:(?P<member>Cynghorydd|Cadeirydd|aelod)|Pennaeth|Cyfarwyddwr|Swyddog)", re.I
)
_OFFICE_FIRST = re.compile(
    r"(?:(?:Dywedodd|Cyflwynodd|Adroddodd|Esboniodd|dywedodd) )?(?:the |The |Y |y |Yr )?"
    rf"({OFFICE.pattern})"
)
_ELECTED_OFFICE = re.compile(r"Member|Chair|Leader|Mayor|Cadeirydd|President")


@dataclass(frozen=True)
class Speaker:
    """Who speaks, as written, and on which side: ``a member``, ``an officer``, '' for nobody."""

    name: str = ""
    side: str = ""


def find_speaker(text: str, *, label: str, people: People) -> Speaker:
    """Return who speaks in a sentence.

    Parameters
    ----------
    text : str
    label : str
        What stands before a colon: initials, an office, a name; '' for none.
    people : People
        Who is known from the list of those present and from offices beside names.
    """
    if label:
        labelled = _find_labelled(label, people)
        if labelled.side:
            return labelled
    initials = people.find_initials(text)
    if initials:
        return Speaker(initials, people.side_of(initials))
    plain = _OPENING.sub("", text)
    if cues.OFFICER_SUBJECT.search(plain):
        return Speaker(OFFICER, OFFICER)
    named = _NAMED.match(plain)
    known = _find_known(named, plain, people) if named else Speaker()
    return known if known.side else _find_office(plain, named)


def _find_labelled(label: str, people: People) -> Speaker:
    first = label.split("/")[0]
    if first in people.roles:
        return Speaker(first, people.side_of(first))
    if cues.MEMBER_SUBJECT.search(label):
        return Speaker(label, MEMBER)
    return Speaker(label, OFFICER) if OFFICE.search(label) else Speaker()


def _find_known(named: re.Match[str], plain: str, people: People) -> Speaker:
    parts = named["name"].split()
    for key in (named["name"], " ".join(parts[:2]), parts[-1], " ".join(parts[-2:])):
        if key in people.roles:
            return Speaker(key, people.side_of(key))
    return Speaker(named["name"], MEMBER) if _ELECTED.match(plain) else Speaker()


def _find_office(plain: str, named: re.Match[str] | None) -> Speaker:
    """Somebody who is not known by name: an office, a member, a name that speaks."""
    office = _OFFICE_FIRST.match(plain)
    member = cues.MEMBER_SUBJECT.search(plain)
    if member and not (office and not _ELECTED_OFFICE.search(office[1])):
        return Speaker(member[0].strip(), MEMBER)
    cabinet = cues.CABINET_SUBJECT.search(plain)
    if cabinet:
        return Speaker(office[1] if office else cabinet[0].strip(), MEMBER)
    if office:
        return Speaker(office[1], OFFICER)
    welsh = _WELSH.match(plain)
    if welsh:
        return Speaker(welsh[0].split()[-1], MEMBER if welsh["member"] else OFFICER)
    if named is None:
        return Speaker()
    said = plain[named.end() :]
    if named["title"] or (" " in named["name"] and _SPEAKS.match(said)):
        answers = re.match(rf"\W*(?:\w+ )?(?:{_ANSWERS})\b", said)
        return Speaker(named["name"], OFFICER if answers else MEMBER)
    return Speaker()


def side_of_kind(kind: str) -> str:
    """Return who says such a thing: an officer, a member, '' for either."""
    return {REPORT: OFFICER, RESPONSE: OFFICER, COMMENT: MEMBER, QUESTION: MEMBER}.get(kind, "")


def name_role(speaker: str, *, kind: str, people: People) -> str:
    """Return the role of a speaker, never a name; '' where nobody speaks.

    Examples
    --------
    >>> name_role("Head of Recruitment", kind="report", people=People())
    'the Head of Recruitment'
    """
    if kind == DECISION or not speaker:
        return ""
    if speaker in people.roles:
        return people.roles[speaker]
    if speaker in (MEMBER, OFFICER):
        return speaker
    if cues.MEMBER_SUBJECT.search(speaker) and not re.search(r"[Cc]hair|Leader|Mayor", speaker):
        return "members" if re.search(r"s$|members", speaker) else MEMBER
    if OFFICE.search(speaker) or "hair" in speaker:
        has_article = speaker.split()[0].casefold() in ("the", "a", "an")
        said = speaker if has_article else f"the {speaker}"
        return replace_names(said[:1].lower() + said[1:], people)
    return OFFICER if kind in (REPORT, RESPONSE) else MEMBER
