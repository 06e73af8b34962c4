"""The order tables appear in, which is the order of their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from gpgp.disclosure import ProtectedTable
from gpgp.instrument import Consultation

DRAWN = ("divided_between", "divided_within", "shared_with_reservations", "not_supported")
MOST_DRAWN = 6  # items of one question with a chart of their own; the others' tables come last


def order_tables(
    tables: Mapping[str, ProtectedTable], *, consultation: Consultation
) -> Mapping[str, ProtectedTable]:
    """Return the tables in the order of the report; those it only offers for download last.

    A table without a row is left out: no section prints it, and its number would be a gap.
    """
    ratings = consultation.questions_of("rating")
    first = min(ratings, key=lambda question: question.about != "elements", default=None)
    rankings = consultation.questions_of("ranking")
    names = [f"{first.id}_{end}" for end in ("verdicts", "by_constituency")] if first else []
    names.append("heard_from")
    names += [f"who_answered_by_{end}" for end in ("constituency", "kind", "nation")]
    names.append("campaigns")
    names += [f"{question.id}_without_campaigns" for question in ratings]
    for question in ratings:
        names += [
            f"{question.id}_{end}" for end in ("verdicts", "answers", "scale_points", "reasons")
        ]
        names += [split_name(question, code) for code in drawn_items(tables, question)]
        names.append(f"{question.id}_weighting")
    names += ["wording_requests", "themes_vision_wording", "themes_missing"]
    names += [
        f"{question.id}_{end}"
        for question in rankings
        for end in ("order", "by_constituency", "by_rule", "selections", "coverage")
    ]
    names += [f"{q.id}_choices" for q in consultation.questions_of("choice", "multi_choice")]
    names += ["themes_found", "themes_by_heading", "themes", "themes_by_constituency"]
    names += ["words_by_constituency", "words_by_side"]
    names += [f"{question.id}_pairs" for question in ratings]
    names += [f"{question.id}_by_nation" for question in ratings]
    names += ["ledger", "data_quality"]
    ordered = dict.fromkeys([*(name for name in names if name in tables), *tables])
    return MappingProxyType({name: tables[name] for name in ordered if tables[name].rows})


def drawn_items(tables: Mapping[str, ProtectedTable], question: Any) -> list[str]:
    """Return the items of a rating question that get a chart by constituency."""
    verdicts = tables.get(f"{question.id}_verdicts")
    if verdicts is None:
        return []
    found = {
        key: DRAWN.index(verdicts.cell(key, "verdict").code)
        for key in verdicts.row_keys
        if verdicts.cell(key, "verdict").code in DRAWN and split_name(question, key) in tables
    }
    chosen = sorted(found, key=lambda key: found[key])[:MOST_DRAWN]
    return [key for key in found if key in chosen]


def split_name(question: Any, code: str) -> str:
    """Return the name of the table of one item by constituency."""
    return f"{question.id}-{code}_by_constituency"
