"""The commands of a consultation before its answers: a new one, its check, its questionnaires."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from gpgp.errors import InputError

EXIT_FAULTS = 1


def add_commands(commands, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands of fieldwork to the command line."""
    new = add(commands, "new", write_new, "start a consultation that nobody has answered yet")
    new.add_argument("name", metavar="NAME")


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


def check_instrument(project, name: str) -> int:
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
