"""The tables that measuring themes writes: who raises each, where, on which side of an item."""

from gpgp.tables.contract import (
    DIMENSION,
    GROUP,
    MEMBERS,
    TOO_FEW,
    TableSpec,
    boolean,
    integer,
    number,
    specs,
    text,
)

THEMES_MEASURED = specs(
    TableSpec(
        "theme_prevalence",
        "one theme in one group",
        ("theme_id", "dimension_code", "group_code"),
        {
            "theme_id": text("key of the theme"),
            "dimension_code": DIMENSION,
            "group_code": GROUP,
            "n_respondents": integer("people who raised it"),
            "n_base": integer("people of the group who wrote something that can be themed"),
            "share": number("n_respondents / n_base", missing="n_base is 0"),
            "share_low": number("Wilson, 95%", missing="n_base under 10"),
            "share_high": number("the same, upper", missing="n_base under 10"),
            "p_value": number("Fisher exact, group against the rest", missing=TOO_FEW),
            "p_adjusted": number("Benjamini-Hochberg over the family", missing=TOO_FEW),
            "stands_out_code": text(
                "at 5%; more: 'raised more often by X (share against share_rest)'",
                allowed="more less no not_tested",
            ),
            "share_rest": number("share among everybody else", missing="there is nobody else"),
            "is_alike": boolean(
                "within 10 points of the rest: 90% interval of the difference", missing=TOO_FEW
            ),
        },
    ),
    TableSpec(
        "theme_corrections",
        "one theme, its share of comments corrected by a sample that people coded",
        ("theme_id",),
        {
            "theme_id": text("key of the theme"),
            "n_coded": integer("comments of the sample that people coded"),
            "share_machine": number(
                "of comments that can be themed, when the sample was drawn", missing="not kept"
            ),
            "share": number("the same, corrected: difference estimator"),
            "share_low": number("its interval, 95%"),
            "share_high": number("the same, upper"),
            "share_check": number(
                "Rogan and Gladen, from recall and false alarms", missing="cannot be inverted"
            ),
        },
    ),
    TableSpec(
        "theme_sides",
        "one theme among those who agree and those who disagree with one item",
        ("theme_id", "question_id", "item_code"),
        {
            "theme_id": text("key of the theme"),
            "question_id": text("the rating question"),
            "item_code": text("what was rated"),
            "n_agree": integer("people who agree and raised it"),
            "n_disagree": integer("people who disagree and raised it"),
            "n_base_agree": integer("people who agree and wrote something that can be themed"),
            "n_base_disagree": integer("the same of those who disagree"),
            "p_value": number("Fisher exact, one side against the other", missing=TOO_FEW),
            "p_adjusted": number("Benjamini-Hochberg over themes and items", missing=TOO_FEW),
            "stands_out_code": text(
                "the side that raises it more often, at 5%",
                allowed="agree disagree no not_tested",
            ),
        },
    ),
    TableSpec(
        "theme_contrasts",
        "one theme, or the whole table ('all'): do constituencies raise it alike?",
        ("theme_id",),
        {
            "theme_id": text("key of the theme, or 'all'"),
            "n_groups": integer("constituencies compared"),
            "chi_squared": number("raised by constituency", missing=TOO_FEW),
            "p_value": number("of the same; by permutation where is_permuted", missing=TOO_FEW),
            "is_permuted": boolean(
                "an expected count is under 5, or people raised several themes", missing=TOO_FEW
            ),
            "cramers_v": number("of the same table", missing=TOO_FEW),
            "common_share": number(
                "geometric mean over constituencies of (raised + 1) / (base + 2)", missing=TOO_FEW
            ),
            "lowest_group": text("constituency that raises it least", missing=TOO_FEW),
            "reach_code": text(
                "more, less: some constituency stands out as raising it more (only less) often; "
                "alike: each within 10 points of the rest, 90% interval; unclear: say nothing",
                allowed="more less alike unclear too_few",
            ),
            "more_groups": text(f"raise it more often than the rest, {MEMBERS}"),
            "less_groups": text(f"raise it less often than the rest, {MEMBERS}"),
        },
    ),
    TableSpec(
        "theme_distances",
        "one pair of constituencies and how differently they spread over the themes",
        ("group_a", "group_b"),
        {
            "group_a": text("constituency"),
            "group_b": text("constituency"),
            "jensen_shannon": number("distance, base e, 0 to 0.833"),
            "p_adjusted": number(
                "by redrawing who is in which constituency, over all pairs (minimum p)"
            ),
            "is_apart": boolean("under 5%: print a distance only there"),
        },
    ),
)
