"""A small consultation for drawing and coding: 120 comments, three constituencies, two themes."""

import numpy as np
import pandas as pd
import pytest


@pytest.fixture
def tables():
    """Comments, responses, themes and comment_themes as the last run would have left them."""
    n = 120
    ids = [f"r{number:03d}:missing" for number in range(n)]
    people = [one.partition(":")[0] for one in ids]
    comments = pd.DataFrame(
        {
            "comment_id": ids,
            "response_id": people,
            "question_id": "missing",
            "text": [f"comment number {number}\nsecond line" for number in range(n)],
            "language_code": ["cy" if number == 0 else "en" for number in range(n)],
            "is_non_answer": [number == 1 for number in range(n)],
            "campaign_role_code": ["identical" if number == 2 else "none" for number in range(n)],
        }
    )
    comments.loc[3, "text"] = "=HYPERLINK(1)"
    responses = pd.DataFrame(
        {
            "response_id": people,
            "constituency_code": ["small" if i < 9 else "large" for i in range(n)],
        }
    )
    themes = pd.DataFrame(
        {
            "theme_id": ["t01", "t02"],
            "label": ["Low pay, wages", "Late buses"],
            "keywords": ["pay|wages", "bus|late"],
            "language_code": "en",
        }
    )
    has = np.arange(n) % 4 != 0
    comment_themes = pd.DataFrame(
        {
            "comment_id": np.array(ids)[has],
            "theme_id": np.where(np.arange(n)[has] % 2, "t01", "t02"),
            "score": np.linspace(0, 1, has.sum()),
            "is_main": True,
        }
    )
    return {
        "comments": comments,
        "responses": responses,
        "themes": themes,
        "comment_themes": comment_themes,
    }
