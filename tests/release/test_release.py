"""What a folder must pass before it is published, and the sign-off that binds a person to it."""

import base64
import json
import struct
import zlib
from dataclasses import replace

import nbformat
import pytest

from gpgp import report
from gpgp.errors import GpgpError, InputError, ParameterError
from gpgp.release.checks import Private, check_release, find_faults, refuse_profile
from gpgp.release.overlaps import count_overlaps
from gpgp.release.published import WORKBOOK, read_published
from gpgp.release.sign_off import QUESTIONS, check_sign_off, draft_sign_off
from gpgp.report import PROFILES
from gpgp.report.render.table_files import zip_files

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'"
COMMENT = "We cannot recruit planners because the pay is far below what the firms next door offer"


def make_page(body="<p>Most agree.</p>", *, policy=POLICY, head="", style="p { color: #000 }"):
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">{meta}{head}'
        f"<title>T</title><style>{style}</style></head><body><main>{body}</main></body></html>"
    ).encode()


def make_png(*extra):
    def part(kind, content):
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    size = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", size), *extra, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(part(*one) for one in parts)


def embed(content, kind="text/csv;charset=utf-8"):
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def faults_of(page, private=None, **files):
    named = {name.replace("_", "."): content for name, content in files.items()}
    return " | ".join(find_faults({"r.html": page, **named}, private=private or Private()))


NAMED_PICTURE = embed(make_png((b"tEXt", b"Author")), "image/png")
GOOD = {
    "board_report.html": make_page('<a href="#t">T</a>'),
    "tables/vision.csv": "﻿Item,Agree (%)\r\nFair,78\r\nDebt,-5\r\n'=a,[c]\r\n".encode(),
    "run.json": json.dumps({"rows": 12, "input": "data/raw/x/a.csv"}).encode(),
}  # fmt: skip


def test_a_clean_folder_passes():
    assert find_faults(GOOD, private=Private(texts=(COMMENT,), words=("jsmith",))) == ()
    check_release(GOOD, profile=PROFILES["public"], private=Private())


def test_the_page_of_this_package_passes(tables, consultation):
    board = report.compose_board_report(
        tables, consultation=consultation, profile=PROFILES["public"], provenance={"Rows": "1"}
    )
    notebook = nbformat.v4.new_notebook()
    for section in board.sections.values():
        output = nbformat.v4.new_output("display_data", data={"text/html": section._repr_html_()})
        notebook.cells.append(nbformat.v4.new_code_cell("s", outputs=[output]))
    page = report.export_html(notebook, title=consultation.title, language="en").encode()
    files = {"board_report.html": page} | {f"tables/{k}": v for k, v in board.published.items()}
    assert find_faults(files, private=Private(words=("jsmith",), texts=(COMMENT,))) == ()


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script>1</script>", "holds a script"),
        ("<SCRIPT src=x></SCRIPT>", "holds a script"),
        ("<p onclick='x()'>a</p>", "holds an event attribute"),
        ("<iframe></iframe>", "an element that a report does not have"),
        ("<svg><a xlink:href='x'></a></svg>", "an attribute that a report does not have"),
        ("<p style='color:red'>a</p>", "an attribute that a report does not have"),
        ("<a href='https://example.org'>a</a>", "an address outside the page"),
        ("<a href='javascript:alert(1)'>a</a>", "an address outside the page"),
        ("<img alt='' src='//tracker.example/x.png'>", "an address outside the page"),
        ("<!-- a --><p>b</p>", "a hidden comment"),
        ("<a href='data:text/html;base64,PHA+'>a</a>", "embeds a kind of file"),
        ("<a href='data:text/csv;base64,@@@@'>a</a>", "cannot be decoded"),
        (f"<a href='{embed(b'a,b' + bytes([13, 10]) + b'=1+1,2')}'>a</a>", "spreadsheet would run"),
        (f"<img src='{NAMED_PICTURE}' alt=''>", "picture with text"),
        ("<p>See /home/ann/project for it</p>", "path of a folder"),
        ("<p>C:\\Users\\ann</p>", "path of a folder"),
        ("<p>For named recipients only, not for publication</p>", "named recipients only"),
    ],
)  # fmt: skip
def test_a_page_with_anything_else_is_refused(body, fault):
    assert fault in faults_of(make_page(body))


@pytest.mark.parametrize(
    "policy",
    ["", "default-src *", "img-src data:", POLICY + "; script-src 'unsafe-inline'",
     POLICY.replace("img-src data:", "img-src data: https:")],
)  # fmt: skip
def test_a_page_without_its_policy_is_refused(policy):
    assert "content security policy" in faults_of(make_page(policy=policy))


def test_styles_and_heads_that_could_load_are_refused():
    assert "could load" in faults_of(make_page(style="p { background: url(x.png) }"))
    assert "could load" in faults_of(make_page(style="@import 'x'"))
    refresh = '<meta http-equiv="refresh" content="0">'
    assert "instruction to the browser" in faults_of(make_page(head=refresh))
    assert "does not have" in faults_of(make_page(head='<link rel="icon" href="x">'))


def test_a_link_of_the_consultation_is_allowed():
    private = Private(allowed_addresses=frozenset({"https://example.org/a"}))
    assert faults_of(make_page("<a href='https://example.org/a'>a</a>"), private) == ""
    assert "outside" in faults_of(make_page("<a href='https://example.org/b'>a</a>"), private)


def test_pictures_hold_pixels_and_nothing_behind_them():
    assert faults_of(make_page(), a_png=make_png()) == ""
    assert "text or other data" in faults_of(make_page(), a_png=make_png((b"eXIf", b"x")))
    assert "followed by" in faults_of(make_page(), a_png=make_png() + b"secret")
    assert "cut off" in faults_of(make_page(), a_png=make_png()[:-6])
    assert "is not a PNG" in faults_of(make_page(), a_png=b"GIF89a")


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "@SUM(A1)", "＝1", "-a", "\t=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_refused(cell):
    assert "spreadsheet would run" in faults_of(make_page(), a_csv=f"a\r\n{cell}\r\n".encode())


def test_files_that_cannot_be_checked_are_refused():
    for name in ("a_pdf", "a_xlsx", "a_ipynb", "a_svg"):
        assert "cannot be checked" in faults_of(make_page(), **{name: b"x"})
    assert "not JSON" in faults_of(make_page(), a_json=b"{")
    assert "not UTF-8" in faults_of(make_page(), a_csv=b"\xff\xfe")
    assert "file name" in " ".join(find_faults({"../a.html": make_page()}, private=Private()))
    assert find_faults({}, private=Private()) == ("there is no page",)


def test_eight_words_of_a_comment_are_found_wherever_they_stand():
    private = Private(texts=(COMMENT,))
    part = "the PAY is far below, what the firms next door"
    assert "repeats what respondents wrote" in faults_of(make_page(f"<p>{part}</p>"), private)
    hidden = f"<a href='{embed(('a' + chr(10) + part.replace(',', '')).encode())}'>x</a>"
    assert "repeats what respondents wrote" in faults_of(make_page(hidden), private)
    shown = json.dumps({"x": [part]}).encode()
    assert "repeats what respondents wrote" in faults_of(make_page(), private, a_json=shown)
    assert faults_of(make_page("<p>the pay is far below what the firms</p>"), private) != ""
    assert faults_of(make_page("<p>the pay is far below what the</p>"), private) == ""
    allowed = replace(private, allowed_texts=(COMMENT,))
    assert faults_of(make_page(f"<p>{part}</p>"), allowed) == ""


def test_a_refusal_names_line_and_comment_and_no_word_of_it():
    private = Private(texts=(COMMENT,), comments={"r7:q1": COMMENT, "r8:q1": "The rest is short"})
    said = faults_of(make_page(f"<p>A</p>\n<p>Said: <b>{COMMENT}</b></p>"), private)
    assert (
        said == "r.html repeats what respondents wrote: 9 runs of 8 words (line 2; comment r7:q1)"
    )
    hidden = f"<a href='{embed(COMMENT.encode())}'>x</a>"
    assert "9 runs of 8 words (comment r7:q1)" in faults_of(make_page(hidden), private)


def test_a_run_goes_over_inline_elements_and_stops_at_a_cell():
    private = Private(texts=(COMMENT,))
    inline = "<p>the pay is <b>far</b> below <bdi>what the</bdi> firms next door</p>"
    assert "repeats what respondents wrote" in faults_of(make_page(inline), private)
    cells = "<p>the pay is far below</p><p>what the firms next door</p>"
    assert faults_of(make_page(cells), private) == ""


def test_canaries_are_found_in_every_hiding_place():
    private = Private(canaries=("zq-canary@example.org",))
    seen = "ZQ-canary@example.org"
    for body in (
        f"<p>{seen}</p>",
        f"<p>{seen.replace('@', '&#64;')}</p>",
        f"<p id='{seen}'>a</p>",
        f"<a href='{embed(seen.encode())}'>a</a>",
        f"<a href='data:text/csv,{seen.replace('@', '%40')}'>a</a>",
    ):
        assert "1 strings that are private" in faults_of(make_page(body), private)
    assert "private" in faults_of(make_page(), private, a_csv=seen.encode())
    assert "private" in faults_of(make_page(), private, a_json=json.dumps([{seen: 1}]).encode())
    assert "zq" not in faults_of(make_page(f"<p>{seen}</p>"), private)


def test_names_of_users_are_found_as_whole_words():
    private = Private(words=("ann", "build-host"))
    assert faults_of(make_page("<p>Planning for annual pay</p>"), private) == ""
    assert "name of a user" in faults_of(make_page("<p>made on build-host by cron</p>"), private)


def test_only_the_public_profile_is_released():
    refuse_profile(PROFILES["public"])
    refuse_profile(replace(PROFILES["public"], threshold=20))
    for profile in (PROFILES["board"], replace(PROFILES["public"], threshold=5)):
        with pytest.raises(ParameterError, match="only a report of the profile 'public'"):
            check_release(GOOD, profile=profile, private=Private())


def test_the_refusal_lists_five_faults_and_repeats_nothing():
    files = {f"{i}.html": make_page(f"<script>{COMMENT}</script>") for i in range(7)}
    with pytest.raises(GpgpError, match="holds a script.*and 2 more") as fault:
        check_release(files, profile=PROFILES["public"], private=Private())
    assert "planners" not in str(fault.value)


def sign(files, **changes):
    text = draft_sign_off(files, title="Great people")
    text = text.replace("signed_by:  ", "signed_by: Ceri Rees  ")
    text = text.replace("signed_on:  ", "signed_on: 2026-11-22  ")
    text = text.replace("decision:  ", "decision: publish  ")
    text = text.replace("answer:", "answer: No, I tried it")
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def test_a_signed_release_passes():
    check_sign_off(GOOD, sign(GOOD))


def test_a_changed_byte_or_another_file_is_refused():
    signed = sign(GOOD)
    for name, content in GOOD.items():
        changed = {**GOOD, name: content[:-1] + bytes([content[-1] ^ 1])}
        with pytest.raises(InputError, match=f"1 files were changed.*{name}"):
            check_sign_off(changed, signed)
    with pytest.raises(InputError, match="1 files were added"):
        check_sign_off({**GOOD, "more.csv": b"a"}, signed)
    with pytest.raises(InputError, match="1 files were removed"):
        check_sign_off({k: v for k, v in GOOD.items() if k != "run.json"}, signed)


def test_the_template_is_no_sign_off():
    with pytest.raises(InputError, match="signed_by: expected a first name"):
        check_sign_off(GOOD, draft_sign_off(GOOD, title="T"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Ceri Rees", "Ceri", "first name and a surname"),
        ("2026-11-22", "22/11/2026", "expected a date"),
        ("decision: publish", "decision: wait", "only for 'publish'"),
        ("No, I tried it", "no", "at least 3 words"),
        ("known_person:", "somebody:", "known_person"),
        ("files: ", "others: ", "3 files were added"),
    ],
)
def test_an_incomplete_sign_off_is_refused(old, new, message):
    with pytest.raises(InputError, match=message):
        check_sign_off(GOOD, sign(GOOD, **{old: new}))
    assert len(QUESTIONS) == 4


def test_a_sign_off_that_is_none_is_refused():
    with pytest.raises(InputError, match="keys of a sign-off"):
        check_sign_off(GOOD, "- a\n- b\n")


def test_overlaps_of_nothing_are_none():
    assert count_overlaps([], private=[COMMENT]) == 0
    assert count_overlaps([COMMENT], private=[]) == 0
    assert count_overlaps([COMMENT], private=[COMMENT]) == len(COMMENT.split()) - 7


def test_an_embedded_workbook_and_archive_are_taken_apart(public_board, export):
    page = export(public_board.sections.values()).encode()
    found = read_published("board_report.html", page)
    assert not found.faults
    assert any("Colleges and training providers" in text for text in found.texts)


def page_with_file(kind, content):
    data = base64.b64encode(content).decode()
    return make_page(f'<a download="x" href="data:{kind};base64,{data}">x</a>')


@pytest.mark.parametrize(
    ("kind", "files", "fault"),
    [
        ("application/zip", {"a.csv": b"=1+1\r\n"}, "a spreadsheet would run"),
        ("application/zip", {"a.exe": b"MZ"}, "kind of file that cannot be checked"),
        (WORKBOOK, {"xl/worksheets/sheet1.xml": b"<c><f>1+1</f></c>"}, "a formula, a hidden"),
        (WORKBOOK, {"xl/workbook.xml": b'<sheet state="hidden"/>'}, "a formula, a hidden"),
        (WORKBOOK, {"xl/vbaProject.bin": b"x"}, "kind of file that cannot be checked"),
    ],
)
def test_what_an_embedded_file_may_not_hold_is_found(kind, files, fault):
    found = read_published("board_report.html", page_with_file(kind, zip_files(files)))
    assert any(fault in each for each in found.faults), found.faults
