"""Quantities as people write them: ages, headcounts, amounts of money, percentages, years.

Read: signs of currency and per cent, thousands separated by comma, point, blank or apostrophe, a
decimal point or comma, digits of any script, a unit, "about", k and million. Not read: a range,
a bound ("50+"), two numbers, another unit of time than the one that was asked for.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping

from gpgp.instrument.text import fold_word

_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:[ '.,]\d{3})+(?:[.,]\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?|"
    r"\d*[.,]\d+|\d+)(?P<power>e[+-]?\d{1,2}(?!\w))?"
)
_MOST_CHARACTERS = 60
_ABOUT_WORDS = """
about around approx approximately circa c ca ~ roughly some est estimated tua oddeutu environ
vers ungefähr etwa zirka aproximadamente unos unas cerca de aproximadamente circa ongeveer
"""
_ABOUT = frozenset(_ABOUT_WORDS.split())
_CURRENCIES_WORDS = """
gbp eur euro euros usd pound pounds sterling dollar dollars chf fr kr sek nok dkk pln zł kc kč
cad aud nzd us ca au nz r rs inr jpy cny brl mxn bunt punt punnoedd libras franken
"""
_CURRENCIES = frozenset(_CURRENCIES_WORDS.split())
_PER_CENT_WORDS = """
% percent percentage pct per cent prozent pour pourcent por ciento cento procent y
"""
_PER_CENT = frozenset(_PER_CENT_WORDS.split())
_TIMES = {
    "years": "year years yr yrs y yo old of age a blwydd oed blynedd mlwydd flynedd an ans année "
    "années jahr jahre jahren alt año años de edad ano anos idade anno anni jaar oud",
    "months": "month months mth mths mis misoedd mois monat monate monaten mes meses mese mesi "
    "maand maanden",
    "weeks": "week weeks wk wks wythnos wythnosau semaine semaines woche wochen semana semanas "
    "settimana settimane weken",
    "days": "day days diwrnod diwrnodau jour jours tag tage tagen día días dia dias giorno giorni "
    "dag dagen",
    "hours": "hour hours hr hrs h awr oriau heure heures stunde stunden std hora horas ora ore uur",
    "minutes": "minute minutes min mins munud munudau minuten minuto minutos minuti minuut",
}
_COUNTED_WORDS = """
people persons person staff employees employee fte ftes members member headcount pobl aelodau
staff personnes personne salariés personen mitarbeiter personas empleados pessoas persone mensen
medewerkers times in total
"""
_COUNTED = frozenset(_COUNTED_WORDS.split())
_POWERS = {
    **dict.fromkeys(("k", "thousand", "mil", "mille", "tausend", "duizend", "mila"), 1e3),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions", "miliwn"), 1e6),
    **dict.fromkeys(("bn", "billion", "billions", "milliarden", "milliards", "biliwn"), 1e9),
}  # fmt: skip
_DASHES = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u2019": "'", "\u202f": " ", "٫": ".", "٬": ","}
)


def read_number(
    text: str,
    *,
    decimal: str = ".",
    unit: str = "",
    words: Mapping[str, float] | None = None,
) -> float | None:
    """Read one quantity.

    Parameters
    ----------
    text : str
        As somebody wrote it.
    decimal : ``.`` or ``,``
        Which of them parts the decimals where a number such as ``1,234`` could be either.
    unit : str
        What was asked for, such as ``years`` or ``£``; its words may follow the number.
    words : Mapping, optional
        Folded words that stand for a number, such as ``none`` for 0.

    Returns
    -------
    float, or None where it is not one quantity

    Examples
    --------
    >>> read_number("approx. £1,250.50"), read_number("1.250,50 €"), read_number("12 %")
    (1250.5, 1250.5, 12.0)
    >>> read_number("10 to 20"), read_number("50+"), read_number("18 months", unit="years")
    (None, None, None)
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    plain = fold_word(_plain_digits(text).translate(_DASHES))
    if words and plain in words:
        return float(words[plain])
    match = _NUMBER.search(plain)
    if match is None:
        return None
    before, after = plain[: match.start()], plain[match.end() :]
    around = [*_split(before.replace("-", " ", 1)), *_split(after)]
    scale = next((_POWERS[word] for word in _split(after)[:1] if word in _POWERS), 1.0)
    known = _ABOUT | _CURRENCIES | _PER_CENT | _COUNTED | _unit_words(unit)
    known |= set(_split(after)[:1]) & set(_POWERS)
    if not all(word in known or _is_currency(word) for word in around):
        return None
    value = float(_point(match["digits"], decimal) + (match["power"] or "")) * scale
    if not math.isfinite(value):
        return None
    return -value if "-" in before else value


def find_decimal(texts: Iterable[str]) -> str:
    """Return ``,`` where the numbers of a column show a decimal comma, else ``.``."""
    votes = 0
    for text in texts:
        for digits in re.findall(r"\d[\d.,]*\d", text[:_MOST_CHARACTERS]):
            tail = re.search(r"([.,])(\d+)$", digits)
            is_decimal = tail is not None and (
                len(tail[2]) != 3 or len(set(re.findall(r"[.,]", digits))) == 2
            )
            if tail is not None and is_decimal and digits.count(tail[1]) == 1:
                votes += 1 if tail[1] == "," else -1
    return "," if votes > 0 else "."


def _plain_digits(text: str) -> str:
    """Write the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)


def _split(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]*[^\W\d_.]|[^\w\s.()]|\d", text) if word]


def _is_currency(word: str) -> bool:
    """Whether a word is a sign of currency, also after the letters of a country: US$."""
    return unicodedata.category(word[-1]) == "Sc" and (not word[:-1] or word[:-1] in _CURRENCIES)


def _unit_words(unit: str) -> frozenset[str]:
    """The words of a unit; those of years too where the unit is no other time."""
    words = set(_split(fold_word(unit)))
    times = [name for name, said in _TIMES.items() if words & set(said.split())]
    for name in times or ["years"]:
        words |= set(_TIMES[name].split())
    return frozenset(words)


def _point(digits: str, decimal: str) -> str:
    """Return the digits with a point before the decimals and nothing between thousands."""
    marks = re.findall(r"[.,]", digits)
    last = digits[-4:-3] if len(digits) > 4 else ""
    if len(set(marks)) == 2:
        decimal = marks[-1]
    elif len(marks) == 1 and marks[0] != last:
        decimal = marks[0]  # two decimals: no thousands end like that
    elif len(marks) > 1:
        decimal = "." if marks[0] == "," else ","
    return re.sub(r"[^\d" + decimal + "]", "", digits).replace(decimal, ".")
