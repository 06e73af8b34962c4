"""A release: the finished report is checked, signed by a person, and put where it may be sent from.

Each release leaves its sign-off, its numbers and keys of the people behind them under
``data/coding/<name>/releases/``, a report for the board its numbers; the next release is compared
with all of them, whatever the consultation is called.
"""

from __future__ import annotations

import getpass
import json
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from gpgp import storage
from gpgp.disclosure.approvals import FILE_NAME as QUOTES
from gpgp.disclosure.inputs import gather_material
from gpgp.disclosure.profiles import PROFILES
from gpgp.disclosure.quotes import approve_quotes
from gpgp.errors import GpgpError, InputError, ParameterError
from gpgp.instrument import Consultation
from gpgp.provenance import describe_inputs
from gpgp.release.checks import Private, check_release, refuse_profile
from gpgp.release.differencing import Record, refuse_differences
from gpgp.release.leak_check import gather_private
from gpgp.release.people import key_people, read_people, write_people
from gpgp.release.release_counts import draw_ledger, read_ledger, write_ledger
from gpgp.release.sign_off import (
    FILE_NAME,
    check_sign_off,
    draft_sign_off,
    is_untouched,
    read_signer,
)
from gpgp.tables import ALL, SPECS

RECORD = "run.json"
LEDGER, PEOPLE = "ledger.csv", "people.csv"


@dataclass(frozen=True)
class Release:
    """What came of asking for a release.

    Attributes
    ----------
    n_files : int
        Files checked.
    sign_off : str
        Where the sign-off stands.
    folder : Path or None
        Where the files may be sent from; None: a person has to sign first.
    number : int
        Of the release.
    signed_by, signed_on : str
        '' as long as nobody signed.
    """

    n_files: int
    sign_off: str
    folder: Path | None
    number: int
    signed_by: str = ""
    signed_on: str = ""


def release_report(
    project: storage.Project,
    name: str,
    *,
    received: pd.DataFrame,
    profile: str = "public",
    out: Path | None = None,
    is_interim: bool = False,
) -> Release:
    """Check a finished report, ask for its sign-off or hold it, and write the publishable folder.

    Parameters
    ----------
    project, name : the consultation
    received : DataFrame, one row per response
        The export as read: what no file may repeat.
    profile : str
        Only ``public`` is ever released.
    out : another folder to publish to, which must hold nothing
    is_interim : bool
        Release a report although answers are still coming in.

    Returns
    -------
    Release
        Without a folder if the template of a sign-off was written.

    Raises
    ------
    InputError
        There is no report, it or its data changed since it was made or signed, or the sign-off
        is not filled in.
    ParameterError
        The report is not of the public profile.
    GpgpError
        Something may not be published, or could be subtracted from an earlier release.
    """
    if profile not in PROFILES:
        raise ParameterError(f"--profile: expected public, found none called '{profile}'.")
    refuse_profile(PROFILES[profile])
    folder = storage.check_place(project, name, out)
    consultation = storage.read_consultation(project, name)
    if consultation.is_interim and not is_interim:
        raise InputError(
            f"consultation.yaml, status: {consultation.status}: answers are still coming in, so "
            "that the report is interim; release it with --interim, or close the consultation, "
            f"then run: gpgp report {name}"
        )
    with storage.hold_lock(project, name):
        made = storage.read_report(project, name)
        _check_run(project, name, consultation, made)
        tables = storage.read_tables(project, name, SPECS)
        private = _gather_private(project, name, consultation, received, tables)
        check_release(made, profile=PROFILES[profile], private=private)
        numbers = storage.list_releases(project, name)
        number = _find_same(project, name, made, numbers)
        record = _record(project, consultation, tables, received, profile)
        _compare_records(project, name, record)
        if number is None:
            if not _is_signed(project, name, made, consultation.title):
                return Release(len(made), _show(project, name, FILE_NAME), None, 0)
            number = max(numbers, default=0) + 1
            _keep_release(project, name, number, record)
        return _publish(project, name, folder, made, number)


def keep_handed_out(
    project: storage.Project, name: str, *, received: pd.DataFrame, profile: str
) -> str:
    """Keep the numbers of a report that is handed to named people, for later releases.

    Parameters
    ----------
    project, name : the consultation
    received : DataFrame, one row per response
        The export as read.
    profile : str
        Of the report.

    Returns
    -------
    str
        Where the record stands. The same numbers again are the same record.
    """
    consultation = storage.read_consultation(project, name)
    tables = storage.read_tables(project, name, SPECS)
    record = _record(project, consultation, tables, received, profile)
    text = write_ledger(record.ledger)
    folder = f"{profile}_{storage.hash_bytes(text.encode())[:8]}"
    _write_record(project, name, folder, record)
    return _show(project, name, _place(folder, LEDGER)).removesuffix(LEDGER)


def refuse_together(
    project: storage.Project, names: tuple[str, str], received: tuple[pd.DataFrame, pd.DataFrame]
) -> None:
    """Refuse to put two reports side by side where one could be subtracted from the other.

    Parameters
    ----------
    project, names : the two consultations
    received : tuple of DataFrame, one row per response
        Their exports as read.

    Raises
    ------
    GpgpError
        Numbers of both count nearly the same people.
    """
    first, second = (
        _record(
            project,
            storage.read_consultation(project, name),
            storage.read_tables(project, name, SPECS),
            rows,
            "public",
        )
        for name, rows in zip(names, received, strict=True)
    )
    try:
        refuse_differences(first, second, is_same_name=False)
    except GpgpError:
        raise GpgpError(
            f"comparison refused: {names[0]} and {names[1]} hold nearly the same responses, so "
            "that their figures side by side would tell of fewer than ten people. Compare two "
            "consultations of different responses; set aside in one what came in for the other."
        ) from None


def _record(
    project: storage.Project,
    consultation: Consultation,
    tables: Mapping[str, pd.DataFrame],
    received: pd.DataFrame,
    profile: str,
) -> Record:
    """The numbers of a report, and keys of the people behind them."""
    material = gather_material(tables, consultation=consultation, profile=PROFILES[profile])
    people = key_people(tables["responses"], received, salt=storage.read_salt(project))
    return Record(draw_ledger(material), people)


def _compare_records(project: storage.Project, name: str, record: Record) -> None:
    """Refuse a release that could be subtracted from what was handed out of any consultation."""
    for of, folder in storage.list_records(project):
        ledger = read_ledger(storage.read_coding(project, of, _place(folder, LEDGER)) or "")
        keys = storage.read_coding(project, of, _place(folder, PEOPLE))
        if keys is None:  # kept by an earlier version: compared by names alone
            ledger, people = ledger.assign(people=""), record.people.iloc[:0]
        else:
            people = read_people(keys)
        place = _show(project, of, _place(folder, LEDGER)).removesuffix(LEDGER)
        earlier = Record(ledger, people)
        if of == name and not folder.isdecimal() and _are_same_answers(earlier, record):
            continue  # the audit of the stricter report has seen both
        refuse_differences(earlier, record, is_same_name=of == name, place=place)


def _are_same_answers(one: Record, other: Record) -> bool:
    """Whether two records are of the same people, answers and groups."""
    keys = ["measure_code", "filters", "dimension_code"]
    totals = [
        record.ledger.loc[record.ledger["dimension_code"] == ALL, [*keys, "n_people", "people"]]
        for record in (one, other)
    ]
    both = totals[0].merge(totals[1], on=keys, suffixes=("", "_other"))
    is_same = both["people"].eq(both["people_other"]) & both["n_people"].eq(both["n_people_other"])
    return one.people.equals(other.people) and bool(is_same.all()) and not both.empty


def _keep_release(project: storage.Project, name: str, number: int, record: Record) -> None:
    """Keep sign-off and numbers before a file is out: a crash makes later releases stricter."""
    signed = storage.read_coding(project, name, FILE_NAME) or ""
    storage.write_coding(project, name, _place(number, FILE_NAME), signed)
    _write_record(project, name, number, record)
    storage.remove_coding(project, name, FILE_NAME)


def _write_record(project: storage.Project, name: str, folder: int | str, record: Record) -> None:
    storage.write_coding(project, name, _place(folder, PEOPLE), write_people(record.people))
    storage.write_coding(project, name, _place(folder, LEDGER), write_ledger(record.ledger))


def _check_run(
    project: storage.Project, name: str, consultation: Consultation, made: Mapping[str, bytes]
) -> None:
    """Refuse a folder that is not, byte for byte, what a public run on the present data made."""
    record = json.loads(made[RECORD])
    refuse_profile(PROFILES[record["parameters"]["04_write_board_report"].get("profile", "public")])
    known = record.get("files", {})
    now = {file: storage.hash_bytes(content) for file, content in made.items() if file != RECORD}
    odd = sorted(f for f in known.keys() | now.keys() if known.get(f) != now.get(f))
    if odd:
        raise InputError(
            f"reports/{name}: {len(odd)} files are not as the run wrote them "
            f"({', '.join(odd[:5])}); take out what does not belong there, or run: "
            f"gpgp report {name}"
        )
    inputs = describe_inputs(project, name, consultation)
    is_other = any(record.get(key) != value for key, value in inputs.items())
    if is_other or record.get("tables_sha256") != storage.hash_tables(project, name):
        raise InputError(
            f"reports/{name}: the export, consultation.yaml or the tables changed since the "
            f"report was made; run: gpgp report {name}"
        )


def _gather_private(
    project: storage.Project,
    name: str,
    consultation: Consultation,
    received: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
) -> Private:
    approvals = storage.read_coding(project, name, QUOTES)
    quotes = approve_quotes(approvals, tables, profile=PROFILES["public"])
    return gather_private(
        consultation,
        received=received,
        comments=tables["comments"],
        quoted=quotes.approved["text"],
        machine=_name_machine(project, name),
    )


def _name_machine(project: storage.Project, name: str) -> set[str]:
    """Names of the user, the computer and the folders around the project."""
    names = {*project.root.parts[1:], *Path.home().parts[1:], *socket.gethostname().split(".")}
    with suppress(OSError, KeyError, ImportError):
        names.add(getpass.getuser())
    return names - {name}


def _find_same(
    project: storage.Project, name: str, made: Mapping[str, bytes], numbers: list[int]
) -> int | None:
    """Return the number of the latest release if it is of the very same files."""
    if not numbers:
        return None
    text = storage.read_coding(project, name, _place(numbers[-1], FILE_NAME))
    with suppress(InputError):
        check_sign_off(made, text or "")
        return numbers[-1]
    return None


def _is_signed(project: storage.Project, name: str, made: Mapping[str, bytes], title: str) -> bool:
    """Hold the sign-off against the files; where nobody has begun one, write its template."""
    template = draft_sign_off(made, title=title)
    text = storage.read_coding(project, name, FILE_NAME)
    if text is None or is_untouched(text, template):
        storage.write_coding(project, name, FILE_NAME, template)
        return False
    try:
        check_sign_off(made, text)
    except InputError as fault:
        place = _show(project, name, FILE_NAME).removesuffix(FILE_NAME)
        raise InputError(f"{place}{fault}") from None
    return True


def _publish(
    project: storage.Project, name: str, folder: Path, made: Mapping[str, bytes], number: int
) -> Release:
    storage.publish_whole(folder, made)
    signed = _place(number, FILE_NAME)
    signer, day = read_signer(storage.read_coding(project, name, signed) or "")
    return Release(len(made), _show(project, name, signed), folder, number, signer, day)


def _place(folder: int | str, file_name: str) -> str:
    return f"releases/{folder}/{file_name}"


def _show(project: storage.Project, name: str, file_name: str) -> str:
    return project.show(project.coding(name) / file_name)
