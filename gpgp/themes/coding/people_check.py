"""The people check on paper: sentences for the analyst, a file that is kept, rows for the report.

A comparison of coders comes in; text goes out, and rows of ``theme_checks`` made from the file
that was kept. Nothing is hidden for its figure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
import yaml

from gpgp.errors import InputError
from gpgp.tables import ALL, SPECS, check_table, empty_table
from gpgp.themes.coding.agreement_of_coders import (
    AS_GOOD_WITHIN,
    MIN_COMMENTS,
    MIN_MENTIONS,
    CodersAgreement,
    Figure,
)
from gpgp.themes.coding.double_coding import PEOPLE_CHECK_FILE

LOW_FIGURE = 0.5  # of a theme: below, one of two answers is not the other's
_KIND = "gpgp people check 1"
_VERDICTS = {
    "as_good": "Checked by people: the themes agree with them as well as they do with each other.",
    "worse": "Checked by people: the themes agree with them less than they do with each other.",
    "one_coder": "Checked by one person: how far two people agree is not known.",
}


def describe_agreement(found: CodersAgreement) -> list[str]:
    """Lines for the analyst: figures side by side, the verdict, each theme, what to do next."""
    who = f"{len(found.coders)} coder" + ("s" if len(found.coders) > 1 else "")
    lines = [
        f"{found.n_comments} of {found.n_sample} comments compared; {who}: "
        f"{', '.join(found.coders)}.",
        "Each comment counts for as many as it stands for in the whole. 95% intervals.",
        "",
        f"{'':<28}{'sample F1':<24}MASI alpha",
    ]
    sides = (
        ("people with each other", found.people_f1, found.people_alpha),
        ("machine with people", found.machine_f1, found.machine_alpha),
    )
    lines += [f"  {name:<26}{_show(f1):<24}{_show(alpha)}" for name, f1, alpha in sides]
    n_people, n_machine = (found.by_theme[side].sum() for side in ("n_people", "n_machine"))
    n_each = f"people {n_people / found.n_comments:.1f}, machine {n_machine / found.n_comments:.1f}"
    lines += [f"  themes per comment: {n_each}", "", _VERDICTS[found.verdict_code], ""]
    lines += [*_list_themes(found), "", "What to do next:"]
    return [*lines, *(f"  - {step}" for step in list_steps(found))]


def _show(figure: Figure | None) -> str:
    if figure is None:
        return "not known"
    return f"{figure.value:.2f} ({figure.low:.2f} to {figure.high:.2f})"


def _list_themes(found: CodersAgreement) -> Iterator[str]:
    yield "Per theme (comments given it; share of the machine's that people confirm, of people's"
    yield "that the machine finds; F1 of machine with people, of people with each other):"
    heads = ("people", "machine", "confirmed", "found", "F1", "people F1")
    yield f"  {'':<34}" + "".join(f"{head:>10}" for head in heads)
    ordered = found.by_theme.sort_values(["n_people", "theme_id"], ascending=[False, True])
    for row in ordered.itertuples():
        figures = (row.machine_precision, row.machine_recall, row.machine_f1, row.people_f1)
        shown = ["-" if np.isnan(one) else f"{one:.2f}" for one in figures]
        counts = [f"{row.n_people:.0f}", f"{row.n_machine}"]
        name = f"{row.theme_id} {row.label}"[:33]
        yield f"  {name:<34}" + "".join(f"{one:>10}" for one in [*counts, *shown])


def list_steps(found: CodersAgreement) -> list[str]:
    """What would help most: comments to code, definitions to sharpen, themes the machine misses."""
    steps = []
    themes = found.by_theme[found.by_theme["n_people"] >= MIN_MENTIONS]
    if len(found.coders) < 2:
        steps.append("Let a second person code the same comments, without seeing the first file.")
    if found.n_comments < found.n_sample:
        left = found.n_sample - found.n_comments
        steps.append(f"{left} comments are not coded by everybody yet ('none' where none fits).")
    if found.n_comments < MIN_COMMENTS:
        steps.append(f"Under {MIN_COMMENTS} comments the intervals are wide; read them so.")
    said = (
        ("people_f1", "People disagree on {0}: sharpen the definitions, then code these again."),
        ("machine_recall", "The machine misses {0}: give include words and examples in the frame."),
        (
            "machine_precision",
            "The machine gives {0} too freely: exclude words, or split, in the frame.",
        ),
    )
    for column, sentence in said:
        low = themes[themes[column] < LOW_FIGURE].sort_values([column, "theme_id"])
        if len(low):
            named = ", ".join(f"{row.theme_id} ({row.label})" for row in low.head(5).itertuples())
            steps.append(sentence.format(named))
    steps.append(
        "Run the report again: it prints these figures. With a code frame, the codes are kept and "
        "teach the other comments."
    )
    return steps


# The file that is kept


def render_check(
    found: CodersAgreement, *, labels: Mapping[str, str], content: Mapping[str, bytes]
) -> str:
    """Write what the report needs to know of a comparison, and which files it came from."""
    came_from = sorted(set(content) - {PEOPLE_CHECK_FILE})
    figures = {
        name: None if figure is None else [round(float(one), 4) for one in figure]
        for name, figure in (
            (name, None if one is None else (one.value, one.low, one.high))
            for name, one in (
                ("people_f1", found.people_f1),
                ("people_alpha", found.people_alpha),
                ("machine_f1", found.machine_f1),
                ("machine_alpha", found.machine_alpha),
            )
        )
    }
    by_theme = found.by_theme.set_index("theme_id").drop(columns="label").round(4)
    document = {
        "kind": _KIND,
        "verdict": found.verdict_code,
        "n_coders": len(found.coders),
        "n_comments": found.n_comments,
        **figures,
        "labels": dict(labels),
        "by_theme": {
            theme: {name: None if np.isnan(one) else float(one) for name, one in row.items()}
            for theme, row in by_theme.iterrows()
        },
        "sha256": {name: hash_file(content[name]) for name in came_from},
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


def table_people_check(content: Mapping[str, bytes], themes: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``theme_checks`` from the kept file; none where nobody has checked.

    Parameters
    ----------
    content : mapping of file name to bytes
        The folder of the double coding; without the kept file nobody has checked.
    themes : DataFrame (contract ``themes``)
        The themes of today; where they are not those that were checked, the sentence says so.

    Returns
    -------
    DataFrame (contract ``theme_checks``)
        ``people`` of ``all``: the machine's sample F1 against people's, less .10;
        ``people_alpha`` likewise without a limit; ``people`` of each theme: its F1.

    Raises
    ------
    InputError
        The file is not as ``coding-agreement`` wrote it.
    """
    if PEOPLE_CHECK_FILE not in content:
        return empty_table(SPECS["theme_checks"])
    try:
        kept = yaml.safe_load(content[PEOPLE_CHECK_FILE])
        is_ours = kept["kind"] == _KIND
        rows = [*_rows_of_all(kept, themes), *_rows_of_themes(kept, themes)] if is_ours else []
        now = {name: hash_file(content[name]) for name in kept["sha256"] if name in content}
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError):
        rows = []
    if not rows:
        raise InputError(
            f"{PEOPLE_CHECK_FILE}: is not as 'gpgp coding-agreement' wrote it; run that again."
        )
    if now != kept["sha256"]:
        said = f"{rows[0]['explanation']} What the coders wrote has changed since."
        rows[0]["explanation"] = said
    return check_table(pd.DataFrame(rows), SPECS["theme_checks"])


def hash_file(content: bytes) -> str:
    """Return the SHA-256 by which a coder's file is known again."""
    return hashlib.sha256(content).hexdigest()


def _rows_of_all(kept: Mapping, themes: pd.DataFrame) -> Iterator[dict[str, object]]:
    people, machine = kept["people_f1"], kept["machine_f1"]
    beside = "" if people is None else f", people with each other {_brief(people)}"
    said = (
        f"{_VERDICTS[kept['verdict']]} Sample F1 on {kept['n_comments']} comments: themes with "
        f"people {_brief(machine)}{beside}."
    )
    now = dict(zip(themes["theme_id"], themes["label"], strict=True))
    n_changed = sum(now.get(one) != label for one, label in kept["labels"].items())
    n_changed += len(set(now) - set(kept["labels"]))
    if n_changed:
        said += f" Since then {n_changed} of {len(now)} themes are new, renamed or gone."
    limit = np.nan if people is None else round(people[0] - AS_GOOD_WITHIN, 4)
    is_passed = None if people is None else kept["verdict"] == "as_good"
    yield _row(ALL, "people", machine[0], limit, is_passed, said)
    people, machine = kept["people_alpha"], kept["machine_alpha"]
    beside = "not known" if people is None else _brief(people)
    said = f"MASI alpha: themes with people {_brief(machine)}, people with each other {beside}."
    yield _row(ALL, "people_alpha", machine[0], np.nan, None, said)


def _rows_of_themes(kept: Mapping, themes: pd.DataFrame) -> Iterator[dict[str, object]]:
    for theme_id, row in kept["by_theme"].items():
        if theme_id in set(themes["theme_id"]) and row["machine_f1"] is not None:
            confirmed, found = (
                "none" if row[name] is None else f"{row[name]:.0%}"
                for name in ("machine_precision", "machine_recall")
            )
            said = (
                f"People confirm {confirmed} of the comments it was given; it holds {found} of "
                "those that people gave it."
            )
            yield _row(theme_id, "people", row["machine_f1"], np.nan, None, said)


def _brief(figure: list[float]) -> str:
    value, low, high = figure
    return f"{value:.2f} ({low:.2f} to {high:.2f})"


def _row(
    theme_id: str, code: str, value: float, limit: float, is_passed: bool | None, said: str
) -> dict[str, object]:
    return {
        "theme_id": theme_id,
        "check_code": code,
        "value": value,
        "limit": limit,
        "is_passed": is_passed,
        "explanation": said,
    }
