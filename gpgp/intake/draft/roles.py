"""Which drafted questions say who answered, and what the text of a question says about its role.

Capacity, nation, kind of respondent, consent and language each stand once in an instrument: the
likeliest question gets the role, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from gpgp.instrument import fold_word
from gpgp.intake.draft.question_columns import Drafted
from gpgp.intake.draft.vocabulary import asks_for, capacity_score

RESPONDENT_TYPE = {
    "individual": re.compile(
        r"\bindividual\b|\bmyself\b|\bfor myself\b|\bmember of the public\b|\bpersonal capacity\b|"
        r"\bresident\b|\bdrosof fy hun\b|\bunigolyn\b", re.IGNORECASE),
    "organisation": re.compile(
        r"\borgani[sz]ation\b|\bon behalf of\b|\bgroup\b|\bbusiness\b|\bsefydliad\b",
        re.IGNORECASE),
}  # fmt: skip
LANGUAGE_WORDS = {
    "en": ("en", "en-gb", "en-us", "english", "saesneg"),
    "cy": ("cy", "cy-gb", "welsh", "cymraeg"),
    "fr": ("fr", "french", "français"), "es": ("es", "spanish", "español"),
    "de": ("de", "german", "deutsch"), "pl": ("pl", "polish", "polski"),
    "ga": ("ga", "irish", "gaeilge"), "ar": ("ar", "arabic"), "ur": ("ur", "urdu"),
}  # fmt: skip
_YES = re.compile(r"(?:yes|ie|cewch|cei|i agree|i do|true|agree|i consent|oes)\b", re.IGNORECASE)
_ONCE = ("respondent_id", "organisation", "respondent_type", "quote_consent", "consent", "language")
_NOT_ASKED = ("ignore", "personal", "respondent_id", "submitted_at", "language", "consent")
_YES_AND_NO = ({"yes", "no"}, {"y", "n"}, {"ja", "nein"}, {"oui", "non"}, {"sí", "no"})
_LEAST_GROUPS, _MOST_GROUPS_BY_SHAPE = 3, 15
_LONGEST_GROUP = 6  # words
_MOST_GROUPS = 40
_LEAST_ANSWERED = 0.5  # of the responses say their capacity


def assign_roles(
    questions: list[Drafted], *, n_rows: int, taken: frozenset[str] = frozenset()
) -> list[Drafted]:
    """Give the roles that stand once to the questions that fit them best.

    Parameters
    ----------
    questions : list of Drafted
    n_rows : int
        Responses.
    taken : question types
        Roles that a person gave to other columns.
    """
    given = [_plain_role(question) for question in questions]
    reason = "another column has this role"
    given = [
        q.but(type="ignore", reason=reason, keys={})
        if q.type in taken and q.type in (*_ONCE, "submitted_at")
        else q
        for q in given
    ]
    given = _keep_one(given, "submitted_at", _last_filled)
    for kind in (
        "respondent_id",
        "organisation",
        "respondent_type",
        "quote_consent",
        "consent",
        "language",
    ):
        given = _keep_one(given, kind, lambda found: found[0])
    capacities = rank_capacities(given, n_rows)
    if "constituency" in taken:
        capacities = []
    runners = [question.column.header for question in capacities[1:4]]
    given = _give(given, "constituency", capacities[0] if capacities else None, runners)
    nation = None if "nation" in taken else _find_nation(given, n_rows)
    return _give(given, "nation", nation)


def _plain_role(question: Drafted) -> Drafted:
    if question.type == "language":
        return _as_language(question)
    if question.type == "choice":
        for assign in (_as_language, _as_consent, _as_respondent_type):
            found = assign(question)
            if found.type not in ("choice", "ignore"):
                return found
    is_name = question.type == "free_text" and question.keys.get("is_themed") is False
    is_listed = question.type == "choice" and len(question.items) > 5
    if (is_name or is_listed) and asks_for("organisation", question.text):
        reason = "the question asks for the name of an organisation"
        return replace(question, type="organisation", reason=reason, items=(), words=(), keys={})
    return question


def _as_language(question: Drafted) -> Drafted:
    known = {word: code for code, words in LANGUAGE_WORDS.items() for word in words}
    words: dict[str, list[str]] = {}
    for value in question.column.answers:
        if code := known.get(fold_word(value)):
            words.setdefault(code, []).append(value)
    is_asked = question.type == "language" or asks_for("language", question.text)
    if not words or not is_asked:
        is_own = question.type == "language"
        return replace(question, type="ignore", reason="no languages known") if is_own else question
    reason = "its words are languages"
    return replace(question, type="language", reason=reason, items=(), words=(),
                   keys={"words": words})  # fmt: skip


def _as_consent(question: Drafted) -> Drafted:
    if not asks_for("quote_consent", question.text):
        return question
    yes = [value for value in question.column.answers if _YES.match(value)]
    if not yes:
        return question
    reason = "the question asks for consent to be quoted"
    return replace(question, type="quote_consent", reason=reason, items=(), words=(),
                   keys={"yes": yes}, is_sure=False)  # fmt: skip


def _as_respondent_type(question: Drafted) -> Drafted:
    if not 2 <= len(question.column.answers) <= 4:
        return question
    kinds: dict[str, list[str]] = {"individual": [], "organisation": []}
    for value in question.column.answers:
        fitting = [kind for kind, words in RESPONDENT_TYPE.items() if words.search(value)]
        if len(fitting) == 1:
            kinds[fitting[0]].append(value)
    if not all(kinds.values()) or sum(map(len, kinds.values())) < len(question.column.answers):
        return question
    reason = "its answers are an individual and an organisation"
    return replace(question, type="respondent_type", reason=reason, items=(), words=(),
                   keys=dict(kinds))  # fmt: skip


def _keep_one(
    questions: list[Drafted], kind: str, choose: Callable[[list[Drafted]], Drafted]
) -> list[Drafted]:
    found = [question for question in questions if question.type == kind]
    if len(found) < 2:
        return questions
    kept = choose(found)
    reason = f"{kind.replace('_', ' ')} stands once; '{kept.column.header[:60]}' is it"
    return [
        replace(q, type="ignore", reason=reason, keys={}) if q.type == kind and q is not kept else q
        for q in questions
    ]


def _last_filled(found: list[Drafted]) -> Drafted:
    return max(enumerate(found), key=lambda pair: (pair[1].column.n_filled, pair[0]))[1]


def rank_capacities(questions: list[Drafted], n_rows: int) -> list[Drafted]:
    """Return the questions that can tell in which capacity people answer, the likeliest first."""
    last = len(questions)
    scored = []
    for place, question in enumerate(questions):
        if not _is_grouping(question, n_rows) or _is_sub_question(question, questions, place):
            continue
        score = float(capacity_score(question.text))
        is_about_them = not any(asks_for(role, question.text) for role in ("counts", "why"))
        if not is_about_them and score < 10:
            continue
        is_short = len(question.text.split()) <= 3 and not asks_for("sensitive", question.text)
        if not score and is_short and len(question.items) > 2:
            score = 0.5  # a column named by a noun: Curso, Cohort
        is_at_an_end = min(place, last - place) < max(4, last // 5)
        if score:
            score += 0.9 * is_at_an_end - (1.5 if question.is_sensitive else 0)
            score -= 4 * (asks_for("points", question.text) and score < 9)
            scored.append((score - 3 * (len(question.items) < 3), -place, question))
    if not any(score > 0 for score, *_ in scored):
        scored += [(0.1, -place, q) for place, q in _at_the_ends(questions, n_rows)]
    return [question for *_, question in sorted(scored, key=lambda each: each[:2], reverse=True)]


def _at_the_ends(questions: list[Drafted], n_rows: int) -> list[tuple[int, Drafted]]:
    """Return, with their places, the first and last things asked that divide people into groups."""
    asked = [(n, q) for n, q in enumerate(questions) if q.type not in _NOT_ASKED]
    return [
        (n, q)
        for n, q in (*asked[:2], *asked[-2:])
        if _is_grouping(q, n_rows)
        and _LEAST_GROUPS <= len(q.items) <= _MOST_GROUPS_BY_SHAPE
        and not _is_sub_question(q, questions, n)
        and not q.is_sensitive
        and not any(asks_for(role, q.text) for role in ("points", "counts", "number", "why"))
        and max(len(item.split()) for item in q.items) <= _LONGEST_GROUP
    ]


def _is_sub_question(question: Drafted, questions: list[Drafted], place: int) -> bool:
    """Say whether a column is one of several on the same words: a grid in all but name."""
    words = set(question.words or question.items)
    near = questions[max(0, place - 3) : place] + questions[place + 1 : place + 4]
    return any(q.type in ("choice", "rating") and set(q.words or q.items) == words for q in near)


def _find_nation(questions: list[Drafted], n_rows: int) -> Drafted | None:
    fitting = [
        question
        for place, question in enumerate(questions)
        if _is_grouping(question, n_rows)
        and asks_for("nation", question.text)
        and not _is_sub_question(question, questions, place)
    ]
    return fitting[0] if fitting else None


_BAND = re.compile(
    r"^\D{0,12}\d[\d,. ]*(?:k|m)?\s*(?:[-–+]|to\b|or\b|and\b|years?|miles|%|$)|\d\+?$"
)


def _is_grouping(question: Drafted, n_rows: int) -> bool:
    answers = [fold_word(word) for word in question.items]
    return (
        question.type == "choice"
        and 2 <= len(question.items) <= _MOST_GROUPS
        and question.column.n_filled >= _LEAST_ANSWERED * n_rows
        and not any(pair <= {a.split(",")[0] for a in answers} for pair in _YES_AND_NO)
        and (not question.column.is_numeric or bool(question.column.value_labels))
        and not question.column.is_tick
        and question.column.scale is None
        and (_are_numbered(answers) or sum(map(_is_band, answers)) < 0.5 * len(answers))
    )


def _is_band(answer: str) -> bool:
    return bool(_BAND.search(answer))


def _are_numbered(answers: Sequence[str]) -> bool:
    """Say whether groups are called by one noun and a number: year 7, year 8."""
    first = {answer.split(" ")[0] for answer in answers}
    is_named = all(re.fullmatch(r"[^\W\d]{3,} \w{1,2}", answer) for answer in answers)
    return is_named and len(first) == 1 and not first & {"age", "aged", "over", "under", "from"}


def _give(
    questions: list[Drafted], kind: str, chosen: Drafted | None, runners: Sequence[str] = ()
) -> list[Drafted]:
    if chosen is None:
        return questions
    what = "in which capacity people answer" if kind == "constituency" else "where people are"
    reason = f"of all questions it tells best {what}; {chosen.reason}"
    role = replace(chosen, type=kind, reason=reason, is_sure=False, runners=tuple(runners))
    return [role if question is chosen else question for question in questions]
