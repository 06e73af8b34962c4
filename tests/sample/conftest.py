"""The bundled sample, made once, and its export read in a slower way than the intake's."""

import csv
import io

import pytest

from gpgp.sample import make_sample
from gpgp.sample.plan import read_instrument
from gpgp.sample.rows import list_columns


def _read_rows(export: bytes) -> list[dict[str, str]]:
    lines = list(csv.reader(io.StringIO(export.decode("utf-8-sig"), newline="")))
    slots = list(list_columns(read_instrument()[1]))
    assert {len(line) for line in lines} == {len(slots)}
    return [dict(zip(slots, line, strict=True)) for line in lines[2:]]


@pytest.fixture(scope="session")
def read_rows():
    """Read an export's responses: slot → cell, by the position of the columns."""
    return _read_rows


@pytest.fixture(scope="session")
def bundled():
    """The sample as it is bundled."""
    return make_sample()


@pytest.fixture(scope="session")
def rows(bundled):
    """The responses of the bundled sample; the first stands on row 3."""
    return _read_rows(bundled.export_csv)


@pytest.fixture(scope="session")
def cells(rows):
    """Return the cell that an entry of the truth is about."""
    return lambda entry: rows[entry["row"] - 3][entry["question"]]
