"""No character that is not seen, or that disguises others, reaches any sink."""

import io
import unicodedata

import pytest
from test_payloads import poison

from gpgp.cli import main
from gpgp.printed_text import PlainStream, drop_controls, drop_hidden
from gpgp.report import PROFILES, compose_board_report
from gpgp.report.render.table_files import write_csv
from gpgp.report.tables import protect_tables

HIDDEN = [
    "\u202e", "\u202d", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c",  # direction
    "\u200b", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u3164",  # no width
    "\ue000", "\uf8ff", "\U000f0001", "\U00100001", "\ufdd0",  # no meaning
    "\x00", "\x07", "\x1b", "\x7f", "\x9b",  # control
    "\U000e0041", "\u2062", "\ufff9",
]  # fmt: skip
KEPT = "tŷ Ŵ العربية می\u200cخواهم क्\u200dष 👩\u200d🚀 🏴\U000e0067\U000e0062\U000e007f ❤️ –“”…"


def find_hidden(text):
    return [
        f"U+{ord(char):04X}"
        for char in text
        if char in HIDDEN
        or (unicodedata.category(char) in ("Cc", "Co", "Cs") and char not in "\n\t\r")
    ]


@pytest.mark.parametrize("char", HIDDEN)
def test_each_hidden_character_is_dropped(char):
    assert drop_hidden(f"pay{char} rise") == "pay rise"


def test_what_spells_words_and_pictures_stays():
    assert drop_hidden(KEPT) == KEPT
    assert drop_controls("two\nlines\tof\r\ntext") == "two lines of text"
    assert drop_hidden("two\nlines") == "two\nlines"


def test_no_sink_of_a_report_prints_them(consultation, tables, export):
    """Title, main heading, prose, headers of columns, alternative texts, CSV files."""
    payloads = [f"x{char}y" for char in HIDDEN]
    poisoned, stage = poison(consultation, tables, payloads)
    report = compose_board_report(
        stage, consultation=poisoned, profile=PROFILES["public"], provenance={}
    )
    page = export(report.sections.values(), title=poisoned.title)
    assert "xy" in page
    assert find_hidden(page) == []
    printed = protect_tables(stage, consultation=poisoned, profile=PROFILES["public"])
    for table in printed.values():
        assert find_hidden(write_csv(table).decode("utf-8-sig")) == [], table.name
        assert find_hidden("".join(column.label for column in table.columns)) == [], table.name


def test_the_terminal_shows_none(capsys):
    stream = PlainStream(io.StringIO())
    print("".join(HIDDEN) + "pay\n", file=stream)
    assert stream.getvalue() == "pay\n\n"
    main(["check", "no\x1b[2Jbody\u202e"])
    said = capsys.readouterr()
    assert find_hidden(said.out + said.err) == []
