"""Which drafted questions tell who answered: the capacity, the nation, for whom, consent, language.

Each of these stands once in an instrument; the likeliest question gets it, with the reason.
"""

from __future__ import annotations

import re
from dataclasses import replace

from gpgp.instrument import fold_word
from gpgp.intake.draft import roles
from gpgp.intake.draft.drafted import Drafted

_YES = re.compile(r"(?:yes|ie|cewch|cei|i agree|i do|true|agree|i consent|oes)\b", re.IGNORECASE)
_COUNTS = re.compile(r"\bhow (?:many|long|often|much)\b|\byears (?:of|have|did)\b", re.IGNORECASE)
_MOST_GROUPS = 40
_LEAST_ANSWERED = 0.5  # of the responses say their capacity


def assign_roles(questions: list[Drafted], *, n_rows: int) -> list[Drafted]:
    """Give the roles that stand once to the questions that fit them best.

    Parameters
    ----------
    questions : list of Drafted
    n_rows : int
        Responses.
    """
    given = [_plain_role(question) for question in questions]
    given = _keep_one(given, "submitted_at", _last_filled)
    for kind in ("respondent_id", "organisation", "respondent_type", "quote_consent", "language"):
        given = _keep_one(given, kind, lambda found: found[0])
    given = _give(given, "constituency", _find_capacity(given, n_rows))
    return _give(given, "nation", _find_nation(given, n_rows))


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
    if (is_name or is_listed) and roles.ORGANISATION.search(question.text):
        reason = "the question asks for the name of an organisation"
        return replace(question, type="organisation", reason=reason, items=(), words=(), keys={})
    return question


def _as_language(question: Drafted) -> Drafted:
    known = {word: code for code, words in roles.LANGUAGE_WORDS.items() for word in words}
    words: dict[str, list[str]] = {}
    for value in question.column.answers:
        if code := known.get(fold_word(value)):
            words.setdefault(code, []).append(value)
    is_asked = question.type == "language" or roles.LANGUAGE.search(question.text)
    if not words or not is_asked:
        is_own = question.type == "language"
        return replace(question, type="ignore", reason="no languages known") if is_own else question
    reason = "its words are languages"
    return replace(question, type="language", reason=reason, items=(), words=(),
                   keys={"words": words})  # fmt: skip


def _as_consent(question: Drafted) -> Drafted:
    if not roles.QUOTE_CONSENT.search(question.text):
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
        fitting = [kind for kind, words in roles.RESPONDENT_TYPE.items() if words.search(value)]
        if len(fitting) == 1:
            kinds[fitting[0]].append(value)
    if not all(kinds.values()) or sum(map(len, kinds.values())) < len(question.items):
        return question
    reason = "its answers are an individual and an organisation"
    return replace(question, type="respondent_type", reason=reason, items=(), words=(),
                   keys=dict(kinds))  # fmt: skip


def _keep_one(questions, kind, choose) -> list[Drafted]:
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


def _find_capacity(questions: list[Drafted], n_rows: int) -> Drafted | None:
    scored = [
        (roles.capacity_score(question.text), question.column.n_filled, -n, question)
        for n, question in enumerate(questions)
        if _is_grouping(question, n_rows) and not _COUNTS.search(question.text)
    ]
    best = max(scored, key=lambda each: each[:3], default=None)
    return best[3] if best and best[0] else None


def _find_nation(questions: list[Drafted], n_rows: int) -> Drafted | None:
    fitting = [
        question
        for question in questions
        if _is_grouping(question, n_rows) and roles.NATION.search(question.text)
    ]
    return fitting[0] if fitting else None


def _is_grouping(question: Drafted, n_rows: int) -> bool:
    answers = [fold_word(word) for word in question.items]
    return (
        question.type == "choice"
        and 2 <= len(question.items) <= _MOST_GROUPS
        and question.column.n_filled >= _LEAST_ANSWERED * n_rows
        and not {"yes", "no"} <= {answer.split(",")[0] for answer in answers}
        and not question.column.is_numeric
    )


def _give(questions: list[Drafted], kind: str, chosen: Drafted | None) -> list[Drafted]:
    if chosen is None:
        return questions
    what = "in which capacity people answer" if kind == "constituency" else "where people are"
    reason = f"of all questions it tells best {what}; {chosen.reason}"
    role = replace(chosen, type=kind, reason=reason, is_sure=False)
    return [role if question is chosen else question for question in questions]
