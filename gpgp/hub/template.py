"""The instrument that a new consultation starts from: a vision, priorities, constituencies."""

from __future__ import annotations

import json
from datetime import date, timedelta
from importlib.resources import files

from gpgp.number_words import format_date

_DAYS_BEFORE, _WEEKS_OPEN = 14, 12  # the Consultation Principles speak of a proportionate time
_DAYS_KEPT = 365


def write_new_consultation(name: str, *, today: date) -> str:
    """Return the commented text of a consultation.yaml for a consultation not yet asked.

    Parameters
    ----------
    name : str
        Of the consultation; its words become the title.
    today : date
        It opens two weeks later, is open for twelve weeks, and its data are kept for a year.
    """
    opens = today + timedelta(days=_DAYS_BEFORE)
    closes = opens + timedelta(weeks=_WEEKS_OPEN)
    delete_after = closes + timedelta(days=_DAYS_KEPT)
    text = files("gpgp.hub").joinpath("templates", "consultation.yaml").read_text(encoding="utf-8")
    title = name.replace("_", " ").replace("-", " ").strip().capitalize()
    for word, value in {
        "DELETE_AFTER_WORDS": format_date(delete_after),
        "DELETE_AFTER": str(delete_after),
        "OPENS": str(opens),
        "CLOSES": str(closes),
        "TITLE": json.dumps(title),
        "gpgp check NAME": f"gpgp check {name}",
        "gpgp hub NAME": f"gpgp hub {name}",
        "gpgp link NAME": f"gpgp link {name}",
    }.items():
        text = text.replace(word, value)
    return text
