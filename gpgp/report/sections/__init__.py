"""The parts of the board report, each written from protected tables only."""

from gpgp.report.sections.comments import write_comments, write_differences
from gpgp.report.sections.decided import write_board_said, write_commitments
from gpgp.report.sections.method import write_method
from gpgp.report.sections.nations import write_nations, write_resources
from gpgp.report.sections.opening import write_glance, write_purpose, write_summary
from gpgp.report.sections.priorities import write_priorities
from gpgp.report.sections.respondents import write_respondents
from gpgp.report.sections.source import Section, Source
from gpgp.report.sections.statement import write_statement
from gpgp.report.sections.vision import write_vision, write_wording

WRITERS = (
    write_summary,
    write_glance,
    write_purpose,
    write_respondents,
    write_vision,
    write_wording,
    write_priorities,
    write_comments,
    write_differences,
    write_nations,
    write_resources,
    write_statement,
    write_commitments,
    write_board_said,
    write_method,
)

__all__ = ["WRITERS", "Section", "Source"]
