"""Texts that respondents see: one text, or one per language as ``{en: Agree, cy: Cytuno}``.

A translated text is an ordinary text in the language of the consultation, so that nothing that
reads it has to know of translations; :meth:`Translated.in_language` has the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import core_schema

_LANGUAGE = re.compile(r"[a-z]{2}")
FIRST_LANGUAGE = "en"


class Translated(str):
    """A text in the language of its consultation, with its translations."""

    translations: Mapping[str, str]

    def __new__(cls, text: str, translations: Mapping[str, str] | None = None) -> Self:
        """Make one; ``translations`` maps every language, its own included, to a text."""
        made = super().__new__(cls, text)
        made.translations = dict(translations or {})
        return made

    def in_language(self, language: str) -> str | None:
        """Return the translation; None where there is none."""
        return self.translations.get(language)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Read a text or a text per language."""
        return core_schema.with_info_plain_validator_function(
            cls._read, serialization=core_schema.plain_serializer_function_ser_schema(cls._write)
        )

    @classmethod
    def _read(cls, data: Any, info: ValidationInfo) -> Translated:
        if isinstance(data, str):
            if not data.strip():
                raise ValueError("expected a text")
            return cls(data.strip(), getattr(data, "translations", None))
        if not is_translations(data):
            raise ValueError("expected a text, or one per language such as {en: Agree, cy: Cytuno}")
        language = main_language(info)
        if language not in data:
            raise ValueError(
                f"expected a text in '{language}', the language of the consultation; found "
                f"{', '.join(sorted(data))}"
            )
        texts = {code: text.strip() for code, text in data.items()}
        return cls(texts[language], texts)

    @staticmethod
    def _write(text: Translated) -> str | dict[str, str]:
        return dict(text.translations) if text.translations else str(text)


def is_translations(data: Any) -> bool:
    """Say whether data is a text per language."""
    return (
        isinstance(data, dict)
        and bool(data)
        and all(isinstance(code, str) and _LANGUAGE.fullmatch(code) for code in data)
        and all(isinstance(text, str) and text.strip() for text in data.values())
    )


def main_language(info: ValidationInfo) -> str:
    """Return the language of the consultation that is being read."""
    return (info.context or {}).get("language") or FIRST_LANGUAGE


def learn_words(data: Any, *, texts: Iterable[str], into: str, language: str) -> Any:
    """Add the translations of some texts to the words by which answers are recognised.

    Parameters
    ----------
    data : a part as written
    texts : keys of its texts, such as ``label``
    into : the key of its further words, such as ``aliases``
    language : the consultation's own, whose text is known anyway
    """
    if not isinstance(data, dict):
        return data
    found = [data[key] for key in texts if is_translations(data.get(key))]
    learnt = [text for each in found for code, text in each.items() if code != language]
    own = data.get(into) or []
    if not learnt or not isinstance(own, list | tuple):
        return data
    return {**data, into: list(dict.fromkeys([*own, *learnt]))}


def spread_words(words: Any, *further: str) -> Any:
    """Return a list of words with the translations of each behind it, and further words last."""
    if not isinstance(words, list | tuple):
        return words
    spread: list[Any] = []
    for word in words:
        spread.append(word)
        spread += word.values() if is_translations(word) else ()
    kept = [w for n, w in enumerate(spread) if not isinstance(w, str) or w not in spread[:n]]
    return kept + [word for word in further if word not in spread]
