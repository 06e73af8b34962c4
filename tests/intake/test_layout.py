"""How an unknown file is laid out, and which files are no responses at all."""
# ruff: noqa: E501 - a literal file reads best with its rows whole

import io

import openpyxl
import pytest

from gpgp.errors import InputError, ParameterError
from gpgp.intake import draft_consultation, parse_long_form
from gpgp.intake.read.layout import detect_layout
from gpgp.intake.read.reading import read_rows

ROLES = ["Resident", "Business", "Parish council"]
VIEWS = ["Agree", "Disagree", "Neither", "Agree", "Strongly agree"]
BODY = "".join(
    f"{n},{ROLES[n % 3]},{VIEWS[n % 5]},We need longer hours at site {n}\n" for n in range(1, 16)
)
HEADER = "Response ID,Role,View,Why\n"


def layout(text, name="export.csv", **known):
    return detect_layout(text.encode(), file_name=name, **known)


def rows(text, **known):
    export = layout(text, **known).export
    return read_rows(text.encode(), export=export, file_name="export.csv").rows


def sheet(table):
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


PREAMBLES = [
    "Residents' survey 2031\n\n",
    "Survey results\nExported 3 April 2031\n\n",
    "Alias,Parks_2031\nExport Date,2031-04-03 10:00\n",
    "Titel: Umfrage zu Parks,,,\n,,,\n",
    "\nEnquête publique\nDate d'export : 03/04/2031\nNombre de contributions : 15\n\n",
    '"A title, with a comma"\n',
]


@pytest.mark.parametrize("above", PREAMBLES)
def test_rows_above_the_header_are_skipped_and_said(above):
    found = layout(above + HEADER + BODY)
    assert found.export.skip_rows == above.count("\n")
    assert any("rows above the header" in guess for guess in found.guesses)
    read = rows(above + HEADER + BODY)
    assert read.columns.tolist() == ["source_row", "Response ID", "Role", "View", "Why"]
    assert read["source_row"].tolist() == list(range(above.count("\n") + 2, above.count("\n") + 17))


def test_a_report_in_a_workbook_is_read_below_its_title():
    table = [["Parks survey"], ["Exported", "3 April 2031"], []]
    table += [line.split(",") for line in (HEADER + BODY).splitlines()]
    content = sheet(table)
    export = detect_layout(content, file_name="report.xlsx").export
    read = read_rows(content, export=export, file_name="report.xlsx").rows
    assert (export.skip_rows, len(read), read.columns[1]) == (3, 15, "Response ID")
    assert read["source_row"].tolist()[0] == 5


@pytest.mark.parametrize(
    "text",
    [
        HEADER + BODY,
        "Views,,,\n" + HEADER + BODY.replace("Views", ""),  # asks nothing, fills one cell of four
        "id,comment\n1,more buses\n2,longer hours\n3,pay\n",
        "comment\nmore buses\nlonger hours\npay the staff\n",
    ],
)
def test_a_first_row_that_belongs_to_the_header_stays(text):
    skipped = layout(text).export.skip_rows
    assert skipped == (1 if text.startswith("Views") else 0)


def test_a_sparse_question_above_its_items_is_a_header_row():
    lower = "id,Longer hours,More buses,Cheaper fares\n"
    body = "".join(f"{n},Agree,Disagree,Agree\n" for n in range(1, 9))
    read = rows(",How far do you agree with each?,,\n" + lower + body)
    assert read.columns[2] == "How far do you agree with each? | Longer hours"
    assert len(read) == 8


@pytest.mark.parametrize("blank", ["\n", ",,,\n", "\n\n"])
def test_blank_lines_between_the_rows_are_left_out(blank):
    lines = (HEADER + BODY).splitlines(keepends=True)
    text = blank.join(lines)
    found = layout(text)
    assert found.export.header_rows == 1
    assert any("blank lines" in guess for guess in found.guesses)
    assert len(rows(text)) == 15


def test_blank_rows_of_a_workbook_are_left_out():
    table = [line.split(",") for line in (HEADER + BODY).splitlines()]
    content = sheet([row for line in table for row in (line, [])])
    export = detect_layout(content, file_name="a.xlsx").export
    assert len(read_rows(content, export=export, file_name="a.xlsx").rows) == 15


@pytest.mark.parametrize(
    "comment",
    ['the "old" bridge', '"Great" said nobody', 'a 6" pipe', '"open but never closed'],
)
def test_unquoted_tabs_are_read_literally(comment):
    text = "When\tRole\tWhy\n" + "".join(
        f"3/{n}/2031 10:00\tResident\t{comment if n == 3 else 'longer hours'}\n"
        for n in range(1, 9)
    )
    read = rows(text)
    assert len(read) == 8
    assert comment in read["Why"].tolist()


def test_a_quoted_tsv_with_line_breaks_is_read_as_such():
    text = 'Id\tWhy\n1\t"two\nlines"\n2\t"one ""word"""\n3\tplain\n'
    assert layout(text).export.quoting == "standard"
    assert rows(text)["Why"].tolist() == ["two\nlines", 'one "word"', "plain"]


RESULTS = {
    "by ward": "Ward,Agree,Disagree,Total\nNorth,56,12,68\nSouth,40,41,81\nEast,12,9,21\n",
    "by statement": "Statement,Strongly agree,Agree,Disagree,Base\n"
    + "".join(f"We need longer hours {n},{20 + n},{30 + n},{12 + n},{62 + 3 * n}\n" for n in range(6)),
    "in per cent": "Aussage,Stimme zu,Teils teils,Stimme nicht zu\n"
    "Mehr Busse,56%,20%,24%\nMehr Parks,70%,10%,20%\nMehr Personal,33%,33%,34%\n",
    "of one question": "Answer Choices,Response Percent,Responses\n"
    "Bus,60.0%,120\nCar,30.0%,60\nBicycle,10.0%,20\n",
    "question and answer": "Question,Option,Count,Share\nQ1,Yes,120,60%\nQ1,No,80,40%\nQ2,Yes,30,15%\n"
    "Q2,No,170,85%\n",
    "in French": "Quartier,Nombre de réponses,Pourcentage\nNord,120,48\nSud,80,32\nOuest,50,20\n",
}  # fmt: skip


@pytest.mark.parametrize("table", RESULTS.values(), ids=RESULTS)
def test_a_table_of_results_is_refused(table):
    with pytest.raises(InputError, match="not responses: it looks like a table of results"):
        layout(table)
    assert layout(table, is_accepted=True).export.header_rows == 1


CODE_BOOKS = {
    "SPSS": "Variable,Label,Values\nq1_1,Age of respondent,0-120\nq1_2,Role,1-5\nq2,Why,text\n",
    "REDCap": "Variable Name,Type,Description\nage_yrs,integer,Age\nrole_cd,code,Role\nq3,text,Why\n",
    "two columns": "Field name;Question text\nQ1;How old are you?\nQ2_a;What is your role?\nQ3;Why?\n",
    "German": "Variablenname;Fragetext;Typ\nv_1;Wie alt sind Sie?;Zahl\nv_2;Rolle;Code\nv_3;Warum?;T\n",
}


@pytest.mark.parametrize("book", CODE_BOOKS.values(), ids=CODE_BOOKS)
def test_a_code_book_is_refused(book):
    with pytest.raises(InputError, match="a code book"):
        layout(book)


@pytest.mark.parametrize("word", ["Total", "Average", "Gesamt", "TOTAL:", "Grand total"])
def test_a_row_of_totals_below_the_responses_is_refused(word):
    body = "".join(f"{n},{n % 5 + 1},{n % 4 + 1}\n" for n in range(1, 20))
    with pytest.raises(InputError, match="row 21: looks like a row of totals"):
        layout(f"Response ID,Quality,Price\n{body}{word},61,49\n")


LONG = {
    "plain": ("respondent,question,answer", ["Role", "View", "Why"]),
    "coded": ("id,question_id,response,date", ["Q1", "Q2", "Q3"]),
    "German": ("Teilnehmer,Frage,Antwort", ["Rolle", "Meinung", "Warum?"]),
    "Spanish": ("folio,pregunta,respuesta", ["Rol", "Opinión", "Motivo"]),
}


@pytest.mark.parametrize(("header", "questions"), LONG.values(), ids=LONG)
def test_one_row_per_answer_is_refused_with_the_command_that_reads_it(header, questions):
    names = header.split(",")
    text = header + "\n" + "".join(
        ",".join([f"r{n}", question, f"answer {n % 4}", "2031-03-01"][: len(names)]) + "\n"
        for n in range(1, 9)
        for question in questions
    )  # fmt: skip
    with pytest.raises(InputError, match=f'--long "{names[0]},{names[1]},{names[2]}"'):
        layout(text)
    read = rows(text, long=parse_long_form(",".join(names[:3])))
    assert len(read) == 8
    assert read.columns.tolist()[-3:] == questions
    assert read[names[0]].tolist() == [f"r{n}" for n in range(1, 9)]
    assert read["source_row"].tolist() == list(range(2, 26, 3))
    assert ("date" in read.columns) == ("date" in names)


def test_several_answers_to_one_question_are_joined():
    text = "id,item,value\n1,use,Bus\n1,use,Car\n1,why,cheap\n2,use,Bus\n2,why,\n"
    read = rows(text, long=parse_long_form("id,item,value"))
    assert read[["use", "why"]].to_numpy().tolist() == [["Bus; Car", "cheap"], ["Bus", ""]]


def test_a_long_form_that_does_not_fit_is_refused():
    with pytest.raises(ParameterError, match="three columns"):
        parse_long_form("id,question")
    with pytest.raises(InputError, match="no column 'question' to pivot"):
        rows("id,item,value\n1,a,b\n2,a,b\n3,a,b\n", long=parse_long_form("id,question,value"))
    with pytest.raises(InputError, match=r"1 rows are blank \(rows 3\)"):
        rows("id,item,value\n1,a,b\n,a,b\n3,a,b\n", long=parse_long_form("id,item,value"))


HEADLESS = {
    "ISO times": [
        f"2031-03-{n:02} 10:00,{ROLES[n % 3]},{VIEWS[n % 5]},Why {n}" for n in range(1, 16)
    ],
    "Google times": [f"3/{n}/2031 10:00:00,{ROLES[n % 3]},{VIEWS[n % 5]}" for n in range(1, 16)],
    "numbered": [
        f"{n + 900},{ROLES[n % 3]},{VIEWS[n % 5]},We say {n} things" for n in range(1, 16)
    ],
    "no times, no numbers": [f"{ROLES[n % 3]},{VIEWS[n % 5]},{VIEWS[n % 4]}" for n in range(1, 16)],
}


@pytest.mark.parametrize("lines", HEADLESS.values(), ids=HEADLESS)
def test_a_file_without_a_header_row_is_refused_and_can_be_read(lines):
    text = "\n".join(lines) + "\n"
    with pytest.raises(InputError, match=r"row 1: the first row looks like an answer.*--no-header"):
        layout(text)
    read = rows(text, has_header=False)
    assert len(read) == 15
    assert read.columns[1] == "Column A"
    assert read["source_row"].tolist() == list(range(1, 16))


GOOD = {
    "names and marks": "Name,Quality,Price\nAnna,1,5\nBen,2,4\nCara,3,3\nDan,5,1\n",
    "a poll of dates": "Name,2031-03-01,2031-03-02\nAnna,yes,no\nBen,no,yes\nCara,yes,yes\nDan,no,no\n",
    "numbered columns": "0,1,2\n5,3,Agree\n4,2,Disagree\n3,3,Agree\n5,1,Agree\n",
    "years as headers": "Council,2029,2030\nNorth,5,4\nSouth,3,2\nEast,1,2\nWest,4,4\n",
    "repeated ids": "respondent,question,why\nr1,a,b\nr2,a,c\nr3,b,d\nr4,b,e\n",
    "a long questionnaire": HEADER + BODY,
    "a role called total": "Role,View\nTotal,Agree\nPart,Agree\nTotal,Disagree\n",
    "ages and heads": "Role,Age,Number of employees,Why\n"
    + "".join(f"{ROLES[n % 3]},{20 + n},{n * 10},We need {n} more\n" for n in range(1, 12)),
    "ticks": "Id,Agree,Disagree,Neither\n" + "".join(f"r{n},{n % 2},{1 - n % 2},0\n" for n in range(9)),
    "scores out of 100": "Team,Response ID,Score\n"
    + "".join(f"Team {n % 3},{n},{n * 7 % 100}\n" for n in range(1, 20)),
}  # fmt: skip


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_responses_are_never_refused(text):
    assert layout(text).export.header_rows == 1


def test_a_draft_of_each_layout_reads_its_own_file():
    texts = {
        PREAMBLES[1] + HEADER + BODY: {},
        "\n".join(HEADLESS["ISO times"]): {"has_header": False},
        'When\tWhy\n' + "".join(f'3/{n}/2031 10:00\ta 6" pipe {n}\n' for n in range(1, 9)): {},
        "id,question,answer\n" + "".join(
            f"{n},{q},{a}\n" for n in range(9) for q, a in (("Role", "Resident"), ("Why", f"pay {n}"))
        ): {"long": parse_long_form("id,question,answer")},
    }  # fmt: skip
    for text, known in texts.items():
        draft = draft_consultation(text.encode(), file_name="a.csv", name="a", **known)
        assert "organisation:" in draft.yaml_text
