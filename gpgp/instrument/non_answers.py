"""Comments that say nothing: "n/a", "see above", "dim sylw", "rien à ajouter", a full stop.

Two kinds. *Unsaid* never answers a question. *Nothing* ("none", "dim byd") answers one that asks
what is missing or what could be better; the instrument says which questions read so. A comment
is of a kind only when all of it is: "No bullying" and "Nothing works here" are answers. English,
Welsh, French, German, Spanish, Portuguese, Italian and Dutch by rule; the shortest words of others.
"""
# ruff: noqa: E501 - a pattern reads best with its phrases whole

from __future__ import annotations

import re
from typing import Literal

from gpgp.instrument.text import fold_word

NonAnswer = Literal["unsaid", "nothing", ""]
_LONGEST = 80  # characters; whoever writes more says something
_PUNCTUATION = re.compile(r"[\s.,;:!?…/\\*_'\"()~=+\-–—]*")
_NOT_WORDS = re.compile(r"[\W_]+")

_POINTERS = (
    r"(?:please )?(?:see|refer to|refer|as per|as|same as|fel|gweler)"
    r"(?: (?:above|below|before|previous|previously|earlier|prior|stated|mentioned|said|already|my|"
    r"the|your|all|other|last|answers?|comments?|responses?|reply|to|in|of|question|q|q?\d{1,2}|"
    r"uchod|yr|fy|ateb|atebion|blaenorol|o r blaen)){1,8}"
)
_NO_COMMENT = (
    r"(?:(?:i|we) (?:have|ve got|ve) |there are )?(?:no|dim|nil)"
    r"(?: (?:further|other|more|additional|particular|specific|strong)){0,2}"
    r" (?:comments?|opinions?|views?|ideas?|thoughts?|suggestions?|feedback|input|preferences?|response|answer|sylw|sylwadau|barn)"
    r"(?: (?:to make|to add|at all|at this|at the|time|stage|moment|present|point|on this|"
    r"really|thanks|thank you|sorry|pellach|eraill|arall|i w gwneud|ar hyn o bryd)){0,3}"
)
_ENGLISH_AND_WELSH_UNSAID = (
    r"n a|na|nil return|not applicable|ddim yn berthnasol|amherthnasol|ditto|skip|tbc|x{1,5}|"
    r"(?:i )?(?:do not|dont|don t) (?:really )?know|dunno|(?:i am |i m |im )?(?:not|un) ?sure|"
    r"ddim yn (?:gwybod|siwr|siŵr)|"
    r"(?:i )?(?:would )?(?:prefer|rather) not to (?:say|answer|comment)|"
    r"(?:answer |question )?not (?:answered|provided|given|stated|completed|specified|available|asked)|"
    r"no (?:answer|response|reply)(?: (?:given|provided|received))?|unanswered|blank|skipped|null|nan|"
    r"none given|declined(?: to (?:say|answer|comment))?|(?:heb|dim) (?:ei )?(?:ateb|nodi)|wn i ddim|"
    r"(?:as )?(?:already|previously) (?:answered|stated|covered|mentioned|said)(?: above| before)?"
)
_ENGLISH_AND_WELSH_NOTHING = (
    r"(?:(?:i|we) (?:have|ve got|ve) |there is |there s )?"
    r"(?:no nothing|nothing|none|nil|nope|nah|no|not really|dim byd|dim|nac oes|nac ydy|naddo)"
    r"(?: (?:really|at all|else|further|more|other|in particular|specific|additional|new|useful|"
    r"(?:that )?(?:i|we) can (?:think of|see|add)|(?:comes|springs) to mind|"
    r"to (?:add|say|report|mention|suggest|change|declare)|"
    r"at (?:this|the) (?:time|moment|present|stage|point)|at present|for now|currently|"
    r"(?:is |are )?missing|needed|thanks|thank you|changes?|additions?|suggestions?|"
    r"arall|mwy|pellach|o gwbl|diolch|ar goll|i w (?:ddweud|ychwanegu|nodi|newid)|ar hyn o bryd)"
    r"){0,5}"
    r"|(?:(?:i|we) )?(?:really )?(?:can ?t|can ?not|could ?n ?t|could not) (?:really )?(?:think of|"
    r"come up with|see) (?:any|anything|one|nothing|much)(?: (?:else|more|other|really|thing|right|"
    r"now|at|the|this|moment|present|time|sorry|to|add|say|specific|off|top|of|my|head)){0,7}"
    r"|(?:nothing|none|not|no) (?:really )?(?:that )?(?:i|we) (?:can think of|know of|am aware of)"
    r"|(?:nothing|none) (?:is )?(?:coming|comes?|springs?) to mind(?: (?:right|just)? ?now)?"
    r"|(?:alla|fedra) i ddim meddwl am (?:ddim|unrhyw beth|dim byd)(?: arall)?|does dim(?: byd)?"
)
_UNSAID_BY_LANGUAGE = {
    "fr": r"(?:sans|pas de|pas d|aucune?|je n ai (?:pas de|pas d|aucune?)) (?:réponses?|objet|avis|"
    r"opinions?|commentaires?|remarques?)(?: (?:particuli(?:er|ère)s?|à (?:faire|ajouter)))?|"
    r"non (?:renseigné|répondu|communiqué|précisé|applicable|concerné)e?s?|"
    r"(?:je )?(?:ne |n en )?sais? (?:pas|rien)|nsp|s ?o|idem|r ?a ?s|vide|"
    r"(?:voir|cf) (?:ci dessus|plus haut|(?:ma |mes )?réponses? précédentes?)",
    "de": r"(?:keine?|ohne) (?:weiteren? |besonderen? )?(?:angaben?|antwort(?:en)?|ahnung|meinung|"
    r"kommentare?|anmerkung(?:en)?|bemerkung(?:en)?)|k ?a|nicht (?:beantwortet|zutreffend|relevant|"
    r"ausgefüllt)|trifft nicht zu|entfällt|(?:das )?(?:weiß|weiss) (?:ich )?nicht|"
    r"ich (?:weiß|weiss) (?:es )?nicht|(?:siehe|wie|s) (?:oben|vorher)|dito|unbeantwortet|leer",
    "es": r"(?:sin|ninguna?|no tengo(?: ningún| ninguna)?) (?:respuestas?|comentarios?|opinión|"
    r"observaciones)(?: al respecto)?|(?:yo )?no (?:lo )?s[eé]|no (?:contesta|responde|respondida|"
    r"aplica|procede|contestada)|ns ?nc|n s n c|ver (?:arriba|(?:la )?respuesta anterior)|ídem|"
    r"en blanco|vacío",
    "pt": r"(?:sem|nenhuma?|não tenho) (?:respostas?|comentários?|opinião|observações)|não (?:sei|"
    r"respondeu|respondida|se aplica|aplicável|informado|respondo)|n ?s ?n ?r|"
    r"ver (?:acima|(?:a )?resposta anterior)|em branco|vazio",
    "it": r"(?:senza|nessuna?|nessun|non ho) (?:risposta|commenti?o?|opinioni?e?|osservazioni?e?)"
    r"(?: da fare)?|non (?:so|lo so|saprei|risponde|risposto|applicabile|pertinente)|"
    r"(?:vedi|come) (?:sopra|risposta precedente)|vuoto",
    "nl": r"(?:geen|zonder|ik heb geen) (?:verdere )?(?:antwoord|mening|commentaar|opmerkingen?)|"
    r"niet (?:beantwoord|ingevuld|van toepassing|bekend)|n ?v ?t|(?:ik )?weet (?:ik |het )?niet|"
    r"zie (?:boven|hierboven|vorige antwoord)|leeg",
}
_NOTHING_BY_LANGUAGE = {
    "fr": r"(?:non )?rien(?: (?:du tout|de plus|d autre|à (?:ajouter|dire|signaler|redire|changer|"
    r"améliorer)|de (?:particulier|spécial)|ne me vient(?: (?:à l esprit|en tête))?|pour (?:le "
    r"moment|l instant)|merci)){0,3}|aucune?(?: (?:idée|suggestion|proposition|autre)s?){0,2}|néant|"
    r"non(?: merci)?|(?:je n ai )?pas (?:d idées?|de suggestions?|de propositions?)|c est tout|"
    r"je ne vois (?:pas|rien)(?: d autre)?",
    "de": r"(?:gar |sonst |momentan |derzeit )?(?:nichts|nix)(?: (?:weiter(?:es)?|mehr|besonderes|"
    r"hinzuzufügen|anderes|zu (?:sagen|ergänzen|ändern|verbessern)|derzeit|momentan|danke)){0,3}|"
    r"(?:mir )?fällt (?:mir )?(?:gerade |momentan |derzeit |jetzt |dazu |sonst )*nichts (?:weiter |"
    r"mehr )?ein|nein(?: danke)?|keine?(?: (?:ideen?|vorschläge|wünsche|weiteren?|ergänzungen|"
    r"vorschlag|änderungen)){0,2}",
    "es": r"(?:no )?nada(?: (?:más|mas|que (?:añadir|decir|agregar|comentar)|en (?:particular|"
    r"especial)|por (?:ahora|el momento)|de momento|gracias)){0,3}|ningun[oa]?(?: (?:sugerencia|idea|"
    r"otr[oa])){0,2}|ningún|no(?: (?:gracias|hay nada|tengo (?:sugerencias|ideas|nada que (?:añadir|"
    r"decir))))?|(?:ahora )?no se me ocurre nada(?: más)?|nada (?:se )?me (?:ocurre|viene a la mente)",
    "pt": r"nada(?: (?:mais|a (?:acrescentar|dizer|declarar|sugerir)|em (?:particular|especial)|por "
    r"(?:agora|enquanto)|de momento|obrigad[oa]|me (?:ocorre|vem à (?:mente|cabeça)))){0,3}|"
    r"nenhuma?(?: (?:sugestão|ideia|outra)){0,2}|não(?: (?:obrigad[oa]|há nada|tenho (?:sugestões|"
    r"ideias|nada a (?:acrescentar|dizer))))?|não (?:me (?:ocorre|lembro de)|consigo pensar em) nada",
    "it": r"(?:niente|nulla)(?: (?:altro|di (?:particolare|più)|da (?:aggiungere|dire|segnalare|"
    r"cambiare)|per ora|al momento|grazie)){0,3}|nessun[ao]?(?: (?:idea|suggerimento|altr[oa]|"
    r"proposta)){0,2}|no(?: grazie)?|non (?:mi viene in mente|ho) (?:niente|nulla)(?: altro)?"
    r"(?: da aggiungere)?",
    "nl": r"(?:nee )?(?:niets|niks)(?: (?:meer|anders|verder|toe te voegen|te melden|bijzonders|op dit "
    r"moment)){0,3}|nee(?: (?:bedankt|dank je|dank u)?)?|geen(?: (?:idee(?:ën)?|suggesties?|"
    r"voorstellen|aanvullingen|wensen|andere)){0,2}|er (?:schiet|komt) (?:me|mij) (?:zo )?niets "
    r"(?:te binnen|in me op)|(?:ik )?kan niets bedenken",
    "others": r"нет|немає|ні|nie|brak|żadne|nic|όχι|τίποτα|لا يوجد|لا شيء|لا|אין|无|没有|無|なし|"
    r"特になし|없음|없습니다|inga?|ingen|nej|yok|hayır|ei|nei",
}
_OTHER_SCRIPTS = frozenset(
    {"ไม่มี", "ไม่มีครับ", "ไม่มีค่ะ", "कुछ नहीं", "नहीं"}
)  # with marks that are no letters
_UNSAID_PATTERN = re.compile(
    "|".join((_POINTERS, _NO_COMMENT, _ENGLISH_AND_WELSH_UNSAID, *_UNSAID_BY_LANGUAGE.values()))
)
_NOTHING_PATTERN = re.compile(
    "|".join((_ENGLISH_AND_WELSH_NOTHING, *_NOTHING_BY_LANGUAGE.values()))
)


def find_non_answer(text: str) -> NonAnswer:
    """Return ``unsaid``, ``nothing``, or ``""`` for a comment that says something.

    Examples
    --------
    >>> find_non_answer("N/A"), find_non_answer("Dim byd arall"), find_non_answer("Nothing works")
    ('unsaid', 'nothing', '')
    """
    if len(text) > _LONGEST:
        return ""
    if _PUNCTUATION.fullmatch(text):
        return "unsaid"
    words = _NOT_WORDS.sub(" ", fold_word(text)).strip()
    if _UNSAID_PATTERN.fullmatch(words):
        return "unsaid"
    is_nothing = _NOTHING_PATTERN.fullmatch(words) or fold_word(text).strip(" .!") in _OTHER_SCRIPTS
    return "nothing" if is_nothing else ""
