"""What is wrong with an instrument is found before anybody answers it, with line and remedy."""

from datetime import date

import pytest

from gpgp import cli
from gpgp.hub import find_instrument_faults, write_new_consultation
from gpgp.instrument import parse_consultation, read_yaml

TODAY = date(2030, 1, 7)
NEW = write_new_consultation("our_people", today=TODAY)


def find(text):
    consultation = parse_consultation(text)
    document = read_yaml(text, file_name="consultation.yaml")
    return find_instrument_faults(consultation, document=document, today=TODAY)


def test_a_new_consultation_has_no_fault():
    assert find(NEW) == []
    consultation = parse_consultation(NEW)
    assert (consultation.status, consultation.title) == ("draft", "Our people")
    assert (consultation.opens, consultation.closes) == (date(2030, 1, 21), date(2030, 4, 15))


FAULTS = [  # what stands in the file, what is planted, what the fault says, what to do
    (
        'text: "What is missing from the draft vision?"',
        'text: "Which words of the draft vision would you add, drop or replace?"',
        "has the same wording as 'wording'",
        "reword one",
    ),
    (
        "[Strongly disagree, Disagree, Neither agree nor disagree, Agree, Strongly agree]",
        "['1', '2', '3', '4', '5']",
        "has no direction",
        "give both ends words",
    ),
    (
        "[Strongly disagree, Disagree, Neither agree nor disagree, Agree, Strongly agree]",
        "[Strongly agree, Agree, Neither agree nor disagree, Disagree, Strongly disagree]",
        "runs from 'Strongly agree' down to 'Strongly disagree'",
        "write the lowest point first",
    ),
    (
        "    type: ranking\n"
        '    text: "Please put the priorities in order, 1 for the one that should come first."\n'
        "    about: priorities\n",
        '    type: free_text\n    text: "What first?"\n    about: recruitment\n',
        "stands in no question",
        "add a ranking with 'about: priorities'",
    ),
    ("label: Partner organisations", "label: Other", "has no aliases", "list who is meant"),
    (
        "    about: priorities\n",
        "    about: priorities\n    max_choices: 9\n",
        "max_choices 9 is more than its 4 options",
        "lower it",
    ),
    (
        "Please put the priorities in order",
        "Please put up to three priorities in order",
        "says 'up to three' but no max_choices is set",
        "max_choices: 3",
    ),
    (
        "Please put the priorities in order",
        "Please put the five priorities in order",
        "says 'five' but has 4 options",
        "correct the text or the list",
    ),
    (
        'text: "Which organisation?"',
        'text: "Which organisation?"\n    required: true',
        "personal data is required",
        "take required out",
    ),
    (
        '    dont_know: ["Don\'t know"]\n',
        "",
        "a way out",
        "add dont_know:",
    ),
    (
        "  - id: wording\n",
        "  - id: wording\n    help: {en: Why, cy: Pam}\n",
        "has no text in 'cy'",
        "cy: ",
    ),
    ('    text: "Which organisation?"\n', "", "asks nothing", "write its text:"),
    (
        "label: Training and skills",
        "label: recruitment & retention",
        "read the same",
        "a label of its own",
    ),
    ("label: Leadership", "label: 'Lead; follow'", "holds ';'", "a comma or a dash"),
    ("options: [organisation]", "options: [organisation, individual]", "is asked whatever", "out"),
    ("questions: [order, difference]", "questions: [order, diference]", "names 'diference'", ""),
    ("questions: [order, difference]", "questions: [difference, order]", "another order", "same"),
    ("about: [priorities]", "about: [priority]", "cannot show 'priority'", "elements or prior"),
    ("closes: 2030-04-15\n", "closes: 2030-01-06\n", "has passed", "status: closed"),
    ("closes: 2030-04-15\n", "", "until when", "closes:"),
    ('  contact: "Write to the organisation that asks."\n', "", "asked for help", "contact:"),
    ("    type: constituency\n", "    type: nation\n", "no question asks for it", "constituency"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "what", "remedy"), FAULTS)
def test_a_planted_fault_is_named_with_its_line_and_a_remedy(right, wrong, what, remedy):
    assert right in NEW
    text = NEW.replace(right, wrong, 1)
    text = text.replace("opens: 2030-01-21\n", "opens: 2030-01-01\n") if "closes" in right else text
    if what == "a way out":
        text = text.replace("    scale: agreement\n", "    scale: agreement\n    required: true\n")
    found = [fault for fault in find(text) if what in fault.what]
    assert found, find(text)
    assert remedy in found[0].remedy
    line = text.splitlines()[found[0].line - 1]
    assert line.strip(), line


def test_the_line_of_a_fault_is_where_it_stands():
    text = NEW.replace("    about: priorities\n", "    about: priorities\n    max_choices: 9\n")
    (fault,) = find(text)
    assert fault.subject == "order"
    assert text.splitlines()[fault.line - 1].strip() == "max_choices: 9"


def test_a_scale_that_nothing_uses_and_a_missing_privacy_notice_are_faults():
    text = NEW.replace("  agreement:", "  other: {points: [Bad, Fair, Good]}\n  agreement:")
    text = "\n".join(line for line in text.splitlines() if "  privacy:" not in line)
    assert [fault.what for fault in find(text)] == [
        "no question uses this scale",
        "people are asked for personal data without a privacy notice",
    ]


def test_new_and_check_are_commands(tmp_path, capsys):
    assert cli.main(["new", "our_people", "--project", str(tmp_path)]) == 0
    place = tmp_path / "data" / "raw" / "our_people" / "consultation.yaml"
    assert cli.main(["check", "our_people", "--project", str(tmp_path)]) == 0
    assert "9 questions, status draft; 0 faults" in capsys.readouterr().out
    place.write_text(place.read_text().replace("    about: priorities", "    about: elements"))
    assert cli.main(["check", "our_people", "--project", str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    assert "line 3" in shown
    assert "recruitment: stands in no question" in shown
    assert cli.main(["new", "our_people", "--project", str(tmp_path)]) == 2
    assert "exists already" in capsys.readouterr().err
