"""Codes that people gave to comments, by trust: a real table of themes by constituency."""

import pandas as pd
import pytest
from scipy import stats

from gpgp import agreement
from gpgp.instrument import parse_consultation
from gpgp.tables import SPECS, empty_table

TRUSTS = {"Trust A": "trust_a", "Trust B": "trust_b", "Trust C": "trust_c"}  # else: several


def read_tables(path):
    coded = pd.read_csv(path, dtype=str, keep_default_na=False)
    coded = coded[coded["labels"] != ""].reset_index(drop=True)
    names = [f"r{place:05d}" for place in range(len(coded))]
    pairs = coded.assign(response_id=names, theme_id=coded["labels"].str.split("|"))
    pairs = pairs.explode("theme_id").drop_duplicates(["response_id", "theme_id"])
    comments = pd.DataFrame(
        {
            "comment_id": names,
            "response_id": names,
            "question_id": "q",
            "text": "not needed here",
            "language_code": "en",
            "n_words": 1,
            "n_redactions": 0,
            "is_non_answer": False,
            "campaign_id": pd.Series(index=coded.index, dtype="str"),
            "campaign_role_code": "none",
        }
    )
    carried = pairs[["response_id", "theme_id"]].assign(
        comment_id=pairs["response_id"], score=1.0, is_main=False
    )
    known = sorted(pairs["theme_id"].unique())
    themes = empty_table(SPECS["themes"]).reindex(range(len(known)))
    themes = themes.assign(
        theme_id=known, label=known, keywords="", language_code="en", n_comments=1,
        n_respondents=1, n_base=len(coded), settled_code="not_checked", is_owned=True,
        is_shown=True,
    )  # fmt: skip
    unthemed = comments.loc[
        ~comments["comment_id"].isin(carried["comment_id"]),
        ["comment_id", "response_id", "question_id"],
    ].assign(reason_code="near_no_theme", is_in_base=True)
    tables = {"themes": themes, "comment_themes": carried, "unthemed_comments": unthemed}
    return tables, coded["organization"].map(TRUSTS).fillna("not_matched")


@pytest.fixture(scope="module")
def measured(shared_data, make_responses):
    tables, trusts = read_tables(shared_data / "comments_multi" / "nhs_p1.csv")
    responses = make_responses(trusts)
    groups = ", ".join(f"{{code: {code}, label: {label}}}" for label, code in TRUSTS.items())
    consultation = parse_consultation(
        "title: Comments\norganisation: Three trusts\ndelete_after: 2100-01-01\n"
        f"export: {{file: none.csv}}\nconstituencies: [{groups}]\n"
        "questions: [{id: who, type: constituency, column: organization}]\n"
    )
    known = {"consultation": consultation, "settings": agreement.AgreementSettings()}
    prevalence = agreement.measure_prevalence(**tables, responses=responses, **known)
    del tables["themes"]
    contrasts = agreement.contrast_themes(prevalence, responses=responses, **tables, **known)
    return prevalence, contrasts, tables["comment_themes"], responses


def test_prevalence_by_trust_adds_up_and_is_fishers(measured):
    prevalence, _, carried, responses = measured
    trusts = prevalence[prevalence["dimension_code"] == "constituency"]
    whole = prevalence[prevalence["dimension_code"] == "all"].set_index("theme_id")
    together = trusts.groupby("theme_id")[["n_respondents", "n_base"]].sum()
    pd.testing.assert_frame_equal(together, whole[["n_respondents", "n_base"]], check_dtype=False)
    assert whole["n_base"].eq(len(responses)).all()
    row = trusts.sort_values("n_respondents").iloc[-1]
    who = set(carried.loc[carried["theme_id"] == row["theme_id"], "response_id"])
    inside = responses["constituency_code"] == row["group_code"]
    raised = responses["response_id"].isin(who)
    expected = stats.fisher_exact(pd.crosstab(inside, raised)).pvalue
    assert row["p_value"] == pytest.approx(expected)


def test_trusts_differ_in_what_patients_write_about(measured):
    prevalence, contrasts, _, _ = measured
    whole = contrasts.theme_contrasts.set_index("theme_id").loc["all"]
    assert whole["p_value"] < 0.001
    assert 0.05 < whole["cramers_v"] < 0.5
    assert len(contrasts.theme_distances) == 3
    corrected = prevalence["stands_out_code"].isin(["more", "less"]).sum()
    assert 0 < corrected <= (prevalence["p_value"] < 0.05).sum()
