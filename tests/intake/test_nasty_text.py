"""What people and programs put into cells survives reading, and no file makes reading fall over."""

import csv
import io
import random

import pytest

from gpgp.errors import InputError
from gpgp.instrument import parse_consultation
from gpgp.intake import check_responses, draft_consultation, read_responses

NASTY = [
    "one\rtwo", "one\ntwo", "one\r\ntwo", "\ttab", '"quoted"', "it's", "NA", "N/A", "None", "null",
    "nan", "<NA>", "#N/A", "=1+1", "+44 20", "-", "@x", "dŵr tŷ", "dw\u0302r", "👩‍👩‍👧", "עברית",
    "\u202eabc\u202c", "<script>alert(1)</script>", "{{7*7}}", "$5 and $10", "a,b;c\td|e", " ",
    "x" * 200_000, "\ufeff", "1e5", "0012", "\\", "“curly”", "a\u00a0b", "\u200b", "TRUE",
]  # fmt: skip


def test_nasty_text_is_read_as_it_stands(read):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([["a", "n"], *([x, "1"] for x in NASTY)])
    assert read(buffer.getvalue()).rows["a"].tolist() == NASTY


def test_nasty_text_in_a_workbook_is_read_as_it_stands(read, workbook):
    kept = [x for x in NASTY if "\r" not in x and 0 < len(x.strip(" ")) < 30_000]  # as XML can

    def as_text(book, sheet):
        for cell in sheet["A"]:
            cell.data_type = "s"

    received = read(workbook([["a", "n"], *([x, "1"] for x in kept)], as_text))
    assert received.rows["a"].tolist() == kept


EXPORT = (
    'Timestamp,"What is your role?",Do you agree? [Pay],Do you agree? [Skills],Why?\n'
    + "".join(
        f'2024-01-{n:02d} 10:00:00,{"Council" if n % 3 else "Union"},Agree,Disagree,"so, {n}"\n'
        for n in range(1, 29)
    )
).encode()
PIECES = [b'"', b",", b";", b"\n", b"\r", b"\0", b"\xff", b"\xa3", b"", b"x" * 40, b"\xe2\x80\xa8"]


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed):
    draw = random.Random(seed)
    content = bytearray(EXPORT)
    for _ in range(draw.choice([1, 3, 30])):
        place = draw.randrange(len(content))
        content[place : place + draw.choice([0, 1, 90])] = draw.choice(PIECES)
    try:
        draft = draft_consultation(bytes(content), file_name="f.csv", name="test")
    except InputError as fault:
        assert str(fault).startswith("f.csv")
        return
    consultation = parse_consultation(draft.yaml_text)
    received = read_responses(bytes(content), consultation=consultation, file_name="f.csv")
    check_responses(received, consultation=consultation)
