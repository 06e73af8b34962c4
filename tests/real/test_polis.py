"""Group-informed consensus on real votes, by the groups that the files themselves give."""

import pandas as pd
import pytest
from scipy import stats

from gpgp import agreement
from gpgp.agreement.shared import group_informed_consensus
from gpgp.instrument import parse_consultation

# Conversation: people with a group, statements with a column, the most bridging statement among
# those with 10 votes in every group, rank correlation of the product with the mean agree share.
CONVERSATIONS = {
    "15-per-hour-seattle": (138, 54, 2, 0.92),
    "brexit-consensus": (197, 50, 14, 0.98),
    "canadian-electoral-reform": (281, 174, 1, 0.96),
    "scoop-hivemind.biodiversity": (443, 314, 290, 0.98),
}
LEAST_VOTES = 10


def read_votes(folder):
    """Return votes as people by statements, and the people's groups."""
    table = pd.read_csv(folder / "participants-votes.csv")
    table = table[table["group-id"].notna()].reset_index(drop=True)
    listed = set(pd.read_csv(folder / "comments.csv")["comment-id"].astype(str))
    votes = table[[column for column in table.columns if column in listed]]
    return votes, "g" + table["group-id"].astype(int).astype(str)


def count_votes(votes, groups):
    """Return agreeing votes and votes, statement by group."""
    return votes.eq(1).groupby(groups).sum().T, votes.notna().groupby(groups).sum().T


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_every_statement_has_its_consensus_and_bridging_ones_are_widely_agreed(shared_data, name):
    n_people, n_statements, most_bridging, least_correlation = CONVERSATIONS[name]
    votes, groups = read_votes(shared_data / "polis" / name)
    assert votes.shape == (n_people, n_statements)
    agree, cast = count_votes(votes, groups)
    rows = []
    for statement in votes.columns:
        found = group_informed_consensus(agree.loc[statement], cast.loc[statement])
        product = 1.0
        for group in agree.columns:
            own = votes.loc[groups == group, statement].dropna().tolist()
            product *= (own.count(1) + 1) / (len(own) + 2)
        assert found.product == pytest.approx(product)
        rows.append((int(statement), found.product, found.lowest_group))
    table = pd.DataFrame(rows, columns=["statement", "product", "lowest_group"])
    enough = (cast.min(axis=1) >= LEAST_VOTES).to_numpy()
    share = (agree / cast.where(cast > 0)).mean(axis=1).to_numpy()
    correlation = stats.spearmanr(table["product"][enough], share[enough]).statistic
    assert correlation >= least_correlation
    best = table[enough].sort_values("product").iloc[-1]
    assert best["statement"] == most_bridging


def test_the_tables_give_the_same_consensus_as_the_function(shared_data, make_responses):
    votes, groups = read_votes(shared_data / "polis" / "brexit-consensus")
    items = ", ".join(f"{{code: s{s}, label: Statement {s}}}" for s in votes.columns)
    columns = ", ".join(f"s{s}: '{s}'" for s in votes.columns)
    consultation = parse_consultation(
        "title: Votes\norganisation: Polis\ndelete_after: 2100-01-01\nexport: {file: none.csv}\n"
        "scales: {vote: {points: [Disagree, Pass, Agree]}}\n"
        "constituencies: [{code: g0, label: Group 0}, {code: g1, label: Group 1}]\n"
        "questions:\n  - {id: who, type: constituency, column: group-id}\n"
        "  - id: votes\n    type: rating\n    scale: vote\n"
        f"    columns: {{{columns}}}\n    options: [{items}]\n"
    )
    responses = make_responses(groups)
    long = votes.add_prefix("s").assign(response_id=responses["response_id"])
    ratings = long.melt("response_id", var_name="item_code", value_name="score")
    ratings = ratings.assign(
        score=ratings["score"] + 2,
        question_id="votes",
        status_code=ratings["score"].notna().map({True: "answered", False: "no_answer"}),
    )
    settings = agreement.AgreementSettings(n_resamples=200)
    result = agreement.measure_ratings(
        ratings, responses, consultation=consultation, settings=settings
    )
    agree, cast = count_votes(votes, groups)
    verdicts = result.agreement_verdicts.set_index("item_code")
    for statement in votes.columns:
        if cast.loc[statement].min() >= settings.min_eligible:
            expected = group_informed_consensus(agree.loc[statement], cast.loc[statement])
            row = verdicts.loc[f"s{statement}"]
            assert row["gic_product"] == pytest.approx(expected.product)
            assert row["lowest_group"] == expected.lowest_group
    codes = verdicts["verdict_code"]
    assert codes[["s14", "s0", "s8"]].tolist() == ["shared", "not_supported", "divided_between"]
    assert codes.value_counts()["divided_between"] == 8
