"""A small instrument that has one question of each kind, and rows for it."""

from collections.abc import Callable

import pandas as pd
import pytest

from gpgp.cleaning import Cleaned, clean_responses
from gpgp.instrument import Consultation, parse_consultation

INSTRUMENT = """
title: "Borsetshire asks"
organisation: "Borsetshire"
opens: 2024-05-01
closes: 2024-05-31
delete_after: 2025-05-31
export: {file: responses.csv, date_format: "%d/%m/%Y %H:%M"}
elements:
  - {code: joined_up, label: Joined up}
  - {code: diverse, label: Diverse, aliases: [Amrywiol],
     wording: "A diverse workforce that reflects the many communities it serves every single day"}
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
    "Change": "",
    "Missing": "",
    "Quote": "Yes",
    "Collector": "7",
}

MakeRows = Callable[..., pd.DataFrame]
Clean = Callable[..., Cleaned]


@pytest.fixture(scope="session")
def consultation() -> Consultation:
    return parse_consultation(INSTRUMENT)


@pytest.fixture(scope="session")
def make_rows() -> MakeRows:
    """One row per set of changes to a full row; ids count a1, a2 …, sheet rows 2, 3 …"""

    def make(*changes: dict[str, str]) -> pd.DataFrame:
        rows = [FULL_ROW | {"Id": f"a{n}"} | change for n, change in enumerate(changes, start=1)]
        frame = pd.DataFrame(rows, columns=list(FULL_ROW), dtype="str")
        frame.insert(0, "source_row", range(2, 2 + len(frame)))
        return frame.astype({"source_row": "int64"})

    return make


@pytest.fixture(scope="session")
def clean(consultation: Consultation, make_rows: MakeRows) -> Clean:
    """The tables of rows that differ from the full row as said."""

    def clean_changes(*changes: dict[str, str]) -> Cleaned:
        return clean_responses(
            make_rows(*changes), consultation=consultation, source_file="responses.csv"
        )

    return clean_changes


@pytest.fixture(scope="session")
def blank_answers() -> dict[str, str]:
    """Changes that leave every question but those about the respondent blank."""
    answers = ("V |", "R |", "Top", "Change", "Missing")
    return {header: "" for header in FULL_ROW if header.startswith(answers)}
