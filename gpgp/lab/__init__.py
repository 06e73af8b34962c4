"""The analyst's room in JupyterLab: read, decide, see the effect, keep the record.

The tables of notebook 2 and the files of ``data/coding/`` come in; lines added to
``code_frame.yaml`` go out. What a decision may say is held by :mod:`gpgp.themes`; nothing here is
part of a run.
"""

from gpgp.lab.desk import ThemeDesk
from gpgp.lab.material import Material, load_material
from gpgp.lab.widgets import Editor, open_theme_editor

__all__ = ["Editor", "Material", "ThemeDesk", "load_material", "open_theme_editor"]
