"""The report: stage tables come in, a page that is safe to share goes out."""

from gpgp.report.board import BoardReport, compose_board_report
from gpgp.report.brief import Brief, compose_brief
from gpgp.report.export import export_html
from gpgp.report.profiles import PROFILES, Profile

__all__ = [
    "PROFILES",
    "BoardReport",
    "Brief",
    "Profile",
    "compose_board_report",
    "compose_brief",
    "export_html",
]
