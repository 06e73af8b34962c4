"""Dates of birth: a date in digits or words, beside a word that says whose day it is."""

from __future__ import annotations

from gpgp.cleaning.personal.pattern import Pattern, compile_pattern
from gpgp.cleaning.personal.spoken import DAY, MONTH, MONTH_IN_WORDS, NUMBER, YEAR

_SEP = r"\s?[./\-\s]\s?"
_DATE = (
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
            rf"(?P<date>{_DATE})"
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
