"""Which drafted questions say who answered, and what the text of a question says about its role.

Capacity, nation, kind of respondent, consent and language each stand once in an instrument: the
likeliest question gets the role, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from gpgp.instrument import fold_word
from gpgp.intake.draft.drafted import Drafted

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
_YES = re.compile(r"(?:yes|ie|cewch|cei|i agree|i do|true|agree|i consent|oes)\b", re.IGNORECASE)
_COUNTS = re.compile(r"\bhow (?:many|long|often|much)\b|\byears (?:of|have|did)\b", re.IGNORECASE)
_MOST_GROUPS = 40
_LEAST_ANSWERED = 0.5  # of the responses say their capacity


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


def assign_roles(questions: list[Drafted], *, n_rows: int) -> list[Drafted]:
    """Give the roles that stand once to the questions that fit them best.

    Parameters
    ----------
    questions : list of Drafted
    n_rows : int
        Responses.
    """
    given = [_plain_role(question) for question in questions]
    given = _keep_one(given, "submitted_at", _last_filled)
    for kind in ("respondent_id", "organisation", "respondent_type", "quote_consent", "language"):
        given = _keep_one(given, kind, lambda found: found[0])
    given = _give(given, "constituency", _find_capacity(given, n_rows))
    return _give(given, "nation", _find_nation(given, n_rows))


def _plain_role(question: Drafted) -> Drafted:
    if question.type == "language":
        return _as_language(question)
    if question.type == "choice":
        for assign in (_as_language, _as_consent, _as_respondent_type):
            found = assign(question)
            if found.type not in ("choice", "ignore"):
                return found
    is_name = question.type == "free_text" and question.keys.get("is_themed") is False
    is_listed = question.type == "choice" and len(question.items) > 5
    if (is_name or is_listed) and ORGANISATION.search(question.text):
        reason = "the question asks for the name of an organisation"
        return replace(question, type="organisation", reason=reason, items=(), words=(), keys={})
    return question


def _as_language(question: Drafted) -> Drafted:
    known = {word: code for code, words in LANGUAGE_WORDS.items() for word in words}
    words: dict[str, list[str]] = {}
    for value in question.column.answers:
        if code := known.get(fold_word(value)):
            words.setdefault(code, []).append(value)
    is_asked = question.type == "language" or LANGUAGE.search(question.text)
    if not words or not is_asked:
        is_own = question.type == "language"
        return replace(question, type="ignore", reason="no languages known") if is_own else question
    reason = "its words are languages"
    return replace(question, type="language", reason=reason, items=(), words=(),
                   keys={"words": words})  # fmt: skip


def _as_consent(question: Drafted) -> Drafted:
    if not QUOTE_CONSENT.search(question.text):
        return question
    yes = [value for value in question.column.answers if _YES.match(value)]
    if not yes:
        return question
    reason = "the question asks for consent to be quoted"
    return replace(question, type="quote_consent", reason=reason, items=(), words=(),
                   keys={"yes": yes}, is_sure=False)  # fmt: skip


def _as_respondent_type(question: Drafted) -> Drafted:
    if not 2 <= len(question.column.answers) <= 4:
        return question
    kinds: dict[str, list[str]] = {"individual": [], "organisation": []}
    for value in question.column.answers:
        fitting = [kind for kind, words in RESPONDENT_TYPE.items() if words.search(value)]
        if len(fitting) == 1:
            kinds[fitting[0]].append(value)
    if not all(kinds.values()) or sum(map(len, kinds.values())) < len(question.items):
        return question
    reason = "its answers are an individual and an organisation"
    return replace(question, type="respondent_type", reason=reason, items=(), words=(),
                   keys=dict(kinds))  # fmt: skip


def _keep_one(questions, kind, choose) -> list[Drafted]:
    found = [question for question in questions if question.type == kind]
    if len(found) < 2:
        return questions
    kept = choose(found)
    reason = f"{kind.replace('_', ' ')} stands once; '{kept.column.header[:60]}' is it"
    return [
        replace(q, type="ignore", reason=reason, keys={}) if q.type == kind and q is not kept else q
        for q in questions
    ]


def _last_filled(found: list[Drafted]) -> Drafted:
    return max(enumerate(found), key=lambda pair: (pair[1].column.n_filled, pair[0]))[1]


def _find_capacity(questions: list[Drafted], n_rows: int) -> Drafted | None:
    scored = [
        (capacity_score(question.text), question.column.n_filled, -n, question)
        for n, question in enumerate(questions)
        if _is_grouping(question, n_rows) and not _COUNTS.search(question.text)
    ]
    best = max(scored, key=lambda each: each[:3], default=None)
    return best[3] if best and best[0] else None


def _find_nation(questions: list[Drafted], n_rows: int) -> Drafted | None:
    fitting = [
        question
        for question in questions
        if _is_grouping(question, n_rows) and NATION.search(question.text)
    ]
    return fitting[0] if fitting else None


def _is_grouping(question: Drafted, n_rows: int) -> bool:
    answers = [fold_word(word) for word in question.items]
    return (
        question.type == "choice"
        and 2 <= len(question.items) <= _MOST_GROUPS
        and question.column.n_filled >= _LEAST_ANSWERED * n_rows
        and not {"yes", "no"} <= {answer.split(",")[0] for answer in answers}
        and not question.column.is_numeric
    )


def _give(questions: list[Drafted], kind: str, chosen: Drafted | None) -> list[Drafted]:
    if chosen is None:
        return questions
    what = "in which capacity people answer" if kind == "constituency" else "where people are"
    reason = f"of all questions it tells best {what}; {chosen.reason}"
    role = replace(chosen, type=kind, reason=reason, is_sure=False)
    return [role if question is chosen else question for question in questions]
