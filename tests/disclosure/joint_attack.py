"""A reader who holds several reports and knows who is in each area works hidden counts back.

Each printed row is a set of people: a constituency, a pool, a nation, those who sent no letter.
The reader knows these sets, every base, and the exact count behind every printed share; what a
band, a mean of constituencies or a counting sentence says are limits. An integer programme over
the cells in which all sets cross finds the least and the most that each small count can be: of
every set, and of what two sets leave of each other.
"""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from attack import BANDS
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack
from scipy.stats import binomtest


@dataclass
class JointReader:
    """What is known of how some people are split into parts.

    ``part_of`` is the true part of each person, hidden from the reader unless it is printed.
    """

    part_of: np.ndarray
    n_parts: int
    sets: dict = field(default_factory=dict)  # (report, dimension, label) -> who, a bool array
    printed: list = field(default_factory=list)  # (who, part, text)
    means: list = field(default_factory=list)  # ([(who, weight)], part, low, high)
    counts: list = field(default_factory=list)  # ([(who, least count of the part)], part, n)

    def count(self, who, part):
        return int((self.part_of[who] == part).sum())

    def read(self, key, who, texts):
        """A printed row: its set of people, and a text by part."""
        if who.any():
            self.sets[key] = who
            self.printed += [(who, part, text) for part, text in texts.items()]

    def find_told(self, *, threshold, least=5):
        """Small counts that can take too few values: (what, part, true, base, low, high)."""
        self._build()
        found = []
        for what, who in self._targets(threshold).items():
            base = int(who.sum())
            for part in range(self.n_parts):
                n = self.count(who, part)
                is_small = base < threshold or 0 < min(n, base - n) < threshold
                if is_small and not self._follows(who, part):
                    needed = min(least, base + 1)
                    low, high = self._find_ends(who, part, needed)
                    assert low <= n <= high, "the truth must be among what is possible"
                    found.append((what, part, n, base, low, high, high - low + 1 < needed))
        return found

    def _follows(self, who, part):
        """Whether a printed 0 of more people says it: of this part, or of all others."""
        zeros = {
            other for around, other, text in self.printed
            if text.removesuffix("%") == "0" and not (who & ~around).any()
        }  # fmt: skip
        return part in zeros or len(zeros) == self.n_parts - 1

    def find_sizes(self, printed, *, threshold, floor, least=5):
        """Small numbers of people: (what, true, low, high, is told); the sets are known.

        ``printed`` holds (who, text, rounding).
        """
        self._build()
        self.high = np.full(len(self.high), np.inf)
        rows, self.low, self.top = [], [], []
        for who, text, rounding in printed:
            low, high = _read_size(text.replace(",", ""), rounding, floor)
            rows.append(self._sum_of(who, 0))
            self.low.append(low)
            self.top.append(high)
        self.matrix = csr_array(np.array(rows))
        for what, who in self._targets(threshold).items():
            n = int(who.sum())
            if n < threshold:
                low, high = self._find_ends(who, 0, least)
                assert low <= n <= high, "the truth must be among what is possible"
                yield what, n, low, high, high - low + 1 < least

    def _targets(self, threshold):
        """Every set, and what two leave of each other: if that is few people, or one is inside.

        Everyone less an area is not looked at beyond few people: the others of a column leave
        their sum in any table that has a total.
        """
        targets = dict(self.sets)
        seen = {who.tobytes() for who in self.sets.values()}
        for (one, a), (other, b) in combinations(self.sets.items(), 2):
            quarters = {"only": a & ~b, "other only": b & ~a, "both": a & b, "neither": ~(a | b)}
            is_nested = not (a.all() or b.all()) and not ((a & ~b).any() and (b & ~a).any())
            for name, quarter in quarters.items():
                few = 0 < quarter.sum() < threshold
                inside = is_nested and name.endswith("only") and quarter.any()
                if (few or inside) and quarter.tobytes() not in seen:
                    seen.add(quarter.tobytes())
                    targets[one, other, name] = quarter
        return targets

    def _build(self):
        """Cells in which all sets cross, and all that is known as limits of sums."""
        voices = [who for each, *_ in (*self.means, *self.counts) for who, _ in each]
        signature = np.array([*self.sets.values(), *voices]).T
        _, self.cell_of = np.unique(signature, axis=0, return_inverse=True)
        self.cell_of = self.cell_of.ravel()
        sizes = np.bincount(self.cell_of)
        n_cells = self.n_cells = len(sizes)
        self.high = np.repeat(sizes, self.n_parts).astype(float)
        self.n_numbers = n_cells * self.n_parts
        rows, lows, highs = [], [], []
        for cell, size in enumerate(sizes):
            row = np.zeros(self.n_numbers)
            row[cell * self.n_parts : (cell + 1) * self.n_parts] = 1
            rows.append(row)
            lows.append(size)
            highs.append(size)
        for who, part, text in self.printed:
            limits = self._read_text(who, part, text)
            if limits is not None:
                rows.append(self._sum_of(who, part))
                lows.append(limits[0])
                highs.append(limits[1])
        for voices, part, low, high in self.means:
            rows.append(sum(weight * self._sum_of(who, part) for who, weight in voices))
            lows.append(low)
            highs.append(high)
        self.matrix, self.low, self.top = csr_array(np.array(rows)), lows, highs
        self._add_counts()

    def _add_counts(self):
        """ "13 of 14": one number, 0 or 1, for each that is counted or not."""
        for voices, part, n in self.counts:
            first = self.matrix.shape[1]
            blank = csr_array((self.matrix.shape[0], len(voices)))
            self.matrix = csr_array(np.hstack([self.matrix.toarray(), blank.toarray()]))
            self.high = np.append(self.high, np.ones(len(voices)))
            rows, lows, tops = [], [], []
            for place, (who, least) in enumerate(voices):
                size, row = int(who.sum()), np.zeros(self.matrix.shape[1])
                row[: self.n_numbers] = self._sum_of(who, part)
                over, under = row.copy(), row.copy()
                over[first + place], under[first + place] = -least, -(size - least + 1)
                rows += [over, under]  # counted: at least so many; not counted: fewer
                lows += [0, -np.inf]
                tops += [np.inf, least - 1]
            total = np.zeros(self.matrix.shape[1])
            total[first:] = 1
            self.matrix = csr_array(vstack([self.matrix, csr_array(np.array([*rows, total]))]))
            self.low, self.top = [*self.low, *lows, n], [*self.top, *tops, n]

    def _sum_of(self, who, part):
        row = np.zeros(self.n_numbers)
        row[np.unique(self.cell_of[who]) * self.n_parts + part] = 1
        return row

    def _read_text(self, who, part, text):
        """The strictest reading: a share tells its exact count, a band what it says."""
        base = int(who.sum())
        text = text.removesuffix("%")
        if text.isdigit():
            n = self.count(who, part)
            return n, n
        if text in BANDS:
            least, under = BANDS[text]
            low = -(-least[0] * base // least[1]) if least else 0
            high = -(-under[0] * base // under[1]) - 1 if under else base
            return low, high
        return None

    def _find_ends(self, who, part, needed):
        """Least and most; whole numbers are searched where fractions leave few values."""
        wanted = np.zeros(self.matrix.shape[1])
        cells = np.unique(self.cell_of[who])
        wanted[cells * self.n_parts + part] = 1
        ends = [self._solve(sign * wanted, is_whole=False) * sign for sign in (1, -1)]
        low, high = int(np.ceil(ends[0] - 1e-6)), int(np.floor(ends[1] + 1e-6))
        if high - low + 1 < needed:
            return low, high
        if high - low + 1 < needed + 3:
            low, high = (round(self._solve(s * wanted, is_whole=True) * s) for s in (1, -1))
        return low, high

    def _solve(self, wanted, *, is_whole):
        if is_whole:
            found = milp(
                wanted,
                integrality=np.ones(len(wanted)),
                bounds=Bounds(0, self.high),
                constraints=LinearConstraint(self.matrix, self.low, self.top),
            )
        else:
            low, top = np.array(self.low, float), np.array(self.top, float)
            same = low == top
            upper = np.isfinite(top) & ~same
            lower = np.isfinite(low) & ~same
            found = linprog(
                wanted,
                A_ub=vstack([self.matrix[upper], -self.matrix[lower]]) if (~same).any() else None,
                b_ub=np.concatenate([top[upper], -low[lower]]) if (~same).any() else None,
                A_eq=self.matrix[same],
                b_eq=low[same],
                bounds=np.column_stack([np.zeros(len(self.high)), self.high]),
                method="highs",
            )
        assert found.x is not None, "no table fits what is published"
        return found.fun


def least_over_half(base, *, over=0.5):
    """The least count of a base whose Wilson interval lies wholly over one half."""
    for n in range(base + 1):
        if binomtest(n, base).proportion_ci(method="wilson").low > over:
            return n
    return base + 1


def _read_size(text, rounding, floor):
    if text.isdigit():
        n = int(text)
        return (n - rounding // 2, n + (rounding - 1) // 2) if n else (0, 0)
    if text.endswith("or more"):
        return int(text.split()[0]), np.inf
    if text.startswith("fewer than"):
        return 0, int(text.split()[-1]) - 1
    return 0, np.inf
