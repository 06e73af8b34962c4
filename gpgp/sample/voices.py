"""How a writer types, and the phrases of which comments are made.

Contractions, full stops, capitals, slips of the finger, quotation marks. Phrases are read from the
YAML files in ``phrases/``: ``[a|b]`` in a phrase is a choice and may be nested; ``<role>`` is a
word from ``slots.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gpgp.sample.chance import Chance

SHORT_FORMS = {
    "do not": "don't",
    "does not": "doesn't",
    "did not": "didn't",
    "cannot": "can't",
    "is not": "isn't",
    "are not": "aren't",
    "will not": "won't",
    "would not": "wouldn't",
    "could not": "couldn't",
    "have not": "haven't",
    "has not": "hasn't",
    "but it is": "but it's",
    "because it is": "because it's",
    "and it is": "and it's",
    "It is": "It's",
    "there is": "there's",
    "There is": "There's",
    "they are": "they're",
    "we are": "we're",
    "We are": "We're",
    "I am": "I'm",
    "I have been": "I've been",
    "I would": "I'd",
    "we have": "we've",
    "We have": "We've",
    "that is": "that's",
    "That is": "That's",
}
SLIPS = {
    "management": "managment",
    "government": "goverment",
    "receive": "recieve",
    "separate": "seperate",
    "their": "thier",
    "because": "becuase",
    "people": "poeple",
    "definitely": "definately",
    "accommodation": "accomodation",
    "permanent": "permenant",
    "experience": "experiance",
    "training": "trianing",
    "manager": "manger",
    "councillors": "councilors",
    "could have": "could of",
    "would have": "would of",
    "too many": "to many",
    "losing": "loosing",
    "apprentices": "apprentises",
    "necessary": "neccessary",
    "different": "diffrent",
    "the": "teh",
    "you are": "your",
    "they are": "there",
    "it's": "its",
    "enough": "enought",
    "recruitment": "recruitement",
}
BRIEF = {
    " and ": " & ",
    "manager": "mgr",
    "management": "mgmt",
    "department": "dept",
    "years": "yrs",
    "adult social care": "ASC",
    "because": "bc",
    "with": "w/",
    "apprenticeships": "apps",
}
_WORD = re.compile(r"[a-z]{5,}")
_SHOUT = re.compile(
    r"\b(never|nothing|nobody|no one|every|pay|twice|years|enough|not|all|listen|cuts|again)\b"
)


def say_in_voice(text: str, *, writer: str, chance: Chance) -> str:
    """Type a comment as this kind of writer would.

    Parameters
    ----------
    text : str
        The comment in full sentences, without its last full stop.
    writer : str
        plain, clipped, formal, chatty or angry.
    chance : Chance
        Draws.

    Returns
    -------
    str
        The comment as typed.
    """
    text = _end(text, writer, chance)
    if writer != "formal":
        text = _shorten(text, SHORT_FORMS, 0.45, chance)
    if writer == "clipped" and chance.happens(0.35):
        text = _shorten(text, BRIEF, 0.6, chance)
    if writer == "angry" and chance.happens(0.45):
        text = _shout(text, chance)
    if chance.happens({"formal": 0.02, "plain": 0.10, "angry": 0.16}.get(writer, 0.2)):
        text = slip(text, chance)
    if writer in ("chatty", "clipped") and chance.happens(0.3):
        text = text.lower() if chance.happens(0.5) else text[:1].lower() + text[1:]
    if writer != "formal" and chance.happens(0.12):
        text = text.replace("'", "")
    elif chance.happens(0.3):
        text = curl_quotes(text)
    return text


def slip(text: str, chance: Chance) -> str:
    """Make one to three slips: a common misspelling, or letters swapped, doubled or dropped."""
    most = 1 + (len(text) > 60) + (len(text) > 160)
    for _ in range(chance.whole(1, most)):
        known = [word for word in SLIPS if re.search(rf"\b{word}\b", text)]
        if known and chance.happens(0.5):
            word = chance.choose(known)
            text = re.sub(rf"\b{word}\b", SLIPS[word], text, count=1)
            continue
        words = list(_WORD.finditer(text))
        if words:
            found = chance.choose(words)
            text = text[: found.start()] + _mistype(found[0], chance) + text[found.end() :]
    return text


def curl_quotes(text: str) -> str:
    """Use the right quotes that a telephone or a word processor puts in."""
    text = re.sub(r"(?<![\w.?!])'(?=\w)", "\u2018", text)
    text = text.replace("'", "\u2019")
    text = re.sub(r'(^|[\s(])"', "\\1\u201c", text)
    return text.replace('"', "\u201d")


def _end(text: str, writer: str, chance: Chance) -> str:
    if text[-1:] in ".?!)" or not text:
        return text
    ends = {"formal": 0.97, "plain": 0.7, "clipped": 0.2, "chatty": 0.35, "angry": 0.5}
    if chance.happens(ends[writer]) and (" " in text or writer == "formal"):
        return text + "."
    loud = {"angry": ("!", "!!", "", "!!!"), "chatty": ("", "", "...", "!")}
    return text + chance.choose(loud.get(writer, ("",)))


def _shorten(text: str, forms: dict[str, str], share: float, chance: Chance) -> str:
    for long, short in forms.items():
        pattern = re.escape(long) if long[0] == " " else rf"\b{long}\b(?=[ ,])"
        if re.search(pattern, text) and chance.happens(share):
            text = re.sub(pattern, short, text)
    return text


def _shout(text: str, chance: Chance) -> str:
    if chance.happens(0.2) and len(text) < 120:
        return text.upper()
    found = list(_SHOUT.finditer(text))
    if not found:
        return text
    word = chance.choose(found)
    return text[: word.start()] + word[0].upper() + text[word.end() :]


def _mistype(word: str, chance: Chance) -> str:
    place = chance.whole(1, len(word) - 2)
    kind = chance.whole(1, 3)
    if kind == 1:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 2:
        return word[:place] + word[place + 1 :]
    return word[: place + 1] + word[place:]


THEME_FILES = ("themes_work", "themes_place", "themes_people")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SPACES = re.compile(r" +(?=[ ,;:.?!]|$)")  # where an empty choice stood
_SLOT = re.compile(r"<([a-z]+)>")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeiou](?!n[ei]|se|ni))")
_MARK = re.compile(r"^([a-z]?)(\+?)> ")


@dataclass(frozen=True)
class Phrase:
    """One line of a phrase file, which kind of writer it suits ("" = any), and its news."""

    text: str
    speaker: str = ""
    is_good: bool = False


@cache
def read_phrases(name: str) -> dict[str, Any]:
    """Read one phrase file; every block of lines becomes a tuple of lines."""
    text = (files("gpgp.sample") / "phrases" / f"{name}.yaml").read_text(encoding="utf-8")
    return _as_lines(yaml.safe_load(text))


@cache
def read_themes() -> dict[str, dict[str, Any]]:
    """Read the themes of all files: key → part → phrases, with ``label`` and ``theme``."""
    themes: dict[str, dict[str, Any]] = {}
    for name in THEME_FILES:
        for key, parts in read_phrases(name).items():
            themes[key] = {
                part: tuple(_phrase(line) for line in lines) if isinstance(lines, tuple) else lines
                for part, lines in parts.items()
            } | {"theme": parts.get("theme", key)}
    return themes


def expand(template: str, chance: Chance) -> str:
    """Fill the slots and take the choices of one phrase."""
    slots = read_phrases("slots")
    text = template
    while found := _SLOT.search(text) or _CHOICE.search(text):
        if found.re is _SLOT:
            filler = chance.deal(slots[found[1]], deck=found[1])
        else:
            filler = chance.choose(found[1].split("|"))
        text = text[: found.start()] + filler + text[found.end() :]
    return _ARTICLE.sub(r"\1n ", _SPACES.sub("", text))


def _phrase(line: str) -> Phrase:
    mark = _MARK.match(line)
    return Phrase(line[mark.end() :], mark[1], mark[2] == "+") if mark else Phrase(line)


def _as_lines(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _as_lines(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_lines(value) for value in data]
    if isinstance(data, str) and data.endswith("\n"):
        return tuple(line for line in data.split("\n") if line)
    return data
