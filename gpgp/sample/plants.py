"""What is planted in the cells of analysed rows: personal data, scripts, broken characters."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable, Sequence

from gpgp.instrument import Consultation
from gpgp.sample.answers import SCALE
from gpgp.sample.chance import Chance
from gpgp.sample.comments import LETTER_QUESTION, write_long_answer
from gpgp.sample.people import Row
from gpgp.sample.personal import KINDS, invent_detail, invent_email
from gpgp.sample.plan import Plan
from gpgp.sample.voices import curl_quotes, expand, read_phrases

LONGEST_ANSWER = 10_000  # characters: where the form cuts off
OUT_OF_SCALE = ("Strongly agre", "Agreed", "Tend to agree", "6", "Maybe", "Yes", "Disagre", "++")
Change = Callable[[str], str]
Cell = tuple[Row, str]


class Cells:
    """The comment cells that are still free to plant in, in random order."""

    def __init__(self, rows: Sequence[Row], chance: Chance) -> None:
        free = [(row, question) for row in rows for question in row.comments]
        self._free = [cell for cell in chance.shuffle(free) if _is_plain(*cell)]

    def take(self, fits: Callable[[str, str], bool]) -> Cell | None:
        """Take a free cell whose text and language fit; None where there is none."""
        for place, (row, question) in enumerate(self._free):
            comment = row.comments[question]
            if fits(comment.text, comment.language):
                return self._free.pop(place)
        return None


def plant_cells(
    rows: Sequence[Row], *, plan: Plan, instrument: Consultation, chance: Chance
) -> None:
    """Plant in comments and ratings, and note each plant in its row.

    Parameters
    ----------
    rows : sequence of Row
        Rows that are analysed and that no other row repeats.
    """
    cells = Cells(rows, chance)
    _plant_long_answer(cells, plan, chance)
    _plant_broken(cells, plan, chance)
    _plant_personal(cells, plan, chance)
    _plant_hostile(cells, plan, chance)
    _plant_scale_words(rows, plan, instrument, chance)


def _is_plain(row: Row, question: str) -> bool:
    comment = row.comments[question]
    return comment.kind == "comment" and not (question == LETTER_QUESTION and row.notes)


def _rewrite(cell: Cell | None, change: Change, plant: str, **details: str) -> None:
    if cell is None:
        return
    row, question = cell
    comment = row.comments[question]
    row.comments[question] = dataclasses.replace(comment, text=change(comment.text))
    row.note(plant, question, **details)


def _plant_long_answer(cells: Cells, plan: Plan, chance: Chance) -> None:
    cell = cells.take(lambda text, language: language == "en")
    if cell is not None:
        row, question = cell
        writer = dataclasses.replace(row.writer, manner="plain")
        row.comments[question] = write_long_answer(
            LONGEST_ANSWER, writer=writer, plan=plan, chance=chance
        )
        row.note("long_answer", question)


def _always(words: str) -> Change:
    return lambda _: words


def _appending(words: str) -> Change:
    return lambda text: f"{text} {words}"


def _prepending(words: str) -> Change:
    return lambda text: f"{words} {text}".rstrip(" ")


def _joining(words: str) -> Change:
    return lambda text: _join(text, words)


def _marking(mark: str) -> Change:
    return lambda text: _mark(text, mark)


def _would_change(change: Change) -> Callable[[str, str], bool]:
    return lambda text, _: change(text) != text


def _plant_broken(cells: Cells, plan: Plan, chance: Chance) -> None:
    """Text read in the wrong encoding, letters in two parts, invisible marks, emoji."""
    for _ in range(plan.scaled(plan["mojibake"])):
        cell = cells.take(lambda text, _: _garble(curl_quotes(text)) not in ("", text))
        if cell is not None:
            original = curl_quotes(cell[0].comments[cell[1]].text)
            _rewrite(cell, _always(_garble(original)), "mojibake", original=original)
    for _ in range(plan.scaled(plan["nfd"])):
        cell = cells.take(lambda text, _: unicodedata.normalize("NFD", text) != text)
        _rewrite(cell, lambda text: unicodedata.normalize("NFD", text), "nfd")
    hostile = read_phrases("hostile")
    for _ in range(plan.scaled(plan["marks"])):
        mark = chance.deal(hostile["marks"], deck="marks")
        cell = cells.take(_would_change(_marking(mark)))
        original = cell[0].comments[cell[1]].text if cell else ""
        _rewrite(cell, _marking(mark), "mark", original=original)
    for _ in range(plan.scaled(plan["emoji"])):
        emoji = chance.deal(hostile["emoji"], deck="emoji")
        cell = cells.take(lambda text, _: len(text) < 200)
        _rewrite(cell, _appending(emoji), "emoji", found=emoji)


def _plant_personal(cells: Cells, plan: Plan, chance: Chance) -> None:
    frames = read_phrases("personal")
    for _ in range(plan.scaled(plan["personal_spans"])):
        for kind in KINDS:
            detail = invent_detail(kind, chance)
            frame = expand(chance.deal(frames[kind], deck=("personal", kind)), chance)
            said = frame.format(it=detail)
            cell = cells.take(lambda text, language: language == "en" and len(text) > 25)
            if cell and kind == "own_name":
                first, last = detail.split(" ")
                cell[0].cells |= {"first_name": first, "last_name": last}
                cell[0].cells["email"] = invent_email(first, last)
            is_own = "true" if kind == "own_name" else ""
            named = "name" if is_own else kind
            _rewrite(
                cell,
                _joining(said),
                "personal",
                kind=named,
                text=detail,
                own=is_own,
            )


def _plant_hostile(cells: Cells, plan: Plan, chance: Chance) -> None:
    hostile = read_phrases("hostile")
    for payload in hostile["scripts"][: plan.scaled(len(hostile["scripts"]))]:
        cell = cells.take(lambda text, language: language == "en" and len(text) < 200)
        _rewrite(cell, _appending(payload), "script", found=payload)
    for place, payload in enumerate(hostile["formulas"][: plan.scaled(len(hostile["formulas"]))]):
        cell = cells.take(lambda text, language: language == "en" and len(text) < 200)
        if cell is not None and place % 2:
            row, question = cell
            row.comments[question] = dataclasses.replace(
                row.comments[question], text="", kind="hostile", themes=(), mentions=()
            )
        _rewrite(cell, _prepending(payload), "formula", found=payload)


def _plant_scale_words(
    rows: Sequence[Row], plan: Plan, instrument: Consultation, chance: Chance
) -> None:
    """Words that the scale does not hold, and words that it does but for case and spaces."""
    labels = {point.label for point in instrument.scales[SCALE].points}
    rated = [
        (row, slot)
        for row in chance.shuffle(rows)
        for slot in row.cells
        if slot.startswith("vision.") and row.cells[slot] in labels
    ]
    free = iter(chance.shuffle(rated))
    for place in range(plan.scaled(plan["scale_words_out"])):
        row, slot = next(free)
        row.note("scale_word_out", slot, original=row.cells[slot])
        row.cells[slot] = OUT_OF_SCALE[place % len(OUT_OF_SCALE)]
        row.notes[-1]["found"] = row.cells[slot]
    for _ in range(plan.scaled(plan["scale_words_forgiven"])):
        row, slot = next(free)
        word = row.cells[slot]
        row.cells[slot] = chance.choose(
            (word.lower(), word.upper(), f"{word} ", f" {word}", word.replace(" ", "  ") + " ")
        )
        row.note("scale_word_forgiven", slot, original=word)


def _garble(text: str) -> str:
    """Read UTF-8 as Windows-1252; "" where that cannot be done."""
    try:
        return text.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return ""


def _mark(text: str, mark: str) -> str:
    if mark == "&amp;":
        return text.replace(" and ", " &amp; ", 1)
    if mark == "&pound;":
        return text.replace("£", "&pound;", 1)
    if mark == "\u00a0":
        return text.replace(" ", mark, 1)
    if mark == "\u202e":
        return f"{text} {mark}"
    words = [word for word in text.split(" ") if len(word) > 7 and word.isalpha()]
    return text.replace(words[0], words[0][:4] + mark + words[0][4:], 1) if words else text


def _join(text: str, said: str) -> str:
    return f"{text} {said}." if text[-1:] in ".?!" else f"{text}. {said}"
