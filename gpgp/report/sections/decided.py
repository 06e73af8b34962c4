"""What the board and roundtable said; what was asked, said, promised and done."""

from __future__ import annotations

from gpgp.report.render import markup
from gpgp.report.sections.source import Section, Source, make_section
from gpgp.report.tables.decided import BOARD_SAID, COMMITMENTS

SAID_TITLE = "What the board and roundtable said"
DONE_TITLE = "We asked, you said, we will, we did"


def write_board_said(source: Source) -> Section:
    """Write what was minuted beside what respondents said; empty without reviewed minutes."""
    name = BOARD_SAID.name()
    if not source.has(name):
        return make_section("board_said", SAID_TITLE, [])
    lead = (
        "Beside what respondents said stands what members said when they met, what officers "
        "answered and what was decided."
    )
    return make_section("board_said", SAID_TITLE, [markup.paragraph(lead), source.show(name)])


def write_commitments(source: Source) -> Section:
    """Write what is done about each request that was decided on; empty without any."""
    name = COMMITMENTS.name()
    if not source.has(name):
        return make_section("commitments", DONE_TITLE, [])
    return make_section("commitments", DONE_TITLE, [source.show(name)])
