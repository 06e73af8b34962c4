"""Words: what people ask to change in the wording; words that mark groups and sides off.

Beside distinctive words stands no number. A word is named where as many people of the group used
it as a term needs anywhere, and only for a constituency that stands alone.
"""

from __future__ import annotations

import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.protected import ProtectedTable
from gpgp.report import code_names
from gpgp.report.code_names import name_sides
from gpgp.report.tables.making import make_table
from gpgp.report.tables.themes import LONG_NUMBER

WORDING = Declaration(
    "wording_requests",
    "What people ask to add, drop or replace",
    (
        TableColumn("request", "Request"),
        TableColumn("element", "Element whose wording holds the word"),
        TableColumn("n_people", "People", "count", "people who wrote"),
    ),
    audit="words",
    place="annex",
)
WORDS_BY_CONSTITUENCY = Declaration(
    "words_by_constituency",
    "Words each constituency uses more than the others",
    (TableColumn("area", "Constituency"), TableColumn("words", "Words used more often")),
    audit="words",
    place="annex",
)
WORDS_BY_SIDE = Declaration(
    "words_by_side",
    "Words each side of a divided element uses more than the other",
    (TableColumn("side", "Side"), TableColumn("words", "Words used more often")),
    audit="words",
    place="annex",
)
MOST_REQUESTS = 20
MOST_WORDS = 6
DIVIDED = ("divided_between", "divided_within")
NOTE = (
    "Words that so many more people of the group wrote that chance would hardly do it "
    "(log-odds ratio with an informative prior); what they were said for stands in the comments."
)


def list_requests(material: Material) -> pd.DataFrame:
    """Return the requests that enough people made, most asked for first."""
    requests = material.tables["wording_requests"]
    floor = max(material.profile.threshold, material.profile.term_floor)
    is_safe = ~requests["word"].str.contains(LONG_NUMBER)
    made = requests.loc[(requests["n_respondents"] >= floor) & is_safe].sort_values(
        ["n_respondents", "action_code", "word"], ascending=[False, True, True]
    )
    return made.head(MOST_REQUESTS)


def tabulate_wording(material: Material) -> ProtectedTable | None:
    """Return the table of requests."""
    made = list_requests(material)
    if made.empty:
        return None
    rows = []
    for place, row in enumerate(made.itertuples(), start=1):
        element = "none of them"
        if pd.notna(row.element_code):
            element = material.consultation.label_of(row.element_code)
        request = code_names.REQUEST_PHRASES[row.action_code].format(row.word, row.replacement)
        cells = (
            true_tables.Label(request, row.action_code),
            true_tables.Label(element, row.element_code if pd.notna(row.element_code) else ""),
            true_tables.Count(int(row.n_respondents)),
        )
        rows.append((f"request_{place}", cells))
    return make_table(
        WORDING,
        material,
        rows,
        notes=("Set phrases are counted; what people say in other ways is not in these numbers.",),
    )


def tabulate_distinctive(material: Material) -> list[ProtectedTable]:
    """Return the words of constituencies, and of the two sides of divided elements."""
    found = material.tables["distinctive_words"]
    floor = max(material.profile.threshold, material.profile.term_floor)
    is_safe = ~found["word"].str.contains(LONG_NUMBER)
    kept = found.loc[(found["n_respondents"] >= floor) & is_safe]
    kept = kept.sort_values(["z_score", "word"], ascending=[False, True])
    listed = {
        WORDS_BY_CONSTITUENCY: _list_constituencies(
            kept.loc[kept["comparison_code"] == "constituency"], material
        ),
        WORDS_BY_SIDE: _list_sides(kept.loc[kept["comparison_code"] == "side"], material),
    }
    return [
        make_table(
            declared,
            material,
            [
                (key, (true_tables.Label(label, code), true_tables.Label(words)))
                for key, code, label, words in rows
            ],
            notes=(NOTE,),
        )
        for declared, rows in listed.items()
        if rows
    ]


def _list_constituencies(
    found: pd.DataFrame, material: Material
) -> list[tuple[str, str, str, str]]:
    """Key, code, name and words of each constituency that stands alone."""
    words = _join_words(found, "group_code")
    return [
        (area.code, area.code, area.label, words[area.members[0]])
        for area in material.areas("constituency")
        if len(area.members) == 1 and area.members[0] in words
    ]


def _list_sides(found: pd.DataFrame, material: Material) -> list[tuple[str, str, str, str]]:
    """Key, code, name and words of each side of each element whose verdict is divided."""
    verdicts = material.tables["agreement_verdicts"]
    rows = []
    for question in material.consultation.questions_of("rating"):
        own = verdicts.loc[verdicts["question_id"] == question.id]
        divided = set(own.loc[own["verdict_code"].isin(DIVIDED), "item_code"])
        sides = name_sides(question)
        for item in question.items:
            of_item = found.loc[found["item_code"] == item.code]
            words = _join_words(of_item, "group_code") if item.code in divided else {}
            rows += [
                (f"{item.code}_{side}", item.code, f"{item.label}: {name}", words[side])
                for side, name in (("agree", sides.agree), ("disagree", sides.disagree))
                if side in words
            ]
    return rows


def _join_words(found: pd.DataFrame, by: str) -> dict[str, str]:
    return {
        str(code): ", ".join(part["word"].head(MOST_WORDS))
        for code, part in found.groupby(by, observed=True)
    }
