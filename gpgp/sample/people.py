"""Respondents: who answers, from where, for whom, when, and how they write. All are invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cache

from gpgp.instrument import Consultation
from gpgp.sample.chance import Chance
from gpgp.sample.comments import Comment, Writer
from gpgp.sample.personal import invent_email, invent_name
from gpgp.sample.plan import UNKNOWN, Plan, fieldwork
from gpgp.sample.voices import read_phrases

WELSH_KINDS = ("Drosof fy hun", "Ar ran sefydliad")
ENGLISH_KINDS = ("For myself", "For an organisation")
WELSH_ALIASES = ("Prif ", "Cyf", "Cyn", "Staff", "Undeb", "Corff", "Darparwr")  # begin so
SHARE_BLANK_CAPACITY = 0.3  # of those whose constituency is not known
UNKNOWN_SPELLINGS = {  # as stated → what was meant; "" = nothing the instrument holds
    "Cheif executive": "chief_executives",
    "Councilor": "elected_members",
    "Unision": "trade_unions",
    "H.R. Manager": "hr_directors",
    "Resident": "",
    "Local Govt officer": "council_staff",
    "Retired": "",
    "Other": "",
    "Social care provder": "care_providers",
    "Parish clerk": "",
}


@dataclass
class Row:
    """One row of the export on its way: cells by slot, comments by question, the truth so far.

    ``constituency`` is the one analysed; ``reason`` why the row is set aside ("" = it is not);
    ``notes`` collects what was planted in it.
    """

    constituency: str
    writer: Writer
    started: datetime
    minutes: int
    cells: dict[str, str] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    reason: str = ""
    kept: Row | None = None
    notes: list[dict[str, str]] = field(default_factory=list)

    def note(self, plant: str, question: str, **details: str) -> None:
        """Write down what was planted in a cell."""
        self.notes.append({"plant": plant, "question": question, **details})


def make_respondent(
    constituency: str, *, plan: Plan, instrument: Consultation, chance: Chance
) -> Row:
    """Invent a respondent and fill the cells about them."""
    styles = {style: habits["weight"] for style, habits in plan["writers"].items()}
    in_wales = constituency == "welsh_councils" or chance.happens(
        plan["in_wales"].get(constituency, 0)
    )
    welsh = plan["welsh"].get(constituency, plan["welsh"]["in_wales"] if in_wales else 0)
    language = "cy" if chance.happens(welsh) else "en"
    speakers = {code: mark for mark, codes in plan["speakers"].items() for code in codes}
    writer = Writer(constituency, chance.weigh(styles), language, speakers.get(constituency, ""))
    row = Row(constituency, writer, _draw_time(plan, instrument, chance), _draw_minutes(chance))
    row.cells["language"] = "Cymraeg" if language == "cy" else "English"
    row.cells["capacity"] = _state_capacity(row, instrument, chance)
    place, region = _draw_place(constituency, in_wales, chance)
    row.cells["region"] = _state_region(region, language, instrument, chance)
    _state_organisation(row, place, plan, chance)
    if chance.happens(0.13):
        _leave_address(row, chance)
    if not chance.happens(0.14):
        words = ("Cewch", "Na chewch") if language == "cy" else ("Yes", "No")
        row.cells["quote"] = words[0] if chance.happens(0.68) else words[1]
    return row


def name_council(place: str) -> str:
    """Return the name of the council of an invented place; always the same one."""
    kinds = read_phrases("people")["council_kinds"]
    return f"{place} {kinds[sum(map(ord, place)) % len(kinds)]}"


@cache
def invent_places() -> tuple[str, ...]:
    """Put all English places together."""
    people = read_phrases("people")
    return tuple(start + end for start in people["place_starts"] for end in people["place_ends"])


def _draw_time(plan: Plan, instrument: Consultation, chance: Chance) -> datetime:
    """Draw when the response was begun: busiest after the opening and before the closing."""
    opens, closes = fieldwork(instrument)
    n_days = (closes - opens).days
    kind = chance.weigh({"opening": 3, "between": 5, "closing": 4})
    if kind == "opening":
        day = min(int(chance.share() * chance.share() * 20), n_days)
    elif kind == "closing":
        day = n_days - min(int(chance.share() * chance.share() * 16), n_days)
    else:
        day = chance.whole(0, n_days)
    hour = min(max(chance.normal(13.5, 3.6), 6.0), 22.9)
    begin = datetime.combine(opens, time(0, 0))
    return begin + timedelta(days=day, seconds=int(hour * 3600))


def _draw_minutes(chance: Chance) -> int:
    return int(3 + 28 * chance.share() * chance.share() + chance.share() * 5)


def _state_capacity(row: Row, instrument: Consultation, chance: Chance) -> str:
    if row.constituency == UNKNOWN:
        blank = chance.happens(SHARE_BLANK_CAPACITY)
        stated = "" if blank else chance.deal(tuple(UNKNOWN_SPELLINGS), deck="unknown")
        row.note("constituency", "capacity", found=stated, meant=UNKNOWN_SPELLINGS.get(stated, ""))
        return stated
    group = next(g for g in instrument.constituencies if g.code == row.constituency)
    welsh = [alias for alias in group.aliases if alias.startswith(WELSH_ALIASES)]
    if row.writer.language == "cy" and welsh:
        return welsh[0]
    if chance.happens(0.12):
        alias = chance.choose([a for a in group.aliases if a not in welsh] or [group.label])
        return chance.choose((alias, alias.lower(), f"{alias} ", alias.upper()))
    return group.label


def _draw_place(constituency: str, in_wales: bool, chance: Chance) -> tuple[str, str]:
    people = read_phrases("people")
    if in_wales:
        return chance.deal(people["welsh_places"], deck="welsh places"), "wales"
    if constituency == "northern_ireland_councils":
        return chance.deal(people["irish_places"], deck="irish places"), "northern_ireland"
    places = invent_places()
    place = chance.deal(places, deck=("places", constituency))
    regions = (
        "north_east", "north_west", "yorkshire_humber", "east_midlands", "west_midlands",
        "east_of_england", "london", "south_east", "south_west", "south_east", "north_west",
    )  # fmt: skip
    return place, regions[sum(map(ord, place)) % len(regions)]


def _state_region(code: str, language: str, instrument: Consultation, chance: Chance) -> str:
    if chance.happens(0.04):
        return ""
    group = next(g for g in instrument.nations if g.code == code)
    if language == "cy" and code == "wales":
        return "Cymru"
    if group.aliases and code != "wales" and chance.happens(0.15):
        return group.aliases[0]
    return "England" if group.parent and chance.happens(0.02) else group.label


def _state_organisation(row: Row, place: str, plan: Plan, chance: Chance) -> None:
    kinds = WELSH_KINDS if row.writer.language == "cy" else ENGLISH_KINDS
    is_organisation = chance.happens(plan.for_group("for_organisation", row.constituency))
    row.cells["respondent_kind"] = "" if chance.happens(0.03) else kinds[is_organisation]
    if not is_organisation and not chance.happens(0.05):
        return
    names = read_phrases("people")["organisations"].get(row.constituency)
    if names:
        row.cells["organisation"] = chance.choose(names).format(place=place)
    elif row.cells["region"] == "Cymru" or place in read_phrases("people")["welsh_places"]:
        row.cells["organisation"] = f"Cyngor {place}"
    else:
        row.cells["organisation"] = name_council(place)


def _leave_address(row: Row, chance: Chance) -> None:
    first, last = invent_name(chance)
    row.cells["email"] = invent_email(first, last)
    row.cells["first_name"], row.cells["last_name"] = first, last
