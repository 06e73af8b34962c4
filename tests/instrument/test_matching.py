import pytest

from gpgp.errors import InputError
from gpgp.instrument import (
    Group,
    Item,
    Scale,
    fold_word,
    group_words,
    item_words,
    match_word,
    read_rank,
    scale_words,
    split_options,
)
from gpgp.tables import DONT_KNOW


@pytest.mark.parametrize(
    ("received", "meant", "reason"),
    [
        ("LONDON", "London", "case"),
        ("  Trade   unions\t", "Trade unions", "spacing"),
        ("Trade\u00a0unions", "Trade unions", "no-break space"),
        ("\ufeffTrade\u200b unions", "Trade unions", "characters without width"),
        ("Yorkshire & Humber", "Yorkshire and Humber", "ampersand"),
        ("Research&Development", "Research and Development", "ampersand without space"),
        ("Wedi\u2019i barchu", "Wedi'i barchu", "right quote"),
        ("tŷ", "ty\u0302", "decomposed accent"),
        ("STRASSE", "straße", "casefold"),
        ("", "  ", "nothing"),
    ],
)
def test_spellings_that_mean_the_same_fold_alike(received, meant, reason):
    assert fold_word(received) == fold_word(meant), reason


@pytest.mark.parametrize("text", ["Yorkshire  &  Humber", "Ŵ’ \ufeff&c", "ǰ", "ΐ", "İ"])
def test_folding_twice_is_folding_once(text):
    assert fold_word(fold_word(text)) == fold_word(text)


def test_a_word_one_letter_off_is_not_matched():
    words = item_words([Item(code="agree", label="Agree")])
    assert match_word("agre", words) is None
    assert match_word("AGREE ", words) == "agree"


def test_items_are_known_by_code_label_alias_and_wording():
    item = Item(code="pay", label="Pay and reward", aliases=("Cyflog",), wording="Pay that keeps")
    words = item_words([item])
    spellings = ("pay", "Pay & Reward", "cyflog", "PAY THAT KEEPS")
    assert {match_word(text, words) for text in spellings} == {"pay"}


def test_groups_whose_names_differ_by_an_ampersand_only_are_refused():
    groups = [Group(code="a", label="Health & care"), Group(code="b", label="Health and care")]
    with pytest.raises(InputError, match="means both 'a' and 'b'"):
        group_words(groups)


def test_scale_words_are_points_from_one_and_dont_know():
    scale = Scale(points=("No", "Maybe", "Yes"), agree_from=3, disagree_to=1, dont_know=("N/A",))
    words = scale_words(scale)
    assert [match_word(text, words) for text in ("no", "YES", "n/a", "2")] == [
        1,
        3,
        DONT_KNOW,
        None,
    ]


WORDS = item_words(
    [
        Item(code="c", label="C"),
        Item(code="build", label="Build caches (making, using)"),
        Item(code="making", label="making"),
    ]
)


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("C", ("c",), ()),
        ("C, Build caches (making, using)", ("c", "build"), ()),
        ("Build caches (making, using), making", ("build", "making"), ()),
        ("C,C", ("c",), ()),
        ("C;", (), ("C;",)),
        ("my own, with a comma, C", ("c",), ("my own, with a comma",)),
        ("one, C, two", ("c",), ("one", "two")),
        ("", (), ()),
        (" , ,", (), ()),
    ],
)
def test_a_list_is_split_at_labels_not_at_every_separator(text, codes, unknown):
    assert split_options(text, WORDS, separator=",") == (codes, unknown)
    assert split_options(text.replace(",", ", "), WORDS, separator=",")[0] == codes


def test_an_ordered_list_keeps_its_order_and_loses_its_last_separator():
    words = item_words([Item(code="a", label="A"), Item(code="b", label="B")])
    assert split_options("B;A;", words, separator=";") == (("b", "a"), ())


@pytest.mark.parametrize(
    ("text", "best", "expected"),
    [
        ("1", "lowest", (1, "")),
        (" 2.0 ", "lowest", (2, "")),
        ("3rd", "lowest", (3, "")),
        ("#1", "highest", (3, "")),
        ("", "lowest", (None, "")),
        ("N/A", "lowest", (None, "")),
        ("first", "lowest", (None, "unknown")),
        ("0", "lowest", (None, "out_of_range")),
        ("4", "lowest", (None, "out_of_range")),
        ("1.5", "lowest", (None, "unknown")),
    ],
)
def test_a_rank_is_read_or_its_problem_named(text, best, expected):
    assert read_rank(text, n_items=3, best=best) == expected


def test_a_label_wins_over_the_code_of_another_item():
    words = item_words([Item(code="c", label="C++"), Item(code="c_2", label="C")])
    assert [match_word(text, words) for text in ("C", "c++", "c_2")] == ["c_2", "c", "c_2"]
