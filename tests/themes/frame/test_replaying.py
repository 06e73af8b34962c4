"""A code frame replayed: what people decided stays, whatever seed, order or comments."""

import pandas as pd
import pytest

from gpgp.errors import ParameterError
from gpgp.themes import Assignment, find_themes
from gpgp.themes.frame.memory import remember_members

from .conftest import PLANTED, decide, frame_of, make_comments

SORTED = ["comment_id", "theme_id"]


def replay(comments, frame, remembered=None, *, seed=1, checks=False, **options):
    return find_themes(
        comments, themes=3, seed=seed, checks=checks, code_frame=frame, remembered=remembered,
        **options,
    )  # fmt: skip


def members_of(result, theme_id):
    rows = result.comment_themes
    return set(rows.loc[rows["theme_id"] == theme_id, "comment_id"])


def assert_same(first, second, *, but=()):
    for name in ("themes", "comment_themes", "unthemed", "checks"):
        one, other = (getattr(result, name) for result in (first, second))
        columns = [column for column in one.columns if column not in but]
        pd.testing.assert_frame_equal(one[columns], other[columns], rtol=1e-5)


def test_a_frame_without_decisions_changes_nothing(comments, found, remembered):
    again = replay(comments, frame_of(found.themes), remembered, checks=True)
    assert_same(found, again)
    assert not again.themes["is_owned"].any()
    assert again.drift.empty


def test_accepting_themes_changes_nothing_but_that_people_own_them(comments, found, remembered):
    frame = frame_of(found.themes, decide("accept", themes=["t01", "t03"]))
    again = replay(comments, frame, remembered, checks=True)
    assert_same(found, again, but=["is_owned"])
    assert again.themes["is_owned"].tolist() == [True, False, True]
    assert again.decisions["is_applied"].tolist() == [True]


def test_an_accepted_theme_is_shown_whatever_its_figures(comments, found, remembered):
    frame = frame_of(found.themes, decide("accept", themes=["t02"]))
    again = replay(comments, frame, remembered)
    assert again.themes["is_shown"].tolist() == [False, True, False]


@pytest.mark.parametrize("seed", [1, 2, 99])
def test_neither_seed_nor_order_moves_a_member(comments, found, remembered, seed):
    frame = frame_of(found.themes, decide("accept", themes=["t01"]))
    shuffled = comments.sample(frac=1, random_state=seed)
    again = replay(shuffled, frame, remembered.sample(frac=1, random_state=seed), seed=seed)
    pd.testing.assert_frame_equal(
        again.comment_themes, replay(comments, frame, remembered).comment_themes
    )
    assert again.drift.empty


def test_replaying_and_remembering_twice_is_as_once(comments, found, remembered, theme_of):
    pay, travel, training = (theme_of[name] for name in ("pay", "travel", "training"))
    more = pd.concat([comments, make_comments(4, seed=3, first=500)], ignore_index=True)
    frame = frame_of(
        found.themes,
        decide("merge", themes=[travel], into=pay),
        decide("split", theme=training, into=["t11", "t12"]),
        t11={"label": "Apprentices", "include": ["apprentice", "mentor"]},
        t12={"label": "Courses", "include": ["course", "college"]},
    )
    once = replay(more, frame, remembered)
    kept = remember_members(more, once.comment_themes, frame=frame, remembered=remembered)
    twice = replay(more, frame, kept)
    assert_same(once, twice)
    again = remember_members(more, twice.comment_themes, frame=frame, remembered=kept)
    rows = ["theme_id", "comment_id"]
    pd.testing.assert_frame_equal(
        kept.sort_values(rows, ignore_index=True), again.sort_values(rows, ignore_index=True)
    )
    assert set(twice.drift["drift_code"]) <= {"not_in_frame"}


def test_new_comments_join_the_nearest_theme_and_no_member_moves(comments, found, remembered):
    new = make_comments(4, seed=3, first=500)
    both = pd.concat([comments, new], ignore_index=True)
    again = replay(both, frame_of(found.themes), remembered)
    old = again.comment_themes[~again.comment_themes["comment_id"].isin(new["comment_id"])]
    pd.testing.assert_frame_equal(
        old[[*SORTED, "is_main"]].reset_index(drop=True),
        found.comment_themes[[*SORTED, "is_main"]],
    )
    placed = again.comment_themes[again.comment_themes["comment_id"].isin(new["comment_id"])]
    assert placed["comment_id"].nunique() >= 10
    drift = again.drift.set_index("subject")
    assert drift["drift_code"].eq("members_changed").all()
    assert drift["n_in"].sum() == len(placed)
    assert drift["n_out"].sum() == 0
    assert drift["explanation"].str.contains("came in").all()


def test_a_new_subject_is_proposed_and_never_forced_into_a_theme(comments, found, remembered):
    words = ["library", "books", "museum", "reading", "archive", "gallery", "lending", "shelves"]
    new = make_comments(40, seed=5, first=500, planted={"culture": words})
    frame = frame_of(found.themes, decide("drop", themes=["t03"]))
    again = find_themes(
        pd.concat([comments, new], ignore_index=True), themes=4, seed=1, checks=False,
        code_frame=frame, remembered=remembered,
    )  # fmt: skip
    proposals = set(again.themes["theme_id"]) - {"t01", "t02"}
    assert proposals and "t03" not in proposals
    subjects = again.comment_themes["comment_id"].str.split(":").str[1]
    assert set(again.comment_themes.loc[subjects == "culture", "theme_id"]) <= proposals
    said = again.drift.set_index("drift_code").loc[["not_in_frame"], "explanation"]
    assert said.str.startswith("A proposal that is not in the frame").all()


def test_a_deleted_comment_is_said(comments, found, remembered):
    gone = found.comment_themes.loc[found.comment_themes["theme_id"] == "t01", "comment_id"].iloc[
        :3
    ]
    left = comments[~comments["comment_id"].isin(gone)]
    again = replay(left, frame_of(found.themes), remembered)
    row = again.drift.set_index("subject").loc["t01"]
    assert row[["n_before", "n_in", "n_out", "n_now"]].tolist() == [40, 0, 3, 37]
    assert row["explanation"] == "3 comments went out (3 gone from the data)."


def test_a_comment_with_another_text_is_as_new(comments, found, remembered, theme_of):
    changed = comments.copy()
    changed.loc[0, "text"] = "parking bus mileage fuel"
    again = replay(changed, frame_of(found.themes), remembered)
    assert changed.loc[0, "comment_id"] in members_of(again, theme_of["travel"])
    row = again.drift.set_index("subject").loc[theme_of["pay"]]
    assert "1 comment went out (1 with another text)" in row["explanation"]


def test_comments_are_known_again_by_their_text_when_all_ids_changed(comments, found, remembered):
    renamed = comments.assign(
        comment_id="x" + comments["comment_id"], response_id="x" + comments["response_id"]
    )
    again = replay(renamed, frame_of(found.themes), remembered, seed=7)
    assert again.themes["n_comments"].tolist() == found.themes["n_comments"].tolist()
    assert set("x" + found.comment_themes["comment_id"]) == set(again.comment_themes["comment_id"])
    assert again.drift.empty


def test_a_rename_keeps_id_and_comments(comments, found, remembered):
    frame = frame_of(found.themes, decide("rename", theme="t02", to="What people said"))
    again = replay(comments, frame, remembered)
    assert_same(replay(comments, frame_of(found.themes), remembered), again,
                but=["label", "is_owned", "is_shown"])  # fmt: skip
    assert again.themes.set_index("theme_id").loc["t02", ["label", "is_owned"]].tolist() == [
        "What people said", True,
    ]  # fmt: skip


def test_a_merge_moves_all_comments_and_is_undone_by_deleting_it(comments, found, remembered):
    frame = frame_of(found.themes, decide("merge", themes=["t02", "t03"], into="t02"))
    again = replay(comments, frame, remembered)
    assert again.themes["theme_id"].tolist() == ["t01", "t02"]
    assert members_of(again, "t02") == members_of(found, "t02") | members_of(found, "t03")
    assert again.themes["n_respondents"].tolist() == [40, 80]
    assert again.drift.empty
    assert again.decisions.loc[0, "effect"] == "40 comments of t03 went to t02."
    kept = remember_members(comments, again.comment_themes, frame=frame, remembered=remembered)
    undone = replay(comments, frame_of(found.themes), kept)
    assert_same(replay(comments, frame_of(found.themes), remembered), undone)


def test_a_split_divides_by_words_then_by_nearness(comments, found, remembered, theme_of):
    pay = theme_of["pay"]
    frame = frame_of(
        found.themes,
        decide("split", theme=pay, into=["t11", "t12"]),
        t11={"label": "Pensions", "include": ["pension"]},
        t12={"label": "Wages", "include": ["wage"]},
    )
    again = replay(comments, frame, remembered)
    assert pay not in set(again.themes["theme_id"])
    pensions, wages = members_of(again, "t11"), members_of(again, "t12")
    assert pensions | wages == members_of(found, pay)
    text = comments.set_index("comment_id")["text"]
    assert {name for name in text.index if "pension" in text[name]} <= pensions
    assert {name for name in text.index if "wages" in text[name]} <= wages
    said = again.drift.set_index("subject")["drift_code"].to_dict()
    assert said == {"t11": "not_remembered", "t12": "not_remembered"}


def test_the_part_of_a_split_without_words_takes_the_rest(comments, found, remembered, theme_of):
    pay = theme_of["pay"]
    frame = frame_of(
        found.themes,
        decide("split", theme=pay, into=[pay, "t11"]),
        t11={"label": "Pensions", "include": ["pension"]},
    )
    again = replay(comments, frame, remembered)
    text = comments.set_index("comment_id")["text"]
    with_word = {name for name in members_of(found, pay) if "pension" in text[name]}
    assert members_of(again, "t11") == with_word
    assert members_of(again, pay) == members_of(found, pay) - with_word


def test_a_theme_made_new_takes_what_its_words_name(comments, found, remembered):
    frame = frame_of(
        found.themes,
        decide("new", themes=["t11"]),
        t11={"label": "Pensions and parking", "include": ["pension", "parking"]},
    )
    again = replay(comments, frame, remembered)
    named = set(comments.loc[comments["text"].str.contains("pension|parking"), "comment_id"])
    assert members_of(again, "t11") == named
    assert again.themes.set_index("theme_id").loc["t11", "is_owned"]


def test_a_dropped_theme_is_gone_its_id_too_and_its_comments_are_listed(
    comments, found, remembered
):
    frame = frame_of(found.themes, decide("drop", themes=["t02"]))
    again = replay(comments, frame, remembered)
    assert "t02" not in set(again.themes["theme_id"])
    left = members_of(found, "t02") - set(again.comment_themes["comment_id"])
    reasons = again.unthemed.set_index("comment_id")["reason_code"]
    assert left and reasons[sorted(left)].eq("dropped").all()
    assert again.decisions.loc[0, "effect"] == "40 comments of t02 freed."
    assert again.themes["n_base"].eq(120).all()


def test_exclude_words_put_a_comment_out_and_a_pin_stands_above_them(
    comments, found, remembered, theme_of
):
    pay, travel = theme_of["pay"], theme_of["travel"]
    text = comments.set_index("comment_id")["text"]
    held = sorted(name for name in members_of(found, pay) if "bonus" in text[name])
    frame = frame_of(
        found.themes,
        decide("pin", comments=held[0], into=pay),
        decide("pin", comments=held[1:2], into=travel),
        **{pay: {"exclude": ["bonuses"]}},
    )
    again = replay(comments, frame, remembered)
    assert not set(held[1:]) & members_of(again, pay)
    assert held[0] in members_of(again, pay)
    assert held[1] in members_of(again, travel)
    drift = again.drift.set_index(["subject", "drift_code"]).loc[(pay, "members_changed")]
    assert drift["n_out"] == len(held) - 1


def test_a_pin_out_is_final_also_after_a_merge(comments, found, remembered):
    name = sorted(members_of(found, "t02"))[0]
    frame = frame_of(
        found.themes,
        decide("merge", themes=["t02"], into="t01"),
        decide("pin", comments=[name], out_of="t01"),
    )
    assert name not in members_of(replay(comments, frame, remembered), "t01")


def test_a_pin_follows_its_theme_through_a_merge(comments, found, remembered):
    name = sorted(members_of(found, "t03"))[0]
    frame = frame_of(
        found.themes,
        decide("pin", comments=[name], into="t02"),
        decide("merge", themes=["t02"], into="t01"),
    )
    assert name in members_of(replay(comments, frame, remembered), "t01")


def test_decisions_that_do_not_apply_are_listed_never_lost(comments, found, remembered):
    decisions = [
        decide("drop", themes=["t03"]),
        decide("merge", themes=["t03"], into="t01"),
        decide("rename", theme="t03", to="Something"),
        decide("accept", themes=["t01", "t03"]),
        decide("pin", comments=["r9999:pay", "r0001:pay"], into="t01"),
        decide("pin", comments=["r0001:pay"], into="t03"),
        decide("split", theme="t02", into=["t02", "t03"]),
    ]
    frame = frame_of(found.themes, *decisions, t02={"include": ["pay"]})
    again = replay(comments, frame, remembered)
    assert again.decisions["is_applied"].tolist() == [True, False, False, True, True, False, False]
    listed = again.drift[again.drift["drift_code"] == "not_applied"].set_index("subject")
    assert set(listed.index) == {f"decision {n}" for n in (2, 3, 4, 5, 6, 7)}
    assert listed.loc["decision 2", "explanation"] == "T03 was dropped by decision 1."
    assert listed.loc["decision 5", "explanation"] == "Not among the comments: r9999:pay."
    assert "fewer than two parts" in listed.loc["decision 7", "explanation"]


def test_a_theme_no_comment_carries_is_said_to_have_lost_support(comments, found, remembered):
    frame = frame_of(
        found.themes,
        decide("new", themes=["t11"]),
        t11={"label": "Dragons", "include": ["dragon"], "examples": ["r9:q"]},
    )
    again = replay(comments, frame, remembered)
    assert "t11" not in set(again.themes["theme_id"])
    said = again.drift.set_index(["subject", "drift_code"])["explanation"]
    assert "no comment carries it" in said["t11", "lost_support"].lower()
    assert said["t11", "examples_gone"] == "1 of its 1 examples are not in the data."


def test_a_frame_works_without_anything_remembered(comments):
    rules = {
        name: {"id": f"t0{number}", "label": name.title(), "include": words[:4]}
        for number, (name, words) in enumerate(PLANTED.items(), start=1)
    }
    frame = frame_of(pd.DataFrame(columns=["theme_id"]), **{r["id"]: r for r in rules.values()})
    again = replay(comments, frame)
    main = again.comment_themes[again.comment_themes["is_main"]]
    subject = main["comment_id"].str.split(":").str[1]
    expected = subject.map({name: rule["id"] for name, rule in rules.items()})
    assert (main["theme_id"] == expected).mean() > 0.95


def test_one_theme_alone_and_an_empty_frame(comments, found, remembered):
    one = frame_of(found.themes.iloc[:1], decide("accept", themes=["t01"]))
    again = replay(comments, one, remembered[remembered["theme_id"] == "t01"])
    assert again.themes.loc[0, ["theme_id", "is_owned"]].tolist() == ["t01", True]
    assert members_of(found, "t01") <= members_of(again, "t01")
    assert_same(found, replay(comments, frame_of(found.themes.iloc[:0]), checks=True))


def test_too_few_comments_list_all_that_people_decided(comments, found, remembered):
    frame = frame_of(found.themes, decide("accept", themes=["t01"]))
    again = replay(comments.iloc[:20], frame, remembered)
    assert again.themes.empty
    lost = again.drift[again.drift["drift_code"] == "lost_support"]
    assert lost["subject"].tolist() == ["t01", "t02", "t03"]


def test_welsh_themes_keep_and_can_be_merged_into_english_ones(comments):
    words = {"cyflog": ["cyflog", "tal", "pensiwn", "bonws", "arian", "cynnydd"]}
    welsh = make_comments(60, seed=2, first=900, planted=words, language="cy")
    both = pd.concat([comments, welsh], ignore_index=True)
    first = find_themes(both, themes=3, seed=1, checks=False)
    memory = remember_members(both, first.comment_themes)
    cymraeg = first.themes.loc[first.themes["language_code"] == "cy", "theme_id"].tolist()
    same = find_themes(
        both, themes=3, seed=4, checks=False, code_frame=frame_of(first.themes), remembered=memory
    )
    assert_same(first, same)
    frame = frame_of(first.themes, decide("merge", themes=cymraeg, into="t01"))
    again = find_themes(both, themes=3, seed=1, checks=False, code_frame=frame, remembered=memory)
    row = again.themes.set_index("theme_id").loc["t01"]
    assert row[["n_comments", "n_respondents", "n_base"]].tolist() == [100, 100, 180]
    assert "cy" not in set(again.themes["language_code"])


def test_codes_of_people_stand_above_memory_and_a_classifier_places_what_is_new(
    comments, found, remembered, theme_of
):
    pay, travel = theme_of["pay"], theme_of["travel"]
    new = make_comments(2, seed=3, first=500)
    both = pd.concat([comments, new], ignore_index=True)
    coded, kept, placed, unsure = "r0000:pay", "r0001:pay", *new["comment_id"].iloc[:2]
    rows = [(coded, travel, 1.0), (kept, travel, 0.9), (placed, travel, 0.8), (placed, pay, 0.6)]
    assignment = Assignment(
        pd.DataFrame(rows, columns=["comment_id", "theme_id", "score"]),
        abstained=frozenset([unsure]),
        coded=frozenset([coded]),
    )
    again = replay(both, frame_of(found.themes), remembered, assignment=assignment)
    assert coded in members_of(again, travel) and coded not in members_of(again, pay)
    assert kept in members_of(again, pay) and kept not in members_of(again, travel)
    assert placed in members_of(again, pay) & members_of(again, travel)
    mains = again.comment_themes.query("is_main").set_index("comment_id")["theme_id"]
    assert mains[[coded, kept, placed]].tolist() == [travel, pay, travel]
    assert unsure in set(again.unthemed["comment_id"])


def test_a_classifier_that_replaces_memory_moves_what_is_not_pinned_and_the_drift_says_so(
    comments, found, remembered, theme_of
):
    pay, travel = theme_of["pay"], theme_of["travel"]
    moved, pinned, unsaid, none = (f"r000{number}:pay" for number in range(4))
    assignment = Assignment(
        pd.DataFrame({"comment_id": [moved, pinned], "theme_id": travel, "score": 0.9}),
        abstained=frozenset([none]),
        replaces_memory=True,
    )
    frame = frame_of(found.themes, decide("pin", comments=[pinned], into=pay))
    again = replay(comments, frame, remembered, assignment=assignment)
    assert moved in members_of(again, travel) and moved not in members_of(again, pay)
    assert {pinned, unsaid} <= members_of(again, pay)
    assert none in set(again.unthemed["comment_id"])
    assert {pay, travel} <= set(again.drift["subject"])


def test_an_assignment_that_does_not_fit_the_frame_is_refused(comments, found):
    rows = pd.DataFrame({"comment_id": ["r0000:pay"], "theme_id": ["t99"], "score": [1.0]})
    with pytest.raises(ParameterError, match="not in the code frame: t99"):
        replay(comments, frame_of(found.themes), assignment=Assignment(rows))
    with pytest.raises(ParameterError, match="expected scores from 0 to 1"):
        bad = rows.assign(theme_id="t01", score=1.5)
        replay(comments, frame_of(found.themes), assignment=Assignment(bad))


def test_two_themes_of_the_same_words_both_stay(comments, found, remembered):
    frame = frame_of(
        found.themes,
        decide("new", themes=["t11", "t12"]),
        t11={"label": "Pensions", "include": ["pension"]},
        t12={"label": "Pensions again", "include": ["pensions"]},
    )
    again = replay(comments, frame, remembered)
    assert {"t11", "t12"} <= set(again.themes["theme_id"])
    assert members_of(again, "t11") == members_of(again, "t12")
