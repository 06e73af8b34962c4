"""From rows of true cells to the protected table that was declared for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gpgp.disclosure import true_tables
from gpgp.disclosure.declaration import Declaration
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import ProtectedTable
from gpgp.instrument.parts import Item
from gpgp.instrument.questions import Question

TrueRow = tuple[str, tuple[true_tables.TrueCell, ...]]
Pairs = Sequence[tuple[str, str]]


def make_table(
    declared: Declaration,
    material: Material,
    rows: Sequence[TrueRow],
    *,
    question: Question | None = None,
    item: Item | None = None,
    words: Mapping[str, str] | None = None,
    each: Mapping[str, Pairs] | None = None,
    notes: Sequence[str] = (),
    is_turned: bool = False,
) -> ProtectedTable:
    """Send rows of true cells through the gate as the table that was declared.

    Parameters
    ----------
    declared : Declaration
    material : Material
        Its profile holds.
    rows : sequence of (key, cells)
        As many cells as the declaration lays out columns.
    question, item : optional
        What the table is about; a sensitive question is protected as one.
    words : mapping, optional
        Fills ``{...}`` in the caption and in the labels of columns.
    each : mapping, optional
        The (key, label) pairs of repeated columns, by their ``each``.
    notes : sequence of str
        Sentences under the table.
    is_turned : bool
        Whether rows and columns change places.

    Returns
    -------
    ProtectedTable

    Raises
    ------
    ContractError
        A row does not have one cell per column.
    """
    words = words or {}
    draft = true_tables.TrueTable(
        declared,
        declared.name(question.id if question else "", item.code if item else ""),
        declared.caption.format(**words),
        declared.lay_out(words, each or {}, is_turned=is_turned),
        tuple(rows),
        tuple(notes),
        bool(question and question.sensitive),
    )
    return protect(draft, profile=material.profile)
