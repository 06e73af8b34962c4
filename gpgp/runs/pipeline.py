"""A whole run: the notebooks in order, then what may leave the house, all or nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from joblib import Parallel, cpu_count, delayed
from tqdm import tqdm

from gpgp import storage
from gpgp.errors import ParameterError
from gpgp.instrument import Consultation, nearest_word
from gpgp.parameters import Parameter, Value, check_parameters
from gpgp.provenance import HOUSE, describe_code, describe_environment, describe_inputs
from gpgp.report import export_html
from gpgp.runs.execution import SECONDS_PER_CELL, UnexpectedError, execute_notebook
from gpgp.runs.leaving_out import leave_out_answers
from gpgp.runs.notebooks import declared_parameters, read_notebook
from gpgp.runs.printing import make_papers
from gpgp.runs.standing import check_standing, record_stage

NOTEBOOKS = HOUSE / "notebooks"
REPORT_STAGES = (
    "01_clean_responses",
    "02_find_themes",
    "03_measure_agreement",
    "04_write_board_report",
)
BRIEF = "05_brief_constituency"
COMPARISON = "08_compare_consultations"
_OWN = ("project_dir", "consultation", "other")  # set by the run, never by --param


@dataclass(frozen=True)
class Finished:
    """What a run made: the report's path, the seconds each stage took, and papers of it."""

    report: Path
    seconds: Mapping[str, float]
    papers: tuple[Path, ...] = ()


def make_report(
    project: storage.Project,
    name: str,
    *,
    parameters: Mapping[str, object],
    out: Path | None = None,
    formats: Sequence[str] = (),
    start: str = REPORT_STAGES[0],
    has_progress: bool = True,
    tell_stage: Callable[[str, float], None] | None = None,
) -> Finished:
    """Run notebooks 01 to 04 on a consultation and publish its board report.

    Parameters
    ----------
    project, name : the consultation
    parameters : parameters of the notebooks; each must be declared by at least one of them
    out : another folder to publish to, in which no file of somebody else's is replaced
    formats : ``docx``, ``pdf``: also write papers, to a folder beside the report's
    start : the first notebook to run; what stands before it is used, if it still stands
    tell_stage : called with a notebook's name and seconds as soon as it is done

    Raises
    ------
    ParameterError, InputError
        Before a kernel starts; also where a notebook before ``start`` does not stand any more.
    RunError
        A notebook did not finish; nothing is published and what was there is unchanged.
    """
    consultation = storage.read_consultation(project, name)
    plan = _plan(REPORT_STAGES, parameters)
    folder = out or project.reports(name)
    if out:
        storage.refuse_foreign(out, ["board_report.html", "run.json"])
    with storage.hold_lock(project, name):
        check_standing(project, name, plan, start=start)
        seconds, executed = {}, None
        for stage, checked in plan.items():
            if stage < start:
                continue
            started = time.perf_counter()
            before = storage.list_table_times(project, name)
            executed = _execute(project, name, stage, checked, stage, has_progress)
            record_stage(project, name, stage, checked, before=before)
            seconds[stage] = round(time.perf_counter() - started, 1)
            if tell_stage:
                tell_stage(stage, seconds[stage])
        assert executed is not None  # a plan has stages
        page = export_html(
            executed, title=consultation.report_title, language=consultation.language
        )
        record = _record(project, name, plan, seconds)
        storage.publish(folder, _published(project, name, page, record), is_own=out is None)
        storage.keep_run(project, name, stamp=str(record["finished_at"]).replace(":", ""))
        papers = _write_papers(folder, page, formats, consultation) if formats else ()
    return Finished(folder / "board_report.html", seconds, papers)


def _write_papers(
    folder: Path, page: str, formats: Sequence[str], consultation: Consultation
) -> tuple[Path, ...]:
    """Write the page in other formats beside the folder that a release reads."""
    beside = folder.with_name(f"{folder.name}.papers")
    title, language = consultation.title, consultation.language
    made = make_papers(page, formats=formats, title=title, language=language)
    for file, content in made.items():
        storage.write_whole(beside / file, content, private=False)
    return tuple(beside / file for file in made)


def make_briefs(
    project: storage.Project,
    name: str,
    *,
    constituencies: Sequence[str],
    parameters: Mapping[str, object],
    out: Path | None = None,
    has_progress: bool = True,
) -> dict[str, Path]:
    """Run notebook 05 once per constituency, several at a time, and publish the briefs.

    Returns
    -------
    dict from constituency code to the brief's path

    Raises
    ------
    ParameterError, InputError, RunError
        As for :func:`make_report`; nothing is published unless every brief was made.
    """
    consultation = storage.read_consultation(project, name)
    known = {group.code for group in consultation.constituencies}
    for code in constituencies:
        if code not in known:
            raise ParameterError(f"no constituency '{code}'{nearest_word(code, known)}")
        storage.check_file_name(code)
    plan = _plan((BRIEF,), parameters)[BRIEF]
    storage.read_table(project, name, "agreement_verdicts")  # else each kernel starts to miss it
    folder = out or project.reports(name)
    files = {code: f"briefs/{code}.html" for code in constituencies}
    if out:
        storage.refuse_foreign(out, list(files.values()))
    with storage.hold_lock(project, name):
        jobs = (delayed(_make_brief)(project, name, code, plan) for code in constituencies)
        n_jobs = min(len(constituencies), cpu_count())
        made = Parallel(n_jobs=n_jobs, return_as="generator")(jobs)
        pages = list(tqdm(made, total=len(constituencies), desc=BRIEF, disable=not has_progress))
        made = {files[code]: page.encode() for code, page in zip(files, pages, strict=True)}
        storage.add_files(folder, made, is_own=out is None)
    return {code: folder / name for code, name in files.items()}


def _make_brief(
    project: storage.Project, name: str, code: str, parameters: Mapping[str, Value]
) -> str:
    """Return the page of one constituency. Runs in a process of its own."""
    consultation = storage.read_consultation(project, name)
    given = {**parameters, "constituency": code}
    executed = _execute(project, name, BRIEF, given, f"{BRIEF}_{code}", has_progress=False)
    title = f"{consultation.report_title}: {consultation.label_of(code)}"
    return export_html(executed, title=title, language=consultation.language)


def make_comparison(
    project: storage.Project,
    first: str,
    second: str,
    *,
    parameters: Mapping[str, object],
    out: Path | None = None,
    has_progress: bool = True,
) -> Path:
    """Run notebook 08 on two waves and publish its page and tables; returns the page's path.

    Raises
    ------
    ParameterError, InputError, RunError
        As for :func:`make_report`; nothing is published and what was there is unchanged.
    """
    if first == second:
        raise ParameterError("compare: expected two consultations, found the same one twice.")
    plan = _plan((COMPARISON,), parameters)[COMPARISON]
    for name in (first, second):
        storage.read_consultation(project, name)
        storage.read_table(project, name, "agreement_verdicts")  # else a kernel starts to miss it
    folder = out or project.compared(first, second)
    if out:
        storage.refuse_foreign(out, ["comparison.html"])
    with storage.hold_lock(project, first):
        given = {**plan, "other": second}
        label = f"{COMPARISON}_{second}"
        _execute(project, first, COMPARISON, given, label, has_progress)
        staged = storage.read_staged(project, first, folder="compared")
        made = {
            file if file.endswith(".html") else f"tables/{file}": content
            for file, content in staged.items()
        }
        storage.publish_whole(folder, made)
    return folder / "comparison.html"


def _plan(stages: Iterable[str], parameters: Mapping[str, object]) -> dict[str, dict[str, Value]]:
    """Check every parameter against the notebooks and return what each of them gets."""
    declared = {
        stage: declared_parameters(read_notebook(NOTEBOOKS / f"{stage}.ipynb"), name=stage)
        for stage in stages
    }
    everything: dict[str, Parameter] = {}
    for own in declared.values():
        everything.update({key: value for key, value in own.items() if key not in _OWN})
    checked = check_parameters(parameters, everything)
    return {
        stage: {key: value for key, value in checked.items() if key in own}
        for stage, own in declared.items()
    }


def _execute(
    project: storage.Project,
    name: str,
    stage: str,
    parameters: Mapping[str, Value],
    label: str,
    has_progress: bool,
) -> nbformat.NotebookNode:
    try:
        return execute_notebook(
            NOTEBOOKS / f"{stage}.ipynb",
            project.processed(name) / "notebooks" / f"{label}.ipynb",
            parameters={"project_dir": str(project.root), "consultation": name, **parameters},
            folder=project.root,
            seconds_per_cell=SECONDS_PER_CELL,
            has_progress=has_progress,
        )
    except UnexpectedError as fault:
        raise fault.shown(leave_out_answers(project, name)) from None


def _published(
    project: storage.Project, name: str, page: str, record: Mapping[str, object]
) -> dict[str, bytes]:
    staged = storage.read_staged(project, name)
    made = {
        file if file.endswith(".html") else f"tables/{file}": content
        for file, content in staged.items()
    }
    made["board_report.html"] = page.encode()
    hashes = {file: storage.hash_bytes(content) for file, content in made.items()}
    text = json.dumps({**record, "files": hashes}, indent=2, ensure_ascii=False) + "\n"
    return {**made, "run.json": text.encode()}


def _record(
    project: storage.Project,
    name: str,
    plan: Mapping[str, Mapping[str, Value]],
    seconds: Mapping[str, float],
) -> dict[str, object]:
    """Return run.json: what ran on what. The one place with a time of day; no path, no user.

    Of the tables only the totals that every report prints, and one hash: other numbers of rows
    would tell how many people left something out.
    """
    consultation = storage.read_consultation(project, name)
    tables = ("responses", "set_aside")
    rows = {table: len(storage.read_table(project, name, table)) for table in tables}
    return {
        "consultation": name,
        "finished_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "parameters": {stage: dict(given) for stage, given in plan.items()},
        **describe_inputs(project, name, consultation),
        **describe_code(),
        "packages": describe_environment(),
        "rows": rows,
        "tables_sha256": storage.hash_tables(project, name),
        "seconds": dict(seconds),
    }
