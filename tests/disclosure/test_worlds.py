"""Where areas nest, and where two reports lie beside each other, no small count is revealed."""

import numpy as np
import pytest
from joint_attack import JointReader
from worlds import publish_world

from gpgp.report import PROFILES


@pytest.mark.slow
@pytest.mark.parametrize(
    "world", ["nested", pytest.param("letter", marks=pytest.mark.promises), "small 150"]
)
def test_both_reports_together_tell_no_small_count(consultation, simulate, world):
    profiles = [PROFILES["public"], PROFILES["board"]]
    published = publish_world(simulate, consultation, profiles, world=world, seed=0)
    for codes in (("public",), ("public", "board")):
        told = [found for found in published.attack(*codes) if found[-1]]
        assert told == [], codes
        assert [found for found in published.attack_sizes(*codes) if found[-1]] == [], codes


def test_the_joint_reader_does_find_what_two_tables_leave():
    """30 of 60 of a constituency and 32 of 64 of its nation leave 2 of 4."""
    part = np.repeat([0, 1, 0, 1, 0, 1], [30, 30, 2, 2, 40, 50])
    reader = JointReader(part, 2)
    here = np.arange(len(part))
    reader.read(("public", "constituency", "A"), here < 60, {1: "50"})
    reader.read(("public", "nation", "N"), here < 64, {1: "50"})
    told = [found for found in reader.find_told(threshold=10) if found[-1]]
    assert {(found[2], found[3]) for found in told} == {(2, 4)}
    hidden = JointReader(part, 2)
    hidden.read(("public", "constituency", "A"), here < 60, {1: "50"})
    hidden.read(("public", "nation", "N"), here < 64, {1: "[c]"})
    assert not any(found[-1] for found in hidden.find_told(threshold=10))
