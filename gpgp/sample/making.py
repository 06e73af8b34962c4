"""One sample: the instrument, the export and the truth, made from a size and a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gpgp.sample.people import Row
from gpgp.sample.plan import make_plan, read_instrument
from gpgp.sample.plants import plant_cells
from gpgp.sample.rows import (
    PLATFORM_COLUMNS,
    make_analysed_rows,
    make_draws,
    make_rows_to_set_aside,
    number_rows,
    write_export,
)
from gpgp.sample.truth import tell_truth, write_truth


@dataclass(frozen=True)
class Sample:
    """A synthetic consultation: its instrument and export as bytes, and the truth about it."""

    consultation_yaml: bytes
    export_csv: bytes
    truth: dict[str, Any]

    def files(self) -> dict[str, bytes]:
        """Return the three files of the sample's folder by name."""
        return {
            "consultation.yaml": self.consultation_yaml,
            "responses.csv": self.export_csv,
            "truth.json": write_truth(self.truth),
        }


def make_sample(*, n_responses: int | None = None, seed: int | None = None) -> Sample:
    """Make the synthetic consultation, and the truth about it.

    Parameters
    ----------
    n_responses : int, at least 50
        Rows of the export; constituencies and what is planted are scaled to it. The bundled
        consultation has 1,500.
    seed : int, 0 or more
        The same number gives the same bytes on every Python.

    Returns
    -------
    Sample

    Raises
    ------
    ParameterError
        Fewer than 50 responses, or a seed below 0.
    """
    plan = make_plan(n_responses=n_responses, seed=seed)
    content, instrument = read_instrument()
    draws = make_draws(plan.seed)
    analysed = make_analysed_rows(plan=plan, instrument=instrument, draws=draws)
    aside = make_rows_to_set_aside(analysed, plan=plan, instrument=instrument, draws=draws)
    repeated = {id(row.kept) for row in aside}
    free = [row for row in analysed if id(row) not in repeated]
    plant_cells(free, plan=plan, instrument=instrument, chance=draws.plants)
    _tell_apart(free)
    rows = number_rows([*analysed, *aside], draws.plants)
    cells = [row.cells | {q: c.text for q, c in row.comments.items()} for row in rows]
    export = write_export(cells, instrument=instrument)
    return Sample(content, export, tell_truth(rows, plan=plan))


def _tell_apart(rows: Sequence[Row]) -> None:
    """Let no two rows say the same by chance: one of them agrees a little more or less."""
    swaps = {"Agree": "Strongly agree", "Strongly agree": "Agree"}
    seen: set[tuple[tuple[str, str], ...]] = set()
    for row in rows:
        for slot in [None, *(slot for slot in row.cells if row.cells[slot] in swaps)]:
            if slot is not None:
                row.cells[slot] = swaps[row.cells[slot]]
            key = _answers_of(row)
            if key not in seen:
                break
        seen.add(key)


def _answers_of(row: Row) -> tuple[tuple[str, str], ...]:
    said = row.cells | {question: comment.text for question, comment in row.comments.items()}
    return tuple(
        sorted((slot, text) for slot, text in said.items() if slot not in PLATFORM_COLUMNS)
    )
