"""The rows of the export: respondents, and the rows that cleaning has to set aside."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

from gpgp.instrument import Consultation
from gpgp.instrument.questions import Ignore, ItemQuestion, Question
from gpgp.sample.answers import deal_scores, draw_scores, fill_answers
from gpgp.sample.chance import Chance, split_whole
from gpgp.sample.comments import LETTER_QUESTION, Comment, copy_letter
from gpgp.sample.people import ENGLISH_KINDS, Row, make_respondent, name_council
from gpgp.sample.plan import Plan, fieldwork
from gpgp.sample.voices import read_phrases

CAMPAIGN_STARTS, CAMPAIGN_DAYS = 56, 10  # days after the opening; days it lasts
FIRST_ID = 6_890_412_775  # the platform's numbers go up with time
TELLING_WORDS = 8  # a row is copied as an exact repeat only if a comment tells whose it is


@dataclasses.dataclass(frozen=True)
class Draws:
    """The independent streams of chance of one sample."""

    people: Chance
    ticks: Chance
    words: Chance
    plants: Chance


def make_draws(seed: int) -> Draws:
    """Start all streams of a seed."""
    return Draws(*(Chance(seed, stream) for stream in range(1, 5)))


def make_analysed_rows(*, plan: Plan, instrument: Consultation, draws: Draws) -> list[Row]:
    """Make the rows that are to be analysed, in no order."""
    rows = [
        make_respondent(code, plan=plan, instrument=instrument, chance=draws.people)
        for code, size in plan.sizes.items()
        for _ in range(size)
    ]
    _repeat_organisation(rows, plan, instrument, draws.people)
    senders = _choose_senders(rows, plan, instrument, draws.people)
    scores = deal_scores(rows, plan=plan, chance=draws.ticks)
    for row, opinion in zip(rows, scores, strict=True):
        fill_answers(
            row,
            opinion,
            plan=plan,
            instrument=instrument,
            chance=draws.ticks,
            words=draws.words,
            is_complete=any(row is sender for sender in senders),
        )
    for number, row in enumerate(senders):
        _send_letter(row, number, len(senders), plan, draws.words)
    return rows


def make_rows_to_set_aside(
    analysed: Sequence[Row], *, plan: Plan, instrument: Consultation, draws: Draws
) -> list[Row]:
    """Make the rows that are to be set aside; ``kept`` names the row that stands instead."""
    counts = plan.set_aside
    made = [
        _MAKERS[reason](number, plan, instrument, draws)
        for reason in _MAKERS
        for number in range(counts[reason])
    ]
    telling = iter([row for row in draws.plants.shuffle(analysed) if _tells_hand(row)])
    middle = iter([row for row in draws.plants.shuffle(analysed) if _is_midway(row, instrument)])
    made += [_copy_later(next(telling), draws) for _ in range(counts["exact_repeat"])]
    taken = {id(row.kept) for row in made}
    for _ in range(counts["repeat_respondent"]):
        kept = next(row for row in middle if id(row) not in taken)
        made.append(_answer_before(kept, plan, instrument, draws))
    return made


def number_rows(rows: Sequence[Row], chance: Chance) -> list[Row]:
    """Put the rows in the order of time and give each its platform columns."""
    ordered = sorted(rows, key=lambda row: row.started)
    identity = FIRST_ID
    for row in ordered:
        identity += chance.whole(3, 40_000)
        submitted = row.started + timedelta(minutes=row.minutes, seconds=chance.whole(0, 59))
        row.cells["respondent"] = str(identity)
        row.cells["collector"] = "218440917"
        row.cells["started"] = f"{row.started:%m/%d/%Y %H:%M:%S}"
        row.cells["submitted"] = f"{submitted:%m/%d/%Y %H:%M:%S}"
        network = chance.choose(("192.0.2", "198.51.100", "203.0.113"))
        row.cells["ip_address"] = f"{network}.{chance.whole(1, 254)}"
    for row in ordered:
        if row.reason == "repeat_respondent" and row.kept is not None:
            row.kept.cells["respondent"] = row.cells["respondent"]
    return ordered


def _repeat_organisation(
    rows: list[Row], plan: Plan, instrument: Consultation, chance: Chance
) -> None:
    """Let one organisation answer many times, under several spellings."""
    repeat = plan["repeat_organisation"]
    name = name_council(repeat["place"])
    spellings = (name, name, name, name.upper(), f"{name} ", name.replace("Council", "council"))
    staff = [row for row in rows if row.constituency == "council_staff"]
    for row in staff[: plan.scaled(repeat["responses"])]:
        row.writer = dataclasses.replace(row.writer, language="en")
        row.cells |= {"language": "English", "region": "East Midlands"}
        row.cells["respondent_kind"] = ENGLISH_KINDS[1]
        row.cells["organisation"] = chance.choose(spellings)
        row.cells["capacity"] = instrument.label_of("council_staff")
        row.note("repeat_organisation", "organisation", found=row.cells["organisation"])


def _choose_senders(
    rows: list[Row], plan: Plan, instrument: Consultation, chance: Chance
) -> list[Row]:
    senders: list[Row] = []
    opens, _ = fieldwork(instrument)
    counts = split_whole(plan.scaled(plan["campaign"]["copies"]), plan["campaign"]["senders"])
    for code, count in counts.items():
        group = [row for row in rows if row.constituency == code and not _is_repeater(row)]
        senders += chance.some([row for row in group if row.writer.language == "en"], count)
    for row in senders:
        day = CAMPAIGN_STARTS + chance.whole(0, CAMPAIGN_DAYS - 1)
        row.started = datetime.combine(opens, row.started.time()) + timedelta(days=day)
    return chance.shuffle(senders)


def _is_repeater(row: Row) -> bool:
    return any(note["plant"] == "repeat_organisation" for note in row.notes)


def _send_letter(row: Row, number: int, n_copies: int, plan: Plan, words: Chance) -> None:
    copy = copy_letter(number=number, n_copies=n_copies, writer=row.writer, plan=plan, chance=words)
    row.comments[LETTER_QUESTION] = Comment(copy.text, kind="campaign", themes=copy.themes)
    row.note(
        "campaign",
        LETTER_QUESTION,
        role="edited" if copy.n_changed else "identical",
        n_changed=str(copy.n_changed),
        addition=copy.addition.text if copy.addition else "",
    )


def _invent(code: str, plan: Plan, instrument: Consultation, draws: Draws, reason: str) -> Row:
    row = make_respondent(code, plan=plan, instrument=instrument, chance=draws.people)
    row.reason = reason
    return row


def _answer(row: Row, plan: Plan, instrument: Consultation, draws: Draws) -> None:
    scores = draw_scores(row.constituency, plan=plan, chance=draws.ticks)
    fill_answers(
        row,
        scores,
        plan=plan,
        instrument=instrument,
        chance=draws.ticks,
        words=draws.words,
        is_complete=True,
    )


def _draw_code(plan: Plan, draws: Draws) -> str:
    return draws.people.weigh({code: n for code, n in plan["sizes"].items() if n > 20})


def _blank(number: int, plan: Plan, instrument: Consultation, draws: Draws) -> Row:
    """Nobody's views: the first page at most, sometimes a space in a comment."""
    row = _invent(_draw_code(plan, draws), plan, instrument, draws, "blank")
    row.minutes = 0
    if number % 5 == 4:
        row.comments["missing"] = Comment(" ", kind="blank")
    return row


def _test(number: int, plan: Plan, instrument: Consultation, draws: Draws) -> Row:
    """Somebody trying the form out."""
    row = _invent("council_staff", plan, instrument, draws, "test")
    words = read_phrases("said_nothing")["tests"]
    for code in list(plan["elements"])[: 5 if number % 2 else 2]:
        row.cells[f"vision.{code}"] = "Agree"
    row.comments["priorities_comment"] = Comment(words[number % len(words)], kind="test")
    if number % 3 == 0:
        row.cells["organisation"] = words[(number + 1) % len(words)]
    return row


def _before_opening(number: int, plan: Plan, instrument: Consultation, draws: Draws) -> Row:
    row = _invent(_draw_code(plan, draws), plan, instrument, draws, "before_opening")
    _answer(row, plan, instrument, draws)
    days = timedelta(days=1 + number % 6)
    row.started = datetime.combine(fieldwork(instrument)[0], time(9, 40)) - days
    return row


def _after_closing(number: int, plan: Plan, instrument: Consultation, draws: Draws) -> Row:
    """Late answers; the first one came four minutes after midnight."""
    row = _invent(_draw_code(plan, draws), plan, instrument, draws, "after_closing")
    _answer(row, plan, instrument, draws)
    moment = datetime.combine(fieldwork(instrument)[1], time(0, 0)) + timedelta(days=1)
    late = timedelta(minutes=4) if number == 0 else timedelta(days=number, hours=9, minutes=number)
    row.started = moment + late
    return row


_MAKERS = {
    "blank": _blank,
    "test": _test,
    "before_opening": _before_opening,
    "after_closing": _after_closing,
}


def _tells_hand(row: Row) -> bool:
    return any(
        len(comment.text.split()) >= TELLING_WORDS
        for comment in row.comments.values()
        if comment.kind == "comment"
    )


def _is_midway(row: Row, instrument: Consultation) -> bool:
    return row.started.date() > fieldwork(instrument)[0] + timedelta(days=7) and not row.notes


def _copy_later(row: Row, draws: Draws) -> Row:
    later = timedelta(minutes=row.minutes + draws.plants.whole(1, 3))
    return dataclasses.replace(
        row,
        started=row.started + later,
        cells=dict(row.cells),
        comments=dict(row.comments),
        notes=[],
        reason="exact_repeat",
        kept=row,
    )


def _answer_before(kept: Row, plan: Plan, instrument: Consultation, draws: Draws) -> Row:
    """Make the first answers of someone who came back and answered again."""
    profile = {slot: text for slot, text in kept.cells.items() if "." not in slot}
    earlier = kept.started - timedelta(days=draws.plants.whole(1, 3), minutes=17)
    row = dataclasses.replace(
        kept,
        started=earlier,
        cells=profile,
        comments={},
        notes=[],
        reason="repeat_respondent",
        kept=kept,
    )
    _answer(row, plan, instrument, draws)
    return row


PLATFORM_COLUMNS = {
    "respondent": "Respondent ID",
    "collector": "Collector ID",
    "started": "Start Date",
    "submitted": "End Date",
    "ip_address": "IP Address",
    "email": "Email Address",
    "first_name": "First Name",
    "last_name": "Last Name",
}
FIRST_ROW = 3  # of the responses, as a spreadsheet counts
_SKIPPED = {"respondent", "submitted", "email", "first_name", "last_name", "platform_columns"}


def list_columns(instrument: Consultation) -> dict[str, tuple[str, str]]:
    """List the columns: slot → top and second header. Slot = question, or question.item."""
    columns = {slot: (header, "") for slot, header in PLATFORM_COLUMNS.items()}
    for question in instrument.questions:
        if question.id not in _SKIPPED:
            columns.update(_columns_of(question))
    return columns


def write_export(rows: Iterable[Mapping[str, str]], *, instrument: Consultation) -> bytes:
    """Write the export: UTF-8 with a mark in front, CRLF between rows, LF inside cells.

    Quoting is written out here, since the csv module's has changed between Pythons.
    """
    columns = list_columns(instrument)
    tops: list[str] = []
    previous = None
    for top, _ in columns.values():
        tops.append("" if top == previous else top)
        previous = top
    lines = [tops, [second for _, second in columns.values()]]
    lines += [[row.get(slot, "") for slot in columns] for row in rows]
    text = "".join(",".join(map(_quote, line)) + "\r\n" for line in lines)
    return b"\xef\xbb\xbf" + text.encode("utf-8")


def _columns_of(question: Question) -> dict[str, tuple[str, str]]:
    if question.type == "multi_choice":
        text = question.text or ""
        return {f"{question.id}.{item.code}": (text, item.label) for item in question.items}
    if isinstance(question, ItemQuestion) and question.columns:
        pairs = ((code, header.split(" | ")) for code, header in question.columns.items())
        return {f"{question.id}.{code}": (top, second) for code, (top, second) in pairs}
    is_open = question.type in ("free_text", "organisation")
    assert not isinstance(question, Ignore) and question.column  # the sample names every column
    return {question.id: (question.column, "Open-Ended Response" if is_open else "Response")}


def _quote(cell: str) -> str:
    needs_quotes = any(character in cell for character in ',"\r\n') or cell != cell.strip(" ")
    return '"' + cell.replace('"', '""') + '"' if needs_quotes else cell
