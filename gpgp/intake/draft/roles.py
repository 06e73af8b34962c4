"""What the text of a question says about its role, as data: patterns and what they speak for."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Personal data by the header alone; the kind it is of.
PERSONAL = (
    ("email", r"\be-?mail\b|\bebost\b|correo electr|courriel"),
    ("phone", r"\b(?:tele)?phone\b|\bmobile (?:number|no)\b|\bcontact number\b|\bff[oô]n\b"),
    ("address", r"\bpost ?code\b|\bzip(?: ?code)?\b|\b(?:postal|home|street) address\b|^address\b"),
    ("name", r"^(?:your |full |first |last |sur|fore)+ ?name\b|^name$|^enw\b|^contact name|"
             r"\bwhat is your (?:full )?name\b"),
    ("other", r"\bip ?address\b|\bdate of birth\b|\bnational insurance\b|\bnhs number\b|"
              r"\btwitter\b.*\bhandle\b|\bcontact(?:ed)? you\b.*\bdetails\b|\bcontact details\b"),
)  # fmt: skip
ORGANISATION = re.compile(
    r"\b(?:name of|which|what)\b.{0,25}\b(?:organisation|organization|company|council|employer)\b"
    r"(?!.*\b(?:type|kind|size|sector)\b)|\b(?:organisation|organization|company)(?:'s)? name\b|"
    r"^(?:organisation|organization|company|sefydliad)$|answering for an organisation, which",
    re.IGNORECASE,
)
RESPONDENT_TYPE = {
    "individual": re.compile(
        r"\bindividual\b|\bmyself\b|\bfor myself\b|\bmember of the public\b|\bpersonal capacity\b|"
        r"\bresident\b|\bdrosof fy hun\b|\bunigolyn\b", re.IGNORECASE),
    "organisation": re.compile(
        r"\borgani[sz]ation\b|\bon behalf of\b|\bgroup\b|\bbusiness\b|\bsefydliad\b",
        re.IGNORECASE),
}  # fmt: skip
QUOTE_CONSENT = re.compile(
    r"\bquot(?:e|ed|ing)\b|\bpublish (?:your|my) (?:response|comment|answer|words)|"
    r"\buse (?:your|my) (?:words|comments)\b|\bdyfynnu\b", re.IGNORECASE)  # fmt: skip
LANGUAGE = re.compile(r"\bwhich language\b|\bym mha iaith\b|^(?:user ?)?language$", re.IGNORECASE)
LANGUAGE_WORDS = {
    "en": ("en", "en-gb", "en-us", "english", "saesneg"),
    "cy": ("cy", "cy-gb", "welsh", "cymraeg"),
    "fr": ("fr", "french", "français"), "es": ("es", "spanish", "español"),
    "de": ("de", "german", "deutsch"), "pl": ("pl", "polish", "polski"),
    "ga": ("ga", "irish", "gaeilge"), "ar": ("ar", "arabic"), "ur": ("ur", "urdu"),
}  # fmt: skip
SENSITIVE = re.compile(
    r"\b(?:gender|sex|age|born|birth|ethnic\w*|race|racial|religio\w*|faith|disab\w*|"
    r"sexual\w*|marital|pregnan\w*|carer|income|salary|earnings|household|nationality|citizenship|"
    r"transgender|género|edad|étnico|educativo|naciste|rhyw|oed|ethnigrwydd|anabledd|crefydd)\b|"
    r"^education$|\bhighest\b.{0,40}\b(?:education|degree|qualification|level)\b|"
    r"\b(?:level of|your) education\b|\b(?:health|medical|physical|mental) (?:condition|problem)|"
    r"\byour health\b|\bcaring responsib",
    re.IGNORECASE,
)
# How likely a question tells the capacity in which people answer: the first that fits counts.
CAPACITY = (
    (10, r"\bcapacity\b|\bbehalf\b|\banswering as\b|\bresponding as\b|\brhinwedd\b"),
    (9, r"\b(?:which|what)\b.{0,30}\bbest describes (?:you|your (?:role|organi))"),
    (9, r"\bwhere do you work\b|\btype of (?:organi[sz]ation|employer|respondent|council)\b"),
    (8, r"\bkind of (?:user|organi[sz]ation|respondent)\b|\brole\b|\bstakeholder|"
        r"\brespondent type"),
    (7, r"\bsector\b|\bindustr|\bprofession|\bjob (?:role|title|family)|\bemploy|\boccupation|"
        r"\bdepartment\b|\bposition\b|\borgani[sz]ation\b|\bcategoría\b|\bcompany\b"),
    (5, r"\bregion\b|\bdistrict\b|\bborough\b|\bprovince\b|\bstate\b|\bnation\b|\bcounty\b|"
        r"\bward\b|\bcouncil\b|\barea\b|\blocation\b|\brhanbarth"),
    (4, r"\bcountry\b|\bpaís\b|\breside|\bwhere do you live\b|\bresidence\b"),
    (3, r"\bage\b|\bedad\b"),
)  # fmt: skip
NATION = re.compile(
    r"\b(?:nation|region|district|borough|country|province|state|county|location|residence)\b|\bpaís\b|"
    r"\brhanbarth|\bwhere do you live\b|\bresides\b", re.IGNORECASE)  # fmt: skip
ASKS_FOR_RANKS = re.compile(
    r"(?:\b|_)rank|\border of\b|\bpriorit|\bin order\b|\btop (?:\d|three|five)\b|"
    r"\bpreference\b|\btrefn",
    re.IGNORECASE,
)
ASKS_FOR_POINTS = re.compile(
    r"\bscale\b|\brate\b|\brating\b|\bhow (?:likely|satisf\w*|important|useful|easy|difficult|"
    r"confident|much do you (?:agree|like|enjoy))|\b[01] ?(?:to|-|–|a|=) ?(?:5|7|10)\b|\bescala\b|"
    r"\bcalific|\bprobable es\b|\brecommend|\bout of (?:5|10)\b|\bscore\b|"
    r"10 is (?:the )?(?:high|best)",
    re.IGNORECASE,
)
PLACE_WORDS = (
    r"\b(?:highest|first|1st|top|most|primary)\b",
    r"\b(?:second|2nd)\b",
    r"\b(?:third|3rd)\b",
    r"\b(?:fourth|4th)\b",
    r"\b(?:fifth|5th)\b",
)
ABOUT_MISSING = re.compile(
    r"\bmissing\b|\bnot (?:\w+ ){0,3}(?:list|cover|includ|mention)|\bleft out\b|\bnot in the\b|"
    r"\bnot on the\b|\bar goll\b", re.IGNORECASE)  # fmt: skip
ABOUT_WORDING = re.compile(r"\bwording\b|\bwhich words\b|\bgeiriad\b", re.IGNORECASE)
NOTHING_IS_ANSWER = re.compile(
    r"\bmissing\b|\bimprov|\bchange\b|\bwrong\b|\bproblem|\bdifficult|\bobstacle|\bbarrier|\bhinder|"
    r"\bpain point|\bconcern|\bleast\b|\bdislike|\bchallenge|\bprevent|\bstop you\b|\bfrustrat|"
    r"\bnot (?:\w+ ){0,3}(?:list|cover|includ|mention)|\bar goll\b|\bmenos te gusta\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"^(?:other|otro|autre|arall)\b|\bplease (?:specify|state|explain)\b|\bwrite[- ]in\b",
    re.IGNORECASE,
)


def personal_by_header(text: str) -> str | None:
    """Return the kind of personal data that a header asks for, or None."""
    return next((k for k, p in PERSONAL if re.search(p, text, re.IGNORECASE)), None)


def capacity_score(text: str) -> int:
    """Return how much a question speaks for telling in which capacity people answer, 0 to 10."""
    return next((n for n, p in CAPACITY if re.search(p, text, re.IGNORECASE)), 0)


def is_other(text: str) -> bool:
    """Say whether an item is the room for another answer."""
    return bool(_OTHER.search(text))


def find_places(items: Iterable[str]) -> list[int]:
    """Return the place (from 0) that each item names, -1 where it names none."""
    found = []
    for item in items:
        places = [n for n, p in enumerate(PLACE_WORDS) if re.search(p, item, re.IGNORECASE)]
        found.append(places[-1] if places else -1)
    return found
