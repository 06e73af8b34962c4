import hashlib
from importlib.resources import files

import numpy as np

from gpgp.themes.cluster.vectors import TABLE_FILE, place_meanings, read_table

SHA_256 = (
    "9aacbd4829b5610a5756cfd3f0c7af0034b5456f2645a99fa52c1efc595677ad"  # printed by make word-table
)


def nearness(one, other):
    first, second = place_meanings([one, other])
    return float(first @ second)


def test_the_table_that_ships_is_the_one_that_was_built():
    content = (files("gpgp.themes.cluster") / TABLE_FILE).read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA_256
    assert len(content) < 5_000_000
    assert b"Apache License 2.0" in content


def test_words_of_like_meaning_stand_near():
    assert nearness("salary", "wages") > nearness("salary", "bicycle") + 0.3


def test_a_misspelt_word_stands_where_it_would_be_spelt_right():
    assert "managment" not in read_table()[0]
    assert nearness("managment", "management") > 0.8


def test_a_word_like_no_other_has_no_place():
    assert not place_meanings(["qzxqzxqzx", "qzx", "الرواتب"]).any()


def test_no_words_have_no_rows():
    assert place_meanings([]).shape == (0, 64)


def test_rows_have_unit_length():
    lengths = np.linalg.norm(read_table()[1], axis=1)
    np.testing.assert_allclose(lengths, 1, atol=1e-5)
