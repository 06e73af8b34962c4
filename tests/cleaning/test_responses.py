import random

import pandas as pd
import pytest

from gpgp.cleaning import clean_responses
from gpgp.cleaning.personal.redaction import redact_text
from gpgp.cleaning.setting_aside import keep_ledger
from gpgp.errors import ContractError, InputError
from gpgp.instrument.text import clean_text
from gpgp.tables import SPECS, check_table

POOLS = {
    "Id": ["", "r1", "r2", "r3", "row-9", "jane@example.org"],
    "Sent": ["", "02/05/2024 09:30", "01/04/2024 10:00", "09/06/2024 10:00", "soon"],
    "Email": ["", "", "jane@example.org"],
    "Name": ["", "Jane Holloway", "test"],
    "Language": ["", "English", "Cymraeg", "Klingon"],
    "Capacity": ["", "Trade unions", "unison", "Welsh councils", "Parish clerk"],
    "Region": ["", "Cymru", "London", "Mars"],
    "Kind": ["", "Me", "Body", "Both"],
    "Organisation": ["", "Ambridge PC", "ambridge p.c.", "Test"],
    "V | Joined up": ["", "agree", "Disagree", "Don’t know", "Agreeish"],
    "V | Diverse": ["", "Cytuno", "Neither", "7"],
    "R | Pay": ["", "1", "2", "9", "first", "n/a"],
    "R | Skills": ["", "1", "2.0", "3rd"],
    "R | Leadership": ["", "1", "3", "#2"],
    "Top": ["", "Pay and reward", "Skills, and training, Leadership", "Pay and reward, beer", ", "],
    "Change": ["", "n/a", "test", "Pay", "Ring me on 07700 900123", "\u200b", "dŵr\x00 £5 â€™"],
    "Missing": ["", "Nothing.", "see above", "Mae angen mwy o staff ar y cyngor", "=1+1"],
    "Quote": ["", "Yes", "No"],
    "Collector": ["1", "2"],
}


def make_random_rows(seed: int) -> pd.DataFrame:
    chance = random.Random(seed)
    n_rows = chance.randrange(0, 30)
    data = {header: [chance.choice(pool) for _ in range(n_rows)] for header, pool in POOLS.items()}
    rows = pd.DataFrame(data, dtype="str")
    for header in chance.sample([h for h in POOLS if h != "Id"], k=chance.randrange(0, 8)):
        rows[header] = pd.Series([""] * n_rows, dtype="str")
    copied = chance.choices(range(n_rows), k=n_rows // 4) if n_rows else []
    rows = pd.concat([rows, rows.iloc[copied]], ignore_index=True)
    return rows.assign(source_row=range(2, 2 + len(rows))).astype({"source_row": "int64"})


def assert_adds_up(cleaned, n_received: int) -> None:
    ledger = cleaned.ledger.set_index(["level_code", "question_id", "outcome_code"])["n_rows"]
    of_rows = ledger["response", "all"]
    assert of_rows["received"] == n_received
    assert of_rows["received"] == of_rows.drop("received").sum()
    assert of_rows["analysed"] == len(cleaned.responses)
    assert of_rows["received"] - of_rows["analysed"] == len(cleaned.set_aside)
    rows = [*cleaned.responses["source_row"], *cleaned.set_aside["source_row"]]
    assert len(set(rows)) == len(rows) == n_received
    if "question" in ledger.index.get_level_values(0):
        for _, outcomes in ledger["question"].groupby(level=0):
            counts = outcomes.droplevel(0)
            assert counts["analysed"] == counts.drop("analysed").sum() == len(cleaned.responses)


@pytest.mark.parametrize(
    "seeds", [range(30), pytest.param(range(30, 200), marks=pytest.mark.promises)]
)
def test_two_hundred_random_exports_add_up(consultation, seeds):
    """Promise 1: 200 random files, 0 breaches; the tables agree with the ledger."""
    for seed in seeds:
        rows = make_random_rows(seed)
        cleaned = clean_responses(rows, consultation=consultation, source_file="r.csv")
        assert_adds_up(cleaned, len(rows))
        ids = set(cleaned.responses["response_id"])
        for table in (cleaned.ratings, cleaned.rankings, cleaned.choices, cleaned.comments):
            assert set(table["response_id"]) <= ids
        assert len(cleaned.ratings) == 2 * len(ids)
        assert set(cleaned.choices["response_id"]) == ids


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_rows_does_not_matter(consultation, seed):
    rows = make_random_rows(seed)
    tables = [
        clean_responses(order, consultation=consultation, source_file="r.csv").tables()
        for order in (rows, rows.sample(frac=1, random_state=seed))
    ]
    for name in tables[0]:
        pd.testing.assert_frame_equal(tables[0][name], tables[1][name])


@pytest.mark.parametrize("seed", range(12))
def test_cleaning_the_comments_again_changes_nothing(consultation, seed):
    cleaned = clean_responses(make_random_rows(seed), consultation=consultation, source_file="r")
    texts = cleaned.comments["text"]
    assert [redact_text(clean_text(text)) for text in texts] == texts.tolist()


def test_rows_given_are_not_changed(consultation, make_rows):
    rows = make_rows({"Change": "Â£5"}, {"Capacity": "unison"})
    before = rows.copy(deep=True)
    clean_responses(rows, consultation=consultation, source_file="r.csv")
    pd.testing.assert_frame_equal(rows, before)


def test_every_table_keeps_its_contract(clean):
    for name, table in clean({"Change": "Pay"}, {}).tables().items():
        pd.testing.assert_frame_equal(table, check_table(table, SPECS[name]))


def test_no_rows_give_empty_tables_and_a_ledger_of_noughts(clean):
    cleaned = clean()
    assert_adds_up(cleaned, 0)
    assert cleaned.responses.empty and cleaned.comments.empty


@pytest.mark.parametrize(
    ("word", "code", "status"),
    [
        ("Trade  Unions", "unions", "answered"),
        ("unison", "unions", "answered"),
        ("Parish clerk", "not_matched", "not_matched"),
        ("", "no_answer", "no_answer"),
    ],
)
def test_an_unknown_constituency_stays_in_the_tables(clean, word, code, status):
    cleaned = clean({"Capacity": word})
    assert cleaned.responses["constituency_code"].tolist() == [code]
    ledger = cleaned.ledger[cleaned.ledger["question_id"] == "capacity"]
    assert set(ledger["outcome_code"]) == {"analysed", status}


@pytest.mark.parametrize(
    ("capacity", "region", "code"),
    [
        ("Trade unions", "Cymru", "wales"),
        ("Welsh councils", "", "wales"),  # the constituency lies in one nation
        ("Welsh councils", "London", "london"),  # what was said stands
        ("Welsh councils", "Mars", "not_matched"),
        ("Trade unions", "", "no_answer"),
    ],
)
def test_a_constituency_tells_the_nation_only_where_none_was_given(clean, capacity, region, code):
    cleaned = clean({"Capacity": capacity, "Region": region})
    assert cleaned.responses["nation_code"].tolist() == [code]


def test_who_answered_is_read_from_the_profile_questions(clean):
    response = clean(
        {"Kind": "body", "Organisation": "The  Ambridge & District PC.", "Language": "Cymraeg"},
        {"Kind": "Both", "Organisation": "n/a", "Quote": "no"},
    ).responses.set_index("response_id")
    assert response["respondent_type_code"].tolist() == ["organisation", "not_matched"]
    assert response["organisation_id"].fillna("-").tolist() == ["ambridge and district pc", "-"]
    assert response["language_code"].tolist() == ["cy", "en"]
    assert response["has_quote_consent"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("received", "response_id"),
    [("a7", "a7"), ("", "row-2"), ("row-3", "row-2"), ("jane@example.org", "row-2")],
)
def test_the_id_of_the_export_is_kept_where_it_is_fit_for_a_key(clean, received, response_id):
    assert clean({"Id": received}).responses["response_id"].tolist() == [response_id]


def test_the_same_organisation_answering_again_is_told(clean):
    cleaned = clean({"Organisation": "Ambridge PC"}, {"Organisation": "ambridge p.c."}, {})
    told = cleaned.findings.set_index("finding_code").loc["organisation_answers_again"]
    assert told["n_rows"] == 2


def test_findings_of_reading_are_kept_and_the_same_call_stands_once(consultation, make_rows):
    spec = SPECS["findings"]
    earlier = pd.DataFrame(
        [
            ["unknown_constituency", "capacity", "Parish clerk", 9, "loss", "say what it means"],
            ["short_row", "file", "", 2, "note", "look at them"],
        ],
        columns=list(spec.columns),
    )
    findings = clean_responses(
        make_rows({"Capacity": "Parish clerk"}),
        consultation=consultation,
        source_file="r.csv",
        findings=check_table(earlier, spec),
    ).findings.set_index("finding_code")
    assert findings.loc["unknown_constituency", "n_rows"] == 1  # of the analysed rows
    assert findings.loc["short_row", "n_rows"] == 2


def test_the_letters_that_were_repaired_are_kept_beside(clean):
    repairs = clean({"Change": "Â£5 to jane@example.org"}).repairs.iloc[0]
    assert (repairs["source_row"], repairs["column_name"]) == (2, "Change")
    assert (repairs["repair_code"], repairs["text_received"]) == (
        "mojibake",
        "Â£5 to [e-mail removed]",
    )


def test_the_published_ledger_of_a_government_consultation_adds_up():
    """7,667 received - 199 no valid identity - 70 blank - 200 repeats = 7,198 (PROMISES A1/1)."""
    reasons = pd.Series(["no_consent"] * 199 + ["blank"] * 70 + ["repeat_respondent"] * 200)
    outcomes = pd.DataFrame(columns=["question_id", "outcome_code", "n_rows"])
    ledger = keep_ledger(n_received=7667, reasons=reasons, outcomes=outcomes)
    counts = ledger.set_index("outcome_code")["n_rows"]
    assert counts["analysed"] == 7198
    assert counts["received"] == counts.drop("received").sum()


def test_a_ledger_that_does_not_add_up_is_refused():
    outcomes = pd.DataFrame(
        [["q1", "answered", 3]], columns=["question_id", "outcome_code", "n_rows"]
    )
    with pytest.raises(ContractError, match="q1 do not add up to the 4 analysed"):
        keep_ledger(n_received=4, reasons=pd.Series([], dtype="str"), outcomes=outcomes)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda rows: rows.drop(columns="source_row"), "expected a column source_row"),
        (lambda rows: rows.assign(source_row=2), "source_row must be unique"),
        (lambda rows: rows.assign(Change=None), "column 'Change': expected text"),
        (lambda rows: rows.assign(Change=7), "column 'Change': expected text"),
    ],
)
def test_rows_of_another_shape_are_refused(consultation, make_rows, spoil, message):
    with pytest.raises(ContractError, match=message):
        clean_responses(spoil(make_rows({}, {})), consultation=consultation, source_file="r.csv")


def test_a_column_that_is_not_there_is_named(consultation, make_rows):
    rows = make_rows({}).rename(columns={"Capacity": "Capacities"})
    with pytest.raises(InputError, match="no column 'Capacity'; did you mean 'Capacities'"):
        clean_responses(rows, consultation=consultation, source_file="r.csv")
