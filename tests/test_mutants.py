"""The lists of ``benchmarks/mutants.py`` fit the modules they are about."""

import importlib.util
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("mutants", HOUSE / "benchmarks" / "mutants.py")
RUNNER = importlib.util.module_from_spec(SPEC)
sys.modules["mutants"] = RUNNER  # a dataclass looks its module up
SPEC.loader.exec_module(RUNNER)
MUTANTS = RUNNER.read_mutants()


def test_every_mutant_changes_the_module_it_names_in_one_place():
    for mutant in MUTANTS:
        text = (HOUSE / mutant.file).read_text(encoding="utf-8")
        assert RUNNER.mutate(mutant) != text, mutant
        assert mutant.why, mutant
        assert all(
            (HOUSE / path.split("::")[0]).exists() for path in mutant.tests if path[0] != "-"
        ), mutant
