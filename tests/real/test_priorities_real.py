"""Real rankings and ratings by group: films, development priorities, cloud services."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gpgp import agreement, cleaning, intake
from gpgp.agreement.priorities import borda, first_choices, kemeny, plackett_luce, schulze
from gpgp.instrument import parse_consultation

INSTRUMENTS = Path(__file__).parent / "instruments"
SETTINGS = agreement.AgreementSettings(n_resamples=500)


@pytest.fixture(scope="module")
def films(shared_data):
    text = (INSTRUMENTS / "starwars.yaml").read_text(encoding="utf-8")
    consultation = parse_consultation(text)
    path = shared_data / "surveys" / "surveymonkey_538" / "StarWars.csv"
    received = intake.read_responses(
        path.read_bytes(), consultation=consultation, file_name=consultation.export.file
    )
    cleaned = cleaning.clean_responses(
        received.rows,
        consultation=consultation,
        source_file=consultation.export.file,
        source_sheet=received.sheet,
        findings=intake.check_responses(received, consultation=consultation),
    )
    tables = cleaned.tables()
    return agreement.measure_priorities(
        tables["rankings"],
        tables["choices"],
        tables["responses"],
        consultation=consultation,
        settings=SETTINGS,
        seed=1,
    )


def test_every_rule_and_view_puts_the_same_film_first(films):
    orders = films.priorities_orders.query("dimension_code == 'all' and question_id == 'films'")
    firsts = orders[orders["rank"] == 1]
    assert set(firsts["option_code"]) == {"episode_5"}
    assert set(firsts["rule_code"]) == {
        "borda", "first_choices", "kemeny", "plackett_luce", "schulze",
    }  # fmt: skip
    assert set(orders["n_ballots"]) <= {818, 836}  # the equal view has no voice for no answer


def test_the_rules_disagree_about_second_place_and_the_table_says_so(films):
    orders = films.priorities_orders.query(
        "dimension_code == 'all' and view_code == 'per_respondent' and rank == 2"
    )
    second = orders.set_index("rule_code")["option_code"].to_dict()
    assert (second["borda"], second["kemeny"], second["schulze"]) == (
        "episode_6",
        "episode_4",
        "episode_4",
    )
    found = films.priorities_findings.set_index("finding_code")
    assert found.loc["rules_first", "is_agreed"]
    assert not found.loc["rules_order", "is_agreed"]
    assert found.loc["constituencies_order", "value"] == pytest.approx(0.907, abs=5e-4)


def test_top_three_priorities_are_partial_ballots_under_every_rule(shared_data):
    path = shared_data / "surveys" / "typeform_cantera" / "responses.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False).iloc[1:]
    start = [name.startswith("Please choose your top 3") for name in table.columns].index(True)
    places = table.iloc[:, [start, start + 2, start + 4]]
    options = sorted({option for option in places.to_numpy().ravel() if option})
    ballots = pd.DataFrame(np.nan, index=range(len(places)), columns=options)
    for row, chosen in enumerate(places.itertuples(index=False)):
        for place, option in enumerate(chosen, start=1):
            if option and np.isnan(ballots.loc[row, option]):
                ballots.loc[row, option] = place
    ranked = ballots[ballots.notna().any(axis=1)]
    assert ranked.notna().sum(axis=1).max() == 3
    n, n_options = ranked.shape
    points = borda(ballots)
    assert points.sum() == pytest.approx(n * n_options * (n_options - 1) / 2)
    assert first_choices(ballots).sum() == pytest.approx(1)
    assert plackett_luce(ballots).sum() == pytest.approx(1)
    best = {points.idxmax(), kemeny(ballots).idxmin(), schulze(ballots).idxmin()}
    assert len(best) == 1


def test_an_importance_matrix_by_role_gets_its_verdicts(shared_data, make_responses):
    path = shared_data / "surveys" / "simplesurvey_alliance2023"
    table = pd.read_csv(
        path / "Final_CloudSurvey_EN_20230221.csv", dtype=str, keep_default_na=False
    )
    roles = table.iloc[:, 1:10] != ""
    one_role = roles.to_numpy().argmax(axis=1)
    constituency = np.where(
        roles.sum(axis=1) == 1, [f"role{role}" for role in one_role], "not_matched"
    )
    services = table.iloc[:, 21:30].apply(lambda column: column.str[:1])
    services.columns = [f"s{place}" for place in range(9)]
    long = services.assign(response_id=[f"r{place:05d}" for place in range(len(table))]).melt(
        "response_id", var_name="item_code", value_name="score"
    )
    is_answered = long["score"].isin(list("12345"))
    ratings = long.assign(
        score=pd.to_numeric(long["score"].where(is_answered)),
        question_id="importance",
        status_code=is_answered.map({True: "answered", False: "no_answer"}),
    )
    options = ", ".join(f"{{code: s{place}, label: Service {place}}}" for place in range(9))
    columns = ", ".join(f"s{place}: S{place}" for place in range(9))
    groups = ", ".join(f"{{code: role{role}, label: Role {role}}}" for role in range(9))
    consultation = parse_consultation(
        "title: Cloud\norganisation: Alliance\ndelete_after: 2100-01-01\n"
        "export: {file: none.csv}\nscales: {importance: {points: ['1', '2', '3', '4', '5']}}\n"
        f"constituencies: [{groups}]\nquestions:\n  - {{id: who, type: constituency, column: Q}}\n"
        "  - id: importance\n    type: rating\n    scale: importance\n"
        f"    columns: {{{columns}}}\n    options: [{options}]\n"
    )
    result = agreement.measure_ratings(
        ratings, make_responses(constituency), consultation=consultation, settings=SETTINGS
    )
    verdicts = result.agreement_verdicts.set_index("item_code")
    assert len(verdicts) == 9
    assert verdicts.loc["s5", "verdict_code"] == "not_supported"  # hardly anybody needs it
    whole = result.agreement_ratings.query("group_code == 'all'")["n_answers"]
    assert whole.sum() == is_answered.sum()
