"""What the editor lists: themes with their figures, and comments page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from gpgp.lab.material import Material
from gpgp.themes import CodeFrame, resolve_frame

PAGE = 10  # comments; more do not fit a laptop's screen beside the themes and the decisions
UNSURE_SHARE = 0.25  # of a theme's comments, those farthest from its middle
NONE = "none"  # comments that carry no theme
_CLOSENESS = {"settled": "settled", "indicative": "fairly settled", "loose": "loose"}


def list_themes(
    material: Material, found: pd.DataFrame, members: pd.DataFrame, frame: CodeFrame
) -> list[dict[str, Any]]:
    """List live themes, the largest first, then comments without one.

    Parameters
    ----------
    found : DataFrame, one row per theme as it was described when the editor was opened
        ``theme_id``, ``label``, ``keywords``, ``framework_code``.
    members : DataFrame, one row per theme of a comment, as decisions now stand
    frame : the code frame with the steps that are not saved
    """
    resolved = resolve_frame(frame)
    described = found.set_index("theme_id")
    figures = material.figures.set_index("theme_id")
    asked = members.merge(material.comments[["comment_id", "question_id"]], on="comment_id")
    by_theme = dict(list(asked.groupby("theme_id")))
    ids = dict.fromkeys([*resolved.labels, *(t for t in described.index if t not in frame.ids)])
    rows = []
    for theme_id in ids:
        own = by_theme.get(theme_id, asked.iloc[:0])
        is_known = theme_id in described.index
        label = resolved.labels.get(theme_id) or described.loc[theme_id, "label"]
        nearest = described.loc[theme_id, "framework_code"] if is_known else None
        checked = figures.index[figures.index == theme_id]
        settled = figures.loc[theme_id, "settled_code"] if len(checked) else ""
        rows.append(
            {
                "id": theme_id,
                "label": label,
                "words": described.loc[theme_id, "keywords"].split("|") if is_known else [],
                "people": int(own["response_id"].nunique()),
                "comments": len(own),
                "state": _name_state(theme_id, frame, resolved.owned),
                "settled": _CLOSENESS.get(settled, ""),
                "nearest": _name_item(nearest, material),
                "outside": resolved.outside.get(theme_id),
                "by_question": own.groupby("question_id")["response_id"].nunique().to_dict(),
            }
        )
    rows.sort(key=lambda row: (-row["people"], row["id"]))
    return [{**row, "by_question": _plain(row["by_question"])} for row in rows]


def _name_item(code: str | None, material: Material) -> str:
    return "" if code is None or pd.isna(code) else material.items.get(code, code)


def _name_state(theme_id: str, frame: CodeFrame, owned: set[str]) -> str:
    if theme_id in owned:
        return "accepted"
    return "in the frame" if theme_id in frame.ids else "proposed"


def _plain(counts: Mapping[Any, Any]) -> dict[str, int]:
    return {str(key): int(value) for key, value in counts.items()}


def list_comments(
    material: Material,
    members: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    theme: str,
    search: str = "",
    question: str = "",
    constituency: str = "",
    is_unsure: bool = False,
    page: int = 0,
) -> dict[str, Any]:
    """List one page of a theme's comments, the closest first.

    Parameters
    ----------
    theme : id of a theme; "none": comments without one; "": all
    search : words that must all stand in the comment, whatever their case
    question, constituency : codes; "" for all
    is_unsure : only the quarter of a theme's comments farthest from its middle
    page : from 0; beyond the last the last is shown
    """
    rows = _choose(material.comments, members, theme)
    unsure = rows["score"].le(rows["score"].quantile(UNSURE_SHARE)) if len(rows) else rows["score"]
    rows = rows.assign(is_unsure=unsure.astype(bool) if theme not in ("", NONE) else False)
    for word in search.casefold().split():
        rows = rows[rows["text"].str.casefold().str.contains(word, regex=False)]
    rows = rows[rows["question_id"].eq(question)] if question else rows
    rows = rows[rows["constituency_code"].eq(constituency)] if constituency else rows
    rows = rows[rows["is_unsure"]] if is_unsure else rows
    last = max(0, (len(rows) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = rows.iloc[page * PAGE : (page + 1) * PAGE]
    others = members[members["comment_id"].isin(shown["comment_id"])]
    others = others.groupby("comment_id")["theme_id"].agg(list)
    return {
        "theme": theme,
        "total": len(rows),
        "page": page,
        "pages": last + 1,
        "rows": [_show_comment(row, material, others, labels, theme) for row in shown.itertuples()],
    }


def _choose(comments: pd.DataFrame, members: pd.DataFrame, theme: str) -> pd.DataFrame:
    if theme == NONE:
        is_open = ~comments["is_non_answer"] & comments["campaign_role_code"].isin(
            ["none", "addition"]
        )
        rows = comments[is_open & ~comments["comment_id"].isin(members["comment_id"])]
        return rows.assign(score=0.0).sort_values("comment_id")
    if theme == "":
        best = members.sort_values("score", ascending=False).drop_duplicates("comment_id")
        rows = comments.merge(best[["comment_id", "score"]], on="comment_id", how="left")
        return rows.assign(score=rows["score"].fillna(0.0)).sort_values("comment_id")
    own = members.loc[members["theme_id"] == theme, ["comment_id", "score"]]
    rows = comments.merge(own, on="comment_id", validate="1:1")
    return rows.sort_values(["score", "comment_id"], ascending=[False, True])


def _show_comment(
    row: Any, material: Material, others: pd.Series, labels: Mapping[str, str], theme: str
) -> dict[str, Any]:
    also = [labels.get(name, name) for name in others.get(row.comment_id, []) if name != theme]
    return {
        "id": row.comment_id,
        "response": row.response_id,
        "text": row.text,
        "constituency": material.constituencies.get(row.constituency_code, row.constituency_code),
        "question": material.questions.get(row.question_id, row.question_id),
        "score": round(float(row.score), 2),
        "is_unsure": bool(row.is_unsure),
        "also": also,
    }


def list_answers(material: Material, response_id: str) -> list[dict[str, str]]:
    """List everything one respondent wrote, question by question."""
    rows = material.answers[material.answers["response_id"] == response_id]
    return [
        {"question": material.questions.get(row.question_id, row.question_id), "text": row.text}
        for row in rows.sort_values("question_id").itertuples()
    ]
