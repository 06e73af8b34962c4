"""HTML made of escaped text: paragraphs, lists, headings, figures.

Every string is escaped by ``markupsafe`` unless this package made it.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup


def join_markup(parts: Iterable[Markup]) -> Markup:
    """Join pieces of HTML."""
    return Markup("\n").join(parts)


def paragraph(text: str) -> Markup:
    """Return one paragraph."""
    return Markup("<p>{}</p>").format(text)


def note(text: str) -> Markup:
    """Return one paragraph of small print."""
    return Markup('<p class="note">{}</p>').format(text)


def heading(text: str, *, level: int, anchor: str | None = None) -> Markup:
    """Return a heading, with an anchor if it is linked to."""
    if anchor is None:
        return Markup("<h{0}>{1}</h{0}>").format(level, text)
    return Markup('<h{0} id="{2}">{1}</h{0}>').format(level, text, anchor)


def bullets(items: Iterable[str]) -> Markup:
    """Return a list of points."""
    points = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<ul>{}</ul>").format(points)


def quote(text: str, *, language: str) -> Markup:
    """Return a respondent's approved words."""
    return Markup('<blockquote lang="{}"><p>“<bdi>{}</bdi>”</p></blockquote>').format(
        language, text
    )


def render_voices(groups: Iterable[tuple[str, Iterable[Markup]]]) -> Markup:
    """Return quotes, each group under its label."""
    rows = join_markup(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(label, join_markup(quotes))
        for label, quotes in groups
    )
    return Markup('<dl class="voices">{}</dl>').format(rows)


def officer_text(text: str | None, *, lead: str = "") -> Markup:
    """Return the officer's own words, one paragraph per line; a marked box where missing."""
    start = Markup("<b>{}</b> ").format(lead) if lead else Markup("")
    if text is None:
        return Markup('<p class="unwritten">{}To be written by the officer</p>').format(start)
    lines = [line for line in text.splitlines() if line.strip()]
    return join_markup(
        Markup("<p>{}{}</p>").format(start if place == 0 else "", line)
        for place, line in enumerate(lines)
    )
