"""Names of people: those that give themselves away, and a list of possible ones for a person.

A title, an introduction, *my manager*, the end of a letter, or a given name before a surname gives
a name away. What only looks like one is listed: no rule tells "Hope" from "hope".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import pandas as pd
import simplemma

from gpgp.cleaning.personal.name_lists import (
    GIVEN_NAMES,
    INSTITUTIONS,
    SURNAMES,
    WORD_NAMES,
    WORDS_IN_SMALL,
    find_roles,
)
from gpgp.cleaning.personal.pattern import plain_view, word_set
from gpgp.instrument.text import map_unique

Span = tuple[int, int]

_LANGUAGES = ("en", "cy")
_MOST_TOKENS = 4
_TITLE = re.compile(
    r"\b(?P<title>(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Cyng|Cynghorydd|Rev|Revd|"
    r"Reverend|Sir|Dame|Lord|Lady|Baroness|Fr|MR|MRS|MS|MISS|DR|CLLR|COUNCILLOR)\b\.?"
    r"(?:\s{1,2}(?:and|&|a|AND)\s{1,2}(?:Mr|Mrs|Ms|Miss|Dr|Lady|MRS)\b\.?)?)"
)
_SMALL_TITLE = re.compile(r"\b(?:mr|mrs|ms|mx|dr|cllr|prof)\b\.?\s{1,2}", re.IGNORECASE)
_POST = re.compile(  # a word that a name may follow, and mostly does not
    r"\b(?:nurse|sister|matron|doctor|pc|wpc|sgt|sergeant|inspector|constable|captain|judge|father|"
    r"canon|pastor|imam|rabbi|auntie|aunty|aunt|uncle|nyrs|meddyg|modryb|ewythr)\s{1,2}",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"\b(?:my (?:full |first |real |maiden )?name is|my name's|my name was|the name's|they call me|"
    r"people call me|everyone calls me|(?:just )?call me|i am called|i'm called|im called|"
    r"(?:is|was|are|were|he's|she's) (?:called|named)|(?:his|her|their|whose) name (?:is|was)|"
    r"fy enw i yw|fy enw yw|fy enw i ydi|fy enw i ydy|enw i yw|o'r enw)\s{1,2}",
    re.IGNORECASE,
)
_CLAIM = re.compile(r"\b(?:I am|I'm|i am|i'm|Im|im|This is|this is|it's|Fi yw|[Yy]dw i)\s{1,2}")
_PEOPLE = (
    "son daughter wife husband partner fiance fiancee mum mam mother dad father brother sister nan "
    "gran grandmother grandad grandfather aunt uncle niece nephew cousin child baby friend mate "
    "neighbour manager boss supervisor foreman director leader head headteacher teacher ta tutor "
    "carer colleague co-worker coworker coworkers colleagues sons daughters friends secretary "
    "assistant pa officer worker gp doctor nurse midwife consultant therapist physio dentist "
    "surgeon registrar chief executive ceo chair councillor mp mayor rep steward deputy mentor "
    "apprentice trainee intern caretaker cook driver porter receptionist cleaner lead landlord "
    "mab merch gŵr gwraig mam tad brawd chwaer rheolwr bos ffrind cydweithiwr athrawes athro"
)
_RELATION = re.compile(
    r"\b(?:my|our|his|her|their|your|the|a|an|fy|ein|ei)\s(?:[a-z][\w-]{1,15}\s){0,2}?"
    rf"(?:{'|'.join(_PEOPLE.split())})(?:,|:|\s(?:is|was|called|named|-))?\s{{1,2}}",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(  # ask Delyth, spoke to Kev, me and Kev
    r"\b(?:(?:spoke|speak|spoken|speaking|talked|talk|talking|wrote|write|complained|reported|"
    r"listened|listen|apologised|worked|work|works|working)\s(?:to|with|for|under|alongside)|"
    r"ask(?:ed)?|contact(?:ed)?|thanks?(?:\syou)?(?:\sto)?|phoned?|rang|ring|met|emailed?|messaged?|"
    r"according\sto|attention\sof|care\sof|c/o|signed(?:\sby)?|managed\sby|led\sby|run\sby|"
    r"chaired\sby|told\sby|bullied\sby|dear|hi|hello|annwyl|gyda|gofynn\w{0,5}\si|diolch\si|"
    r"me\sand|myself\sand|with|by|tell|told|from|and)[\s,:]{1,2}",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"\b(?:(?:kind|kindest|best|warm|many)\s(?:regards|wishes|thanks)|regards|yours\s?(?:sincerely|"
    r"faithfully|truly)?|thanks|thank\syou|cheers|signed(?:\sby)?|sincerely|"
    r"cofion(?:\s(?:gorau|cynnes))?|diolch(?:\syn\sfawr|\so\sgalon)?|yn\s(?:gywir|ddiffuant)|"
    r"llofnodwyd|from|love|all\sthe\sbest|best)\s?[,.:!-]?\s{1,4}",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(?:\n[ \t]{0,4}|[.!?][ \t]{1,3}(?=[-~]))(?:[-~]{1,2}[ \t]{0,2})?")
_DASHED = re.compile(r"(?:^|\n|[.!?]\s)[-~]{1,2}\s{0,2}")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.[ ]?){1,3}(?P<surname>[A-Z][\w'-]{2,30})(?!\w)")
_TOKEN = re.compile(r"[ \t]{0,2}(?P<word>[^\W\d_](?:[\w']|-(?=\w)){0,39})(?P<stop>\.?)")
_PARTICLES = word_set("ap ab ferch van de der den von di da dos du la le el al bin bint ibn ter")
_SMALL_WORDS = "i a the and but or not no who my we it from on at in when so very just all to of if"
_AFTER_TITLE = "lieutenant mayor provost chief training council allowance"
_PLACE_WORDS = (
    "park street road avenue lane hospital centre center school house ward court hall college "
    "university library station council trust clinic surgery practice team unit day award "
    "foundation"
)
_NOT_A_NAME = frozenset(f"{_SMALL_WORDS} {_AFTER_TITLE} {_PLACE_WORDS}".split())
_NAMED_AFTER = re.compile(  # a house or a charity, not a person
    r"(?:'s)?\s(?:hospital|hospice|cent(?:re|er)|ward|house|school|college|street|road|university|"
    r"foundation|trust|library|theatre|building|academy|clinic|nurses?|court|wing|lodge)\b",
    re.IGNORECASE,
)
_PARTICLE = rf"(?:(?:{'|'.join(sorted(_PARTICLES))})[ \t])?"
_CAPITALISED_RUN = re.compile(
    rf"(?<!\w)[^\W\d_a-z][\w'-]{{0,39}}"
    rf"(?:[ \t]{{1,2}}{_PARTICLE}[^\W\d_a-z](?:[\w'-]{{0,39}}|\.)){{1,5}}"
)
_SMALL_PAIR = re.compile(r"(?<![\w'@.-])[a-z]{3,20}[ ](?=[a-z]{3,20}(?![\w'@-]))")
_OWN_PREFIX = re.compile(r"(?:O'|Mc|Mac(?=[A-Z])|Fitz(?=[a-z]))[A-Za-z]{2,}")
_END_OF_LETTER = re.compile(r"[\s.,!]{0,4}(?:\n|$)")
_AFTER_NAME = re.compile(r"[ \t]{0,2}(?:[,.!(-]|\n|$)")


def find_names(view: str, *, known: frozenset[str] = frozenset()) -> list[Span]:
    """Find names that a title, an introduction, a relation, a given name or a letter gives away.

    Parameters
    ----------
    view : str
        A text with straight quotes (`pattern.plain_view`).
    known : frozenset of str
        Full names, casefolded, to find wherever they stand.

    Returns
    -------
    list of (start, end), in order, none overlapping
    """
    finds = (
        _titled(view),
        _introduced(view),
        _after(view, _CLAIM, is_sure=False),
        _after(view, _RELATION, is_sure=True),
        _after(view, _ADDRESSED, is_sure=False),
        _after(view, _POST, is_sure=True),
        _signed(view),
        _initialled(view),
        _full(view, known),
        _small_full(view),
    )
    kept: list[Span] = []
    for start, end in sorted(span for spans in finds for span in spans):
        if _NAMED_AFTER.match(view, end) or view[start:end].casefold() in INSTITUTIONS:
            continue
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        else:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
    return kept


def _titled(view: str) -> Iterator[Span]:
    for match in _TITLE.finditer(view):
        most = 1 if match["title"][:2].isupper() else _MOST_TOKENS
        end = _read_name(view, match.end(), most=most)
        if end is not None and (most > 1 or view[match.end() : end].isupper()):
            yield match.start(), end
    for match in _SMALL_TITLE.finditer(view):
        token = _TOKEN.match(view, match.end())
        if token and (_is_surname(token["word"]) or not is_word(token["word"])):
            yield match.start(), token.end("word")


def _introduced(view: str) -> Iterator[Span]:
    for match in _INTRODUCTION.finditer(view):
        end = _read_name(view, match.end(), most=_MOST_TOKENS)
        end = _read_small_name(view, match.end()) if end is None else end
        if end is not None:
            yield match.end(), end


def _after(view: str, lead: re.Pattern[str], *, is_sure: bool) -> Iterator[Span]:
    """A name after words that a name often follows.

    ``is_sure`` takes any capitalised word that no dictionary knows; otherwise there must be a
    given name, or two words of which neither is in a dictionary.
    """
    for match in lead.finditer(view):
        end = _read_name(view, match.end(), most=3)
        if end is None:
            token = _TOKEN.match(view, match.end())
            if token and token["word"].islower() and _is_small_given(token["word"]):
                yield match.end(), token.end("word")
        elif _is_likely(view[match.end() : end], is_sure=is_sure):
            yield match.end(), end


def _full(view: str, known: frozenset[str]) -> Iterator[Span]:
    """*Jane Holloway*, *JANE HOLLOWAY*, *Hywel ap Rhys*, or a name that is known, anywhere."""
    for run in _CAPITALISED_RUN.finditer(view):
        tokens = list(_TOKEN.finditer(run[0]))
        for place, (first, last) in enumerate(pairwise(tokens)):
            is_joined = last["word"] in _PARTICLES
            final = tokens[place + 2] if is_joined and place + 2 < len(tokens) else last
            name = f"{first['word']} {final['word']}".casefold()
            if (
                name in known
                or _is_full_name(first["word"], final["word"])
                or (
                    last["word"] in ("ap", "ab", "ferch", "bin", "bint", "ibn")
                    and final is not last
                )
            ):
                yield run.start() + first.start("word"), run.start() + final.end("word")


def _is_full_name(first: str, last: str) -> bool:
    """Whether a given name stands before what may be a surname."""
    given, surname = first.casefold().split("-")[0], last.casefold().removesuffix("'s")
    if not last[0].isupper() or surname in _NOT_A_NAME:
        return False
    if len(first) > 2 and first.isupper():
        return given in GIVEN_NAMES and (_is_surname(surname) or not is_word(surname))
    if not first[1:].islower() and "-" not in first:
        return False
    if len(last) == 1:
        return given in GIVEN_NAMES
    return (
        given in GIVEN_NAMES
        or (given in WORD_NAMES and (not is_word(surname) or _is_surname(surname)))
        or (bool(_OWN_PREFIX.fullmatch(last)) and not is_word(given))
    )


def _small_full(view: str) -> Iterator[Span]:
    """*jane holloway*: a given name before a surname, both in small letters."""
    for match in _SMALL_PAIR.finditer(view):
        given = match[0].strip()
        if given in GIVEN_NAMES and _is_small_given(given):
            last = _TOKEN.match(view, match.end())
            if last and _is_surname(last["word"]):
                yield match.start(), last.end("word")


def _initialled(view: str) -> Iterator[Span]:
    for match in _INITIALS.finditer(view):
        if _is_surname(match["surname"]) or not is_word(match["surname"]):
            yield match.span()


def _signed(view: str) -> Iterator[Span]:
    """*Kind regards, Jane* where the letter, or its line, ends there; a last line of its own."""
    for match in _SIGN_OFF.finditer(view):
        end = _read_name(view, match.end(), most=3)
        if end is not None and _END_OF_LETTER.match(view, end):
            name = view[match.end() : end]
            is_signature = "\n" in match[0] or match[0].rstrip()[-1:] in ",:!-"
            if (is_signature and not name.isupper()) or _is_likely(name, is_sure=True):
                yield match.end(), end
    for match in (*_DASHED.finditer(view), *_SIGNATURE.finditer(view)):
        end = _read_name(view, match.end(), most=3)
        if end is None or not _AFTER_NAME.match(view, end):
            continue
        if _is_likely(view[match.end() : end], is_sure="-" in match[0] or "~" in match[0]):
            yield match.end(), end


def _read_name(view: str, start: int, *, most: int) -> int | None:
    """Where a run of initials, particles and capitalised words ends; None if there is none."""
    end, n_words, position = None, 0, start
    while n_words < most and (token := _TOKEN.match(view, position)):
        word, position = token["word"], token.end("word")
        if len(word) == 1 and word.isupper():
            position = token.end()  # an initial, with its point
            end = position if n_words and word != "I" else end
        elif word.lower() not in _PARTICLES:
            if not word[0].isupper() or word.lower().split("'")[0] in _NOT_A_NAME:
                break
            end, n_words = position, n_words + 1
            if token["stop"]:
                break
    return end


def _read_small_name(view: str, start: int) -> int | None:
    """One or two words in small letters, as in *my name is jane holloway and …*."""
    end = None
    position = start
    for _ in range(2):
        token = _TOKEN.match(view, position)
        if token is None or token["word"].lower() in _NOT_A_NAME:
            break
        position = token.end("word")
        if not is_word(token["word"]) or token["word"].casefold() in GIVEN_NAMES | SURNAMES:
            end = position
    return end


def _is_likely(name: str, *, is_sure: bool) -> bool:
    """Whether capitalised words are a name: by the lists, or since no dictionary knows them."""
    words = [word.removesuffix("'s") for word in re.findall(r"[^\W\d_][\w'-]*", name)]
    words = [word for word in words if not (word.isupper() and not name.isupper())]
    words = [word for word in words if word.casefold() not in _PARTICLES]
    if not words or (name.isupper() and len(words[0]) < 4):
        return False
    if len(words) > 1 and words[0].casefold() in _NICKNAMES:
        words = words[1:]
    first = words[0].casefold().split("-")[0]
    if first in GIVEN_NAMES or (first in WORD_NAMES and (is_sure or len(words) > 1)):
        return True
    if _OWN_PREFIX.fullmatch(words[0]) or (is_sure and first in SURNAMES):
        return True
    n_strange = sum(not is_word(word) for word in words)
    return n_strange >= (1 if is_sure else 2) and not name.isupper()


def _is_surname(word: str) -> bool:
    plain = word.casefold().removesuffix("'s")
    return plain in SURNAMES or plain.removeprefix("o'") in SURNAMES


@lru_cache(maxsize=200_000)
def _is_small_given(word: str) -> bool:
    """Whether a word in small letters can hardly be anything but a given name."""
    return len(word) > 2 and word in GIVEN_NAMES and word not in WORDS_IN_SMALL


@lru_cache(maxsize=200_000)
def is_word(word: str) -> bool:
    """Whether a dictionary of English or Welsh knows a word."""
    plain = word.lower().removesuffix("'s")
    return any(simplemma.is_known(plain, language) for language in _LANGUAGES)


_LISTED_RUN = re.compile(
    rf"(?<![\w@#/\[-])(?P<name>[^\W\d_a-z][\w'-]{{1,39}}(?:[ ]{_PARTICLE}"
    r"[^\W\d_a-z](?:[\w'-]{1,39}|\.)?){0,3})(?![\w-])"
)
_WORD = re.compile(r"[^\W\d_][\w']*")


def list_possible_names(comments: pd.DataFrame, *, instrument_words: Iterable[str]) -> pd.DataFrame:
    """List what may be somebody's name, or a job that only one person has, for a person to read.

    Parameters
    ----------
    comments : DataFrame, one row per comment
        ``response_id``, ``text`` (redacted).
    instrument_words : texts of the instrument, whose words are no names

    Returns
    -------
    DataFrame in the shape of the table ``possible_names``
    """
    known = {word for text in instrument_words for word in re.findall(r"[\w']+", text.casefold())}
    views = map_unique(comments["text"], plain_view)
    small = Counter(
        word for view in dict.fromkeys(views) for word in set(_WORD.findall(view)) if word.islower()
    )
    common = known | {word for word, n in small.items() if n > 1}
    parts = [
        _explode(comments, map_unique(views, lambda view: _look(view, common, known)), "name"),
        _explode(comments, map_unique(views, find_roles), "role"),
    ]
    each = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    counts = each.groupby(["name", "kind_code"], observed=True, dropna=False)["response_id"]
    return pd.DataFrame(
        {"n_comments": counts.size(), "n_responses": counts.nunique()}
    ).reset_index()


def _explode(comments: pd.DataFrame, found: pd.Series, kind: str) -> pd.DataFrame:
    each = pd.DataFrame({"response_id": comments["response_id"], "name": found}).explode("name")
    return each[each["name"].notna()].astype("str").assign(kind_code=kind)


def _look(view: str, common: set[str], known: set[str]) -> list[str]:
    runs = (_trim(match["name"]) for match in _LISTED_RUN.finditer(view))
    names = [run for run in runs if _is_strange(run, common, is_shouted=view.isupper())]
    small = [
        w for w in _WORD.findall(view) if w.islower() and w not in known and _is_small_given(w)
    ]
    return list(dict.fromkeys([*names, *small]))


def _trim(run: str) -> str:
    """Without a possessive, and without small words that only begin the sentence."""
    words = run.strip("'-").removesuffix("'s").split()
    while len(words) > 1 and words[0].casefold() in _OPENINGS:
        words = words[1:]
    return " ".join(words)


_NICKNAMES = frozenset(["big", "little", "old", "young", "mad", "wee"])
_OPENINGS = frozenset(f"{_SMALL_WORDS} as by with for this that our your his her their".split())


def _is_strange(name: str, common: set[str], *, is_shouted: bool) -> bool:
    """Whether a word of a name is no word: not in a dictionary, nor written small elsewhere."""
    for word in (word.removesuffix("'s").strip(".") for word in name.split()):
        plain = word.casefold()
        if not word[:1].isupper() or len(word) < 2 or plain in common:
            continue  # a particle, an initial, letters without capitals
        if word.isupper() and not is_shouted:
            continue
        parts = plain.split("-")
        if any(part in GIVEN_NAMES or part in SURNAMES for part in parts):
            return True
        if not is_word(word) and not any(len(parts) > 1 and is_word(part) for part in parts):
            return True
    return False
