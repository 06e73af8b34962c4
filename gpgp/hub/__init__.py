"""Before the answers: the instrument's faults, the discussion document, the questionnaires."""

from gpgp.hub.answer_files import collect_answers
from gpgp.hub.faults import Fault, find_instrument_faults
from gpgp.hub.formats import FORMATS, write_hub
from gpgp.hub.linking import (
    Link,
    add_own_columns,
    apply_link,
    find_links,
    link_questions,
    remove_link,
    write_link,
)
from gpgp.hub.template import write_new_consultation
from gpgp.hub.texts import list_languages, list_untranslated

__all__ = [
    "FORMATS",
    "Fault",
    "Link",
    "add_own_columns",
    "apply_link",
    "collect_answers",
    "find_instrument_faults",
    "find_links",
    "link_questions",
    "list_languages",
    "list_untranslated",
    "remove_link",
    "write_hub",
    "write_link",
    "write_new_consultation",
]
