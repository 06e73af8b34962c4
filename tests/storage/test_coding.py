"""What people decided, and releases: kept in plain files, published whole or not at all."""

import json

import pytest

from gpgp import storage
from gpgp.errors import GpgpError, InputError, ParameterError


@pytest.fixture
def project(tmp_path):
    return storage.open_project(tmp_path)


def read_all(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def test_what_was_decided_is_read_back_or_none(project):
    assert storage.read_coding(project, "x", "quotes.yaml") is None
    place = storage.write_coding(project, "x", "releases/1/ledger.csv", "ŵ\n")
    assert place == "data/coding/x/releases/1/ledger.csv"
    assert storage.read_coding(project, "x", "releases/1/ledger.csv") == "ŵ\n"
    assert storage.list_releases(project, "x") == [1]
    storage.remove_coding(project, "x", "releases/1/ledger.csv")
    assert storage.list_releases(project, "x") == []


@pytest.mark.parametrize("name", ["../x.yaml", "/etc/x.yaml", "a/../b.csv", "x.py", ".x.yaml", ""])
def test_a_file_of_decisions_has_a_plain_name(project, name):
    with pytest.raises(ParameterError, match="plain file name"):
        storage.write_coding(project, "x", name, "a")


def test_decisions_that_are_not_utf_8_name_the_byte(project):
    storage.write_whole(project.coding("x") / "quotes.yaml", b"a: \xff")
    with pytest.raises(InputError, match="quotes.yaml: byte 3 is not UTF-8"):
        storage.read_coding(project, "x", "quotes.yaml")


def test_releases_are_numbered_not_sorted_by_letter(project):
    for number in (10, 2, 1):
        storage.write_coding(project, "x", f"releases/{number}/ledger.csv", "a")
    assert storage.list_releases(project, "x") == [1, 2, 10]


def test_a_released_folder_replaces_the_one_before_as_a_whole(tmp_path):
    folder = tmp_path / "x.released"
    storage.publish_whole(folder, {"a.html": b"1", "tables/b.csv": b"1"})
    storage.publish_whole(folder, {"a.html": b"2"})
    assert read_all(folder) == {"a.html": b"2"}
    assert [path.name for path in tmp_path.iterdir()] == ["x.released"]


def test_a_release_that_cannot_be_written_leaves_the_one_before(tmp_path):
    folder = tmp_path / "x.released"
    storage.publish_whole(folder, {"a.html": b"1"})
    with pytest.raises(GpgpError, match="cannot write"):
        storage.publish_whole(folder, {"a.html": b"2", "a.html/b.csv": b"2"})
    assert read_all(folder) == {"a.html": b"1"}


def test_a_release_goes_to_its_own_folder_or_to_an_empty_one(project, tmp_path):
    own = project.released("x")
    assert storage.check_place(project, "x", None) == own
    storage.write_whole(own / "a.html", b"1")
    assert storage.check_place(project, "x", None) == own
    assert storage.check_place(project, "x", tmp_path / "new") == tmp_path / "new"
    with pytest.raises(InputError, match="holds something already"):
        storage.check_place(project, "x", own.parent)


def test_hidden_files_and_unfinished_runs_are_no_report(project):
    folder = project.reports("x")
    storage.write_whole(folder / "board_report.html", b"a")
    with pytest.raises(InputError, match="no finished report; run: gpgp report x"):
        storage.read_report(project, "x")
    storage.write_whole(folder / "run.json", b"{}")
    storage.write_whole(folder / ".DS_Store", b"a")
    storage.write_whole(folder / "tables" / "a.csv", b"a")
    assert set(storage.read_report(project, "x")) == {
        "board_report.html",
        "run.json",
        "tables/a.csv",
    }


def test_the_record_of_a_run_takes_up_later_files(tmp_path):
    folder = tmp_path / "x"
    storage.write_whole(folder / "run.json", b'{"files": {"b": "1"}, "consultation": "x"}')
    storage.add_files(folder, {"briefs/a.html": b""})
    told = json.loads((folder / "run.json").read_text())
    assert told == {
        "consultation": "x",
        "files": {"b": "1", "briefs/a.html": storage.hash_bytes(b"")},
    }


def test_files_added_without_a_report_are_recorded_out_of_sight(tmp_path):
    folder = tmp_path / "x"
    storage.add_files(folder, {"briefs/a.html": b"1"}, is_own=False)
    storage.add_files(folder, {"briefs/b.html": b"2"}, is_own=False)
    storage.add_files(folder, {"briefs/a.html": b"3"}, is_own=False)
    assert (folder / "briefs/a.html").read_bytes() == b"3"
    assert (folder / "briefs/b.html").read_bytes() == b"2"
    assert not (folder / "run.json").exists()
    (folder / "briefs/a.html").write_text("edited by somebody")
    with pytest.raises(InputError, match="briefs/a.html is there, and gpgp did not write it"):
        storage.add_files(folder, {"briefs/a.html": b"4"}, is_own=False)
