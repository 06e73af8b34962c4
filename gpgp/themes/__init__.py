"""Themes: what people wrote in their own words, grouped, named, checked and owned by people."""

from gpgp.themes.texts import TextsResult, theme_texts
from gpgp.themes.theming import ThemesResult, find_themes

__all__ = ["TextsResult", "ThemesResult", "find_themes", "theme_texts"]
