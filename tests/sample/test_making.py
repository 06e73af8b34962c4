"""The sample repeats itself, keeps its shape, and holds what its truth says."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from gpgp.errors import ParameterError
from gpgp.instrument import find_columns, group_words, match_word
from gpgp.sample import make_sample
from gpgp.sample.plan import read_instrument
from gpgp.sample.rows import list_columns

BUNDLED = Path(__file__).parents[2] / "data" / "raw" / "great_people"
OPEN_QUESTIONS = (
    "productive_comment",
    "wording",
    "missing",
    "priorities_comment",
    "anything_else",
)


@pytest.mark.parametrize("name", ["consultation.yaml", "responses.csv", "truth.json"])
def test_the_bundled_files_are_reproduced_byte_for_byte(bundled, name):
    assert bundled.files()[name] == (BUNDLED / name).read_bytes()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not():
    first, again, other = (make_sample(n_responses=60, seed=seed) for seed in (5, 5, 6))
    assert first.files() == again.files()
    assert first.export_csv != other.export_csv


@pytest.mark.parametrize("n_responses", [50, 200, 777])
def test_every_size_has_all_its_rows_and_at_least_one_of_every_plant(n_responses, read_rows):
    sample = make_sample(n_responses=n_responses, seed=3)
    truth = json.loads(sample.files()["truth.json"])
    assert len(read_rows(sample.export_csv)) == n_responses == truth["ledger"]["received"]
    assert truth["ledger"]["analysed"] == n_responses - len(truth["set_aside"])
    empty = [key for key, value in truth.items() if value == []]
    assert set(empty) <= {"mojibake", "nfd"}  # need a Welsh comment or an apostrophe


def test_too_small_a_sample_is_refused():
    with pytest.raises(ParameterError, match="at least 50, found 49"):
        make_sample(n_responses=49, seed=1)
    with pytest.raises(ParameterError, match="seed: expected a whole number from 0"):
        make_sample(n_responses=50, seed=-1)


def test_the_export_has_the_shape_of_its_platform(bundled):
    text = bundled.export_csv.decode("utf-8")
    assert text.startswith("\ufeffRespondent ID,Collector ID,Start Date,End Date,")
    assert "\r" not in text.replace("\r\n", "")
    tops, seconds = list(csv.reader(io.StringIO(text, newline="")))[:2]
    assert seconds[:8] == [""] * 8
    place = tops.index(
        "Please put the five priorities in order, 1 for the one that should come first."
    )
    assert tops[place + 1 : place + 5] == [""] * 4
    assert seconds[place] == "Leadership"


def test_every_column_of_the_instrument_is_in_the_export():
    _, instrument = read_instrument()
    fillers = ("", "Response", "Open-Ended Response")
    headers = [
        top if second in fillers else f"{top} | {second}"
        for top, second in list_columns(instrument).values()
    ]
    assert len(set(headers)) == len(headers)
    used = {
        header
        for question in instrument.questions
        for header in find_columns(question, headers).values()
    }
    assert used == set(headers)


def test_the_ledger_follows_from_the_rows_alone(bundled, rows):
    """The rules of setting aside, applied by a plain loop."""
    found, seen, last = [], {}, {}
    for number, row in enumerate(rows, start=3):
        last[row["respondent"]] = number
    for number, row in enumerate(rows, start=3):
        key = tuple(text for slot, text in row.items() if slot not in TIME_AND_IDS)
        reason = reason_of(row) or (seen.get(key) and "exact_repeat")
        if not reason and last[row["respondent"]] != number:
            reason = "repeat_respondent"
        if reason:
            found.append((number, reason))
        else:
            seen[key] = number
    assert found == [(entry["row"], entry["reason"]) for entry in bundled.truth["set_aside"]]
    counts = Counter(reason for _, reason in found)
    ledger = {"received": len(rows), "analysed": len(rows) - len(found), **counts}
    assert ledger == bundled.truth["ledger"]


TIME_AND_IDS = {"respondent", "collector", "started", "submitted", "ip_address"}


def reason_of(row: dict[str, str]) -> str:
    month, day, year = row["submitted"].split(" ")[0].split("/")
    date = f"{year}-{month}-{day}"
    if date < "2018-05-14":
        return "before_opening"
    if date > "2018-08-31":
        return "after_closing"
    said = [
        text
        for slot, text in row.items()
        if slot in OPEN_QUESTIONS or slot.startswith(("vision.", "order.", "support."))
    ]
    if not any(text.strip() for text in said):
        return "blank"
    comments = [row[question] for question in OPEN_QUESTIONS if row[question]]
    tests = {"test", "testing", "asdf", "test test"}
    return "test" if comments and all(text.lower() in tests for text in comments) else ""


def test_a_row_kept_instead_of_another_says_the_same_or_came_later(bundled, rows):
    for entry in bundled.truth["set_aside"]:
        if entry["kept_row"] is None:
            continue
        row, kept = rows[entry["row"] - 3], rows[entry["kept_row"] - 3]
        if entry["reason"] == "exact_repeat":
            assert entry["kept_row"] < entry["row"]
            assert row["vision.productive"] == kept["vision.productive"]
        else:
            assert entry["kept_row"] > entry["row"]
            assert row["respondent"] == kept["respondent"]


def test_constituencies_are_counted_as_the_instrument_reads_them(bundled, rows):
    aside = {entry["row"] for entry in bundled.truth["set_aside"]}
    words = group_words(read_instrument()[1].constituencies)
    counts = Counter(
        (match_word(row["capacity"], words) or "not_matched") if row["capacity"] else "no_answer"
        for number, row in enumerate(rows, start=3)
        if number not in aside
    )
    assert dict(counts) == bundled.truth["constituencies"]
    assert counts["care_skills_regulator"] == 3
    assert counts["council_staff"] > 350
