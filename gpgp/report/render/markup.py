"""HTML made of escaped text: paragraphs, lists, headings, figures.

Every string is escaped by ``markupsafe`` unless this package made it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable

from markupsafe import Markup

MOST_ALT = 250  # letters of an alternative text


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


def officer_text(text: str | None) -> Markup:
    """Return the officer's own words, one paragraph per line; a marked box where missing."""
    if text is None:
        return Markup('<p class="unwritten">To be written by the officer</p>')
    lines = [line for line in text.splitlines() if line.strip()]
    return join_markup(paragraph(line) for line in lines)


def cut_alt(text: str) -> str:
    """Return alt text of at most 250 characters, cut at a word."""
    if len(text) <= MOST_ALT:
        return text
    return text[: MOST_ALT - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def render_figure(
    pictures: tuple[bytes, bytes], *, anchor: str, headline: str, subtitle: str, alt: str
) -> Markup:
    """Return a chart with its headline and statistical subtitle.

    Parameters
    ----------
    pictures : tuple of bytes
        PNG for a page, PNG for a narrow screen.
    anchor, headline, subtitle, alt : str
        ``alt`` has the finding and a number.
    """
    wide, narrow = (base64.b64encode(picture).decode("ascii") for picture in pictures)
    return Markup(
        '<figure id="figure-{}"><figcaption><b>{}</b><br>{}</figcaption>'
        '<picture><source media="screen and (max-width: 33rem)" '
        'srcset="data:image/png;base64,{}">'
        '<img alt="{}" src="data:image/png;base64,{}"></picture></figure>'
    ).format(anchor, headline, subtitle, narrow, alt, wide)
