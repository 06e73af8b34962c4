"""Marks stand in tables only: a sentence leaves a withheld number out or says it in words."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from simulated import simulate_small

from gpgp.disclosure import Cell, gather_material
from gpgp.number_words import BANDS
from gpgp.report import PROFILES, compose_brief
from gpgp.report.code_names import VERDICT_NAMES
from gpgp.report.sections import WRITERS, Source
from gpgp.report.tables import order_tables, protect_material

NEVER = re.compile(
    r"\[(c|low|x|z|pool)\]|\bnan\b|\bNone\b(?! (of|needs))"
    r"|about (about|at least|fewer|[\d,]+ or more)"
    r"|at least ([\d,]+ or more|at least|two-thirds|half|\d+% of (about )?at least)|\(of \)| \(\)"
)
EXACT = ("ledger", "heard_from", "themes_found", "data_quality")  # nothing of these is withheld
INSTEAD = {
    "count": ("[c]", "at least 1,050", "30 or more", "[low]"),
    "percent": ("[c]", "[low]"),
    "band": ("[c]", "[low]", BANDS[0], BANDS[2], "62% [pool]"),
    "figure": ("[low]", "[x]"),
    "span": ("[c]", "[x]"),
}


class Words(HTMLParser):
    """Everything a page says outside the cells of its tables, alternative texts among it."""

    def __init__(self, html):
        super().__init__()
        self.texts, self.depth = [""], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "div" and (self.depth or attrs.get("class", "").startswith("tabular")):
            self.depth += 1
        if tag in ("p", "dd", "li", "h2", "h3", "figcaption", "br"):
            self.texts.append("")

    def handle_endtag(self, tag):
        self.depth -= tag == "div" and self.depth > 0

    def handle_data(self, data):
        if not self.depth:
            self.texts[-1] += data


def find_faults(html):
    return [text for text in Words(html).texts if NEVER.search(text)]


def draw_verdicts(tables, rng):
    """Any verdict may stand at any element, with any constituencies named."""
    codes = tables["responses"]["constituency_code"].unique()
    verdicts = tables["agreement_verdicts"].copy()
    verdicts["verdict_code"] = rng.choice(list(VERDICT_NAMES), len(verdicts))
    for column in ("supporters", "objectors"):
        verdicts[column] = [
            "|".join(rng.choice(codes, rng.integers(0, len(codes)), replace=False))
            for _ in range(len(verdicts))
        ]
    return {**tables, "agreement_verdicts": verdicts}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("code", ["public", "board"])
def test_no_sentence_of_a_small_consultation_holds_a_mark(consultation, simulate, seed, code):
    rng, profile = np.random.default_rng(seed), PROFILES[code]
    tables = draw_verdicts(simulate_small(simulate, consultation, seed=seed), rng)
    material = gather_material(tables, consultation=consultation, profile=profile)
    protected = order_tables(protect_material(material), consultation=consultation)
    source = Source(protected, consultation, profile, {})
    pages = [write(source)._repr_html_() for write in WRITERS]
    codes = list(tables["responses"]["constituency_code"].unique())
    known = {group.code for group in consultation.constituencies}
    pages += [
        compose_brief(
            tables, consultation=consultation, constituency_code=each, profile=profile
        )._repr_html_()
        for each in [each for each in codes if each in known][:2]
    ]
    assert [find_faults(page) for page in pages] == [[] for _ in pages]


def is_pooled(cell):
    return cell.is_pooled


def withhold(table, rng):
    """The table with half of its numbers withheld, whichever the gate would let pass."""
    if table.name in EXACT:
        return table
    is_by_area = table.name.endswith(("_by_constituency", "_by_nation"))
    kinds = [column.kind for column in table.columns]
    rows = []
    for row in table.rows:
        cells = [
            _withhold(cell, kind, rng, is_area=is_by_area and row.key != "all")
            for cell, kind in zip(row.cells, kinds, strict=True)
        ]
        if "interval" in table.column_keys and (cells[-2].value is None or is_pooled(cells[-2])):
            cells[-1] = Cell("[low]", mark="[low]")
        if table.name.startswith("who_answered"):
            cells = row.cells if row.key == "all" else cells
            if cells[1].value is None:
                cells = [*cells[:2], Cell("[c]", mark="[c]"), *cells[3:]]
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _withhold(cell, kind, rng, *, is_area):
    if cell.value is None or kind not in INSTEAD or rng.random() < 0.5:
        return cell
    text = str(rng.choice(INSTEAD[kind]))
    if text == "62% [pool]":
        return Cell(text, 62.0, is_pooled=True) if is_area else cell
    is_mark, is_band = text.startswith("["), text in BANDS
    low = float("".join(filter(str.isdigit, text))) if not is_mark and not is_band else None
    return Cell(
        text, low=low, mark=text if is_mark else "", band=text if is_band else "", codes=cell.codes
    )


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_withheld_no_sentence_holds_a_mark(public_board, consultation, seed):
    rng, profile = np.random.default_rng(seed), PROFILES["public"]
    protected = public_board.tables
    protected = {name: withhold(table, rng) for name, table in protected.items()}
    source = Source(protected, consultation, profile, {})
    faults = [fault for write in WRITERS for fault in find_faults(write(source)._repr_html_())]
    assert not faults
