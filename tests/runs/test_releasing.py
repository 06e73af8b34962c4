"""From an export full of canaries to a signed release: nothing planted, no place, no person."""

import base64
import binascii
import csv
import getpass
import io
import json
import re
import socket
import subprocess
import sys
import zipfile
import zlib
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import simplemma

from gpgp import intake, runs, sample, storage
from gpgp.cli import main
from gpgp.errors import InputError
from gpgp.release.release_counts import read_ledger, write_ledger
from gpgp.release.sign_off import FILE_NAME
from gpgp.runs import pipeline

pytestmark = pytest.mark.slow
NAME = "planted"
ROOT = Path(__file__).parents[2]
FAST = ["--param", "theme_checks=false", "--param", "n_resamples=200", "--quiet"]
LEDGER = "releases/1/ledger.csv"


def call(project, *words):
    """Run a command; return its exit code and what it printed."""
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        code = main([*words, "--project", str(project.root)])
    return code, printed.getvalue()


def call_apart(project, *words):
    """Run a command in a process of its own, as a person does."""
    done = subprocess.run(
        [sys.executable, "-m", "gpgp", *words, "--project", str(project.root)],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def sign(project):
    text = storage.read_coding(project, NAME, FILE_NAME)
    for key, value in {"signed_by": "Ceri Rees", "signed_on": "2026-11-22"}.items():
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, flags=re.MULTILINE)
    text = re.sub("^decision: .*$", "decision: publish", text, flags=re.MULTILINE)
    text = text.replace("    answer:\n", "    answer: No, I tried it twice\n")
    storage.write_coding(project, NAME, FILE_NAME, text)


def released(project):
    return read_all(project.released(NAME))


def read_all(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def make_release(plant, folder, *, n_responses, briefs, options):
    project, told = plant(folder, n_responses=n_responses), []
    for words in (["report", NAME, *options], ["brief", NAME, *briefs, "--quiet"]):
        told.append(call_apart(project, *words))
        assert told[-1][0] == 0, told[-1][1]
    told += [call(project, "quotes", NAME), call(project, "release", NAME)]
    assert told[-1][0] == 1
    sign(project)
    told.append(call(project, "release", NAME))
    assert told[-1][0] == 0, told[-1][1]
    return project, "\n".join(text for _, text in told)


@pytest.fixture(scope="module")
def done(plant, tmp_path_factory):
    """A small planted consultation, all the way to its release."""
    folder = tmp_path_factory.mktemp("project")
    briefs = ["--constituency", "council_staff"]
    return make_release(plant, folder, n_responses=70, briefs=briefs, options=FAST)


def unfold(content):
    """Everything a file says: itself, what it embeds, the members of archives, texts of PNG."""
    text = content.decode("utf-8", errors="replace")
    found = [text]
    for encoded in re.findall(r"base64,([A-Za-z0-9+/]+=*)", text):
        try:
            found += unfold(base64.b64decode(encoded))
        except binascii.Error:
            found.append(encoded)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                found += [name, *unfold(archive.read(name))]
    if content.startswith(b"\x89PNG"):
        for packed in re.findall(rb"(?:zTXt|iTXt)[^\0]*\0+(.*?)IDAT", content, re.DOTALL):
            found.append(zlib.decompressobj().decompress(packed).decode("latin-1"))
    return found


def search(texts, canaries):
    """Return the canaries that stand in a text, whatever the case and the spaces."""
    flat = re.sub(r"\s+", "", "\n".join(texts)).casefold()
    return [one for one in canaries if re.sub(r"\s+", "", one).casefold() in flat]


def sweep(project, told, canaries):
    published = read_all(project.root / "reports")
    assert any(name.startswith(f"{NAME}.released/briefs/") for name in published)
    hits = {name: search([name, *unfold(content)], canaries) for name, content in published.items()}
    hits["what was printed"] = search([told], canaries)
    return {name: found for name, found in hits.items() if found}


def test_there_are_sixty_canaries_and_the_search_finds_them(done, canaries):
    project, _ = done
    assert len(set(canaries)) == 60
    raw = read_all(project.raw(NAME))
    assert search([t for name, c in raw.items() for t in [name, *unfold(c)]], canaries) == list(
        canaries
    )
    picture = base64.b64encode(b"\x89PNG....tEXtAuthor\0zorblax3 quenthrope3IDAT").decode()
    assert search(unfold(f"data:image/png;base64,{picture}".encode()), canaries) == [canaries[2]]


def test_no_canary_is_published_or_printed(done, canaries):
    project, told = done
    assert sweep(project, told, canaries) == {}


def test_a_strict_run_that_stops_repeats_no_answer(done, canaries):
    project, _ = done
    consultation = storage.read_consultation(project, NAME)
    received = intake.read_responses(
        storage.read_export(project, NAME, consultation), consultation=consultation, file_name="x"
    )
    with pytest.raises(InputError, match="would not be counted") as fault:
        intake.refuse_losses(intake.check_responses(received, consultation=consultation))
    assert search([str(fault.value)], canaries) == []


@pytest.mark.promises
def test_no_canary_is_published_or_printed_at_full_size(plant, tmp_path, canaries):
    project, told = make_release(
        plant, tmp_path, n_responses=1500, briefs=["--all"], options=["--quiet"]
    )
    assert sweep(project, told, canaries) == {}


def test_a_cell_that_raises_with_a_respondents_words_tells_nothing(
    plant, tmp_path, canaries, monkeypatch, capfd
):
    project = plant(tmp_path, n_responses=60)
    source = "project_dir: str = '.'\nconsultation: str = 'x'"
    start = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    words = f"print({canaries!r})\nraise ValueError({canaries!r})"
    broken = nbformat.v4.new_notebook(cells=[start, nbformat.v4.new_code_cell(words)])
    broken.metadata.kernelspec = {"name": "python3", "display_name": "P", "language": "python"}
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for stage in pipeline.REPORT_STAGES:
        nbformat.write(broken, folder / f"{stage}.ipynb")
    monkeypatch.setattr(pipeline, "NOTEBOOKS", folder)
    assert main(["report", NAME, "--project", str(tmp_path)]) == 1
    told = "".join(capfd.readouterr())
    assert "ValueError" in told
    assert search([told], canaries) == []
    assert not project.reports(NAME).exists()


def test_the_report_says_where_it_comes_from_in_seven_fields(done):
    project, _ = done
    page = released(project)["board_report.html"].decode()
    block = page[page.index('<dl class="provenance">') :]
    fields = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", block[: block.index("</dl>")]))
    assert re.fullmatch(r"[0-9a-f]{64}", fields["Export, SHA-256"])
    assert re.fullmatch(r"[0-9,]+ received, [0-9,]+ analysed", fields["Rows of the export"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", fields["Version of gpgp"])
    assert fields["State of the code"] in ("clean", "changed", "not in git")
    assert re.fullmatch(r"[0-9a-f]{64}|no lock", fields["Locked packages, SHA-256"])
    assert fields["Parameters"] == "theme_checks = False; n_resamples = 200"
    assert fields["Closing date"] == "2018-08-31"


def test_no_published_file_names_a_place_a_person_or_a_time_of_day(done):
    project, _ = done
    made = released(project)
    record = json.loads(made.pop("run.json"))
    names = {getpass.getuser(), socket.gethostname(), project.root.parent.name}
    names = {word for word in names if len(word) > 3 and not simplemma.is_known(word, "en")}
    for name, content in made.items():
        for text in unfold(content):
            assert str(project.root) not in text, name
            assert str(Path.home()) + "/" not in text, name
            assert not any(re.search(rf"\b{re.escape(word)}\b", text) for word in names), name
            assert record["finished_at"][:10] not in text, name
            assert not re.search(r"\b\d\d:\d\d:\d\d\b", text), name
    assert set(record["rows"]) == {"responses", "set_aside"}
    assert set(record["files"]) == set(made)


def test_the_released_folder_is_what_was_signed(done):
    project, told = done
    assert released(project) == read_all(project.reports(NAME))
    assert "signed by Ceri Rees on 2026-11-22" in told
    assert storage.read_coding(project, NAME, FILE_NAME) is None
    assert storage.list_releases(project, NAME) == [1]
    assert call(project, "release", NAME)[0] == 0  # the very same files, once more
    assert storage.list_releases(project, NAME) == [1]


def test_a_folder_that_holds_something_is_not_written_over(done, tmp_path):
    project, _ = done
    assert call(project, "release", NAME, "--out", str(tmp_path / "new"))[0] == 0
    code, told = call(project, "release", NAME, "--out", str(tmp_path / "new"))
    assert (code, "holds something already" in told) == (2, True)


@pytest.mark.parametrize("file", ["board_report.html", "briefs/council_staff.html"])
def test_one_changed_byte_is_refused(done, file):
    project, _ = done
    path = project.reports(NAME) / file
    content = path.read_bytes()
    path.write_bytes(content.replace(b"e", b"f", 1))
    try:
        code, told = call(project, "release", NAME)
    finally:
        path.write_bytes(content)
    assert code == 2
    assert f"1 files are not as the run wrote them ({file})" in told


def test_a_report_of_other_data_is_refused(done):
    project, _ = done
    path = project.raw(NAME) / "consultation.yaml"
    content = path.read_bytes()
    path.write_bytes(content + b"# one more line\n")
    try:
        code, told = call(project, "release", NAME)
    finally:
        path.write_bytes(content)
    assert (code, "changed since the report was made" in told) == (2, True)


def test_a_board_report_is_refused(done):
    project, _ = done
    assert call(project, "release", NAME, "--profile", "board")[0] == 2
    path = project.reports(NAME) / "run.json"
    content = path.read_text()
    stage = '"04_write_board_report": {'
    path.write_text(content.replace(stage + "}", stage + '"profile": "board"}', 1))
    try:
        code, told = call(project, "release", NAME)
    finally:
        path.write_text(content)
    assert (code, "can be published, found 'board'" in told) == (2, True)


def _one_response_fewer(ledger):
    is_all = (ledger["members"] == "all") & (ledger["measure_code"] == "responses")
    return ledger.assign(n_people=ledger["n_people"] - is_all)


def _with_the_letters_apart(ledger):
    rows = ledger.loc[(ledger["members"] == "all") & ledger["n_people"].gt(30)]
    return rows.assign(filters="without_campaigns", n_people=rows["n_people"] - 4)


def _nested_areas(ledger):
    rows = ledger.loc[ledger["dimension_code"].eq("constituency") & ledger["is_shown"]].head(1)
    wider = rows["members"] + "|zz"
    return rows.assign(members=wider, n_people=rows["n_people"] + 3, table_name="another")


@pytest.mark.parametrize(
    ("alter", "way"),
    [
        (_one_response_fewer, "set closes: in consultation.yaml"),
        (_with_the_letters_apart, "treat them as before"),
        (_nested_areas, "as they were"),
    ],
)
def test_a_release_that_could_be_subtracted_from_an_earlier_one_is_blocked(done, alter, way):
    project, _ = done
    text = storage.read_coding(project, NAME, LEDGER)
    earlier = alter(read_ledger(text))
    assert isinstance(earlier, pd.DataFrame)
    assert not earlier.empty
    storage.write_coding(project, NAME, LEDGER, write_ledger(earlier))
    try:
        code, told = call(project, "release", NAME)
    finally:
        storage.write_coding(project, NAME, LEDGER, text)
    assert code == 1
    assert way in told
    assert f"delete its folder data/coding/{NAME}/releases/1/" in told


def test_a_report_that_is_not_finished_cannot_be_released(plant, tmp_path):
    project = plant(tmp_path, n_responses=60)
    with pytest.raises(InputError, match="no finished report; run: gpgp report planted"):
        runs.release_report(project, NAME, received=pd.DataFrame())


def _append_a_late_response(rows):
    late = list(rows[40])
    late[0], late[5] = "6999999999", "late.one@example.org"
    return [*rows, late]


def _take_the_letters_out(rows):
    texts = [cell for row in rows for cell in row if len(cell.split()) > 20]
    letter = max(set(texts), key=texts.count)
    return [row for row in rows if letter not in row]


@pytest.mark.promises
@pytest.mark.parametrize("second", ["late response", "without the campaign", "nested areas"])
def test_a_second_release_of_changed_data_is_blocked(tmp_path, second):
    project = storage.open_project(tmp_path)
    made = sample.make_sample(n_responses=300, seed=7)
    place = {name: project.raw(NAME) / name for name in made.files()}
    for name, content in made.files().items():
        storage.write_whole(place[name], content)
    assert call_apart(project, "report", NAME, *FAST)[0] == 0
    assert call(project, "release", NAME)[0] == 1
    sign(project)
    assert call(project, "release", NAME)[0] == 0
    head, second_head, *rows = csv.reader(
        io.StringIO(made.export_csv.decode("utf-8-sig"), newline="")
    )
    if second == "nested areas":
        old = "label: Regulator of care skills\n    aliases: [Skills for Care]\n    parent: "
        yaml = made.consultation_yaml.decode()
        assert old + "national_bodies" in yaml
        yaml = yaml.replace(old + "national_bodies", old + "council_staff")
        storage.write_whole(place["consultation.yaml"], yaml.encode())
    else:
        change = {"late response": _append_a_late_response}.get(second, _take_the_letters_out)
        out = io.StringIO(newline="")
        csv.writer(out).writerows([head, second_head, *change(rows)])
        storage.write_whole(place["responses.csv"], out.getvalue().encode("utf-8-sig"))
    assert call_apart(project, "report", NAME, *FAST)[0] == 0
    code, told = call(project, "release", NAME)
    assert code == 1
    assert "beside an earlier release this one would tell of fewer than 10 people" in told
