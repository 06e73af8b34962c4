"""Draft invented exports that answer like real ones and score every column against its truth.

    python benchmarks/intake_unseen.py [part of a name …]

``intake_unseen.yaml`` describes 30 exports of 17 languages, written by somebody who had not looked
at the words of the rules for them: answers are skewed, some are missing, points of a scale stay
unused. The cells are drawn with a fixed seed. A scale counts as right only where every used point
stands in its place; ``silent``: wrong orders that the draft does not mark as a guess. Its first
figures stand in docs/decisions/0087: the rules were mended on these files afterwards.
"""

import csv
import datetime as dt
import io
import random
import sys
from collections import Counter
from pathlib import Path

import yaml

from gpgp.instrument import find_columns
from gpgp.intake import draft_consultation, read_responses

EXPORTS = Path(__file__).with_suffix(".yaml")
NAMES = "Amara Abara,Bryn Bowen,Chidi Cole,Dilys Dahl,Eluned Evans,Farah Ferreira,Gwen Grant"
FIRST = dt.datetime(2030, 9, 3, 8, 11, 5)


class Cells:
    """Draws the cells of the columns of one export."""

    def __init__(self, export: dict, comments: dict) -> None:
        self.n = export["n"]
        self.draw = random.Random(export["name"])
        self.comments = comments[export["language"]]

    def blank_some(self, share: float, make) -> list[str]:
        """Return a cell per row, some of them empty."""
        return ["" if self.draw.random() < share else str(make(row)) for row in range(self.n)]

    def words(self, words, *, blank=0.05, skew="", unused=(), extra=(), **_) -> list[str]:
        """Return one word per row; some words are common, unused ones never chosen."""
        lean = {"hi": 2.2, "lo": 1 / 2.2}.get(skew, 1.0)
        weights = [
            (self.draw.gammavariate(1.2, 1) + 0.05) * lean**place * (place not in unused)
            for place in range(len(words))
        ]

        def one(_row):
            if extra and self.draw.random() < 0.07:
                return self.draw.choice(extra)
            return self.draw.choices(words, weights)[0]

        return self.blank_some(blank, one)

    def several(self, words, *, separator, end="", blank=0.04, **_) -> list[str]:
        """Return some of the words in their order, joined."""

        def some(_row):
            chosen = self.draw.sample(words, self.draw.randint(1, max(2, len(words) - 1)))
            return separator.join(sorted(chosen, key=words.index)) + end

        return self.blank_some(blank, some)

    def comment(self, *, blank=0.35, **_) -> list[str]:
        """Return a few sentences, some of them said often."""

        def say(_row):
            said = self.draw.sample(self.comments, self.draw.randint(1, 3))
            return ". ".join(said) + self.draw.choice(
                ["", ".", "!", f" {self.draw.randint(2, 99)}"]
            )

        return self.blank_some(blank, say)

    def number(self, low, high, *, form="{}", blank=0.06, odd=(), **_) -> list[str]:
        """Return whole numbers, the lower ones more often; now and then something else."""

        def one(_row):
            if odd and self.draw.random() < 0.03:
                return self.draw.choice(odd)
            return form.format(int(self.draw.triangular(low, high, low + (high - low) * 0.3)))

        return self.blank_some(blank, one)

    def time(self, form, **_) -> list[str]:
        """Return rising times."""
        minutes = sorted(self.draw.randint(0, 40_000) for _ in range(self.n))
        return [(FIRST + dt.timedelta(minutes=each)).strftime(form) for each in minutes]

    def count(self, *, form="{}", start=1, **_) -> list[str]:
        """Return a number per row."""
        return [form.format(start + row) for row in range(self.n)]

    def key(self, length, *, before="", **_) -> list[str]:
        """Return letters and digits, different in every row."""
        return [
            before + "".join(self.draw.choices("0123456789abcdef", k=length)) for _ in range(self.n)
        ]

    def same(self, word="", **_) -> list[str]:
        """Return one word in every row."""
        return [word] * self.n

    def person(self, what, *, blank=0.2, **_) -> list[str]:
        """Return names, addresses, telephone numbers or IP addresses of nobody."""

        def one(row):
            name = self.draw.choice(NAMES.split(","))
            return {
                "name": name,
                "email": f"{name.lower().replace(' ', '.')}{row}@example.org",
                "phone": f"07700 900{self.draw.randint(100, 999)}",
                "ip": f"203.0.113.{self.draw.randint(1, 254)}",
            }[what]

        return self.blank_some(blank, one)

    def ranks(self, headers, *, form="{}") -> list[list[str]]:
        """Return a column per option with its rank; some rows rank nothing."""
        orders = [self.draw.sample(range(1, len(headers) + 1), len(headers)) for _ in range(self.n)]
        skipped = [self.draw.random() < 0.1 for _ in range(self.n)]
        return [
            [
                "" if skip else form.format(order[place])
                for order, skip in zip(orders, skipped, strict=True)
            ]
            for place in range(len(headers))
        ]


def make_export(export: dict, comments: dict) -> tuple[bytes, list[tuple[str, list[str]]]]:
    """Return the file, and per column its types (``a|b``) and its points in order, if any."""
    cells = Cells(export, comments)
    columns, truth = [], []
    for entry in export["columns"]:
        asked = dict(entry)
        draw, headers, kind = asked.pop("draw"), asked.pop("headers"), asked.pop("type")
        is_ordered = asked.pop("is_ordered", False)
        if draw == "ranks":
            made = cells.ranks(headers, **asked)
        else:
            made = [getattr(cells, draw)(**asked) for _ in headers]
        columns += zip(headers, made, strict=True)
        for each in made:
            used = [str(word) for word in asked["words"] if str(word) in each] if is_ordered else []
            truth.append((kind, used if len(used) > 1 else []))
    n_levels = 1 if isinstance(columns[0][0], str) else len(columns[0][0])
    rows = [list(row) for row in export.get("before", [])]
    rows += [[h if n_levels == 1 else h[n] for h, _ in columns] for n in range(n_levels)]
    rows += [list(row) for row in zip(*(made for _, made in columns), strict=True)]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=export.get("separator", ",")).writerows(rows)
    return buffer.getvalue().encode(export.get("encoding", "utf-8")), truth


def is_in_order(question, points: list[str]) -> bool:
    """Say whether every used point of a scale has a place of its own, lowest first."""
    if question.type != "rating":
        return False
    place = {w: n for n, p in enumerate(question.scale.points) for w in (p.label, *p.words)}
    found = [place.get(word, -1) for word in points]
    return -1 not in found and found == sorted(set(found))


def main(parts: list[str]) -> None:
    """Print what is wrong in each export, then the figures."""
    described = yaml.safe_load(EXPORTS.read_text(encoding="utf-8"))
    right, of = Counter[str](), Counter[str]()
    for export in described["exports"]:
        name = export["name"]
        if parts and not any(part in name for part in parts):
            continue
        content, truth = make_export(export, described["comments"])
        draft = draft_consultation(content, file_name=f"{name}.csv", name="unseen")
        rows = read_responses(
            content, consultation=draft.consultation, file_name=f"{name}.csv"
        ).rows
        headers = list(rows.columns[1:])
        questions = {
            header: question
            for question in draft.consultation.questions
            for header in find_columns(question, headers).values()
        }
        of["languages"] += 1
        right["languages"] += draft.consultation.language == export["language"]
        print(name)
        for header, (kind, points) in zip(headers, truth, strict=True):
            question, kinds = questions[header], kind.split("|")
            of["types"] += 1
            right["types"] += question.type in kinds
            if question.type not in kinds:
                print(f"  {question.type} for {kind}: {header[:70]}")
            for role in ("personal", "constituency", "submitted_at"):
                if kinds[0] == role:
                    of[role] += 1
                    right[role] += question.type in kinds
            if points and (question.type == "rating" or question.type not in kinds):
                of["scales in order"] += 1
                right["scales in order"] += is_in_order(question, points)
                if not is_in_order(question, points):
                    scale = getattr(question, "scale_name", "")
                    is_told = not scale or f"\n  {scale}:  # guessed" in draft.yaml_text
                    of["silent"] += not is_told
                    print(f"  order{'' if is_told else ', silent'}: {header[:70]}")
    for what in of:
        if what != "silent":
            print(f"{what}: {right[what]}/{of[what]} ({right[what] / of[what]:.1%})")
    print(f"wrong orders that are not marked as a guess: {of['silent']}")


if __name__ == "__main__":
    main(sys.argv[1:])
