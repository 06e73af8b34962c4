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
from gpgp.hub.monitoring import (
    Fieldwork,
    compare_looks,
    keep_look,
    parse_day,
    read_look,
    watch_fieldwork,
)
from gpgp.hub.template import write_new_consultation
from gpgp.hub.texts import list_languages, list_untranslated

__all__ = [
    "FORMATS",
    "Fault",
    "Fieldwork",
    "Link",
    "add_own_columns",
    "apply_link",
    "collect_answers",
    "compare_looks",
    "find_instrument_faults",
    "find_links",
    "keep_look",
    "link_questions",
    "list_languages",
    "list_untranslated",
    "parse_day",
    "read_look",
    "remove_link",
    "watch_fieldwork",
    "write_hub",
    "write_link",
    "write_new_consultation",
]
