"""From the instrument to a platform's export and back: every answer is what it was."""

from pathlib import Path

import pytest
import yaml
from platforms import WRITERS, write_form, write_limesurvey, write_microsoft_forms, write_surveyjs
from round_trips import assert_same, link, make_answers

from gpgp import cli, hub, intake
from gpgp.cleaning.prepared_rows import prepare_rows
from gpgp.errors import InputError
from gpgp.hub.questionnaire import make_questionnaire
from gpgp.instrument import (
    fold_word,
    group_words,
    item_words,
    parse_consultation,
    read_yaml,
    scale_words,
)

HERE = Path(__file__).parent
BUNDLED = HERE.parents[1] / "data" / "raw" / "great_people"
SECOND = (HERE / "second.yaml").read_text(encoding="utf-8")
PLATFORM_OWN = ("respondent", "submitted", "email", "first_name", "last_name", "platform_columns")
COLUMNS = ("column", "columns", "column_pattern")


def draft_of(text):
    """The instrument as it was before there was an export."""
    data = read_yaml(text, file_name="x").data
    del data["export"]
    data["status"] = "draft"
    asked = [q for q in data["questions"] if q["id"] not in PLATFORM_OWN]
    data["questions"] = [{k: v for k, v in q.items() if k not in COLUMNS} for q in asked]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


@pytest.fixture(scope="module")
def bundled():
    """The 1,500 responses as a platform that allows no odd answer would have taken them."""
    text = (BUNDLED / "consultation.yaml").read_text(encoding="utf-8")
    consultation = parse_consultation(text)
    rows = intake.read_responses(
        (BUNDLED / "responses.csv").read_bytes(), consultation=consultation, file_name="r.csv"
    ).rows
    prepared = prepare_rows(rows, consultation=consultation)
    draft = draft_of(text)
    survey = make_questionnaire(parse_consultation(draft), language="en")
    answers = [{} for _ in range(len(rows))]
    for field in survey.fields:
        cells = prepared.cells(consultation.question(field.id))
        for n, answer in enumerate(_read(consultation.question(field.id), cells)):
            answers[n][field.id] = answer
    return draft, survey, answers


def _read(question, cells):
    columns = {slot: column.tolist() for slot, column in cells.items()}
    if question.type == "rating":
        words, codes = scale_words(question.scale), question.scale.codes
        known = {w: codes[p - 1] if isinstance(p, int) else p for w, p in words.items()}
        slots = zip(*columns.values(), strict=True)
        for row in slots:
            said = {c: known.get(fold_word(w)) for c, w in zip(columns, row, strict=True)}
            yield {c: code for c, code in said.items() if code}
    elif question.type == "ranking":
        for row in zip(*columns.values(), strict=True):
            ranks = {c: w for c, w in zip(columns, row, strict=True) if w in "12345" and w}
            whole = len(set(ranks.values())) == len(ranks)
            ordered = sorted(ranks, key=ranks.get) if whole else []
            yield {code: n for n, code in enumerate(ordered, start=1)}
    elif question.type == "multi_choice":
        for row in zip(*columns.values(), strict=True):
            yield [c for c, w in zip(columns, row, strict=True) if w not in ("", "0", "No")]
    else:
        known = _known(question)
        for text in columns[""]:
            yield known.get(fold_word(text), "") if known else text


def _known(question):
    text = (BUNDLED / "consultation.yaml").read_text(encoding="utf-8")
    consultation = parse_consultation(text)
    if question.type in ("constituency", "nation"):
        return group_words(consultation.groups(question.type))
    if question.type == "respondent_type":
        kinds = ("individual", "organisation")
        return {fold_word(w): kind for kind in kinds for w in getattr(question, kind)}
    if question.type == "language":
        return {fold_word(w): code for code, words in question.words.items() for w in words}
    if question.type == "quote_consent":
        return {fold_word(w): v for v in ("yes", "no") for w in getattr(question, v)}
    return item_words(question.items) if question.type == "choice" else None


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__.removeprefix("write_"))
def test_the_bundled_consultation_comes_back_as_it_was_answered(bundled, write):
    draft, survey, answers = bundled
    consultation, received, linked = link(draft, *write(survey, answers))
    assert linked.unused == () or write.__name__ == "write_kobo"
    findings = intake.check_responses(received, consultation=consultation)
    assert findings[findings["severity_code"] == "loss"].empty
    ratings, rankings, choices = assert_same(consultation, received, survey, answers)
    assert len(answers) == 1_500
    assert ratings["score"].notna().sum() > 6_500
    assert rankings["rank"].notna().sum() > 5_500
    assert (choices["option_code"] != "no_answer").sum() > 3_000
    if write is not write_surveyjs:  # its results hold neither a key nor a time
        assert consultation.questions_of("respondent_id", "submitted_at")
        times = received.rows[consultation.questions_of("submitted_at")[0].column]
        assert times.ne("").all()


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__.removeprefix("write_"))
def test_other_question_types_welsh_texts_and_routing_come_back(write, language):
    survey = make_questionnaire(parse_consultation(SECOND), language=language)
    answers = make_answers(survey, 60)
    consultation, received, _ = link(SECOND, *write(survey, answers))
    findings = intake.check_responses(received, consultation=consultation)
    assert findings[findings["severity_code"] == "loss"].empty
    assert_same(consultation, received, survey, answers)


def test_two_exports_of_one_fieldwork_can_be_linked_one_after_the_other(tmp_path, capsys):
    place = tmp_path / "data" / "raw" / "second"
    place.mkdir(parents=True)
    text = "# A remark.\n" + SECOND
    (place / "consultation.yaml").write_text(text, encoding="utf-8")
    survey = make_questionnaire(parse_consultation(SECOND), language="en")
    answers = make_answers(survey, 40)
    name, content = write_form(survey, answers[:25])
    (tmp_path / name).write_bytes(content)
    project = ["--project", str(tmp_path)]
    assert cli.main(["link", "second", str(tmp_path / name), *project]) == 0
    assert cli.main(["check", "second", *project]) == 0
    (place / "letters.csv").write_text("text,channel\nDear council,post\n")
    linked = (place / "consultation.yaml").read_text(encoding="utf-8")
    letters = "export:\n  letters: {file: letters.csv, question: why}"
    (place / "consultation.yaml").write_text(linked.replace("export:", letters), encoding="utf-8")
    (tmp_path / name).write_bytes(write_form(survey, answers)[1])
    assert cli.main(["link", "second", str(tmp_path / name), *project]) == 0
    assert cli.main(["check", "second", *project]) == 0
    assert "41 responses read; 0 answers would not be counted" in capsys.readouterr().out
    linked = (place / "consultation.yaml").read_text(encoding="utf-8")
    assert linked.startswith("# A remark.")
    assert "status: open" in linked
    assert (place / f"previous_{name}").read_bytes() == content
    closed = linked.replace("status: open", "status: closed")
    (place / "consultation.yaml").write_text(closed, encoding="utf-8")
    assert cli.main(["link", "second", str(tmp_path / name), *project]) == 2
    assert "write status: open to link another" in capsys.readouterr().err


def test_files_that_came_one_by_one_are_collected():
    survey = make_questionnaire(parse_consultation(SECOND), language="en")
    answers = make_answers(survey, 3)
    files = {f"{n}.csv": write_form(survey, [row])[1] for n, row in enumerate(answers)}
    content = hub.collect_answers(files, consultation=parse_consultation(SECOND))
    consultation, received, _ = link(SECOND, "all.csv", content)
    assert_same(consultation, received, survey, answers)
    with pytest.raises(InputError, match=r"bad.csv, row 2: 3 cells, 2 expected"):
        hub.collect_answers({"bad.csv": b"a,b\n1,2,3\n"}, consultation=parse_consultation(SECOND))
    with pytest.raises(InputError, match=r"bad.json: not JSON"):
        hub.collect_answers({"bad.json": b"{"}, consultation=parse_consultation(SECOND))
    with pytest.raises(InputError, match=r"bad.json: expected a list of responses"):
        hub.collect_answers({"bad.json": b"[1]"}, consultation=parse_consultation(SECOND))


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("Which plan?", "Which paln?", "'plan': the export has no column 'Which plan?'; did you"),
        ("Speed", "Sped", "question 'matters': the export has no column for Speed"),
        ("Its name", "Its title", "question 'name': the export has no column 'Its name'"),
    ],
)
def test_a_column_with_other_words_is_refused_by_name(right, wrong, message):
    survey = make_questionnaire(parse_consultation(SECOND), language="en")
    name, content = write_microsoft_forms(survey, make_answers(survey, 5))
    content = content.replace(right.encode(), wrong.encode(), 1)
    with pytest.raises(InputError) as fault:
        link(SECOND, name, content)
    assert message in str(fault.value)


def test_two_columns_that_could_be_one_question_are_refused():
    survey = make_questionnaire(parse_consultation(SECOND), language="en")
    name, content = write_limesurvey(survey, make_answers(survey, 5))
    header, rest = content.split(b"\r\n", 1)
    content = header + b",Which plan?\r\n" + rest.replace(b"\r\n", b",x\r\n")
    with pytest.raises(InputError, match=r"question 'plan': 'plan' and 'Which plan\?' could both"):
        link(SECOND, name, content)


def test_a_pilot_names_every_difference_from_what_was_typed(tmp_path, capsys):
    place = tmp_path / "data" / "raw" / "second"
    place.mkdir(parents=True)
    (place / "consultation.yaml").write_text(SECOND, encoding="utf-8")
    survey = make_questionnaire(parse_consultation(SECOND), language="en")
    answers = make_answers(survey, 30)
    pilot = tmp_path / "pilot.csv"
    pilot.write_bytes(write_microsoft_forms(survey, answers)[1])
    command = ["check", "second", "--pilot", str(pilot), "--project", str(tmp_path)]
    assert cli.main(command) == 0
    assert "30 test responses; 0 differences" in capsys.readouterr().out
    typed = pilot.read_bytes().replace(b"Very important", b"Really important")
    typed = typed.replace(b"Which plan?", b"What plan?").replace(b"Libraries", b"Library")
    pilot.write_bytes(typed)
    assert cli.main(command) == 1
    shown = capsys.readouterr().out
    assert "question 'plan': the export has no column 'Which plan?'; did you mean" in shown
    assert "matters: word_outside_scale 'Really important'" in shown
    assert "used: not_an_option" in shown
    assert "column 'What plan?': no question has these words" in shown


def test_two_items_with_one_column_are_refused():
    text = SECOND.replace("en: Speed", "en: Price")
    survey = make_questionnaire(parse_consultation(SECOND), language="en")
    name, content = write_microsoft_forms(survey, make_answers(survey, 5))
    with pytest.raises(InputError, match="'matters': two of its items have the same column"):
        link(text, name, content)


def test_what_says_that_an_option_was_not_chosen_is_found_in_the_cells():
    survey = make_questionnaire(parse_consultation(SECOND), language="en")
    name, content = write_limesurvey(survey, make_answers(survey, 20))
    consultation, _, _ = link(SECOND, name, content.replace(b",No", b",Nein"))
    assert consultation.question("used").unchosen == ("", "0", "No", "FALSE", "Nein")
