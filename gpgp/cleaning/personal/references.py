"""Numbers that an office gave a person: staff, case, bank account, passport, licence and the like.

Few have a shape of their own; most are known by the word before them. Every pattern is bounded.
"""

from __future__ import annotations

import re

from gpgp.cleaning.personal.pattern import DIGITS, IS, NUMBER_WORD, Pattern, compile_pattern

_NO = NUMBER_WORD + "{1,2}"
_OWNER = (  # whose number it is, or of what
    r"payroll|pay|staff|employee|personnel|works?|badge|warrant|collar|clock|case|grievance|"
    r"disciplinary|complaint|incident|ticket|claim|tribunal|appeal|enquiry|inquiry|request|foi|"
    r"planning|application|pension|superannuation|council\stax|rent|tenancy|customer|client|"
    r"service\suser|member(?:ship)?|union|registration|reg|hcpc|nmc|gmc|swe|gphc|invoice|order|"
    r"policy|crime|job|assignment|position|contract|account|student|pupil|candidate|roll|file|"
    r"permit|library|tax(?:payer)?|user|cyflogres|staff|achos|aelod(?:aeth)?|cais"
)
_VALUE = (  # B00213, HR/2019/0441, AMB 22817, 7719 0042 1, 10044728X
    r"(?P<value>(?:[a-z]{1,8}[./-]?|(?-i:[A-Z]{1,5})\s)?\d(?:[a-z0-9]|[./-](?=[a-z0-9])"
    r"|\s(?=\d)){1,24}(?:\s(?-i:[A-Z])(?!\w))?)(?![\w%])"
)
_NO_NUMBER_OF_A_PERSON = re.compile(  # years, dates, amounts, ordinals, financial years
    r"(?:19|20)\d\d(?:\s?[/-]\s?\d{2,4})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,3}[a-z]{2,9}"
    r"|\d{1,2}[./-]\d{1,2}|\d{1,3}\.\d{1,3}|(?:19|20)\d\d(?:\s(?:19|20)\d\d)*s?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s.-]?\d{2,4}|q\d\s?\d{2,4}",
    re.IGNORECASE,
)


def _is_reference(match: re.Match[str]) -> bool:
    value = match["value"]
    n_digits = sum(map(str.isdigit, value))
    is_long_enough = n_digits >= 4 or (n_digits >= 2 and not value.isdigit() and len(value) >= 5)
    return is_long_enough and not _NO_NUMBER_OF_A_PERSON.fullmatch(value)


def _is_strong(match: re.Match[str]) -> bool:
    """Without the word *number*: only what cannot be an amount."""
    value = match["value"].replace(" ", "")
    n_digits = sum(map(str.isdigit, value))
    is_mixed = n_digits >= 4 and not value.isdigit()
    return _is_reference(match) and (is_mixed or n_digits >= 6)


def _is_iban(match: re.Match[str]) -> bool:
    """The two check digits of an account number (ISO 13616): modulo 97 leaves 1."""
    plain = "".join(filter(str.isalnum, match["value"])).upper()
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


_SORT_CODE = r"\d\d\s?[-./\s]?\s?\d\d\s?[-./\s]?\s?\d\d(?!\d)"
_ACCOUNT = r"\d{4}[\s-]?\d{4}(?!\w|[\s-]\d)"
_IBAN_SHAPE = r"[a-z]{2}\d\d(?:[\s-]?[a-z0-9]){11,30}(?![a-z0-9])"

ACCOUNTS: tuple[Pattern, ...] = (  # before telephone numbers, which some look like
    Pattern(
        "bank_account",
        DIGITS,
        compile_pattern(
            r"(?<![a-z0-9])(?P<value>[a-z]{2}\d\d(?:[\s-]?[a-z0-9]{4}){2,7}"
            r"(?:[\s-]?[a-z0-9]{1,3})?)(?![a-z0-9])"
        ),
        _is_iban,
    ),
    Pattern(
        "bank_account",  # said to be one, though a sign is wrong
        ("iban",),
        compile_pattern(rf"\biban\b(?:{_NO})?{IS}(?P<value>{_IBAN_SHAPE})"),
        group="value",
    ),
    Pattern(
        "bank_account",  # sort code and account side by side
        DIGITS,
        compile_pattern(rf"(?<![\w£.,-])(?P<value>{_SORT_CODE}[\s,;/|-]{{1,3}}{_ACCOUNT})"),
        group="value",
    ),
    Pattern(
        "bank_account",
        ("sort", "s/c", "didoli"),
        compile_pattern(
            r"\b(?:sort(?:ing)?(?:\s?-?code)?|s/c|cod\sdidoli)(?:\snumber|\sno\.?)?"
            rf"{IS}(?P<value>{_SORT_CODE})"
        ),
        group="value",
    ),
    Pattern(
        "bank_account",
        ("sort",),
        compile_pattern(rf"(?<![\w£.,-])(?P<value>{_SORT_CODE})(?=[\s,(-]{{1,3}}sort\s?code)"),
        group="value",
    ),
    Pattern(
        "bank_account",
        ("acc", "a/c", "cyfrif", "bank"),
        compile_pattern(
            r"(?:\b(?:bank\s)?(?:account|acc(?:n?t)?|cyfrif)\b\.?|\ba/c|\bbank(?:\sdetails)?)"
            rf"(?:{_NO})?{IS}(?P<value>{_ACCOUNT}|\d{{7}}(?!\d))"
        ),
        group="value",
    ),
    Pattern(
        "bank_account",
        ("roll n", "roll:"),
        compile_pattern(rf"\broll{_NO}{IS}{_VALUE}"),
        _is_reference,
        group="value",
    ),
    Pattern(
        "document",  # a British driving licence
        DIGITS,
        re.compile(
            r"(?<![A-Za-z0-9])(?:[A-Z]{1,5}9{0,4}\s?\d{6}\s?[A-Z9]{2}\s?\d[A-Z]{2}"
            r"|[a-z]{5}\d{6}[a-z9]{2}\d[a-z]{2})(?:\s?\d\d)?(?![A-Za-z0-9])"
        ),
    ),
    Pattern(
        "document",
        (
            "passport",
            "pasbort",
            "licen",
            "trwydded",
            "driver",
            "dvla",
            "dbs",
            "brp",
            "biometric",
            "visa",
            "share code",
            "identity",
            "id card",
            "national id",
            "settled",
            "permit",
        ),
        compile_pattern(
            r"\b(?:passports?|pasbort|driv(?:ing|er'?s?)(?:\slicen[cs]e)?|licen[cs]e|trwydded|dvla|"
            r"dbs(?:\scertificate|\scheck)?|brp|(?:biometric\s)?residence\spermit|visa|share|"
            r"(?:national\s)?(?:id|identity)(?:\scard)?|settled\sstatus|euss)"
            rf"(?:{_NO})?{IS}(?:irish\W{{1,2}}|uk\W{{1,2}}|british\W{{1,2}})?"
            r"(?P<value>(?:(?-i:[A-Z]{1,9})\s?|[a-z]{1,3})?\d(?:[\s-]?[a-z0-9](?![a-z]{2})){5,20})"
            r"(?![a-z0-9])"
        ),
        lambda match: sum(map(str.isdigit, match["value"])) >= 5,
        group="value",
    ),
    Pattern(
        "document",
        ("share code",),
        compile_pattern(
            rf"\bshare\scode{IS}(?P<value>(?=[a-z\s]{{0,8}}\d)[a-z0-9]{{3}}(?:[\s-]?[a-z0-9]{{3}}){{2}})(?!\w)"
        ),
        group="value",
    ),
)

REFERENCES: tuple[Pattern, ...] = (  # after all that has a shape of its own
    Pattern(
        "reference",
        DIGITS,
        compile_pattern(
            rf"\b(?:{_OWNER}|my|our|your|the)(?:\s(?:account|registration|application|case))?{_NO}{IS}{_VALUE}"
        ),
        _is_reference,
        group="value",
    ),
    Pattern(
        "reference",
        ("ref", "cyfeirnod", "utr", "urn", "hcpc", "nmc", "rhif", "#", "id:", "id "),
        compile_pattern(
            r"(?<![\w-])(?:(?:our|your|my)?\s?ref(?:erence)?s?|cyfeirnod|utr|urn|hcpc|nmc|gmc|"
            rf"rhif\s(?:cyflogres|staff|gweithiwr|aelod(?:aeth)?|achos|cyfeirnod))\b\.?{NUMBER_WORD}"
            rf"{{0,2}}{IS}{_VALUE}"
        ),
        _is_reference,
        group="value",
    ),
    Pattern(
        "reference",
        DIGITS,
        compile_pattern(
            rf"\b(?:{_OWNER})(?=[\s:=(#-])(?:\s(?:account|registration|application|case|pin))?"
            rf"{IS}{_VALUE}"
        ),
        _is_strong,
        group="value",
    ),
    Pattern(
        "reference",  # letters and six digits or more are somebody's number, whatever it is called
        DIGITS,
        re.compile(r"(?<![\w£$€/.-])[A-Z]{1,3}\d{6,9}[A-Z]?(?![\w/-])"),
    ),
)
