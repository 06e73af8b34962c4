"""Themes: what people wrote in their own words, grouped, named, checked and owned by people."""

from gpgp.themes.exemplars import choose_exemplars
from gpgp.themes.texts import TextsResult, theme_texts
from gpgp.themes.theming import ThemesResult, find_themes
from gpgp.themes.wording import find_wording_requests

__all__ = [
    "TextsResult",
    "ThemesResult",
    "choose_exemplars",
    "find_themes",
    "find_wording_requests",
    "theme_texts",
]
