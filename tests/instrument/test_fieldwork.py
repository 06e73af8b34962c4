"""An instrument before, during and after fieldwork: states, translations, routing, columns."""

import pytest

from gpgp.errors import InputError
from gpgp.instrument import (
    find_columns,
    group_words,
    item_words,
    match_word,
    parse_consultation,
    scale_words,
)

DRAFT = """
title: {en: A small one, cy: Un bach}
organisation: Somebody
status: draft
delete_after: 2030-01-01
elements: [{code: fair, label: {en: Fair, cy: Teg}}, {code: fast, label: Fast}]
scales:
  agreement: {points: [{en: Disagree, cy: Anghytuno}, Neither, {label: Agree, words: [Yes]}]}
constituencies: [{code: north, label: {en: North, cy: Gogledd}}, {code: south, label: South}]
questions:
  - {id: who, type: constituency, text: 'Who are you?', required: true}
  - {id: vision, type: rating, text: 'How far?', about: elements, scale: agreement}
  - {id: topics, type: multi_choice, text: 'Which?', max_choices: 1, missing: [None],
     options: [{code: pay, label: Pay}, {code: time, label: Time}],
     asked_if: {question: who, options: [north]}}
"""
EXPORT = """
export:
  file: a.csv
  columns:
    who: {column: Who}
    vision: {columns: {fair: V1, fast: V2}}
    topics: {column: 'Which?', separator: ";"}
    key: {type: respondent_id, column: ID}
"""


def test_a_draft_needs_neither_export_nor_columns():
    consultation = parse_consultation(DRAFT)
    assert consultation.linked is None
    assert [question.id for question in consultation.asked] == ["who", "vision", "topics"]
    with pytest.raises(InputError, match="no export yet .status draft.; .*gpgp link"):
        _ = consultation.export
    with pytest.raises(InputError, match="question 'who': names no column yet"):
        find_columns(consultation.question("who"), ["Who"])


def test_an_open_consultation_reads_the_columns_of_its_export():
    text = DRAFT.replace("status: draft", "status: open")
    assert parse_consultation(text).linked is None
    consultation = parse_consultation(text + EXPORT)
    headers = ["ID", "Who", "V1", "V2", "Which?"]
    assert find_columns(consultation.question("vision"), headers) == {"fair": "V1", "fast": "V2"}
    assert consultation.question("key").type == "respondent_id"
    assert [question.id for question in consultation.asked] == ["who", "vision", "topics"]
    again = consultation.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert type(consultation).model_validate(again) == consultation


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("status: draft", "status: done", "status: Input should be 'draft', 'open' or 'closed'"),
        ("status: draft", "status: closed", "export: this key is missing; .* status: draft"),
        ("status: draft", "status: draft\ntime_zone: Mars", "line 5, .*no zone 'Mars'|no zone"),
        ("status: draft", "status: draft\nclosing_time: 5pm", "line 5, closing_time"),
        ("{en: Fair, cy: Teg}", "{cy: Teg}", "expected a text in 'en', the language"),
        ("{en: Fair, cy: Teg}", "{en: Fair, cy: ''}", "expected a text, or one per language"),
        ("options: [north]}", "options: [nort]}", "no option 'nort'; did you mean 'north'"),
        ("{question: who,", "{question: whom,", "no earlier question .* 'whom'; did you mean"),
        ("{question: who,", "{question: topics,", "no earlier question with options 'topics'"),
        ("max_choices: 1", "max_choice: 1", "did you mean 'max_choices'"),
        ("max_choices: 1", "max_choices: 0", "max_choices"),
    ],
)  # fmt: skip
def test_what_a_draft_cannot_mean_is_refused(right, wrong, message):
    assert right in DRAFT
    with pytest.raises(InputError, match=message):
        parse_consultation(DRAFT.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("status: open", "status: draft", "a draft has no export"),
        ("who: {column: Who}", "whom: {column: Who}", "no question 'whom'; did you mean 'who'"),
        ("who: {column: Who}", "who: {colum: Who}", "who: no key 'colum'; did you mean 'column'"),
        ("    who: {column: Who}\n", "", "question 'who': column: this key is missing"),
        ("    vision: {columns: {fair: V1, fast: V2}}\n", "", "expected exactly one of columns,"),
        ("who: {column: Who}", "who: Who", "expected keys such as column:"),
        ("id: who,", "id: who, column: Y,", "question 'who': column stands in export too"),
    ],
)
def test_columns_that_an_export_cannot_have_are_refused(right, wrong, message):
    text = DRAFT.replace("status: draft", "status: open") + EXPORT
    assert right in text
    with pytest.raises(InputError, match=message):
        parse_consultation(text.replace(right, wrong, 1))


def test_answers_in_every_language_are_recognised_and_codes_too():
    consultation = parse_consultation(DRAFT)
    assert consultation.title.in_language("cy") == "Un bach"
    assert consultation.organisation.in_language("cy") is None
    scale = scale_words(consultation.scales["agreement"])
    said = ["Anghytuno", "disagree", "Yes", "agree", "neither"]
    assert [match_word(word, scale) for word in said] == [1, 1, 3, 3, 2]
    assert match_word("Teg", item_words(consultation.elements)) == "fair"
    assert match_word("gogledd", group_words(consultation.constituencies)) == "north"


def test_the_codes_of_a_scale_are_its_labels_or_its_numbers():
    points = parse_consultation(DRAFT).scales["agreement"]
    assert points.codes == ("disagree", "neither", "agree")
    same = DRAFT.replace("Neither,", "'Agree!',")
    assert parse_consultation(same).scales["agreement"].codes == ("point_1", "point_2", "point_3")


def test_the_first_language_can_be_another_one():
    text = DRAFT.replace("status: draft", "status: draft\nlanguage: cy")
    text = text.replace("label: Fast", "label: Cyflym")
    assert parse_consultation(text).title == "Un bach"
