"""Which constituencies stand alone and which are pooled."""

import numpy as np

from gpgp.disclosure.pooling import pool_groups
from gpgp.instrument import Group
from gpgp.report import PROFILES

PUBLIC = PROFILES["public"]


def group(code, parent=None):
    return Group(code=code, label=code.title(), parent=parent)


def pool(sizes, groups):
    areas = pool_groups(sizes, groups, profile=PUBLIC)
    return {area.code: set(area.members) for area in areas}


def test_a_small_constituency_joins_its_parent():
    groups = [group("staff"), group("bodies"), group("regulator", "bodies")]
    areas = pool({"staff": 200, "bodies": 40, "regulator": 3}, groups)
    assert areas == {"staff": {"staff"}, "pool_bodies": {"bodies", "regulator"}}


def test_thirty_stand_alone_and_29_do_not():
    groups = [group("a"), group("b"), group("bodies"), group("regulator", "bodies")]
    areas = pool({"a": 30, "b": 29, "bodies": 29, "regulator": 1}, groups)
    assert areas == {"a": {"a"}, "pool_bodies": {"bodies", "regulator"}, "pool_smaller": {"b"}}
    areas = pool({"a": 30, "b": 29, "bodies": 28, "regulator": 1}, groups)
    assert areas == {"a": {"a"}, "pool_smaller": {"b", "bodies", "regulator"}}


def test_a_parents_pool_that_is_still_too_small_joins_the_smaller_ones():
    groups = [group("staff"), group("bodies"), group("regulator", "bodies"), group("ni")]
    areas = pool({"staff": 200, "bodies": 9, "regulator": 3, "ni": 21}, groups)
    assert areas == {"staff": {"staff"}, "pool_smaller": {"bodies", "regulator", "ni"}}


def test_those_who_did_not_answer_are_in_no_pool():
    areas = pool({"a": 100, "b": 12, "c": 0}, [group("a"), group("b"), group("c")])
    assert areas == {"a": {"a"}, "pool_smaller": {"b"}}


def test_a_grandparent_takes_all_in():
    groups = [group("uk"), group("england", "uk"), group("london", "england")]
    areas = pool({"uk": 20, "england": 8, "london": 7}, groups)
    assert areas == {"pool_uk": {"uk", "england", "london"}}


def test_random_partitions_hold_every_group_once_and_no_small_one_alone():
    random = np.random.default_rng(5)
    for _ in range(300):
        n = int(random.integers(1, 15))
        parents = [None if i == 0 or random.random() < 0.6 else f"g{random.integers(0, i)}"
                   for i in range(n)]  # fmt: skip
        groups = [group(f"g{i}", parent) for i, parent in enumerate(parents)]
        sizes = {f"g{i}": int(random.integers(0, 80)) for i in range(n)}
        areas = pool_groups(sizes, groups, profile=PUBLIC)
        members = [code for area in areas for code in area.members]
        assert sorted(members) == sorted(code for code, size in sizes.items() if size)
        for area in areas:
            assert area.n_responses == sum(sizes[code] for code in area.members)
            if not area.is_pool:
                assert area.n_responses >= 30
