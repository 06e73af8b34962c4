"""Drafts of invented exports, one per platform, in the shape that the platform writes."""

import csv
import datetime as dt
import io
import itertools
import os
import random
import subprocess
import sys

import pytest

from gpgp.cleaning import clean_responses
from gpgp.errors import InputError
from gpgp.instrument import parse_consultation
from gpgp.intake import check_responses, draft_consultation, read_responses

N = 60
AGREE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
ROLES = ["Trade union", "Council", "Health body", "Social care provider"]
TOPICS = ["Job design", "Pay modelling (bands, grades)", "Apprenticeships", "Agency spending"]
ORDER = ["Leadership", "Skills", "Pay"]
WORDS = [
    "we",
    "need",
    "better",
    "pay",
    "and",
    "more",
    "time",
    "for",
    "training",
    "in",
    "our",
    "teams",
]


def _draws(seed=1):
    return random.Random(seed)


def comments(seed):
    draw = _draws(seed)
    return [" ".join(draw.sample(WORDS, 9)) + f" {n}" for n in range(N)]


def picks(words, seed):
    draw = _draws(seed)
    return [draw.choice(words) for _ in range(N)]


def lists(words, seed, separator, end=""):
    draw = _draws(seed)
    return [separator.join(draw.sample(words, draw.randint(1, len(words)))) + end for _ in range(N)]


def orders(seed):
    draw = _draws(seed)
    return [draw.sample(range(1, len(ORDER) + 1), len(ORDER)) for _ in range(N)]


def times(form, first=dt.datetime(2024, 3, 1, 9, 5, 7)):
    return [(first + dt.timedelta(hours=7 * n)).strftime(form) for n in range(N)]


def ticks(words, seed):
    draw = _draws(seed)
    chosen = [draw.sample(words, draw.randint(1, len(words))) for _ in range(N)]
    return {word: [word if word in row else "" for row in chosen] for word in words}


def to_csv(headers, columns, separator=","):
    """Header rows, and one list of cells per column, as bytes."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerows(headers)
    writer.writerows(zip(*columns, strict=True))
    return buffer.getvalue().encode()


def google_forms():
    head = ["Timestamp", "Email Address", "In which capacity are you answering?"]
    head += [f"How far do you agree? [{word}]" for word in ORDER]
    head += ["Which topics? Tick all that apply.", "What is missing?"]
    columns = [times("%m/%d/%Y %H:%M:%S"), [f"p{n}@example.org" for n in range(N)], picks(ROLES, 2)]
    columns += [picks(AGREE, 3 + n) for n in range(3)]
    columns += [lists(TOPICS, 7, ", "), comments(8)]
    kinds = [
        "submitted_at",
        "personal",
        "constituency",
        *["rating"] * 3,
        "multi_choice",
        "free_text",
    ]
    return to_csv([head], columns), dict(zip(head, kinds, strict=True))


def microsoft_forms():
    head = ["ID", "Start time", "Completion time", "Email", "Name", "What is your role?"]
    head += ["Staff are valued", "Staff are heard", "Put these in order", "Topics", "Your views"]
    columns = [[str(n) for n in range(1, N + 1)], times("%d/%m/%Y %H:%M:%S")]
    columns += [times("%d/%m/%Y %H:%M:%S"), ["anonymous"] * N, [""] * N, picks(ROLES, 2)]
    columns += [picks(AGREE, 3), picks(AGREE, 4)]
    columns += [[";".join(ORDER[i - 1] for i in o) + ";" for o in orders(5)]]
    columns += [lists(TOPICS, 6, ";", ";"), comments(7)]
    kinds = ["respondent_id", "ignore", "submitted_at", "personal", "personal", "constituency"]
    kinds += ["rating", "rating", "ranking", "multi_choice", "free_text"]
    return to_csv([head], columns), dict(zip(head, kinds, strict=True))


def surveymonkey():
    upper = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "First Name"]
    lower = [""] * 6
    columns = [[str(10**9 + n) for n in range(N)], ["77"] * N, times("%m/%d/%Y %H:%M:%S")]
    columns += [times("%m/%d/%Y %H:%M:%S"), [f"10.0.0.{n}" for n in range(N)], [""] * N]
    kinds = ["respondent_id", "ignore", "ignore", "submitted_at", "personal", "personal"]
    names = list(upper)
    for question, words, made, kind in (
        (
            "How far do you agree?",
            ORDER,
            {w: picks(AGREE, n) for n, w in enumerate(ORDER)},
            "rating",
        ),
        ("Which topics?", TOPICS, ticks(TOPICS, 9), "multi_choice"),
        (
            "Please rank these",
            ORDER,
            {w: [str(o[n]) for o in orders(4)] for n, w in enumerate(ORDER)},
            "ranking",
        ),
    ):
        upper += [question, *[""] * (len(words) - 1)]
        lower += words
        columns += [made[word] for word in words]
        names += [f"{question} | {word}" for word in words]
        kinds += [kind] * len(words)
    upper += ["Which sector do you work in?", "Anything else?"]
    lower += ["Response", "Open-Ended Response"]
    columns += [picks(ROLES, 5), comments(6)]
    names += upper[-2:]
    kinds += ["constituency", "free_text"]
    return to_csv([upper, lower], columns), dict(zip(names, kinds, strict=True))


def condensed_surveymonkey():
    head = [
        "Respondent ID",
        "End Date",
        "What is your role?",
        "What is your role? - Other (specify)",
    ]
    head += [f"Which topics? Please select all. - {topic}" for topic in TOPICS]
    head += ["Why?"]
    columns = [[str(10**9 + n) for n in range(N)], times("%m/%d/%Y %H:%M:%S"), picks(ROLES, 2)]
    columns += [["a clerk", "a trustee", "the mayor"] + [""] * (N - 3)]
    columns += [*ticks(TOPICS, 3).values(), comments(4)]
    kinds = ["respondent_id", "submitted_at", "constituency", "free_text"]
    kinds += [*["multi_choice"] * len(TOPICS), "free_text"]
    content = to_csv([head, [""] * len(head)], columns).replace(b"\r\n", b"\r")
    return content, dict(zip(head, kinds, strict=True))


def qualtrics():
    names = [
        "StartDate",
        "EndDate",
        "Status",
        "Finished",
        "RecordedDate",
        "ResponseId",
        "UserLanguage",
    ]
    texts = ["Start Date", "End Date", "Response Type", "Finished", "Recorded Date", "Response ID",
             "User Language"]  # fmt: skip
    columns = [times("%Y-%m-%d %H:%M:%S"), times("%Y-%m-%d %H:%M:%S"), ["IP Address"] * N]
    columns += [["True"] * N, times("%Y-%m-%d %H:%M:%S"), [f"R_{n:015d}x" for n in range(N)]]
    columns += [["EN"] * N]
    kinds = ["ignore", "ignore", "ignore", "ignore", "submitted_at", "respondent_id", "language"]
    names += ["Q1", "Q2_1", "Q2_2", "Q2_3", "Q3", "Q4"]
    texts += ["On whose behalf are you answering?"]
    texts += [f"How far do you agree with these aims? - {word}" for word in ORDER]
    texts += ["How did you hear of us?", "What would you change?"]
    columns += [picks(ROLES, 2), *(picks(AGREE, 3 + n) for n in range(3))]
    columns += [picks(["Letter", "Website"], 9), comments(7)]
    kinds += ["constituency", *["rating"] * 3, "choice", "free_text"]
    ids = [f'{{"ImportId":"{name}"}}' for name in names]
    joined = [n if n == t else f"{n} | {t}" for n, t in zip(names, texts, strict=True)]
    return to_csv([names, texts, ids], columns), dict(zip(joined, kinds, strict=True))


def limesurvey():
    head = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page"]
    head += ["startlanguage. Start language", "role. What type of organisation do you work for?"]
    head += [f"aims[SQ00{n}]. How far do you agree? [{w}]" for n, w in enumerate(ORDER, 1)]
    head += [f"topics[SQ00{n}]. Which topics? [{w}]" for n, w in enumerate(TOPICS, 1)]
    head += ["more. What else should we know?"]
    columns = [[str(n) for n in range(N)], times("%Y-%m-%d %H:%M:%S"), ["4"] * N, ["en"] * N]
    columns += [picks(ROLES, 2), *(picks(AGREE, n) for n in range(3))]
    columns += [picks(["Yes", "No"], n) for n in range(4)] + [comments(3)]
    kinds = ["respondent_id", "submitted_at", "ignore", "language", "constituency"]
    kinds += [*["rating"] * 3, *["multi_choice"] * 4, "free_text"]
    return to_csv([head], columns, ";"), dict(zip(head, kinds, strict=True))


def typeform():
    head = ["#", "What is *your role*?", "How important is *pay*? {{field:1-2}}", "Your views"]
    head += ["Start Date (UTC)", "Submit Date (UTC)", "Network ID"]
    columns = [[f"{n:x}a8k3jd0s9fk2lq7{n:02d}" for n in range(N)], picks(ROLES, 2)]
    columns += [picks(["Not important", "Important", "Very important"], 3), comments(4)]
    columns += [times("%Y-%m-%d %H:%M:%S"), times("%Y-%m-%d %H:%M:%S")]
    columns += [[f"{n:010x}" for n in range(N)]]
    kinds = ["respondent_id", "constituency", "rating", "free_text", "ignore", "submitted_at"]
    return to_csv([head], columns), dict(zip(head, [*kinds, "personal"], strict=True))


def smartsurvey():
    head = ["UserID", "UserNo", "Name", "Email", "IP Address", "Started", "Ended", "Tracking Link"]
    columns = [[str(10**7 + n) for n in range(N)], [str(n) for n in range(1, N + 1)], [""] * N]
    columns += [[""] * N, [f"10.0.0.{n}" for n in range(N)], times("%d/%m/%Y %H:%M:%S")]
    columns += [times("%d/%m/%Y %H:%M:%S"), ["Web"] * N]
    kinds = [
        "respondent_id",
        "ignore",
        "personal",
        "personal",
        "personal",
        "ignore",
        "submitted_at",
    ]
    kinds += ["ignore"]
    head += ["In what capacity are you responding?"]
    head += [f"How far do you agree with the aims? - {word}" for word in ORDER]
    head += ["Please tell us why"]
    columns += [picks(ROLES, 2), *(picks(AGREE, n) for n in range(3)), comments(4)]
    kinds += ["constituency", *["rating"] * 3, "free_text"]
    return to_csv([head], columns), dict(zip(head, kinds, strict=True))


def citizen_space(is_banner_full):
    texts = ["Response ID", "Submitted Date/Time", "Response Source", "Are you responding as?"]
    texts += [f"To what extent do you agree? - {word}" for word in ORDER]
    texts += ["Which topics? - Select", "Please give reasons for your answer"]
    banner = ["", "", "", "capacity", "aims", "aims", "aims", "topics", "reasons"]
    if not is_banner_full:
        banner = ["", "", "", "capacity", "aims", "", "", "topics", "reasons"]
    columns = [[f"ANON-{n:04d}-X" for n in range(N)], times("%d/%m/%Y %H:%M")]
    columns += [["Online"] * N, picks(ROLES, 2), *(picks(AGREE, n) for n in range(3))]
    columns += [lists(TOPICS, 5, ";"), comments(4)]
    kinds = ["respondent_id", "submitted_at", "ignore", "constituency", *["rating"] * 3]
    kinds += ["multi_choice", "free_text"]
    return to_csv([banner, texts], columns), kinds


def simplesurvey():
    head = ["Internal ID", "1) Which <strong>region</strong> are you in?&nbsp;"]
    head += [f"2) Which topics?&nbsp; {topic}" for topic in [*TOPICS, "Other (please specify):"]]
    head += ["2) Which topics?&nbsp; Other (please specify):"]
    head += [f"3) How important are these? {word}" for word in ORDER]
    made = ticks([*TOPICS, "Other (please specify):"], 3)
    columns = [[str(10**7 + n) for n in range(N)], picks(["North", "South", "East"], 2)]
    columns += [*made.values(), comments(5)]
    scale = ["1 Not at all", "2", "3", "4", "5 Very important"]
    columns += [picks(scale, n) for n in range(3)]
    names = [*head[:7], head[7] + " (2)", *head[8:]]
    kinds = ["respondent_id", "constituency", *["multi_choice"] * 5, "free_text", *["rating"] * 3]
    return to_csv([head], columns), dict(zip(names, kinds, strict=True))


def alchemer():
    head = ["Response ID", "Time Started", "Date Submitted", "Status", "What is your role?"]
    head += ["Other - Write In:What is your role?"]
    head += [f"{word}:How satisfied are you with these?" for word in ORDER]
    head += ["Idea #1:What should we do first?", "Idea #2:What should we do first?"]
    columns = [[str(n) for n in range(1, N + 1)], times("%Y-%m-%d %H:%M:%S")]
    columns += [times("%Y-%m-%d %H:%M:%S"), picks(["Complete", "Partial"], 2), picks(ROLES, 3)]
    columns += [[""] * (N - 3) + ["a volunteer", "parish clerk", "a trustee of it"]]
    columns += [picks(["Very dissatisfied", "Satisfied", "Very satisfied"], n) for n in range(3)]
    columns += [comments(4), comments(5)]
    kinds = ["respondent_id", "ignore", "submitted_at", "ignore", "constituency", "free_text"]
    return to_csv([head], columns), dict(
        zip(head, [*kinds, *["rating"] * 3, *["free_text"] * 2], strict=True)
    )


def questback():
    head = ["lfdn", "external_lfdn", "tester", "dispcode", "lastpage", "quality", "duration"]
    head += ["v_1", "v_2", "v_3", "v_4", "v_5"]
    columns = [[str(n) for n in range(28, 28 + N)], ["0"] * N, ["no tester"] * N]
    columns += [
        ["Completed (31)"] * N,
        ["2401447"] * N,
        ["-77"] * N,
        [str(90 + n) for n in range(N)],
    ]
    columns += [picks(["quoted", "not quoted", "-77"], n) for n in range(2)]
    columns += [picks([*AGREE, "-99"], 3), picks([*AGREE, "-66"], 4)]
    columns += [[text if n % 3 else "-99" for n, text in enumerate(comments(5))]]
    kinds = ["respondent_id", *["ignore"] * 6, "multi_choice", "multi_choice", "rating", "rating"]
    return to_csv([head], columns, ";"), dict(zip(head, [*kinds, "free_text"], strict=True))


def plain():
    head = [
        "when",
        "Respondent type",
        "Organisation name",
        "Postcode",
        "Region",
        "May we quote you?",
    ]
    head += ["Which language?", "Gender", "Leadership", "Skills", "Pay", "Comments"]
    head += ["Q2_Rank1", "Q2_Rank2", "Q2_Rank3"]
    columns = [times("%d/%m/%Y %H:%M:%S")]
    columns += [picks(["An individual", "On behalf of an organisation"], 1)]
    columns += [[f"Parish {n}" if n % 2 else "" for n in range(N)], ["CF10 3AT"] * N]
    columns += [picks(["North", "South", "West"], 2), picks(["Yes", "No"], 3)]
    columns += [picks(["English", "Cymraeg"], 4), picks(["Woman", "Man", "Other"], 5)]
    columns += [picks(AGREE, n) for n in range(3)] + [comments(6)]
    places = [["not answered"] * 3 if n % 9 == 0 else [ORDER[i - 1] for i in o]
              for n, o in enumerate(orders(8))]  # fmt: skip
    columns += list(zip(*places, strict=True))
    kinds = [
        "submitted_at",
        "respondent_type",
        "organisation",
        "personal",
        "constituency",
        "quote_consent",
    ]
    kinds += ["language", "choice", *["rating"] * 3, "free_text", *["ranking"] * 3]
    return to_csv([head], columns, "\t"), dict(zip(head, kinds, strict=True))


EXPORTS = [
    google_forms, microsoft_forms, surveymonkey, condensed_surveymonkey, qualtrics, limesurvey,
    typeform, smartsurvey, simplesurvey, alchemer, questback, plain,
]  # fmt: skip


def types_of(draft, content):
    """Return column → question type as the draft reads the export, which it must."""
    consultation = parse_consultation(draft.yaml_text)
    received = read_responses(content, consultation=consultation, file_name="export.csv")
    findings = check_responses(received, consultation=consultation)
    clean_responses(received.rows, consultation=consultation, source_file="f", findings=findings)
    found = {}
    for question in consultation.questions:
        for header in question.headers():
            found[header] = question.type
    return found, findings


@pytest.mark.parametrize("make", EXPORTS, ids=lambda make: make.__name__)
def test_a_platform_and_its_columns_are_recognised(make):
    content, expected = make()
    draft = draft_consultation(content, file_name="export.csv", name="test")
    found, findings = types_of(draft, content)
    assert draft.platform == make.__name__.removeprefix("condensed_")
    assert found == expected
    assert findings[findings["severity_code"] == "loss"].empty


@pytest.mark.parametrize("is_banner_full", [True, False])
def test_citizen_space_has_a_banner_of_names_over_its_questions(is_banner_full):
    content, expected = citizen_space(is_banner_full)
    draft = draft_consultation(content, file_name="export.csv", name="test")
    found, _ = types_of(draft, content)
    assert draft.platform == "citizen_space"
    assert sorted(found.values()) == sorted(expected)
    assert [kind for kind in found.values() if kind != "ignore"] == [
        kind for kind in expected if kind != "ignore"
    ]


def test_a_draft_says_what_was_guessed():
    content, _ = limesurvey()
    draft = draft_consultation(content, file_name="export.csv", name="great_people")
    assert 'title: "Great people"  # guessed' in draft.yaml_text
    assert "# guessed: separator semicolon" in draft.yaml_text
    assert any(guess.startswith("separator semicolon") for guess in draft.guesses)
    assert any(guess.startswith("constituency: the column") for guess in draft.guesses)


def test_everything_a_draft_guesses_is_deterministic():
    content, _ = surveymonkey()
    first = draft_consultation(content, file_name="export.csv", name="test")
    assert draft_consultation(content, file_name="export.csv", name="test") == first


def test_options_that_as_many_people_chose_stand_in_one_order_on_every_machine(tmp_path):
    words = ["roads", "parks", "housing", "libraries", "buses"]
    picks = [";".join(pair) for n in (2, 3) for pair in itertools.combinations(words, n)] * 3
    export = tmp_path / "answers.csv"
    rows = [f"{n},{pick}" for n, pick in enumerate(picks, start=1)]
    export.write_text("\n".join(["ID,Which matter most to you?", *rows]), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from gpgp.intake import draft_consultation as draft;"
        "print(draft(Path(sys.argv[1]).read_bytes(), file_name='a.csv', name='a').yaml_text)"
    )
    drafts = {
        subprocess.run(
            [sys.executable, "-c", code, export],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "1234"
    }
    assert len(drafts) == 1 and b"multi_choice" in drafts.pop()


def test_responses_are_kept_a_year_from_the_day_of_the_draft_whatever_dates_they_hold():
    content, _ = google_forms()
    day = dt.date(2031, 3, 18)
    draft = draft_consultation(content, file_name="export.csv", name="test", today=day)
    assert parse_consultation(draft.yaml_text).delete_after == dt.date(2032, 3, 18)
    draft = draft_consultation(
        b"a,b\n1,x\n2,y\n", file_name="e.csv", name="test", today=dt.date(2024, 2, 29)
    )
    assert parse_consultation(draft.yaml_text).delete_after == dt.date(2025, 2, 28)


def test_scales_run_from_low_to_high_whatever_their_order_in_the_export():
    content, _ = google_forms()
    consultation = parse_consultation(
        draft_consultation(content, file_name="export.csv", name="test").yaml_text
    )
    scale = consultation.questions_of("rating")[0].scale
    assert [point.label for point in scale.points] == AGREE
    assert (scale.agree_from, scale.disagree_to) == (4, 2)


def test_options_that_hold_the_separator_stay_whole():
    content, _ = google_forms()
    draft = draft_consultation(content, file_name="export.csv", name="test")
    options = parse_consultation(draft.yaml_text).questions_of("multi_choice")[0].items
    assert {option.label for option in options} == set(TOPICS)


def test_a_ranking_in_one_column_is_read_in_its_order():
    content, _ = microsoft_forms()
    consultation = parse_consultation(
        draft_consultation(content, file_name="export.csv", name="test").yaml_text
    )
    (question,) = consultation.questions_of("ranking")
    assert question.about == "priorities"
    assert {item.label for item in question.items} == set(ORDER)


@pytest.mark.parametrize(
    ("encoding", "text"), [("utf-16", "tŷ £5"), ("cp1252", "£5 ‘café’"), ("mac_roman", "£5 ‘café’")]
)
def test_encodings_are_detected(encoding, text):
    content = f"Who,Comments\nme,{text}\nyou,more {text}\n".encode(encoding)
    draft = draft_consultation(content, file_name="export.csv", name="test")
    consultation = parse_consultation(draft.yaml_text)
    received = read_responses(content, consultation=consultation, file_name="export.csv")
    assert consultation.export.encoding == encoding
    assert received.rows["Comments"][0] == text


def test_repeated_and_blank_headers_are_made_unique():
    content = b"Why,,Why\none,two,three\nfour,five,six\n"
    draft = draft_consultation(content, file_name="export.csv", name="test")
    consultation = parse_consultation(draft.yaml_text)
    received = read_responses(content, consultation=consultation, file_name="export.csv")
    assert received.rows.columns.tolist()[1:] == ["Why", "Column B", "Why (2)"]
    assert any("repeated headers" in guess for guess in draft.guesses)


@pytest.mark.parametrize(
    "content",
    [b"", b"Who,Comments\n", b"\x1f\x8b\x08", b"<html></html>", b"a,b\n1,2,3\n", b'a\n"x'],
)
def test_what_is_not_rows_of_responses_is_refused(content):
    with pytest.raises(InputError, match=r"^export\.csv"):
        draft_consultation(content, file_name="export.csv", name="test")


@pytest.mark.parametrize(
    "nasty",
    ["=1+1", "- x", "no", "0123", "a: b # c", "{x}", "'quoted\"", "\ufeff\u0085\u2028tab\t",
     "*a &b !c", "😀 ŵ", "%", "@x", "\\n"],
)  # fmt: skip
def test_nasty_words_survive_into_yaml_and_back(nasty):
    buffer = io.StringIO(newline="")
    rows = [[f"{nasty} header?", "Say"], *([nasty, f"words of mine {n}"] for n in range(9))]
    rows += [["other", "x y z"]] * 3
    csv.writer(buffer).writerows(rows)
    content = buffer.getvalue().encode()
    draft = draft_consultation(content, file_name="export.csv", name="test")
    _, findings = types_of(draft, content)
    assert findings[findings["severity_code"] == "loss"].empty


def test_a_draft_of_few_rows_runs():
    for rows in ("a\n1\n", "Who,Why\nme,because it is so\n", "x,y\n,\n1,\n"):
        content = rows.encode()
        types_of(draft_consultation(content, file_name="export.csv", name="test"), content)


def test_options_that_begin_alike_and_words_that_differ_by_case_can_be_told_apart():
    long = "An organisation that provides services to the public in more than one region, "
    rows = [["In which capacity?", "Pay? [A]", "Pay? [B]", "Rank [X]", "Rank [X]", "Rank [Z]"]]
    for n in range(40):
        who = long + ("mostly in the north" if n % 2 else "mostly in the south")
        first = ["N/A", "n/a", "Agree", "Disagree"][n % 4]
        ranks = [["1", "2", "3"], ["2", "3", "1"], ["3", "1", "2"]][n % 3]
        rows.append([who, first, "Agree" if n % 3 else "Disagree", *ranks])
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    content = buffer.getvalue().encode()
    draft = draft_consultation(content, file_name="export.csv", name="test")
    found, findings = types_of(draft, content)
    assert list(found.values()).count("ranking") == 3
    assert found["In which capacity?"] == "constituency"
    assert findings[findings["severity_code"] == "loss"].empty
