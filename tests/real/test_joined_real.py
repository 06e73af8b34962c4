"""A real survey whose free text came in a second file."""

from gpgp.instrument import parse_consultation
from gpgp.intake import read_responses

FOLDER = "surveys/surveymonkey_jupyter2020"
INSTRUMENT = """
title: Jupyter survey 2020
organisation: Jupyter
delete_after: 2030-01-01
export: {file: all_responses.csv, joined: [{file: text_fields.csv, on: Respondent ID}]}
questions:
  - {id: respondent, type: respondent_id, column: Respondent ID}
"""


def test_the_text_file_is_joined_row_by_row(shared_data):
    folder = shared_data / FOLDER
    texts = (folder / "text_fields.csv").read_bytes()
    received = read_responses(
        (folder / "all_responses.csv").read_bytes(),
        consultation=parse_consultation(INSTRUMENT),
        file_name="all_responses.csv",
        joined={"text_fields.csv": texts},
    )
    alone = read_responses(
        texts,
        consultation=parse_consultation(INSTRUMENT.split("export")[0] + INSTRUMENT_ALONE),
        file_name="text_fields.csv",
    )
    for column in alone.rows.columns[2:]:
        assert sorted(filter(None, received.rows[column])) == sorted(
            filter(None, alone.rows[column])
        )


INSTRUMENT_ALONE = """
export: {file: text_fields.csv}
questions:
  - {id: respondent, type: respondent_id, column: Respondent ID}
"""
