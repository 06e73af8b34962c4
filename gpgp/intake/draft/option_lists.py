"""Cells that hold several options at once: which separator, which options.

Options hold separators themselves (``Mirrors (create, copy)``). Brackets that are open keep a piece
together, and pieces that never appear one without the other are one option.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

_LEAST_CELLS = 5
_LEAST_SHARE_OF_LISTS = 0.08  # of the cells hold more than one option
_LEAST_COVERED = 0.75  # of the pieces are options that several people chose
_MOST_OPTIONS = 80
_LONGEST_OPTION = 25  # words
_NAME = re.compile(r"[^\W_A-Z][\w.-]*")
_BRACKETS = {"(": ")", "[": "]"}


@dataclass(frozen=True)
class OptionList:
    """The options of a column whose cells list several."""

    separator: str
    options: tuple[str, ...]  # commonest first
    is_ranking: bool  # every cell lists as many of them, in different orders
    is_ordered: bool  # the same two stand in either order in different cells
    n_other: int  # cells with a piece that is none of them


def find_option_list(
    cells: Counter[str], *, separators: str, is_asked: bool = False
) -> OptionList | None:
    """Find out whether the cells of a column are lists, and of what.

    Parameters
    ----------
    cells : Counter
        Filled cells and how often each occurs.
    separators : str
        The separators to try, the likeliest first.
    is_asked : bool
        The question says that several may be chosen: a single list is enough.

    Returns
    -------
    OptionList or None
        None where the cells are better read as whole.
    """
    if sum(cells.values()) < (2 if is_asked else _LEAST_CELLS):
        return None
    if all(cell.startswith("[") and cell.endswith("]") for cell in cells):
        bare = Counter[str]()
        for cell, n in cells.items():
            bare[re.sub(r"[\[\]\"']", "", cell)] += n
        return _read_as(bare, ",", 0.0, True)
    for separator in dict.fromkeys((*separators, "\n")):
        if separator == " " and not _are_names(cells):
            continue
        found = _read_as(cells, separator, 0.0 if is_asked else _LEAST_SHARE_OF_LISTS, is_asked)
        if found is not None:
            return found
    return None


def _are_names(cells: Counter[str]) -> bool:
    """Say whether cells are names divided by blanks, no words of a language: ``bus library``."""
    lists = [cell.split() for cell in cells]
    return all(
        len(set(names)) == len(names) and all(_NAME.fullmatch(name) for name in names)
        for names in lists
    )


def _read_as(
    cells: Counter[str], separator: str, least_share: float, is_asked: bool
) -> OptionList | None:
    n_cells = sum(cells.values())
    n_separated = sum(n for cell, n in cells.items() if separator in cell)
    if n_separated == 0 or n_separated < least_share * n_cells:
        return None
    lists = {cell: _split_whole(cell, separator) for cell in cells}
    lists = _join_inseparable(lists, cells, separator)
    counts = Counter[str]()
    for cell, pieces in lists.items():
        for piece in set(pieces):
            counts[piece] += cells[cell]
    n_lists = sum(n for cell, n in cells.items() if len(lists[cell]) > 1)
    least = 2 if n_cells < 200 else 3
    options = [piece for piece, n in counts.most_common() if n >= least]
    covered = sum(counts[option] for option in options)
    if (
        n_lists < max(least_share * n_cells, 1)
        or covered < _LEAST_COVERED * sum(counts.values())
        or not 2 <= len(options) <= _MOST_OPTIONS
        or sum(len(option.split()) for option in options) > _LONGEST_OPTION * len(options)
        or not _are_shared(lists, cells, set(options))
        or (separator == "," and not is_asked and _are_clauses(lists, options))
    ):
        return None
    known = set(options)
    n_other = sum(n for cell, n in cells.items() if set(lists[cell]) - known)
    return OptionList(
        separator, tuple(options), _is_ranking(lists, cells, options), _is_ordered(lists), n_other
    )


def _are_shared(lists: dict[str, list[str]], cells: Counter[str], options: set[str]) -> bool:
    """Say whether options combine freely: most of them occur in different lists."""
    seen: dict[str, set[str]] = {}
    for cell, pieces in lists.items():
        for piece in pieces:
            if piece in options:
                seen.setdefault(piece, set()).add(cell)
    mixed = sum(len(found) > 1 for found in seen.values())
    return mixed >= 0.5 * len(options)


def _split_whole(cell: str, separator: str) -> list[str]:
    """Split a cell, but not within brackets."""
    pieces: list[str] = []
    for piece in cell.split(separator):
        if pieces and _is_open(pieces[-1]):
            pieces[-1] += separator + piece
        else:
            pieces.append(piece)
    if pieces and _is_open(pieces[-1]):  # a bracket that never closes: split everywhere
        pieces = cell.split(separator)
    return [stripped for piece in pieces if (stripped := piece.strip())]


def _is_open(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in _BRACKETS.items())


def _join_inseparable(
    lists: dict[str, list[str]], cells: Counter[str], separator: str
) -> dict[str, list[str]]:
    """Join pieces of which neither occurs without the other beside it."""
    while True:
        single, pairs = Counter[str](), Counter[tuple[str, str]]()
        for cell, pieces in lists.items():
            for piece in pieces:
                single[piece] += cells[cell]
            for pair in itertools.pairwise(pieces):
                pairs[pair] += cells[cell]
        joined = {
            pair
            for pair, n in pairs.items()
            if n >= 3 and n == single[pair[0]] == single[pair[1]] and pair[0] != pair[1]
        }
        if not joined:
            return lists
        first = max(joined, key=lambda pair: (pairs[pair], pair))
        lists = {cell: _join(pieces, first, separator) for cell, pieces in lists.items()}


def _join(pieces: list[str], pair: tuple[str, str], separator: str) -> list[str]:
    out: list[str] = []
    for piece in pieces:
        if out and (out[-1], piece) == pair:
            glue = separator if separator == "\n" else f"{separator} "
            out[-1] += glue + piece
        else:
            out.append(piece)
    return out


def _are_clauses(lists: dict[str, list[str]], options: list[str]) -> bool:
    """Say whether pieces are the clauses of sentences: what follows a comma begins small."""
    first = {pieces[0] for pieces in lists.values() if pieces}
    begins_large = sum(piece[:1].isupper() for piece in first) > 0.8 * len(first)
    later = [option for option in options if option[:1].islower() and len(option.split()) > 2]
    return begins_large and len(later) >= 0.3 * len(options)


def _is_ordered(lists: dict[str, list[str]]) -> bool:
    """Say whether the order is the respondent's: pairs stand either way round."""
    pairs = {pair for pieces in lists.values() for pair in itertools.combinations(pieces, 2)}
    turned = sum((second, first) in pairs for first, second in pairs)
    return len(pairs) > 2 and turned >= 0.6 * len(pairs)


def _is_ranking(lists: dict[str, list[str]], cells: Counter[str], options: list[str]) -> bool:
    """Say whether nearly every cell lists all options once, in more than one order."""
    every = set(options)
    n_full = sum(n for c, n in cells.items() if len(lists[c]) == len(every) == len(set(lists[c])))
    orders = {tuple(pieces) for pieces in lists.values() if set(pieces) == every}
    return len(every) > 2 and len(orders) > 2 and n_full >= 0.9 * sum(cells.values())
