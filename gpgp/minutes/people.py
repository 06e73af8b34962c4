"""Who speaks in minutes: names found where minutes give them away, and turned into roles.

Lists of those present, titles, and a name beside its office tell who is a member and who an
officer; members ask, officers answer. What leaves this module holds roles; a name that nothing
gives away stays for the person who reviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gpgp.minutes import cues
from gpgp.minutes.documents import Block
from gpgp.tables.decided import COMMENT, DECISION, QUESTION, REPORT, RESPONSE

MEMBER, OFFICER = "a member", "an officer"
_TITLES = (
    r"(?:(?:Y )?Cynghorydd|Cyng|Councillors?|Cllrs?|County Cllr|Aldermen|Alderman|Ald|Mr|Mrs|Ms|"
    r"Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Revd?|Reverend|Canon|Mayor)\b\.?"
)
_MEMBER_TITLES = re.compile(r"Cynghor|Cyng|Councillor|Cllr|Alder|Ald\b|Lord|Baroness|Mayor")
_WORD = (
    r"(?:Mac|Mc|O['’]|[Dd]e |[Vv]an |[Dd]i |al-|El-|ap )?[A-Z][a-zà-ÿ]+(?:['’-][A-Z]?[a-zà-ÿ]+)*"
)
_SURNAME = rf"(?:(?:[A-Z]\.? ?){{1,4}}(?= ?{_WORD}) ?)?{_WORD}(?: {_WORD}){{0,2}}"
_OFFICE = (
    r"(?:(?:Interim|Acting|Deputy|Assistant|Senior|Principal|Group|Executive|Corporate|"
    r"Strategic|Joint|Lead|Chief|Head|Director|Service|Independent|Vice[- ]?|School Business|"
    r"Democratic Services|Monitoring|Section 151|Policy|Programme|Project|Board|Town|Parish|"
    r"Committee|Managing|Regional|Area|Head of|Team|County|Borough|City) ?)*(?:Director|Head|"
    r"Chief|Officer|Manager|Advis[eo]r|Clerk|Secretary|Solicitor|Treasurer|Lead|Executive|"
    r"Consultant|Engineer|Headteacher|Principal|Auditor|Accountant|Inspector|Superintendent|"
    r"Commissioner|Coordinator|Co-ordinator|Chair(?:man|person|woman)?|Leader|President|Analyst|"
    r"Planner|Specialist|Surveyor|Lawyer|Partner|Member|Pennaeth|Cyfarwyddwr|Swyddog|Cadeirydd|"
    r"Mayor)\b(?: of [A-Z][\w'’&-]*(?:,? (?:and |the |for |of |& )?[A-Z][\w'’&-]*)*| (?:for|"
    r"Adnoddau) [A-Z][\w'’&-]*(?: (?:and )?[A-Z][\w'’&-]*)*|, [A-Z][\w'’&-]*(?: "
    r"[A-Z][\w'’&-]*)*(?=\s(?:stated|introduced|replied|agreed|said|advised|explained|noted|"
    r"confirmed)))?(?: \([A-Z][^()]{1,40}\))?"
)
OFFICE = re.compile(_OFFICE)
_MEMBER_OFFICE = re.compile(
    r"\bMembers?\b|\bChair|\bLeader\b|\bMayor\b|\bCadeirydd\b|\bPresident\b|Governor"
)
_NOT_NAMES_TEXT = (
    "the a an this that council committee board cabinet county borough city district town "
    "parish members member officers officer chair chairman vice head director report minutes "
    "agenda item meeting public january february march april may june july august september "
    "october november december monday tuesday wednesday thursday friday saturday sunday present "
    "apologies resolved agreed action north south east west england wales university hospital "
    "school road street lane welsh english national social care local government human "
    "resources services service workforce children adult health people policy plan part act "
    "section appendix"
)
_NOT_NAMES = frozenset(_NOT_NAMES_TEXT.split())
_PRESENT = re.compile(
    r"(?:(?:members?|governors?|councillors?|trustees|others?|also|those|officers?|"
    r"persons)\s+)*(?:present|in attendance|attendees|attending|attendance|yn bresennol|"
    r"officers|swyddogion|minutes|clerk|aelodau|hefyd|absent|apologies for "
    r"absence)\b[^:.]{0,60}:|^(?-i:PRESENT|IN ATTENDANCE|YN BRESENNOL|ATTENDEES|ALSO PRESENT|"
    r"OFFICERS?)\b",
    re.IGNORECASE,
)
_MINUTES_HEAD = re.compile(r"(?:minutes|cofnodion)\s*:?", re.IGNORECASE)
_INITIALS = re.compile(r"\(([A-Z]{2,4})\)")
_FULL = re.compile(rf"(?:{_TITLES} )?((?:{_WORD} ){{1,2}}{_WORD}|{_WORD})")


@dataclass
class People:
    """Who is known so far.

    Attributes
    ----------
    roles : dict of str to str
        Full name, surname or initials → role.
    members, officers : set of str
        Names known as one or the other.
    """

    roles: dict[str, str] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    officers: set[str] = field(default_factory=set)

    def learn(self, name: str, role: str, *, is_officer: bool, initials: str = "") -> None:
        """Remember a name, its surname and its initials."""
        parts = name.split()
        made = "".join(part[0] for part in re.split(r"[ -]", name) if part[:1].isupper())
        own = initials or (made if len(made) > 1 else "")
        keys = {name, parts[-1], own, *([parts[0]] if len(parts) > 1 else [])} - {""}
        for key in keys:
            if key.casefold() in _NOT_NAMES:
                continue
            self.roles.setdefault(key, role)
            (self.officers if is_officer else self.members).add(key)

    def side_of(self, name: str) -> str:
        """Return whether somebody known is a member or an officer."""
        return OFFICER if name in self.officers else MEMBER

    def find_initials(self, text: str) -> str:
        """Return initials of somebody known that a text begins with, else ''."""
        found = re.match(r"([A-Z]{2,4})\b(?:\s*[:–-])?\s", f"{text} ")
        return found[1] if found and found[1] in self.roles else ""


def learn_people(blocks: Iterable[Block], *, given: Mapping[str, str]) -> tuple[People, set[int]]:
    """Find who is who, and which blocks only list those present.

    Parameters
    ----------
    blocks : iterable of Block
    given : mapping of name to role
        From the instrument; stands above what is found.

    Returns
    -------
    People, and the places of the blocks that list people
    """
    people, lists, is_list = People(), set(), False
    for name, role in given.items():
        is_officer = bool(OFFICE.search(role)) and not _MEMBER_OFFICE.search(role)
        people.learn(name, role, is_officer=is_officer)
    taking_officers = False
    blocks = list(blocks)
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if _NAME_COLUMN.fullmatch(block.column) and after is not None and after.row == block.row:
            _learn_list(f"{block.text} ({after.text})", people, taking_officers=False)
            lists |= {p for p in (place, place + 1, place + 2) if _is_in_row(blocks, p, block.row)}
            continue
        if place in lists:
            continue
        is_head = bool(_PRESENT.search(block.text[:70])) and not _MINUTES_HEAD.fullmatch(block.text)
        goes_on = is_list and not block.mark and len(block.text) < 120 and _looks_listed(block.text)
        if is_head or goes_on:
            if is_head:
                taking_officers = bool(
                    re.search(
                        r"attendance|officer|minutes|clerk|swyddog|also", block.text[:40], re.I
                    )
                )
            _learn_list(block.text, people, taking_officers=taking_officers)
            lists.add(place)
            is_list = True
        else:
            is_list = False
            _learn_offices(block.text, people)
    return people, lists


def _is_in_row(blocks: list[Block], place: int, row: int) -> bool:
    return place < len(blocks) and blocks[place].row == row


def _looks_listed(text: str) -> bool:
    words = text.split()
    capital = sum(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return not text.endswith(".") and capital >= 0.6 * len(words)


def _learn_list(text: str, people: People, *, taking_officers: bool) -> None:
    """Learn from a list: ``Councillors A, B and C; Name (Office); Name (AB) - Office``."""
    body = _PRESENT.sub("", text, count=1) if ":" in text or text.isupper() else text
    pieces = re.split(r";|\n", body)
    for piece in pieces:
        office = OFFICE.search(piece)
        entries = re.split(
            r",| and | a (?=[A-Z])|&", re.sub(r"\([^)]*\)|\s[-–]\s.*", _keep_initials, piece)
        )
        for entry in entries:
            found = re.search(rf"(?:{_TITLES}\s+)?((?:[A-Z]\.? )*(?:{_WORD})(?: {_WORD})*)", entry)
            if not found or OFFICE.fullmatch(found[1]):
                continue
            name = " ".join(w for w in found[1].split() if len(w.strip(".")) > 1)
            if not name or {w.casefold() for w in name.split()} & _NOT_NAMES:
                continue
            initials = _INITIALS.search(entry)
            own = office if len(entries) <= 3 else None
            listed = re.search(rf"{re.escape(found[1])}[^,;]*?\(({_OFFICE})", piece)
            role = (listed[1] if listed else own[0] if own else "").strip()
            is_member = (bool(_MEMBER_TITLES.search(piece)) and not listed) or bool(
                role and _MEMBER_OFFICE.search(role)
            )
            is_officer = not is_member and (taking_officers or bool(role))
            said = f"the {role}" if role else (OFFICER if is_officer else MEMBER)
            people.learn(
                name,
                said if is_officer or "Chair" in role else MEMBER,
                is_officer=is_officer,
                initials=initials[1] if initials else "",
            )


def _keep_initials(found: re.Match[str]) -> str:
    return found[0] if _INITIALS.match(found[0].strip()) else " "


_BESIDE = re.compile(
    rf"(?P<name>{_WORD} {_WORD}(?: {_WORD})?),? \(?(?:the )?"
    rf"(?P<office>(?:[A-Z][\w&'’-]* (?:and |of |for |& )?){{0,4}}{_OFFICE})"
)
_NAME_COLUMN = re.compile(r"(?:full )?names?|members?|attendees?", re.IGNORECASE)
_ANSWERS = re.compile(
    r"introduced|presented|replied|responded|advised|informed|explained|assured|updated|"
    r"reported|confirmed|gave|clarified|outlined"
)
_SAYS = re.compile(
    rf"(?:^|[.;] |\band )(?P<name>{_WORD} {_WORD}) (?:then |also )?(?P<verb>{_ANSWERS.pattern}|"
    rf"asked|said|queried|"
    r"enquired|commented|felt|raised|suggested|stated|noted|highlighted|expressed|welcomed|"
    r"stressed|observed|added)\b"
)
_BEFORE = re.compile(rf"(?P<office>{_OFFICE}),? (?P<name>{_WORD} {_WORD}),")


def _learn_offices(text: str, people: People) -> None:
    """Learn from running text: ``Name, Head of Service, …``."""
    for found in _SAYS.finditer(text):
        words = found["name"].split()
        if not {word.casefold() for word in words} & _NOT_NAMES and not OFFICE.search(
            found["name"]
        ):
            is_officer = bool(_ANSWERS.fullmatch(found["verb"]))
            people.learn(found["name"], OFFICER if is_officer else MEMBER, is_officer=is_officer)
    for pattern in (_BESIDE, _BEFORE):
        for found in pattern.finditer(text):
            name, office = found["name"], found["office"].strip()
            if name.split()[0].casefold() in _NOT_NAMES or OFFICE.search(name):
                continue
            is_officer = not _MEMBER_OFFICE.search(office)
            people.learn(name, f"the {office}", is_officer=is_officer)


# Names in text become roles


def replace_names(text: str, people: People) -> str:
    """Return a text with roles where names stood.

    Examples
    --------
    >>> replace_names("Councillor Thwaite asked whether Mrs J Tolland agreed.", People())
    'A member asked whether a member agreed.'
    """
    known = sorted((n for n in people.roles if not n.isupper()), key=len, reverse=True)
    full = [re.escape(name) for name in known]
    initials = sorted((n for n in people.roles if n.isupper()), key=len, reverse=True)
    one = "|".join([_SURNAME, *full, *map(re.escape, initials)])
    plural = re.compile(
        rf"\b(?:Councillors|Cllrs|Aldermen)\b\.? (?:{one})(?:(?:, | and |, and )(?:{_TITLES} "
        rf")?(?:{one}))*"
    )
    said = plural.sub("members", text)
    if full:
        beside = re.compile(rf"\b(?:{_TITLES} )?(?:{'|'.join(full)}),? \(?(?:the )?({_OFFICE})\)?")
        said = beside.sub(lambda found: f"the {found[1]}", said)
    titled = re.compile(
        rf"\b({_TITLES}) ({one})(?:['’]s\b)?(?! (?:Road|Street|Lane|School|Hospital|Park|House)\b)"
    )
    said = titled.sub(lambda found: _role_of(found, people), said)
    if full:
        named = re.compile(rf"(?<![\w-])({'|'.join(full)})(?![\w-])")
        said = named.sub(lambda found: people.roles[found[1]], said)
    if initials:
        said = re.sub(
            rf"\b({'|'.join(map(re.escape, initials))})\b",
            lambda found: people.roles[found[1]],
            said,
        )
    said = re.sub(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "[e-mail removed]", said)
    said = re.sub(
        r"(?<![\w/])(?:0\d{4} ?\d{6}|0\d{3} ?\d{3} ?\d{4}|07\d{3} ?\d{6})\b",
        "[phone removed]",
        said,
    )
    said = re.sub(r"\b[Tt]he the\b", "the", said)
    return said[:1].upper() + said[1:] if text[:1].isupper() else said


def _role_of(found: re.Match[str], people: People) -> str:
    name = found[2]
    for key in (name, name.split()[-1]):
        if key in people.roles:
            role = people.roles[key]
            break
    else:
        role = MEMBER
    return f"{role}’s" if found[0].endswith(("'s", "’s")) else role


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
_REPLIES = (
    "introduced|presented|replied|responded|advised|informed|explained|assured|updated|reported|"
    "confirmed|gave|clarified|outlined|provided"
)
_SPEAKS = re.compile(
    r"(?:,[^,]{3,80},)? (?:then |also |further |again )?(?:"
    rf"{_REPLIES}|asked|said|queried|enquired|inquired|questioned|commented|felt|raised|suggested|"
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
        answers = re.match(rf"\W*(?:\w+ )?(?:{_REPLIES})\b", said)
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
