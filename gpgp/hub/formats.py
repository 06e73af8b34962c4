"""Every format that a hub can be written in, and the files of each."""

from __future__ import annotations

from collections.abc import Callable

from gpgp.errors import ParameterError
from gpgp.hub.document import write_documents
from gpgp.hub.form import write_forms
from gpgp.hub.limesurvey import write_limesurvey
from gpgp.hub.sheet import write_sheets
from gpgp.hub.surveyjs import write_surveyjs
from gpgp.hub.xlsform import write_xlsform
from gpgp.instrument import Consultation

_WRITERS: dict[str, Callable[[Consultation], dict[str, bytes]]] = {
    "html": write_documents,
    "form": write_forms,
    "xlsform": write_xlsform,
    "surveyjs": write_surveyjs,
    "limesurvey": write_limesurvey,
    "sheet": write_sheets,
}
FORMATS = tuple(_WRITERS)


def write_hub(consultation: Consultation, kind: str) -> dict[str, bytes]:
    """Write the files of one format.

    Parameters
    ----------
    consultation : Consultation
        Draft, open or closed; every question that people see has a text.
    kind : one of ``FORMATS``

    Returns
    -------
    dict of file name to content

    Raises
    ------
    ParameterError
        There is no such format, or a question has no text.
    """
    if kind not in _WRITERS:
        raise ParameterError(f"format: expected one of {', '.join(FORMATS)}.")
    silent = [question.id for question in consultation.asked if question.text is None]
    if silent:
        raise ParameterError(f"question '{silent[0]}': asks nothing; write its text: first.")
    return _WRITERS[kind](consultation)
