"""Kinds of column that a draft once took for another, each in several wordings and languages."""

import pytest
from sheets import AGREE, AREAS, ES, Sheet

from gpgp.instrument.scale_words import place_label
from gpgp.intake import draft_consultation
from gpgp.intake.draft.vocabulary import asks_for, capacity_score


def types_of(sheet):
    """Return the drafted type of each header."""
    drafted = draft_consultation(sheet.content, file_name="e.csv", name="test").consultation
    return {header: q.type for q in drafted.questions for header in q.headers()}, drafted


def points_of(sheet):
    _, drafted = types_of(sheet)
    return [[point.label for point in q.scale.points] for q in drafted.questions_of("rating")]


def write_day(form, *months):
    return lambda t: form.format(t.day, months[t.month - 3], t.year, f"{t:%H:%M}")


def start(name="kinds", **keys):
    sheet = Sheet(name, **keys).ids("Response ID").times("Submitted", "%Y-%m-%d %H:%M")
    return sheet.text("What else?")


@pytest.mark.parametrize(
    "text",
    [
        "Vous répondez en tant que", "Je participe comme", "Ich antworte als",
        "Ik vul deze vragenlijst in als", "Responde usted como", "Respondo como",
        "Rispondo in quanto", "I am replying as", "Rwy'n ymateb fel", "Odpowiadam jako",
        "About you / En tant que", "Jestem",
    ],
)  # fmt: skip
def test_a_question_that_ends_in_as_tells_the_capacity(text):
    assert capacity_score(text) >= 9


def test_a_score_of_an_employer_is_no_capacity_and_its_groups_are_no_answers():
    sheet = start().pick("Which staff group are you in?", ["Nursing", "Medical", "Estates"])
    for n in range(8):
        sheet.text(f"Say more of part {n}")
    sheet.pick(
        "Likely to recommend us as an employer? - Group", ["Promoter", "Passive", "Detractor"]
    )
    found, _ = types_of(sheet)
    assert found["Which staff group are you in?"] == "constituency"
    assert found["Likely to recommend us as an employer? - Group"] == "ignore"


@pytest.mark.parametrize("word", ["3", "2031-08-01", "1.14379E+11", "wave three", "GB"])
def test_a_column_that_says_the_same_in_every_row_is_no_question(word):
    found, _ = types_of(start().add("Round", lambda n: word, "ignore"))
    assert found["Round"] == "ignore"


@pytest.mark.parametrize(
    ("header", "word", "kind"),
    [
        ("Would you come again?", "Yes", "choice"),
        ("Do you consent to take part?", "I agree", "consent"),
    ],
)
def test_an_answer_that_everyone_gives_stays_an_answer(header, word, kind):
    found, _ = types_of(start().add(header, lambda n: word, kind))
    assert found[header] == kind


@pytest.mark.parametrize(
    "cells",
    [
        lambda n: "1.14379E+11",
        lambda n: f"1.{n % 30:02d}E+10",
        lambda n: str(1000 + n // 2),
        lambda n: f"4321987654321{n % 100:02d}000",
    ],
)
def test_an_id_that_names_no_single_response_is_no_key(cells):
    sheet = Sheet("keys").add("Respondent ID", cells, "ignore").pick("Team", ["A1", "B2", "C3"])
    text = draft_consultation(sheet.text("Why?").content, file_name="e.csv", name="test").yaml_text
    assert "type: respondent_id" not in text
    assert "Respondent ID" in text


@pytest.mark.parametrize("form", ["P{:03d}", "LP/{:04d}", "CA-{:03d}", "{:05d}", "#{:04d}"])
def test_a_first_column_of_different_codes_is_the_key(form):
    sheet = Sheet("codes").ids("Form", form).text("Why?").pick("Team", ["Law", "Arts", "Maths"])
    assert types_of(sheet)[0]["Form"] == "respondent_id"


@pytest.mark.parametrize(
    ("header", "write"),
    [
        ("Entrée", write_day("{} {} {} à {}", 'mars', 'avril', 'mai', 'juin')),
        ("Vermerk", write_day("{}. {} {} {}", 'März', 'April', 'Mai', 'Juni')),
        ("Nota", write_day("{} {} {} {}", 'marzo', 'abril', 'mayo', 'junio')),
        ("Log", lambda t: t.strftime("%Y%m%d %H:%M")),
    ],
)  # fmt: skip
def test_times_with_months_of_other_languages_are_the_time_of_submission(header, write):
    sheet = Sheet("months").text("Why?").times(header, write).pick("Team", ["Law", "Arts", "Maths"])
    found, drafted = types_of(sheet)
    assert found[header] == "submitted_at"
    assert "%" in drafted.export.date_format


def test_days_at_the_end_are_the_day_of_receipt_but_days_of_birth_are_not():
    sheet = Sheet("days").text("Why?").pick("Team", ["Law", "Arts", "Maths"])
    assert types_of(sheet.times("Date rec'd", "%d-%b-%y"))[0]["Date rec'd"] == "submitted_at"
    sheet = Sheet("born").text("Why?").pick("Team", ["Law", "Arts", "Maths"])
    sheet.add("Day", lambda n: f"{1 + n % 27:02d}/05/{1950 + n % 40}", "ignore")
    assert types_of(sheet)[0]["Day"] != "submitted_at"


@pytest.mark.parametrize(
    ("stem", "parts", "words"),
    [
        ("Q3. Score each out of 10", ["Pay", "Hours", "Place"], [str(n) for n in range(1, 11)]),
        ("How true is it?", ["I am heard", "I have time"], ["Never", "Rarely", "Often", "Always"]),
        ("Notez de 1 à 5", ["Le bus", "Le train", "Le vélo"], ["1", "2", "3", "4", "5"]),
    ],
)  # fmt: skip
def test_a_second_header_row_names_the_parts_of_a_repeated_question(stem, parts, words):
    sheet = Sheet("rows", n_header_rows=2).ids(("ID", "")).text(("Why?", ""))
    for part in parts:
        sheet.pick((stem, part), words)
    sheet.ticks([("Which do you use?", area) for area in AREAS[:3]], yes=lambda n: AREAS[n], no="")
    _, drafted = types_of(sheet)
    assert drafted.export.header_rows == 2
    (rating,) = drafted.questions_of("rating")
    assert [item.label for item in rating.items] == parts
    (ticked,) = drafted.questions_of("multi_choice")
    assert [item.label for item in ticked.items] == AREAS[:3]


def test_answers_under_repeated_headers_are_no_second_header_row():
    sheet = Sheet("repeats").ids("ID").pick("Same", ["Law", "Arts", "Maths"])
    sheet.pick("Same", ["Arts", "Maths", "Law"]).text("Why?")
    _, drafted = types_of(sheet)
    assert drafted.export.header_rows == 1


@pytest.mark.parametrize(
    "words",
    [
        ["Zdecydowanie nie", "Raczej nie", "Trudno powiedzieć", "Raczej tak", "Zdecydowanie tak"],
        ["Bardzo źle", "Źle", "Średnio", "Dobrze", "Bardzo dobrze"],
        ["No barrier", "Small barrier", "Big barrier"],
        ["Never heard of it", "Heard the name", "Know a little", "Know a lot"],
        ["Not started", "Planned", "Under way", "Finished"],
        ["SD", "D", "N", "A", "SA"],
        ["Not at all", "Several days", "More than half the days", "Nearly every day"],
        ["Ninguna importancia", "Poca importancia", "Bastante importancia", "Mucha importancia"],
        ["tres_mauvais", "mauvais", "moyen", "bon", "tres_bon"],
        ["Strongly disagree / Anghytuno'n gryf", "Disagree / Anghytuno", "Agree / Cytuno",
         "Strongly agree / Cytuno'n gryf"],
        ["Disappointing", "Fine", "Lovely", "Superb"],
    ],
)  # fmt: skip
def test_a_matrix_runs_from_low_to_high_whatever_order_its_answers_come_in(words):
    sheet = start().rate([f"What of this? [{area}]" for area in AREAS[:3]], words)
    assert points_of(sheet) == [words]


def test_a_label_in_two_languages_is_read_by_the_half_that_is_known():
    assert place_label("Agree / Cytuno") == place_label("Agree")
    assert place_label("Xyzzy / Cytuno") == place_label("Cytuno")
    assert asks_for("language", "Language / Iaith")
    assert not asks_for("language", "Lessons / Gwersi")


def test_german_school_marks_are_best_at_one():
    sheet = start(separator=";").rate(["Schulnote für Sauberkeit", "Schulnote für Service"],
                                      ["6", "5", "4", "3", "2", "1"])  # fmt: skip
    assert points_of(sheet) == [["6", "5", "4", "3", "2", "1"]]


def test_a_number_in_a_household_is_no_mark():
    sheet = start().numbers("Number in household", 1, 6).rate(["The hall is warm"], AGREE)
    sheet.numbers("No. of cars", 0, 4).text("¿Por qué?", words=ES)
    found, _ = types_of(sheet)
    assert found["Number in household"] == found["No. of cars"] == "number"


def points_by_word(sheet, header):
    drafted = draft_consultation(sheet.content, file_name="e.csv", name="test").consultation
    question = next(q for q in drafted.questions if header in q.headers())
    return question, [(point.label, *point.words) for point in question.scale.points]


def test_codes_that_a_header_explains_are_read_by_their_meaning():
    sheet = start()
    header = "Fares are fair (1=Agree strongly 2=Agree 3=Disagree 4=Disagree strongly)"
    sheet.pick(header, ["1", "2", "3", "4"], "rating", blank=0.1)
    sheet.pick("Main reason (1=Work 2=Shops 3=Health)", ["1", "2", "3"])
    _, points = points_by_word(sheet, header)
    assert points[0] == ("Disagree strongly", "4")
    assert points[-1] == ("Agree strongly", "1")
    _, drafted = types_of(sheet)
    (reason,) = drafted.questions_of("choice")
    assert {option.label for option in reason.options} == {"Work", "Shops", "Health"}


def test_codes_for_no_answer_are_no_points():
    sheet = start()
    for item in "abc":
        sheet.pick(f"burden_{item}", ["1", "2", "3", "4", "5", "-9"], "rating")
    question, points = points_by_word(sheet, "burden_a")
    assert [label for label, *_ in points] == ["1", "2", "3", "4", "5"]
    assert question.scale.dont_know == ("-9",)


def test_a_scale_around_nought_keeps_its_negative_points():
    sheet = start()
    header = "Rate your agreement from -2 to +2"
    sheet.pick(header, ["+2", "-1", "0", "+1", "-2"], "rating")
    _, points = points_by_word(sheet, header)
    assert [label for label, *_ in points] == ["-2", "-1", "0", "+1", "+2"]


def test_words_that_all_labels_share_count_for_nothing():
    sheet = start()
    header = "The fare"
    sheet.pick(header, ["Good value", "Poor value", "Brilliant value", "Terrible value"], "rating")
    _, points = points_by_word(sheet, header)
    assert [label.split()[0] for label, *_ in points] == ["Terrible", "Poor", "Good", "Brilliant"]


@pytest.mark.parametrize("header", ["Q8 Name", "8. Your name", "Name", "Q12) Email address"])
def test_numbered_questions_for_personal_data_are_personal(header):
    sheet = start()
    sheet.add(header, lambda n: "" if n % 3 else f"Bryn Dahl {chr(65 + n % 26)}{n}", "personal")
    assert types_of(sheet)[0][header] == "personal"


def test_three_kinds_of_respondent_are_constituencies():
    sheet = start()
    sheet.pick("I am a", ["Resident", "Business", "Second home owner"])
    assert types_of(sheet)[0]["I am a"] == "constituency"


def test_neighbours_on_other_words_are_two_questions_though_both_are_of_one_kind():
    sheet = start()
    sheet.pick("Do you trust it?", ["Do not trust it at all", "Trust a little", "Trust a lot"])
    sheet.pick("Are you informed?", ["Not informed at all", "A little informed", "Very informed"])
    _, drafted = types_of(sheet)
    assert [len(question.headers()) for question in drafted.questions_of("rating")] == [1, 1]
