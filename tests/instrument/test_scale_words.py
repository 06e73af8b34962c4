"""Labels of rating scales in many languages: each has its place, lowest first."""

import pytest

from gpgp.instrument.scale_words import is_dont_know, place_label

SCALES = [
    ("satisfaction", ["Mycket missnöjd", "Ganska missnöjd", "Ganska nöjd", "Mycket nöjd"]),
    ("satisfaction", ["Svært misfornøyd", "Misfornøyd", "Fornøyd", "Svært fornøyd"]),
    ("satisfaction", ["Erittäin tyytymätön", "Melko tyytymätön", "Melko tyytyväinen"]),
    ("satisfaction", ["Velmi nespokojen", "Spíše nespokojen", "Spíše spokojen", "Velmi spokojen"]),
    ("satisfaction", ["非常不满意", "不满意", "满意", "非常满意"]),
    ("satisfaction", ["とても不満", "やや不満", "やや満足", "とても満足"]),
    ("satisfaction", ["غير راض إطلاقا", "غير راض", "راض", "راض جداً"]),
    ("agreement", ["Ní aontaím go láidir", "Ní aontaím", "Aontaím", "Aontaím go láidir"]),
    ("agreement", ["Täysin eri mieltä", "Jokseenkin eri mieltä", "Jokseenkin samaa mieltä"]),
    ("agreement", ["ไม่เห็นด้วยอย่างยิ่ง", "ไม่เห็นด้วย", "เห็นด้วย", "เห็นด้วยอย่างยิ่ง"]),
    ("agreement", ["まったくそう思わない", "あまりそう思わない", "そう思う", "強くそう思う"]),
    ("frequency", ["Aldrig", "Sällan", "Ibland", "Ofta", "Varje dag"]),
    ("frequency", ["Nigdy", "Rzadko", "Czasami", "Często", "Codziennie"]),
    ("frequency", ["Jamais", "Une fois par mois", "Plusieurs fois par semaine", "Tous les jours"]),
    ("frequency", ["Nie", "Mehrmals im Monat", "Mehrmals pro Woche", "Täglich"]),
    ("importance", ["Ddim yn bwysig o gwbl", "Ddim yn bwysig iawn", "Eithaf pwysig"]),
    ("liking", ["Hate it", "Don't like it", "Like it", "Love it"]),
    ("change", ["Much slower than expected", "Slower than expected", "Faster than expected"]),
    ("confidence", ["Do not trust at all", "Do not trust very much", "Trust a fair amount",
                    "Trust a great deal"]),
    ("signs", ["😡", "🙁", "😐", "🙂", "😍"]),
]  # fmt: skip


@pytest.mark.parametrize(("family", "labels"), SCALES, ids=lambda value: str(value)[:30])
def test_labels_stand_in_their_order(family, labels):
    places = [place_label(label)[family][0] for label in labels]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    "label",
    ["Neither agree nor disagree", "Hverken enig eller uenig", "Verken enig eller uenig",
     "Varken nöjd eller missnöjd", "Ei samaa eikä eri mieltä", "Ani tak ani nie",
     "Ni d'accord ni pas d'accord", "Não concordo nem discordo", "Ddim yn cytuno nac yn anghytuno"],
)  # fmt: skip
def test_a_denial_of_both_sides_is_the_middle(label):
    place, is_opposed = place_label(label)["agreement"]
    assert place != place or place == 0
    assert not is_opposed


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("Don't know", True), ("Vet ikke", True), ("En osaa sanoa", True), ("Nevím", True),
     ("Ne se prononce pas", True), ("わからない", True), ("不知道", True), ("لا أعرف", True),
     ("N/A", True), ("Agree", False), ("Does not apply at all", False), ("Nie", False)],
)  # fmt: skip
def test_words_for_not_knowing_are_no_points(word, is_one):
    assert is_dont_know(word) is is_one
