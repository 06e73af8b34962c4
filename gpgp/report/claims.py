"""The words that claim something, and the rule that each of them needs.

"Every", "most", "mostly", "first", "more often", "clearly" and "differ" stand in no other module
that writes sentences; a test searches for them. Whoever wants to say one of them asks here, with
the printed figures that must bear it.
"""

from __future__ import annotations

from collections.abc import Sequence

from gpgp import number_words
from gpgp.disclosure import ProtectedTable

MOSTLY = 67  # per cent of those who do not agree, before they "mostly" do something
PERSON = ("person", "people")
FIRMNESS = {
    "firm": "This is firm",
    "fairly_firm": "This is fairly firm",
    "could_change": "This could change",
    "on_the_edge": "This is on the edge",
}


def say_reach(n_clear: int, n_shown: int) -> str:
    """Return in how many constituencies a majority is beyond doubt, of those that print a share.

    What the others answered is not printed, so it is not "every constituency heard from".

    Examples
    --------
    >>> say_reach(4, 4)
    'clear in each of the four constituencies whose share is printed'
    >>> say_reach(3, 4), say_reach(0, 4)
    ('clear in three of the four constituencies whose share is printed', '')
    """
    if n_shown < 2 or n_clear == 0:
        return ""
    clear, shown = (number_words.spell_number(n) for n in (n_clear, n_shown))
    of = "each" if n_clear == n_shown else clear
    return f"clear in {of} of the {shown} constituencies whose share is printed"


def say_people(percent: float | None, *, verb: str) -> str:
    """Return a share of people in words: most agree, about half agree; '' without a figure.

    Examples
    --------
    >>> say_people(82, verb="agree"), say_people(66, verb="agree"), say_people(None, verb="agree")
    ('most agree', 'a majority agree', '')
    """
    if percent is None:
        return ""
    return f"{number_words.word_for_share(int(percent))} {verb}"


def say_others(disagree: float | None, neither: float | None) -> str:
    """Return where those stand who do not agree: "mostly" only from two-thirds of them on.

    Examples
    --------
    >>> say_others(40, 10), say_others(33, 35), say_others(30, None)
    ('those who do not agree mostly disagree', 'the others are split', '')
    """
    if disagree is None or neither is None or disagree + neither == 0:
        return ""
    share = 100 * disagree / (disagree + neither)
    if share >= MOSTLY:
        return "those who do not agree mostly disagree"
    if share <= 100 - MOSTLY:
        return "those who do not agree mostly stand in the middle"
    return "the others are split"


def is_three_way(parts: Sequence[float | None]) -> bool:
    """Whether three sides are about as large as each other: none under 25, none over 45."""
    return all(part is not None and 25 <= part <= 45 for part in parts)


def is_settled_first(first: ProtectedTable | None) -> bool:
    """Whether the option in first place is ahead beyond chance and however voices count."""
    return first is not None and first.cell(first.row_keys[0], "ahead").code == "clear"


def say_first(labels: Sequence[str], *, is_settled: bool) -> str:
    """Return what comes first; without a settled order, that two lead.

    Examples
    --------
    >>> say_first(["Pay", "Skills"], is_settled=True)
    'Pay comes first'
    >>> say_first(["Pay", "Skills"], is_settled=False)
    'Pay and Skills lead, in no settled order'
    """
    if is_settled or len(labels) == 1:
        return f"{labels[0]} comes first"
    return f"{labels[0]} and {labels[1]} lead, in no settled order"


def say_put_first(percent: float) -> str:
    """Return how many people put something first."""
    return f"{number_words.format_percent(int(percent))} put it first"


def say_first_elsewhere(areas: Sequence[str], option: str) -> str:
    """Return which constituencies put something else first."""
    return f"{number_words.join_words(areas)} put {option} first"


def say_chosen(label: str, percent: float, *, is_settled: bool) -> str:
    """Return which option was chosen by more people than any other, where that is settled.

    Examples
    --------
    >>> say_chosen("Pay", 70, is_settled=True), say_chosen("Pay", 60, is_settled=True)
    ('Most chose Pay', 'A majority chose Pay')
    >>> say_chosen("Pay", 40, is_settled=True)
    'Pay was chosen by more people than anything else'
    >>> say_chosen("Pay", 40, is_settled=False)
    'No answer is clearly ahead of the others'
    """
    if not is_settled:
        return "No answer is clearly ahead of the others"
    if percent >= 56:
        return f"{number_words.capitalise(number_words.word_for_share(int(percent)))} chose {label}"
    return f"{label} was chosen by more people than anything else"


def say_more_often(areas: Sequence[str]) -> str:
    """Return who raises a theme more often; the table names those beyond chance only."""
    return f"more often by {number_words.join_words(areas)}" if areas else ""


def say_raised_by_sides(themes: Sequence[tuple[str, str, str]], *, more: str, less: str) -> str:
    """Return which themes one side of an item raises more often than the other; '' without any.

    Parameters
    ----------
    themes : sequence of (theme, share on the side that raises it more, share on the other)
        Only where the difference is beyond chance.
    more, less : str
        What each side does.
    """
    if not themes:
        return ""
    said = [f"“{theme}” ({share} against {other})" for theme, share, other in themes]
    return f"Raised more often by those who {more} than by those who {less}: {'; '.join(said)}."


def say_firmness(code: str, n_to_change: int | None) -> str:
    """Return how many people would have to answer otherwise, in tens.

    Examples
    --------
    >>> say_firmness("firm", 253)
    'This is firm: about 250 people would have to answer otherwise.'
    >>> say_firmness("on_the_edge", 4)
    'This is on the edge: fewer than ten answers would do.'
    """
    if code not in FIRMNESS:
        return ""
    if n_to_change is None:
        return f"{FIRMNESS[code]}."
    if n_to_change < 10:
        return f"{FIRMNESS[code]}: fewer than ten answers would do."
    people = number_words.format_count(round(n_to_change, -1))
    return f"{FIRMNESS[code]}: about {people} people would have to answer otherwise."


def say_nation(nation: str, differences: Sequence[str]) -> str:
    """Return where a nation differs from the rest beyond chance; else that nothing clear does.

    Examples
    --------
    >>> say_nation("Wales", ["fewer agree on “Diverse” (31%)"])
    'Wales differs from the rest: fewer agree on “Diverse” (31%).'
    >>> say_nation("Wales", [])
    'There is no clear difference between Wales and the rest.'
    """
    if not differences:
        return f"There is no clear difference between {nation} and the rest."
    return f"{nation} differs from the rest: {number_words.join_words(differences)}."


def say_no_nation(nations: Sequence[str]) -> str:
    """Return that no nation differs from the rest beyond chance.

    Examples
    --------
    >>> say_no_nation(["England", "Wales"])
    'England and Wales do not differ clearly from each other.'
    """
    if len(nations) == 1:
        return say_nation(nations[0], ())
    return f"{number_words.join_words(nations)} do not differ clearly from each other."
