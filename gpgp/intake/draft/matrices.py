"""What a block of columns asks: to rate, to rank, to choose, or several things after all."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from gpgp.instrument import fold_word, read_rank
from gpgp.instrument.scale_words import is_dont_know
from gpgp.intake.draft.question_columns import Block, Column, Drafted, fold_options, plain_text
from gpgp.intake.draft.scales import (
    FoundScale,
    find_missing_codes,
    recognise_codes,
    recognise_scale,
    unknown_scale,
)
from gpgp.intake.draft.vocabulary import asks_for, find_places

_LEAST_PERMUTED = 0.7  # of the rows give each rank once, where the question asks for an order
_LEAST_DISTINCT = 0.95  # of the rows name no option in two places, or no rank twice
_LEAST_ROWS = 5  # that rank two or more
_MOST_PLACES = 60  # options of a ranking
_TEXT_KINDS = ("text", "list", "closed")
_NO_WORDS = ("no", "0", "false", "not quoted", "not selected", "unchecked", "nein", "non", "na",
             "n", "nee", "não", "off", "☐", "nac oes", "not ticked", "-")  # fmt: skip
_YES_OR_NO = frozenset({
    "yes", "no", "y", "n", "ja", "nein", "nee", "oui", "non", "sí", "si", "sim", "não", "ie", "na",
    "true", "false", "maybe", "ydw", "oes", "nac ydw", "nac oes", "don't know", "not sure",
    "unsure", "prefer not to say", "weiß nicht", "ne sais pas", "no sé", "não sei", "non so",
    "weet niet",
})  # fmt: skip
_MOST_WRITTEN = 0.05  # of the answers of a matrix are words that its columns do not share

Single = Callable[[Column, str], Drafted]


def interpret_block(block: Block, single: Single) -> list[Drafted]:
    """Return what the columns of a block ask.

    Parameters
    ----------
    block : Block of two columns or more
    single : function
        Interprets a column that stands alone after all, with its text.

    Returns
    -------
    list of Drafted
        In the order of the columns; each column in exactly one.
    """
    for chosen in (range(len(block.columns)), _with_places(block), _without_texts(block)):
        whole = _as_one(_pick(block, chosen)) if len(chosen) > 1 else None
        if whole is not None:
            rest = [n for n in range(len(block.columns)) if n not in chosen]
            alone = [_alone(block.columns[n], block.items[n], block, single) for n in rest]
            return [whole, *alone]
    found: list[Drafted] = []
    for part in _split(block):
        one = _as_one(part) if 1 < len(part.columns) < len(block.columns) else None
        if one is not None:
            found.append(one)
        else:
            both = zip(part.columns, part.items, strict=True)
            found += [_alone(column, item, block, single) for column, item in both]
    return found


def join_neighbours(questions: list[Drafted]) -> list[Drafted]:
    """Join neighbouring columns that are one question though their headers do not say so.

    Statements on one scale; columns that share a closed set of words; ranks; options of a multiple
    choice, each in a column of its own.
    """
    joined: list[Drafted] = []
    for key, run in itertools.groupby(questions, key=_neighbour_key):
        members = list(run)
        for part in _alike(members) if key else [members]:
            whole = _join(part) if key and len(part) > 1 else None
            joined += part if whole is None else [whole]
    return joined


def leave_summaries(questions: list[Drafted]) -> list[Drafted]:
    """Set a list of options aside where a column per option says the same beside it."""
    headers = [[column.header for column in question.columns] for question in questions]
    out = list(questions)
    for place, question in enumerate(questions):
        if question.type not in ("multi_choice", "choice", "ranking") or len(headers[place]) > 1:
            continue
        for other in range(max(0, place - 1), min(len(questions), place + 2)):
            many = questions[other]
            stem = question.column.header
            if (
                many.type == "multi_choice"
                and len(headers[other]) > 1
                and all(
                    header.startswith((f"{stem}/", f"{stem}.", f"{stem}_", f"{stem}:"))
                    for header in headers[other]
                )
            ):
                reason = "the columns of its options say the same"
                out[place] = question.but(type="ignore", reason=reason, is_sure=False)
    return out


def _neighbour_key(question: Drafted) -> str:
    """Return the rough kind of a column that stands alone; ``""`` where it joins no others."""
    if len(question.columns) != 1 or question.is_fixed:
        return ""
    column = question.column
    if question.type == "rating" and question.scale is not None:
        return "numbers" if question.scale.kind == "numeric" else "words"
    if question.type == "multi_choice":
        return ""
    if question.type == "choice":
        if column.is_tick:
            return "ticks"
        return "numbers" if column.is_numeric else "words"
    if question.type == "number" and _are_ranks(column):
        return "numbers"
    return ""


def _are_ranks(column: Column) -> bool:
    missing = find_missing_codes(column.answers)
    words = [word for word in column.answers if word not in missing]
    return all(word.isdigit() and 1 <= int(word) <= 40 for word in words)


def _alike(members: list[Drafted]) -> list[list[Drafted]]:
    """Divide neighbours of one kind where their words change."""
    parts: list[list[Drafted]] = []
    for member in members:
        if parts and _share_words(parts[-1][-1], member):
            parts[-1].append(member)
        else:
            parts.append([member])
    return parts


def _share_words(one: Drafted, other: Drafted) -> bool:
    if one.column.value_labels != other.column.value_labels:
        return False
    if one.scale is not None and other.scale is not None:
        own, others = _scale_words(one.scale), _scale_words(other.scale)
        if one.scale.name == other.scale.name and own & others:
            return True
    elif (one.scale is None) != (other.scale is None) and not one.column.is_numeric:
        return False
    if one.column.is_tick and other.column.is_tick:
        return _tick_style(one.column) == _tick_style(other.column)
    first, second = (
        {fold_word(word) for word in (c.repeated or c.answers)} for c in (one.column, other.column)
    )
    return len(first & second) >= 0.6 * len(first | second)


def _scale_words(scale: FoundScale) -> set[str]:
    return {fold_word(word) for point in scale.points for word in point}


def _tick_style(column: Column) -> str:
    words = {fold_word(word) for word in column.answers}
    if len(words) == 1:
        return "one word"
    return " ".join(sorted(words))


def _join(members: list[Drafted]) -> Drafted | None:
    columns = tuple(member.column for member in members)
    block = Block("", columns, tuple(member.text for member in members))
    ends_in_questions = sum(member.text.rstrip().endswith("?") for member in members)
    if all(column.is_tick for column in columns):
        is_own_text = all(len(column.answers) == 1 for column in columns)
        is_whole_form = ends_in_questions > 0.3 * len(members)
        if not is_own_text and (is_whole_form or not _are_options(members)):
            return None
        if is_own_text and ends_in_questions > 0.5 * len(members) and len(members) < 3:
            return None
        found = _as_ticks(block, list(columns))
    else:
        found = _as_ranks(block, list(columns)) or _as_places(block, list(columns))
        found = found or _as_ratings(block, list(columns), is_header_shared=False)
    if found is None:
        return None
    reason = f"neighbours of one kind; {found.reason}"
    is_sensitive = all(member.is_sensitive for member in members)
    return found.but(reason=reason, is_sure=False, is_sensitive=is_sensitive)


def _are_options(members: list[Drafted]) -> bool:
    """Say whether 0 and 1 columns are named like options, not like questions."""
    words = {fold_word(w) for m in members for w in m.column.answers}
    if words <= {"yes", "no"}:
        return len(members) > 2 and all(len(m.text.split()) <= 5 for m in members)
    return all(len(m.text.split()) <= 8 for m in members)


def _without_texts(block: Block) -> list[int]:
    return [n for n, column in enumerate(block.columns) if column.kind not in _TEXT_KINDS]


def _with_places(block: Block) -> list[int]:
    return [n for n, place in enumerate(find_places(block.items)) if place >= 0]


def _pick(block: Block, chosen: Sequence[int]) -> Block:
    columns = tuple(block.columns[n] for n in chosen)
    return Block(block.text, columns, tuple(block.items[n] for n in chosen))


def _alone(column: Column, item: str, block: Block, single: Single) -> Drafted:
    is_whole = item.endswith("?") or len(item) > 60 or not block.text
    return single(column, item if is_whole else f"{block.text} {item}")


def _split(block: Block) -> list[Block]:
    """Divide a block where the kind of its columns changes; empty ones go with those before."""
    parts: list[list[int]] = []
    last = ""
    for n, column in enumerate(block.columns):
        kind = _rough_kind(column)
        joins = kind in (last, "empty") and last != "text"
        if parts and (joins or _share_options(block.columns[parts[-1][-1]], column)):
            parts[-1].append(n)
        else:
            parts.append([n])
            last = kind
    return [_pick(block, part) for part in parts]


def _share_options(one: Column, other: Column) -> bool:
    """Say whether two neighbours hold the same closed list, longer than yes and no."""
    if one.kind != "closed" or other.kind != "closed":
        return False
    options, others = set(one.repeated), set(other.repeated)
    return len(options | others) > 2 and len(options & others) >= 0.6 * len(options | others)


def _rough_kind(column: Column) -> str:
    if column.kind in _TEXT_KINDS:
        return "text"
    if column.kind == "scale" and column.scale is not None:
        return f"scale {column.scale.name}"
    return column.kind


def _as_one(block: Block) -> Drafted | None:
    """Return the block as one question, if all its columns are of one mind."""
    filled = [column for column in block.columns if column.answers]
    if len(filled) < 2 and not (filled and len(block.columns) > 2):
        return None
    for interpret in (_as_ranks, _as_places, _as_ticks, _as_ratings):
        found = interpret(block, filled)
        if found is not None:
            return found
    return None


def _rank_of(word: str) -> int | None:
    """Return the rank that a cell gives; 0 where it says not ranked, None where it is no rank."""
    rank, problem = read_rank(word, n_items=99, best="lowest")
    return None if problem else rank or 0


def _as_ranks(block: Block, filled: list[Column]) -> Drafted | None:
    n = len(block.columns)
    ranks = {word: _rank_of(word) for c in filled for word in c.answers}
    if n < 2 or len(filled) < 2 or None in ranks.values() or len(ranks) > 60:
        return None
    numbers = np.array([[ranks.get(w.strip()) or 0 for w in c.cells] for c in filled]).T
    given = numbers[numbers > 0]
    header = block.text or block.columns[0].header
    asks = asks_for("ranks", header) or any("rank" in i.casefold() for i in block.items)
    least = 2 if asks else min(3, n)
    if not len(given) or given.max() > n or len(set(given.tolist())) < least:
        return None
    rows = numbers[(numbers > 0).sum(axis=1) > 1]
    is_distinct = np.mean([len(set(r[r > 0])) == (r > 0).sum() for r in rows]) if len(rows) else 0
    by_chance = _chance_of_distinct(rows)
    is_certain = n > 2 and len(rows) >= _LEAST_ROWS and by_chance < 0.5
    if not (is_distinct >= _LEAST_PERMUTED if asks else is_distinct >= 0.9 and is_certain):
        return None
    reason = "each row numbers the options in an order of its own"
    return Drafted("ranking", block.text, block.columns, reason, block.items, is_sure=asks)


def _chance_of_distinct(rows: np.ndarray) -> float:
    """Return how often rows as long as these hold no number twice if numbers are drawn freely."""
    if not len(rows):
        return 1.0
    n_values = len(set(rows[rows > 0].tolist()))
    sizes = (rows > 0).sum(axis=1)
    chance = [np.prod([max(n_values - k, 0) / n_values for k in range(size)]) for size in sizes]
    return float(np.mean(chance))


def _as_places(block: Block, filled: list[Column]) -> Drafted | None:
    if not all(len(column.answers) > 1 for column in filled) or len(filled) < 2:
        return None
    if all(c.kind == "number" for c in filled) or any(c.mean_words > 20 for c in filled):
        return None
    places = find_places(block.items)
    in_order = places[0] == 0 and places == sorted(set(places)) and -1 not in places
    asks = asks_for("ranks", block.text or block.columns[0].header)
    numbered = max(places) < 0
    if not (in_order or numbered) or any(c.is_tick and not c.repeated for c in filled):
        return None
    counts = Counter[str]()
    for column in filled:
        counts.update(column.answers)
    options = fold_options(option for option, n in counts.most_common() if n > 1)
    several = [o for o in options if sum(o in c.answers for c in filled) > 1]
    if len(several) < max(3, 0.5 * len(options)) or len(options) > _MOST_PLACES:
        return None
    chance = np.prod([max(len(options) - k, 0) / len(options) for k in range(len(filled))])
    if not (in_order or asks) and chance > 0.5:
        return None  # so many options that hardly anybody would name one twice anyway
    if recognise_scale(counts) is not None and not (in_order or asks):
        return None
    rows = zip(*(column.cells.str.strip().tolist() for column in filled), strict=True)
    named = [[cell for cell in row if cell] for row in rows]
    is_distinct = [len(set(cells)) == len(cells) for cells in named if len(cells) > 1]
    if len(is_distinct) < _LEAST_ROWS or not np.mean(is_distinct) >= _LEAST_DISTINCT:
        return None
    reason = "each column holds the option put in that place"
    labels = tuple(plain_text(option) for option in options)
    return Drafted("ranking", block.text, block.columns, reason, labels, options,
                   keys={"places": True}, is_sure=in_order or asks)  # fmt: skip


def _as_ticks(block: Block, filled: list[Column]) -> Drafted | None:
    if not all(column.is_tick for column in filled):
        return None
    is_asked_each = all(item.endswith("?") for item in block.items)
    if is_asked_each and any(len(column.answers) > 1 for column in filled):
        return None  # neighbouring questions that are answered by yes or no
    unchosen = sorted(
        {v for c in filled for v in c.answers if v.casefold() in (c.ticks[1:] or _NO_WORDS)}
    )
    keys: dict[str, object] = {"unchosen": ["", *unchosen]} if unchosen else {}
    reason = "each column says whether one option was chosen"
    return Drafted("multi_choice", block.text, block.columns, reason, block.items, keys=keys,
                   is_sure=bool(block.text))  # fmt: skip


def _as_ratings(
    block: Block, filled: list[Column], *, is_header_shared: bool = True
) -> Drafted | None:
    if any(column.kind == "list" for column in filled) or len(filled) < 2:
        return None
    counts = Counter[str]()
    for column in filled:
        counts.update(column.answers)
    hint = block.text or filled[0].header
    scale = recognise_scale(counts, allow_numbers=True, hint=hint, known=filled[0].known)
    if all(c.value_labels == filled[0].value_labels for c in filled) and filled[0].value_labels:
        scale = filled[0].scale
        if scale is None:
            return None
    least = 3 if is_header_shared else 4
    if scale is not None and scale.name == "yes_and_no" and len(scale.points) < least:
        return None
    scale = scale or recognise_codes(counts) or _unknown_words(filled, counts, is_header_shared)
    if scale is None or not _is_shared(scale, filled) or len(scale.points) < 3:
        return None
    if all(column.kind == "number" for column in filled) and not _looks_like_points(filled):
        return None
    return Drafted("rating", block.text, block.columns, scale.reason, block.items, scale=scale,
                   is_sure=not scale.is_guess)  # fmt: skip


def _unknown_words(
    filled: list[Column], counts: Counter[str], is_header_shared: bool
) -> FoundScale | None:
    """Take a small closed set of words that the columns share for a scale of unknown order."""
    if not all(column.kind in ("closed", "scale", "tick") for column in filled):
        return None
    if len(filled) < (2 if is_header_shared else 3):
        return None
    total = sum(counts.values())
    shared = [w for w, _ in counts.most_common() if sum(w in c.answers for c in filled) > 1]
    words = [w for w in shared if counts[w] >= 0.01 * total]
    n_written = total - sum(counts[word] for word in words)
    plain = {fold_word(word) for word in words}
    if n_written > _MOST_WRITTEN * total or plain <= _YES_OR_NO or len(words) > 9:
        return None
    if any(len(word.split()) > 12 for word in words):
        return None
    return unknown_scale(words)


def _is_shared(scale: FoundScale, filled: list[Column]) -> bool:
    """Say whether the columns use the same words, not each its own part of them."""
    points = {word: n for n, words in enumerate(scale.points) for word in words}
    used = [{points[v] for v in c.answers if v in points} for c in filled]
    everything = set().union(*used)
    return sum(len(u) >= 0.5 * len(everything) for u in used) >= 0.6 * len(used)


def _looks_like_points(filled: list[Column]) -> bool:
    """Bare numbers are points where all columns use nearly the same few."""
    values = {v for c in filled for v in c.answers if not is_dont_know(v)}
    return 3 <= len(values) <= 11
