"""Which items two consultations asked about in the same words, on the same scale.

In: two instruments. Out: ``comparison_items``. An item is matched by its code and by what
respondents read; whatever was worded, scaled or listed otherwise is never compared, only listed.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from gpgp.instrument import Consultation
from gpgp.instrument.parts import Item
from gpgp.instrument.questions import ItemQuestion, Rating
from gpgp.instrument.text import fold_word
from gpgp.tables import COMPARED, assemble_table

TYPES: tuple[Literal["rating", "ranking", "choice", "multi_choice"], ...] = (
    "rating",
    "ranking",
    "choice",
    "multi_choice",
)


def match_items(first: Consultation, second: Consultation) -> pd.DataFrame:
    """Say of every item of either consultation whether its answers may be compared.

    Parameters
    ----------
    first, second : Consultation
        The earlier and the later wave.

    Returns
    -------
    DataFrame, contract ``comparison_items``
        Items of questions with the same id and type are compared by code. A
        changed question, wording, scale or, for choices and rankings, list of options blocks
        the pair. Spaces, capitals and kinds of quotation mark are no change.
    """
    before, after = (
        {question.id: question for question in each.questions_of(*TYPES)}
        for each in (first, second)
    )
    parts = []
    for code in dict.fromkeys([*before, *after]):
        old, new = before.get(code), after.get(code)
        if old is not None and new is not None and old.type == new.type:
            parts.append(_match_question(old, new))
            continue
        parts += [_list_alone(old, "only_first")] if old is not None else []
        parts += [_list_alone(new, "only_second")] if new is not None else []
    return assemble_table(parts, COMPARED["comparison_items"])


def _match_question(old: ItemQuestion, new: ItemQuestion) -> pd.DataFrame:
    before = {item.code: item for item in old.items}
    after = {item.code: item for item in new.items}
    whole = _find_change(old, new)
    rows = []
    for code in dict.fromkeys([*before, *after]):
        one, other = before.get(code), after.get(code)
        if one is None or other is None:
            match = "only_first" if other is None else "only_second"
        else:
            match = whole or ("matched" if _fold(one) == _fold(other) else "wording_changed")
        rows.append(_describe(new, code, one, other, match, _say_questions(old, new, whole)))
    return pd.DataFrame(rows)


def _find_change(old: ItemQuestion, new: ItemQuestion) -> str:
    """Return what keeps a whole question from being compared; '' where nothing does."""
    if fold_word(old.title) != fold_word(new.title):
        return "question_changed"
    if isinstance(old, Rating) and isinstance(new, Rating):
        return "" if _read_scale(old) == _read_scale(new) else "scale_changed"
    is_same = {item.code for item in old.items} == {item.code for item in new.items}
    limits = [getattr(question, "max_choices", None) for question in (old, new)]
    return "" if is_same and limits[0] == limits[1] else "options_changed"


def _read_scale(question: Rating) -> tuple[object, ...]:
    scale = question.scale
    points = tuple(fold_word(point.label) for point in scale.points)
    return points, scale.agree_from, scale.disagree_to, bool(scale.dont_know)


def _fold(item: Item) -> str:
    return fold_word(_word(item))


def _word(item: Item) -> str:
    """Return what a respondent read: the label, with the wording where there is one."""
    is_longer = item.wording is not None and fold_word(item.wording) != fold_word(item.label)
    return f"{item.label}: {item.wording}" if is_longer else item.label


def _say_questions(old: ItemQuestion, new: ItemQuestion, change: str) -> tuple[str, str]:
    """Return what stood before each item where the question itself was changed."""
    if change == "question_changed":
        return f"{old.title} ", f"{new.title} "
    if change == "scale_changed" and isinstance(old, Rating) and isinstance(new, Rating):
        return _say_scale(old), _say_scale(new)
    return "", ""


def _say_scale(question: Rating) -> str:
    return f"[{' / '.join(point.label for point in question.scale.points)}] "


def _describe(
    question: ItemQuestion,
    code: str,
    one: Item | None,
    other: Item | None,
    match: str,
    before: tuple[str, str],
) -> dict[str, object]:
    shown = other or one
    return {
        "kind_code": question.type,
        "question_id": question.id,
        "item_code": code,
        "match_code": match,
        "label": shown.label if shown is not None else code,
        "first_wording": None if one is None else before[0] + _word(one),
        "second_wording": None if other is None else before[1] + _word(other),
    }


def _list_alone(question: ItemQuestion, match: str) -> pd.DataFrame:
    is_first = match == "only_first"
    return pd.DataFrame(
        [
            _describe(
                question,
                item.code,
                item if is_first else None,
                None if is_first else item,
                match,
                ("", ""),
            )
            for item in question.items
        ]
    )
