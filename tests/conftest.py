"""Small simulated stage tables that keep the contracts, and the bundled instrument."""

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from gpgp.disclosure import gather_material
from gpgp.instrument import Consultation, parse_consultation
from gpgp.report import PROFILES, compose_board_report, export_html
from gpgp.tables import SPECS, check_table

ROOT = Path(__file__).parents[1]
SIZES = {
    "council_staff": 400,
    "elected_members": 250,
    "chief_executives": 210,
    "hr_directors": 160,
    "trade_unions": 95,
    "welsh_councils": 64,
    "health_bodies": 48,
    "care_providers": 41,
    "regional_employers": 33,
    "professional_bodies": 31,
    "national_bodies": 14,
    "central_government": 12,
    "northern_ireland_councils": 9,
    "care_skills_regulator": 3,
    "no_answer": 25,
    "not_matched": 7,
}
AGREE = {"productive": 0.62, "joined_up": 0.84, "co_designing": 0.55, "valued": 0.9, "diverse": 0.8}
ORDER = ("recruitment", "skills", "pay", "leadership", "organisational_change")
VERDICTS = {
    "productive": ("divided_between", "chief_executives|hr_directors", "trade_unions"),
    "joined_up": ("shared", "", ""),
    "co_designing": ("divided_within", "", ""),
    "valued": ("shared", "", ""),
    "diverse": ("shared_with_reservations", "", "health_bodies|care_skills_regulator"),
}


@pytest.fixture(scope="session")
def consultation() -> Consultation:
    text = (ROOT / "data/raw/great_people/consultation.yaml").read_text(encoding="utf-8")
    return parse_consultation(text)


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    return simulate_tables(seed=1)


@pytest.fixture(scope="session")
def simulate() -> Callable[..., dict[str, pd.DataFrame]]:
    return simulate_tables


def simulate_tables(
    *,
    seed: int,
    sizes: dict[str, int] | None = None,
    agree: dict[str, float] | None = None,
    nations: list[str] | None = None,
    senders: list[bool] | None = None,
) -> dict[str, pd.DataFrame]:
    """Counts drawn at random around planted shares; statistics only as far as a report needs.

    ``nations`` and ``senders`` (of a campaign letter) hold one value per response, in the order
    of ``sizes``; drawn at random, and nobody, if left out.
    """
    rng = np.random.default_rng(seed)
    sizes = SIZES if sizes is None else sizes
    agree = AGREE if agree is None else agree
    responses = _responses(sizes, rng)
    if nations is not None:
        responses["nation_code"] = nations
    measured, points, ratings = _ratings(responses, rng, agree)
    tables = {
        "responses": responses,
        "ledger": _ledger(len(responses)),
        "ratings": ratings,
        "agreement_ratings": measured,
        "agreement_points": points,
        "agreement_verdicts": _verdicts(),
        "weighting_views": _views(agree),
        **_priorities(sizes),
        "choices": _choices(responses, rng),
        **_themes(responses, rng),
        "rankings": _rankings(responses, rng),
    }
    if senders is not None:
        tables["campaigns"], tables["comments"] = _campaign(responses, senders, tables["comments"])
    return {name: check_table(frame, SPECS[name]) for name, frame in tables.items()}


def _campaign(responses, senders, comments):
    """A letter that some sent instead of a comment of their own."""
    who = responses.loc[senders, "response_id"].tolist()
    letter = {"campaign_id": "c01", "question_id": "missing", "n_copies": len(who)}
    letter |= {"n_identical": len(who), "n_edited": 0, "n_additions": 0, "text": "pay first"}
    letters = pd.DataFrame([letter]).reindex(columns=list(SPECS["campaigns"].columns))
    sent = pd.DataFrame(
        {
            "comment_id": [f"{response}:letter" for response in who],
            "response_id": who,
            "question_id": "missing",
            "text": "please put pay first",
            "language_code": "en",
            "n_words": 4,
            "n_redactions": 0,
            "is_non_answer": False,
            "campaign_id": "c01",
            "campaign_role_code": "identical",
        }
    )
    return letters, pd.concat([comments, sent], ignore_index=True)


def _responses(sizes, rng):
    codes = [code for code, n in sizes.items() for _ in range(n)]
    n = len(codes)
    nations = ["north_west", "south_east", "london", "yorkshire_humber", "wales", "no_answer"]
    nation = rng.choice(nations, n, p=[0.2, 0.3, 0.25, 0.13, 0.1, 0.02])
    return pd.DataFrame(
        {
            "response_id": [f"r{i:05d}" for i in range(n)],
            "source_row": range(2, n + 2),
            "constituency_code": codes,
            "nation_code": nation,
            "respondent_type_code": rng.choice(["individual", "organisation"], n, p=[0.8, 0.2]),
            "organisation_id": [f"org{i % 300}" if i % 4 else None for i in range(n)],
            "submitted_at": pd.NaT,
            "language_code": "en",
            "has_quote_consent": False,
        }
    )


def _ledger(n):
    rows = [("received", n + 75), ("analysed", n), ("blank", 31), ("exact_repeat", 40)]
    rows.append(("test", 4))
    return pd.DataFrame(
        [("response", "all", code, count) for code, count in rows],
        columns=["level_code", "question_id", "outcome_code", "n_rows"],
    )


def _ratings(responses, rng, shares):
    rows, points, given = [], [], []
    groups = [("all", "all", responses)]
    for dimension in ("constituency", "nation"):
        groups += [(dimension, code, part) for code, part in responses.groupby(f"{dimension}_code")]
    for item, agree in shares.items():
        tilt = {"chief_executives": 0.16, "hr_directors": 0.1, "trade_unions": -0.3}
        chance = np.full(len(responses), agree)
        if item == "productive":
            chance = chance + responses["constituency_code"].map(tilt).fillna(0).to_numpy()
        draw = rng.random(len(responses))
        score = np.where(draw < chance, rng.integers(4, 6, len(responses)), 0)
        score = np.where(score == 0, rng.integers(1, 4, len(responses)), score)
        answered = rng.random(len(responses)) < 0.97
        given += [
            (response, "vision", item, value if is_answered else np.nan)
            for response, value, is_answered in zip(
                responses["response_id"], score, answered, strict=True
            )
        ]
        for dimension, code, part in groups:
            here = score[part.index][answered[part.index]]
            rows.append(_rating_row(item, dimension, code, len(part), here))
            points += [
                ("vision", item, dimension, code, k, int((here == k).sum())) for k in range(1, 6)
            ]
    columns = ["question_id", "item_code", "dimension_code", "group_code", "score", "n_answers"]
    ratings = pd.DataFrame(given, columns=["response_id", "question_id", "item_code", "score"])
    ratings["status_code"] = np.where(ratings["score"].notna(), "answered", "no_answer")
    return pd.DataFrame(rows), pd.DataFrame(points, columns=columns), ratings


def _rating_row(item, dimension, code, n, here):
    agree, disagree = int((here >= 4).sum()), int((here <= 2).sum())
    row = dict.fromkeys(SPECS["agreement_ratings"].columns, np.nan)
    row |= {
        "question_id": "vision",
        "item_code": item,
        "dimension_code": dimension,
        "group_code": code,
        "n_responses": n,
        "n_answers": len(here),
        "n_agree": agree,
        "n_disagree": disagree,
        "n_neither": len(here) - agree - disagree,
        "n_dont_know": 0,
        "n_no_answer": n - len(here),
        "n_organisations": n,
    }
    if len(here):
        row["share_agree"] = agree / len(here)
    if len(here) >= 10:
        interval = binomtest(agree, len(here)).proportion_ci(method="wilson")
        row["share_low"], row["share_high"] = interval.low, interval.high
    return row


def _verdicts():
    rows = []
    for item, (code, supporters, objectors) in VERDICTS.items():
        row = dict.fromkeys(SPECS["agreement_verdicts"].columns, np.nan)
        row |= {
            "question_id": "vision",
            "item_code": item,
            "verdict_code": code,
            "supporters": supporters,
            "objectors": objectors,
            "reason_code": "rule",
            "n_heard": 14,
            "n_eligible": 12,
            "n_over": 10,
            **dict.fromkeys(("under", "even", "too_few", "held_back"), ""),
            "firmness_code": "firm",
            "design_effect": 1.0,
            "lowest_group": "trade_unions",
        }
        rows.append(row)
    return pd.DataFrame(rows)


def _views(agree):
    rows = []
    for item, share in agree.items():
        for view in ("per_respondent", "equal_constituency", "per_organisation"):
            row = dict.fromkeys(SPECS["weighting_views"].columns, 1.0)
            row |= {
                "question_id": "vision",
                "item_code": item,
                "view_code": view,
                "share_agree": share - (0.06 if view == "equal_constituency" else 0),
                "pooled": "",
                "left_out": "",
                "changes_headline": item == "co_designing" and view == "equal_constituency",
            }
            rows.append(row)
    return pd.DataFrame(rows)


def _rankings(responses, rng):
    """Each response ranks all options; the first of ``ORDER`` is first for most."""
    rows = []
    for response in responses["response_id"]:
        order = [ORDER[i] for i in np.argsort(np.arange(len(ORDER)) + rng.normal(0, 1.6, 5))]
        rows += [(response, "order", option, rank) for rank, option in enumerate(order, start=1)]
    columns = ["response_id", "question_id", "option_code", "rank"]
    return pd.DataFrame(rows, columns=columns)


def _priorities(sizes):
    groups = [("constituency", code, n) for code, n in sizes.items()]
    rows = []
    n_all = sum(sizes.values())
    for rule in ("borda", "kemeny", "schulze", "plackett_luce"):
        for view in ("per_respondent", "equal_constituency"):
            rows += _order_rows(rule, "all", "all", view, n_all, ORDER)
    for place, (dimension, code, n) in enumerate(groups):
        order = list(ORDER)
        if place % 3 == 1:
            order[0], order[2] = order[2], order[0]
        if place % 4 == 2:
            order[1], order[3] = order[3], order[1]
        rows += _order_rows("borda", dimension, code, "per_respondent", n, order)
    chances = {
        "recruitment": (0.97, 0.03, 0, 0, 0),
        "skills": (0.03, 0.75, 0.22, 0, 0),
        "pay": (0, 0.22, 0.7, 0.08, 0),
        "leadership": (0, 0, 0.08, 0.61, 0.31),
        "organisational_change": (0, 0, 0, 0.31, 0.69),
    }
    ranks = [
        ("order", option, rank, chance)
        for option, row in chances.items()
        for rank, chance in enumerate(row, start=1)
    ]
    firsts = {
        "question_id": "order",
        "dimension_code": "all",
        "group_code": "all",
        "n_ballots": n_all,
        "first_code": "clear",
        "leaders": ORDER[0],
        "share_first": 0.4,
        "least_lead": 5.0,
        "order_code": "clear",
    }
    return {
        "priorities_firsts": pd.DataFrame([firsts]),
        "priorities_orders": pd.DataFrame(rows),
        "priorities_ranks": pd.DataFrame(
            ranks, columns=["question_id", "option_code", "rank", "probability"]
        ),
    }


def _order_rows(rule, dimension, code, view, n, order):
    return [
        {
            "question_id": "order",
            "rule_code": rule,
            "dimension_code": dimension,
            "group_code": code,
            "view_code": view,
            "option_code": option,
            "score": float(5 - rank),
            "rank": float(rank),
            "n_ballots": n,
        }
        for rank, option in enumerate(order, start=1)
    ]


def _choices(responses, rng):
    options = ["job_design", "apprenticeships", "workforce_planning", "pay_modelling", "wellbeing"]
    rows = []
    for response in responses["response_id"]:
        chosen = rng.choice(options, rng.integers(0, 4), replace=False)
        rows += [
            (response, "support", option) for option in (chosen if len(chosen) else ["no_answer"])
        ]
    return pd.DataFrame(rows, columns=["response_id", "question_id", "option_code"])


THEMES = {
    "t01": ("pay and career grades", "pay|grades|career|salary|fair", "valued", 310),
    "t02": ("training budget", "training|budget|courses|skills", "skills", 240),
    "t03": ("housing costs and travel", "housing|rent|travel|parking", None, 120),
    "t04": ("managers who listen", "managers|listen|support", None, 75),
    "t05": ("Holloway depot", "holloway|depot", None, 12),
    "t06": ("night shifts", "night|shifts", None, 6),
}


def _themes(responses, rng):
    n_base = min(900, len(responses))
    writers = responses.iloc[rng.permutation(len(responses))[:n_base]]
    comments, carried, themes, prevalence = [], [], [], []
    for row in writers.itertuples():
        question = rng.choice(["wording", "missing", "priorities_comment"])
        comments.append([f"{row.response_id}:{question}", row.response_id, question, []])
    for theme, (label, keywords, framework, n) in THEMES.items():
        who = rng.permutation(n_base)[:n]
        n = len(who)
        for place in who:
            words = keywords.split("|")
            comments[place][3] += words if theme != "t05" else ["depot"]
            carried.append((comments[place][0], theme, comments[place][1], 0.5, True))
        in_theme = {comments[place][1] for place in who}
        themes.append(
            (
                theme,
                label,
                np.nan,
                keywords,
                np.nan,
                "en",
                n,
                n,
                n_base,
                True,
                "settled",
                False,
                True,
                framework,
                np.nan,
                0.4,
            )
        )
        for dimension, code, part in [
            ("all", "all", writers),
            *(("constituency", c, p) for c, p in writers.groupby("constituency_code")),
        ]:
            k = int(part["response_id"].isin(in_theme).sum())
            out = "more" if (theme, code) == ("t01", "trade_unions") else "no"
            prevalence.append(
                (
                    theme,
                    dimension,
                    code,
                    k,
                    len(part),
                    k / len(part),
                    *[np.nan] * 4,
                    out,
                    np.nan,
                    None,
                )
            )
    texts = [(c[0], c[1], c[2], " ".join(c[3]) or "more of this") for c in comments]
    frame = pd.DataFrame(texts, columns=["comment_id", "response_id", "question_id", "text"])
    frame = frame.assign(
        language_code="en",
        n_words=3,
        n_redactions=0,
        is_non_answer=False,
        campaign_id=None,
        campaign_role_code="none",
    )
    carrying = {row[0] for row in carried}
    unthemed = frame.loc[
        ~frame["comment_id"].isin(carrying), ["comment_id", "response_id", "question_id"]
    ].assign(reason_code="near_no_theme", is_in_base=True)
    return {
        "comments": frame,
        "unthemed_comments": unthemed,
        "themes": pd.DataFrame(themes, columns=list(SPECS["themes"].columns)),
        "comment_themes": pd.DataFrame(carried, columns=list(SPECS["comment_themes"].columns)),
        "theme_prevalence": pd.DataFrame(
            prevalence, columns=list(SPECS["theme_prevalence"].columns)
        ),
    }


@pytest.fixture(scope="session")
def public_board(tables, consultation):
    """The public report of the simulated tables, composed once: the audits take seconds."""
    return compose_board_report(
        tables,
        consultation=consultation,
        profile=PROFILES["public"],
        provenance={"export_sha256": "ab" * 32, "Rows": 7},
    )


@pytest.fixture(scope="session")
def public_material(tables, consultation):
    """What the public report is made of, gathered once."""
    return gather_material(tables, consultation=consultation, profile=PROFILES["public"])


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium; skips where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def export():
    """From sections to a page, as a run of the notebook does it."""

    def export_sections(sections, *, title="Report to the board", language="en"):
        notebook = nbformat.v4.new_notebook()
        for section in sections:
            html = section._repr_html_()
            output = nbformat.v4.new_output("display_data", data={"text/html": html})
            notebook.cells.append(nbformat.v4.new_code_cell("x", outputs=[output]))
        return export_html(notebook, title=title, language=language)

    return export_sections
