"""Addresses of people on networks: e-mail, also spelled out; the web; handles; IP.

Every pattern is bounded, so that its time grows with the text and no faster.
"""

from __future__ import annotations

import ipaddress
import re

from gpgp.cleaning.personal.name_lists import GIVEN_NAMES, WORD_NAMES
from gpgp.cleaning.personal.names import is_word
from gpgp.cleaning.personal.pattern import DIGITS, Pattern, compile_pattern

_ENDING = (
    r"(?:com|org|net|gov|edu|uk|wales|cymru|scot|london|info|eu|ac|nhs|int|mil|co|io|biz|example|ie|"
    r"pl)"
)
_PROVIDERS = (
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|btinternet|aol|sky|live|msn|talktalk|"
    r"virginmedia|protonmail|me|mac|nhs|blueyonder|ntlworld|tiscali|gmx)"
)
_REST = r"[^\s<>\"]{1,2000}(?<![.,;:!?'\])}])"  # of a web address, without the stop after it
_AT = r"(?:\s{0,2}[\[({<]\s?(?:at|a|@)\s?[\])}>]\s{0,2}|-at-|_at_|@@|[#*])"
_DOT = (
    r"(?:\s{0,2}[\[({<]\s?(?:dot|[.])\s?[\])}>]\s{0,2}|-dot-|_dot_|\s{1,3}(?:dot|full\sstop|"
    r"point)\s{1,3}|\s\.\s|\.)"
)
_SIGN = r"(?:dot|underscore|dash|hyphen|plus|full\sstop)"  # a sign of a name, spelled out
_NOT_LOCAL = (  # "look at example.org" is no address of a person
    r"(?!(?:look|see|available|found|find|visit|us|me|more|details|it|is|are|online|here|advice|"
    r"information|working|work|staff|published|email|mail|on|to|address|contact|write|and|or|the|my|"
    r"its|it's|them|in|by|at|ask|one|based)\b)"
)
_JOINED = (
    rf"(?:(?:\s{{1,2}}|[_-]){_SIGN}(?:\s{{1,2}}|[_-])"
    rf"|\s?[\[({{<]\s?(?:{_SIGN}|[._-])\s?[\])}}>]\s?)"
)
_PIECE = rf"{_NOT_LOCAL}[\w.+'%-]{{1,64}}"
_LOCAL = (  # what stands before the at: jane dot holloway, jane-holloway
    rf"(?<![\w.+'%-])(?:{_NOT_LOCAL}[\w+'%-]{{1,64}}{_JOINED}){{0,3}}"
    rf"{_NOT_LOCAL}[\w.+'%]{{1,64}}(?:-(?!at-)[\w.+'%]{{1,64}}){{0,3}}"
)
_SPOKEN_LOCAL = rf"(?<![\w.+'%-])(?:{_PIECE}\s{{1,2}}){{0,4}}{_PIECE}"  # dave smith seventy four
_NUMBERED = re.compile(r"(?:section|para(?:graph)?|version|clause|article|adran|v|§)\.?\s{0,2}$")
_NOT_HANDLES = frozenset(["work", "home", "least", "all", "the", "peak", "present", "times"])
_MAILBOXES = frozenset(["info", "office", "admin", "hr", "enquiries", "hello", "team", "union"])
_PLATFORMS = (
    "twitter", "insta", "instagram", "facebook", "fb", "snapchat", "snap", "tiktok", "discord",
    "skype", "linkedin", "telegram", "mastodon", "bluesky", "reddit", "youtube", "threads",
    "whatsapp", "trydar", "signal", "twitch", "teams",
)  # fmt: skip
_HANDLE = r"[a-z0-9_](?:[\w.:#-]{1,38}\w)(?!\w)"
_IS_HANDLE = r"(?:\s(?:is|was|as|yw))?[\s:=(@-]{1,3}"


def _is_handle(match: re.Match[str]) -> bool:
    """Whether a word is no plain one: *@work*, *the twitter page*, *will you handle EUR*."""
    word = match["word"].lower()
    if word in _NOT_HANDLES or "@" in match[0] or not word.isalpha():
        return word not in _NOT_HANDLES
    is_said = re.search(r"[:=(]|\b(?:is|was|as|yw)\s", match[0]) is not None
    return is_said and not is_word(word)


def _is_account(match: re.Match[str]) -> bool:
    """Whether no plain word stands before the at: *jane at example.org*, not *design at*."""
    local = match[0].split()[0].lower()
    is_plain = local.isalpha() and is_word(local)
    return not is_plain or local in GIVEN_NAMES or local in WORD_NAMES or local in _MAILBOXES


def _is_ip_address(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()].lower()
    if _NUMBERED.search(before):
        return False
    try:
        ipaddress.ip_address(re.sub(r"[\[\]\s]", "", match["address"]))
    except ValueError:
        return False
    return True


# In this order; what one has taken the next does not see.
NETWORK_ADDRESSES: tuple[Pattern, ...] = (
    Pattern(
        "url",  # https://example.org, www.example.org
        (":/", ": /", ":\\", "www."),
        compile_pattern(
            r"(?:(?<![a-z])(?:h(?:tt|xx)ps?|s?ftps?|file)\s?:\s?[\\/]{1,3}\s?|(?<![\w@.-])www\.)"
            rf"{_REST}"
        ),
    ),
    Pattern(
        "email",  # jane@example.org, jane @ example.org
        ("@",),
        compile_pattern(
            r"(?<![\w.+'%@-])[\w.+'%-]{1,64}(?:@(?:[\w-]{1,63}[.,]){1,5}[^\W\d_]{2,24}(?![\w-])"
            r"|@[\w-]{1,63}\s(?:gov|nhs|co|org|ac)\suk|@[^\W\d_]{5,30}(?!\w|[.-]\w)"
            rf"|\s{{0,2}}@\s{{0,2}}(?:[\w-]{{1,63}}\s?[.]\s?){{1,5}}{_ENDING}(?!\w))"
        ),
    ),
    Pattern(
        "email",  # jane (at) example (dot) org
        (
            "at)",
            "at]",
            "at}",
            "at>",
            "at )",
            "at ]",
            "@)",
            "@]",
            "-at-",
            "_at_",
            "(a)",
            "@@",
            "#",
            "*",
        ),
        compile_pattern(
            rf"{_LOCAL}{_AT}(?:[\w-]{{1,63}}?{_DOT}){{1,5}}[a-z]{{2,10}}(?![\w-])",
        ),
    ),
    Pattern(
        "email",  # jane at example dot org, dave smith at hotmail dot co dot uk
        (" at ", "\nat ", " at\n"),
        compile_pattern(
            rf"{_SPOKEN_LOCAL}\s{{1,3}}at\s{{1,3}}(?:(?:[\w-]{{1,63}}?\s{{1,3}}(?:dot|full\sstop)\s{{1,3}})"
            rf"{{1,5}}{_ENDING}|{_PROVIDERS}(?:[\s.]{{1,2}}(?:com|net|co[\s.]{{1,2}}uk))(?![.\s]dot))(?![\w-])"
        ),
    ),
    Pattern(
        "email",  # jane at example.org, j.bloggs at gmail
        (" at ", "\nat ", " at\n"),
        compile_pattern(
            rf"{_LOCAL}\s{{1,3}}at\s{{1,3}}(?:(?:[\w-]{{1,63}}?{_DOT}){{1,5}}{_ENDING}"
            rf"|(?:gmail|hotmail|yahoo|outlook|icloud|btinternet))(?![\w-])"
        ),
        _is_account,
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
            r"(?:\s{1,2}(?:(?:forward\s)?slash|/)\s{1,2}[\w-]{1,63}){0,3}"
        ),
    ),
    Pattern(
        "url",  # example[.]org/petition
        ("[.]", "(.)", "[dot]", "(dot)"),
        compile_pattern(
            r"(?<![\w@.+'-])(?:[a-z0-9][a-z0-9-]{0,62}[\[(](?:\.|dot)[\])]){1,4}"
            rf"{_ENDING}(?!\w)(?:[:/?#]{_REST})?"
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
        "handle",  # insta: janeh75, on X as jane_h, Facebook (jane.h)
        (*_PLATFORMS, "on x ", "ig:", "ig "),
        compile_pattern(
            rf"\b(?:{'|'.join(_PLATFORMS)}|(?<=on\s)x|ig)\b(?:\s(?:channel|account|page|is|as|under|me|i'm|im|"
            rf"i\sam|at|yw|fel)){{0,3}}[\s:=(,@-]{{1,3}}(?P<word>(?=[\w.:-]{{0,30}}[\d_.:-]\w){_HANDLE})"
        ),
        _is_handle,
        group="word",
    ),
    Pattern(
        "handle",  # my username is janeh, Twitter handle janeh
        ("handle", "user", "id", "name"),
        compile_pattern(
            rf"\b(?:(?:{'|'.join(_PLATFORMS)})\s(?:id|name|account|handle|user)|handle|user\s?name|"
            rf"screen\s?name|gamertag|enw\sdefnyddiwr)\b{_IS_HANDLE}(?P<word>{_HANDLE}(?:\s(?-i:[A-Z][a-z]{{1,20}}))?)"
        ),
        _is_handle,
        group="word",
    ),
    Pattern(
        "handle",  # janeh_75 on instagram
        _PLATFORMS,
        compile_pattern(
            rf"(?<![\w.@/])(?P<word>(?=[\w.-]{{0,30}}[\d_.]\w){_HANDLE})"
            rf"(?=\son\s(?:{'|'.join(_PLATFORMS)})\b)"
        ),
        group="word",
    ),
    Pattern(
        "handle",  # u/jane_h; rota#4821
        ("u/", "#"),
        compile_pattern(
            rf"(?<![\w/])(?P<word>u/{_HANDLE})|(?<![\w/])(?P<tag>[a-z][\w.]{{1,31}}\#\d{{4}})(?!\w)"
        ),
        group=("word", "tag"),
    ),
    Pattern(
        "ip_address",  # 192.0.2.1:8080, 2001:db8::1
        DIGITS,
        compile_pattern(
            r"(?<![\w.:])(?P<address>(?:[0-9a-f:]{2,30}:)?(?:\d{1,3}(?:\.|\[\.\]|\s\.\s)){3}\d{1,3}"
            r"(?!\.?\d)"
            r"|[0-9a-f:]{5,39}(?!\.\d))"
            r"(?:[:/]\d{1,5})?(?![\w:])"
        ),
        _is_ip_address,
    ),
)
