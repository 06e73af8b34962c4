"""The editors as widgets of JupyterLab: one script, one style sheet, comments in messages only.

What a widget's traits hold is saved with a notebook; so they hold nothing that a person wrote.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import anywidget

from gpgp import storage
from gpgp.lab.desk import ThemeDesk
from gpgp.lab.material import load_material

HOW_TO_OPEN = (
    "This is a picture of the themes. To decide on them open notebook 06 in JupyterLab "
    "(gpgp lab) and run it."
)


class Editor(anywidget.AnyWidget):
    """A desk on the screen. Without a front end it is a table, and says how to open it."""

    _esm = files(__package__).joinpath("static/editor.js").read_text(encoding="utf-8")
    _css = files(__package__).joinpath("static/editor.css").read_text(encoding="utf-8")

    def __init__(self, desk: ThemeDesk) -> None:
        super().__init__()
        self.desk = desk
        self.on_msg(self._hear)

    def _hear(self, _: Any, message: dict[str, Any], buffers: Any) -> None:
        self.send(self.desk.answer(message))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        made = super()._repr_mimebundle_(**kwargs)
        assert made is not None  # only a widget without a view has none
        bundle, metadata = made
        table = self.desk.tabulate()
        bundle["text/plain"] = f"{HOW_TO_OPEN}\n{table.to_string(index=False)}"
        bundle["text/html"] = f"<p>{HOW_TO_OPEN}</p>{table.to_html(index=False, border=0)}"
        return bundle, metadata


def open_theme_editor(
    project: storage.Project, name: str, *, n_themes: int | str = "auto", seed: int, who: str = ""
) -> Editor:
    """Open the theme editor on a consultation.

    Parameters
    ----------
    project, name : the consultation
    n_themes, seed : as notebook 02 has them, so that proposals are the same
    who : role of the person who decides; the editor asks where it is ''

    Raises
    ------
    InputError
        Notebook 2 has not run, or found no themes; the code frame has a fault.
    """
    material = load_material(project, name)
    return Editor(ThemeDesk(material, n_themes=n_themes, seed=seed, who=who))
