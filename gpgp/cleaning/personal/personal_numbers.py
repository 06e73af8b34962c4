"""Numbers with a shape of their own: telephone, postcode, NHS number, date of birth and the like.

Every pattern is bounded, so that its time grows with the text and no faster. Looser than a
validator: to remove something that only looks like a postcode costs less than to leave one.
"""

from __future__ import annotations

import re

import phonenumbers

from gpgp.cleaning.personal.names import is_word
from gpgp.cleaning.personal.pattern import (
    DAY,
    DIGIT_RUN,
    DIGITS,
    IS,
    MARK,
    MONTH,
    MONTH_IN_WORDS,
    NUMBER,
    NUMBER_WORD,
    YEAR,
    Pattern,
    compile_pattern,
    read_digits,
    word_set,
)

_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)")
_NOT_INWARD = re.compile(r"\d(?:st|nd|rd|th|yr|hr|pt|[cikmov].|.[cikmov]|AM|PM)")
_SHORT_WORDS = word_set(  # "to 10 20 30 a year", "FY19 WAS": no code of anybody's
    "to of in at on by or up is as an we be do go he if it me my no so us yn ar am yr the and for "
    "are was has had not you all can her his our out day get how new now old see two way who its "
    "did yes use any may say per max min but she nhs njc hra scp iso act ex ok re pa fy"
)
_POST_AREAS = word_set(  # what a postcode of the British Isles begins with
    "ab al b ba bb bd bf bh bl bn br bs bt bx ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn "
    "dt dy e ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la "
    "ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg "
    "sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo "
    "ze"
)
_PLATE_LABEL = r"\b(?:reg(?:istration|\.)?|(?:number|licen[cs]e)\s?plate|plate|rhif\scofrestru)\b"
_VEHICLE_BEFORE = re.compile(
    rf"(?:{_PLATE_LABEL}|\b(?:car|van|vehicle|bus|lorry|wagon|truck|permit|gritter|motorbike)s?\b)"
    r"[^.!?]{0,25}$",
    re.IGNORECASE,
)


def _digits(match: re.Match[str]) -> list[int]:
    return [int(character) for character in match[0] if character.isdigit()]


def _is_nhs_number(match: re.Match[str]) -> bool:
    *body, check = _digits(match)
    return (11 - sum(d * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11) % 11 == check


def _is_card_number(match: re.Match[str]) -> bool:
    """Luhn's check; of numbers that begin with 2 only one issuer's, the rest are years."""
    digits = _digits(match)
    if digits[0] == 2 and not 2221 <= int("".join(map(str, digits[:4]))) <= 2720:
        return False
    doubled = [sum(divmod(2 * d, 10)) for d in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def _is_phone(match: re.Match[str]) -> bool:
    return not _DATE.match(match[0])


def _is_phone_abroad(match: re.Match[str]) -> bool:
    """Whether the length is one that the country of the code has."""
    digits = "".join(map(str, _digits(match)))
    number = "+" + digits.removeprefix("00")
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def _is_spoken_phone(match: re.Match[str]) -> bool:
    """Ten or eleven digits from 0 on, or a mobile without it; one of them not a plain digit."""
    text = match[0]
    if not re.search(r"[^\W\d_]", text):
        return False
    digits = read_digits(text)
    digits = "0" + digits[2:] if digits.startswith("44") and len(digits) == 12 else digits
    return (digits[:1] == "0" and digits[1:2] != "0" and len(digits) in (10, 11)) or (
        digits[:1] == "7" and len(digits) == 10
    )


def _is_postcode(match: re.Match[str]) -> bool:
    return not _NOT_INWARD.fullmatch(match["inward"] or "1AA") and _is_code(match)


def _is_loose_postcode(match: re.Match[str]) -> bool:
    """Letters and digits apart: only where the area is one, and no letter is a word."""
    plain = "".join(filter(str.isalnum, match[0])).lower()
    area = re.match(r"[a-z]{1,2}", plain)
    parts = [part for part in re.findall(r"[a-zA-Z]+", match[0]) if part.islower()]
    return (
        area is not None
        and area[0] in _POST_AREAS
        and not any(len(part) > 1 and part in _SHORT_WORDS for part in parts)
        and not (match[0].islower() and any(part in ("a", "i", "o", "y") for part in parts))
    )


def _is_code(match: re.Match[str]) -> bool:
    words = [match[name] for name in match.re.groupindex if match[name]]
    return not any(word.lower() in _SHORT_WORDS for word in words)


def _is_vehicle(match: re.Match[str]) -> bool:
    return _is_code(match) and not (match["small"] and is_word(match["small"]))


def _is_small_vehicle(match: re.Match[str]) -> bool:
    """*cx 19 abc*: after a word for a vehicle, or of letters that are no words."""
    if not _is_code(match):
        return False
    before = match.string[max(0, match.start() - 60) : match.start()]
    return bool(_VEHICLE_BEFORE.search(before)) or not any(
        is_word(match[name]) for name in ("area", "word")
    )


PERSONAL_NUMBERS: tuple[Pattern, ...] = (  # in this order; what one has taken the next does not see
    Pattern(
        "ni_number",
        DIGITS,
        compile_pattern(
            r"(?<![a-z0-9])(?:[a-z]\s?[a-z][./_-]?|(?P<word>[a-z]{2})\s{1,2})"
            rf"(?:(?:\d\d{MARK}){{3}}(?:[a-d]|(?-i:[A-Z]))|\d{{3}}\s?\d{{3}}\s?[a-d])(?![a-z0-9])"
        ),
        _is_code,
    ),
    Pattern(
        "ni_number",  # however it is spaced; with a word before it, whatever its last letter
        DIGITS,
        compile_pattern(
            r"(?<![a-z0-9])(?:[a-ceghj-pr-tw-z]\s[a-ceghj-nprstw-z]"
            rf"|q\sq|(?P<word>[a-ceghj-pqr-tw-z][a-ceghj-nprqstw-z])){MARK}(?:\d{MARK}){{6}}"
            r"(?-i:[A-D]|(?<=\d)[a-d])(?![a-z0-9])"
        ),
        _is_code,
    ),
    Pattern(
        "ni_number",
        ("ni", "n.i", "insurance", "nat ins", "yswiriant"),
        compile_pattern(
            r"(?<![a-z])(?:n\.?i\.?(?:no)?|national\sinsurance|nat\.?\sins\.?|"
            rf"yswiriant\sgwladol)(?:{NUMBER_WORD})?{IS}(?P<number>[a-z]\s?[a-z]{MARK}(?:\d{MARK}){{5}}\d"
            rf"(?:{MARK}[a-z](?![a-z0-9]))?)(?!\d)"
        ),
        group="number",
    ),
    Pattern(
        "card_number",
        DIGITS,
        re.compile(r"(?<![\d+£$€.,-])(?<!\d )[2-6](?:[\s._-]?\d){12,18}(?!\d)"),
        _is_card_number,
    ),
    Pattern(
        "card_number",  # said to be one, though a digit is wrong
        ("card", "visa", "amex", "maestro", "long number", "cerdyn"),
        compile_pattern(
            r"\b(?:(?:credit|debit|bank|procurement|corporate)?\s?card|visa|amex|maestro|mastercard|"
            rf"long|cerdyn)(?:{NUMBER_WORD})?{IS}(?P<number>\d{{4}}(?:[\s._-]?\d){{8,15}})(?!\d)"
        ),
        group="number",
    ),
    Pattern(
        "card_number",
        ("cvv", "cvc", "security code"),
        compile_pattern(
            rf"\b(?:cvv2?|cvc|(?:card\s)?security\scode)(?:{NUMBER_WORD})?{IS}(?P<number>\d{{3,4}})(?!\d)"
        ),
        group="number",
    ),
    Pattern(
        "nhs_number",
        DIGITS,
        re.compile(
            rf"(?<![\d+£$€.,-])(?:\d{{3}}{MARK}\d{{3}}{MARK}\d{{4}}|\d{{4}}\s\d{{3}}\s\d{{3}}"
            r"|\d{3}\s\d\d\s\d\d\s\d{3})(?!\d)"
        ),
        _is_nhs_number,
    ),
    Pattern(
        "nhs_number",  # said to be one, though a digit is wrong
        ("nhs", "n.h.s", "health", "chi", "h&c", "gig", "iechyd"),
        compile_pattern(
            r"(?<!\w)(?:n\.?h\.?s\.?|health(?:\sand\scare)?|chi|h&c|(?:rhif\s)?gig|iechyd)"
            rf"[\s-]?(?:{NUMBER_WORD})?{IS}(?P<number>(?:\d{MARK}){{9}}\d)(?!\d)"
        ),
        group="number",
    ),
    Pattern(
        "nhs_number",
        ("hospital", "patient", "mrn", "claf"),
        compile_pattern(
            rf"\b(?:hospital|patient|mrn|(?:rhif\s)?claf)(?:{NUMBER_WORD})?{IS}(?P<number>[a-z]{{0,3}}\d{{6,10}})(?!\w)"
        ),
        group="number",
    ),
    Pattern(
        "phone",
        DIGITS,
        compile_pattern(
            r"(?<![\w£$€])(?<!\d[.,/-])(?:"
            r"(?:\+|00\s?)\d(?:[\s.\-/_()]{0,2}\d){9,13}"  # with a country's code
            rf"|44{MARK}(?:\(0\)\s?)?[1-37-9](?:{MARK}\d){{8,9}}"
            r"|\(?0\)?\s?[1-37-9](?:[\s.\-/_()]{0,3}\d){8,9}"  # ten or eleven digits
            r"|7[1-57-9]\d\d[\s.-]\d{3}[\s.-]?\d{3}"  # a mobile without its zero
            r"|0800[\s-]{0,2}1111|0845[\s-]{0,2}46[\s-]{0,2}47"
            r")(?!\d)(?:\s{0,2}(?:ext(?:ension|n)?|x)\.?\s{0,2}\d{1,6})?"
        ),
        _is_phone,
    ),
    Pattern(
        "phone",  # abroad, of any length that the country has
        ("+", "00"),
        re.compile(r"(?<![\w£$€])(?:\+|00\s?)[1-9](?:[\s.\-/_()]{0,2}\d){6,14}(?!\d)"),
        _is_phone_abroad,
    ),
    Pattern(
        "phone",  # after a word that says so: the local part, an extension
        (
            "call",
            "ring",
            "phone",
            "tel",
            "mob",
            "text",
            "whatsapp",
            "ffon",
            "ffôn",
            "number",
            "ext",
        ),
        compile_pattern(
            r"\b(?:(?:call|ring|phone|text|whatsapp|ffon(?:iwch)?|ff[oô]n)(?:\s(?:me|us|fi|ni))?"
            r"(?:\s(?:on|at|ar))?|tel(?:ephone)?|mob(?:ile)?)\b\.?"
            rf"(?:{NUMBER_WORD})?{IS}(?P<number>\d{{3}}[\s-]?\d{{3,4}}|\d{{5}}\s\d{{5,6}})(?![\w,.-]?\d)"
            r"|\b(?:ext(?:ension|n)?|estyniad)\b\.?\s{0,2}(?:no\.?\s|number\s)?[:=]?\s?"
            r"(?P<extension>\d{3,6})(?!\w)"
        ),
        group=("number", "extension"),
    ),
    Pattern(
        "phone",  # oh seven seven double oh ...
        (),
        DIGIT_RUN,
        _is_spoken_phone,
    ),
    Pattern(
        "vehicle",
        DIGITS,
        re.compile(
            r"(?<![A-Za-z0-9])"
            r"(?:(?:(?P<area>[A-Z]{2})\s?\d{2}|[A-HJ-NPR-TV-Y]\s?\d{1,3})[\s.-]?(?P<word>[A-HJ-PR-Z]{3})"
            r"|[A-Za-z][a-z]\d{2}(?:[A-Za-z][a-z]{2}|[\s-](?P<small>[A-Za-z][a-z]{2}))"
            r"|(?P<first>[A-Z]{3})\s?\d{1,3}[A-HJ-NPR-TV-Y]"
            r"|[A-Z]{1,2}Z\s?\d{3,4})(?![A-Za-z0-9])"
        ),
        _is_vehicle,
    ),
    Pattern(
        "vehicle",
        DIGITS,
        compile_pattern(
            r"(?<![a-z0-9])(?P<area>[a-z]{2})[\s.-]\d\d[\s.-]?(?P<word>[a-hj-pr-z]{3})(?![a-z0-9])"
        ),
        _is_small_vehicle,
    ),
    Pattern(
        "vehicle",  # any plate, after the word for it
        ("reg", "plate", "cofrestru"),
        compile_pattern(
            rf"{_PLATE_LABEL}(?:{NUMBER_WORD})?{IS}(?P<plate>(?=[a-z\s]{{0,5}}\d)(?=[\d\s]{{0,5}}[a-z])"
            r"(?:[a-z]{1,3}\s?\d{1,4}(?:\s?[a-z]{1,3})?|\d{1,4}\s?[a-z]{1,3}))(?![a-z0-9])"
        ),
        group="plate",
    ),
    Pattern(
        "postcode",
        DIGITS,
        compile_pattern(
            r"(?<![a-z0-9])(?:[a-z]{1,2}\d[a-z0-9]?[\s,.-]{0,2}(?P<inward>\d[a-z]{2})"
            r"|(?-i:(?P<area>[A-Z]{1,2})\s\d[A-Z0-9]?\s\d[ABD-HJLNP-UW-Z]{2})"
            r"|[a-z]{1,2}\d[a-z]\s?O[abd-hjlnp-uw-z]{2}|GIR\s?0AA)(?![a-z0-9])"
        ),
        _is_postcode,
    ),
    Pattern(
        "postcode",
        DIGITS,
        compile_pattern(
            r"(?<![a-z0-9])(?:[a-z]\s?[a-z]?\s?\d\s?[a-z0-9]?[\s,.-]{0,2}\d\s?"
            r"[abd-hjlnp-uw-z]\s?[abd-hjlnp-uw-z])(?![a-z0-9])"
        ),
        _is_loose_postcode,
    ),
)


_SEP = r"\s?[./\-\s]\s?"
_BIRTH_DATE = (
    rf"(?:the\s)?(?:\d{{4}}{_SEP}\d{{1,2}}{_SEP}\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}(?:\d{{4}}|\d{{2}})(?!\d)"
    rf"|\d{{1,2}}-?{MONTH}-?(?:\d{{4}}|\d{{2}})(?!\w)"  # 04JUN1971
    rf"|{DAY}(?:\sof|\so)?[\s,-]{{1,2}}{MONTH}\b(?:,?(?:\sin)?[\s-]{YEAR}(?!\w))?"
    rf"|{DAY}\sof\s(?:the\s)?{MONTH_IN_WORDS}\b(?:,?\s(?:{YEAR}|{NUMBER})(?!\w))?"
    rf"|{MONTH}\s(?:the\s)?{DAY},?\s{YEAR}(?!\w)|{MONTH},?\s(?:of\s)?{YEAR}(?!\w)"
    rf"|{MONTH}\s(?:the\s)?{DAY}(?!\w))"
)
_LABEL = r"(?:d\.?\s?o\.?\s?b\b\.?|(?:date|year|day)\sof\sbirth|birth\s?da(?:te|y)|dyddiad\sgeni)"
_WEEKDAY = (
    r"(?:(?:on\s)?(?:a|the)?\s?(?:mon|tues|wednes|thurs|fri|satur|sun)day\s?(?:night|morning)?"
    r",?\s?(?:the\s)?)?"
)
_LINK = r"(?:\s{1,2}(?:on|in|is|was|being|ar|yn|yw|oedd|fi|back|falls)\b){0,3}[\s:=,(-]{0,3}"
_NEEDS = ("born", "birth", "dob", "d.o", "d o b", "b.", "ganwyd", "geni", "ngeni", "turn", " on ")

DATES_OF_BIRTH: tuple[Pattern, ...] = (
    Pattern(
        "date_of_birth",
        _NEEDS,
        compile_pattern(
            rf"(?<!\w)(?:{_LABEL}|birth|born|n?g(?:anwyd|eni)|b\."
            rf"|(?:turn(?:s|ed|ing)?|be|was|am|is)\s(?:\d\d|{NUMBER})(?=\son)){_LINK}{_WEEKDAY}"
            rf"(?P<date>{_BIRTH_DATE})"
        ),
        group="date",
    ),
    Pattern(
        "date_of_birth",  # digits alone, or the year alone: only where no other date is meant
        _NEEDS,
        compile_pattern(
            rf"(?:(?<!\w){_LABEL}{_LINK}(?=\d{{6}}(?:\d\d)?(?!\d)|(?:19|20)\d\d(?!\d)|nineteen\s)"
            r"|\b(?:i|she|he|(?:my|his|her|our)\s[a-z]{3,12})\s(?:was\s)?born\s(?:back\s)?in\s"
            rf"(?:the\s)?(?=(?:19|20)\d\d(?!\d)|nineteen\s|two\sth))"
            rf"(?P<date>\d{{6,8}}|{YEAR})"
        ),
        group="date",
    ),
)
