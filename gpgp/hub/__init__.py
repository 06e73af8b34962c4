"""Before the answers: the instrument's faults, the discussion document, the questionnaires."""

from gpgp.hub.faults import Fault, find_instrument_faults
from gpgp.hub.template import write_new_consultation
from gpgp.hub.texts import list_languages, list_untranslated

__all__ = [
    "Fault",
    "find_instrument_faults",
    "list_languages",
    "list_untranslated",
    "write_new_consultation",
]
