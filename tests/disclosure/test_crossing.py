"""The cells in which ways to group people cross, and what two groups leave of each other."""

import numpy as np

from gpgp.disclosure.crossing import EVERYONE, cross_people, find_between


def cross(constituency, nation):
    ways = {"constituency": np.array(constituency), "nation": np.array(nation)}
    return cross_people(ways, np.zeros(len(constituency), dtype=int), n_parts=1)


def sizes_between(crossing, *, threshold=10):
    printed = np.arange(len(crossing.members))
    return sorted((find_between(crossing, printed, threshold=threshold) @ crossing.sizes).tolist())


def test_people_are_counted_where_groups_cross():
    crossing = cross(["a", "a", "b", "b", "b"], ["x", "y", "y", "y", "y"])
    assert sorted(crossing.sizes.tolist()) == [1, 1, 3]
    assert (crossing.members[crossing.rows["constituency", "a"]] @ crossing.sizes) == 2
    assert (crossing.members[crossing.rows["nation", "y"]] @ crossing.sizes) == 4
    assert crossing.members[crossing.rows[EVERYONE]].all()


def test_groups_of_the_same_people_share_a_row():
    crossing = cross(["a", "a", "b"], ["x", "x", "y"])
    assert crossing.rows["constituency", "a"] == crossing.rows["nation", "x"]
    assert len(crossing.members) == 3


def test_nine_people_between_a_constituency_and_its_nation_are_found():
    crossing = cross(["a"] * 40 + ["b"] * 109, ["x"] * 49 + ["y"] * 100)
    assert sizes_between(crossing) == [9]


def test_forty_people_are_found_only_where_one_group_is_inside_the_other():
    nested = cross(["a"] * 40 + ["b"] * 140, ["x"] * 80 + ["y"] * 100)
    assert sizes_between(nested) == [40]
    crossed = cross(["a"] * 60 + ["b"] * 120, ["y"] * 20 + ["x"] * 80 + ["y"] * 80)
    assert sizes_between(crossed) == []
