"""Which comments are read for themes, in which language, and why the others are not.

``comments`` comes in; the comments to read, by language, and a list of those left out go out. Of a
campaign letter's copies one is read, for the wording of themes only. A comment that raises no
matter (nothing to add, general praise or criticism, about the survey) is set apart under a plain
name: it is of a kind when nothing is left once the kind's own words and hollow ones are taken away.
*Good training for new staff* keeps its matter and is of none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

import pandas as pd

from gpgp.themes.cluster.languages import ENGLISH, STOP_WORDS, guess_body
from gpgp.themes.cluster.words import list_foreign, split_words

KIND_LABELS = {
    "nothing_to_add": "Nothing to add",
    "general_praise": "General praise",
    "general_criticism": "General criticism",
    "about_survey": "About the survey itself",
}
MAX_WORDS = 20  # a longer comment says something more

_NOTHING = {
    "en": "nothing none nil na anything add comes come mind think unsure sure idea ideas "
    "opinion comment comments comes applicable further else stated above previous already "
    "said mentioned know view views specific moment present currently cannot answer dunno "
    "particular time thanks",
    "cy": "dim rhywbeth arall ychwanegu sylw sylwadau pellach gwybod syniad uchod meddwl siŵr",
    "fr": "rien aucun aucune ajouter commentaire commentaires remarque remarques sais idée avis "
    "ras signaler particulier néant sans objet esprit vient dire chose",
    "de": "nichts keine kein keinen anmerkung anmerkungen kommentar ahnung weiß hinzuzufügen "
    "weitere weiteren weiteres fällt einfallen ein angabe bemerkungen vorschläge siehe "
    "oben",
    "nl": "niets geen opmerking opmerkingen toevoegen toe voegen weet idee mening aanvulling "
    "verder nvt toepassing zie boven bijzonderheden schiet binnen",
    "es": "nada ninguno ninguna comentario comentarios añadir agregar sé idea opinión sin más "
    "decir",
    "it": "niente nulla nessun nessuno nessuna commento commenti aggiungere so idea osservazioni",
}
_DENIALS = {
    "en": "nothing none nil na not no cannot unsure dunno above already",
    "cy": "dim uchod",
    "fr": "rien aucun aucune ras néant sans sais",
    "de": "nichts keine kein keinen ahnung siehe",
    "nl": "niets geen nvt weet zie",
    "es": "nada ninguno ninguna sin no",
    "it": "niente nulla nessun nessuno nessuna non",
}
_PRAISE = {
    "en": "good great excellent fantastic brilliant wonderful amazing perfect love loved lovely "
    "like liked happy pleased satisfied superb awesome fine ok okay nice best outstanding "
    "exceptional impressed delighted enjoyed enjoy well thanks thank grateful helpful "
    "positive agree support",
    "cy": "da gwych ardderchog diolch hapus rhagorol bendigedig hyfryd cytuno cefnogi",
    "fr": "bien bon bonne très super excellent excellente parfait parfaite merci content "
    "contente satisfait satisfaite génial top bravo félicitations formidable accord",
    "de": "gut gute guter super toll prima perfekt ausgezeichnet hervorragend zufrieden danke "
    "klasse schön bestens dank",
    "nl": "goed goede prima top super uitstekend fijn tevreden bedankt dank perfect mooi "
    "geweldig leuk akkoord",
    "es": "bien bueno buena excelente genial perfecto gracias contento contenta satisfecho "
    "estupendo",
    "it": "bene buono buona ottimo ottima eccellente perfetto grazie contento soddisfatto bravo",
}
_CRITICISM = {
    "en": "bad poor terrible awful rubbish useless waste disappointing disappointed hopeless "
    "appalling dreadful horrible worst pointless unacceptable disgusting disgrace "
    "shambles joke ridiculous unhappy dissatisfied nonsense hate hated disagree",
    "cy": "gwael ofnadwy siomedig gwastraff anghytuno",
    "fr": "mauvais mauvaise nul nulle horrible décevant décevante inutile déçu déçue inacceptable",
    "de": "schlecht schlechte furchtbar schrecklich enttäuschend nutzlos unzufrieden "
    "katastrophe unsinn",
    "nl": "slecht slechte vreselijk waardeloos teleurstellend ontevreden nutteloos",
    "es": "malo mala terrible horrible inútil decepcionante pésimo",
    "it": "cattivo pessimo terribile orribile inutile deludente",
}
_SURVEY = {
    "en": "survey surveys questionnaire question questions form consultation",
    "cy": "arolwg holiadur cwestiwn cwestiynau ymgynghoriad",
    "fr": "questionnaire sondage enquête question questions consultation formulaire",
    "de": "umfrage fragebogen frage fragen befragung",
    "nl": "enquête vragenlijst vraag vragen onderzoek",
    "es": "encuesta cuestionario pregunta preguntas",
    "it": "sondaggio questionario domanda domande",
}
_ON_SURVEYS = (
    "long short too confusing leading biased repetitive boring clear unclear easy hard difficult "
    "understand answer answers asked asking complete filling fill vague loaded badly poorly worded "
    "designed written pointless tick box boxes options scale interesting useful quick simple waste "
    "time lang kurz suggestiv unklar lange korte lange onduidelijk duidelijk longue trop orienté"
)
_HOLLOW = {
    "en": "all everything overall generally general keep up work job done doing carry on "
    "service services very really so absolutely just far experience always much more way "
    "things thing everyone every time it no not never extremely completely complete total "
    "utter thorough continue going today visit whole please yes well bit quite a lot at "
    "this think thought would do can",
    "cy": "popeth gwaith iawn dal ati bob",
    "fr": "tout rien travail continuez ensemble service globalement plus dans",
    "de": "alles weiter so arbeit insgesamt sehr service",
    "nl": "alles ga zo door werk verder algemeen heel erg service allemaal",
    "es": "todo trabajo muy servicio general",
    "it": "tutto lavoro molto servizio generale",
}
_NEGATIONS = frozenset(
    ["not", "no", "never", "hardly", "nid", "ddim", "pas", "nicht", "kein", "niet", "geen", "non"]
)


@lru_cache(maxsize=1)
def _read_lists() -> dict[str, dict[str, frozenset[str]]]:
    lists = {
        "nothing": _NOTHING,
        "denial": _DENIALS,
        "praise": _PRAISE,
        "criticism": _CRITICISM,
        "survey": _SURVEY,
        "hollow": _HOLLOW,
    }
    return {
        name: {code: frozenset(words.split()) for code, words in by_language.items()}
        for name, by_language in lists.items()
    }


def find_kind(words: Sequence[str], *, language: str = "en") -> str:
    """The kind of a comment that raises no matter, '' where it may raise one.

    Parameters
    ----------
    words : sequence of str
        Lower-case words as :func:`gpgp.themes.cluster.words.split_words` cuts them.
    language : str
        Code of the comment's language.

    Examples
    --------
    >>> find_kind("nothing comes to mind".split()), find_kind("keep up the good work".split())
    ('nothing_to_add', 'general_praise')
    >>> find_kind("this survey is far too long".split()), find_kind("good training".split())
    ('about_survey', '')
    """
    lists = _read_lists()
    if not words or len(words) > MAX_WORDS or language not in lists["praise"]:
        return ""
    listed = {name: by_language[language] for name, by_language in lists.items()}
    said = frozenset(words)
    hollow = listed["hollow"] | STOP_WORDS[language]
    left = said - hollow
    praise, criticism = bool(left & listed["praise"]), bool(left & listed["criticism"])
    is_denied = not said.isdisjoint(_NEGATIONS)
    if said & listed["survey"]:
        allowed = listed["survey"] | listed["praise"] | listed["criticism"] | listed["nothing"]
        return "about_survey" if left <= allowed | frozenset(_ON_SURVEYS.split()) else ""
    if said & listed["denial"] and left <= listed["nothing"] | _NEGATIONS:
        return "nothing_to_add"
    if praise != criticism and left <= listed["praise"] | listed["criticism"] | _NEGATIONS:
        return "general_praise" if praise and not is_denied else "general_criticism"
    return ""


MIN_COMMENTS = 30  # of a language; fewer are listed for a reader, two themes of 15 may be chance
MIN_ENGLISH_WORDS = 3  # beside a part in another language, for a comment to be read as English
COLUMNS = (
    "comment_id", "response_id", "question_id", "text", "language_code",
    "is_non_answer", "campaign_id", "campaign_role_code",
)  # fmt: skip


STRATA = ("constituency_code", "question_id")  # of a sample, where there are very many comments
LEFT_COLUMNS = ["comment_id", "response_id", "question_id", "reason_code"]


def select_comments(
    comments: pd.DataFrame, *, spoken_for: Collection[str] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split comments into those to read and those left out.

    Both sorted by their text, then by id: ids made from row numbers change with the order of rows.

    Parameters
    ----------
    comments : DataFrame, one row per comment (contract ``comments``)
        Also ``constituency_code``, if a sample of very many is to keep their shares.
    spoken_for : comment ids
        Comments that people gave a theme: they are read even if they seem to raise no matter.

    Returns
    -------
    two DataFrames
        The first with ``is_counted`` (False for a campaign's one copy) and, in
        ``language_code``, the language it is read in; the second with ``reason_code``:
        campaign_copy, non_answer, nothing_to_add, general_praise, general_criticism,
        about_survey, welsh_apart or other_language (too few comments in that language).
    """
    given = [*COLUMNS, *(name for name in STRATA if name not in COLUMNS and name in comments)]
    ordered = comments[given].sort_values(["text", "comment_id"], ignore_index=True)
    is_copy = ordered["campaign_role_code"].isin(["identical", "edited"])
    is_letter = is_copy & ~ordered["campaign_id"].where(is_copy).duplicated()
    ordered["is_counted"] = ~is_copy
    reason = pd.Series("", index=ordered.index)
    reason[is_copy & ~is_letter] = "campaign_copy"
    reason[ordered["is_non_answer"].astype(bool)] = "non_answer"
    is_open = reason.eq("")
    ordered["language_code"] = _choose_languages(ordered, is_open)
    kinds = [
        find_kind(split_words(text), language=language)
        for text, language in zip(ordered["text"], ordered["language_code"], strict=True)
    ]
    is_matter = ordered["comment_id"].isin(list(spoken_for))
    reason = reason.where(~is_open | is_matter, kinds)
    n_read = ordered.loc[reason.eq(""), "language_code"].value_counts()
    languages = ordered["language_code"]
    is_main = languages.eq(n_read.idxmax() if len(n_read) else "en")
    is_few = languages.map(n_read).fillna(0).lt(MIN_COMMENTS) & ~is_main & reason.eq("")
    reason[is_few] = "other_language"
    reason[is_few & languages.eq("cy")] = "welsh_apart"
    left_out = ordered.assign(reason_code=reason)[LEFT_COLUMNS]
    return ordered[reason.eq("")], left_out[reason.ne("")]


def split_languages(readable: pd.DataFrame) -> list[pd.DataFrame]:
    """Comments of each language with enough for themes, the language most are in first."""
    counts = readable["language_code"].value_counts()
    codes = sorted(counts.index, key=lambda code: (-counts[code], code))
    parts = [readable[readable["language_code"] == code] for code in codes]
    return [part.reset_index(drop=True) for part in parts if len(part) >= MIN_COMMENTS]


def _choose_languages(comments: pd.DataFrame, is_open: pd.Series) -> pd.Series:
    """The language each comment is read in.

    Where cleaning called most comments English and their function words are another language's,
    they are read as that. Among English comments, one with English parts is read by those; one
    without counts as of another language ("other" where cleaning did not name it).
    """
    codes = comments["language_code"].astype("str")
    named_english = is_open & codes.eq("en")
    body = guess_body(split_words(text) for text in comments.loc[named_english, "text"])
    if body != "en":
        return codes.mask(codes.eq("en"), body)
    if not named_english.any():
        return codes
    n_named = codes[is_open].value_counts()
    is_rare = codes.map(n_named).fillna(0).lt(MIN_COMMENTS)
    checked = [
        _reads_as_other(text, code) if code == "en" or (code != "cy" and rare) else code != "en"
        for text, code, rare in zip(comments["text"], codes, is_rare, strict=True)
    ]
    is_other = pd.Series(checked, index=comments.index, dtype=bool)
    return codes.mask(is_other & codes.eq("en"), "other").mask(~is_other, "en")


def _reads_as_other(text: str, language: str) -> bool:
    """No English part beside the foreign ones, nor English words where the language is named."""
    known, foreign = list_foreign(text)
    if language != "en":
        return ENGLISH.isdisjoint(known)
    return bool(foreign) and len(known) < MIN_ENGLISH_WORDS and ENGLISH.isdisjoint(known)
