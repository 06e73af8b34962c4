"""Numbers and codes that stand for a person: telephone, postcode, NHS number and the like.

Every pattern is bounded, so that its time grows with the text and no faster. Looser than a
validator: to remove something that only looks like a postcode costs less than to leave one.
"""

from __future__ import annotations

import re

from gpgp.cleaning.personal.names import is_word
from gpgp.cleaning.personal.pattern import DIGITS, Pattern, compile_pattern

_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)")
_NOT_INWARD = re.compile(r"\d(?:st|nd|rd|th|yr|hr|pt|[cikmov].|.[cikmov]|AM|PM)")
_MARK = r"[\s./_-]{0,2}"  # between the digits of a number
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|"
    r"mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)"
)
_ANY_DATE = (
    r"(?:\d{1,2}\s?[./\-\s]\s?\d{1,2}\s?[./\-\s]\s?(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?[\s-]{_MONTH}(?:,?[\s-](?:\d{{4}}|'?\d{{2}})(?!\d))?|"
    rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|{_MONTH}\s\d{{4}})"
)
_SHORT_WORDS = (  # "to 10 20 30 a year", "FY19 WAS": no code of anybody's
    "to of in at on by or up is as an we be do go he if it me my no so us yn ar am yr the and for "
    "are was has had not you all can her his our out day get how new now old see two way who its "
    "did yes use any may say per max min but she nhs njc hra scp iso act ex ok re pa fy"
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


def _is_postcode(match: re.Match[str]) -> bool:
    return not _NOT_INWARD.fullmatch(match["inward"] or "1AA") and _is_code(match)


def _is_code(match: re.Match[str]) -> bool:
    words = [match[name] for name in match.re.groupindex if match[name]]
    return not any(word.lower() in _SHORT_WORDS.split() for word in words)


def _is_vehicle(match: re.Match[str]) -> bool:
    return _is_code(match) and not (match["small"] and is_word(match["small"]))


PERSONAL_NUMBERS: tuple[Pattern, ...] = (  # in this order; what one has taken the next does not see
    Pattern(
        "date_of_birth",
        ("born", "birth", "dob", "d.o", "d o b", "b.", "ganwyd", "geni"),
        compile_pattern(
            r"(?<!\w)(?:d\.?\s?o\.?\s?b\.?|(?:date\sof\s)?birth(?:\s?da(?:te|y))?|born|"
            r"n?g(?:anwyd|eni)|b\.)(?:\s(?:on|in|is|the|was|ar|yn|yw|fi)){0,3}[\s:=,-]{0,3}"
            rf"(?P<date>{_ANY_DATE})"
        ),
        group="date",
    ),
    Pattern(
        "date_of_birth",
        ("birth", "dob", "d.o", "was born"),
        compile_pattern(
            r"(?:(?<!\w)(?:d\.?o\.?b\.?|date\sof\sbirth)[\s:=-]{0,3}(?=\d{6}(?:\d\d)?(?!\d))"
            r"|\bi\swas\sborn\sin\s(?=(?:19|20)\d\d(?!\d)))(?P<date>\d{4,8})"
        ),
        group="date",
    ),
    Pattern(
        "ni_number",
        DIGITS,
        compile_pattern(
            r"(?<![a-z0-9])(?:[a-z]\s?[a-z][./_-]?|(?P<word>[a-z]{2})\s{1,2})"
            rf"(?:(?:\d\d{_MARK}){{3}}(?:[a-d]|(?-i:[A-Z]))|\d{{3}}\s?\d{{3}}\s?[a-d])(?![a-z0-9])"
        ),
        _is_code,
    ),
    Pattern(
        "card_number",
        DIGITS,
        re.compile(r"(?<![\d+£$€.,-])[2-6]\d{3}(?:[\s._-]?\d){9,15}(?!\d)"),
        _is_card_number,
    ),
    Pattern(
        "nhs_number",
        DIGITS,
        re.compile(
            rf"(?<![\d+£$€.,-])(?:\d{{3}}{_MARK}\d{{3}}{_MARK}\d{{4}}|\d{{4}}\s\d{{3}}\s\d{{3}}"
            r"|\d{3}\s\d\d\s\d\d\s\d{3})(?!\d)"
        ),
        _is_nhs_number,
    ),
    Pattern(
        "nhs_number",  # said to be one, though a digit is wrong
        ("nhs",),
        compile_pattern(
            r"\bnhs\s(?:number|num|no)\b\.?(?:\sis)?[\s:=-]{0,3}"
            rf"(?P<number>\d{{3}}{_MARK}\d{{3}}{_MARK}\d{{4}})(?!\d)"
        ),
        group="number",
    ),
    Pattern(
        "phone",
        DIGITS,
        compile_pattern(
            r"(?<![\w£$€])(?<!\d[.,/-])(?:"
            r"(?:\+|00\s?)\d(?:[\s.\-/_()]{0,2}\d){9,13}"  # with a country's code
            rf"|44{_MARK}(?:\(0\)\s?)?[1-37-9](?:{_MARK}\d){{8,9}}"
            r"|\(?0\s?[1-37-9](?:[\s.\-/_()]{0,2}\d){8,9}"  # ten or eleven digits
            r"|7[1-57-9]\d\d[\s.-]\d{3}[\s.-]?\d{3}"  # a mobile without its nought
            r"|0800[\s-]{0,2}1111|0845[\s-]{0,2}46[\s-]{0,2}47"
            r")(?!\d)(?:\s{0,2}(?:ext(?:ension|n)?|x)\.?\s{0,2}\d{1,6})?"
        ),
        _is_phone,
    ),
    Pattern(
        "vehicle",
        DIGITS,
        re.compile(
            r"(?<![A-Za-z0-9])"
            r"(?:(?:(?P<area>[A-Z]{2})\s?\d{2}|[A-HJ-NPR-TV-Y]\d{1,3})[\s-]?(?P<word>[A-HJ-PR-Z]{3})"
            r"|[A-Za-z][a-z]\d{2}(?:[A-Za-z][a-z]{2}|[\s-](?P<small>[A-Za-z][a-z]{2}))"
            r"|(?P<first>[A-Z]{3})\s?\d{1,3}[A-HJ-NPR-TV-Y]"
            r"|[A-Z]{2}Z\s?\d{3,4})(?![A-Za-z0-9])"
        ),
        _is_vehicle,
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
)
