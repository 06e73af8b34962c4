"""Comments: one row per thing somebody wrote, ready to be read by people and by theming.

In this order: personal data removed, campaigns found, language and non-answers marked. Short
English comments are often taken for Welsh by machines, so a comment is decided for itself only
from six words on, or where a Welsh function word stands in it; any other comment counts as written
in the language its respondent answered in, unless it is clearly English.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from gpgp.cleaning.campaigns import find_campaigns
from gpgp.cleaning.personal.names import list_possible_names
from gpgp.cleaning.personal.redaction import redact_comments
from gpgp.cleaning.prepared_rows import PreparedRows
from gpgp.cleaning.respondents import Identities
from gpgp.instrument import Consultation, find_non_answer
from gpgp.instrument.text import map_unique
from gpgp.tables import NOTE, Finding
from gpgp.tables.cleaned import REDACTION_MARK

LEAST_WORDS = 6  # from here on the model is right on English as on Welsh
_MOST_CHARACTERS = 1000  # of a text, to tell its language by
_CLEARLY_ENGLISH = 0.1  # share of Welsh in the chance of English or Welsh
_LIKELY = 0.1  # chance of English from which on a short text is English
_LEAST_COMMENTS = 10  # in a language, for short comments to be compared with it
_LEAST_CHOSEN = 2  # words of a text that is compared with a few languages
_CLEARLY_OTHER, _HARDLY = 0.6, 0.05  # chance of the other language; of English and Welsh
_ENGLISH = ("en", "pcm")  # terse English is Pidgin to the model
_ENGLISH_WORDS = """
the and of to for with that this are more not be have should need our they their from staff people
better too what when which would could than there has who will been
"""  # two of them in a text without Welsh ones are English enough
_WORD = re.compile(r"[^\W\d_]+")
_WELSH_WORDS = """
ac angen ar arall bod bydd byddai cael chi dda ddim dim dod dros drwy dylai dylid dylem ein eich
eisiau ei eu fel felly fod fwy fy gael gan gyda gymraeg gwell hefyd heb hyn hynny hwn iawn llai mae
maent mewn mwy nac neu nid nhw oedd oes ond pawb pob rhai rhaid roedd rhwng rwy rydw rydym rydyn sy
sydd trwy tuag wedi wrth y ydi ydw ydy ydyn yma yn yng ym yr yw
"""  # without those that are English words too (am, bob, os, pan)
_WELSH = frozenset(_WELSH_WORDS.split())
_PLAINLY_ENGLISH = frozenset(_ENGLISH_WORDS.split())


def find_languages(texts: pd.Series, defaults: pd.Series) -> pd.Series:
    """Find the language of each text.

    Parameters
    ----------
    texts : Series of clean text
    defaults : Series, same index
        ISO 639-1 code to take where a text is too short to tell.

    Returns
    -------
    Series of ISO 639-1 codes

    Notes
    -----
    Where several comments are in a language other than English and Welsh, a comment that is too
    short to tell by itself is compared with the languages found: the choice of a few is reliable
    where the choice of ninety is not.
    """
    codes = map_unique(texts, find_language)
    counts = codes.dropna().value_counts()
    written = set(counts.index[counts >= _LEAST_COMMENTS]) | set(defaults.unique())
    if not written <= {"en", "cy"}:
        unsure = codes.isna()
        codes[unsure] = map_unique(texts[unsure], lambda text: _choose(text, written))
    return codes.astype("str").fillna(defaults)


def find_language(text: str) -> str | None:
    """Return the code of a text's language, or None where it is too short to tell.

    A text in another script is never English or Welsh; numbers and times have no language.

    Examples
    --------
    >>> find_language("Cyflog teg i bawb sydd yn gweithio yma"), find_language("Dim")
    ('cy', None)
    >>> find_language("เปิด"), find_language("2031-03-01 10:00")
    ('th', None)
    """
    words = _WORD.findall(text.lower())
    if not words:
        return None
    script = _find_script(words)
    if script is not None:
        return _choose(text, set(script), least=0.0) if len(script) > 1 else script[0]
    has_welsh = not _WELSH.isdisjoint(words)
    if not has_welsh and len(_PLAINLY_ENGLISH.intersection(words)) >= 2:
        return "en"
    chances = dict(_model().rank(text[:_MOST_CHARACTERS]))
    english, welsh = sum(chances[code] for code in _ENGLISH), chances["cy"]
    share = welsh / (welsh + english) if welsh + english else 0.5
    if len(words) < LEAST_WORDS and not has_welsh:
        return "en" if share < _CLEARLY_ENGLISH and english >= _LIKELY else None
    other, chance = next(pair for pair in chances.items() if pair[0] not in (*_ENGLISH, "cy"))
    if chance >= _CLEARLY_OTHER and english + welsh <= _HARDLY and len(other) == 2:
        return other
    if share > 0.5:
        return "cy" if welsh > _HARDLY or has_welsh else None
    return "en" if share < _CLEARLY_ENGLISH and english > _HARDLY else None


def _choose(text: str, languages: set[str], *, least: float = 0.8) -> str | None:
    """Return the likeliest of some languages, None where it has less than a share of the chance."""
    words = _WORD.findall(text)
    if len(words) < _LEAST_CHOSEN and least:
        return None
    chances = {c: p for c, p in _model().rank(text[:_MOST_CHARACTERS].lower()) if c in languages}
    best = max(chances, key=lambda code: chances[code], default=None)
    return best if best and chances[best] >= least * sum(chances.values()) else None


def _find_script(words: list[str]) -> tuple[str, ...] | None:
    """Return the languages of the script that most letters are in; None where it is Latin."""
    letters = Counter[str]()
    for letter in "".join(words)[:_MOST_CHARACTERS]:
        letters[unicodedata.name(letter, "LATIN").split()[0]] += 1
    script = letters.most_common(1)[0][0]
    if script == "CJK" and any(name in letters for name in ("HIRAGANA", "KATAKANA")):
        return ("ja",)
    return _LANGUAGES_OF_SCRIPT.get(script)


_LANGUAGES_OF_SCRIPT = {
    "ARABIC": ("ar", "fa", "ur", "ps", "ug", "ku"), "ARMENIAN": ("hy",), "BENGALI": ("bn", "as"),
    "CJK": ("zh",), "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn"),
    "DEVANAGARI": ("hi", "mr", "ne"), "ETHIOPIC": ("am",), "GEORGIAN": ("ka",), "GREEK": ("el",),
    "GUJARATI": ("gu",), "GURMUKHI": ("pa",), "HANGUL": ("ko",), "HEBREW": ("he",),
    "HIRAGANA": ("ja",), "KANNADA": ("kn",), "KATAKANA": ("ja",), "KHMER": ("km",), "LAO": ("lo",),
    "MALAYALAM": ("ml",), "MYANMAR": ("my",), "ORIYA": ("or",), "SINHALA": ("si",),
    "TAMIL": ("ta",), "TELUGU": ("te",), "THAI": ("th",), "TIBETAN": ("bo",),
}  # fmt: skip


@cache
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


_COLUMNS = ("response_id", "language_code", "question_id", "text", "comment_id")


@dataclass(frozen=True)
class Written:
    """What was written: the tables about comments, and what they tell."""

    tables: dict[str, pd.DataFrame]
    findings: list[Finding]

    @property
    def own(self) -> pd.DataFrame:
        """One row per comment as received: without those split off a campaign's letter."""
        comments = self.tables["comments"]
        return comments[comments["campaign_role_code"] != "addition"]


def read_comments(
    received: PreparedRows,
    respondents: pd.DataFrame,
    identities: Identities,
    *,
    consultation: Consultation,
    listed: Sequence[str],
) -> Written:
    """Read, redact and describe every comment that is not blank.

    Parameters
    ----------
    received, respondents : the analysed rows
    identities : what to remove from comments in addition to what has a shape
    listed : words the analyst wants removed everywhere
    """
    comments = _gather_comments(received, respondents, consultation)
    redacted = redact_comments(
        comments, own=identities.own, known_names=identities.known_names, listed=listed
    )
    instrument = instrument_texts(consultation)
    rules = consultation.cleaning
    sent = find_campaigns(
        comments.assign(text=redacted.texts),
        least_copies=rules.campaign_least_copies,
        least_words=rules.campaign_least_words,
        known_texts=instrument,
    )
    return Written(
        {
            "comments": _describe_comments(sent.comments, consultation),
            "campaigns": sent.campaigns,
            "redactions": redacted.log,
            "possible_names": list_possible_names(sent.comments, instrument_words=instrument),
        },
        _describe_campaigns(sent.campaigns),
    )


def instrument_texts(consultation: Consultation) -> list[str]:
    """Return every text of the instrument that a comment may quote."""
    items = [
        item
        for question in consultation.questions_of("rating", "ranking", "choice", "multi_choice")
        for item in question.items
    ]
    parts = (*items, *consultation.elements, *consultation.priorities)
    groups = (*consultation.constituencies, *consultation.nations)
    texts = [question.text or "" for question in consultation.questions]
    texts += [text for part in parts for text in (*part.words, *part.parts)]
    texts += [text for group in groups for text in (group.label, *group.aliases)]
    return list(dict.fromkeys([consultation.title, consultation.organisation, *texts]))


def _gather_comments(
    received: PreparedRows, respondents: pd.DataFrame, consultation: Consultation
) -> pd.DataFrame:
    parts = [pd.DataFrame(columns=_COLUMNS, dtype="str")]
    for question in consultation.questions_of("free_text"):
        cells = received.cell(question)
        filled = cells[cells != ""]
        who = respondents.loc[filled.index, ["response_id", "language_code"]]
        ids = who["response_id"] + ":" + question.id
        parts.append(who.assign(question_id=question.id, text=filled, comment_id=ids))
    return pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)


def _describe_comments(comments: pd.DataFrame, consultation: Consultation) -> pd.DataFrame:
    texts = comments["text"]
    return comments.assign(
        language_code=find_languages(texts, comments["language_code"]),
        n_words=texts.str.replace(REDACTION_MARK, " ", regex=True).str.split().str.len(),
        n_redactions=texts.str.count(REDACTION_MARK),
        is_non_answer=find_non_answers(comments, consultation=consultation),
    )


def find_non_answers(comments: pd.DataFrame, *, consultation: Consultation) -> pd.Series:
    """Say of each comment whether it says nothing.

    Parameters
    ----------
    comments : DataFrame, one row per comment
        ``question_id``, ``text`` (clean).

    Returns
    -------
    Series of bool, same index
    """
    kinds = map_unique(comments["text"], find_non_answer)
    answering = [q.id for q in consultation.questions_of("free_text") if q.nothing_is_answer]
    is_answer = (kinds == "nothing") & comments["question_id"].isin(answering)
    return ((kinds != "") & ~is_answer).astype("bool")


def _describe_campaigns(campaigns: pd.DataFrame) -> list[Finding]:
    return [
        Finding(
            "campaign",
            campaign.question_id,
            campaign.n_copies,
            NOTE,
            f"campaign {campaign.campaign_id}: its text counts once in theming; ratings and "
            "rankings of the responses count",
            value=campaign.campaign_id,
        )
        for campaign in campaigns.itertuples()
    ]
