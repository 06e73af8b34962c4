"""The analyst's room as one widget of JupyterLab: four tabs, comments in messages only.

What a widget's traits hold is saved with a notebook; so they hold nothing that a person wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

import anywidget

from gpgp import storage
from gpgp.errors import GpgpError, ParameterError
from gpgp.lab.check_in_desk import CheckInDesk
from gpgp.lab.coding_desk import CodingDesk
from gpgp.lab.desk import Desk
from gpgp.lab.material import load_material
from gpgp.lab.quote_desk import QuoteDesk
from gpgp.lab.theme_desk import ThemeDesk

TABS = {"check_in": "Check-in", "themes": "Themes", "quotes": "Quotes", "coding": "Coding"}
HOW_TO_OPEN = (
    "This is a picture of the tab {tab}. To decide open notebook 06 in JupyterLab (gpgp lab) and "
    "run it."
)
_SCRIPTS = ("screen.js", "themes.js", "cards.js", "room.js")  # one after the other: one module


def _read_static(name: str) -> str:
    return files(__package__).joinpath("static", name).read_text(encoding="utf-8")


class Room(anywidget.AnyWidget):
    """Desks in tabs. Without a front end the first is a table, and says how to open it.

    Parameters
    ----------
    openers : mapping of tab to what opens its desk
        A desk is opened when its tab is first asked for; a fault is shown in that tab only.
    first : the tab that is shown first
    """

    _esm = "\n".join(_read_static(name) for name in _SCRIPTS)
    _css = _read_static("room.css")

    def __init__(self, openers: Mapping[str, Callable[[], Desk]], *, first: str) -> None:
        super().__init__()
        self._openers, self._first = dict(openers), first
        self._desks: dict[str, Desk] = {}
        self.on_msg(self._hear)

    def answer(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a message: which tabs there are, or what the desk of its tab says."""
        sent = dict(message)
        tab = sent.pop("tab", "")
        if sent.get("ask") == "tabs":
            tabs = {key: label for key, label in TABS.items() if key in self._openers}
            return {"id": sent.get("id"), "tabs": tabs, "first": self._first}
        try:
            return self._open(tab).answer(sent)
        except GpgpError as fault:
            return {"id": sent.get("id"), "ask": sent.get("ask"), "error": str(fault)}

    def _open(self, tab: str) -> Desk:
        if tab not in self._openers:
            raise ParameterError(f"there is no tab '{tab}'.")
        if tab not in self._desks:
            self._desks[tab] = self._openers[tab]()
        return self._desks[tab]

    def _hear(self, _: Any, message: dict[str, Any], buffers: Any) -> None:
        self.send(self.answer(message))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        made = super()._repr_mimebundle_(**kwargs)
        assert made is not None  # only a widget without a view has none
        bundle, metadata = made
        table = self._open(self._first).tabulate()
        how = HOW_TO_OPEN.format(tab=TABS[self._first])
        bundle["text/plain"] = f"{how}\n{table.to_string(index=False)}"
        bundle["text/html"] = f"<p>{how}</p>{table.to_html(index=False, border=0)}"
        return bundle, metadata


def open_room(
    project: storage.Project,
    name: str,
    *,
    n_themes: int | str = "auto",
    seed: int,
    who: str = "",
    tab: str = "themes",
) -> Room:
    """Open the analyst's room on a consultation.

    Parameters
    ----------
    project, name : the consultation
    n_themes, seed : as notebook 02 has them, so that proposals are the same
    who : role of the person who decides on themes; the editor asks where it is ''
    tab : the tab that is shown first: check_in, themes, quotes or coding

    Raises
    ------
    ParameterError
        There is no such tab.
    """
    if tab not in TABS:
        raise ParameterError(f"tab: expected one of {', '.join(TABS)}, found '{tab}'.")
    openers: dict[str, Callable[[], Desk]] = {
        "check_in": lambda: CheckInDesk(project, name),
        "themes": lambda: ThemeDesk(
            load_material(project, name), n_themes=n_themes, seed=seed, who=who
        ),
        "quotes": lambda: QuoteDesk(project, name),
        "coding": lambda: CodingDesk(project, name),
    }
    return Room(openers, first=tab)
