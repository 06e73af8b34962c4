"""The disclosure gate: the one place where a true number becomes a printed one.

Rules 1, 2, 3, 4, 7, 10, 16 and 19 of the disclosure standard, cell by cell: thresholds, rounding,
floors for shares and statistics, bands. What else is withheld, so that hidden cells cannot be
worked back from printed ones, an audit has marked in the draft.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import BAND, HEADLINE_BANDS, SHARE, SIDE_BANDS, Bands
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protected import (
    CONFIDENTIAL,
    LOW,
    MARK_MEANINGS,
    NOT_AVAILABLE,
    POOLED,
    Cell,
    ProtectedTable,
    TableRow,
)
from gpgp.errors import ContractError
from gpgp.number_words import format_count, format_percent
from gpgp.printed_text import drop_controls

ZERO_FLOOR = 30  # a zero is printed only in a row of at least this many people
LEAST_REASON = 10  # fewer rows set aside for one reason are not counted out
BASE_ROUNDING = 5  # bases of shares are multiples of this in every profile
GROUP_FLOOR = 100  # sensitive questions: a row this small may not fall into one category
GROUP_SHARE = 0.9  # ... by this share
_FINE = 10**9  # a weighted share as a count of so many


def protect(draft: true_tables.TrueTable, *, profile: Profile) -> ProtectedTable:
    """Turn a draft of true numbers into a table that may be printed.

    Parameters
    ----------
    draft : TrueTable
        True numbers, each marked with its kind.
    profile : Profile
        Whose rules hold.

    Returns
    -------
    ProtectedTable
        The same rows and columns; texts cleaned of control characters, numbers rounded, banded
        or withheld, the marks explained in a note.

    Raises
    ------
    ContractError
        A row does not have one cell per column.
    """
    rows = tuple(
        TableRow(drop_controls(key), _print_row(draft, cells, profile)) for key, cells in draft.rows
    )
    cells = [cell for row in rows for cell in row.cells]
    marks = [cell.mark for cell in cells] + [POOLED for cell in cells if cell.is_pooled]
    notes = tuple(note for note in (*map(drop_controls, draft.notes), explain_marks(marks)) if note)
    hidden = sum(mark in (CONFIDENTIAL, LOW) for mark in marks)
    caption = drop_controls(draft.caption)
    columns = tuple(replace(each, label=drop_controls(each.label)) for each in draft.columns)
    return ProtectedTable(
        draft.declared, draft.name, caption, columns, rows, tuple(filter(None, notes)), hidden
    )


def take_printed(
    declared: Declaration,
    *,
    name: str,
    caption: str,
    columns: tuple[TableColumn, ...],
    rows: tuple[TableRow, ...],
    notes: tuple[str, ...] = (),
) -> ProtectedTable:
    """Return a table made of cells that other protected tables print already.

    Raises
    ------
    ContractError
        The table is declared to hold anything else.
    """
    if declared.audit != "printed":
        raise ContractError(f"table {name}: only cells that are printed already may be taken.")
    return ProtectedTable(declared, name, caption, columns, rows, notes)


def round_people(n: int, *, profile: Profile, rounding: int = 1) -> int:
    """Round a number of people to the profile's base, or a larger one, halves up.

    Examples
    --------
    >>> from gpgp.disclosure.profiles import PROFILES
    >>> [round_people(n, profile=PROFILES["public"]) for n in (12, 13, 1437)]
    [10, 15, 1435]
    """
    base = max(profile.rounding_base, rounding)
    return (2 * n + base) // (2 * base) * base


def whole_percent(n: int, base: int) -> int:
    """Return n of base as a whole per cent, halves up, without floating point."""
    return (200 * n + base) // (2 * base)


def can_print_share(n: int, base: int, *, profile: Profile) -> bool:
    """Whether a share may be printed: base over the floor, count and complement not small."""
    return base >= profile.share_base_floor and min(n, base - n) >= profile.threshold


def print_people(n: int, *, profile: Profile) -> str:
    """Return a base as a note has it: about 1,365, or fewer than 10."""
    if n < profile.threshold:
        return f"fewer than {profile.threshold}"
    about = "about " if profile.rounding_base > 1 else ""
    return about + format_count(round_people(n, profile=profile))


def _print_row(
    draft: true_tables.TrueTable, cells: tuple[true_tables.TrueCell, ...], profile: Profile
) -> tuple[Cell, ...]:
    if len(cells) != len(draft.columns):
        raise ContractError(
            f"table {draft.name}: expected {len(draft.columns)} cells in each row, "
            f"found {len(cells)}."
        )
    return tuple(_print_cell(cell, profile, draft.is_sensitive) for cell in cells)


def _print_cell(cell: true_tables.TrueCell, profile: Profile, is_sensitive: bool) -> Cell:
    match cell:
        case true_tables.Label(text, codes, language):
            codes = (codes,) if isinstance(codes, str) and codes else tuple(codes)
            return Cell(drop_controls(text), codes=codes, language=language)
        case true_tables.Known(value, text):
            return Cell(drop_controls(text) or format_count(round(value)), value)
        case true_tables.OutOf(n, n_all):
            return Cell(f"{n} of {n_all}", n, high=n_all)
        case true_tables.Missing(mark):
            return _mark(mark)
        case true_tables.Total(n):
            return Cell(format_count(n), n)
        case true_tables.Count():
            return _print_count(cell, profile, is_sensitive)
        case true_tables.Base():
            return _print_base(cell, profile)
        case true_tables.AreaCount():
            return _print_area(cell, profile)
        case true_tables.ReasonCount(n, is_withheld):
            return _mark(CONFIDENTIAL) if is_withheld else _print_reason(n, profile)
        case true_tables.Estimate(value, n) | true_tables.Probability(value, n):
            return _print_estimate(
                value, n, profile, is_chance=isinstance(cell, true_tables.Probability)
            )
        case true_tables.WeightedShare():
            return _print_weighted(cell, profile, is_sensitive)
        case true_tables.ShareInterval():
            return _print_interval(cell, profile, is_sensitive)
        case true_tables.Share(n, base, kind):
            bands = SIDE_BANDS if kind == BAND else None
            return _print_share(n, base, profile, is_sensitive, kind=kind, bands=bands)
        case true_tables.SumShare(people, total):
            people_cell = _print_cell(people, profile, is_sensitive)
            if people_cell.value is None or people_cell.value > total:
                is_hidden = people_cell.value is None
                return _mark(CONFIDENTIAL) if is_hidden else Cell(format_percent(100))
            return _percent(people_cell.value / total)
        case true_tables.HeadlineShare(n, base, is_pooled, kind):
            bands = HEADLINE_BANDS if kind >= BAND else None
            shown = _print_share(n, base, profile, is_sensitive, kind=kind, bands=bands)
            if not is_pooled:
                return shown
            return replace(shown, text=f"{shown.text} {POOLED}", is_pooled=True)
    raise ContractError(f"a draft cell of kind {type(cell).__name__} has no rule.")


def _print_count(cell: true_tables.Count, profile: Profile, is_sensitive: bool) -> Cell:
    if cell.is_withheld:
        return _mark(CONFIDENTIAL)
    if cell.n == 0 and cell.base is not None and cell.base >= ZERO_FLOOR and not is_sensitive:
        return Cell("0", 0)
    if cell.n < profile.threshold:
        return _mark(CONFIDENTIAL)
    return _people(cell.n, profile)


def _print_base(cell: true_tables.Base, profile: Profile) -> Cell:
    if cell.n < profile.threshold:
        return _mark(CONFIDENTIAL)
    if not cell.is_withheld:
        return _people(cell.n, profile, rounding=BASE_ROUNDING)
    least = limit_base(cell.n, cell.most)
    if least < profile.threshold:
        return _mark(CONFIDENTIAL)
    return Cell(f"at least {format_count(least)}", low=least)


def limit_base(n: int, most: int) -> int:
    """Return what a withheld base is said to be at least.

    Examples
    --------
    >>> limit_base(53, 54), limit_base(57, 58)
    (50, 50)
    """
    return min(n, most - BASE_ROUNDING + 1) // BASE_ROUNDING * BASE_ROUNDING


def _print_area(cell: true_tables.AreaCount, profile: Profile) -> Cell:
    if cell.n == 0:
        return Cell("0", 0)
    if cell.n < profile.share_base_floor or cell.n_areas == 0:
        return Cell(f"fewer than {profile.share_base_floor}", high=profile.share_base_floor - 1)
    if cell.is_withheld:
        return Cell(f"{profile.share_base_floor} or more", low=profile.share_base_floor)
    return _people(cell.n, profile, rounding=cell.rounding)


def _print_reason(n: int, profile: Profile) -> Cell:
    least = max(profile.threshold, LEAST_REASON)
    if 0 < n < least:
        return Cell(f"fewer than {least}", high=least - 1)
    return _people(n, profile)


def _print_estimate(value: float, n: int, profile: Profile, *, is_chance: bool) -> Cell:
    if math.isnan(value):
        return _mark(NOT_AVAILABLE)
    if n < profile.contributors_floor:
        return _mark(LOW)
    if is_chance:
        return _percent(value)
    return Cell(f"{value + 0.0:.1f}", round(value, 1) + 0.0)


def _print_weighted(cell: true_tables.WeightedShare, profile: Profile, is_sensitive: bool) -> Cell:
    shown = _print_share(cell.n, cell.base, profile, is_sensitive, kind=SHARE)
    if shown.value is None:
        return shown
    if math.isnan(cell.value):
        return _mark(NOT_AVAILABLE)
    if cell.kind == BAND:
        band = HEADLINE_BANDS.name(round(cell.value * _FINE), _FINE)
        return Cell(band, band=band)
    return _percent(cell.value) if cell.kind == SHARE else _mark(CONFIDENTIAL)


def _print_interval(cell: true_tables.ShareInterval, profile: Profile, is_sensitive: bool) -> Cell:
    shown = _print_share(cell.n, cell.base, profile, is_sensitive, kind=cell.kind)
    if shown.value is None or cell.base < profile.contributors_floor:
        return replace(shown, value=None)
    if math.isnan(cell.low) or math.isnan(cell.high):
        return _mark(NOT_AVAILABLE)
    low, high = _percent(cell.low), _percent(cell.high)
    return Cell(f"{low.text} to {high.text}", shown.value, low.value, high.value)


def _print_share(
    n: int,
    base: int,
    profile: Profile,
    is_sensitive: bool,
    *,
    kind: int,
    bands: Bands | None = None,
) -> Cell:
    if base < profile.share_base_floor:
        return _mark(LOW)
    is_lopsided = max(n, base - n) >= GROUP_SHARE * base and base < GROUP_FLOOR
    if is_sensitive and is_lopsided:
        return _mark(CONFIDENTIAL)
    is_zero = n == 0 and base >= ZERO_FLOOR and not is_sensitive and bands is None
    if kind == SHARE and (is_zero or can_print_share(n, base, profile=profile)):
        return _percent_of(n, base)
    if bands is None:
        return _mark(CONFIDENTIAL)
    band = bands.name(n, base)
    return Cell(band, band=band)


def _mark(mark: str) -> Cell:
    return Cell(mark, mark=mark)


def _percent_of(n: int, base: int) -> Cell:
    percent = whole_percent(n, base)
    return Cell(format_percent(percent), percent)


def _percent(share: float) -> Cell:
    percent = math.floor(100 * share + 0.5 + 1e-9)
    return Cell(format_percent(percent), percent)


def _people(n: int, profile: Profile, *, rounding: int = 1) -> Cell:
    rounded = round_people(n, profile=profile, rounding=rounding)
    return Cell(format_count(rounded), rounded)


def explain_marks(marks: Iterable[str]) -> str:
    """Return the note that says what the marks of a table mean; '' where it has none."""
    marks = set(marks)
    found = [mark for mark in MARK_MEANINGS if mark in marks]
    meanings = "; ".join(f"{mark} {MARK_MEANINGS[mark]}" for mark in found)
    return f"Marks: {meanings}." if found else ""
