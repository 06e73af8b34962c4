"""Items are added to the text of a YAML file; what people wrote stays."""

import pytest

from gpgp.errors import InputError
from gpgp.instrument import add_item

CASES = [
    ("a: [b]  # why\n", 'a: [b, "c"]  # why\n'),
    ("a: []\n", 'a: ["c"]\n'),
    ("a:\n  - b  # why\n\n# end\n", 'a:\n  - b  # why\n  - "c"\n\n# end\n'),
    ("a:\n- b\nz: 1\n", 'a:\n- b\n- "c"\nz: 1\n'),
    ("a: b\n", 'a: ["b", "c"]\n'),
    ("a:\nz: 1\n", 'a: ["c"]\nz: 1\n'),
    ("z: 1  # one\n", 'z: 1  # one\na: ["c"]\n'),
    ("z: 1", 'z: 1\na: ["c"]'),
    ("{z: 1}\n", '{z: 1, a: ["c"]}\n'),
    ("a: [b,\n  d]  # two\r\n", 'a: [b,\n  d, "c"]  # two\r\n'),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_an_item_goes_behind_the_last_of_a_list(before, after):
    assert add_item(before, ("a",), "c", file_name="x.yaml") == after


def test_a_list_in_a_list_is_found_by_place():
    text = "points:\n  - Low  # one\n  - {label: High}\n"
    low = add_item(text, ("points", 0, "words"), "No: never", file_name="x.yaml")
    assert low.splitlines()[1] == '  - {label: "Low", words: ["No: never"]}  # one'
    high = add_item(text, ("points", 1, "words"), "Yes", file_name="x.yaml")
    assert high.splitlines()[2] == '  - {label: High, words: ["Yes"]}'
    more = add_item(text, ("points",), {"code": "mid", "label": "Mid"}, file_name="x.yaml")
    assert more.splitlines()[3] == '  - {code: "mid", label: "Mid"}'


def test_a_block_entry_gets_its_list_where_its_keys_stand():
    text = "groups:\n  - code: one\n    label: One  # the first\n  # then\n  - code: two\n"
    added = add_item(text, ("groups", 0, "aliases"), "Uno", file_name="x.yaml")
    assert added.splitlines()[3] == '    aliases: ["Uno"]'
    assert added.splitlines()[4:] == text.splitlines()[3:]


@pytest.mark.parametrize(
    ("text", "path"),
    [("a: [b,\n  d,  # two\n]\n", ("a",)), ("a: {b: 1}\n", ("a",)), ("a: [b]\n", ("a", 5, "x"))],
)
def test_what_cannot_be_added_to_is_refused_with_its_line(text, path):
    with pytest.raises(InputError, match=r"x\.yaml, line \d+: cannot be added to"):
        add_item(text, path, "c", file_name="x.yaml")
