"""The commands that end at what may be sent: quotes and releases."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from gpgp.instrument import Consultation
    from gpgp.intake import Received
    from gpgp.storage import Project

EXIT_UNSIGNED = 1


def propose_quotes(given: argparse.Namespace) -> int:
    """Bring the file of quotes up to date and say how things stand."""
    from gpgp import storage

    project = storage.open_project(given.project)
    storage.read_consultation(project, given.name)  # before a folder is made for the lock
    with storage.hold_lock(project, given.name):
        return _renew_quotes(project, given)


def _renew_quotes(project: Project, given: argparse.Namespace) -> int:
    from gpgp import report, storage
    from gpgp.lab.candidates import choose_candidates
    from gpgp.tables import SPECS

    tables = storage.read_tables(project, given.name, SPECS)
    found = report.renew_approvals(
        storage.read_coding(project, given.name, report.QUOTES_FILE),
        tables["comments"],
        candidates=choose_candidates(tables, per_theme=given.per_theme),
    )
    place = storage.write_coding(project, given.name, report.QUOTES_FILE, found.text)
    refused = report.approve_quotes(found.text, tables, profile=report.PROFILES["public"]).refused
    print(f"{place}: {found.n_approved} approved, {found.n_candidates} to choose from.")
    there = set(tables["comments"]["comment_id"])
    for code in found.fallen:
        what = "changed since it was approved; read it and approve it again"
        print(f"  {code}: {what if code in there else 'the comment is gone, so it is taken out'}")
    for row in refused.itertuples():
        print(f"  {row.comment_id}: not printed, {report.QUOTE_REASONS[row.reason_code]}")
    print(f"What to do stands at its head. Printed by the next: gpgp report {given.name}")
    return 0


def list_left_out(project: Project, name: str, parameters: Sequence[str]) -> list[str]:
    """Say what a finished report does not hold although a person wrote or approved it."""
    from gpgp import report, storage
    from gpgp.tables import SPECS

    tables = storage.read_tables(project, name, SPECS)
    findings = tables["findings"]
    lines = [line] if (line := count_uncounted(tables["ledger"], findings, name)) else []
    carried = tables["theme_drift"].loc[lambda rows: rows["drift_code"].eq("carried_over")]
    if len(carried):
        n_found = int(carried["n_now"].gt(0).sum())
        lines.append(
            f"{len(carried)} themes carried over, {n_found} found members by words: read them "
            "(notebook 02, Drift, or notebook 06)."
        )
    profile = dict(pair.split("=", 1) for pair in parameters).get("profile", "public")
    replaced = report.list_replaced_labels(
        tables,
        consultation=storage.read_consultation(project, name),
        profile=report.PROFILES[profile],
    )
    for label, words in replaced.items():
        lines.append(
            f"The label '{label}' is replaced by words of the theme: too few people used "
            f"{', '.join(words)}; rename it in code_frame.yaml."
        )
    text = storage.read_coding(project, name, report.QUOTES_FILE)
    refused = report.approve_quotes(text, tables, profile=report.PROFILES[profile]).refused
    if len(refused):
        reasons = refused["reason_code"].value_counts()
        said = "; ".join(f"{n}: {report.QUOTE_REASONS[code]}" for code, n in reasons.items())
        lines.append(f"Approved quotes not printed ({said}); which: gpgp quotes {name}")
    return lines


def count_uncounted(ledger: pd.DataFrame, findings: pd.DataFrame, name: str) -> str:
    """Say how many answers of an analysis are not counted; "" where all are."""
    answers = ledger[
        ledger["level_code"].eq("question")
        & ~ledger["outcome_code"].isin(("analysed", "no_answer"))
    ]
    is_lost = answers["outcome_code"].isin(("not_matched", "implausible"))
    n_lost, n_answers = int(answers.loc[is_lost, "n_rows"].sum()), int(answers["n_rows"].sum())
    is_word = findings["value"].ne("") & findings["severity_code"].eq("loss")
    is_option = findings["value"].ne("") & findings["finding_code"].eq("not_an_option")
    n_words = int((is_word | is_option).sum())
    if not n_lost and not n_words:
        return ""
    words = f"{n_words:,} words are unknown" if n_words != 1 else "1 word is unknown"
    verb = "is" if n_lost == 1 else "are"
    return f"{n_lost:,} of {n_answers:,} answers {verb} not counted, {words}: gpgp check {name}"


def release_report(given: argparse.Namespace) -> int:
    """Check a finished report; release it if a person signed, else ask for that."""
    from gpgp import runs, storage

    project = storage.open_project(given.project)
    out = given.out
    if out is not None:
        out = storage.check_out_folder(project, out, makes_parents=given.parents)
    consultation = storage.read_consultation(project, given.name)
    received = read_received(project, given.name, consultation)
    done = runs.release_report(
        project,
        given.name,
        received=received.rows,
        profile=given.profile,
        out=out,
        is_interim=given.interim,
    )
    if done.folder is None:
        print(f"Checked {done.n_files} files: none holds what may not be published.")
        print(f"Nothing is released yet. Read the files in reports/{given.name}/, then fill in")
        print(f"  {done.sign_off}")
        print("(name, date, decision and four answers) and run this command again.")
        return EXIT_UNSIGNED
    print(f"Release {done.number}, signed by {done.signed_by} on {done.signed_on}.")
    print(f"{done.n_files} files that may be sent and published: {project.show(done.folder)}/")
    print(f"Keep {done.sign_off} and what stands beside it: the next release is compared with it.")
    return 0


def read_received(project: Project, name: str, consultation: Consultation) -> Received:
    """Read a consultation's export as its consultation.yaml declares it."""
    from gpgp import intake, storage

    return intake.read_responses(
        storage.read_export(project, name, consultation),
        consultation=consultation,
        file_name=consultation.export.file,
        joined=storage.read_joined(project, name, consultation),
    )
