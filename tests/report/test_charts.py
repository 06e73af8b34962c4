"""Charts: the same bytes each time, nothing cut off, nothing that matplotlib would interpret."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from gpgp.disclosure.declaration import Declaration
from gpgp.disclosure.protected import Cell, ProtectedTable, TableColumn, TableRow
from gpgp.report.render import charts

DECLARED = Declaration("t", "c", (), audit="words", place="file")

NASTY = [
    "$5 and $10",
    r"\frac{",
    "a $^$ b",
    "_hidden",
    "tŷ ŵ ŷ â",
    "<b>x</b>",
    "pay 🙂 薪",
    "x" * 80,
]


def make(labels, **columns):
    """A table with a label and columns of (kind, cells)."""
    heads = (TableColumn("label", "Label"), *(TableColumn(key, key, "percent") for key in columns))
    rows = tuple(
        TableRow(f"r{place}", (Cell(label), *(cells[place] for cells in columns.values())))
        for place, label in enumerate(labels)
    )
    return ProtectedTable(DECLARED, "t", "c", heads, rows)


def shares(values):
    return [Cell(f"{v}%", v) if v is not None else Cell("[c]") for v in values]


DRAWINGS = {
    "bars": lambda labels: charts.plot_bars(
        make(labels, v=shares([60] * (len(labels) - 1) + [None])), value="v"
    ),
    "sides": lambda labels: charts.plot_sides(
        make(
            labels,
            disagree=shares([20] * len(labels)),
            neither=shares([None] + [20] * (len(labels) - 1)),
            agree=shares([60] * len(labels)),
        )
    ),
    "intervals": lambda labels: charts.plot_intervals(
        make(
            labels,
            agree=[Cell("two-thirds or more"), *shares([60] * (len(labels) - 1))],
            interval=[Cell("[c]"), *[Cell("50% to 70%", 60, "50|70")] * (len(labels) - 1)],
        )
    ),
    "places": lambda labels: charts.plot_places(
        make(labels, place_1=shares([97] * len(labels)), place_2=shares([3] * len(labels)))
    ),
    "orders": lambda labels: charts.plot_orders(
        make(labels, a=shares([1] * len(labels)), b=shares([2] * len(labels))),
        options=["a", "b"],
        highlight=["a", "b"],
    ),
    "ranges": lambda labels: charts.plot_ranges(
        make(
            labels,
            share=shares([28] * len(labels)),
            lowest=shares([20] * len(labels)),
            highest=shares([80] * len(labels)),
        )
    ),
}


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_labels_are_drawn_as_they_stand_and_whole(draw):
    for picture in draw(NASTY):
        pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
        border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
        assert (border == 255).all(), "something reaches the edge and may be cut off"


def test_long_names_of_the_sides_are_not_cut_off():
    heads = ["Slightly important or lower", "Between the two", "Very important or higher still"]
    table = make(["a", "b" * 30], **dict.fromkeys(charts.SIDES, shares([30, 30])))
    columns = (table.columns[0], *map(TableColumn, charts.SIDES, heads, ["percent"] * 3))
    for picture in charts.plot_sides(replace(table, columns=columns)):
        pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
        assert (pixels[:, -1] == 255).all()


def test_a_picture_is_the_same_each_time_and_holds_no_text():
    first, second = (DRAWINGS["bars"](["a", "b"]) for _ in range(2))
    assert first == second
    assert not Image.open(io.BytesIO(first[0])).info.get("Software")


@pytest.mark.parametrize(("colour", "other"), [
    (charts.NAVY, charts.PAPER), (charts.ORANGE, charts.PAPER), (charts.GREY, charts.PAPER),
    (charts.NAVY, charts.ORANGE),
])  # fmt: skip
def test_colours_can_be_told_apart(colour, other):
    """WCAG 2.2, relative luminance: fills need 3:1 on the background and beside each other."""

    def luminance(code):
        parts = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(colour), luminance(other)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3
