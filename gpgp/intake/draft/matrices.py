"""What a block of columns asks: to rate, to rank, to choose, or several things after all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import pandas as pd

from gpgp.intake.draft import roles
from gpgp.intake.draft.blocks import Block
from gpgp.intake.draft.drafted import Drafted
from gpgp.intake.draft.known_scales import DONT_KNOW, FoundScale, recognise_codes, recognise_scale
from gpgp.intake.draft.question_columns import Column, fold_options, plain_text

_WHOLE = re.compile(r"\d{1,3}(?:\.0+)?(?:st|nd|rd|th)?")
_LEAST_PERMUTED = 0.7  # of the full rows use each rank once
_LEAST_DISTINCT = 0.9  # of the rows name no option in two places
_TEXT_KINDS = ("text", "list", "closed")
_NO_WORDS = ("no", "0", "false", "not quoted", "not selected", "unchecked", "nein", "non", "na")


def interpret_block(block: Block, single: Callable[[Column, str], Drafted]) -> list[Drafted]:
    """Say what the columns of a block ask.

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


def _without_texts(block: Block) -> list[int]:
    return [n for n, column in enumerate(block.columns) if column.kind not in _TEXT_KINDS]


def _with_places(block: Block) -> list[int]:
    return [n for n, place in enumerate(roles.find_places(block.items)) if place >= 0]


def _pick(block: Block, chosen: Sequence[int]) -> Block:
    columns = tuple(block.columns[n] for n in chosen)
    return Block(block.text, columns, tuple(block.items[n] for n in chosen))


def _alone(
    column: Column, item: str, block: Block, single: Callable[[Column, str], Drafted]
) -> Drafted:
    is_whole = item.endswith("?") or len(item) > 60 or not block.text
    return single(column, item if is_whole else f"{block.text} {item}")


def _split(block: Block) -> list[Block]:
    """Part a block where the kind of its columns changes; empty columns go with those before."""
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
    return len(options | others) > 3 and len(options & others) >= 0.6 * len(options | others)


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


def _as_ranks(block: Block, filled: list[Column]) -> Drafted | None:
    n = len(block.columns)
    if n < 3 or not all(_WHOLE.fullmatch(value) for c in filled for value in c.answers):
        return None
    numbers = pd.DataFrame(
        {c.header: pd.to_numeric(c.cells.str.extract(r"(\d+)")[0]) for c in filled}
    )
    given = numbers.to_numpy().ravel()
    given = given[~pd.isna(given)]
    if not ((given >= 1) & (given <= n)).all() or len(set(given)) < 3:
        return None
    full = numbers.dropna()
    is_permuted = (full.nunique(axis=1) == len(filled)).mean() if len(full) else 0.0
    asks = bool(roles.ASKS_FOR_RANKS.search(block.text))
    if is_permuted < (_LEAST_PERMUTED if not asks else 0.3):
        return None
    reason = f"{is_permuted:.0%} of the full rows use each number once; 1 is taken as first"
    return Drafted("ranking", block.text, block.columns, reason, block.items, is_sure=asks)


def _as_places(block: Block, filled: list[Column]) -> Drafted | None:
    """First place, second place ... each holding the option put there."""
    if not all(c.kind in ("closed", "text", "tick") for c in filled) or len(filled) < 2:
        return None
    places = roles.find_places(block.items)
    in_order = places[0] == 0 and places == sorted(set(places)) and -1 not in places
    asks = bool(roles.ASKS_FOR_RANKS.search(block.text or block.columns[0].header))
    numbered = max(places) < 0 and (asks or not block.text)
    if not (in_order or numbered) or any(c.is_tick and not c.repeated for c in filled):
        return None
    counts = Counter[str]()
    for column in filled:
        counts.update(column.answers)
    options = fold_options(option for option, n in counts.most_common() if n > 1)
    several = [o for o in options if sum(o in c.answers for c in filled) > 1]
    if len(several) < max(3, 0.5 * len(options)) or len(options) > 60:
        return None
    cells = pd.DataFrame({c.header: c.cells.str.strip().replace("", pd.NA) for c in filled})
    n_named = cells.notna().sum(axis=1)
    is_distinct = (cells.nunique(axis=1) == n_named)[n_named > 1].mean()
    if not is_distinct >= _LEAST_DISTINCT:
        return None
    if not (in_order or asks) and len(options) < 3 * len(filled):
        return None  # so few options that nobody would name one twice anyway
    reason = "each column holds the option put in that place"
    labels = tuple(plain_text(option) for option in options)
    return Drafted("ranking", block.text, block.columns, reason, labels, options,
                   keys={"places": True}, is_sure=in_order)  # fmt: skip


def _as_ticks(block: Block, filled: list[Column]) -> Drafted | None:
    if not all(column.is_tick for column in filled):
        return None
    is_asked_each = all(item.endswith("?") for item in block.items)
    if is_asked_each and any(len(column.answers) > 1 for column in filled):
        return None  # neighbouring questions that are answered by yes or no
    unchosen = sorted({v for c in filled for v in c.answers if v.casefold() in _NO_WORDS})
    keys: dict[str, object] = {"unchosen": ["", *unchosen]} if unchosen else {}
    reason = "each column says whether one option was chosen"
    return Drafted("multi_choice", block.text, block.columns, reason, block.items, keys=keys,
                   is_sure=bool(block.text))  # fmt: skip


def _as_ratings(block: Block, filled: list[Column]) -> Drafted | None:
    if any(column.kind == "list" for column in filled):
        return None
    counts = Counter[str]()
    for column in filled:
        counts.update(column.answers)
    scale = recognise_scale(counts, allow_numbers=True) or recognise_codes(counts)
    if scale is None or not _is_shared(scale, filled) or len(scale.points) < 3:
        return None
    if all(column.kind == "number" for column in filled) and not _looks_like_points(filled):
        return None
    is_sure = not scale.name.startswith(("from_", "codes"))
    return Drafted("rating", block.text, block.columns, scale.reason, block.items, scale=scale,
                   is_sure=is_sure)  # fmt: skip


def _is_shared(scale: FoundScale, filled: list[Column]) -> bool:
    """Say whether the columns use the same words, not each its own part of them."""
    points = {word: n for n, words in enumerate(scale.points) for word in words}
    used = [{points[v] for v in c.answers if v in points} for c in filled]
    everything = set().union(*used)
    return sum(len(u) >= 0.5 * len(everything) for u in used) >= 0.6 * len(used)


def _looks_like_points(filled: list[Column]) -> bool:
    """Bare numbers are points where all columns use nearly the same few."""
    values = {v for c in filled for v in c.answers if not DONT_KNOW.fullmatch(v.casefold())}
    return 3 <= len(values) <= 11
