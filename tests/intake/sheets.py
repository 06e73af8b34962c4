"""A builder of invented exports with the truth about their columns.

Truth per column: the type a reader of the
questionnaire would write; ``a|b`` where either is right.
"""

import csv
import datetime as dt
import io
import random
from dataclasses import dataclass, field

N = 90
_SUBJECTS = ["The hall", "Our park", "That bus", "The library", "This road", "A clinic"]
_VERBS = ["should be", "was never", "has to be", "could be", "is often"]
_ENDS = ["open later for carers", "much cleaner", "closer to the school", "repaired before winter",
         "cheaper than now", "run by people who live here", "quieter at night"]  # fmt: skip


@dataclass
class Sheet:
    """An export that is being made: header, cells and truth of each column."""

    name: str
    language: str = "en"
    separator: str = ","
    n_header_rows: int = 1
    columns: list = field(default_factory=list)  # header (or tuple of rows), cells, type
    scales: dict = field(default_factory=dict)  # header → words, lowest first
    draw: random.Random = field(default_factory=lambda: random.Random(5))

    def add(self, header, cells, kind):
        """Add a column; ``cells`` is a list, or a function of the row."""
        made = [cells(n) for n in range(N)] if callable(cells) else list(cells)
        self.columns.append((header, made, kind))
        return self

    def pick(self, header, words, kind="choice", *, blank=0.0, ordered=False):
        """Add a column of one word per row."""
        if ordered:
            self.scales[header] = list(words)
        cells = ["" if self.draw.random() < blank else self.draw.choice(words) for _ in range(N)]
        cells[: len(words)] = words
        return self.add(header, cells, kind)

    def rate(self, headers, words, *, blank=0.03):
        """Add a column per header, all rated on the same words, lowest first."""
        for header in headers:
            self.pick(header, words, "rating", blank=blank, ordered=True)
        return self

    def lists(self, header, words, separator, kind="multi_choice", *, end="", least=1, most=None):
        """Add a column of several words per cell."""
        most = most or len(words)
        return self.add(
            header,
            lambda n: separator.join(self.draw.sample(words, self.draw.randint(least, most))) + end,
            kind,
        )

    def ticks(self, headers, yes="1", no="0", kind="multi_choice"):
        """Add a column per option; ``yes`` may be a function of the header's place."""
        for place, header in enumerate(headers):
            said = yes(place) if callable(yes) else yes
            self.add(header, lambda n, said=said: said if self.draw.random() < 0.4 else no, kind)
        return self

    def ranks(self, headers, *, k=None, blank="", kind="ranking", word=str):
        """Add a column per option with its rank; only the first ``k`` places are given."""
        k = k or len(headers)
        orders = [self.draw.sample(range(1, len(headers) + 1), len(headers)) for _ in range(N)]
        for place, header in enumerate(headers):
            cells = [word(o[place]) if o[place] <= k else blank for o in orders]
            self.add(header, cells, kind)
        return self

    def places(self, headers, options, kind="ranking"):
        """Add a column per place, holding the option put there."""
        orders = [self.draw.sample(options, len(headers)) for _ in range(N)]
        for place, header in enumerate(headers):
            self.add(header, [o[place] for o in orders], kind)
        return self

    def text(self, header, *, blank=0.2, kind="free_text", words=None):
        """Add a column of comments."""
        d = self.draw

        def said(n):
            if d.random() < blank:
                return ""
            if words:
                return " ".join(d.choice(words.split()) for _ in range(9)) + f" {n}"
            return f"{d.choice(_SUBJECTS)} {d.choice(_VERBS)} {d.choice(_ENDS)} {n}"

        return self.add(header, said, kind)

    def numbers(self, header, low, high, kind="number"):
        """Add a column of whole numbers."""
        return self.add(header, lambda n: str(self.draw.randint(low, high)), kind)

    def times(self, header, form, kind="submitted_at", *, minutes=1607):
        """Add a column of times; ``form`` is a format or a function of the time."""
        first = dt.datetime(2031, 3, 1, 9, 4, 7)
        moments = [first + dt.timedelta(minutes=minutes * n, seconds=7 * n) for n in range(N)]
        write = form if callable(form) else (lambda moment: moment.strftime(form))
        return self.add(header, [write(moment) for moment in moments], kind)

    def ids(self, header="ID", form="{}", kind="respondent_id", start=1):
        """Add a column of keys, each different."""
        return self.add(header, lambda n: form.format(start + n), kind)

    @property
    def truth(self):
        """The type of each column, in order."""
        return [kind for _, _, kind in self.columns]

    @property
    def content(self):
        """The file."""
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, delimiter=self.separator)
        for level in range(self.n_header_rows):
            writer.writerow([h if isinstance(h, str) else h[level] for h, _, _ in self.columns])
        writer.writerows(zip(*(cells for _, cells, _ in self.columns), strict=True))
        return buffer.getvalue().encode()


AGREE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
WHO = ["Resident", "Parish council", "Local business", "Charity"]
AREAS = ["Roads", "Parks", "Housing", "Buses", "Schools", "Clinics"]
FR = "le parc est trop loin pour les familles et il faut plus de bus dans la commune"
DE = "der Park ist zu weit weg und wir brauchen mehr Busse in der Gemeinde für alle"
ES = "el parque está muy lejos y hace falta más autobuses para todas las familias aquí"
PT = "o parque fica muito longe e precisamos de mais ônibus para todas as famílias"
IT = "il parco è troppo lontano e servono più autobus per tutte le famiglie qui"
NL = "het park is te ver weg en wij hebben meer bussen nodig voor alle gezinnen"
CY = "mae'r parc yn rhy bell ac mae angen mwy o fysiau ar bob teulu yn y pentref"
HASH = "{:08x}c0ffee5ad4be"
