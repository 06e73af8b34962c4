"""The tables that measuring agreement writes: ratings, verdicts, prevalence, priorities."""

from gpgp.tables.contract import (
    DIMENSION,
    GROUP,
    ITEM,
    MEMBERS,
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
from gpgp.tables.themes_measured import THEMES_MEASURED

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


_NO_BOOTSTRAP = "under 30 respondents or 15 organisations"

_MEASURED = specs(
    TableSpec(
        "agreement_ratings",
        "one rated item in one group",
        ("question_id", "item_code", "dimension_code", "group_code"),
        {
            "question_id": QUESTION,
            "item_code": ITEM,
            "dimension_code": DIMENSION,
            "group_code": GROUP,
            "n_responses": integer("analysed responses of the group"),
            "n_answers": integer("of these on a scale point: the base"),
            "n_agree": integer("from the scale's agree_from up"),
            "n_neither": integer("between"),
            "n_disagree": integer("from the scale's disagree_to down"),
            "n_dont_know": integer("said don't know"),
            "n_no_answer": integer("left blank, or not on the scale"),
            "n_organisations": integer("organisations or lone people behind the answers"),
            "share_agree": number("n_agree / n_answers", missing="no answers"),
            "share_low": number("Wilson on the effective n, 95%", missing="n_answers under 10"),
            "share_high": number("the same, upper", missing="n_answers under 10"),
            "n_effective": number("n_answers / design effect", missing="no answers"),
            "median": number("scale points", missing="no answers"),
            "median_low": number("BCa bootstrap over organisations, 95%", missing=_NO_BOOTSTRAP),
            "median_high": number("the same, upper", missing=_NO_BOOTSTRAP),
            "agreement_a": number("van der Eijk's A", missing="no answers, or two scale points"),
            "agreement_low": number("BCa bootstrap over organisations, 95%", missing=_NO_BOOTSTRAP),
            "agreement_high": number("the same, upper", missing=_NO_BOOTSTRAP),
            "polarization": number("(1 - A) / 2", missing="no answers, or two scale points"),
            "consensus": number("Tastle and Wierman's Cns", missing="no answers"),
            "leik_d": number("Leik's D", missing="no answers"),
            "r_wg": number("James, Demaree and Wolf", missing="under two answers"),
        },
    ),
    TableSpec(
        "agreement_points",
        "one scale point of one item in one group",
        ("question_id", "item_code", "dimension_code", "group_code", "score"),
        {
            "question_id": QUESTION,
            "item_code": ITEM,
            "dimension_code": DIMENSION,
            "group_code": GROUP,
            "score": integer("scale point, 1 = lowest"),
            "n_answers": integer("answers on it"),
        },
    ),
    TableSpec(
        "agreement_verdicts",
        "one rated item",
        ("question_id", "item_code"),
        {
            "question_id": QUESTION,
            "item_code": ITEM,
            "verdict_code": text(
                "the first rule that holds",
                allowed="too_few divided_between divided_within shared shared_with_reservations "
                "majority not_supported not_settled",
            ),
            "reason_code": text(
                "which clause decided: for reservations held_back, spread_opinion or few_answers; "
                "for not supported where the others stand; for not settled why",
                allowed="rule held_back spread_opinion few_answers mostly_disagree mostly_middle "
                "three_ways views_differ too_close",
            ),
            "supporters": text(f"constituencies clearly over one half, {MEMBERS}"),
            "objectors": text(
                "constituencies the verdict names: held back where shared, clearly under one "
                f"half elsewhere; {MEMBERS}"
            ),
            "n_heard": integer("constituencies with at least one answer: the m of 'k of m clear'"),
            "n_eligible": integer("of these with ten answers or more"),
            "n_over": integer("of these clearly over one half: the k; 'every' only if n_heard"),
            "under": text(f"clearly under one half, {MEMBERS}"),
            "even": text(f"about evenly split, {MEMBERS}"),
            "too_few": text(f"too few answers to tell, {MEMBERS}, under one half first"),
            "held_back": text(f"held back, whatever the verdict, {MEMBERS}"),
            "firmness_code": text(
                "n_to_change against 2, 1 and 1/2 times the square root of the answers; on the "
                "edge also where one answer would change the verdict",
                allowed="firm fairly_firm could_change on_the_edge",
            ),
            "n_to_change": integer(
                "fewest answers that, given otherwise, change the verdict, spread over "
                "constituencies",
                missing="no number does",
            ),
            "changes_to": text(
                "the verdict then; shared stands for both kinds", missing="no number does"
            ),
            "n_to_change_one": integer("the same, all in one constituency", missing="none does"),
            "changing_group": text("that constituency", missing="none does"),
            "share_per_respondent": number("share agreeing in that view", missing=TOO_FEW),
            "share_equal_constituency": number("share agreeing in that view", missing=TOO_FEW),
            "share_per_organisation": number("share agreeing in that view", missing=TOO_FEW),
            "share_raked": number("share agreeing in that view", missing="no raking asked for"),
            "respondents_low": number("Wilson on the effective n, 95%", missing=TOO_FEW),
            "respondents_high": number("the same, upper", missing=TOO_FEW),
            "equal_low": number("Wilson on the equal voice's effective n, 95%", missing=TOO_FEW),
            "equal_high": number("the same, upper", missing=TOO_FEW),
            "agreement_a_equal_voice": number("A of the equal-voice shares", missing=TOO_FEW),
            "polarization_within": number(
                "mean over eligible constituencies of their own polarization", missing=TOO_FEW
            ),
            "design_effect": number("of the question: no interval or test uses less"),
            "gic_product": number("group-informed consensus, product", missing=TOO_FEW),
            "gic_geometric_mean": number("the same, geometric mean", missing=TOO_FEW),
            "lowest_group": text("constituency with the lowest smoothed share", missing=TOO_FEW),
            "lowest_share": number("that share, (agree + 1) / (votes + 2)", missing=TOO_FEW),
            "p_holm": number("agree by constituency, chi-squared, Holm", missing=TOO_FEW),
        },
    ),
    TableSpec(
        "agreement_standing",
        "one rated item in one constituency heard from: where it stands",
        ("question_id", "item_code", "group_code"),
        {
            "question_id": QUESTION,
            "item_code": ITEM,
            "group_code": text("constituency"),
            "n_answers": integer("on a scale point"),
            "n_agree": integer("from the scale's agree_from up"),
            "share_agree": number("n_agree / n_answers"),
            "standing_code": text(
                "over, under: the interval lies wholly above, below one half; else even from 100 "
                "answers up, too_few under that",
                allowed="over under even too_few",
            ),
            "held_back_code": text(
                "why it keeps the item from being shared by all: below_half (share, 10 answers "
                "or more); about_half (30 or more, not over, under .555: print 'about half'); "
                "below_rest (under two-thirds and lower than the rest beyond chance: print "
                "'n_agree of n_answers')",
                allowed="none below_half about_half below_rest",
            ),
            "p_below_rest": number("Fisher, one-sided, times constituencies and elements"),
            "is_eligible": boolean("ten answers or more: has a voice of its own"),
        },
    ),
    TableSpec(
        "agreement_tests",
        "one rated item: do constituencies differ?",
        ("question_id", "item_code"),
        {
            "question_id": QUESTION,
            "item_code": ITEM,
            "kruskal_h": number("tie-corrected", missing=TOO_FEW),
            "df": integer("constituencies - 1", missing=TOO_FEW),
            "p_value": number("of H", missing=TOO_FEW),
            "epsilon_squared": number("H / (n - 1)", missing=TOO_FEW),
            "chi_squared": number("agree by constituency, on effective counts", missing=TOO_FEW),
            "p_chi_squared": number("of the same table, unadjusted", missing=TOO_FEW),
            "cramers_v": number("of the same table", missing=TOO_FEW),
        },
    ),
    TableSpec(
        "agreement_pairs",
        "one pair of constituencies on one item",
        ("question_id", "item_code", "group_a", "group_b"),
        {
            "question_id": QUESTION,
            "item_code": ITEM,
            "group_a": text("constituency"),
            "group_b": text("constituency"),
            "cliffs_delta": number("-1 to 1; above 0: a rates higher"),
            "delta_low": number("BCa bootstrap over organisations, 95%", missing=_NO_BOOTSTRAP),
            "delta_high": number("the same, upper", missing=_NO_BOOTSTRAP),
            "p_dunn": number("unadjusted", missing=TOO_FEW),
            "p_holm": number("Holm over all pairs and items of the question", missing=TOO_FEW),
        },
    ),
    TableSpec(
        "agreement_questions",
        "one rating question: do constituencies order its items alike? (technical)",
        ("question_id",),
        {
            "question_id": QUESTION,
            "n_groups": integer("eligible constituencies"),
            "mean_span": number("largest less smallest mean of an item", missing=TOO_FEW),
            "krippendorff_alpha": number(
                "of constituencies' means, interval", missing="too few, or means span under 0.3"
            ),
        },
    ),
    TableSpec(
        "weighting_views",
        "one headline under one view",
        ("question_id", "item_code", "view_code"),
        {
            "question_id": QUESTION,
            "item_code": ITEM,
            "view_code": VIEW,
            "share_agree": number("share agreeing; for a ranking, its Borda share of the maximum"),
            "share_low": number("BCa bootstrap over organisations, 95%", missing=_NO_BOOTSTRAP),
            "share_high": number("the same, upper", missing=_NO_BOOTSTRAP),
            "rank": number("place among the items of the question; ties share"),
            "n_voices": number("voices counted: answers, constituencies or organisations"),
            "n_effective": number("answers worth, (sum of weights)^2 / sum of squared weights"),
            "design_effect": number("answers / n_effective"),
            "weight_min": number("smallest weight of one answer, mean 1"),
            "weight_max": number("largest weight of one answer, mean 1"),
            "pooled": text(f"constituencies pooled into one voice, {MEMBERS}"),
            "left_out": text(f"constituencies heard from without a voice here, {MEMBERS}"),
            "changes_headline": boolean(
                "against per respondent: other side of one half or two-thirds (rating), "
                "other place (ranking)"
            ),
        },
    ),
    TableSpec(
        "agreement_differences",
        "one rated item or option in one group, beside the rest of its dimension",
        ("question_id", "item_code", "dimension_code", "group_code"),
        {
            "question_id": QUESTION,
            "item_code": ITEM,
            "dimension_code": DIMENSION,
            "group_code": text("group: a constituency, a whole nation, a kind of respondent"),
            "n_base": integer("people of the group who answered"),
            "n_yes": integer("of these agree (rating) or chose it (choice)"),
            "share": number("n_yes / n_base"),
            "n_rest": integer("people of the dimension's other groups who answered"),
            "share_rest": number("share of these", missing="there is no rest"),
            "difference_low": number(
                "of share less share_rest: Newcombe, 95%, on effective counts",
                missing="there is no rest",
            ),
            "difference_high": number("the same, upper", missing="there is no rest"),
            "p_value": number("Fisher exact on effective counts", missing=TOO_FEW),
            "p_adjusted": number("Benjamini-Hochberg over the dimension", missing=TOO_FEW),
            "stands_out_code": text(
                "at 5%: say that a group differs only where more or less; 'no' is 'no clear "
                "difference'",
                allowed="more less no not_tested",
            ),
        },
    ),
    TableSpec(
        "agreement_numbers",
        "one question that asks for a number, in one group",
        ("question_id", "dimension_code", "group_code"),
        {
            "question_id": QUESTION,
            "dimension_code": DIMENSION,
            "group_code": GROUP,
            "n_answers": integer("plausible numbers: the base"),
            "n_implausible": integer("set aside as implausible"),
            "lower_quartile": number("in the unit of the question", missing="no answers"),
            "median": number("in the unit of the question", missing="no answers"),
            "upper_quartile": number("in the unit of the question", missing="no answers"),
        },
    ),
    TableSpec(
        "agreement_thresholds",
        "one level or threshold that intervals, tests and verdicts used",
        ("threshold_code",),
        {
            "threshold_code": text("name of the setting"),
            "value": number("as used"),
            "about": text("what it decides"),
        },
    ),
)
AGREED = {**_MEASURED, **THEMES_MEASURED, **PRIORITISED}
