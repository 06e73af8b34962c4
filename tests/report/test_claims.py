"""Words that claim something come from the functions that hold their rule; six things by rules."""

import ast
import re
from pathlib import Path

import pytest

from gpgp.report import PROFILES, compose_board_report

PUBLIC = {"profile": PROFILES["public"], "provenance": {}}

REPORT = Path(__file__).parents[2] / "gpgp" / "report"
WRITE_SENTENCES = [
    REPORT / "findings.py",
    REPORT / "brief.py",
    *sorted((REPORT / "sections").glob("*.py")),
]
ALLOWED = {"method.py"}  # explains the words
CLAIM = re.compile(
    r"\b(every|everywhere|most|mostly|first|more often|clearly|differs?|unanimous)\b", re.IGNORECASE
)
LABELS = re.compile(  # heads, anchors, keys and the officer's frame: they claim nothing of people
    r"^(first.*|order|Put it first, %|Comes first for|What comes first|We will put first"
    r"|.*best supported first.*)$"
)


def list_texts(path):
    """The literal texts of a module that people could read; docstrings and keys left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("path", WRITE_SENTENCES, ids=lambda path: path.name)
def test_a_claim_is_made_only_where_its_rule_stands(path):
    if path.name in ALLOWED:
        return
    made = [t for t in list_texts(path) if CLAIM.search(t) and not LABELS.match(t)]
    assert made == []


def claims_of(board):
    front = str(board.sections["front"].body)
    return [re.sub(r"&#39;", "'", each) for each in re.findall(r"<li><b>(.*?)</b>", front)]


def judge(tables, **verdicts):
    """The tables with these verdicts on these elements."""
    changed = tables["agreement_verdicts"].copy()
    for item, verdict in verdicts.items():
        changed.loc[changed["item_code"] == item, "verdict_code"] = verdict
        if verdict not in ("divided_between", "shared_with_reservations"):
            changed.loc[changed["item_code"] == item, ["supporters", "objectors"]] = ""
    return {**tables, "agreement_verdicts": changed}


@pytest.fixture(scope="module")
def small(simulate):
    """Two constituencies of 200, so that an audit takes no time and shares are printed."""
    tables = simulate(seed=5, sizes={"council_staff": 200, "trade_unions": 200})
    tables["themes"] = tables["themes"].assign(is_owned=True)
    return tables


ALL_FIVE = ("productive", "joined_up", "co_designing", "valued", "diverse")
INVENTED = {  # what is invented → how its claims begin, in their order
    "all shared": (dict.fromkeys(ALL_FIVE, "shared"), ["common ground", "Recruitment"]),
    "one shared": (
        {**dict.fromkeys(ALL_FIVE, "not_supported"), "valued": "shared"},
        ["“Valued and respected”", "do not have support as worded", "Recruitment"],
    ),
    "an exception": (
        {**dict.fromkeys(ALL_FIVE, "shared"), "valued": "shared_with_reservations"},
        ["common ground", "“Valued and respected” has wide support", "Recruitment"],
    ),
    "two exceptions": (
        dict.fromkeys(ALL_FIVE, "shared_with_reservations"),
        ["has wide support", "has wide support", "Recruitment"],
    ),
    "divided": (
        {**dict.fromkeys(ALL_FIVE, "shared"), "productive": "divided_between"},
        ["common ground", "“Productive” (", "Recruitment"],
    ),
    "all divided": (
        dict.fromkeys(ALL_FIVE, "divided_between"),
        ["divides the sector", "divides the sector", "Recruitment"],
    ),
    "split within": (
        {**dict.fromkeys(ALL_FIVE, "shared"), "diverse": "divided_within"},
        ["common ground", "“Diverse” (", "Recruitment"],
    ),
    "majorities": (
        dict.fromkeys(ALL_FIVE, "majority"),
        ["have a majority, not a consensus", "Recruitment"],
    ),
    "not settled": (
        dict.fromkeys(ALL_FIVE, "not_settled"),
        ["not settled either way", "Recruitment"],
    ),
    "too few": (dict.fromkeys(ALL_FIVE, "too_few"), ["drew too few answers to say", "Recruitment"]),
}


@pytest.mark.parametrize("name", INVENTED)
def test_the_things_to_know_come_in_their_order_of_importance(small, consultation, name):
    verdicts, expected = INVENTED[name]
    board = compose_board_report(
        judge(small, **verdicts),
        consultation=consultation,
        profile=PROFILES["public"],
        provenance={},
    )
    claims = claims_of(board)
    assert len(claims) <= 6
    places = [next(i for i, c in enumerate(claims) if each in c) for each in expected]
    assert places == sorted(places)


def test_a_consultation_of_choices_states_what_was_chosen(small, consultation):
    asked = tuple(q for q in consultation.questions if q.type in ("choice", "multi_choice"))
    bare = consultation.model_copy(update={"questions": asked, "elements": (), "priorities": ()})
    kept = {name: small[name] for name in ("responses", "ledger", "choices")}
    board = compose_board_report(kept, consultation=bare, **PUBLIC)
    assert re.match(
        r".+[?:] (“.*” was chosen by more|No answer is clearly ahead)", claims_of(board)[0]
    )


def test_comments_alone_are_named_only_where_a_person_named_them(small, consultation):
    asked = tuple(q for q in consultation.questions if q.type == "free_text")
    bare = consultation.model_copy(update={"questions": asked, "elements": (), "priorities": ()})
    names = ("responses", "ledger", "comments", "themes", "comment_themes", "theme_prevalence")
    kept = {name: small[name] for name in names}
    for is_owned, start in (
        (True, "In their own words, people raise “"),
        (False, "Comments often mention: "),
    ):
        kept["themes"] = small["themes"].assign(is_owned=is_owned)
        board = compose_board_report(kept, consultation=bare, **PUBLIC)
        assert claims_of(board)[0].startswith(start)
