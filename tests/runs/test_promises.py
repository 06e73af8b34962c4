"""The benchmark of the promises on runs, with small numbers; `make promises` has the large ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.slow,
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
