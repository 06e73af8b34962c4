"""Chance and words: draws that repeat, phrases that fill in, sentences that begin in capitals."""

import pytest

from gpgp.sample.answers import score_shares
from gpgp.sample.chance import Chance, split_whole
from gpgp.sample.comments import tidy_sentences, uncapitalise
from gpgp.sample.voices import curl_quotes, expand, read_themes, slip


def test_draws_are_those_of_every_python():
    # Python guarantees the sequence of random.Random(seed).random(); drawn once and written down.
    chance = Chance(1, 2)
    assert [chance.whole(1, 6) for _ in range(8)] == [4, 3, 2, 1, 3, 4, 4, 5]
    assert "".join(Chance(2018, 3).shuffle("abcdefg")) == "defbcga"


def test_streams_of_one_seed_differ():
    assert Chance(1, 1).share() != Chance(1, 2).share()


@pytest.mark.parametrize(
    ("total", "weights"), [(0, {"a": 1}), (7, {"a": 1, "b": 1, "c": 1}), (100, {"a": 0.1, "b": 3})]
)
def test_whole_parts_add_up_and_are_off_by_less_than_one(total, weights):
    parts = split_whole(total, weights)
    assert sum(parts.values()) == total
    for key, weight in weights.items():
        assert abs(parts[key] - total * weight / sum(weights.values())) < 1


def test_a_deck_deals_every_card_before_it_is_shuffled_again():
    chance = Chance(5, 5)
    dealt = [chance.deal("abcd", deck="letters") for _ in range(8)]
    assert sorted(dealt[:4]) == sorted(dealt[4:]) == list("abcd")


def test_a_deck_keeps_the_cards_that_do_not_fit():
    chance = Chance(5, 5)
    vowels = [chance.deal("abcde", deck=1, fits=lambda x: x in "ae") for _ in range(4)]
    assert sorted(vowels) == ["a", "a", "e", "e"]
    assert {chance.deal("abcde", deck=1) for _ in range(6)} >= set("bcd")


def test_scores_spread_a_share_over_five_points():
    shape = {"strong": 0.4, "neither": 0.6, "disagree": 0.3, "strongly": 0.1}
    shares = score_shares(0.8, shape)
    assert sum(shares) == pytest.approx(1)
    assert shares[3] + shares[4] == pytest.approx(0.8)


def test_choices_nest_and_articles_agree():
    chance = Chance(3, 3)
    said = {expand("a [[b|c] d|e]", chance) for _ in range(60)}
    assert said == {"a b d", "a c d", "an e"}
    assert expand("a one-year post", chance) == "a one-year post"


def test_every_phrase_of_every_theme_can_be_filled_in():
    chance = Chance(4, 4)
    for parts in read_themes().values():
        for lines in parts.values():
            for line in lines if isinstance(lines, tuple) else ():
                for _ in range(3):
                    text = expand(line.text, chance)
                    assert not set("[]|<>{}") & set(text), line.text
                    assert text == text.strip(), line.text
                    assert "  " not in text, line.text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("pay. and rent", "Pay. And rent"),
        ("why?. because", "Why? Because"),
        ("1) pay\\n2) rent", "1) pay\n2) Rent"),
        ("", ""),
    ],
)
def test_sentences_begin_with_capitals(given, expected):
    assert tidy_sentences(given) == expected


def test_names_keep_their_capital_in_mid_sentence():
    assert uncapitalise("I know") == "I know"
    assert uncapitalise("IT works") == "IT works"
    assert uncapitalise("It works") == "it works"


def test_quotes_curl_to_the_right_side():
    assert curl_quotes("it's 'so' and \"so\"") == "it\u2019s \u2018so\u2019 and \u201cso\u201d"


def test_a_slip_changes_a_little():
    text = "The management of training is a matter for managers because they know people"
    slipped = slip(text, Chance(9, 9))
    assert slipped != text
    assert abs(len(slipped) - len(text)) <= 6
