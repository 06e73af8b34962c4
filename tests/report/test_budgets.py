"""What a budget pays for, as printed: of support topics too, with the costs in all."""

import pandas as pd

from gpgp.disclosure import gather_material
from gpgp.instrument import parse_consultation
from gpgp.report import PROFILES
from gpgp.report.tables.priorities import tabulate_shorter
from gpgp.tables import SPECS, check_table

INSTRUMENT = """
title: Topics
organisation: A body
delete_after: 2100-01-01
export: {file: none.csv}
constituencies: [{code: chiefs, label: Chiefs}, {code: unions, label: Unions}]
questions:
  - {id: who, type: constituency, column: Q1}
  - {id: topics, type: multi_choice, column: Q2, options: [
     {code: design, label: Design, cost: 6}, {code: training, label: Training, cost: 4}]}
"""


def test_costs_of_chosen_topics_are_added_up_and_the_way_down_the_order_is_explained(tables):
    rows = [
        ("topics", method, option, option == taken, cost)
        for method, taken in (("plain_order", "training"), ("equal_shares", "design"))
        for option, cost in (("design", 6.0), ("training", 4.0))
    ]
    columns = list(SPECS["priorities_selections"].columns)
    names = ["question_id", "method_code", "option_code", "is_chosen", "cost"]
    chosen = pd.DataFrame(rows, columns=names)[columns]
    consultation = parse_consultation(INSTRUMENT)
    material = gather_material(
        {
            "responses": tables["responses"],
            "priorities_selections": check_table(chosen, SPECS["priorities_selections"]),
        },
        consultation=consultation,
        profile=PROFILES["public"],
    )
    (topics,) = consultation.questions_of("multi_choice")
    (table,) = tabulate_shorter(material, topics)
    total = [cell.value for cell in table.rows[-1].cells[1:]]
    assert table.rows[-1].cells[0].text == "Cost in all" and total == [10, 4, 6]
    assert "one that costs more than is left is passed over" in table.notes[0]
