"""What stands between two printed shares: nothing where either report withholds its own."""

from dataclasses import replace

import pytest

from gpgp.disclosure.between import Pair, set_side_by_side
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.protected import Cell
from gpgp.errors import ContractError

COLUMNS = tuple(
    TableColumn(key, key)
    for key in ("item", "first", "second", "change", "interval", "same_mix", "beyond")
)
DECLARED = Declaration("changes", "c", COLUMNS, audit="both", place="paper")
SHOWN = Pair(
    "fair",
    (Cell("Fair"),),
    Cell("50%", 50),
    Cell("65%", 65),
    low=0.071,
    high=0.226,
    strata=((Cell("100", 100), Cell("40%", 40), Cell("50", 50), Cell("60%", 60)),),
    beyond=Cell("yes, more", codes=("more",)),
)
HIDDEN = Cell("[c]", mark="[c]")


def show(pair, declared=DECLARED):
    table = set_side_by_side(declared, [pair], name="t", caption="c", columns=COLUMNS)
    return [cell.text for cell in table.rows[0].cells[1:]]


def test_a_change_stands_between_two_printed_shares():
    assert show(SHOWN) == ["50%", "65%", "+15", "+7 to +23", "+20", "yes, more"]


@pytest.mark.parametrize("side", ["first", "second"])
@pytest.mark.parametrize(
    "withheld", [HIDDEN, Cell("half or more", band="half or more"), Cell("50%", 50, is_pooled=True)]
)
def test_nothing_is_worked_out_of_a_share_that_is_withheld(side, withheld):
    assert show(replace(SHOWN, **{side: withheld}))[2:] == ["[c]"] * 4


@pytest.mark.parametrize("place", range(4))
def test_an_area_that_either_report_withholds_has_no_weight(place):
    cells = list(SHOWN.strata[0])
    cells[place] = HIDDEN
    assert show(replace(SHOWN, strata=(tuple(cells), SHOWN.strata[0])))[4] == "+20"
    assert show(replace(SHOWN, strata=(tuple(cells),)))[4] == "[x]"


def test_any_other_table_is_refused():
    other = Declaration("changes", "c", COLUMNS, audit="printed", place="paper")
    with pytest.raises(ContractError, match="only what two reports print"):
        show(SHOWN, other)


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ContractError, match="expected 7 cells"):
        show(replace(SHOWN, labels=()))
