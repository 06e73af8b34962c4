"""What coded comments teach, on real comments that people gave several codes."""

import numpy as np
import pandas as pd
import pytest

from gpgp.themes.cluster.words import read_words
from gpgp.themes.coding.classifier import learn_themes
from gpgp.themes.coding.coder_files import read_coder_file, render_coder_file
from gpgp.themes.coding.likeness import sample_f1

# Mean sample F1 of three seeds by benchmarks/themes_multi.py, and of TF-IDF with balanced
# logistic regression on the same comments: .73 and .57, .73 and .57, .21 and .12
FLOORS = {
    "jupyter2015_features_changes": 0.68,
    "jupyter2015_hinderances": 0.68,
    "napire_causes": 0.17,
}


@pytest.fixture(scope="module", params=list(FLOORS))
def taught(request, shared_data):
    """One set, what a hundred of its comments taught, and which of the comments those were."""
    path = shared_data / "comments_multi" / f"{request.param}.csv"
    coded = pd.read_csv(path, dtype=str, keep_default_na=False)
    has = coded["labels"].str.get_dummies("|").astype(bool)
    positions = np.sort(np.random.default_rng(11).permutation(len(coded))[:100])
    names = read_words([name.replace("_", " ") for name in has.columns])
    words = read_words(coded["text"].tolist())
    learnt = learn_themes(words, names, positions, has.to_numpy()[positions])
    return request.param, coded, has.to_numpy(), positions, learnt


def test_a_hundred_coded_comments_teach_what_the_benchmark_says(taught):
    name, _, has, positions, learnt = taught
    rest = np.setdiff1d(np.arange(len(has)), positions)
    assert sample_f1(has[rest], learnt.is_chosen[rest]).mean() > FLOORS[name]


def test_what_is_expected_of_it_is_what_it_reaches(taught):
    _, _, has, positions, learnt = taught
    rest = np.setdiff1d(np.arange(len(has)), positions)
    reached = sample_f1(has[rest], learnt.is_chosen[rest])
    is_sure = learnt.sureness[rest] >= 0.6
    allowed = max(
        0.1, 2.5 * reached[is_sure].std() / np.sqrt(is_sure.sum())
    )  # few are sure: chance
    assert reached[is_sure].mean() == pytest.approx(
        learnt.sureness[rest][is_sure].mean(), abs=allowed
    )
    foretold = sample_f1(has[positions], learnt.held_back).mean()
    assert foretold == pytest.approx(reached.mean(), abs=0.12)


def test_real_comments_survive_a_coders_spreadsheet(taught):
    _, coded, _, _, _ = taught
    rows = coded.assign(comment_id=[f"c{n}:q" for n in range(len(coded))], question_id="q")
    content = render_coder_file(rows, {}).replace(":q,,", ":q,t01,").encode()
    read = read_coder_file(
        content, file_name="f", comment_ids=rows["comment_id"], labels={"t01": "Any"}
    )
    assert len(read) == len(coded) and read["theme_id"].eq("t01").all()
