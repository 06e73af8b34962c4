"""Who answered: constituency, nation, organisation, time, language, consent, one row each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

import pandas as pd

from gpgp.cleaning.personal.name_lists import GIVEN_NAMES
from gpgp.cleaning.personal.names import is_word
from gpgp.cleaning.personal.redaction import GivenWord
from gpgp.cleaning.prepared_rows import PreparedRows, list_unmatched
from gpgp.instrument import (
    Consultation,
    fold_word,
    group_words,
    is_broken_key,
    match_word,
    read_times,
)
from gpgp.instrument.questions import Question
from gpgp.instrument.text import map_unique
from gpgp.tables import NO_ANSWER, NOT_ASKED, NOT_MATCHED, NOTE, Finding

GROUP_TYPES = ("constituency", "nation", "respondent_type")
_UNFIT_ID = r"row-.*|.*@.*|.{101,}|.*\n.*"  # an address is no key
_NO_ORGANISATION = {"", "n a", "na", "none", "no", "not applicable", "individual", "self"}
_ARTICLE = re.compile(r"^(?:the|y|yr) ")
_POINTS = re.compile(r"[.']")
_NOT_LETTERS = re.compile(r"[\W_]+")


def identify_respondents(received: PreparedRows, *, consultation: Consultation) -> pd.DataFrame:
    """Read who gave each response.

    Returns
    -------
    DataFrame, one row per row received
        The columns of the table ``responses``; ``respondent_id`` (as received, ``""`` none);
        for constituency, nation and respondent_type ``…_word`` (as received) and ``…_status``
        (what became of the answer, before a constituency's nation fills in a missing one);
        ``has_unreadable_date``.
    """
    rows = received.rows
    respondents = pd.DataFrame({"source_row": rows["source_row"]})
    ids = _cells(received, consultation, "respondent_id")
    respondents["respondent_id"] = ids.mask(map_unique(ids, is_broken_key).astype("bool"), "")
    respondents["response_id"] = _response_ids(respondents)
    for kind, known in _known_groups(consultation).items():
        respondents[f"{kind}_word"] = _cells(received, consultation, kind)
        respondents[f"{kind}_code"] = _groups(respondents[f"{kind}_word"], known)
        respondents[f"{kind}_status"] = respondents[f"{kind}_code"]
    respondents["nation_code"] = _fill_nation(respondents, consultation)
    names = _cells(received, consultation, "organisation")
    respondents["organisation_id"] = map_unique(names, normalise_organisation).astype("str")
    dates = _cells(received, consultation, "submitted_at")
    respondents["submitted_at"] = read_times(dates, consultation.export.date_format)
    respondents["has_unreadable_date"] = (dates != "") & respondents["submitted_at"].isna()
    respondents["language_code"] = _languages(received, consultation)
    respondents["has_quote_consent"] = _consents(received, consultation)
    return respondents


def normalise_organisation(name: str) -> str | None:
    """Return what two spellings of one organisation share; None for one that is none.

    Forgiven: case, ``&`` for *and*, points, apostrophes, hyphens, a leading *the*.

    Examples
    --------
    >>> normalise_organisation("The Borsetshire & District Council.")
    'borsetshire and district council'
    """
    plain = _NOT_LETTERS.sub(" ", _POINTS.sub("", fold_word(name))).strip()
    return None if plain in _NO_ORGANISATION else _ARTICLE.sub("", plain)


def list_respondent_findings(
    respondents: pd.DataFrame, *, consultation: Consultation
) -> list[Finding]:
    """Tell which groups were not matched, which dates not read, who answered several times."""
    findings: list[Finding] = []
    for question in consultation.questions_of(*GROUP_TYPES):
        unknown = respondents[f"{question.type}_status"] == NOT_MATCHED
        findings += list_unmatched(
            respondents.loc[unknown, f"{question.type}_word"],
            finding_code=f"unknown_{question.type}",
            subject=question.id,
            known=_names(question, consultation),
            where=_PLACES[question.type],
        )
    filled = respondents["nation_status"].isin([NO_ANSWER]) & ~respondents["nation_code"].isin(
        [NO_ANSWER]
    )
    organisations = respondents["organisation_id"].dropna()
    again = organisations[organisations.duplicated(keep=False)]
    return [
        *findings,
        Finding("nation_from_constituency", "nation", int(filled.sum()), NOTE,
                "no answer was given; the constituency lies in one nation"),
        Finding("unreadable_date", "submitted_at", int(respondents["has_unreadable_date"].sum()),
                NOTE, "the rows stay; correct date_format in consultation.yaml, export"),
        Finding("organisation_answers_again", "organisation", len(again), NOTE,
                f"{again.nunique()} organisations sent more than one response; see the view "
                "one voice per organisation"),
    ]  # fmt: skip


_PLACES = {
    "constituency": "constituencies",
    "nation": "nations",
    "respondent_type": "the words of individual and organisation",
}


def _names(question: Question, consultation: Consultation) -> list[str]:
    if question.type == "respondent_type":
        return [*question.individual, *question.organisation]
    groups = consultation.groups(question.type)
    return [name for group in groups for name in (group.label, *group.aliases)]


def _known_groups(consultation: Consultation) -> dict[str, dict[str, str]]:
    types = consultation.questions_of("respondent_type")
    return {
        "constituency": group_words(consultation.constituencies),
        "nation": group_words(consultation.nations),
        "respondent_type": {
            fold_word(word): kind
            for question in types
            for kind in ("individual", "organisation")
            for word in getattr(question, kind)
        },
    }


def _cells(received: PreparedRows, consultation: Consultation, kind: str) -> pd.Series:
    """The cells of the one question of a type; missing where there is no such question."""
    questions = consultation.questions_of(kind)
    if questions:
        return received.cell(questions[0])
    blank = "" if kind in ("respondent_id", "organisation", "submitted_at") else None
    return pd.Series(blank, index=received.rows.index, dtype="str")


def _groups(words: pd.Series, known: dict[str, str]) -> pd.Series:
    def code_of(word: str) -> str:
        return match_word(word, known) or NOT_MATCHED if word else NO_ANSWER

    return map_unique(words, code_of).fillna(NOT_ASKED).astype("str")


def _fill_nation(respondents: pd.DataFrame, consultation: Consultation) -> pd.Series:
    nation_of = {g.code: g.nation for g in consultation.constituencies if g.nation}
    known = respondents["constituency_code"].map(nation_of)
    unsaid = respondents["nation_code"].isin([NO_ANSWER, NOT_ASKED])
    return respondents["nation_code"].mask(unsaid & known.notna(), known).astype("str")


def _response_ids(respondents: pd.DataFrame) -> pd.Series:
    ids = respondents["respondent_id"]
    is_fit = (ids != "") & ~ids.duplicated(keep=False) & ~ids.str.fullmatch(_UNFIT_ID)
    return ids.where(is_fit, "row-" + respondents["source_row"].astype("str"))


def _languages(received: PreparedRows, consultation: Consultation) -> pd.Series:
    words = _cells(received, consultation, "language")
    known = {
        fold_word(word): code
        for question in consultation.questions_of("language")
        for code, said in question.words.items()
        for word in said
    }
    codes = map_unique(words, lambda word: match_word(word, known))
    return codes.astype("str").fillna(consultation.language)


def _consents(received: PreparedRows, consultation: Consultation) -> pd.Series:
    words = _cells(received, consultation, "quote_consent")
    yes = {fold_word(w) for q in consultation.questions_of("quote_consent") for w in q.yes}
    return map_unique(words, lambda word: fold_word(word) in yes).astype("bool")


_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "cllr", "councillor", "sir"])
_GENERAL = frozenset(["council", "cyngor", "school", "university", "union", "nhs", "trust"])
_LEAST_CHARACTERS = 4  # of an organisation, an address or an answer of unknown kind
_MOST_WORDS = 8  # a longer answer is not a name


@dataclass(frozen=True)
class Identities:
    """Words of each response by response id, and full names (first and last word, folded)."""

    own: dict[str, list[GivenWord]]
    known_names: frozenset[str]


def read_identities(
    received: PreparedRows, respondents: pd.DataFrame, *, consultation: Consultation
) -> Identities:
    """Gather what the rows say about who wrote them.

    Parameters
    ----------
    received : PreparedRows
        All rows, those set aside too: their names may stand in others' comments.
    respondents : DataFrame, same index
        ``response_id``.
    """
    names = _full_names(received, consultation)
    words = [
        map_unique(name, _name_words) for name in (*_name_cells(received, consultation), names)
    ]
    for question in consultation.questions_of("organisation", "personal"):
        if question.type == "organisation" or question.kind != "name":
            kind = "organisation" if question.type == "organisation" else "listed"
            cells = received.cell(question)
            words.append(map_unique(cells, partial(_phrase_words, kind=kind)))
    own: dict[str, list[GivenWord]] = {}
    for column in words:
        for response_id, found in zip(respondents["response_id"], column, strict=True):
            if found:
                own.setdefault(response_id, []).extend(found)
    return Identities(own, frozenset(map_unique(names, _first_and_last).dropna()))


def _name_cells(received: PreparedRows, consultation: Consultation) -> list[pd.Series]:
    return [
        received.cell(question)
        for question in consultation.questions_of("personal")
        if question.kind == "name"
    ]


def _full_names(received: PreparedRows, consultation: Consultation) -> pd.Series:
    """First and last name, where they stand in columns of their own, put together."""
    whole = pd.Series("", index=received.rows.index, dtype="str")
    for cells in _name_cells(received, consultation):
        whole = whole + " " + cells
    names = whole.str.strip()
    return names.where(names.str.split().str.len() <= _MOST_WORDS, "")


def _name_words(name: str) -> list[GivenWord]:
    parts = [part for part in name.split() if part.casefold().strip(".") not in _TITLES]
    if len(parts) > _MOST_WORDS or not parts:
        return []
    singly = [GivenWord(_capitalised(p), "name", _is_word_too(p)) for p in parts if len(p) > 2]
    if len(parts) == 1:
        return singly
    whole = GivenWord(" ".join(parts), "name", all(_is_word_too(part) for part in parts))
    return [whole, *singly]


def _is_word_too(name: str) -> bool:
    """Whether a name is a word as well, and so is only taken with its capital."""
    return name.casefold() not in GIVEN_NAMES and is_word(name)


def _capitalised(name: str) -> str:
    return name[0].upper() + name[1:]


def _first_and_last(name: str) -> str | None:
    parts = name.casefold().split()
    return f"{parts[0]} {parts[-1]}" if len(parts) > 1 else None


def _phrase_words(phrase: str, kind: str) -> list[GivenWord]:
    plain = normalise_organisation(phrase)
    if plain is None or len(phrase) < _LEAST_CHARACTERS or plain in _GENERAL:
        return []
    is_one_word = len(phrase.split()) == 1
    if kind == "listed" and is_one_word and phrase.isalpha():
        return []  # an answer such as "Manager" to a question of unknown kind
    return [GivenWord(phrase, kind, is_exact=is_one_word and is_word(phrase))]
