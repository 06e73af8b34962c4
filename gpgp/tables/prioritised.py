"""The tables that measuring priorities writes: orders, chances, agreement, choices."""

from gpgp.tables.contract import (
    DIMENSION,
    GROUP,
    ITEM,
    QUESTION,
    TOO_FEW,
    VIEW,
    TableSpec,
    boolean,
    integer,
    number,
    specs,
    text,
)

_RULE = text(
    "counting rule", allowed="borda kemeny schulze plackett_luce first_choices share_choosing"
)

PRIORITISED = specs(
    TableSpec(
        "priorities_orders",
        "one option under one rule, in one group and view",
        ("question_id", "rule_code", "dimension_code", "group_code", "view_code", "option_code"),
        {
            "question_id": QUESTION,
            "rule_code": _RULE,
            "dimension_code": DIMENSION,
            "group_code": GROUP,
            "view_code": VIEW,
            "option_code": text(
                "code of the option; of a choice also not_matched: something else, written in"
            ),
            "score": number("points, worth or share", missing="the rule gives an order only"),
            "rank": number("1 = first; ties share a rank"),
            "n_ballots": integer("ballots counted; of a choice, who chose or wrote something"),
        },
    ),
    TableSpec(
        "priorities_ranks",
        "one option in one place: how often resampling puts it there",
        ("question_id", "option_code", "rank"),
        {
            "question_id": QUESTION,
            "option_code": ITEM,
            "rank": integer("place"),
            "probability": number("share of resamples, Borda, equal weight per constituency"),
        },
    ),
    TableSpec(
        "priorities_firsts",
        "one ranking or choice in one group: what comes first, and whether that is settled",
        ("question_id", "dimension_code", "group_code"),
        {
            "question_id": QUESTION,
            "dimension_code": DIMENSION,
            "group_code": GROUP,
            "n_ballots": integer("ballots, one per person"),
            "first_code": text(
                "clear: ahead of each other option by more than two standard errors, for "
                "everybody also first in every view; not_settled: 'X and Y lead; the order "
                "between them is not settled'",
                allowed="clear not_settled too_few",
            ),
            "leaders": text(
                "option codes joined by |, most points first: one where clear", missing=TOO_FEW
            ),
            "share_first": number(
                "share of ballots that put the first of these first (chose it)", missing=TOO_FEW
            ),
            "least_lead": number(
                "smallest lead of the first over another, in standard errors",
                missing="too few, a single option, or nobody differs",
            ),
            "order_code": text(
                "clear: each option is ahead of the next by more than two standard errors",
                missing=TOO_FEW,
                allowed="clear no_clear_order",
            ),
        },
    ),
    TableSpec(
        "priorities_findings",
        "one question of agreement about a ranking: do rules, views, constituencies agree?",
        ("question_id", "finding_code"),
        {
            "question_id": QUESTION,
            "finding_code": text(
                "what is compared, first places or whole orders",
                allowed="rules_first rules_order views_first views_order "
                "constituencies_first constituencies_order",
            ),
            "is_agreed": boolean("all the same", missing=TOO_FEW),
            "value": number(
                "first: different first places; order: largest Kendall distance (rules, views), "
                "Kendall's W (constituencies)",
                missing=TOO_FEW,
            ),
            "explanation": text("one sentence"),
        },
    ),
    TableSpec(
        "priorities_distances",
        "one pair of constituencies and how differently they order the options",
        ("question_id", "group_a", "group_b"),
        {
            "question_id": QUESTION,
            "group_a": text("constituency"),
            "group_b": text("constituency"),
            "kendall_distance": number("pairs of options in opposite order; ties count half"),
            "n_pairs": integer("pairs of options"),
            "p_adjusted": number(
                "by redrawing who is in which constituency, over all pairs (minimum p)"
            ),
            "is_apart": boolean("under 5%: print a distance only there"),
        },
    ),
    TableSpec(
        "priorities_selections",
        "one option under one way to choose some of them",
        ("question_id", "method_code", "option_code"),
        {
            "question_id": QUESTION,
            "method_code": text(
                "top_k: highest Borda points; the others as named; the last two within a budget",
                allowed="top_k proportional_approval widest_coverage plain_order equal_shares",
            ),
            "option_code": ITEM,
            "is_chosen": boolean("among the chosen"),
            "cost": number("from the instrument", missing="no cost given"),
        },
    ),
    TableSpec(
        "priorities_coverage",
        "one constituency under one way to choose: how many of its own top choices are in",
        ("question_id", "method_code", "group_code"),
        {
            "question_id": QUESTION,
            "method_code": text("as in priorities_selections"),
            "group_code": text("constituency with a voice of its own"),
            "n_own_chosen": integer("of its own top choices, how many are chosen"),
        },
    ),
)
