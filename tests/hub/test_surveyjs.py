"""SurveyJS's own engine takes the survey, routes it, refuses what is wrong, and gives results back.

Needs node and survey-core, which is no package of Python: ``npm install survey-core`` anywhere,
then run the tests with ``NODE_PATH`` set to that node_modules.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from round_trips import assert_same, link, make_answers

from gpgp import hub
from gpgp.hub.questionnaire import make_questionnaire
from gpgp.instrument import parse_consultation

SECOND = (Path(__file__).parent / "second.yaml").read_text(encoding="utf-8")
SCRIPT = """
const { Model } = require("survey-core");
const { survey, answers } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const errors = new Model(survey).jsonErrors || [];
const taken = answers.map(answer => {
  const model = new Model(survey);
  const asked = Object.keys(answer).filter(name => {
    const question = model.getQuestionByName(name);
    if (!question.isVisible) return false;
    question.value = answer[name];
    return true;
  });
  return { asked, isValid: model.validate(), isDone: model.tryComplete(), data: model.data };
});
const empty = new Model(survey);
console.log(JSON.stringify({ errors, taken, isEmptyRefused: !empty.validate() }));
"""


def run(data):
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    found = subprocess.run(
        ["node", "-e", SCRIPT], input=json.dumps(data), capture_output=True, text=True, timeout=60
    )
    if "Cannot find module 'survey-core'" in found.stderr:
        pytest.skip("survey-core is not installed (npm install survey-core; set NODE_PATH)")
    assert found.returncode == 0, found.stderr[-500:]
    return json.loads(found.stdout)


def test_survey_core_takes_every_answer_and_its_results_come_back():
    consultation = parse_consultation(SECOND)
    survey = make_questionnaire(consultation, language="en")
    answers = make_answers(survey, 25)
    ranks = {field.id for field in survey.fields if field.kind == "rank"}
    given = [
        {k: sorted(v, key=v.get) if k in ranks else v for k, v in row.items() if v}
        for row in answers
    ]
    page = json.loads(hub.write_hub(consultation, "surveyjs")["surveyjs.json"])
    found = run({"survey": page, "answers": given})
    assert found["errors"] == []
    assert found["isEmptyRefused"]
    for said, taken in zip(given, found["taken"], strict=True):
        assert taken["asked"] == list(said)
        assert taken["isValid"]
        assert taken["isDone"]
    results = json.dumps([taken["data"] for taken in found["taken"]]).encode()
    linked, received, _ = link(SECOND, "results.json", results)
    assert_same(linked, received, survey, answers)
