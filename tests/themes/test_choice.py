import numpy as np
import pytest

from gpgp.themes.cluster.clusters import merge_alike, propose_number


@pytest.mark.parametrize(
    ("n_comments", "n_themes"), [(1, 2), (30, 4), (300, 13), (2_000, 34), (100_000, 40)]
)
def test_the_search_starts_near_what_people_who_code_by_hand_use(n_comments, n_themes):
    assert propose_number(n_comments) == n_themes


def scatter(n_each=40, *, n_groups=4, seed=0):
    draw = np.random.default_rng(seed)
    points = np.repeat(np.eye(n_groups), n_each, axis=0)
    points = points + draw.normal(0, 0.1, points.shape)
    return points / np.linalg.norm(points, axis=1, keepdims=True)


def test_clusters_that_point_the_same_way_are_merged_and_numbered_by_size():
    halves = np.arange(160) // 20  # each group cut in two by chance
    assert merge_alike(scatter(), halves).tolist() == np.repeat([0, 1, 2, 3], 40).tolist()


def test_clusters_that_differ_stay_and_comments_without_one_stay_without():
    labels = np.where(np.arange(160) % 40 == 0, -1, np.arange(160) // 40)
    assert merge_alike(scatter(), labels).tolist() == labels.tolist()


def test_no_cluster_and_one_cluster_are_left_as_they_are():
    assert merge_alike(scatter(), np.full(160, -1)).tolist() == [-1] * 160
    assert merge_alike(scatter(), np.zeros(160, dtype=int)).tolist() == [0] * 160
