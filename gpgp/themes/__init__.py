"""Themes: what people wrote in their own words, grouped, named, checked and owned by people."""

from gpgp.themes.exemplars import choose_exemplars
from gpgp.themes.frame.assignment import Assignment
from gpgp.themes.frame.memory import read_members
from gpgp.themes.frame.model import CodeFrame
from gpgp.themes.frame.reading import parse_code_frame
from gpgp.themes.texts import TextsResult, theme_texts
from gpgp.themes.theming import ThemesResult, find_themes
from gpgp.themes.wording import find_wording_requests

__all__ = [
    "Assignment",
    "CodeFrame",
    "TextsResult",
    "ThemesResult",
    "choose_exemplars",
    "find_themes",
    "find_wording_requests",
    "parse_code_frame",
    "read_members",
    "theme_texts",
]
