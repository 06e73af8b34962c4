from dataclasses import dataclass

import pandas as pd
import pytest

from gpgp.themes import find_wording_requests


@dataclass(frozen=True)
class Element:
    code: str
    label: str
    wording: str
    parts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


ELEMENTS = (
    Element("tools", "Tools", "A swift and thrifty workforce"),
    Element("care", "Care", "A kind workforce, above all at home"),
)


def find(*texts):
    comments = pd.DataFrame(
        {"response_id": [f"r{i}" for i in range(len(texts))], "text": list(texts)}, dtype="str"
    )
    return find_wording_requests(comments, elements=ELEMENTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Add 'brave' to care.", ("add", "brave", None)),
        ("I'd add brave: we need it", ("add", "brave", None)),
        ("Where is ‘brave’? Add it.", ("add", "brave", None)),
        ("Brave should be in there", ("add", "brave", None)),
        ("Drop “thrifty” - it means cheap", ("drop", "thrifty", None)),
        ("get rid of thrifty", ("drop", "thrifty", None)),
        ("lose the word thrifty", ("drop", "thrifty", None)),
        ("'thrifty' should go!", ("drop", "thrifty", None)),
        ("Take out 'above all at home'.", ("drop", "above all at home", None)),
        ("Replace swift with steady", ("replace", "swift", "steady")),
        ("Steady instead of swift.", ("replace", "swift", "steady")),
        ("For 'swift' read 'steady'", ("replace", "swift", "steady")),
        ("I'd say “steady” rather than “swift”", ("replace", "swift", "steady")),
        ("Not 'swift' but 'steady'.", ("replace", "swift", "steady")),
        ("Ychwanegwch y gair 'dewr'", ("add", "dewr", None)),
    ],
)
def test_a_request_is_read(text, expected):
    row = find(text).iloc[0]
    found = (row["action_code"], row["word"], row["replacement"])
    assert tuple(None if pd.isna(part) else part for part in found) == expected


@pytest.mark.parametrize(
    "text", ["", "Fine words.", "Leave it as it is.", "Add it.", "It is long."]
)
def test_no_request_is_made_up(text):
    assert find(text).empty


def test_people_are_counted_not_mentions_and_spellings_are_joined():
    table = find(
        "Drop thrifty. Delete 'thrifty'.", "drop thriffty", "Remove 'Thrifty'", "add brave"
    )
    assert table.loc[0, ["action_code", "word", "n_respondents"]].tolist() == ["drop", "thrifty", 3]


def test_a_word_is_given_to_the_element_that_holds_it():
    table = find("Drop thrifty", "Drop kind", "Drop workforce").set_index("word")["element_code"]
    assert table[["thrifty", "kind"]].tolist() == ["tools", "care"]
    assert pd.isna(table["workforce"])
