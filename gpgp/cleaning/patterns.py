"""The shapes of personal data: numbers, addresses and codes that a pattern can know.

Every pattern is bounded, so that its time grows with the text and no faster. They read a text
whose full-width digits, odd dashes and curly quotes have been made plain, letter for letter
(`plain_view`), so that positions stay what they were. Looser than a validator: to remove
something that only looks like a postcode costs less than to leave one.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

Check = Callable[[re.Match[str]], bool]


@dataclass(frozen=True)
class Pattern:
    """One kind of personal data. ``group`` is what is removed; the rest of a match stays."""

    kind: str
    trigger: re.Pattern[str]  # cheap; where it finds nothing the pattern is not tried
    regex: re.Pattern[str]
    check: Check = lambda match: True
    group: int | str = 0


def plain_view(text: str) -> str:
    """Return a text of the same length with plain digits, dashes, quotes and at-signs."""
    return text if text.isascii() else text.translate(_PLAIN)


def _digits(match: re.Match[str]) -> list[int]:
    return [int(character) for character in match[0] if character.isdigit()]


def _is_nhs_number(match: re.Match[str]) -> bool:
    *body, check = _digits(match)
    return (11 - sum(d * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11) % 11 == check


def _is_card_number(match: re.Match[str]) -> bool:
    digits = _digits(match)
    if digits[0] == 2 and not 2221 <= int("".join(map(str, digits[:4]))) <= 2720:
        return False  # 2 is one issuer's range; the rest are years and amounts
    doubled = [sum(divmod(2 * d, 10)) for d in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def _is_ip_address(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()].lower()
    if _NUMBERED.search(before):
        return False
    try:
        ipaddress.ip_address(match["address"])
    except ValueError:
        return False
    return True


def _is_phone(match: re.Match[str]) -> bool:
    return not _DATE.match(match[0])


def _is_not_word(words: str) -> Check:
    known = frozenset(words.split())
    return lambda match: (match["word"] or "").lower() not in known


def _is_postcode(match: re.Match[str]) -> bool:
    inward = match["inward"] or "1AA"
    return not (_NOT_INWARD.fullmatch(inward) or inward.upper().endswith(("AM", "PM")))


def _is_spelled_address(match: re.Match[str]) -> bool:
    if match["at"].strip().lower() != "at":
        return True
    is_verb = match["local"].lower() in _BEFORE_AT.split()
    return not is_verb and _STRONG_ENDING.fullmatch(match["ending"]) is not None


_PLAIN = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full-width letters and signs
    **{ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"},
    **{ord(c): "'" for c in "\u2018\u2019\u02bc"},
    0x3000: " ",
    0xA0: " ",
    **{
        code: str(unicodedata.digit(chr(code)))
        for first in (0x660, 0x6F0, 0x966, 0x9E6, 0xA66)  # Arabic, Persian, Hindi, Bengali, Punjabi
        for code in range(first, first + 10)
    },
}
_IGNORING_CASE = re.IGNORECASE
_ANY_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"(?:section|para(?:graph)?|version|clause|article|adran|v|§)\.?\s{0,2}$")
_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)")
_NOT_INWARD = re.compile(r"\d(?:st|nd|rd|th|yr|hr|pt|[cikmov].|.[cikmov])")
_ENDING = r"(?:com|org|net|gov|edu|uk|wales|cymru|scot|london|info|eu|ac|nhs|int|mil)"
_STRONG_ENDING = re.compile(_ENDING, _IGNORING_CASE)
_REST_OF_ADDRESS = r"[^\s<>\"]{1,2000}(?<![.,;:!?'\])}])"  # not the stop after it
_BEFORE_AT = (
    "look see available found visit us me more details it is are online here advice information "
    "working staff published"
)
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
_SHORT_WORDS = (
    "to of in at on by or up is as an we be do go he if it me my no so us yn ar am yr the and for "
    "are was has had not you all can her his our out day get how new now old see two way who its "
    "did yes use any may say per max min but she nhs njc hra scp iso act"
)


def _spell(word: str, *, brackets: str = r"[\[({<]", closing: str = r"[\])}>]") -> str:
    """The ways people write 'at' and 'dot' out: (at), [dot], -at-, _dot_."""
    return rf"\s{{0,2}}{brackets}\s?{word}\s?{closing}\s{{0,2}}|-{word}-|_{word}_"


PATTERNS: tuple[Pattern, ...] = (  # in this order; what one has taken the next does not see
    Pattern(
        "url",
        re.compile(r"://|www\s?\.", _IGNORING_CASE),
        re.compile(
            rf"(?:(?<![a-z])(?:h(?:tt|xx)ps?|s?ftps?|file)://|(?<![\w@.-])www\.){_REST_OF_ADDRESS}",
            _IGNORING_CASE,
        ),
    ),
    Pattern(
        "email",
        re.compile("@"),
        re.compile(
            r"(?<![\w.+'%@-])[\w.+'%-]{1,64}(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
            rf"|\s{{0,2}}@\s{{0,2}}(?:[\w-]{{1,63}}\.){{1,5}}{_ENDING}(?!\w))",
            _IGNORING_CASE,
        ),
    ),
    Pattern(
        "email",
        re.compile(rf"\bdot\b|_dot_|[\[({{<]\s?(?:at|@)\s?[\])}}>]|\.{_ENDING}\b", _IGNORING_CASE),
        re.compile(
            r"(?<![\w.+'%-])(?:[\w+'%-]{1,64}(?:\s{1,2}|[_-])dot(?:\s{1,2}|[_-])){0,3}"
            r"(?P<local>[\w.+'%]{1,64}(?:-(?!at-)[\w.+'%]{1,64}){0,3})"
            rf"(?P<at>{_spell('(?:at|@)')}|\s{{1,3}}at\s{{1,3}})"
            rf"(?:[\w-]{{1,63}}?(?:{_spell('(?:dot|[.])')}|\s{{1,3}}dot\s{{1,3}}|\.)){{1,5}}"
            r"(?P<ending>[a-z]{2,10})(?![\w-])",
            _IGNORING_CASE,
        ),
        _is_spelled_address,
    ),
    Pattern(
        "url",
        re.compile(r"[a-z0-9-]\.[a-z]{2}", _IGNORING_CASE),
        re.compile(
            r"(?<![\w@.+'-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}"
            rf"(?:{_ENDING}(?![\w@-])(?:[:/?#]{_REST_OF_ADDRESS})?|[a-z]{{2,10}}/{_REST_OF_ADDRESS})",
            _IGNORING_CASE,
        ),
    ),
    Pattern(
        "handle",
        re.compile("@"),
        re.compile(
            r"(?<![\w@.])@(?=[^\W\d])(?P<word>[\w.]{1,29}\w)"
            r"(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})?"
        ),
        _is_not_word("work home least all the peak present times"),
    ),
    Pattern(
        "ip_address",
        re.compile(r"\d\.\d|[0-9a-f]:", _IGNORING_CASE),
        re.compile(
            r"(?<![\w.:])(?P<address>(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)|[0-9a-f:]{5,39})"
            r"(?:[:/]\d{1,5})?(?![\w:])",
            _IGNORING_CASE,
        ),
        _is_ip_address,
    ),
    Pattern(
        "date_of_birth",
        re.compile(r"born|birth|d\.?\s?o\.?\s?b|ganwyd|geni", _IGNORING_CASE),
        re.compile(
            r"(?<!\w)(?:d\.?\s?o\.?\s?b\.?|(?:date\sof\s)?birth(?:\s?da(?:te|y))?|born|"
            r"n?g(?:anwyd|eni))(?:\s(?:on|in|is|the|was|ar|yn|yw|fi)){0,3}[\s:=-]{0,3}"
            rf"(?P<date>{_ANY_DATE})",
            _IGNORING_CASE,
        ),
        group="date",
    ),
    Pattern(
        "ni_number",
        _ANY_DIGIT,
        re.compile(
            r"(?<![a-z0-9])(?:[a-z]{2}[.-]?|(?P<word>[a-z]{2})\s{1,2})"
            r"(?:\d{2}[\s.-]{0,2}){3}[a-d](?![a-z0-9])",
            _IGNORING_CASE,
        ),
        _is_not_word(_SHORT_WORDS),
    ),
    Pattern(
        "card_number",
        _ANY_DIGIT,
        re.compile(r"(?<![\d+£$€.,-])[2-6]\d{3}(?:[ .-]?\d){9,15}(?!\d)"),
        _is_card_number,
    ),
    Pattern(
        "nhs_number",
        _ANY_DIGIT,
        re.compile(r"(?<![\d+£$€.,-])\d{3}[\s.-]{0,2}\d{3}[\s.-]{0,2}\d{4}(?!\d)"),
        _is_nhs_number,
    ),
    Pattern(
        "phone",
        _ANY_DIGIT,
        re.compile(
            r"(?<![\w£$€])(?<!\d[.,/-])(?:"
            r"(?:\+|00\s?)\d(?:[\s.\-/()]{0,2}\d){9,13}"  # with a country's code
            r"|44[\s.-]{0,2}(?:\(0\)\s?)?[1-37-9](?:[\s.-]{0,2}\d){8,9}"
            r"|\(?0\s?[1-37-9](?:[\s.\-/()]{0,2}\d){8,9}"  # ten or eleven digits
            r"|0800[\s-]{0,2}1111|0845[\s-]{0,2}46[\s-]{0,2}47"
            r")(?!\d)(?:\s{0,2}(?:ext(?:ension|n)?|x)\.?\s{0,2}\d{1,6})?",
            _IGNORING_CASE,
        ),
        _is_phone,
    ),
    Pattern(
        "vehicle",
        _ANY_DIGIT,
        re.compile(
            r"(?<![A-Za-z0-9])(?:(?:[A-Z]{2}\d{2}|[A-HJ-NPR-TV-Y]\d{1,3})\s?(?P<word>[A-HJ-PR-Z]{3})"
            r"|[a-z]{2}\d{2}\s?(?P<low>[a-hj-pr-z]{3})"
            r"|(?P<first>[A-Z]{3})\s?\d{1,3}[A-HJ-NPR-TV-Y])(?![A-Za-z0-9])"
        ),
        lambda match: (
            (match["word"] or match["low"] or match["first"]).lower() not in _SHORT_WORDS.split()
        ),
    ),
    Pattern(
        "postcode",
        _ANY_DIGIT,
        re.compile(
            r"(?<![a-z0-9])(?:[a-z]{1,2}\d[a-z0-9]?[\s-]{0,2}(?P<inward>\d[a-z]{2})"
            r"|[a-z]{1,2}\d[a-z]\s?O[abd-hjlnp-uw-z]{2}|GIR\s?0AA)(?![a-z0-9])",
            _IGNORING_CASE,
        ),
        _is_postcode,
    ),
)
