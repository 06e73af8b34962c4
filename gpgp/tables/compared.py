"""The tables that comparing two consultations makes; they are never written.

``first`` is the earlier wave, or the consultation that the report is about; ``second`` the other.
They hold true numbers and stay private.
"""

from gpgp.tables.contract import (
    ITEM,
    QUESTION,
    TOO_FEW,
    TableSpec,
    integer,
    number,
    specs,
    text,
)

_KIND = text("what is said yes to", allowed="rating ranking choice multi_choice theme")
_NOT_THERE = "not asked there"

COMPARED = specs(
    TableSpec(
        "comparison_items",
        "one item of a rating, ranking or choice that either consultation asked about",
        ("kind_code", "question_id", "item_code"),
        {
            "kind_code": _KIND,
            "question_id": QUESTION,
            "item_code": ITEM,
            "match_code": text(
                "whether answers may be compared: only where code, question, wording, scale and "
                "list of options are the same",
                allowed="matched question_changed wording_changed scale_changed options_changed "
                "only_first only_second",
            ),
            "label": text("in the second, else in the first"),
            "first_wording": text("what stood there", missing=_NOT_THERE),
            "second_wording": text("what stood there", missing=_NOT_THERE),
        },
    ),
    TableSpec(
        "comparison_changes",
        "one matched item, or one theme, for everybody or in one constituency",
        ("kind_code", "question_id", "item_code", "group_code"),
        {
            "kind_code": _KIND,
            "question_id": text("id of the question; 'comments' of themes"),
            "item_code": text("code of the item, or id of the theme"),
            "group_code": text("constituency, or 'all'"),
            "n_base_first": integer("answers"),
            "n_yes_first": integer("agree, chose it, put it first, raised it"),
            "n_base_second": integer("answers"),
            "n_yes_second": integer("agree, chose it, put it first, raised it"),
            "share_first": number("n_yes / n_base", missing="no answers"),
            "share_second": number("n_yes / n_base", missing="no answers"),
            "change": number("second less first", missing="no answers"),
            "change_low": number("Newcombe on effective counts, 95%", missing="no answers"),
            "change_high": number("the same, upper", missing="no answers"),
            "change_same_mix": number(
                "second less first, each constituency counted as it was in the first",
                missing="of one constituency, or too few",
            ),
            "same_mix_low": number("joined Wilson intervals of the strata, 95%", missing=TOO_FEW),
            "same_mix_high": number("the same, upper", missing=TOO_FEW),
            "p_value": number(
                "within constituencies for everybody; Fisher for one constituency", missing=TOO_FEW
            ),
            "p_adjusted": number(
                "Benjamini and Hochberg over its family, divided by the family's part of alpha",
                missing=TOO_FEW,
            ),
            "change_code": text("more or less: beyond chance", allowed="more less no not_tested"),
        },
    ),
)
