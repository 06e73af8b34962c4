"""What the sides of a scale are called: as its points say, "disagree" only where somebody can."""

import pytest

from gpgp.instrument import has_opposing_side, parse_consultation
from gpgp.report.code_names import name_sides

SCALES = [
    (["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"], True,
     ("Disagree", "Agree", "agree")),
    (["Do not agree at all", "Slightly agree", "Agree", "Strongly agree", "Completely agree"],
     False, ("Slightly agree or lower", "Strongly agree or higher",
             "answer “Strongly agree” or higher")),
    (["Not at all important", "Slightly important", "Important", "Very important",
      "Extremely important"], False,
     ("Slightly important or lower", "Very important or higher",
      "answer “Very important” or higher")),
    (["1", "2", "3", "4", "5"], False, ("2 or lower", "4 or higher", "answer 4 or higher")),
    (["5", "4", "3", "2", "1"], False, ("4 to 5", "2 to 1", "answer 2 to 1")),
    (["Never", "Rarely", "Sometimes", "Often", "Always"], False,
     ("Rarely or less often", "Often or more often", "answer “Often” or more often")),
    (["Very poor", "Poor", "Fair", "Good", "Very good"], True,
     ("Poor or worse", "Good or better", "answer “Good” or better")),
]  # fmt: skip


def rating_on(labels):
    points = ", ".join(f'"{label}"' for label in labels)
    text = f"""title: A survey
organisation: A body
language: en
delete_after: 2032-01-01
export: {{file: a.csv}}
scales: {{s: {{points: [{points}]}}}}
questions:
  - {{id: views, type: rating, scale: s, columns: {{a: A, b: B}},
      options: [{{code: a, label: A}}, {{code: b, label: B}}]}}
"""
    return parse_consultation(text, file_name="consultation.yaml").question("views")


@pytest.mark.parametrize(("labels", "has_opposite", "said"), SCALES, ids=lambda v: str(v)[:30])
def test_sides_are_called_as_the_points_are(labels, has_opposite, said):
    sides = name_sides(rating_on(labels))
    assert (sides.disagree, sides.agree, sides.verb) == said
    assert sides.has_opposite is has_opposite


@pytest.mark.parametrize(
    ("labels", "says"),
    [(["Mycket missnöjd", "Mycket nöjd"], True), (["Inte alls nöjd", "Mycket nöjd"], False),
     (["Poor", "Good"], True), (["No", "Yes"], True), (["Blue", "Green"], None)],
)  # fmt: skip
def test_words_say_whether_the_low_end_opposes(labels, says):
    assert has_opposing_side(labels) is says
