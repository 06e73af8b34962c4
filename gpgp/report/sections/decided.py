"""What the board and roundtable said; what was asked, said, promised and done."""

from __future__ import annotations

from gpgp import number_words
from gpgp.disclosure.declaration import TableColumn
from gpgp.report.render import markup
from gpgp.report.render.grids import render_plain, row_anchor, words
from gpgp.report.sections.source import ANNEX, Section, Source, make_section
from gpgp.report.tables.decided import BOARD_SAID, COMMITMENTS

SAID_TITLE = "What the board and roundtable said"
MOST_COMMITMENTS = 5  # on the paper; all stand in the annex
DONE_TITLE = "We asked, you said, we will, we did"


def write_board_said(source: Source) -> Section:
    """Write what was minuted beside what respondents said; empty without reviewed minutes."""
    table = source.find(BOARD_SAID)
    if table is None:
        return make_section("board_said", SAID_TITLE, [], part=ANNEX)
    lead = (
        "Beside what respondents said stands what members said when they met, what officers "
        "answered and what was decided."
    )
    parts = [markup.paragraph(lead), source.show(table)]
    return make_section("board_said", SAID_TITLE, parts, part=ANNEX)


def write_commitments(source: Source) -> Section:
    """Write what is done about each request that was decided on; empty without any."""
    table = source.find(COMMITMENTS)
    if table is None:
        return make_section("commitments", DONE_TITLE, [])
    keys = ("said", "will", "did")
    heads = {column.key: column.label for column in table.columns}
    rows = [
        (row_anchor("paper-commitments", key), [words(table.cell(key, name)) for name in keys])
        for key in table.row_keys[:MOST_COMMITMENTS]
    ]
    n_more = len(table.rows) - MOST_COMMITMENTS
    told = list(table.notes)
    if n_more > 0:
        number = number_words.capitalise(number_words.spell_number(n_more))
        told.append(f"{number} more in the annex.")
    grid = render_plain(
        "What people asked for, and what comes of it",
        [TableColumn(key, heads[key]) for key in keys],
        rows,
        anchor="paper-commitments",
    )
    return make_section(
        "commitments",
        DONE_TITLE,
        [grid, *([markup.note(" ".join(told))] if told else [])],
    )
