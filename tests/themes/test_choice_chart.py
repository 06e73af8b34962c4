import pandas as pd

from gpgp.themes.choice_chart import draw_choice, say_choice


def make_choice(**columns):
    frame = {
        "n_themes": [4, 5, 6],
        "stability": [0.5, 0.6, 0.4],
        "fit": [0.05, 0.06, 0.07],
        "n_real": [3.0, 4.2, 4.3],
        "is_chosen": [False, True, False],
        "language_code": "en",
    }
    return pd.DataFrame({**frame, **columns})


def test_the_reason_is_said_in_a_sentence():
    assert say_choice(make_choice()).startswith("5 themes: about 4 hold in comments")
    without = make_choice(n_real=[None] * 3)
    assert say_choice(without) == "5 themes: the most stable and best fitting together."
    assert say_choice(make_choice().iloc[1:2]) == "5 themes: the comments carry no other number."


def test_each_language_has_a_panel_with_the_chosen_number_marked():
    both = pd.concat([make_choice(), make_choice(language_code="cy")])
    figure = draw_choice(both)
    assert [panel.get_title(loc="left").split(".")[0] for panel in figure.axes] == [
        "English",
        "Welsh",
    ]
    assert all("chosen" in [text.get_text() for text in panel.texts] for panel in figure.axes)
    assert [len(panel.get_lines()) for panel in figure.axes] == [4, 4]


def test_what_was_not_counted_is_not_drawn():
    (panel,) = draw_choice(make_choice(n_real=[None] * 3).astype({"n_real": float})).axes
    assert len(panel.get_lines()) == 3


def test_a_number_set_by_hand_has_no_panel():
    figure = draw_choice(make_choice().head(0))
    assert not figure.axes
    assert "set by hand" in figure.texts[0].get_text()
