"""A small instrument that has one question of each kind, and rows for it."""

import pandas as pd
import pytest

from gpgp.consultation import Consultation, parse_consultation

INSTRUMENT = """
title: "Borsetshire asks"
organisation: "Borsetshire"
opens: 2024-05-01
closes: 2024-05-31
delete_after: 2025-05-31
export: {file: responses.csv, date_format: "%d/%m/%Y %H:%M"}
elements:
  - {code: joined_up, label: Joined up}
  - {code: diverse, label: Diverse, aliases: [Amrywiol]}
priorities:
  - {code: pay, label: Pay and reward}
  - {code: skills, label: "Skills, and training"}
  - {code: leadership, label: Leadership}
scales:
  agreement:
    points: [Disagree, Neither, {label: Agree, words: [Cytuno]}]
    dont_know: ["Don't know"]
constituencies:
  - {code: unions, label: Trade unions, aliases: [UNISON]}
  - {code: welsh_councils, label: Welsh councils, nation: wales}
nations:
  - {code: wales, label: Wales, aliases: [Cymru]}
  - {code: london, label: London}
questions:
  - {id: respondent, type: respondent_id, column: Id}
  - {id: sent, type: submitted_at, column: Sent}
  - {id: email, type: personal, kind: email, column: Email}
  - {id: name, type: personal, kind: name, column: Name}
  - {id: spoken, type: language, column: Language, words: {en: [English], cy: [Cymraeg]}}
  - {id: capacity, type: constituency, column: Capacity}
  - {id: region, type: nation, column: Region}
  - {id: kind, type: respondent_type, column: Kind, individual: [Me], organisation: [Body]}
  - {id: organisation, type: organisation, column: Organisation}
  - {id: vision, type: rating, about: elements, scale: agreement,
     columns: {joined_up: "V | Joined up", diverse: "V | Diverse"}}
  - {id: order, type: ranking, about: priorities,
     columns: {pay: "R | Pay", skills: "R | Skills", leadership: "R | Leadership"}}
  - {id: top, type: multi_choice, about: priorities, column: Top, separator: ", "}
  - {id: change, type: free_text, column: Change}
  - {id: missing, type: free_text, about: missing, nothing_is_answer: true, column: Missing}
  - {id: quote, type: quote_consent, column: Quote, "yes": ["Yes"]}
  - {id: unused, type: ignore, columns: [Collector]}
"""

FULL_ROW = {
    "Id": "a1",
    "Sent": "02/05/2024 09:30",
    "Email": "",
    "Name": "",
    "Language": "English",
    "Capacity": "Trade unions",
    "Region": "London",
    "Kind": "Me",
    "Organisation": "",
    "V | Joined up": "Agree",
    "V | Diverse": "Neither",
    "R | Pay": "1",
    "R | Skills": "2",
    "R | Leadership": "3",
    "Top": "Pay and reward",
    "Change": "Pay people what the work is worth.",
    "Missing": "",
    "Quote": "Yes",
    "Collector": "7",
}


def make_rows(*changes: dict[str, str]) -> pd.DataFrame:
    """One row per set of changes to the full row; ids and sheet rows count up."""
    rows = [FULL_ROW | {"Id": f"a{n}"} | change for n, change in enumerate(changes, start=1)]
    frame = pd.DataFrame(rows, columns=list(FULL_ROW), dtype="str")
    frame.insert(0, "source_row", range(2, 2 + len(frame)))
    return frame.astype({"source_row": "int64"})


@pytest.fixture(scope="session")
def consultation() -> Consultation:
    return parse_consultation(INSTRUMENT)
