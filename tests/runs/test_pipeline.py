"""The whole way, from a synthetic export to published files, twice."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from gpgp import runs, sample, storage
from gpgp.cli import main
from gpgp.errors import InputError, ParameterError
from gpgp.runs import pipeline

pytestmark = pytest.mark.slow
FAST = {"n_resamples": 200, "theme_checks": False}


def _make_project(folder: Path, n_responses: int = 200) -> storage.Project:
    project = storage.open_project(folder)
    for name, content in sample.make_sample(n_responses=n_responses, seed=7).files().items():
        storage.write_whole(project.raw("small") / name, content)
    return project


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Two runs of the same consultation in the same project, published to two folders."""
    project = _make_project(tmp_path_factory.mktemp("project"))
    received = _hashes(project.raw("small"))
    folders = [project.root / "first", project.root / "second"]
    for folder in folders:
        runs.make_report(project, "small", parameters=FAST, out=folder, has_progress=False)
    return project, received, folders


def test_a_second_run_publishes_the_same_bytes(finished):
    _, _, (first, second) = finished
    one, two = _hashes(first), _hashes(second)
    assert one.pop("run.json") != ""
    two.pop("run.json")
    assert one == two
    assert "board_report.html" in one
    assert sum(name.startswith("tables/") for name in one) >= 5


def test_what_was_received_is_unchanged(finished):
    project, received, _ = finished
    assert _hashes(project.raw("small")) == received


def test_the_run_record_says_what_ran_on_what_and_nothing_of_the_machine(finished):
    project, _, (first, _) = finished
    text = (first / "run.json").read_text(encoding="utf-8")
    record = json.loads(text)
    assert set(record["seconds"]) == set(pipeline.REPORT_STAGES)
    assert record["rows"]["responses"] > 100
    assert re.fullmatch(r"[0-9a-f]{64}", record["export_sha256"])
    assert str(project.root) not in text
    assert str(Path.home()) not in text


def test_nothing_published_names_the_machine(finished):
    project, _, (first, _) = finished
    for path in first.rglob("*"):
        if path.is_file():
            content = path.read_bytes().decode("utf-8", errors="replace")
            assert str(project.root) not in content, path.name


def test_the_ledger_equals_the_truth(finished):
    project, _, _ = finished
    truth = json.loads((project.raw("small") / "truth.json").read_text(encoding="utf-8"))
    ledger = storage.read_table(project, "small", "ledger")
    counted = ledger[ledger["level_code"] == "response"].set_index("outcome_code")["n_rows"]
    assert counted.to_dict() == truth["ledger"]


def test_a_failed_run_publishes_nothing(tmp_path, monkeypatch):
    project = _make_project(tmp_path, n_responses=60)
    yaml = project.raw("small") / "consultation.yaml"
    text = yaml.read_text(encoding="utf-8").replace("column: End Date", "column: Finish Date")
    yaml.write_text(text, encoding="utf-8")
    with pytest.raises(runs.RunError, match=r"01_clean_responses, cell \[\d+\]: .*'Finish Date'"):
        runs.make_report(project, "small", parameters={}, has_progress=False)
    assert not project.reports("small").exists()
    assert (project.processed("small") / "notebooks" / "failed").is_dir()


def test_a_misspelt_parameter_is_refused_before_a_kernel_starts(tmp_path, monkeypatch):
    project = _make_project(tmp_path, n_responses=60)
    monkeypatch.setattr(pipeline, "execute_notebook", lambda *_, **__: pytest.fail("started"))
    with pytest.raises(ParameterError, match="did you mean 'seed'"):
        runs.make_report(project, "small", parameters={"sede": "1"})
    with pytest.raises(ParameterError, match="profile: expected one of public, board"):
        runs.make_report(project, "small", parameters={"profile": "open"})
    for n_themes in ("lots", "0"):
        with pytest.raises(ParameterError, match="n_themes: expected a whole number from 1 to 500"):
            runs.make_report(project, "small", parameters={"n_themes": n_themes})
    with pytest.raises(InputError, match="not made yet; run"):
        runs.make_briefs(project, "small", constituencies=["trade_unions"], parameters={})


def test_the_command_line_tells_faults_in_one_line(tmp_path, capsys):
    assert main(["report", "nowhere", "--project", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("gpgp: data/raw/nowhere/consultation.yaml: no such file")
    assert len(told.splitlines()) == 1
