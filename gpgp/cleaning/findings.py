"""The findings of cleaning: joined with those of reading, and spellings that are unknown."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from rapidfuzz import fuzz, process

from gpgp.instrument import fold_word
from gpgp.tables import LOSS, SPECS, Finding, check_table, list_findings

_VALUE_CHARACTERS = 120  # of a spelling; a longer one is cut
_NEAR = 70  # share of letters in common, 0 to 100, from which on a name is suggested


def collect_findings(findings: Iterable[Finding], received: pd.DataFrame | None) -> pd.DataFrame:
    """Join findings, and those of reading the file, into the findings table.

    Findings that concern no row are left out. Of the same call made twice, the one over the
    analysed rows stands.
    """
    key = list(SPECS["findings"].key)
    rows = list_findings(each for each in findings if each.n_rows)
    both = rows if received is None else pd.concat([rows, received])
    return check_table(both.drop_duplicates(key), SPECS["findings"])


def list_unmatched(
    words: pd.Series, *, finding_code: str, subject: str, known: Iterable[str], where: str
) -> list[Finding]:
    """List the spellings that the instrument does not know, with the nearest name it does.

    Parameters
    ----------
    words : Series of text
        One received spelling per answer that was not matched.
    known : names that the instrument knows
    where : the place of consultation.yaml to add an alias to
    """
    names = list(known)
    counts = words.str.slice(0, _VALUE_CHARACTERS).value_counts()
    return [
        Finding(
            finding_code=finding_code,
            subject=subject,
            n_rows=int(n_rows),
            severity_code=LOSS,
            what_to_do=f"{_suggest(str(word), names)} in consultation.yaml, {where}",
            value=str(word),
        )
        for word, n_rows in counts.items()
    ]


def _suggest(word: str, names: list[str]) -> str:
    near = process.extractOne(word, names, scorer=fuzz.ratio, processor=fold_word)
    if near is None or near[1] < _NEAR:
        return "say what it means"
    return f"if it means '{near[0]}', say so"
