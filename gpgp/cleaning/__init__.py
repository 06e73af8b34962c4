"""Cleaning: the rows of an export become answers, comments, and a ledger that adds up."""

from gpgp.cleaning.responses import Cleaned, clean_responses

__all__ = ["Cleaned", "clean_responses"]
