import random

import pandas as pd
import pytest

from gpgp.cleaning.campaigns import find_campaigns
from gpgp.tables import SPECS, check_table

LETTER = (
    "I am writing because I care about local services. Please put pay first and ask the government "
    "for a proper rise for every council worker. Nobody can feel valued on wages that do not cover "
    "the rent. Set safe staffing levels in care as well. Our communities deserve better than this."
)
SHORT_LETTER = "Please keep our library open on Saturdays because children in this town need it."
_WORDS = (
    "staff pay training leaders councils time respect listening systems change care schools "
    "nurses budgets plans meetings homes skills trust morale careers hours welsh diverse joined "
    "better fewer clearer honest slow digital local rural young older flexible safe"
)
WORDS = _WORDS.split()


def write_comments(texts: list[str]) -> pd.DataFrame:
    n = range(len(texts))
    return pd.DataFrame(
        {
            "comment_id": [f"r{i}:q" for i in n],
            "response_id": [f"r{i}" for i in n],
            "question_id": "q",
            "text": texts,
        },
        dtype="str",
    )


def find(texts: list[str], *, least_copies: int = 10, known: list[str] | None = None):
    return find_campaigns(
        write_comments(texts), least_copies=least_copies, least_words=12, known_texts=known or []
    )


def write_genuine(n: int, seed: int = 1) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randrange(3, 60))) for _ in range(n)]


def edit(text: str, n_words: int, chance: random.Random) -> str:
    words = text.split()
    for place in chance.sample(range(len(words)), k=n_words):
        words[place] = chance.choice(WORDS)
    return " ".join(words)


@pytest.mark.parametrize("letter", [LETTER, SHORT_LETTER])
def test_two_hundred_near_copies_among_six_hundred_are_found(letter):
    """Promise 44: 0 to 3 words changed; at least 95% caught, at most 1% false."""
    chance = random.Random(7)
    most = 3 if letter is LETTER else 1
    copies = [edit(letter, chance.randrange(most + 1), chance) for _ in range(200)]
    found = find(write_genuine(600) + copies).comments
    is_caught = found.drop_duplicates("comment_id")["campaign_id"].notna()
    assert is_caught.iloc[600:].mean() >= 0.95
    assert is_caught.iloc[:600].mean() <= 0.01


def test_the_published_count_of_a_campaign_is_reproduced():
    """1,108 received, 753 of a campaign (709 identical, 44 edited): 355 others + 44 = 399."""
    chance = random.Random(3)
    edited = [edit(LETTER, chance.randrange(1, 4), chance) for _ in range(44)]
    found = find(write_genuine(355) + [LETTER] * 709 + edited)
    assert len(found.comments) == 1108
    campaign = found.campaigns.iloc[0]
    assert (campaign["n_copies"], campaign["n_identical"], campaign["n_edited"]) == (753, 709, 44)
    roles = found.comments["campaign_role_code"].value_counts()
    assert roles["none"] + roles["edited"] == 399


def test_case_points_and_removed_names_make_no_edit():
    texts = [LETTER] * 9 + [LETTER.upper().replace(".", " !"), LETTER + " [name removed]"]
    assert set(find(texts).comments["campaign_role_code"]) == {"identical"}


def test_what_somebody_added_becomes_a_comment_of_its_own():
    added = "My own mother waits three weeks for a carer who never comes on time."
    texts = [LETTER] * 10 + [f"{LETTER}\n\n{added}", f"{added} {LETTER}", f"{LETTER} Thank you."]
    found = find(texts)
    extra = found.comments[found.comments["campaign_role_code"] == "addition"]
    assert extra["comment_id"].tolist() == ["r10:q:added", "r11:q:added"]
    assert extra["text"].tolist() == [added, added]
    assert extra["campaign_id"].tolist() == ["c1", "c1"]
    letters = found.comments.set_index("comment_id")["text"]
    assert letters["r10:q"] == LETTER and letters["r11:q"] == LETTER
    assert found.campaigns["n_additions"].tolist() == [2]
    assert letters["r12:q"].endswith("Thank you.")  # too short to be a comment


def test_a_letter_pasted_in_part_is_a_copy():
    half = LETTER[: LETTER.index(" Set safe")]
    found = find([LETTER] * 10 + [half]).comments
    assert found["campaign_role_code"].tolist() == ["identical"] * 10 + ["edited"]


def test_a_common_turn_of_phrase_is_no_letter():
    """A copy shares twelve words with its letter; here all share ten."""
    texts = [f"{a} {b}, which matters more to people than any of the five" for a in WORDS[:9]
             for b in WORDS[:9]]  # fmt: skip
    assert find(texts).campaigns.empty


def test_two_letters_are_two_campaigns_and_the_larger_is_first():
    found = find([SHORT_LETTER] * 11 + [LETTER] * 15)
    assert found.campaigns["campaign_id"].tolist() == ["c1", "c2"]
    assert found.campaigns["text"].tolist() == [LETTER, SHORT_LETTER]
    assert found.campaigns["n_copies"].tolist() == [15, 11]


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ([LETTER] * 9, "fewer than ten"),
        (["More pay and respect"] * 50, "too short to be a letter"),
        (["Pay " * 30] * 5 + write_genuine(30), "nothing in common"),
        ([], "no comments"),
        (["n/a"], "one comment"),
    ],
)
def test_no_campaign_is_found_where_there_is_none(texts, reason):
    found = find(texts)
    assert found.campaigns.empty, reason
    assert found.comments["campaign_id"].isna().all()
    assert len(found.comments) == len(texts)


def test_one_person_pasting_a_text_into_many_boxes_is_no_campaign():
    comments = write_comments([LETTER] * 20).assign(response_id="r1")
    found = find_campaigns(comments, least_copies=10, least_words=12, known_texts=[])
    assert found.campaigns.empty


def test_quoting_the_question_is_no_campaign():
    wording = "A diverse workforce that reflects the communities it serves and uses every talent"
    texts = [f"{wording}: {word}" for word in WORDS]
    assert len(find(texts).campaigns) == 1
    assert find(texts, known=[wording]).campaigns.empty


def test_campaigns_do_not_depend_on_the_order_of_the_comments():
    chance = random.Random(5)
    texts = write_genuine(50) + [edit(LETTER, chance.randrange(4), chance) for _ in range(40)]
    comments = write_comments(texts)
    tables = [
        find_campaigns(order, least_copies=10, least_words=12, known_texts=[])
        for order in (comments, comments.sample(frac=1, random_state=2))
    ]
    first, second = (t.comments.sort_values("comment_id", ignore_index=True) for t in tables)
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(tables[0].campaigns, tables[1].campaigns)


def test_the_tables_keep_their_contracts(clean):
    cleaned = clean(*[{"Change": LETTER}] * 12, {"Change": "Pay"})
    assert cleaned.campaigns["n_copies"].tolist() == [12]
    assert len(cleaned.responses) == 13  # the responses stay
    check_table(cleaned.campaigns, SPECS["campaigns"])
    assert "campaign" in cleaned.findings["finding_code"].tolist()
