import io

import pandas as pd
import pytest

from gpgp.instrument.text import clean_text, repair_text

CASES = [
    ("Pay people more.", "Pay people more.", "nothing to do"),
    ("  Pay \t", "Pay", "blanks at the ends"),
    ("itâ€™s Â£5", "it’s £5", "mojibake"),
    ("tÅ· a dÅµr", "tŷ a dŵr", "mojibake of Welsh letters"),
    ("R&amp;D &lt;3 &#163;5", "R&D <3 £5", "entities"),
    ("&amp;amp;lt;", "<", "an entity inside an entity"),
    ("AT&T; R&D", "AT&T; R&D", "an ampersand that is no entity"),
    ("par\u200bking", "parking", "a zero-width space inside a word"),
    ("co\u00adoperate", "cooperate", "a soft hyphen"),
    ("a\u202eb\u2066c\u2069d", "abcd", "marks of direction"),
    ("one\x00two\x07", "onetwo", "control characters"),
    ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour", "ends of lines"),
    ("one\u00a0two\u2003three", "one two three", "blanks of other kinds"),
    ("y\u0302 w\u0302", "ŷ ŵ", "decomposed accents"),
    ("\ufeffdŵr", "dŵr", "a byte order mark"),
    ("👨‍👩‍👧 yes", "👨‍👩‍👧 yes", "an emoji made with joiners"),
    ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "the flag of Wales is spelled in tags"),
    ("pay\U000e0068\U000e0069", "pay", "text hidden in tags"),
    ("می‌خواهم", "می‌خواهم", "a non-joiner that spells a Persian word"),
    ("it’s “fair”", "it’s “fair”", "curly quotes are not straightened"),
    ("colour, naïve, ﬁne", "colour, naïve, ﬁne", "no letter is folded"),
    ("نحتاج إلى المزيد", "نحتاج إلى المزيد", "Arabic"),
    ("\u200b\u200b", "", "nothing but characters without width"),
    ("", "", "empty"),
]


@pytest.mark.parametrize(("received", "expected", "reason"), CASES)
def test_text_is_repaired_and_nothing_else(received: str, expected: str, reason: str):
    assert clean_text(received) == expected, reason


@pytest.mark.parametrize("received", [case[0] for case in CASES])
def test_cleaning_twice_changes_nothing_more(received: str):
    once = clean_text(received)
    assert clean_text(once) == once


def test_repairs_are_named():
    assert repair_text("Â£5\x00") == ("£5", ("mojibake", "control_characters"))
    assert repair_text("£5") == ("£5", ())


NASTY = [
    "a\rb", "a\nb", "a\r\nb", "a\tb", 'say "no"', "it's, well; so", "NA", "None", "null", "nan",
    "=1+1", "+44", "-1", "@SUM(A1)", "y\u0302", "👨‍👩‍👧", "\u202etxet", "مرحبا", "x" * 200_000,
    "<script>alert(1)</script>", "</td></table>", "{{7*7}}", "![](http://x/)", "$5 and $10",
    "_hidden", "0012", "1e5", "TRUE", "2024-01-02", "a|b|c",
]  # fmt: skip


def test_thirty_nasty_strings_survive_being_written_and_read():
    """Promise 4: clean, write, read; the same after the guards of the formats are undone."""
    cleaned = pd.Series([clean_text(text) for text in NASTY], dtype="str")
    assert len(cleaned) == 30
    buffer = io.BytesIO()
    cleaned.to_frame("text").to_parquet(buffer)
    assert pd.read_parquet(buffer)["text"].tolist() == cleaned.tolist()
    text = cleaned.to_frame("text").to_csv(index=False, quoting=1, lineterminator="\n")
    again = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
    assert again["text"].tolist() == cleaned.tolist()
    changed = [(a, b) for a, b in zip(NASTY, cleaned, strict=True) if a != b]
    assert changed == [
        ("a\rb", "a\nb"),
        ("a\r\nb", "a\nb"),
        ("y\u0302", "ŷ"),
        ("\u202etxet", "txet"),
    ]
