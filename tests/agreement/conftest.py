"""A small instrument and small tables, built as text and literals."""

import numpy as np
import pandas as pd
import pytest

from gpgp.instrument import parse_consultation
from gpgp.tables import SPECS, check_table

_HEAD = """
title: A made-up consultation
organisation: A made-up body
closes: 2020-01-31
delete_after: 2021-01-31
export: {file: made_up.csv}
elements:
  - {code: joined_up, label: Joined up}
  - {code: productive, label: Productive}
priorities:
  - {code: skills, label: Skills}
  - {code: pay, label: Pay}
  - {code: leadership, label: Leadership}
scales:
  agreement: {points: [Strongly disagree, Disagree, Neither, Agree, Strongly agree]}
"""
_QUESTIONS = """
questions:
  - {id: vision, type: rating, about: elements, scale: agreement,
     columns: {joined_up: Q1a, productive: Q1b}}
  - {id: first, type: ranking, about: priorities,
     columns: {skills: Q2a, pay: Q2b, leadership: Q2c}}
  - {id: topics, type: multi_choice, column: Q3,
     options: [{code: design, label: Design}, {code: training, label: Training}]}
  - {id: who, type: constituency, column: Q4}
"""


@pytest.fixture(scope="session")
def make_consultation():
    """Return a function: constituencies (code to population or None) to an instrument."""

    def make(constituencies=None, questions=_QUESTIONS, scale=""):
        known = constituencies or {"chiefs": None, "unions": None, "wales": None}
        lines = [
            f"  - {{code: {code}, label: {code.title()}"
            + (f", population: {population}}}" if population else "}")
            for code, population in known.items()
        ]
        groups = "\n".join(["constituencies:", *lines])
        return parse_consultation(f"{_HEAD}{scale}{groups}{questions}")

    return make


@pytest.fixture(scope="session")
def make_responses():
    """Return a function: constituency of each response (and organisation) to ``responses``."""

    def make(constituency, organisation=None, nation="not_asked"):
        n = len(constituency)
        frame = pd.DataFrame(
            {
                "response_id": [f"r{i:05d}" for i in range(n)],
                "source_row": range(2, n + 2),
                "constituency_code": list(constituency),
                "nation_code": nation,
                "respondent_type_code": "not_asked",
                "organisation_id": np.nan if organisation is None else organisation,
                "submitted_at": pd.NaT,
                "language_code": "en",
                "has_quote_consent": False,
            }
        )
        return check_table(frame, SPECS["responses"])

    return make


@pytest.fixture(scope="session")
def make_ratings():
    """Return a function: item to one score per response (0: no answer, -1: don't know)."""

    def make(scores, question_id="vision"):
        status = {0: "no_answer", -1: "dont_know"}
        rows = [
            {
                "response_id": f"r{place:05d}",
                "question_id": question_id,
                "item_code": item,
                "score": score if score > 0 else None,
                "status_code": status.get(score, "answered"),
            }
            for item, given in scores.items()
            for place, score in enumerate(given)
        ]
        return check_table(pd.DataFrame(rows), SPECS["ratings"])

    return make


@pytest.fixture(scope="session")
def make_rankings():
    """Return a function: one order per response ('skills pay', may be partial) to ``rankings``."""

    def make(orders, options=("skills", "pay", "leadership"), question_id="first"):
        rows = [
            {
                "response_id": f"r{place:05d}",
                "question_id": question_id,
                "option_code": option,
                "rank": order.split().index(option) + 1.0 if option in order.split() else np.nan,
            }
            for place, order in enumerate(orders)
            if order
            for option in options
        ]
        return check_table(
            pd.DataFrame(rows, columns=list(SPECS["rankings"].columns)), SPECS["rankings"]
        )

    return make


@pytest.fixture(scope="session")
def make_choices():
    """Return a function: chosen options per response ('design training' or '') to ``choices``."""

    def make(chosen, question_id="topics"):
        rows = [
            {"response_id": f"r{place:05d}", "question_id": question_id, "option_code": option}
            for place, options in enumerate(chosen)
            for option in (options.split() or ["no_answer"])
        ]
        return check_table(
            pd.DataFrame(rows, columns=list(SPECS["choices"].columns)), SPECS["choices"]
        )

    return make


@pytest.fixture(scope="session")
def make_themes():
    """Return a function: themes of each response's comment ('t01 t02', '' for none) to tables.

    The tables are ``themes``, ``comment_themes`` and ``unthemed_comments``; ``roles`` gives each
    comment's part in a campaign, or 'non_answer'.
    """

    def make(themes, roles=None):
        roles = roles or ["none"] * len(themes)
        reasons = {"non_answer": "non_answer", "identical": "campaign_copy"}
        unthemed = [
            {
                "comment_id": f"r{place:05d}:q",
                "response_id": f"r{place:05d}",
                "question_id": "q",
                "reason_code": reasons.get(role, "near_no_theme"),
                "is_in_base": role not in reasons,
            }
            for place, (role, given) in enumerate(zip(roles, themes, strict=True))
            if not given
        ]
        carried = [
            {
                "comment_id": f"r{place:05d}:q",
                "theme_id": theme,
                "response_id": f"r{place:05d}",
                "score": 0.5,
                "is_main": number == 0,
            }
            for place, given in enumerate(themes)
            for number, theme in enumerate(given.split())
        ]
        known = sorted({theme for given in themes for theme in given.split()})
        described = [
            {
                "theme_id": theme,
                "label": theme,
                "keywords": "made|up",
                "heading": np.nan,
                "language_code": "en",
                "n_comments": 1,
                "n_respondents": 1,
                "n_base": len(themes),
                "is_real": True,
                "settled_code": "settled",
                "is_owned": False,
                "is_shown": True,
                "framework_code": np.nan,
                "is_outside_draft": None,
                "label_proposals": None,
                "framework_affinity": np.nan,
            }
            for theme in known
        ]
        frames = {"themes": described, "comment_themes": carried, "unthemed_comments": unthemed}
        return {
            name: check_table(pd.DataFrame(rows, columns=list(SPECS[name].columns)), SPECS[name])
            for name, rows in frames.items()
        }

    return make
