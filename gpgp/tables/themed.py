"""The tables that theming writes: themes, which comment carries which, and their checks."""

from gpgp.tables.contract import (
    RESPONSE,
    TOO_FEW,
    TableSpec,
    boolean,
    integer,
    number,
    specs,
    text,
)

THEMED = specs(
    TableSpec(
        "themes",
        "one theme",
        ("theme_id",),
        {
            "theme_id": text("t01 is the largest on a first run; stays the same in a code frame"),
            "label": text("two to four words people can read"),
            "label_proposals": text("three labels to choose from, joined by |", missing="none"),
            "keywords": text("surface words, most telling first, joined by |"),
            "heading": text("the heading it stands under", missing="no headings were made"),
            "language_code": text("language of its comments"),
            "n_comments": integer("comments"),
            "n_respondents": integer("people who raised it"),
            "n_base": integer("people who wrote something that can be themed"),
            "is_real": boolean("passes the check 'real'", missing="not checked"),
            "settled_code": text("how stable", allowed="settled indicative loose not_checked"),
            "is_owned": boolean("accepted by a person in the code frame"),
            "is_shown": boolean(
                "shown to the board: owned, or real and close to its comments (record 0029)"
            ),
            "framework_code": text(
                "the element, priority or option it is nearest to", missing="near to none"
            ),
            "is_outside_draft": boolean(
                "a person says that the draft does not speak of it", missing="nobody has said"
            ),
            "framework_affinity": number("0 to 1", missing="no framework given"),
        },
    ),
    TableSpec(
        "comment_themes",
        "one theme of one comment",
        ("comment_id", "theme_id"),
        {
            "comment_id": text("key of the comment"),
            "theme_id": text("key of the theme"),
            "response_id": RESPONSE,
            "score": number("closeness to the theme, 0 to 1"),
            "is_main": boolean("the comment's main theme"),
        },
    ),
    TableSpec(
        "theme_questions",
        "one theme in the answers to one question",
        ("theme_id", "question_id"),
        {
            "theme_id": text("key of the theme"),
            "question_id": text("the question answered"),
            "n_comments": integer("comments that carry it"),
            "n_respondents": integer("people who raised it there"),
            "n_base": integer("people who wrote something there that can be themed"),
        },
    ),
    TableSpec(
        "unthemed_comments",
        "one comment that carries no theme",
        ("comment_id",),
        {
            "comment_id": text("key of the comment"),
            "response_id": RESPONSE,
            "question_id": text("the question answered"),
            "reason_code": text(
                "why",
                allowed="campaign_copy non_answer nothing_to_add general_praise general_criticism "
                "about_survey welsh_apart other_language language_not_coded too_few "
                "no_shared_word near_no_theme dropped",
            ),
            "is_in_base": boolean("says something that can be themed: in the base of each theme"),
        },
    ),
    TableSpec(
        "theme_checks",
        "one check of one theme, or of all ('all')",
        ("theme_id", "check_code"),
        {
            "theme_id": text("key of the theme, or 'all'"),
            "check_code": text("name of the check"),
            "value": number("what was measured", missing=TOO_FEW),
            "limit": number("the limit it is compared with", missing="no limit"),
            "is_passed": boolean("value keeps the limit", missing="nothing to pass"),
            "explanation": text("one sentence"),
        },
    ),
    TableSpec(
        "theme_drift",
        "one way in which the themes and the code frame have grown apart",
        ("subject", "drift_code"),
        {
            "subject": text("key of the theme, or the decision ('decision 4', counted from 1)"),
            "drift_code": text(
                "what happened",
                allowed="members_changed lost_support not_real not_remembered not_in_frame "
                "examples_gone not_applied carried_over",
            ),
            "label": text("label of the theme; kind of the decision"),
            "n_before": integer("comments when last remembered", missing="not about members"),
            "n_in": integer("comments since come in", missing="not about members"),
            "n_out": integer("comments since gone out", missing="not about members"),
            "n_now": integer("comments now", missing="not about members"),
            "explanation": text("one sentence"),
        },
    ),
    TableSpec(
        "distinctive_words",
        "one word that a group uses more than the groups it is compared with",
        ("comparison_code", "item_code", "group_code", "word"),
        {
            "comparison_code": text("which groups are compared", allowed="constituency side"),
            "item_code": text("the element whose sides are compared; 'all' for constituencies"),
            "group_code": text("the constituency; agree or disagree for a side"),
            "word": text("as most people wrote it"),
            "n_respondents": integer("people of the group who used it"),
            "n_others": integer("people of the others who used it"),
            "log_odds": number("log-odds ratio against the others, above 0"),
            "z_score": number("the ratio over its standard error"),
        },
    ),
    TableSpec(
        "wording_requests",
        "one request on the wording of the vision: add, drop or replace a word",
        ("action_code", "word", "replacement"),
        {
            "action_code": text("what is asked for", allowed="add drop replace"),
            "word": text("the word, small letters"),
            "replacement": text("what should stand instead", missing="nothing was named"),
            "element_code": text("element whose wording holds the word", missing="none of them"),
            "n_respondents": integer("people who ask for it"),
        },
    ),
)
