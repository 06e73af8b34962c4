"""A page for those who answered: what they asked for, what will be done, what has been done."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from gpgp.disclosure import ProtectedTable
from gpgp.disclosure.profiles import Profile
from gpgp.errors import InputError
from gpgp.instrument import Consultation
from gpgp.report.render import markup
from gpgp.report.render.export import export_page
from gpgp.report.sections.front import write_flags
from gpgp.report.sections.statement import DONE_TITLE
from gpgp.report.tables.decided import COMMITMENTS

FILE_NAME = "feedback.html"
MOST_WORDS = 80  # an item


def render_feedback(
    tables: Mapping[str, ProtectedTable],
    *,
    consultation: Consultation,
    profile: Profile,
    is_wanted: bool = True,
) -> dict[str, bytes]:
    """Return the page for respondents by its file name; nothing where it is not wanted.

    Parameters
    ----------
    tables : mapping of name to ProtectedTable
        The board report's: the page prints the one of commitments and nothing else.
    consultation : Consultation
    profile : Profile

    Raises
    ------
    InputError
        Nothing has been decided yet, or an item has more than 80 words; each is named.
    """
    if not is_wanted:
        return {}
    table = tables.get(COMMITMENTS.name())
    if table is None or not table.rows:
        raise InputError(
            "feedback: commitments.csv holds nothing that was decided; fill in its column "
            "'decision' first (gpgp commitments NAME drafts the file)."
        )
    _check_lengths(table)
    title = f"{consultation.title}: {DONE_TITLE[0].lower()}{DONE_TITLE[1:]}"
    page = export_page(
        [str(_write(table, consultation, profile))], title=title, language=consultation.language
    )
    return {FILE_NAME: page.encode()}


def _check_lengths(table: ProtectedTable) -> None:
    long = {}
    for row in table.rows:
        n_words = len(re.findall(r"\S+", " ".join(cell.text for cell in row.cells[1:])))
        if n_words > MOST_WORDS:
            long[row.key] = n_words
    if long:
        said = "; ".join(f"{code} has {n}" for code, n in list(long.items())[:5])
        raise InputError(
            f"feedback: an item may have {MOST_WORDS} words, and {len(long)} have more ({said}); "
            "shorten request, reason or evidence in commitments.csv."
        )


def _write(table: ProtectedTable, consultation: Consultation, profile: Profile) -> Markup:
    masthead = Markup('<p class="masthead">{} · {}</p>').format(
        consultation.organisation, consultation.title
    )
    lead = (
        "Thank you for taking part. Below is what you asked for and what comes of it. A "
        "consultation is neither a vote nor a survey: each request was weighed with its reasons."
    )
    flags = markup.join_markup(write_flags(consultation, profile))
    parts = [
        Markup("<header>{}{}{}</header>").format(
            masthead, flags, markup.heading(DONE_TITLE, level=1)
        ),
        markup.paragraph(lead),
        *(_write_item(table, key) for key in table.row_keys),
        *(markup.note(note) for note in table.notes),
    ]
    if consultation.report.contact:
        parts.append(markup.paragraph(f"Questions about this page: {consultation.report.contact}."))
    return Markup('<section class="report feedback">\n{}\n</section>').format(
        markup.join_markup(parts)
    )


def _write_item(table: ProtectedTable, key: str) -> Markup:
    """One request: its words as a heading, then what was asked, will be done, was done."""
    said = markup.heading(table.cell(key, "said").text, level=2, anchor=f"request-{key}")
    rows = [
        (column.label, [markup.paragraph(table.cell(key, column.key).text)])
        for column in table.columns
        if column.key != "said"
    ]
    return said + markup.render_voices(rows)
