"""Files are read with every doubt settled, and written whole or not at all."""

import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from gpgp import storage
from gpgp.errors import ContractError, GpgpError, InputError, ParameterError


@pytest.fixture
def project(tmp_path):
    return storage.open_project(tmp_path)


@pytest.mark.parametrize(
    "name", ["../x", "a/b", "", "Ünder", "A", ".hidden", "{c.__class__}", "x" * 61]
)
def test_a_name_that_is_not_a_plain_word_is_refused(project, name):
    with pytest.raises(ParameterError, match="expected a name of small letters"):
        project.processed(name)


def test_a_missing_project_folder_is_named(tmp_path):
    with pytest.raises(InputError, match="no folder 'nowhere'"):
        storage.open_project(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: None, "export.csv: no such file"),
        (lambda p: p.mkdir(), "expected a file, found a folder"),
        (lambda p: p.write_bytes(b""), "the file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_place_in_the_project(project, make, message):
    path = project.root / "export.csv"
    make(path)
    with pytest.raises(InputError, match=message) as fault:
        storage.read_bytes(project, path)
    assert str(project.root) not in str(fault.value)


def test_a_file_over_the_limit_is_refused_before_it_is_read(project, monkeypatch):
    monkeypatch.setattr("gpgp.storage.reading.MAX_EXPORT_BYTES", 10)
    path = project.root / "export.csv"
    path.write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="11 bytes, the limit is 10"):
        storage.read_bytes(project, path)


def test_a_file_that_changes_while_it_is_read_is_refused(project, monkeypatch):
    path = project.root / "export.csv"
    path.write_bytes(b"a,b\n")
    whole = Path.read_bytes

    def read_and_grow(self):
        content = whole(self)
        with self.open("ab") as file:
            file.write(b"1,2\n")
        return content

    monkeypatch.setattr(Path, "read_bytes", read_and_grow)
    with pytest.raises(InputError, match="still changing"):
        storage.read_bytes(project, path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_out_of_the_project_is_refused(tmp_path):
    (tmp_path / "outside.csv").write_text("a\n1\n")
    (tmp_path / "p").mkdir()
    project = storage.open_project(tmp_path / "p")
    folder = project.raw("x")
    folder.mkdir(parents=True)
    (folder / "responses.csv").symlink_to(tmp_path / "outside.csv")

    class Instrument:
        class export:
            file = "responses.csv"

    with pytest.raises(InputError, match="link out of the project"):
        storage.read_export(project, "x", Instrument)


def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "table.csv"
    storage.write_whole(path, b"old")

    def no_space(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(GpgpError, match=r"cannot write table.csv \(3 bytes\): No space left"):
        storage.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["table.csv"]


KILLED_WRITER = """
import sys
from pathlib import Path
from gpgp.storage import write_whole
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in (b"a", b"b"):
        write_whole(path, letter * 2_000_000)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
@pytest.mark.parametrize("milliseconds", [1, 7, 19, 31, 53])
def test_a_writer_killed_at_any_moment_leaves_a_whole_file_or_none(tmp_path, milliseconds):
    path = tmp_path / "big.bin"
    command = [sys.executable, "-c", KILLED_WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        writer.stdout.readline()
        time.sleep(milliseconds / 1000)
        writer.kill()
    if path.exists():
        content = path.read_bytes()
        assert content in (b"a" * 2_000_000, b"b" * 2_000_000)


def test_a_table_survives_the_trip_with_its_nasty_strings(project):
    nasty = ["NA", "None", "", " ", "=1+1", "a\r\nb", "tŷ 🙂", "\u202egnp", '"', "x" * 200_000]
    rows = pd.DataFrame(
        {
            "response_id": [f"r{n:02}" for n in range(len(nasty))],
            "question_id": "q",
            "option_code": nasty,
        }
    )
    storage.write_table(project, "x", "choices", rows)
    assert storage.read_table(project, "x", "choices")["option_code"].to_list() == nasty


def test_a_table_that_breaks_its_contract_is_not_written(project):
    with pytest.raises(ContractError):
        storage.write_table(project, "x", "choices", pd.DataFrame({"response_id": ["r1"]}))
    assert not (project.processed("x") / "choices.parquet").exists()


def test_a_table_not_made_yet_says_what_to_run(project):
    with pytest.raises(InputError, match="not made yet.*gpgp report x"):
        storage.read_table(project, "x", "choices")


def test_publishing_removes_what_an_earlier_run_left_and_nothing_else(tmp_path):
    folder = tmp_path / "reports"
    names = ["tables/a.csv", "tables/b.csv", "briefs/c.html", "board_report.html", "../mine.txt"]
    record = json.dumps({"files": dict.fromkeys(names, "hash")}).encode()
    (tmp_path / "mine.txt").write_text("somebody's own")
    storage.publish(folder, {**dict.fromkeys(names[:4], b"1"), "run.json": record})
    (folder / "letter.html").write_text("somebody's own")
    storage.publish(folder, {"tables/a.csv": b"3", "board_report.html": b"y", "run.json": b"[]"})
    found = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.*"))
    assert found == ["board_report.html", "letter.html", "run.json", "tables/a.csv"]
    assert (tmp_path / "mine.txt").exists()
    storage.publish(folder, {"a.html": b"1"})  # a record that is none removes nothing
    assert (folder / "tables" / "a.csv").exists()


def test_only_plain_names_are_staged(project):
    with pytest.raises(ParameterError, match="plain name"):
        storage.write_staged(project, "x", {"../a.csv": b""})


def test_a_second_run_is_refused_at_once_and_told_who_holds_it(project):
    holder = (
        "import sys, time; from gpgp import storage\n"
        "with storage.hold_lock(storage.open_project(sys.argv[1]), 'x'):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", holder, str(project.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        with pytest.raises(GpgpError, match=rf"locked by pid {process.pid} since \d{{4}}-"):
            with storage.hold_lock(project, "x"):
                pass
        process.kill()
    with storage.hold_lock(project, "x"):
        pass  # a lock whose process is gone is taken over


def test_a_consultation_is_added_once(project):
    storage.add_consultation(project, "x", export=("a.csv", b"1"), draft="title: T\n")
    assert (project.raw("x") / "a.csv").read_bytes() == b"1"
    with pytest.raises(InputError, match="exists already"):
        storage.add_consultation(project, "x", export=("a.csv", b"2"), draft="")
