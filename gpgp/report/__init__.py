"""The report: stage tables come in, a page that is safe to share goes out."""

from gpgp.disclosure.approvals import FILE_NAME as QUOTES_FILE
from gpgp.disclosure.approvals import (
    Approval,
    hash_quote,
    put_approval,
    read_approvals,
    renew_approvals,
)
from gpgp.disclosure.profiles import PROFILES, Profile
from gpgp.disclosure.quotes import REASONS as QUOTE_REASONS
from gpgp.disclosure.quotes import approve_quotes, list_quotable
from gpgp.report.board import BoardReport, compose_board_report
from gpgp.report.brief import Brief, compose_brief
from gpgp.report.feedback import render_feedback
from gpgp.report.render.export import export_html, export_part
from gpgp.report.sections.statement import FILE_NAME as STATEMENT_FILE
from gpgp.report.tables.themes import list_replaced_labels
from gpgp.report.waves import Comparison, compose_waves

__all__ = [
    "PROFILES",
    "QUOTES_FILE",
    "QUOTE_REASONS",
    "STATEMENT_FILE",
    "Approval",
    "BoardReport",
    "Brief",
    "Comparison",
    "Profile",
    "approve_quotes",
    "compose_board_report",
    "compose_brief",
    "compose_waves",
    "export_html",
    "export_part",
    "hash_quote",
    "list_quotable",
    "list_replaced_labels",
    "put_approval",
    "read_approvals",
    "render_feedback",
    "renew_approvals",
]
