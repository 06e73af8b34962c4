"""The benchmarks of the promises on runs, with small numbers; only `make promises` runs them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.promises,
    pytest.mark.skipif(sys.platform == "win32", reason="no process groups to kill on Windows"),
]


def test_runs_come_out_the_same_and_whole_or_not_at_all():
    numbers = ["--responses", "80", "--settings", "2", "--orders", "1", "--kills", "2"]
    numbers += ["--param", "theme_checks=false", "--param", "n_resamples=200"]
    command = [sys.executable, "benchmarks/promises_runs.py", *numbers]
    run = subprocess.run(command, cwd=HOUSE, env=os.environ, capture_output=True, check=False)
    told = run.stdout.decode()
    assert run.returncode == 0, told + run.stderr.decode()
    assert "2 runs, 0 published other bytes" in told
    assert "1 shuffles, 0 published other tables" in told
    assert "kills: 2 runs, 0 left a broken file" in told


def test_commands_leave_files_whole_or_absent():
    command = [sys.executable, "benchmarks/promises_commands.py", "--moments", "1", "--only"]
    run = subprocess.run(
        [*command, "init", "quotes"], cwd=HOUSE, env=os.environ, capture_output=True, check=False
    )
    lines = run.stdout.decode().splitlines()
    assert run.returncode == 0, "\n".join(lines) + run.stderr.decode()
    assert all(" 0 faults: none" in line or "not run" in line for line in lines)
    assert sum("signals, " in line for line in lines) == 2
