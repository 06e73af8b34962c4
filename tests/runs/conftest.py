"""A small synthetic consultation with sixty strings planted that may never leave the house."""

import csv
import io

import openpyxl
import pytest

from gpgp import sample, storage

NAME = "planted"
KINDS = {
    "name": [f"Zorblax{i} Quenthrope{i}" for i in range(1, 11)],
    "email": [f"zq{i}.quill@canary{i}.example" for i in range(1, 11)],
    "phone": [f"07700 9{i:02d}4{i:02d}" for i in range(21, 29)],
    "postcode": [f"ZE{i} {i}QX" for i in range(1, 9)],
    "ni_number": [f"QQ {i}7 3{i} 5{i} C" for i in range(11, 19)],
    "address": [f"{i}7 Zanzithorpe{i} Lane" for i in range(1, 9)],
    "id": [f"zqid-77-{i:04d}" for i in range(31, 39)],
}
CANARIES = tuple(canary for kind in KINDS.values() for canary in kind)


@pytest.fixture(scope="session")
def canaries():
    """The planted strings: ten names, ten e-mail addresses, eight each of five other kinds."""
    return CANARIES


@pytest.fixture(scope="session")
def plant():
    """Return a function that makes a project whose export holds every canary."""
    return plant_project


def plant_project(folder, *, n_responses):
    """Put canaries into every column, the sheet's name, a hidden sheet and the file's name."""
    made = sample.make_sample(n_responses=n_responses, seed=7)
    text = made.export_csv.decode("utf-8-sig")
    first, second, *rows = csv.reader(io.StringIO(text, newline=""))
    waiting = list(CANARIES)
    file_name, sheet = f"{waiting.pop().replace(' ', '_')}.xlsx", waiting.pop()
    hidden = [waiting.pop() for _ in range(4)]
    for place in range(max(len(waiting), len(first))):  # each column and each canary at least once
        canary, column = waiting[place % len(waiting)], place % len(first)
        row = rows[(7 * place) % len(rows)]
        words = row[column].split() if len(row[column].split()) > 4 else []
        row[column] = " ".join([*words, canary])
    yaml = made.consultation_yaml.decode()
    yaml = yaml.replace("file: responses.csv", f'file: "{file_name}"\n  sheet: "{sheet}"')
    yaml = yaml.replace('  encoding: utf-8\n  separator: ","\n', "")
    project = storage.open_project(folder)
    storage.write_whole(project.raw(NAME) / "consultation.yaml", yaml.encode())
    content = _write_workbook([first, second, *rows], sheet=sheet, hidden=hidden)
    storage.write_whole(project.raw(NAME) / file_name, content)
    return project


def _write_workbook(rows, *, sheet, hidden):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = book.active.cell(place, column)
            cell.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", value) or None
            cell.data_type = "s" if value else "n"
    other = book.create_sheet("Sheet2")
    other.sheet_state = "hidden"
    for canary in hidden:
        other.append([canary])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
