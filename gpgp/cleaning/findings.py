"""Findings: judgement calls that are told and never stop the work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pandas as pd
from rapidfuzz import fuzz, process

from gpgp.instrument import fold_word
from gpgp.tables import SPECS, check_table, empty_table

LOSS, NOTE = "loss", "note"
_VALUE_CHARACTERS = 120  # of a spelling; a longer one is cut
_NEAR = 70  # share of letters in common, 0 to 100, from which on a name is suggested


@dataclass(frozen=True)
class Finding:
    """One judgement call: one row of the findings table."""

    finding_code: str
    subject: str
    n_rows: int
    severity_code: str
    what_to_do: str
    value: str = ""


def collect_findings(findings: Iterable[Finding], received: pd.DataFrame | None) -> pd.DataFrame:
    """Join findings, and those of reading the file, into the findings table.

    Findings that concern no row are left out. Of the same call made twice, the one over the
    analysed rows stands.
    """
    spec = SPECS["findings"]
    rows = pd.DataFrame([asdict(each) for each in findings if each.n_rows], columns=spec.columns)
    earlier = empty_table(spec) if received is None else received
    both = pd.concat([frame for frame in (rows, earlier) if len(frame)] or [empty_table(spec)])
    return check_table(both.drop_duplicates(list(spec.key)), spec)


def describe_unmatched(
    words: pd.Series, *, finding_code: str, subject: str, known: Iterable[str], where: str
) -> list[Finding]:
    """Tell which spellings the instrument does not know, with the nearest name it does.

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
