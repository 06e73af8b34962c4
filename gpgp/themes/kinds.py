"""Comments that raise no matter: nothing to add, general praise or criticism, about the survey.

The words of a comment come in, a code goes out. A comment is of a kind when nothing is left once
the kind's own words and hollow ones are taken away; *good training for new staff* keeps its
matter and is of none. Own lists of English, Welsh, French, German, Dutch, Spanish and Italian.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gpgp.themes.cluster.stop_words import STOP_WORDS

KIND_LABELS = {
    "nothing_to_add": "Nothing to add",
    "general_praise": "General praise",
    "general_criticism": "General criticism",
    "about_survey": "About the survey itself",
}
MAX_WORDS = 20  # a longer comment says something besides

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
