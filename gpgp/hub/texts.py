"""Every text that a respondent sees, where it stands, and in which languages it is there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gpgp.instrument import Consultation, Item, Translated
from gpgp.instrument.questions import Question

Place = tuple[str | int, ...]
_ITEM_SECTIONS = ("elements", "priorities", "constituencies", "nations")
_HUB_TEXTS = (
    "banner", "introduction", "use_of_answers", "privacy", "accessibility", "contact",
)  # fmt: skip


def say(text: Translated | str | None, language: str) -> str:
    """Return a text in a language; in the consultation's own where there is no translation."""
    if text is None:
        return ""
    found = text.in_language(language) if isinstance(text, Translated) else None
    return found or str(text)


def list_texts(consultation: Consultation) -> Iterator[tuple[Place, Translated]]:
    """List every text that respondents see, with its path in consultation.yaml."""
    yield ("title",), consultation.title
    yield ("organisation",), consultation.organisation
    for section in _ITEM_SECTIONS:
        for n, item in enumerate(getattr(consultation, section)):
            yield from _item_texts((section, n), item)
    for name, scale in consultation.scales.items():
        for n, point in enumerate(scale.points):
            yield ("scales", name, "points", n), point.label
        yield from ((("scales", name, "dont_know"), text) for text in scale.dont_know[:1])
    for n, question in enumerate(consultation.questions):
        if question.is_asked:
            yield from _question_texts(("questions", n), question)
    for name in _HUB_TEXTS:
        if (text := getattr(consultation.hub, name)) is not None:
            yield ("hub", name), text
    for n, chunk in enumerate(consultation.hub.chunks):
        for name in ("title", "text"):
            if (text := getattr(chunk, name)) is not None:
                yield ("hub", "chunks", n, name), text
    for n, other in enumerate(consultation.parallel_consultations):
        for name in ("title", "whom_for"):
            if (text := getattr(other, name)) is not None:
                yield ("parallel_consultations", n, name), text


def list_languages(consultation: Consultation) -> list[str]:
    """List the other languages in which any text of a consultation is written."""
    found = {language for _, text in list_texts(consultation) for language in text.translations}
    return sorted(found - {consultation.language})


def list_untranslated(consultation: Consultation, language: str) -> list[tuple[Place, Translated]]:
    """List the texts that are not there in a language."""
    if language == consultation.language:
        return []
    return [
        (path, text)
        for path, text in list_texts(consultation)
        if text.in_language(language) is None and any(letter.isalpha() for letter in text)
    ]


def _item_texts(path: Place, item: Any) -> Iterator[tuple[Place, Translated]]:
    yield (*path, "label"), item.label
    if isinstance(item, Item) and item.wording is not None:
        yield (*path, "wording"), item.wording


def _question_texts(path: Place, question: Question) -> Iterator[tuple[Place, Translated]]:
    for name in ("text", "help"):
        if (text := getattr(question, name)) is not None:
            yield (*path, name), text
    for n, item in enumerate(getattr(question, "options", ())):
        yield from _item_texts((*path, "options", n), item)
    for name in ("individual", "organisation", "yes", "no"):
        if name in question.model_fields_set and isinstance(getattr(question, name), tuple):
            yield (*path, name), getattr(question, name)[0]


@cache
def _read_words() -> dict[str, dict[str, str]]:
    text = files("gpgp.hub").joinpath("words.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def page_words(language: str) -> dict[str, str]:
    """Return the words of the pages themselves; in English for a language without its own."""
    words = _read_words()
    return words.get(language, words["en"])
