"""Where people live: house and street, flats, house names, in English and Welsh.

A street alone is a place to mend, not somebody's address: it is only taken with a number, a flat,
a house name, or a word such as *I live in* before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpgp.cleaning.personal.names import is_word
from gpgp.cleaning.personal.pattern import compile_pattern, word_set
from gpgp.cleaning.personal.spoken import NUMBER

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


_NUMBERED = (
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
        rf"(?<!\w){_FLAT}(?:,?\s{{1,2}}(?:{_NUMBERED},?\s{{1,2}})?(?:{_HOUSE}|{_ANY_STREET}"
        rf"|(?<=\d\s){_SMALL_STREET})(?:,\s(?:{_NUMBERED},?\s)?{_ANY_STREET})?)"
    ),
    # Rose Cottage, Church Lane
    compile_pattern(
        rf"(?<!\w)(?:{_NUMBERED},?\s)?(?:{_HOUSE}),?\s{{1,2}}(?:{_NUMBERED},?\s)?{_ANY_STREET}"
    ),
    # Gable End, Smithy Lane: two words that are no street of their own
    compile_pattern(
        rf"(?<![\w,])(?<!, )(?-i:(?=[^\W\d_a-z]))(?:the|{_CAPITALISED})\s"
        rf"(?!(?:{_any(_PLAIN_STREETS)})\b){_CAPITALISED},\s(?:{_NUMBERED},?\s)?"
        rf"(?:{_NAME}{_CAPITALISED}\s(?-i:(?=[A-Z]))(?:{_any(_PLAIN_STREETS)})(?!\w)|{_WELSH_STREET})"
    ),
    # my address is 30 The Hollies
    compile_pattern(
        r"\b(?:liv(?:e|es|ed|ing)\sat|(?:address|home)(?:\sis|:)?|cyfeiriad(?:\syw|:)?)\s"
        rf"(?P<street>{_NUMBERED},?\s(?:the\s)?{_CAPITALISED}(?:\s{_CAPITALISED}){{0,2}})"
    ),
    # 14 Cooper's Row; number 19, Grove Way; 12 Heol y Parc
    compile_pattern(rf"(?<![\w£$.,/:-])(?:{_NUMBERED}|{_IN_WORDS}),?\s{{1,2}}{_ANY_STREET}"),
    # 41 bramble close
    compile_pattern(rf"(?<![\w£$.,/:-]){_NUMBERED},?\s{{1,2}}(?:{_SMALL_STREET})"),
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
