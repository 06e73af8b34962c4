"""The report: stage tables come in, a page that is safe to share goes out."""

from gpgp.report.approvals import FILE_NAME as QUOTES_FILE
from gpgp.report.approvals import renew_approvals
from gpgp.report.board import BoardReport, compose_board_report
from gpgp.report.brief import Brief, compose_brief
from gpgp.report.export import export_html
from gpgp.report.profiles import PROFILES, Profile
from gpgp.report.quotes import REASONS as QUOTE_REASONS
from gpgp.report.quotes import approve_quotes, list_quotable

__all__ = [
    "PROFILES",
    "QUOTES_FILE",
    "QUOTE_REASONS",
    "BoardReport",
    "Brief",
    "Profile",
    "approve_quotes",
    "compose_board_report",
    "compose_brief",
    "export_html",
    "list_quotable",
    "renew_approvals",
]
