"""The words of the report: one sentence and one clause per verdict, from the fixed table."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from gpgp.disclosure import gather_material
from gpgp.report import PROFILES, compose_board_report
from gpgp.report.sections import Source, prose
from gpgp.report.tables import protect_tables
from gpgp.report.tables.words import tabulate_wording

pytestmark = pytest.mark.usefixtures("blank_charts")
PUBLIC = PROFILES["public"]
SENTENCES = {
    "shared": "“Joined up” is shared by every constituency: most agree (85% of about 1,360).",
    "shared_with_reservations": "“Joined up” is widely supported: most agree (85% of about "
    "1,360); less so by Trade unions.",
    "divided_between": "“Joined up” divides the sector: most agree in HR directors' association "
    "(88% of about 155), but most agree in Trade unions (86% of about 90).",
    "divided_within": "Opinion on “Joined up” is split inside constituencies: most agree (85% of "
    "about 1,360).",
    "majority": "“Joined up” has the support of more than half, which is not a consensus: most "
    "agree (85% of about 1,360).",
    "not_supported": "“Joined up” is not supported: most agree (85% of about 1,360). Those who do "
    "not agree mostly stand in the middle.",
    "not_settled": "On “Joined up”, too little agreement either way to say: most agree (85% of "
    "about 1,360). Opinion is too close to one half to say.",
    "too_few": "On “Joined up”, too few answered to say.",
}
CLAUSES = {
    "shared": "We will work for a joined-up workforce",
    "shared_with_reservations": "and will work with Trade unions on their reservations.",
    "divided_between": "No clause: the sector does not agree on “Joined up”; the board may wish",
    "divided_within": "No clause: opinion on “Joined up” is split inside constituencies.",
    "majority": "We propose a joined-up workforce",
    "not_supported": "No clause: “Joined up” is not supported.",
    "not_settled": "No clause: the answers on “Joined up” settle nothing yet.",
    "too_few": "No clause: too few answered on “Joined up”.",
}
REASONS = {"not_supported": "mostly_middle", "not_settled": "too_close"}


def give_verdict(tables, code):
    """The simulated tables with one verdict on one element."""
    verdicts = tables["agreement_verdicts"].copy()
    here = verdicts["item_code"] == "joined_up"
    names_objector = code in ("shared_with_reservations", "divided_between")
    verdicts.loc[here, "verdict_code"] = code
    verdicts.loc[here, "supporters"] = "hr_directors" if code == "divided_between" else ""
    verdicts.loc[here, "objectors"] = "trade_unions" if names_objector else ""
    verdicts.loc[here, "reason_code"] = REASONS.get(code, "rule")
    return {**tables, "agreement_verdicts": verdicts}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_verdict_has_its_sentence(tables, consultation, code):
    stage = give_verdict(tables, code)
    protected = protect_tables(stage, consultation=consultation, profile=PUBLIC)
    source = Source(protected, consultation, PUBLIC, {})
    said = prose.say_verdict(source, consultation.question("vision"), "joined_up")
    assert said == SENTENCES[code]


@pytest.mark.parametrize("code", CLAUSES)
def test_a_verdict_has_its_clause_with_support_dissent_and_strength(tables, consultation, code):
    board = compose_board_report(
        give_verdict(tables, code), consultation=consultation, profile=PUBLIC, provenance={}
    )
    statement = str(board.sections["statement"].body)
    assert CLAUSES[code] in statement
    assert statement.count("Support: ") == 10
    assert statement.count("Dissent: ") == 10
    assert statement.count("Strength: ") == 10


def test_each_sentence_of_the_first_screen_has_a_figure_and_a_link(tables, consultation):
    board = compose_board_report(tables, consultation=consultation, profile=PUBLIC, provenance={})
    points = re.findall(r"<dd>(.*?)</dd>", str(board.sections["summary"].body), re.DOTALL)
    assert len(points) >= 5
    for point in points:
        assert re.search(r"\d", point.split("<a ")[0])
        assert re.search(r'<a href="#table-[^"]+">Table&nbsp;\d+</a>$', point.strip())


def test_no_sentence_begins_with_a_numeral(tables, consultation):
    board = compose_board_report(tables, consultation=consultation, profile=PUBLIC, provenance={})
    for section in board.sections.values():
        for text in re.findall(r"<(?:p|dd|li)[^>]*>(.*?)</(?:p|dd|li)>", section._repr_html_()):
            plain = re.sub(r"<[^>]+>", "", text)
            assert not re.match(r"\d", plain) or re.fullmatch(r"[\w.: ,]+", plain), plain


def test_requests_on_the_wording_that_ten_people_made_are_shown(tables, consultation):
    requests = pd.DataFrame(
        {
            "action_code": ["replace", "add", "drop"],
            "word": ["productive", "healthy", "holloway"],
            "replacement": ["skilled", None, None],
            "element_code": ["productive", None, None],
            "n_respondents": [42, 31, 3],
        }
    )
    material = gather_material(tables, consultation=consultation, profile=PUBLIC)
    with_requests = replace(material, tables={**material.tables, "wording_requests": requests})
    table = tabulate_wording(with_requests)
    assert [row.cells[0].text for row in table.rows] == [
        "Replace “productive” with “skilled”",
        "Add “healthy”",
    ]
    assert [row.cells[2].text for row in table.rows] == ["40", "30"]


def test_a_consultation_without_nations_or_words_on_wales_has_no_section_on_them(
    tables, consultation
):
    texts = consultation.report.model_copy(update={"implications_for_wales": None})
    without = consultation.model_copy(update={"nations": (), "report": texts})
    board = compose_board_report(tables, consultation=without, profile=PUBLIC, provenance={})
    assert board.sections["nations"].body == ""
    assert all(table.rows for table in board.tables.values())


def test_the_report_says_whether_people_checked_the_themes(tables, consultation):
    options = {"consultation": consultation, "profile": PUBLIC, "provenance": {}}
    page = str(compose_board_report(tables, **options).sections["comments"].body)
    assert "The themes were not checked by people." in page
    told = "Checked by one person: how far two people agree is not known."
    alpha = "MASI alpha: themes with people 0.41 (0.33 to 0.50), people with each other 0.70."
    rows = pd.DataFrame(
        {
            "theme_id": "all",
            "check_code": ["people_alpha", "people", "taught"],
            "value": [0.41, 0.52, 0.67],
            "limit": [float("nan"), float("nan"), 0.6],
            "is_passed": pd.array([None, None, True], dtype="boolean"),
            "explanation": [alpha, told, "Used for 2,405 others."],
        }
    )
    stage = {**tables, "theme_checks": rows}
    page = str(compose_board_report(stage, **options).sections["comments"].body)
    assert f"{told} {alpha} What people coded has since been used" in page
    assert "at sample F1 0.67, nearness alone at 0.60. Both figures" in page
    assert "2,405" not in page
    assert "not checked by people" not in page


@pytest.mark.parametrize(
    ("n_owned", "sentence"),
    [
        (1, "One theme was accepted or drawn by a person who read the comments; it is shown"),
        (2, "Two themes were accepted or drawn by a person who read the comments; they are shown"),
    ],
)
def test_themes_that_a_person_accepted_are_said_to_be(tables, consultation, n_owned, sentence):
    themes = tables["themes"].copy()
    themes["is_owned"] = [number < n_owned for number in range(len(themes))]
    owned = {**tables, "themes": themes}
    pages = [
        compose_board_report(stage, consultation=consultation, profile=PUBLIC, provenance={})
        for stage in (owned, tables)
    ]
    said, plain = (str(page.sections["comments"].body) for page in pages)
    assert sentence in said
    assert "accepted or drawn by a person" not in plain
