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
from gpgp.disclosure.declaration import Declaration
from gpgp.errors import ContractError, GpgpError, InputError, ParameterError
from gpgp.instrument import make_code
from gpgp.storage.stage_tables import LONGEST_NAME


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


def test_a_report_in_somebody_elses_folder_replaces_only_what_gpgp_wrote(tmp_path):
    folder = tmp_path / "theirs"
    hashes = {"board_report.html": storage.hash_bytes(b"1")}
    first = {"board_report.html": b"1", "run.json": json.dumps({"files": hashes}).encode()}
    storage.publish(folder, first, is_own=False)
    (folder / "letter.html").write_text("somebody's own")
    storage.publish(folder, first | {"board_report.html": b"1"}, is_own=False)
    (folder / "board_report.html").write_text("edited")
    with pytest.raises(InputError, match="board_report.html is there, and gpgp did not write it"):
        storage.publish(folder, first, is_own=False)
    assert (folder / "letter.html").read_text() == "somebody's own"
    assert (folder / "board_report.html").read_text() == "edited"


def test_somebody_elses_files_are_never_copied_or_moved(tmp_path):
    folder = tmp_path / "theirs"
    (folder / "empty").mkdir(parents=True)
    (folder / "letter.html").write_text("somebody's own")
    before = (folder.stat().st_ino, (folder / "letter.html").stat().st_ino)
    storage.publish(folder, {"board_report.html": b"1", "run.json": b"{}"}, is_own=False)
    storage.add_files(folder, {"briefs/a.html": b"1"}, is_own=False)
    assert (folder.stat().st_ino, (folder / "letter.html").stat().st_ino) == before
    assert (folder / "empty").is_dir()
    assert (folder / "briefs" / "a.html").read_bytes() == b"1"


def test_a_report_is_swapped_as_one_and_a_full_disk_changes_nothing(tmp_path, monkeypatch):
    folder = tmp_path / "reports" / "x"
    storage.publish(folder, {"a.html": b"1", "tables/b.csv": b"1", "run.json": b"1"})
    storage.write_whole(folder / "letter.html", b"own")
    calls = iter(range(2))

    def full_at_the_third(_):
        if next(calls, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_at_the_third)
    with pytest.raises(GpgpError, match=r"cannot write run.json .*No space left on device"):
        storage.publish(folder, {"a.html": b"2", "tables/b.csv": b"2", "run.json": b"2"})
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}
    assert found == {"a.html": b"1", "tables/b.csv": b"1", "run.json": b"1", "letter.html": b"own"}
    assert os.listdir(tmp_path / "reports") == ["x"]


def test_a_folder_that_cannot_be_swapped_is_filled_from_inside(tmp_path, monkeypatch):
    folder = tmp_path / "x"
    record = json.dumps({"files": {"tables/old.csv": "1"}}).encode()
    storage.publish(folder, {"a.html": b"1", "tables/old.csv": b"1", "run.json": record})
    monkeypatch.setattr(os.path, "ismount", lambda path: path == folder)
    storage.publish(folder, {"a.html": b"2", "tables/b.csv": b"2", "run.json": b"{}"})
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}
    assert found == {"a.html": b"2", "tables/b.csv": b"2", "run.json": b"{}"}


def test_a_run_killed_between_two_folders_is_put_right_by_the_next(tmp_path):
    folder = tmp_path / "x"
    storage.publish(folder, {"a.html": b"1", "run.json": b"1"})
    storage.write_whole(folder / "letter.html", b"own")
    folder.rename(tmp_path / ".x.old")
    storage.publish(folder, {"a.html": b"2", "run.json": b"2"})
    assert (folder / "letter.html").read_bytes() == b"own"
    assert os.listdir(tmp_path) == ["x"]


@pytest.mark.parametrize(
    "name", ["nul", "con", "AUX.csv", "prn.html", "com1", "lpt9.x", "a.", "a "]
)
def test_names_that_some_system_reserves_are_refused_on_every_one(tmp_path, name):
    with pytest.raises(ParameterError, match="cannot be a name on every system"):
        storage.write_whole(tmp_path / name, b"1")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["nul", "con", "aux", "prn", "com1", "lpt1"])
def test_no_consultation_has_a_reserved_name(project, name):
    with pytest.raises(ParameterError, match="cannot be a name on every system"):
        project.raw(name)


def test_a_file_replaces_only_a_regular_file(tmp_path):
    (tmp_path / "real.csv").write_text("theirs")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("link.csv", "folder.csv", "pipe.csv"):
        with pytest.raises(GpgpError, match=f"cannot write {name}: what stands there is no regul"):
            storage.write_whole(tmp_path / name, b"1")
    assert (tmp_path / "real.csv").read_text() == "theirs"


def test_a_place_to_write_to_is_checked_before_any_work(tmp_path):
    (tmp_path / "p").mkdir()
    project = storage.open_project(tmp_path / "p")
    theirs = tmp_path / "theirs.csv"
    theirs.write_text("theirs")
    with pytest.raises(InputError, match="theirs.csv is there, and gpgp did not write it"):
        storage.check_out_file(project, theirs)
    assert storage.check_out_file(project, theirs, is_own=b"theirs".__eq__) == theirs
    with pytest.raises(InputError, match="there is no folder .*or add --parents"):
        storage.check_out_file(project, tmp_path / "new" / "a.csv")
    far = tmp_path / "new" / "a.csv"
    assert storage.check_out_file(project, far, makes_parents=True) == far
    near = project.root / "new" / "a.csv"
    assert storage.check_out_file(project, near) == near
    with pytest.raises(ParameterError, match="/dev belongs to the system"):
        storage.check_out_file(project, Path("/dev/full"))
    with pytest.raises(InputError, match="theirs.csv is no folder"):
        storage.check_out_folder(project, theirs)


def test_the_lock_clears_up_after_a_run_that_was_killed(project):
    folder = project.processed("x")
    for name in (".responses.parquet.abc", "notebooks/.part-01.ipynb", "staged/.a.csv.abc"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("half")
    with storage.hold_lock(project, "x"):
        pass
    assert {path.name for path in folder.rglob("*") if path.is_file()} <= {".lock"}


def test_a_folder_that_cannot_be_made_is_named_with_the_reason(project, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(GpgpError, match="cannot write data/processed/x: Read-only file system"):
        with storage.hold_lock(project, "x"):
            pass


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


def test_the_longest_name_that_a_table_gets_can_be_published(project):
    label = "How satisfied are you with the way in which " * 7  # 308 letters
    question_id, item_code = make_code(label, longest=60), make_code(label[9:], longest=60)
    table = Declaration("by_constituency", "", (), "item", "annex", ("rating",))
    name = table.name(question_id, item_code)
    assert len(f"{question_id}-{item_code}_{table.ending}") > LONGEST_NAME == len(name)
    storage.write_staged(project, "x", {f"{name}.csv": b"a", f"{name}.html": b"b"})
    assert sorted(storage.read_staged(project, "x")) == [f"{name}.csv", f"{name}.html"]
    with pytest.raises(ParameterError, match="plain name"):
        storage.write_staged(project, "x", {f"{name}x.csv": b"a"})
