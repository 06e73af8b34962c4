"""What a rating scale measures, by the words of its points, in eight languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, get_args

from gpgp.instrument.text import fold_word

ScaleKind = Literal[
    "agreement",
    "importance",
    "satisfaction",
    "frequency",
    "quality",
    "likelihood",
    "amount",
    "comparison",
    "numeric",
]
SCALE_KINDS: tuple[ScaleKind, ...] = get_args(ScaleKind)
# Beginnings of words, the kinds whose words are least ambiguous first. Support and approval are
# read as agreement: both have an opposing side.
_BEGINNINGS: dict[ScaleKind, str] = {
    "agreement": """
        agree disagree support oppos favour favor approv disapprov against endors object accept
        cytuno anghytuno cefnog gwrthwynebu d'accord désaccord favorable défavorable soutien
        zustimm ablehn stimme trifft zutreffend acuerdo desacuerdo concord discord apoyo eens
        oneens yes appl true untrue d'accordo favorevol contrari steun
    """,
    "satisfaction": """
        satisf dissatisf unsatisf happy unhappy pleased bodlon anfodlon boddhaol satisfait
        insatisfait zufrieden unzufrieden satisfech insatisfech soddisfatt insoddisfatt tevreden
        ontevreden
    """,
    "importance": """
        important unimportant importance essential critical crucial priority necessary useful
        useless helpful unhelpful relevant pwysig pwysicaf hanfodol defnyddiol utile nécessaire
        wichtig unwichtig notwendig nützlich importante esencial útil necesari imprescindib
        essencial importanz belangrijk onbelangrijk nuttig essentieel
    """,
    "likelihood": """
        likely unlikely probabl definitely certain tebygol annhebygol probable wahrscheinlich
        unwahrscheinlich sicher improbable provável improvável waarschijnlijk onwaarschijnlijk
        recommend
    """,
    "frequency": """
        never rarely seldom sometimes occasional often frequent usually always daily weekly
        monthly yearly hourly quarterly fortnight every once twice regularly byth anaml weithiau
        aml bob dyddiol wythnosol misol jamais rarement parfois souvent toujours quotidien nie
        selten manchmal oft häufig immer täglich wöchentlich monatlich nunca rara vez veces menudo
        siempre diari semanal mensual raramente vezes frequentemente sempre mai talvolta spesso
        nooit zelden soms vaak altijd dagelijks wekelijks maandelijks
    """,
    "comparison": """
        better worse higher lower same unchanged increase increased decrease decreased improved
        declined above below faster slower earlier later gwell gwaeth yr-un mieux pire meilleur
        besser schlechter gleich mejor peor igual melhor pior meglio peggio uguale beter slechter
        hetzelfde
    """,
    "quality": """
        excellent outstanding good fair poor bad terrible awful horrible great average adequate
        mediocre ok okay rhagorol da gweddol gwael très-bon bon bonne mauvais passable médiocre
        ausgezeichnet gut befriedigend mangelhaft schlecht bueno buena malo regular excelente bom
        boa mau ruim ótimo ottimo buono discreto sufficiente pessimo cattivo uitstekend goed matig
        voldoende slecht easy difficult hard confident
    """,
    "amount": """
        low medium high moderate minor major serious severe problem lot much many little bit
        somewhat extremely completely entirely fully partly partially moderately slightly extent
        all none some most few enough heavily strongly llawer ychydig beaucoup peu assez
        totalement viel wenig etwas völlig mucho poco bastante nada totalmente muito pouco molto
        abbastanza completamente veel weinig beetje helemaal concerned worried familiar aware
        interested
    """,
}
_PATTERNS = {
    kind: re.compile(r"\b(?:" + "|".join(map(re.escape, words.split())) + ")")
    for kind, words in _BEGINNINGS.items()
}
_NUMERAL = re.compile(r"\d+")
_LEAST = 0.25  # of the points have a word of the kind


def guess_scale_kind(labels: Iterable[str]) -> ScaleKind:
    """Return what a scale measures; ``numeric`` where its words do not say.

    Examples
    --------
    >>> guess_scale_kind(["Not important", "Fairly important", "Very important"])
    'importance'
    >>> guess_scale_kind(["1 - Strongly disagree", "2", "3", "4", "5 - Strongly agree"])
    'agreement'
    """
    texts = [fold_word(label) for label in labels]
    worded = [text for text in texts if not _NUMERAL.fullmatch(text)]
    counts = {
        kind: sum(bool(pattern.search(text)) for text in worded)
        for kind, pattern in _PATTERNS.items()
    }
    best = max(counts, key=lambda kind: counts[kind])  # the first of those that are equal
    return best if counts[best] and counts[best] >= _LEAST * len(worded) else "numeric"
