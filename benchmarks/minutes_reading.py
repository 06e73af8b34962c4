"""How well minutes are read: boundaries, kinds, decisions and pairs, by house style.

Run: python benchmarks/minutes_reading.py. Add the path of a minute annotated in the same way to
measure that one instead.

The minutes in ``benchmarks/minutes`` are invented. Each holds its own truth: ``⟦kind⟧`` stands
where a segment begins, ``⟦-⟧`` where text begins that is none (a heading, a list of those
present), ``#a`` names a segment and ``>a`` says that this one answers it. The truth was written
before the rules; those in ``held_out`` were not looked at while the rules were written.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from gpgp.minutes import read_minutes

FOLDER = Path(__file__).resolve().parent / "minutes"
_MARKER = re.compile(r"⟦([^⟧]+)⟧")
_FIRST_WORDS = 6  # of a segment, to find where it begins


@dataclass(frozen=True)
class Span:
    """Where a segment stands, in words; what kind it is; where what it answers begins."""

    start: int
    stop: int
    kind: str
    answers: int | None = None


def read_annotated(text: str) -> tuple[str, list[Span]]:
    """Return the minute without its marks, and its segments."""
    pieces = _MARKER.split(text)
    source, spans, names, open_answers = pieces[0], [], {}, []
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        start = len(split_words(source))
        source += piece
        kind, name, answered = re.fullmatch(r"([a-z -]+?)(?: #(\w+))?(?: >(\w+))?", mark).groups()
        if kind == "-":
            continue
        if name:
            names[name] = start
        open_answers.append(answered)
        spans.append(Span(start, len(split_words(source)), kind))
    return source, [
        Span(span.start, span.stop, span.kind, names[name] if name else None)
        for span, name in zip(spans, open_answers, strict=True)
    ]


def split_words(text: str) -> list[str]:
    """Return the words of a text or page, in small letters."""
    return re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text).casefold())


def place_segments(source: str, segments) -> list[Span]:
    """Return where the segments that were read stand in the source."""
    words, spans, cursor = split_words(source), [], 0
    for segment in segments:
        own = split_words(segment.source)
        first = own[:_FIRST_WORDS]
        start = next(
            (at for at in range(cursor, len(words)) if words[at : at + len(first)] == first), cursor
        )
        cursor = start + 1
        spans.append(Span(start, start + len(own), segment.kind, segment.answers))
    return [
        Span(s.start, s.stop, s.kind, spans[s.answers - 1].start if s.answers else None)
        for s in spans
    ]


def score_reading(truth: list[Span], found: list[Span]) -> dict[str, tuple[int, int]]:
    """Return (right, of how many) for each measure; precision and recall apart."""
    starts = {span.start for span in truth} & {span.start for span in found}
    told = [(span, _nearest(span, found)) for span in truth]
    said = [(span, _nearest(span, truth)) for span in found]
    pairs = {
        (_start(s, truth), _start_at(s.answers, found, truth))
        for s in found
        if s.answers is not None
    }
    true_pairs = {(span.start, span.answers) for span in truth if span.answers is not None}
    return {
        "boundary precision": (len(starts), len(found)),
        "boundary recall": (len(starts), len(truth)),
        "kinds": (sum(_kind(other) == span.kind for span, other in told), len(truth)),
        "decision precision": _count(said, "decision"),
        "decision recall": _count(told, "decision"),
        "pair precision": (len(pairs & true_pairs), len(pairs)),
        "pair recall": (len(pairs & true_pairs), len(true_pairs)),
    }


def _nearest(span: Span, others: list[Span]) -> Span | None:
    """The segment that shares most words with this one."""
    shared = [(min(span.stop, o.stop) - max(span.start, o.start), o) for o in others]
    n_words, other = max(shared, key=lambda pair: pair[0], default=(0, None))
    return other if n_words > 0 else None


def _start(span: Span, others: list[Span]) -> int | None:
    other = _nearest(span, others)
    return other.start if other else None


def _start_at(start: int, found: list[Span], truth: list[Span]) -> int | None:
    return _start(next(span for span in found if span.start == start), truth)


def _kind(span: Span | None) -> str:
    return span.kind if span else ""


def _count(pairs, kind: str) -> tuple[int, int]:
    own = [(span, other) for span, other in pairs if span.kind == kind]
    return sum(_kind(other) == kind for _, other in own), len(own)


def measure_minute(text: str, *, file_name: str) -> dict[str, tuple[int, int]]:
    """Read an annotated minute and score what was read."""
    source, truth = read_annotated(text)
    read = read_minutes(source.encode(), file_name=file_name)
    return score_reading(truth, place_segments(source, read.segments))


def add_scores(scores) -> dict[str, tuple[int, int]]:
    """Add the counts of several minutes."""
    total: dict[str, tuple[int, int]] = {}
    for score in scores:
        for name, (right, n) in score.items():
            before = total.get(name, (0, 0))
            total[name] = (before[0] + right, before[1] + n)
    return total


def share(counts: tuple[int, int]) -> float:
    """Return right answers as a share; 1 where there was nothing to get right."""
    return counts[0] / counts[1] if counts[1] else 1.0


def mean_f1(score: dict[str, tuple[int, int]], what: str) -> float:
    """Return the harmonic mean of precision and recall."""
    precision, recall = (share(score[f"{what} {side}"]) for side in ("precision", "recall"))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _say(name: str, score: dict[str, tuple[int, int]]) -> None:
    decisions = [f"{r}/{n}" for r, n in (score["decision precision"], score["decision recall"])]
    print(
        f"{name:<16}{score['kinds'][1]:>9}{mean_f1(score, 'boundary'):>12.2f}"
        f"{share(score['kinds']):>8.2f}{decisions[0]:>12}{decisions[1]:>8}"
        f"{mean_f1(score, 'pair'):>8.2f}"
    )


def main(paths: list[str]) -> None:
    """Print one line per minute and the totals."""
    head = f"{'':<16}{'segments':>9}{'boundaries':>12}{'kinds':>8}{'decisions':>12}{'found':>8}"
    print(f"{head}{'pairs':>8}")
    if paths:
        for path in map(Path, paths):
            _say(path.stem, measure_minute(path.read_text(encoding="utf-8"), file_name=path.name))
        return
    for title, folder in (("written for", FOLDER), ("held out", FOLDER / "held_out")):
        scores = {
            path: measure_minute(path.read_text(encoding="utf-8"), file_name=path.name)
            for path in sorted(folder.iterdir())
            if path.suffix in {".txt", ".md", ".html"} and path.stem != "README"
        }
        for path, score in scores.items():
            _say(path.stem, score)
        _say(f"= {title}", add_scores(scores.values()))


if __name__ == "__main__":
    main(sys.argv[1:])
