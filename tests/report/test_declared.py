"""Each printed table is declared once, and its cells are typed: nothing reads text back."""

import re
from pathlib import Path

import pytest

from gpgp.disclosure.declaration import LONGEST_NAME, Declaration
from gpgp.errors import ContractError
from gpgp.report import PROFILES
from gpgp.report.tables import DECLARED, order_tables, protect_tables
from gpgp.report.tables.brief import ORDER_BESIDE, RATINGS_BESIDE, THEMES_BESIDE

ROOMS = ("disclosure", "report", "release")
GPGP = Path(__file__).parents[2] / "gpgp"
SOURCES = {file: file.read_text(encoding="utf-8") for room in ROOMS for file in
           sorted((GPGP / room).rglob("*.py"))}  # fmt: skip
READS_TEXT = re.compile(
    r"cells?\w*(\[[^\]]*\]|\([^)]*\))?\.text\."
    r"(split|startswith|endswith|removeprefix|removesuffix|isdigit)|\.text\[|\.text ==|"
    r" in \w*cell\w*\.text\b|(float|int)\([^()]*\.text\)|\.code\.split"
)


def test_nothing_reads_printed_text_back():
    found = {file.name: READS_TEXT.search(source) for file, source in SOURCES.items()}
    assert {name: match[0] for name, match in found.items() if match} == {}


def test_names_of_tables_are_made_in_one_place():
    endings = "|".join(declared.ending for declared in DECLARED)
    made = re.compile(rf'f"\{{[^"]*\}}_({endings})"')
    assert [file.name for file, source in SOURCES.items() if made.search(source)] == []


def test_every_table_of_a_report_is_declared_and_every_number_counts_known_people(
    tables, consultation
):
    protected = protect_tables(tables, consultation=consultation, profile=PROFILES["public"])
    ordered = order_tables(protected, consultation=consultation)
    assert set(ordered) == {name for name, table in protected.items() if table.rows}
    for table in ordered.values():
        assert table.declared in DECLARED
        for column in table.columns:
            counts_people = column.kind in ("count", "percent", "band") and bool(column.people)
            known = table.declared.audit in ("no_people", "figures") or column.key == "population"
            assert counts_people or known or column.kind in ("text", "span", "figure"), column


def test_no_two_declarations_make_one_name():
    names = [
        declared.name(kind, "an_item" if declared.place == "element" else "")
        for declared in DECLARED
        for kind in declared.of or ("",)
    ]
    assert len(set(names)) == len(names)
    assert all(each.audit == "printed" for each in (RATINGS_BESIDE, ORDER_BESIDE, THEMES_BESIDE))


def test_a_table_without_an_audit_or_a_place_cannot_be_declared():
    with pytest.raises(ContractError, match="expected one of the audits .* found '' and 'paper'"):
        Declaration("t", "c", (), audit="", place="paper")
    with pytest.raises(ContractError, match="found 'words' and 'cover'"):
        Declaration("t", "c", (), audit="words", place="cover")


def test_a_long_name_is_cut_and_still_its_own():
    declared = Declaration("by_constituency", "c", (), audit="item", place="annex")
    names = [declared.name("q" * 60, "x" * 59 + last) for last in "ab"]
    assert all(len(name) <= LONGEST_NAME for name in names)
    assert names[0] != names[1]
    assert declared.name("vision") == "vision_by_constituency"
