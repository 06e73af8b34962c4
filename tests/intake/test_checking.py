import random

import pandas as pd
import pytest
import yaml

from gpgp.cleaning import clean_responses
from gpgp.instrument import find_key_fault
from gpgp.intake import check_responses
from gpgp.tables import SPECS, check_table

QUESTIONS = """
  - {id: who, type: constituency, column: Who}
  - {id: when, type: submitted_at, column: When}
  - id: vision
    type: rating
    scale: agreement
    columns: {one: One, two: Two}
    options: [{code: one, label: One}, {code: two, label: Two}]
  - id: topic
    type: choice
    column: Topic
    options: [{code: pay, label: Pay}, {code: skills, label: "Skills & training"}]
  - id: topics
    type: multi_choice
    column: Topics
    separator: ","
    options: [{code: a, label: A}, {code: b, label: "B (x, y)"}]
  - id: ranks
    type: ranking
    columns: {first: R1, second: R2}
    options: [{code: first, label: First}, {code: second, label: Second}]
  - {id: say, type: free_text, column: Say}
"""
HEADER = "Who,When,One,Two,Topic,Topics,R1,R2,Say"


@pytest.fixture
def check(read, instrument):
    def make(*lines, questions=QUESTIONS, header=HEADER, export="encoding: utf-8"):
        received = read("\n".join([header, *lines]) + "\n", questions=questions, export=export)
        return check_responses(received, consultation=instrument(questions, export))

    return make


def told(findings):
    columns = ["finding_code", "subject", "value", "n_rows", "severity_code"]
    return {tuple(row) for row in findings[columns].to_numpy().tolist()}


GOOD = 'unison,2024-01-02 10:00:00,agree,NOT SURE,Skills and Training,"A, B (x, y)",1,2,hello'


def test_an_export_that_the_instrument_knows_has_no_findings(check):
    assert check(GOOD).empty


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (GOOD.replace("unison", "Trade unionz"),
         ("unknown_constituency", "who", "Trade unionz", 1, "loss")),
        (GOOD.replace("agree,", "Strongly agre,"),
         ("word_outside_scale", "vision", "Strongly agre", 1, "loss")),
        (GOOD.replace("Skills and Training", "Parking"),
         ("not_an_option", "topic", "", 1, "loss")),
        (GOOD.replace('"A, B (x, y)"', '"A, other, B (x, y)"'),
         ("not_an_option", "topics", "", 1, "loss")),
        (GOOD.replace(",1,2,", ",first,2,"), ("rank_unknown", "ranks", "", 1, "loss")),
        (GOOD.replace(",1,2,", ",1,3,"), ("rank_out_of_range", "ranks", "", 1, "loss")),
        (GOOD.replace("2024-01-02 10:00:00", "soon"),
         ("unreadable_date", "submitted_at", "", 1, "note")),
        (GOOD.replace("hello", "It costs Â£5"), ("mojibake", "say", "", 1, "note")),
        (GOOD.replace("hello", "me@example.org"), ("looks_personal", "say", "", 1, "note")),
        (GOOD.replace("hello", ""), ("empty_column", "Say", "", 0, "note")),
    ],
)  # fmt: skip
def test_what_would_be_lost_or_matters_is_told(check, bad, expected):
    losses = {each for each in told(check(bad)) if not (expected[4] == "loss" != each[4])}
    assert losses == {expected}


def test_spellings_are_counted_with_the_nearest_name(check):
    findings = check(*[GOOD.replace("unison", "trade unoins")] * 3)
    row = findings.loc[findings["finding_code"] == "unknown_constituency"].iloc[0]
    assert row["n_rows"] == 3
    assert "if it means 'Trade unions'" in row["what_to_do"]


def test_every_word_that_is_no_option_is_named_with_its_count(check):
    lines = [GOOD.replace('"A, B (x, y)"', word) for word in ["Canteen"] * 3 + ["I am Jane Roe"]]
    findings = told(check(*lines))
    assert ("not_an_option", "topics", "", 4, "loss") in findings
    assert ("not_an_option", "topics", "Canteen", 3, "note") in findings
    assert ("not_an_option", "topics", "I am Jane Roe", 1, "note") in findings


def test_the_line_to_paste_is_valid_and_makes_the_word_known(check):
    lines = [GOOD.replace("unison", who) for who in ("Trade union", "trades unions", "Parish")]
    findings = check(*lines)
    advice = findings.set_index("value")["what_to_do"]
    pasted = 'code unions: paste aliases: ["UNISON", "Trade union", "trades unions"]'
    assert pasted in advice["Trade union"]
    assert pasted in advice["trades unions"]
    assert 'paste - {code: parish, label: "Parish"}' in advice["Parish"]
    line = advice["Parish"].partition("paste ")[2]
    assert yaml.safe_load(line) == [{"code": "parish", "label": "Parish"}]


def test_words_beyond_the_fifty_most_frequent_are_counted(check):
    lines = [GOOD.replace("Skills and Training", f"Thing {chr(97 + n % 26)}{n}") for n in range(60)]
    findings = check(*lines).query("subject == 'topic'")
    assert len(findings) == 52
    rest = findings.set_index("value")["n_rows"]
    assert (rest[""], rest["..."]) == (60, 10)


ID = "  - {id: key, type: respondent_id, column: Key}\n  - {id: say, type: free_text, column: Say}"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([f"r{n}" for n in range(100)], set()),
        ([f"r{n % 99}" for n in range(100)], {("repeated_id", 1, "note")}),
        ([f"r{n % 97}" for n in range(100)], {("repeated_id", 3, "loss")}),
        (["1.14379E+11"] * 95 + ["7"] * 1 + ["8"] * 4,
         {("broken_id", 95, "loss"), ("repeated_id", 3, "loss")}),
        ([f"{n}14379004521000000" for n in range(1, 10)], {("broken_id", 9, "loss")}),
        ([""] * 50 + [f"{n}" for n in range(50)], set()),
    ],
)  # fmt: skip
def test_a_key_is_a_key(check, keys, expected):
    findings = check(*(f"{key},hello {n}" for n, key in enumerate(keys)), questions=ID,
                     header="Key,Say")  # fmt: skip
    assert {tuple(f) for f in findings[["finding_code", "n_rows", "severity_code"]].to_numpy()} == (
        expected
    )


def test_rounded_keys_set_nobody_aside(read, instrument):
    text = "Key,Say\n" + "".join(f"1.14379E+11,hello {n}\n" for n in range(9))
    received = read(text, questions=ID)
    cleaned = clean_responses(received.rows, consultation=instrument(ID), source_file="f")
    assert (len(cleaned.responses), len(cleaned.set_aside)) == (9, 0)


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ([f"R_{n}" for n in range(50)], ""),
        (["1.14379E+11", "1.2E+11", "3"], "2 of its values were rounded"),
        ([str(n % 40) for n in range(50)], "20% of its rows repeat"),
        (["", " "], "empty"),
        ([str(114379004521 + n) for n in range(9)], ""),
    ],
)
def test_a_column_that_holds_no_keys_is_known_by_them(keys, fault):
    found = find_key_fault(pd.Series(keys, dtype="str"))
    assert (fault in found) if fault else found == ""


def test_columns_that_no_question_reads_are_told(check):
    findings = check(GOOD + ",a@b.org", header=HEADER + ",Your e-mail")
    assert told(findings) == {("unused_column", "Your e-mail", "", 1, "note")}
    assert "looks like an e-mail address" in findings["what_to_do"][0]


def test_places_and_lists_in_order_are_checked(check):
    options = "options: [{code: a, label: A}, {code: b, label: B}]"
    places = f"  - {{id: r, type: ranking, places: [P1, P2], {options}}}"
    findings = check("A,A", "A,X", "-,B", questions=places, header="P1,P2")
    assert {(f[0], f[3]) for f in told(findings)} == {("rank_repeated", 1), ("rank_unknown", 1)}
    listed = f"  - {{id: r, type: ranking, column: L, {options}}}"
    findings = check("A;B;", "B;X;", questions=listed, header="L")
    assert {(f[0], f[3]) for f in told(findings)} == {("rank_unknown", 1)}


def test_findings_of_reading_are_told_too(check):
    assert "short_row" in set(check(GOOD, "unison")["finding_code"])


WORDS = {
    "Who": ["Trade unions", " TRADE  UNIONS", "health and care", "Health &amp; care", "unoin", ""],
    "When": ["2024-01-02 10:00:00", ""],
    "One": ["Agree", "agree ", "Neither", "not sure", "Agre", "5", ""],
    "Two": ["Disagree", "Agree\u00a0", "n/a", ""],
    "Topic": ["Pay", "skills & training", "SKILLS AND TRAINING", "other", ""],
    "Topics": ["A", "A,B (x, y)", "B (x, y), A, z", "z, z2", "A,", ""],
    "R1": ["1", "2.0", "1st", "3", "x", "", "-"],
    "R2": ["2", "2", "0", "", "N/A"],
    "Say": ["Some thoughts of my own here", ""],
}


@pytest.mark.parametrize("seed", range(20))
def test_checking_tells_exactly_what_cleaning_does_not_match(read, instrument, seed):
    draw = random.Random(seed).choice
    lines = [[draw(words) for words in WORDS.values()] for _ in range(40)]
    text = pd.DataFrame(lines, columns=list(WORDS)).to_csv(index=False)
    received = read(text, questions=QUESTIONS)
    consultation = instrument(QUESTIONS)
    checked = check_responses(received, consultation=consultation)
    cleaned = clean_responses(received.rows, consultation=consultation, source_file="f")
    assert cleaned.set_aside.empty
    columns = ["finding_code", "subject", "value", "n_rows"]
    losses = [f[f["severity_code"] == "loss"][columns] for f in (checked, cleaned.findings)]
    pd.testing.assert_frame_equal(*(loss.reset_index(drop=True) for loss in losses))
    both = clean_responses(
        received.rows, consultation=consultation, source_file="f", findings=checked
    )
    check_table(both.findings, SPECS["findings"])
    extra = both.findings.merge(
        checked, how="left", indicator=True, on=["finding_code", "subject", "value"], validate="1:1"
    )
    assert extra.loc[extra["_merge"] == "left_only", "severity_code_x"].eq("note").all()
