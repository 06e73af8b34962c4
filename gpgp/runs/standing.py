"""What of an earlier run still stands, so that a run may begin further on.

After each notebook a private record says what it read (hashes of the export, the instrument,
people's decisions, the tables before it, the code, its parameters) and what it wrote. A notebook
stands if all of that is as it was; times of files count for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gpgp import storage
from gpgp.errors import InputError
from gpgp.parameters import Value
from gpgp.provenance import describe_inputs, hash_code

RECORD_FILE = "stages.json"
_DECIDED = {  # files of data/coding that a notebook reads, as the start of their names
    "02_find_themes": ("code_frame.yaml", "code_frame_members.csv", "double_coding/"),
    "03_measure_agreement": ("double_coding/",),
}
_WORDS = {
    "received": "the export or consultation.yaml has changed",
    "decided": "what people decided in data/coding has changed",
    "code": "gpgp or its notebook has changed",
    "parameters": "it ran with other parameters",
    "read": "tables before it have changed",
    "wrote": "its tables have changed",
}


def record_stage(
    project: storage.Project,
    name: str,
    stage: str,
    parameters: Mapping[str, Value],
    *,
    before: Mapping[str, int],
) -> None:
    """Remember what a notebook that has just run read and wrote.

    Parameters
    ----------
    before : the times of the tables before it ran (:func:`storage.list_table_times`)
    """
    records = _read_records(project, name)
    after = storage.list_table_times(project, name)
    made = sorted(table for table, time in after.items() if before.get(table) != time)
    earlier = [one for one in records if one < stage]
    records[stage] = {
        **_describe(project, name, stage, parameters, [records[one] for one in earlier]),
        "tables": made,
        "wrote": storage.hash_tables(project, name, made),
    }
    path = project.processed(name) / RECORD_FILE
    storage.write_whole(path, (json.dumps(records, indent=1) + "\n").encode())


def check_standing(
    project: storage.Project, name: str, plan: Mapping[str, Mapping[str, Value]], *, start: str
) -> None:
    """Check that every notebook of a plan before ``start`` stands.

    Raises
    ------
    InputError
        One does not; says which, why, and where to begin.
    """
    records = _read_records(project, name)
    earlier: list[Mapping[str, Any]] = []
    for stage, parameters in plan.items():
        if stage >= start:
            return
        kept = records.get(stage)
        why = "it has not run with this version" if kept is None else ""
        if kept is not None:
            now = _describe(project, name, stage, parameters, earlier)
            now["wrote"] = storage.hash_tables(project, name, kept["tables"])
            why = "; ".join(said for key, said in _WORDS.items() if kept.get(key) != now[key])
            earlier.append(kept)
        if why:
            raise InputError(
                f"--from {start[:2]}: notebook {stage} does not stand: {why}. Begin with "
                f"'gpgp report {name}{'' if stage[:2] == '01' else f' --from {stage[:2]}'}'."
            )


def _describe(
    project: storage.Project,
    name: str,
    stage: str,
    parameters: Mapping[str, Value],
    earlier: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    consultation = storage.read_consultation(project, name)
    tables = sorted({table for one in earlier for table in one["tables"]})
    return {
        "received": describe_inputs(project, name, consultation),
        "decided": storage.hash_coding(project, name, _DECIDED.get(stage, ())),
        "code": hash_code(stage),
        "parameters": json.loads(json.dumps(dict(parameters))),
        "read": storage.hash_tables(project, name, tables),
    }


def _read_records(project: storage.Project, name: str) -> dict[str, dict[str, Any]]:
    path = project.processed(name) / RECORD_FILE
    if not path.is_file():
        return {}
    try:
        return dict(json.loads(storage.read_bytes(project, path)))
    except ValueError:
        return {}
