"""Addresses of people on networks: e-mail, also spelled out; the web; handles; IP.

Every pattern is bounded, so that its time grows with the text and no faster.
"""

from __future__ import annotations

import ipaddress
import re

from gpgp.cleaning.personal.pattern import DIGITS, Pattern, compile_pattern

_ENDING = r"(?:com|org|net|gov|edu|uk|wales|cymru|scot|london|info|eu|ac|nhs|int|mil)"
_REST = r"[^\s<>\"]{1,2000}(?<![.,;:!?'\])}])"  # of a web address, without the stop after it
_AT = r"(?:\s{0,2}[\[({<]\s?(?:at|@)\s?[\])}>]\s{0,2}|-at-|_at_)"
_DOT = r"(?:\s{0,2}[\[({<]\s?(?:dot|[.])\s?[\])}>]\s{0,2}|-dot-|_dot_|\s{1,3}dot\s{1,3}|\.)"
_NOT_LOCAL = (  # "look at example.org" is no address of a person
    r"(?!(?:look|see|available|found|visit|us|me|more|details|it|is|are|online|here|advice|"
    r"information|working|staff|published)\s)"
)
_LOCAL = (  # what stands before the at: jane dot holloway, jane-holloway
    r"(?<![\w.+'%-])(?:[\w+'%-]{1,64}(?:\s{1,2}|[_-])dot(?:\s{1,2}|[_-])){0,3}"
    rf"{_NOT_LOCAL}[\w.+'%]{{1,64}}(?:-(?!at-)[\w.+'%]{{1,64}}){{0,3}}"
)
_NUMBERED = re.compile(r"(?:section|para(?:graph)?|version|clause|article|adran|v|§)\.?\s{0,2}$")
_NOT_HANDLES = frozenset(["work", "home", "least", "all", "the", "peak", "present", "times"])


def _is_handle(match: re.Match[str]) -> bool:
    return match["word"].lower() not in _NOT_HANDLES


def _is_ip_address(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()].lower()
    if _NUMBERED.search(before):
        return False
    try:
        ipaddress.ip_address(match["address"])
    except ValueError:
        return False
    return True


ADDRESSES: tuple[Pattern, ...] = (  # in this order; what one has taken the next does not see
    Pattern(
        "url",  # https://example.org, www.example.org
        (":/", ": /", ":\\", "www."),
        compile_pattern(
            r"(?:(?<![a-z])(?:h(?:tt|xx)ps?|s?ftps?|file):\s?[\\/]{1,3}\s?|(?<![\w@.-])www\.)"
            rf"{_REST}"
        ),
    ),
    Pattern(
        "email",  # jane@example.org, jane @ example.org
        ("@",),
        compile_pattern(
            r"(?<![\w.+'%@-])[\w.+'%-]{1,64}(?:@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?![\w-])"
            r"|@[\w-]{1,63}\s(?:gov|nhs|co|org|ac)\suk|@[^\W\d_]{5,30}(?!\w|[.-]\w)"
            rf"|\s{{0,2}}@\s{{0,2}}(?:[\w-]{{1,63}}\.){{1,5}}{_ENDING}(?!\w))"
        ),
    ),
    Pattern(
        "email",  # jane (at) example (dot) org
        ("at)", "at]", "at}", "at>", "at )", "at ]", "@)", "@]", "-at-", "_at_"),
        compile_pattern(
            rf"{_LOCAL}{_AT}(?:[\w-]{{1,63}}?{_DOT}){{1,5}}[a-z]{{2,10}}(?![\w-])",
        ),
    ),
    Pattern(
        "email",  # jane at example dot org
        (" at ", "\nat ", " at\n"),
        compile_pattern(
            rf"{_LOCAL}\s{{1,3}}at\s{{1,3}}(?:[\w-]{{1,63}}?{_DOT}){{1,5}}{_ENDING}(?![\w-])"
        ),
    ),
    Pattern(
        "url",  # example.org/petition, bit.ly/3abc
        (".",),
        compile_pattern(
            r"(?<![\w@.+'-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}"
            rf"(?:{_ENDING}(?![\w@-])(?:[:/?#]{_REST})?|[a-z]{{2,10}}/{_REST})"
        ),
    ),
    Pattern(
        "url",  # example dot org slash petition
        ("dot",),
        compile_pattern(
            rf"(?<![\w-])(?:[\w-]{{1,63}}\s{{1,2}}dot\s{{1,2}}){{1,3}}{_ENDING}(?!\w)"
            r"(?:\s{1,2}(?:slash|/)\s{1,2}[\w-]{1,63}){0,3}"
        ),
    ),
    Pattern(
        "handle",  # @jane, @jane@mastodon.example
        ("@",),
        re.compile(
            r"(?<![\w@.])@(?=[^\W\d])(?P<word>[\w.-]{1,29}\w)(?![\w(])"
            r"(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})?"
        ),
        _is_handle,
    ),
    Pattern(
        "handle",  # insta: janeh75
        ("twitter", "insta", "facebook", "snapchat", "tiktok"),
        compile_pattern(
            r"\b(?:twitter|insta(?:gram)?|facebook|snapchat|tiktok)\s?[:=]\s?"
            r"(?P<word>(?=[a-z.]{0,29}[\d_])[\w.]{3,30})"
        ),
        group="word",
    ),
    Pattern(
        "ip_address",  # 192.0.2.1:8080, 2001:db8::1
        DIGITS,
        compile_pattern(
            r"(?<![\w.:])(?P<address>(?:[0-9a-f:]{2,30}:)?(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)"
            r"|[0-9a-f:]{5,39}(?!\.\d))"
            r"(?:[:/]\d{1,5})?(?![\w:])"
        ),
        _is_ip_address,
    ),
)
