"""A corrected draft drafted again: what a person wrote stays, its siblings follow."""

from more_invented_exports import decoys, scale_unknown_words
from sheets import AREAS, Sheet

from gpgp.instrument import parse_consultation
from gpgp.intake import draft_consultation, redraft_consultation

WORDS = ["Bin it", "Park it", "Pilot it", "Roll it out"]


def two_matrices():
    sheet = scale_unknown_words()
    sheet.rate([f"And these? [{area}]" for area in AREAS[:3]], WORDS)
    return sheet.content


def first_draft(content):
    return draft_consultation(content, file_name="e.csv", name="test").yaml_text


def again(content, corrected):
    text = redraft_consultation(content, corrected=corrected, file_name="e.csv", name="test")
    return text.yaml_text, parse_consultation(text.yaml_text)


def test_a_draft_nobody_corrected_stays_the_same_consultation():
    for content in (two_matrices(), decoys().content):
        text = first_draft(content)
        _, consultation = again(content, text)
        assert consultation == parse_consultation(text)


def test_the_order_of_one_corrected_scale_holds_for_the_other_matrix_too():
    content = two_matrices()
    text = first_draft(content)
    start = text.index("    points: [")
    end = text.index("\n", start)
    named = ", ".join(f'"{word}"' for word in WORDS)
    _, consultation = again(content, f"{text[:start]}    points: [{named}]  # mine{text[end:]}")
    for question in consultation.questions_of("rating"):
        assert [point.label for point in question.scale.points] == WORDS


def test_a_corrected_question_stays_as_it_was_written_with_its_comment():
    sheet = Sheet("one").pick("Team", ["Legal", "Care", "Estates"], "constituency")
    content = sheet.text("Why?").text("What else?").content
    text = first_draft(content).replace(
        '    column: "Why?"\n', '    column: "Why?"\n    nothing_is_answer: true  # they told us\n'
    )
    redrafted, consultation = again(content, text)
    assert "nothing_is_answer: true  # they told us" in redrafted
    assert [q.nothing_is_answer for q in consultation.questions_of("free_text")] == [True, False]
    assert len(consultation.questions_of("constituency")) == 1


def test_a_constituency_that_a_person_chose_is_the_only_one():
    content = decoys().content
    text = first_draft(content)
    chosen = text.replace('Council"', 'Town council"', 1)
    redrafted, consultation = again(content, chosen)
    assert 'label: "Town council"' in redrafted
    assert len(consultation.questions_of("constituency")) == 1
