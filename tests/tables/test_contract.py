"""Every contract can be kept and is broken loudly."""

import pandas as pd
import pytest

from gpgp.errors import ContractError
from gpgp.tables import SPECS, check_table, empty_table

VALUES = {
    "text": "x",
    "integer": 1,
    "number": 0.5,
    "boolean": True,
    "time": pd.Timestamp("2018-05-14"),
}


def _one_row(spec):
    return pd.DataFrame(
        {
            name: [sorted(column.allowed)[0] if column.allowed else VALUES[column.kind]]
            for name, column in spec.columns.items()
        }
    )


@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda s: s.name)
def test_a_table_that_keeps_its_contract_passes(spec):
    assert list(check_table(_one_row(spec), spec).columns) == list(spec.columns)
    assert len(empty_table(spec)) == 0


@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda s: s.name)
def test_a_missing_or_strange_column_is_named(spec):
    first = next(iter(spec.columns))
    with pytest.raises(ContractError, match=f"table {spec.name}.*missing: {first}"):
        check_table(_one_row(spec).drop(columns=first), spec)
    with pytest.raises(ContractError, match="unexpected: surprise"):
        check_table(_one_row(spec).assign(surprise=1), spec)


@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda s: s.name)
def test_a_repeated_key_is_refused(spec):
    with pytest.raises(ContractError, match="must be unique, found 2 rows"):
        check_table(pd.concat([_one_row(spec)] * 2), spec)


@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda s: s.name)
def test_a_missing_value_is_refused_where_none_may_be(spec):
    for name, column in spec.columns.items():
        broken = _one_row(spec).astype({name: object})
        broken.loc[0, name] = None
        if column.missing is None:
            with pytest.raises(ContractError, match=f"column {name}: 1 values are missing"):
                check_table(broken, spec)
        else:
            assert check_table(broken, spec)[name].isna().all()


@pytest.mark.parametrize("spec", SPECS.values(), ids=lambda s: s.name)
def test_a_value_outside_the_list_is_refused_and_not_repeated(spec):
    for name, column in spec.columns.items():
        if column.allowed:
            broken = _one_row(spec).assign(**{name: "a secret"})
            with pytest.raises(ContractError, match=f"column {name}: 1 values are not") as fault:
                check_table(broken, spec)
            assert "a secret" not in str(fault.value)


def test_numbers_are_not_taken_for_text():
    spec = SPECS["choices"]
    with pytest.raises(ContractError, match="expected text"):
        check_table(_one_row(spec).assign(option_code=7), spec)


def test_rows_come_back_sorted_by_their_key():
    spec = SPECS["choices"]
    rows = pd.concat([_one_row(spec).assign(response_id=r) for r in ("r2", "r1")])
    assert check_table(rows, spec)["response_id"].to_list() == ["r1", "r2"]
