"""gpgp themes and the command line as such: what is said, and what is never written over."""

import subprocess
import sys

import pytest

from gpgp.cli import main

TEXTS = ["Pay is too low", "More training please", "Managers do not listen", "👍"]


@pytest.fixture
def comments(tmp_path):
    path = tmp_path / "comments.csv"
    path.write_text("\n".join(["text", *TEXTS]) + "\n", encoding="utf-8")
    return path


def theme(comments, out, *, column="text"):
    options = ["--column", column, "--themes", "2", "--out", str(out)]
    return main(["themes", str(comments), *options])


def test_it_says_how_many_rows_went_into_which_theme_and_into_none(comments, tmp_path, capsys):
    assert theme(comments, tmp_path / "out.csv") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("out.csv: 4 rows. Rows, main theme, its label:")
    assert sum(int(line.split()[0]) for line in said[1:]) == 4
    assert said[-1].split()[:2] == ["1", "-1"]


def test_the_file_that_is_read_is_never_written_over(comments, capsys):
    before = comments.read_bytes()
    assert theme(comments, comments.parent / "." / comments.name) == 2
    assert "is the file to be read" in capsys.readouterr().err
    assert main(["init", str(comments), "--name", "x", "--out", str(comments)]) == 2
    assert comments.read_bytes() == before


def test_a_column_that_is_not_there_or_there_twice_is_refused(comments, tmp_path, capsys):
    assert theme(comments, tmp_path / "out.csv", column="txt") == 2
    assert capsys.readouterr().err.endswith("did you mean 'text'?\n")
    comments.write_text("text,text\na,b\n", encoding="utf-8")
    assert theme(comments, tmp_path / "out.csv") == 2
    assert "line 1: 2 columns are called 'text'" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_reader_that_has_gone_gets_no_traceback(tmp_path):
    call = [sys.executable, "-m", "gpgp", "sample", str(tmp_path / "s"), "--responses", "300"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        told = running.stderr.read()
    assert (running.returncode, told) == (141, b"")
