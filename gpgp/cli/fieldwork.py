"""The commands of a consultation before its answers: a new one, its check, its questionnaires."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gpgp.cli.adding import Add, Commands
from gpgp.errors import InputError

if TYPE_CHECKING:
    from gpgp.instrument import Consultation
    from gpgp.storage import Project

EXIT_FAULTS = 1
FORMATS = ("html", "form", "xlsform", "surveyjs", "limesurvey", "sheet")  # of gpgp.hub


def add_commands(commands: Commands, add: Add) -> None:
    """Add the commands of fieldwork to the command line."""
    new = add(commands, "new", write_new, "start a consultation that nobody has answered yet")
    new.add_argument("name", metavar="NAME")

    pages = add(commands, "hub", write_hub, "write the discussion document or a questionnaire")
    pages.add_argument("name", metavar="NAME")
    pages.add_argument("--format", required=True, choices=FORMATS, help="what to write")

    link = add(commands, "link", link_export, "find which column of an export answers what")
    link.add_argument("name", metavar="NAME")
    link.add_argument("exports", nargs="+", type=Path, metavar="EXPORT")

    watch = add(commands, "monitor", monitor_fieldwork, "show who has answered and who has not")
    watch.add_argument("name", metavar="NAME")


def write_new(given: argparse.Namespace) -> int:
    """Write a commented consultation.yaml to start from."""
    from gpgp import hub, storage

    project = storage.open_project(given.project)
    place = project.raw(given.name) / "consultation.yaml"
    if place.parent.exists():
        raise InputError(f"{project.show(place.parent)}: exists already; take another NAME.")
    text = hub.write_new_consultation(given.name, today=date.today())
    storage.write_whole(place, text.encode())
    print(f"Wrote {project.show(place)}.")
    print(f"Write your own questions into it, then run: gpgp check {given.name}")
    return 0


def check_instrument(project: Project, name: str) -> int:
    """Print what is wrong with an instrument before anybody answers it."""
    from gpgp import hub, storage
    from gpgp.instrument import parse_consultation, read_yaml

    place = project.raw(name) / "consultation.yaml"
    shown = project.show(place)
    text = storage.read_bytes(project, place).decode("utf-8-sig")
    consultation = parse_consultation(text, file_name=shown)
    faults = hub.find_instrument_faults(
        consultation, document=read_yaml(text, file_name=shown), today=date.today()
    )
    for fault in faults:
        print(f"{shown}, line {fault.line}: {fault.subject}: {fault.what}")
        print(f"      {fault.remedy}")
    n_asked = len(consultation.asked)
    print(
        f"{n_asked} questions, status {consultation.status}; {len(faults)} faults before fieldwork."
    )
    if not faults:
        print(f"Next: gpgp hub {name} --format html")
    return EXIT_FAULTS if faults else 0


def write_hub(given: argparse.Namespace) -> int:
    """Write the files of one format to ``reports/NAME.hub/``."""
    from gpgp import hub, storage

    project = storage.open_project(given.project)
    consultation = storage.read_consultation(project, given.name)
    folder = project.hub(given.name)
    for name, content in hub.write_hub(consultation, given.format).items():
        storage.write_whole(folder / name, content, private=False)
        print(f"Wrote {project.show(folder / name)} ({len(content) / 1000:,.0f} kB).")
    for language in hub.list_languages(consultation):
        missing = hub.list_untranslated(consultation, language)
        if missing:
            first = "; ".join(".".join(map(str, path)) for path, _ in missing[:5])
            print(f"No page in '{language}': {len(missing)} texts are not in it, such as {first}.")
            print(f"  All of them, with their lines: gpgp check {given.name}")
    return 0


def link_export(given: argparse.Namespace) -> int:
    """Bring an export to its instrument: which column answers what."""
    from gpgp import hub, intake, storage
    from gpgp.instrument import parse_consultation

    project = storage.open_project(given.project)
    place = project.raw(given.name) / "consultation.yaml"
    shown = project.show(place)
    before = storage.read_bytes(project, place).decode("utf-8-sig")
    earlier = parse_consultation(before, file_name=shown).linked
    text = _unlink(before, shown)
    consultation = parse_consultation(text, file_name=shown)
    name, content = _read_answers(project, given.exports, consultation)
    export, found = intake.read_as_found(content, file_name=name)
    link = hub.link_questions(consultation, found.rows)
    export, own = intake.find_own_columns(found.rows, export=export, headers=link.unused)
    link = hub.add_own_columns(link, own, consultation=consultation)
    if earlier is not None and earlier.letters is not None:  # they stay when the export changes
        export = export.model_copy(update={"letters": earlier.letters})
    written = hub.write_link(text, export=export, link=link)
    linked = parse_consultation(written, file_name=shown)
    beside = storage.read_joined(project, given.name, linked)
    received = intake.read_responses(content, consultation=linked, file_name=name, joined=beside)
    with storage.hold_lock(project, given.name):
        _keep_export(project, place.with_name(name), content)
        storage.write_whole(place.with_name("consultation.previous.yaml"), before.encode())
        storage.write_whole(place, written.encode())
    print(f"Linked {project.show(place.with_name(name))}: {len(received.rows):,} responses.")
    for header in link.unused:
        print(f"  no question reads the column '{header[:80]}'")
    print(f"Next: gpgp check {given.name}, then gpgp report {given.name}")
    return 0


def _unlink(text: str, shown: str) -> str:
    """Take out what an earlier link wrote: a more complete export takes its place."""
    from gpgp import hub
    from gpgp.instrument import parse_consultation

    consultation = parse_consultation(text, file_name=shown)
    if consultation.linked is None:
        return text
    if consultation.status == "closed":
        raise InputError(
            f"{shown}: status is closed and it has its export; write status: open to link another."
        )
    return hub.remove_link(text)


def _read_answers(
    project: Project, exports: list[Path], consultation: Consultation
) -> tuple[str, bytes]:
    """Read one export, or several files of answers as one table."""
    from gpgp import hub, storage

    files = {path.name: storage.read_bytes(project, path) for path in exports}
    if len(files) < len(exports):
        raise InputError("two of the files have the same name; rename one.")
    if len(files) == 1 and not exports[0].name.casefold().endswith(".json"):
        return exports[0].name, files[exports[0].name]
    return "collected_responses.csv", hub.collect_answers(files, consultation=consultation)


def _keep_export(project: Project, place: Path, content: bytes) -> None:
    """Write an export as received; what stood there under its name is kept beside it."""
    from gpgp import storage

    if place.exists():
        before = storage.read_bytes(project, place)
        if before != content:
            storage.write_whole(place.with_name(f"previous_{place.name}"), before)
    storage.write_whole(place, content)


def check_pilot(given: argparse.Namespace) -> int:
    """Name every difference between what was typed into a platform and the instrument."""
    from gpgp import hub, intake, storage
    from gpgp.instrument import parse_consultation

    project = storage.open_project(given.project)
    place = project.raw(given.name) / "consultation.yaml"
    text = _unlink(storage.read_bytes(project, place).decode("utf-8-sig"), project.show(place))
    consultation = parse_consultation(text, file_name=project.show(place))
    name, content = _read_answers(project, [given.pilot], consultation)
    export, received = intake.read_as_found(content, file_name=name)
    link, faults = hub.find_links(consultation, received.rows)
    export, own = intake.find_own_columns(received.rows, export=export, headers=link.unused)
    differences = list(faults)
    for row in intake.check_responses(
        received, consultation=hub.apply_link(consultation, link, export)
    ).itertuples():
        if row.severity_code == "loss":
            shown = f" '{row.value}'" if row.value else ""
            differences.append(f"{row.subject}: {row.finding_code}{shown}: {row.what_to_do}")
    differences += [
        f"column '{header[:80]}': no question has these words"
        for header in link.unused
        if header not in own
    ]
    for line in differences:
        print(line)
    n_rows, n_found = len(received.rows), len(differences)
    print(f"{n_rows:,} test responses; {n_found} differences from the instrument.")
    return EXIT_FAULTS if differences else 0


def monitor_fieldwork(given: argparse.Namespace) -> int:
    """Show how fieldwork goes, and what came in since the last look."""
    import pandas as pd

    from gpgp import hub, storage
    from gpgp.cli.releasing import read_received

    project = storage.open_project(given.project)
    consultation = storage.read_consultation(project, given.name)
    received = read_received(project, given.name, consultation)
    seen = hub.watch_fieldwork(received.rows, consultation=consultation, today=date.today())
    changes = hub.compare_looks(hub.read_look(project, given.name), seen.look)
    for row in seen.summary.itertuples():
        print(f"{row.value:>8}  {row.figure}")
    for row in received.findings.loc[received.findings["finding_code"] == "letters"].itertuples():
        print(f"{row.n_rows:>8}  of them letters ({row.subject})")
    for kind, table in seen.groups.items():
        print(f"\nBy {kind}:")
        for row in table.itertuples():
            is_known = not pd.isna(row.population)
            known = f" of {row.population:,} ({row.share_of_population:.1%})" if is_known else ""
            print(f"{row.n_responses:>8}  {row.label}{known}")
    print("\nStill silent:" if len(seen.silent) else "\nNobody is still silent.")
    for row in seen.silent.itertuples():
        print(f"          {row.name} ({row.kind})")
    print("\nSince the last look:" if len(changes) else "\nNothing to compare with: first look.")
    for row in changes.itertuples():
        print(f"{row.n_now - row.n_before:>+8}  {row.label} ({row.kind}): {row.n_now}")
    hub.keep_look(project, given.name, seen.look)
    print("\nFor you only: small groups can be recognised in these counts.")
    return 0
