"""The analyst's room in JupyterLab: read, decide, see the effect, keep the record.

The tables of notebooks 1 and 2 and the files of ``data/`` come in; lines of ``code_frame.yaml``,
``quotes.yaml``, a coder's file and ``consultation.yaml`` go out. What a decision may say is held by
the room that reads the file; nothing here is part of a run.
"""

from gpgp.lab.check_in_desk import CheckInDesk
from gpgp.lab.coding_desk import CodingDesk
from gpgp.lab.material import Material, load_material
from gpgp.lab.quote_desk import QuoteDesk
from gpgp.lab.theme_desk import ThemeDesk
from gpgp.lab.widgets import Room, open_room

__all__ = [
    "CheckInDesk",
    "CodingDesk",
    "Material",
    "QuoteDesk",
    "Room",
    "ThemeDesk",
    "load_material",
    "open_room",
]
