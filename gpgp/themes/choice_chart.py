"""The choice of the number of themes as a small chart, with its reason in a sentence.

The table of :func:`gpgp.themes.cluster.choice.propose_number` comes in; a figure goes out.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

LANGUAGES = {"en": "English", "cy": "Welsh"}
INK, MARK = ("#1d3557", "#8a6d00", "#5c5c5c"), "#b3261e"
PANEL_INCHES = (7.0, 3.0)


def say_choice(choice: pd.DataFrame) -> str:
    """Say in a sentence which number was chosen for one language, and why."""
    chosen = choice[choice["is_chosen"]].iloc[0]
    number = int(chosen["n_themes"])
    if len(choice) == 1:
        return f"{number} themes: the comments carry no other number."
    if pd.isna(chosen["n_real"]):
        return f"{number} themes: the most stable and best fitting together."
    return (
        f"{number} themes: about {chosen['n_real']:.0f} hold in comments that did not draw them; "
        "no other number brings half a theme more."
    )


def draw_choice(choice_of_k: pd.DataFrame) -> Figure:
    """Draw stability, fit and the share of real themes by number of themes.

    Parameters
    ----------
    choice_of_k : DataFrame, one row per language and number of themes that was tried
        ``n_themes``, ``stability`` (mean adjusted Rand index between restarts), ``fit`` (mean
        silhouette), ``n_real`` (missing: not counted), ``is_chosen``, ``language_code``.

    Returns
    -------
    Figure
        One panel per language; the number chosen is marked, its reason is the panel's title.
        Where nothing was tried the figure says so.
    """
    if choice_of_k.empty:
        figure = Figure(figsize=(PANEL_INCHES[0], 0.5))
        figure.text(0, 0.5, "No number of themes was tried: it was set by hand, or there are none.")
        return figure
    parts = list(choice_of_k.groupby("language_code", observed=True, sort=False))
    width, height = PANEL_INCHES
    figure = Figure(figsize=(width, height * len(parts)), layout="constrained")
    panels = figure.subplots(len(parts), squeeze=False)[:, 0]
    for panel, (language, choice) in zip(panels, parts, strict=True):
        _draw_panel(panel, choice, LANGUAGES.get(str(language), str(language)))
    return figure


def _draw_panel(panel: Axes, choice: pd.DataFrame, language: str) -> None:
    lines = {
        "Stability over restarts": choice["stability"],
        "Share of themes that are real": choice["n_real"] / choice["n_themes"],
        "Fit (silhouette)": choice["fit"],
    }
    for ink, style, (name, values) in zip(INK, ("-o", "--s", ":^"), lines.items(), strict=True):
        if values.notna().any():
            panel.plot(choice["n_themes"], values, style, color=ink, label=name, markersize=4)
    chosen = int(choice.loc[choice["is_chosen"], "n_themes"].iloc[0])
    panel.axvline(chosen, color=MARK, linewidth=1)
    panel.annotate(
        "chosen", (chosen, 0.25), (-3, 0), textcoords="offset points", ha="right", color=MARK
    )
    panel.set(ylim=(min(0, choice["fit"].min()), 1.02), xlabel="Number of themes")
    panel.set_xticks(choice["n_themes"].tolist())
    panel.set_title(f"{language}. {say_choice(choice)}", fontsize=7.5, loc="left")
    panel.legend(fontsize=7, frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=3)
