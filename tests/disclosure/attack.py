"""A reader who knows the rules and tries to work hidden numbers back from published tables.

Only the CSV files are read. What they say becomes an integer programme: counts add up, printed
ones were rounded, shares and intervals are those of whole people. For each hidden small count the
least and the most value are looked for.
"""

import csv
import io
import re
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.stats import binomtest

SIDES = ("disagree", "neither", "agree")
BANDS = {  # as (of, out of): at least, and less than
    "two-thirds or more": ((2, 3), None),
    "half to two-thirds": ((1, 2), (2, 3)),
    "under half": (None, (1, 2)),
    "half or more": ((1, 2), None),
    "a quarter to half": ((1, 4), (1, 2)),
    "under a quarter": (None, (1, 4)),
}


def read_sheet(content):
    """Rows of a published CSV by the text of their first cell, without the header."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return {row[0]: row[1:] for row in rows[1:]}


@dataclass
class Puzzle:
    """Unknown whole numbers and what is known of them."""

    low: list = field(default_factory=list)
    high: list = field(default_factory=list)
    rows: list = field(default_factory=list)

    def add(self, low=0, high=np.inf):
        """One more unknown number."""
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def know(self, terms, low=-np.inf, high=np.inf):
        """Know the limits of a sum of (number, factor)."""
        self.rows.append((terms, low, high))

    def limit(self, place, low, high):
        """Know the limits of one number."""
        self.low[place] = max(self.low[place], low)
        self.high[place] = min(self.high[place], high)

    def find_ends(self, place):
        """The least and the most that a number can be."""
        matrix = np.zeros((len(self.rows), len(self.low)))
        for row, (terms, _, _) in enumerate(self.rows):
            for number, factor in terms:
                matrix[row, number] += factor
        ends = []
        for sign in (1, -1):
            wanted = np.zeros(len(self.low))
            wanted[place] = sign
            found = milp(
                wanted,
                integrality=np.ones(len(self.low)),
                bounds=Bounds(self.low, self.high),
                constraints=LinearConstraint(
                    matrix, [row[1] for row in self.rows], [row[2] for row in self.rows]
                ),
            )
            assert found.x is not None, "no table fits what is published"
            ends.append(round(found.x[place]))
        return ends


class Reader:
    """What a reader knows of a profile: threshold, rounding, floors."""

    def __init__(self, profile):
        self.profile = profile
        self.round_base = max(profile.rounding_base, 5)

    def read_count(self, puzzle, place, text, *, rounding):
        """A printed number of people: rounded, at least, fewer than, or a mark."""
        text = text.replace(",", "")
        if text.isdigit():
            n = int(text)
            low = 0 if n == 0 else max(n - rounding // 2, self.profile.threshold)
            puzzle.limit(place, low, n + (rounding - 1) // 2 if n else 0)
        elif text.startswith("at least"):
            puzzle.limit(place, int(text.split()[-1]), np.inf)
        elif text.endswith("or more"):
            puzzle.limit(place, int(text.split()[0]), np.inf)
        elif text.startswith("fewer than"):
            puzzle.limit(place, 0, int(text.split()[-1]) - 1)

    def read_share(self, puzzle, count, base, text):
        """A printed share or band of a base."""
        text = text.removesuffix(" [pool]").removesuffix("%")
        if text.isdigit():
            percent = int(text)
            puzzle.know([(count, 200), (base, -(2 * percent - 1))], low=0)
            puzzle.know([(count, 200), (base, -(2 * percent + 1))], high=-1)
            puzzle.limit(base, self.profile.share_base_floor, np.inf)
            if percent:
                puzzle.limit(count, self.profile.threshold, np.inf)
                puzzle.know([(base, 1), (count, -1)], low=self.profile.threshold)
        elif text in BANDS:
            least, under = BANDS[text]
            puzzle.limit(base, self.profile.share_base_floor, np.inf)
            if least:
                puzzle.know([(count, least[1]), (base, -least[0])], low=0)
            if under:
                puzzle.know([(count, under[1]), (base, -under[0])], high=-1)
        elif text == "[low]":
            puzzle.limit(base, 0, self.profile.share_base_floor - 1)

    def read_interval(self, puzzle, count, base, share, interval):
        """A share with its interval, in which every pair of count and base is tried."""
        found = re.fullmatch(r"(\d+)% to (\d+)%", interval)
        if not found:
            return
        ends = tuple(int(end) for end in found.groups())
        fits = [
            (n, b)
            for b in range(int(puzzle.low[base]), int(puzzle.high[base]) + 1)
            for n in range(b + 1)
            if (200 * n + b) // (2 * b) == int(share) and print_interval(n, b) == ends
        ]
        puzzle.limit(count, min(n for n, _ in fits), max(n for n, _ in fits))
        puzzle.limit(base, min(b for _, b in fits), max(b for _, b in fits))


def print_interval(n, base):
    """Wilson's interval in whole per cents."""
    found = binomtest(n, base).proportion_ci(method="wilson")
    return tuple(int(100 * end + 0.5 + 1e-9) for end in (found.low, found.high))


def attack_sizes(published, profile, *, truth, name, rounding):
    """Hidden sizes of a list that adds up to everyone.

    ``truth`` holds the true number by label; ``rounding`` is that of areas, as the note says.
    Returns (label, true, least, most) of small ones.
    """
    sheet, puzzle = read_sheet(published[name]), Puzzle()
    reader = Reader(profile)
    n_all = int(sheet["Everyone"][0])
    places = {label: puzzle.add(high=n_all) for label in sheet if label != "Everyone"}
    for label, place in places.items():
        is_area = label not in ("No answer", "Not matched to the list")
        own = rounding if is_area else profile.rounding_base
        reader.read_count(puzzle, place, sheet[label][0], rounding=own)
        if sheet[label][0].isdigit():
            percent = min(100, int(100 * int(sheet[label][0]) / n_all + 0.5))
            assert sheet[label][1] in (str(percent), "[low]"), "a share tells more than its number"
    puzzle.know([(place, 1) for place in places.values()], low=n_all, high=n_all)
    small = {label: n for label, n in truth.items() if 0 < n < profile.threshold}
    return [(label, n, *puzzle.find_ends(places[label])) for label, n in small.items()]


def attack_item(published, profile, *, question, item, label, truth):
    """Hidden counts of one item: constituencies, nations, everyone, points, no answer.

    ``truth`` holds true counts by (kind, label, side). Returns (what, true, base, least, most).
    """
    reader, puzzle, places = Reader(profile), Puzzle(), {}
    split = read_sheet(published[f"{question}-{item}_by_constituency.csv"])
    n_all = int(read_sheet(published["who_answered_by_constituency.csv"])["Everyone"][0])
    base = puzzle.add(high=n_all)
    everyone = [puzzle.add(high=n_all) for _ in SIDES]
    puzzle.know([*((place, 1) for place in everyone), (base, -1)], low=0, high=0)
    for side, place in zip(SIDES, everyone, strict=True):
        places["all", "Everyone", side] = (place, base)
    blocks = []
    block = []
    for area, cells in split.items():
        if area == "Everyone":
            sides, here = everyone, base
        elif "[pool]" in cells[3]:
            continue
        else:
            here = puzzle.add(high=n_all)
            sides = [puzzle.add(high=n_all) for _ in SIDES]
            puzzle.know([*((place, 1) for place in sides), (here, -1)], low=0, high=0)
            block.append(sides)
            for side, place in zip(SIDES, sides, strict=True):
                places["constituency", area, side] = (place, here)
        reader.read_count(puzzle, here, cells[0], rounding=reader.round_base)
        for place, text in zip(sides, cells[1:4], strict=True):
            reader.read_share(puzzle, place, here, text)
        reader.read_interval(puzzle, sides[2], here, cells[3], cells[4])
    blocks.append(block)
    blocks.append(_read_nations(published, reader, puzzle, places, question, label, n_all))
    for block in blocks:
        rest = [puzzle.add(high=n_all) for _ in SIDES]
        for part, whole in enumerate(everyone):
            terms = [(sides[part], 1) for sides in [*block, rest]]
            puzzle.know([*terms, (whole, -1)], low=0, high=0)
    _read_answers(published, reader, puzzle, places, question, label, (base, everyone, n_all))
    found = []
    for key, (n, whole) in truth.items():
        if key in places and 0 < n < profile.threshold:
            found.append((key, n, whole, *puzzle.find_ends(places[key][0])))
    return found


def _read_nations(published, reader, puzzle, places, question, label, n_all):
    """The matrix by nation: one share each, of a base that is not printed."""
    name = f"{question}_by_nation.csv"
    if name not in published:
        return []
    rows = list(csv.reader(io.StringIO(published[name].decode("utf-8-sig"))))
    column = next(i for i, head in enumerate(rows[0]) if head.removesuffix(" (%)") == label)
    block = []
    for row in rows[1:]:
        if row[0] == "Everyone" or "[pool]" in row[column]:
            continue
        here = puzzle.add(high=n_all)
        sides = [puzzle.add(high=n_all) for _ in SIDES]
        puzzle.know([*((place, 1) for place in sides), (here, -1)], low=0, high=0)
        reader.read_share(puzzle, sides[2], here, row[column])
        block.append(sides)
        places["nation", row[0], "agree"] = (sides[2], here)
    return block


def _read_answers(published, reader, puzzle, places, question, label, everyone):
    """Everyone's answers: don't know, no answer, and the points of the scale."""
    base, sides, n_all = everyone
    cells = read_sheet(published[f"{question}_answers.csv"])[label]
    others = [puzzle.add(high=n_all) for _ in range(2)]
    for name, place, text in zip(("dont_know", "no_answer"), others, cells[4:], strict=True):
        reader.read_count(puzzle, place, text, rounding=reader.profile.rounding_base)
        places["all", "Everyone", name] = (place, base)
    puzzle.know([(base, 1), *((place, 1) for place in others)], low=n_all, high=n_all)
    points = read_sheet(published[f"{question}_scale_points.csv"])[label]
    for side, scores in zip(sides, ((1, 2), (3,), (4, 5)), strict=True):
        numbers = [puzzle.add(high=n_all) for _ in scores]
        puzzle.know([*((number, 1) for number in numbers), (side, -1)], low=0, high=0)
        for score, number in zip(scores, numbers, strict=True):
            reader.read_share(puzzle, number, base, points[score - 1])
            places["all", "Everyone", score] = (number, base)


def attack_theme(published, profile, *, label, bases, truth):
    """Hidden counts of one theme by constituency, by a reader who knows who wrote where.

    ``bases`` and ``truth`` hold by label who wrote and who raised the theme.
    """
    reader, puzzle = Reader(profile), Puzzle()
    name = "themes_by_constituency.csv"
    heads = next(csv.reader(io.StringIO(published[name].decode("utf-8-sig"))))[1:]
    heads = [head.removesuffix(" (%)") for head in heads]
    cells = dict(zip(heads, read_sheet(published[name])[label], strict=True))
    places = {}
    for area, text in cells.items():
        whole = puzzle.add(low=bases[area], high=bases[area])
        places[area] = puzzle.add(high=bases[area])
        reader.read_share(puzzle, places[area], whole, text)
    people = read_sheet(published["themes.csv"])[label][0]
    reader.read_count(puzzle, places["Everyone"], people, rounding=profile.rounding_base)
    rest = puzzle.add(high=bases["Everyone"] - sum(bases[a] for a in bases if a != "Everyone"))
    terms = [(place, 1) for area, place in places.items() if area != "Everyone"]
    puzzle.know([*terms, (rest, 1), (places["Everyone"], -1)], low=0, high=0)
    small = {area: n for area, n in truth.items() if 0 < n < profile.threshold and area in places}
    return [(area, n, bases[area], *puzzle.find_ends(places[area])) for area, n in small.items()]


def is_told(n, whole, low, high, *, least=5):
    """Whether a hidden number can take too few values: five, or as many as its base allows."""
    assert low <= n <= high, "the truth must be among what is possible"
    return high - low + 1 < min(least, whole + 1)
