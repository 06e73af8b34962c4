"""What the truth says is in the export, and the planted structure comes out of the answers."""

import re
import unicodedata
from collections import Counter
from statistics import median

import pytest
from scipy.stats import binomtest

from gpgp.agreement.ratings import agreement_a, polarization
from gpgp.instrument import group_words, match_word, scale_words
from gpgp.sample import make_sample
from gpgp.sample.personal import nhs_check_digit
from gpgp.sample.plan import read_instrument
from gpgp.sample.rows import list_columns
from gpgp.sample.voices import read_themes

AGREE = 4  # and 5: the two points that agree
ELIGIBLE = 10  # answers that make a constituency a voice of its own


class Answers:
    """A sample's analysed answers, read from its export by a plain loop."""

    def __init__(self, sample, rows):
        aside = {entry["row"] for entry in sample.truth["set_aside"]}
        self.truth = sample.truth
        self.rows = [row for number, row in enumerate(rows, start=3) if number not in aside]
        instrument = read_instrument()[1]
        self._scale = scale_words(instrument.scales["agreement"])
        self._codes = group_words(instrument.constituencies)

    def code_of(self, row):
        return match_word(row["capacity"], self._codes) or "unknown"

    def scores(self, element):
        """Return constituency → list of scores."""
        scores = {}
        for row in self.rows:
            score = match_word(row[f"vision.{element}"], self._scale)
            if isinstance(score, int):
                scores.setdefault(self.code_of(row), []).append(score)
        return scores


def shares_of(scores):
    """Return constituency → share agreeing with its interval (Wilson), eligible ones only."""
    shares = {}
    for code, given in scores.items():
        if len(given) >= ELIGIBLE and code != "unknown":
            result = binomtest(sum(score >= AGREE for score in given), len(given))
            low, high = result.proportion_ci(method="wilson")
            shares[code] = (result.statistic, low, high)
    return shares


def points_of(scores):
    """Return the share of each point, every eligible constituency with equal weight."""
    groups = [given for given in scores.values() if len(given) >= ELIGIBLE]
    return [sum(given.count(point) / len(given) for given in groups) for point in range(1, 6)]


@pytest.fixture(scope="module", params=[None, 1, 2])
def answers(request, read_rows):
    sample = make_sample(seed=request.param)
    return Answers(sample, read_rows(sample.export_csv))


def test_the_shared_element_is_shared(answers):
    scores = answers.scores("joined_up")
    shares = shares_of(scores)
    assert len(shares) == 13
    assert all(share >= 1 / 2 and high > 2 / 3 for share, _, high in shares.values())
    assert agreement_a(points_of(scores)) >= 0.4
    everybody = [score for given in scores.values() for score in given]
    assert sum(score >= AGREE for score in everybody) / len(everybody) >= 2 / 3


def test_the_element_shared_with_reservations_has_one_doubter(answers):
    shares = shares_of(answers.scores("valued"))
    doubters = {code for code, (_, _, high) in shares.items() if high < 2 / 3}
    assert doubters == set(answers.truth["elements"]["valued"]["against"]) == {"care_providers"}
    assert not {code for code, (_, _, high) in shares.items() if high < 1 / 2}


def test_the_element_divided_between_constituencies_has_two_sides(answers):
    shares = shares_of(answers.scores("productive"))
    truth = answers.truth["elements"]["productive"]
    assert {code for code, (_, _, high) in shares.items() if high < 1 / 2} == set(truth["against"])
    above = {code for code, (_, low, _) in shares.items() if low > 1 / 2}
    assert set(truth["for"]) <= above
    assert "council_staff" not in above


def test_the_element_divided_within_splits_every_constituency(answers):
    scores = answers.scores("diverse")
    shares = shares_of(scores)
    assert all(low < 1 / 2 < high for _, low, high in shares.values())
    assert polarization(points_of(scores)) >= 0.5


def test_the_element_that_is_not_supported_has_no_majority_anywhere(answers):
    shares = shares_of(answers.scores("co_designing"))
    assert all(share < 1 / 2 for share, _, _ in shares.values())


def test_the_planted_shares_come_out_within_what_blanks_can_do(answers):
    for element, truth in answers.truth["elements"].items():
        for code, given in answers.scores(element).items():
            if len(given) >= 30:
                share = sum(score >= AGREE for score in given) / len(given)
                assert share == pytest.approx(truth["agree"][code], abs=0.06), (element, code)


def test_the_planted_first_choices_come_out(answers):
    first = {"all": Counter()}
    for row in answers.rows:
        for item in read_instrument()[1].priorities:
            if row[f"order.{item.code}"] == "1":
                first["all"][item.code] += 1
                first.setdefault(answers.code_of(row), Counter())[item.code] += 1
    for code, wanted in answers.truth["priorities"]["first_choice"].items():
        assert first[code].most_common(1)[0][0] == wanted


def test_personal_data_of_every_kind_stands_where_the_truth_says(bundled, cells):
    kinds = Counter(entry["kind"] for entry in bundled.truth["personal"])
    assert len(kinds) == 12
    assert min(kinds.values()) >= 10
    for entry in bundled.truth["personal"]:
        assert entry["text"] in cells(entry)


def test_personal_data_is_out_of_the_ranges_that_are_reserved(bundled):
    reserved = {
        "email": r"\S+( at |@)example( dot |\.)org",
        "phone": r"(\+44 |0)7700[ -]?900|020 7946 0|\(029\) 2018 0|0113 496 0|01632 960",
        "postcode": r"(?i)Z[TY]\d",
        "ni_number": r"(?i)QQ",
        "nhs_number": r"999",
        "url": r"(https?://)?(www\.)?example\.(org|com)/",
        "ip_address": r"192\.0\.2\.|198\.51\.100\.|203\.0\.113\.",
        "card_number": r"4000 0000 ",
        "vehicle": r"[A-Z]{2}(99|00)",
    }
    for entry in bundled.truth["personal"]:
        assert re.match(reserved.get(entry["kind"], ""), entry["text"]), entry["kind"]


def test_nhs_numbers_pass_their_check(bundled):
    for entry in bundled.truth["personal"]:
        if entry["kind"] == "nhs_number":
            digits = entry["text"].replace(" ", "")
            assert nhs_check_digit(digits[:9]) == int(digits[9])


def test_payloads_stand_where_the_truth_says(bundled, cells):
    assert len(bundled.truth["scripts"]) == 12
    assert all(entry["found"] in cells(entry) for entry in bundled.truth["scripts"])
    assert len(bundled.truth["formulas"]) == 8
    assert all(cells(entry).startswith(entry["found"]) for entry in bundled.truth["formulas"])


def test_broken_text_can_be_put_right_from_the_truth(bundled, cells):
    for entry in bundled.truth["mojibake"]:
        assert cells(entry).encode("cp1252").decode("utf-8") == entry["original"] != cells(entry)
    for entry in bundled.truth["nfd"]:
        assert unicodedata.normalize("NFC", cells(entry)) != cells(entry)
    assert all(entry["original"] != cells(entry) for entry in bundled.truth["marks"])


def test_one_answer_is_cut_off_at_ten_thousand_characters(bundled, cells):
    (entry,) = bundled.truth["long_answers"]
    assert len(cells(entry)) == 10_000


def test_words_outside_the_scale_are_outside_and_the_forgiven_are_not(bundled, cells):
    words = scale_words(read_instrument()[1].scales["agreement"])
    assert all(match_word(cells(e), words) is None for e in bundled.truth["scale_words_out"])
    for entry in bundled.truth["scale_words_forgiven"]:
        assert match_word(cells(entry), words) == match_word(entry["original"], words)


def test_the_campaign_has_its_copies_its_edits_and_its_additions(bundled, cells):
    campaign = bundled.truth["campaign"]
    letter = campaign["letter"].split()
    assert campaign["n_copies"] == 200 == campaign["n_identical"] + campaign["n_edited"]
    assert campaign["n_additions"] == 30
    for copy in campaign["copies"]:
        text = cells({**copy, "question": campaign["question"]})
        assert copy["addition"] in text
        sent = text.replace(copy["addition"], "").split()
        if copy["role"] == "identical":
            assert sent == letter
        lost = Counter(letter) - Counter(sent)
        assert sum(lost.values()) <= copy["n_changed"] <= 3


def test_one_organisation_answers_many_times(bundled, rows):
    name = bundled.truth["repeat_organisation"]["name"]
    named = [row for row in rows if row["organisation"].casefold().strip() == name.casefold()]
    assert len(named) >= bundled.truth["repeat_organisation"]["n_responses"] == 41


def test_every_comment_of_the_truth_is_a_cell_and_every_cell_is_in_the_truth(bundled, rows):
    aside = {entry["row"] for entry in bundled.truth["set_aside"]}
    questions = [q.id for q in read_instrument()[1].questions_of("free_text")]
    found = {
        (number, question)
        for number, row in enumerate(rows, start=3)
        for question in questions
        if row[question] and number not in aside
    }
    assert found == {(entry["row"], entry["question"]) for entry in bundled.truth["comments"]}


def test_comments_are_many_short_and_seldom_the_same(bundled, cells):
    comments = [e for e in bundled.truth["comments"] if e["kind"] in ("comment", "wording")]
    texts = [cells(entry) for entry in comments]
    n_words = [len(text.split()) for text in texts]
    assert len({text.casefold() for text in texts}) / len(texts) >= 0.97
    assert 8 <= median(n_words) <= 13
    assert sum(n >= 100 for n in n_words) >= 10
    assert 0.03 <= sum(e["language"] == "cy" for e in comments) / len(comments) <= 0.05
    themed = [entry for entry in comments if entry["kind"] == "comment"]
    assert all(entry["themes"] for entry in themed)
    assert sum(len(entry["themes"]) > 1 for entry in themed) / len(themed) > 0.2


def test_every_theme_is_written_about_and_one_is_not_in_the_draft(bundled):
    themes = bundled.truth["themes"]
    assert len(themes) == 18
    assert {parts["theme"] for parts in read_themes().values()} == set(themes)
    assert [code for code, theme in themes.items() if not theme["is_in_draft"]] == [
        "housing_travel"
    ]
    assert all(theme["n_comments"] >= 30 for theme in themes.values())


def test_requests_name_an_element_and_a_word(bundled):
    elements = {item.code for item in read_instrument()[1].elements}
    requests = bundled.truth["requests"]
    assert {request["action"] for request in requests} == {"add", "drop", "replace"}
    assert {request["element"] for request in requests} == elements
    assert all((r["replacement"] != "") == (r["action"] == "replace") for r in requests)


def test_every_slot_of_the_truth_is_a_column(bundled):
    slots = set(list_columns(read_instrument()[1]))
    for value in bundled.truth.values():
        for entry in value if isinstance(value, list) else []:
            assert entry.get("question", "capacity") in slots
