import pytest

from gpgp.instrument import find_decimal, guess_scale_kind, parse_consultation, read_number

CASES = [
    ("45", 45, "plain"),
    (" 1,234 ", 1234, "thousands"),
    ("1 234 567,89", 1234567.89, "blanks between thousands, a decimal comma"),
    ("1'000'000", 1_000_000, "Swiss thousands"),
    ("1,00,000", 100_000, "Indian thousands"),
    ("1,5", 1.5, "two decimals cannot be thousands"),
    (".5", 0.5, "no digit before the point"),
    ("£1,250.50", 1250.5, "currency before"),
    ("1.250,50 €", 1250.5, "currency after, the last mark is the decimal one"),
    ("US$ 20", 20, "country and currency"),
    ("-£5", -5, "sign before the currency"),
    ("−5", -5, "a minus sign that is no hyphen"),
    ("12 %", 12, "per cent"),
    ("35 years old", 35, "a unit of time without a declared one is years"),
    ("45 oed", 45, "Welsh years"),
    ("about 30", 30, "about"),
    ("c. 30", 30, "circa"),
    ("2k", 2000, "thousands by letter"),
    ("£2.5m", 2_500_000, "millions by letter"),
    ("1.2E+05", 120_000, "as spreadsheets write large numbers"),
    ("٤٥", 45, "Arabic digits"),
    ("４５", 45, "full-width digits"),
    ("", None, "blank"),
    ("none", None, "a word that is not declared"),
    ("10-20", None, "a range"),
    ("10 to 20", None, "a range in words"),
    ("50+", None, "a bound"),
    (">5", None, "a bound by sign"),
    ("5/10", None, "a mark out of ten"),
    ("3, 4", None, "two numbers"),
    ("18 months", None, "another unit than years"),
    ("12 apples", None, "an unknown unit"),
    ("12:30", None, "a time of day"),
    ("1e400", None, "beyond what a number can hold"),
    ("9" * 80, None, "longer than any quantity"),
]


@pytest.mark.parametrize(("text", "value", "reason"), CASES)
def test_a_quantity_is_read_as_people_write_it(text, value, reason):
    assert read_number(text) == (None if value is None else pytest.approx(value)), reason


def test_the_declared_decimal_mark_decides_where_both_readings_fit():
    assert read_number("1.234", decimal=",") == 1234
    assert read_number("1.234") == 1.234
    assert read_number("18 months", unit="months") == 18
    assert read_number("12 apples", unit="apples") == 12
    assert read_number("None", words={"none": 0}) == 0


def test_the_decimal_mark_of_a_column_is_found():
    assert find_decimal(["1,5", "2,25", "3"]) == ","
    assert find_decimal(["1,500", "2.5"]) == "."
    assert find_decimal(["1.234,50"]) == ","
    assert find_decimal([]) == "."


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (["Strongly disagree", "Neither", "Strongly agree"], "agreement"),
        (["Anghytuno", "Cytuno"], "agreement"),
        (["Pas d'accord", "D'accord"], "agreement"),
        (["Gar nicht wichtig", "Sehr wichtig"], "importance"),
        (["Muy insatisfecho", "Muy satisfecho"], "satisfaction"),
        (["Nooit", "Soms", "Altijd"], "frequency"),
        (["Very poor", "Good", "Excellent"], "quality"),
        (["Improvável", "Provável"], "likelihood"),
        (["Per niente", "Poco", "Molto"], "amount"),
        (["Much worse", "About the same", "Much better"], "comparison"),
        (["1", "2", "3", "4", "5"], "numeric"),
        (["1 - Strongly disagree", "2", "3", "4", "5 - Strongly agree"], "agreement"),
    ],
)
def test_the_kind_of_a_scale_shows_in_its_words(labels, kind):
    assert guess_scale_kind(labels) == kind


def test_a_declared_kind_stands(tmp_path):
    text = """
title: T
organisation: O
delete_after: 2030-01-01
export: {file: r.csv}
scales: {s: {points: [Low, Middle, High], kind: quality}, t: {points: [No, Some, A lot]}}
questions: [{id: a, type: ignore, columns: [a]}]
"""
    scales = parse_consultation(text).scales
    assert (scales["s"].kind, scales["t"].kind) == ("quality", "amount")
