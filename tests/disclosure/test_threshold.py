"""A threshold of 20 holds everywhere: tables, charts, sentences, alternative texts, CSV files."""

import csv
import io
import re
from dataclasses import replace

from simulated import add_letter
from test_marks import Words

from gpgp.disclosure import gather_material
from gpgp.release.release_counts import draw_ledger
from gpgp.report import PROFILES, compose_board_report, compose_brief

NO_PEOPLE = {"heard_from", "themes_found"}  # numbers of constituencies and themes
NO_COUNT = {"population"}  # of everybody, not of those who answered
PEOPLE = r"people|responses|answers|copies|individuals|organisations|orders|respondents"
COUNTED = re.compile(rf"(?<!fewer than )(?<![\d,.])(1?\d) (?:{PEOPLE})\b")


def read_counts(report):
    """Every number in the columns of people of the CSV files, with its table."""
    for name, content in report.published.items():
        table = report.tables[name.removesuffix(".csv")]
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
        for place, column in enumerate(table.columns):
            if column.kind == "count" and not ({table.name, column.key} & (NO_PEOPLE | NO_COUNT)):
                for row in rows:
                    for number in re.findall(r"(?<!fewer than )\b\d+", row[place].replace(",", "")):
                        yield table.name, int(number)


def find_small(found, threshold):
    return [(name, n) for name, n in found if 0 < n < threshold]


def test_a_threshold_of_20_holds_in_everything_that_is_printed(tables, consultation):
    stage = add_letter(tables, n_senders=120)
    strict = replace(PROFILES["public"], threshold=20)
    usual = compose_board_report(
        stage, consultation=consultation, profile=PROFILES["public"], provenance={}
    )
    assert find_small(read_counts(usual), 20), "else there is nothing to change"
    report = compose_board_report(stage, consultation=consultation, profile=strict, provenance={})
    brief = compose_brief(
        stage, consultation=consultation, constituency_code="trade_unions", profile=strict
    )
    assert not find_small(read_counts(report), 20)
    pages = [section._repr_html_() for section in report.sections.values()]
    said = [text for page in (*pages, brief._repr_html_()) for text in Words(page).texts]
    said += [text for table in report.tables.values() for text in (table.caption, *table.notes)]
    assert not [text for text in said if COUNTED.search(text)]
    assert any("No number of people from 1 to 19 is printed" in text for text in said)
    assert not [text for text in said if "fewer than 10 " in text]


def test_no_share_or_count_behind_it_is_from_1_to_19(tables, consultation):
    strict = replace(PROFILES["public"], threshold=20)
    ledger = draw_ledger(gather_material(tables, consultation=consultation, profile=strict))
    shown = ledger.loc[ledger["is_shown"], "n_people"]
    assert not shown.between(1, 19).any()
