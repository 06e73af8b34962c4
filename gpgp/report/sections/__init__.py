"""The parts of the board report, each written from protected tables only."""

from gpgp.report.sections.annex import write_elements, write_tables
from gpgp.report.sections.answers import write_choices, write_comments, write_first
from gpgp.report.sections.front import write_crynodeb, write_front
from gpgp.report.sections.method import write_method
from gpgp.report.sections.picture import write_picture
from gpgp.report.sections.respondents import write_nations, write_respondents
from gpgp.report.sections.source import Section, Source
from gpgp.report.sections.statement import write_board_said, write_commitments, write_statement

WRITERS = (
    write_front,
    write_picture,
    write_first,
    write_choices,
    write_comments,
    write_respondents,
    write_nations,
    write_statement,
    write_commitments,
    write_crynodeb,
    write_elements,
    write_board_said,
    write_tables,
    write_method,
)

__all__ = ["WRITERS", "Section", "Source"]
