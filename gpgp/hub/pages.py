"""What the discussion document and the form share: the frame, the dates, how to answer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from babel.dates import format_date as format_local_date
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from gpgp.hub.questionnaire import Field, Questionnaire, make_questionnaire
from gpgp.hub.texts import list_languages, list_untranslated, page_words, say
from gpgp.instrument import Consultation

_TEMPLATES = ("page.html.j2", "document.html.j2", "form.html.j2")
_PAGE_LANGUAGES = {"en": "en-GB"}


def list_page_languages(consultation: Consultation) -> list[str]:
    """List the languages that pages are made in: its own, then those with every text."""
    others = list_languages(consultation)
    whole = [each for each in others if not list_untranslated(consultation, each)]
    return [consultation.language, *whole]


def name_page(name: str, language: str, consultation: Consultation) -> str:
    """Return the file name of a page: ``form.html``, ``form.cy.html``."""
    return f"{name}.html" if language == consultation.language else f"{name}.{language}.html"


def render_page(
    name: str, consultation: Consultation, *, language: str, script: str = "", **parts: Any
) -> bytes:
    """Return one page that loads nothing and runs no script but the one given.

    Parameters
    ----------
    name : ``document`` or ``form``
    script : str
        Its hash stands in the page's policy, so that a changed one does not run.
    parts : what the template prints further; every text is escaped
    """
    survey = make_questionnaire(consultation, language=language)
    hub = consultation.hub
    words = page_words(language)
    style = _read_template("style.css")
    others = [each for each in list_page_languages(consultation) if each != language]
    page = (
        _environment()
        .get_template(f"{name}.html.j2")
        .render(
            policy=write_policy(style=style, script=script),
            style=Markup(style),  # noqa: S704 our own file
            script=Markup(script),  # noqa: S704 our own file
            page_language=_PAGE_LANGUAGES.get(language, language),
            survey=survey,
            words=words,
            hub={key: say(getattr(hub, key), language) for key in ("banner", "introduction")},
            dates=describe_dates(consultation, language),
            others=[(each, name_page(name, each, consultation)) for each in others],
            other_words={each: page_words(each) for each in others},
            conditions={field.id: describe_condition(field, survey) for field in survey.fields},
            how={field.id: describe_answer(field, words) for field in survey.fields},
            **parts,
        )
    )
    return page.encode()


def write_policy(*, style: str, script: str = "") -> str:
    """Return a content security policy that allows this style and this script and nothing else."""
    allowed = f"script-src 'sha256-{_hash(script)}'; " if script else ""
    return (
        f"default-src 'none'; {allowed}style-src 'sha256-{_hash(style)}'; base-uri 'none'; "
        "form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def describe_dates(consultation: Consultation, language: str) -> str:
    """Say from when to when people can answer; "" where no day is set."""
    words = page_words(language)
    opens, closes = consultation.opens, consultation.closes
    if closes is None:
        return ""
    key = "opens" if opens else "until"
    text = words[key].format(
        opens=_format_day(opens, language) if opens else "", closes=_format_day(closes, language)
    )
    if consultation.closing_time:
        zone = consultation.time_zone.rpartition("/")[2].replace("_", " ")
        text += "; " + words["closing"].format(time=consultation.closing_time, zone=zone)
    return text


def _format_day(day: date, language: str) -> str:
    return str(format_local_date(day, "d MMMM y", locale=language))


def describe_condition(field: Field, survey: Questionnaire) -> str:
    """Say of whom a question is asked; "" where of everybody."""
    if field.asked_if is None:
        return ""
    gate = next(each for each in survey.fields if each.id == field.asked_if[0])
    labels = [option.label for option in gate.options if option.code in field.asked_if[1]]
    words = page_words(survey.language)
    return words["only_if"].format(options=" / ".join(labels), question=gate.title)


def describe_answer(field: Field, words: Mapping[str, str]) -> str:
    """Say how a question is answered."""
    if field.kind == "several":
        return words["choose_most"].format(n=field.most) if field.most else words["choose_any"]
    if field.kind == "rank":
        return words["rank_most"].format(n=field.most) if field.most else words["rank_all"]
    if field.kind == "number":
        return words["a_number"] + (f" ({field.unit})" if field.unit else "")
    return words["in_own_words"] if field.kind in ("text", "long") else words["choose_one"]


@cache
def _environment() -> Environment:
    loader = DictLoader({name: _read_template(name) for name in _TEMPLATES})
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)


@cache
def _read_template(name: str) -> str:
    return files("gpgp.hub").joinpath("templates", name).read_text(encoding="utf-8")


def read_script(name: str) -> str:
    """Return one of our own scripts."""
    return _read_template(name)
