"""Invented personal data of each kind, out of the ranges that are reserved or never given out."""

from __future__ import annotations

from gpgp.sample.chance import Chance
from gpgp.sample.voices import read_phrases

MONTHS = ("January", "March", "April", "May", "July", "August", "October", "November")
LETTERS = "ABCDEFGHJKLMNPRSTVWXY"


def invent_name(chance: Chance) -> tuple[str, str]:
    """Invent a first name and a surname."""
    people = read_phrases("people")
    return chance.choose(people["first_names"]), chance.choose(people["surnames"])


def invent_email(first: str, last: str) -> str:
    """Make an address at a domain reserved for examples (RFC 2606)."""
    return f"{first}.{last}@example.org".lower()


def invent_detail(kind: str, chance: Chance) -> str:
    """Invent one detail of a kind named in ``personal.yaml``."""
    return _MAKERS[kind](chance)


def nhs_check_digit(digits: str) -> int:
    """Return the modulus-11 check digit of nine digits; 10 means that there is none.

    Examples
    --------
    The number that the NHS prints as an example is 943 476 5919.

    >>> nhs_check_digit("943476591")
    9
    """
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11


def _digits(number: int, chance: Chance) -> str:
    return "".join(str(chance.whole(0, 9)) for _ in range(number))


def _email(chance: Chance) -> str:
    first, last = invent_name(chance)
    address = invent_email(first, last)
    return chance.choose(
        (address, address, address, address.replace("@", " at ").replace(".org", " dot org"))
    )


def _phone(chance: Chance) -> str:
    """Numbers that Ofcom keeps for drama."""
    n = _digits(3, chance)
    return chance.choose(
        (
            f"07700 900{n}",
            f"07700900{n}",
            f"+44 7700 900{n}",
            f"07700-900-{n}",
            f"020 7946 0{n}",
            f"(029) 2018 0{n}",
            f"0113 496 0{n}",
            f"01632 960{n}",
        )
    )


def _postcode(chance: Chance) -> str:
    """Areas that Royal Mail has not given out (ZT, QX do not exist)."""
    space = chance.choose((" ", " ", ""))
    area, unit = chance.choose(("ZT", "ZY")), "".join(chance.choose("ABDEFG") for _ in range(2))
    text = f"{area}{chance.whole(1, 29)}{space}{chance.whole(1, 9)}{unit}"
    return text.lower() if chance.happens(0.2) else text


def _ni_number(chance: Chance) -> str:
    """The prefix QQ is never given to anyone."""
    n = _digits(6, chance)
    return chance.choose((f"QQ {n[:2]} {n[2:4]} {n[4:]} C", f"QQ{n}A", f"qq {n} b"))


def _nhs_number(chance: Chance) -> str:
    """Numbers that begin with 999 are for tests; the check digit is right."""
    digits = "999" + _digits(6, chance)
    while nhs_check_digit(digits) == 10:
        digits = "999" + _digits(6, chance)
    full = f"{digits}{nhs_check_digit(digits)}"
    return chance.choose((f"{full[:3]} {full[3:6]} {full[6:]}", full))


def _url(chance: Chance) -> str:
    page = chance.choose(("rota", "our-story", "minutes/june", "jobs?id=7", "staff"))
    return chance.choose(
        (f"https://www.example.org/{page}", f"www.example.org/{page}", f"http://example.com/{page}")
    )


def _ip_address(chance: Chance) -> str:
    """Networks kept for documentation (RFC 5737)."""
    network = chance.choose(("192.0.2", "198.51.100", "203.0.113"))
    return f"{network}.{chance.whole(1, 254)}"


def _handle(chance: Chance) -> str:
    first, last = invent_name(chance)
    last = last.split("-")[0]
    return chance.choose((f"@{first}{last}", f"@{last.lower()}_{chance.whole(10, 99)}"))


def _card_number(chance: Chance) -> str:
    """Out of the range that card processors keep for tests; the check digit (Luhn) is right."""
    digits = "40000000" + _digits(7, chance)
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    full = f"{digits}{-total % 10}"
    return " ".join(full[place : place + 4] for place in range(0, 16, 4))


def _vehicle(chance: Chance) -> str:
    """Age marks 99 and 00 have not been given out."""
    a, b, c, d, e = (chance.choose(LETTERS) for _ in range(5))
    mark = chance.choose(("99", "00"))
    return f"{a}{b}{mark}{chance.choose((' ', ''))}{c}{d}{e}"


def _date_of_birth(chance: Chance) -> str:
    day, month, year = chance.whole(1, 28), chance.whole(1, 12), chance.whole(1955, 1996)
    return chance.choose(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day} {chance.choose(MONTHS)} {year}",
            f"{day}.{month}.{year}",
        )
    )


def _name(chance: Chance) -> str:
    return f"{chance.choose(read_phrases('people')['titles'])} {invent_name(chance)[1]}"


def _own_name(chance: Chance) -> str:
    return " ".join(invent_name(chance))


_MAKERS = {
    "email": _email,
    "phone": _phone,
    "postcode": _postcode,
    "ni_number": _ni_number,
    "nhs_number": _nhs_number,
    "url": _url,
    "ip_address": _ip_address,
    "handle": _handle,
    "card_number": _card_number,
    "vehicle": _vehicle,
    "date_of_birth": _date_of_birth,
    "name": _name,
    "own_name": _own_name,
}
KINDS = tuple(_MAKERS)
