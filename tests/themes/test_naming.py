import numpy as np

from gpgp.themes.cluster.naming import name_themes
from gpgp.themes.cluster.words import read_words

CARE = "Social care and the NHS, health"
HOME = "not enough home working, more laptops"


def name(texts, labels, **kwargs):
    words = read_words(texts, ["en"] * len(texts))
    people = kwargs.pop("people", range(len(texts)))
    named = name_themes(words, texts, np.array(labels), people, **kwargs)
    return named.keywords, named.labels


def test_a_phrase_takes_the_place_of_its_words_and_case_is_kept():
    keywords, labels = name([CARE] * 12 + [HOME] * 12, [0] * 12 + [1] * 12)
    assert labels[0] in ("Social care", "Care and the NHS")
    assert "ome working" in labels[1]
    assert "NHS" in keywords[0]


def test_no_two_labels_hold_the_same_word():
    _, labels = name(
        [CARE] * 12 + [HOME] * 12 + ["care homes, parking"] * 12, np.repeat([0, 1, 2], 12)
    )
    words = [word for label in labels for word in label.lower().replace(",", "").split()]
    assert len(words) == len(set(words))


def test_fillers_and_negations_do_not_stand_alone():
    _, labels = name(["not enough people, more parking"] * 12 + [CARE] * 12, np.repeat([0, 1], 12))
    assert labels[0].split(", ")[0].lower() in ("parking", "more parking")
    assert "not" not in labels[0].lower().replace(",", "").split()[:1]


def test_a_word_that_one_person_wrote_often_is_never_named():
    people = [*range(12), *["one"] * 12]
    keywords, labels = name(
        ["parking fees"] * 12 + ["Wolstenholme is rude"] * 12, np.repeat([0, 1], 12), people=people
    )
    assert labels[1] == ""
    assert keywords[1] == []


def test_the_order_of_comments_does_not_change_a_name():
    texts, labels = [CARE] * 12 + [HOME] * 12, np.repeat([0, 1], 12)
    order = np.random.default_rng(0).permutation(24)
    assert name(texts, labels) == name([texts[i] for i in order], labels[order])


def test_a_misspelling_that_many_share_is_not_shown():
    texts = ["parking for poeple"] * 10 + ["fair pay for people"] * 60
    keywords, labels = name(texts, np.repeat([0, 1], [10, 60]))
    assert "poeple" not in keywords[0]
    assert labels[0] == "Parking"


def test_a_label_is_a_phrase_that_people_wrote():
    texts = [
        *(f"we want career progression for {who}" for who in ("all", "nurses", "clerks") * 6),
        *(f"the cost of living in {where} is rising" for where in ("town", "wales") * 9),
    ]
    _, labels = name(texts, np.repeat([0, 1], 18))
    assert labels == ["Career progression", "Cost of living"]


def test_a_phrase_does_not_run_over_a_stop():
    texts = ["More parking, childcare vouchers", "Childcare; parking"] * 9 + [CARE] * 12
    _, labels = name(texts, np.repeat([0, 1], [18, 12]))
    assert "parking childcare" not in labels[0].lower()


def test_three_labels_are_proposed_each_led_by_another_word():
    words = read_words([CARE] * 12 + [HOME] * 12, ["en"] * 24)
    proposals = name_themes(
        words, [CARE] * 12 + [HOME] * 12, np.repeat([0, 1], 12), range(24)
    ).proposals
    assert len(proposals[0]) == 3
    assert len({label.split()[0].strip(",").lower() for label in proposals[0]}) == 3


def test_french_labels_hold_no_function_words():
    texts = ["Il faut plus de moyens pour les écoles, pas pour nous"] * 12
    texts += ["Je suis d'accord mais les horaires ne sont pas assez souples"] * 12
    words = read_words(texts, ["fr"] * 24)
    labels = name_themes(words, texts, np.repeat([0, 1], 12), range(24)).labels
    assert "écoles" in labels[0].lower()
    assert "horaires" in labels[1].lower()
    for label in labels:
        assert not {"pas", "nous", "accord"} & set(label.lower().replace(",", "").split())
