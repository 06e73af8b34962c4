"""Themes of partitions are those of one table, whatever they are split into."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import dask
import dask.dataframe as dd
import pandas as pd
import pytest
from test_learnt import write_texts

from gpgp.cli import main
from gpgp.errors import InputError
from gpgp.storage import fill_folder
from gpgp.themes import theme_partitions, theme_texts

N_TEXTS, N_LEARNT = 20_000, 1_500


def hash_rows(rows):
    return int(pd.util.hash_pandas_object(rows, index=False).to_numpy().sum())


@pytest.fixture(scope="module")
def texts():
    return [*write_texts(N_TEXTS - 4, seed=5), "", "the of", "Больше денег", None]


@pytest.fixture(scope="module")
def whole(texts):
    return theme_texts(texts, themes=3, seed=1, max_learnt=N_LEARNT).rows


@pytest.mark.parametrize("n_partitions", [1, 3, 8])
def test_partitions_change_nothing(texts, whole, n_partitions):
    table = dd.from_pandas(pd.DataFrame({"text": texts}), npartitions=n_partitions)
    with dask.config.set(scheduler="synchronous"):
        found = theme_partitions(table["text"], themes=3, seed=1, max_learnt=N_LEARNT)
        rows = pd.concat(dask.compute(*found.rows), ignore_index=True)
    assert found.n_rows == N_TEXTS
    assert hash_rows(rows) == hash_rows(whole)


def test_few_comments_are_themed_as_one_table():
    texts = write_texts(60)
    table = dd.from_pandas(pd.DataFrame({"text": texts}), npartitions=3)
    with dask.config.set(scheduler="synchronous"):
        found = theme_partitions(table["text"], themes=3, seed=1)
        rows = pd.concat(dask.compute(*found.rows), ignore_index=True)
    pd.testing.assert_frame_equal(rows, theme_texts(texts, themes=3, seed=1).rows)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(4):
        table = pd.DataFrame({"text": write_texts(300, seed=number)})
        table.to_csv(tmp_path / "in" / f"{number}.csv", index=False)
    return tmp_path / "in"


def run_themes(folder, out):
    options = ["--column", "text", "--themes", "3", "--learn-from", "500", "--out", str(out)]
    start = [sys.executable, "-m", "gpgp", "themes", str(folder)]
    return [*start, *options, "--cluster", "local:2"]


def test_a_local_cluster_of_two_processes_writes_a_file_per_partition(folder, tmp_path):
    done = subprocess.run(
        run_themes(folder, tmp_path / "out"), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    written = [pd.read_csv(path) for path in sorted((tmp_path / "out").glob("*.csv"))]
    rows = pd.concat(written, ignore_index=True)
    read = pd.concat([pd.read_csv(path) for path in sorted(folder.glob("*.csv"))])
    expected = theme_texts(read["text"].tolist(), themes=3, seed=1, max_learnt=500).rows
    assert rows["theme"].tolist() == expected["theme"].tolist()
    assert rows["row"].tolist() == list(range(1_200))


def test_a_folder_is_there_whole_or_not_at_all(tmp_path):
    with pytest.raises(ZeroDivisionError), fill_folder(tmp_path / "out") as staged:
        (staged / "part.csv").write_text("half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    with fill_folder(tmp_path / "out") as staged:
        (staged / "part.csv").write_text("whole")
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "part.csv"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--cluster", "local:0"], "N from 1 to 256"),
        (["--cluster", "local:1", "--checks"], "without --cluster"),
    ],
)
def test_what_a_cluster_cannot_do_is_said(folder, tmp_path, capsys, options, message):
    given = ["themes", str(folder), "--column", "text", "--out", str(tmp_path / "o"), *options]
    assert main(given) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_a_folder_without_comments_and_a_column_that_is_not_there_are_refused(folder, tmp_path):
    from gpgp.storage import read_partitions

    with pytest.raises(InputError, match="there is no column 'words'; the first are text"):
        read_partitions(str(folder), column="words")
    with pytest.raises(InputError, match="found none"):
        read_partitions(str(tmp_path / "nowhere"), column="text")


def _list_workers(session):
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            command = (place / "cmdline").read_text()
        except OSError:
            continue
        if int(fields[3]) == session and int(place.name) != session and "spawn_main" in command:
            yield int(place.name)


@pytest.mark.promises
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the workers in /proc")
def test_a_worker_that_is_killed_leaves_all_or_nothing(folder, tmp_path):
    command = run_themes(folder, tmp_path / "out")
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        while b"drawing a sample" not in (said := running.stderr.readline()):
            assert said, "it ended before it began"
        os.kill(next(_list_workers(running.pid)), signal.SIGKILL)
        said = running.communicate(timeout=300)[1].decode()
    left = sorted(path.name for path in tmp_path.iterdir())
    if running.returncode == 0:
        assert left == ["in", "out"]
        assert len(list((tmp_path / "out").glob("part-*.csv"))) == 4
    else:
        assert left == ["in"]
        assert "nothing is written" in said, said
