"""Addresses of people: on networks (e-mail, web, handles, IP) and where they live.

In English and Welsh, also spelled out. Every pattern is bounded, so that its time grows with the
text and no faster. A street alone is a place to mend, not somebody's address: it is only taken
with a number, a flat, a house name, or a word such as *I live in* before it.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from gpgp.cleaning.personal.name_lists import GIVEN_NAMES, WORD_NAMES
from gpgp.cleaning.personal.names import is_word
from gpgp.cleaning.personal.pattern import DIGITS, NUMBER, Pattern, compile_pattern, word_set

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


_PLAIN_STREETS = (  # hardly ever another word after a number, also in small letters
    "street road lane avenue crescent terrace gardens grove mews boulevard parade"
)
_OTHER_STREETS = (  # only with capitals
    "close drive way court place park view rise hill green row walk square gate end fields field "
    "bank mount vale meadow meadows orchard wharf quay dock croft dene garth wynd brae loan path "
    "promenade embankment circus causeway circle common cross heights estate villas cottages "
    "buildings mansions house yard wood woods fold chase drove arcade broadway lawn lea leas "
    "approach point ridge side slade spinney st rd ave av ln cl cres gdns sq pl dr tce terr grn "
    "blvd bungalows esplanade"
)
_WELSH_STREETS = (
    "heol lôn lon stryd ffordd rhodfa clos maes rhes teras llys cwrt gerddi trem tai cae dôl parc "
    "bryn pen min allt"
)
_HOUSES = (
    "cottage cottages house farm farmhouse lodge forge barn mill villa manor hall bungalow "
    "vicarage rectory parsonage grange court schoolhouse smithy stables croft towers"
)
_WELSH_HOUSES = (
    "tŷ ty bryn hafod plas pant maes llwyn gelli cwm glan ael min pen bwthyn fferm tyddyn"
)
_MEASURES = word_set(  # "a 10 minute drive", "5 Year Forward View"
    "minute minutes min mins hour hours hr hrs day days week weeks month months year years mile "
    "miles metre metres km mph ft point points star stars percent"
)
_SMALL_WORDS = word_set(  # "20 of the road", "2 main road"
    "a an and or to in on at for from down up over by with per is are was were new main other more "
    "different side way lane bus car step steps level levels staff people key core separate"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_NUMBERED_STREET = (
    r"(?:(?:no\.?|number|rhif)\s?)?"
    r"\d{1,4}[a-z]?(?:\s?[/-]\s?\d{1,4}[a-z]?)?(?![\w%])"
)
_IN_WORDS = rf"(?:no\.?|number|rhif)\s{NUMBER}(?!\w)"
_FLAT = (
    r"(?:flat|apartment|apt|unit|suite|fflat|maisonette|bedsit|plot|caravan)\.?\s(?:no\.?\s)?"
    r"(?:\d{1,4}[a-z]?|[a-z]\d{0,3})(?!\w)"
)
_CAPITALISED = r"(?-i:(?:St|[^\W\d_a-z][\w'-]{1,24})\.?)"
_JOINING = r"(?:the|y|yr|of|and|&|le|upper|lower|old|new|north|south|east|west|great|little)"
_NAME = rf"(?:(?:{_CAPITALISED}|{_JOINING})\s){{0,3}}"
_ANY_STREET_WORD = _any(f"{_PLAIN_STREETS} {_OTHER_STREETS}")
_STREET = (  # Mill Lane, The Crescent, High St
    rf"{_NAME}(?:{_CAPITALISED}|the)\s(?-i:(?=[A-Z]))(?:{_ANY_STREET_WORD})"
    r"(?!\w)\.?(?:\s(?:north|south|east|west)\b)?"
)
_WELSH_STREET = (  # Heol y Parc, Lôn Las
    rf"(?:{_any(_WELSH_STREETS)})\s(?:(?:y|yr|'r|ty|tŷ)\s)?{_CAPITALISED}(?:\s{_CAPITALISED})?"
)
_SMALL_STREET = (
    rf"(?P<small>(?:[^\W\d_][\w'-]{{1,24}}\s){{1,2}})(?:{_any(_PLAIN_STREETS)}|close|drive|court)"
    rf"(?!\w)|(?:heol|lôn|lon|stryd|ffordd)\s(?:(?:y|yr)\s)?[^\W\d_][\w'-]{{2,24}}"
)
_HOUSE = (  # Rose Cottage, The Old Forge, Bryn Awel
    rf"(?-i:(?=[^\W\d_a-z]))(?:(?:{_CAPITALISED}|the)\s){{1,3}}(?-i:(?=[A-Z]))(?:{_any(_HOUSES)})(?!\w)"
    rf"|(?-i:(?=[^\W\d_a-z]))(?:{_any(_WELSH_HOUSES)})(?:\s(?:y|yr))?\s{_CAPITALISED}"
)
_LIVING = (
    r"\b(?:liv(?:e|es|ed|ing)|reside[sd]?|home|house|flat|address(?:\sis)?|byw|cyfeiriad|"
    r"grew\sup)\s?[:=]?\s?(?:is\s)?(?:just\s)?(?:on|in|at|off|to|from|yn|ar|mewn|opposite|near|with)?"
    r"\s?(?:the\scorner\sof\s)?"
)
_ANY_STREET = rf"(?:{_STREET}|{_WELSH_STREET})"
_PATTERNS = (
    # Flat 3, 22 Harbour Terrace; Unit 6, Larkfield Trading Estate; Apartment 12, Sycamore Court
    compile_pattern(
        rf"(?<!\w){_FLAT}(?:,?\s{{1,2}}(?:{_NUMBERED_STREET},?\s{{1,2}})?(?:{_HOUSE}|{_ANY_STREET}"
        rf"|(?<=\d\s){_SMALL_STREET})(?:,\s(?:{_NUMBERED_STREET},?\s)?{_ANY_STREET})?)"
    ),
    # Rose Cottage, Church Lane
    compile_pattern(
        rf"(?<!\w)(?:{_NUMBERED_STREET},?\s)?(?:{_HOUSE}),?\s{{1,2}}(?:{_NUMBERED_STREET},?\s)?{_ANY_STREET}"
    ),
    # Gable End, Smithy Lane: two words that are no street of their own
    compile_pattern(
        rf"(?<![\w,])(?<!, )(?-i:(?=[^\W\d_a-z]))(?:the|{_CAPITALISED})\s"
        rf"(?!(?:{_any(_PLAIN_STREETS)})\b){_CAPITALISED},\s(?:{_NUMBERED_STREET},?\s)?"
        rf"(?:{_NAME}{_CAPITALISED}\s(?-i:(?=[A-Z]))(?:{_any(_PLAIN_STREETS)})(?!\w)|{_WELSH_STREET})"
    ),
    # my address is 30 The Hollies
    compile_pattern(
        r"\b(?:liv(?:e|es|ed|ing)\sat|(?:address|home)(?:\sis|:)?|cyfeiriad(?:\syw|:)?)\s"
        rf"(?P<street>{_NUMBERED_STREET},?\s(?:the\s)?{_CAPITALISED}(?:\s{_CAPITALISED}){{0,2}})"
    ),
    # 14 Cooper's Row; number 19, Grove Way; 12 Heol y Parc
    compile_pattern(rf"(?<![\w£$.,/:-])(?:{_NUMBERED_STREET}|{_IN_WORDS}),?\s{{1,2}}{_ANY_STREET}"),
    # 41 bramble close
    compile_pattern(rf"(?<![\w£$.,/:-]){_NUMBERED_STREET},?\s{{1,2}}(?:{_SMALL_STREET})"),
    compile_pattern(rf"{_LIVING}(?P<street>(?:{NUMBER}\s)?{_ANY_STREET}|(?:{_HOUSE}))"),
    compile_pattern(r"(?<!\w)p\.?\s?o\.?\s?box\s{0,2}(?:no\.?\s)?\d{1,6}(?!\w)"),
)
_NEEDS = re.compile(
    rf"\b(?:{_ANY_STREET_WORD}|{_any(_WELSH_STREETS)}|box|live[sd]?|living|address|cyfeiriad)\b",
    re.IGNORECASE,
)
_TOWN = re.compile(rf",\s(?P<town>{_CAPITALISED}(?:\s{_CAPITALISED}){{0,2}})(?=[\s,.;:!?)]|$)")
Span = tuple[int, int]


def find_street_addresses(view: str) -> Iterator[Span]:
    """Find where people live, with the places that follow the street.

    Parameters
    ----------
    view : str
        A text with straight quotes (`pattern.plain_view`).

    Yields
    ------
    (start, end); some may overlap
    """
    if not _NEEDS.search(view):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(view):
            start, end = match.span("street" if "street" in match.re.groupindex else 0)
            if not _is_measure(view[start:end]):
                yield start, _read_towns(view, end)


def _is_measure(address: str) -> bool:
    """Whether the number counts something, or is a year: *a 10 minute drive*, *20 mph lanes*."""
    words = re.findall(r"[^\W\d_][\w'-]*", address)[:-1]
    return bool(_YEAR.match(address)) or any(
        word.lower() in _MEASURES or word in _SMALL_WORDS for word in words
    )


def _read_towns(view: str, end: int) -> int:
    """Read on over *, Nether Ambridge, Borsetshire*, but not over a word that begins a clause."""
    for _ in range(2):
        town = _TOWN.match(view, end)
        if town is None or all(is_word(word) for word in town["town"].split()):
            break
        end = town.end("town")
    return end
