"""The instrument: what was asked, of whom, and how the answers stand in the export."""

from gpgp.instrument.columns import find_columns, normalise_header
from gpgp.instrument.dates import read_times, write_plainly
from gpgp.instrument.fieldwork import Chunk, Collector, Hub
from gpgp.instrument.instrument import COLUMN_KEYS, INTERIM, Consultation, parse_consultation
from gpgp.instrument.keys import find_key_fault, is_broken_key
from gpgp.instrument.matching import (
    group_words,
    item_words,
    match_word,
    read_rank,
    scale_words,
    split_options,
)
from gpgp.instrument.non_answers import find_non_answer
from gpgp.instrument.numbers import find_decimal, read_number
from gpgp.instrument.parts import (
    CleaningRules,
    Export,
    Group,
    Item,
    OfficerTexts,
    Part,
    Scale,
    ScalePoint,
    Text,
    nearest_word,
)
from gpgp.instrument.questions import PLATFORM_TYPES
from gpgp.instrument.scale_kinds import SCALE_KINDS, ScaleKind, guess_scale_kind
from gpgp.instrument.scale_words import has_opposing_side
from gpgp.instrument.strict_yaml import Document, locate_fault, read_yaml
from gpgp.instrument.text import clean_text, fold_word, make_code, map_unique, repair_text
from gpgp.instrument.translated import Translated
from gpgp.instrument.yaml_text import add_item, last_line

__all__ = [
    "COLUMN_KEYS",
    "INTERIM",
    "PLATFORM_TYPES",
    "SCALE_KINDS",
    "Chunk",
    "CleaningRules",
    "Collector",
    "Consultation",
    "Document",
    "Export",
    "Group",
    "Hub",
    "Item",
    "OfficerTexts",
    "Part",
    "Scale",
    "ScaleKind",
    "ScalePoint",
    "Text",
    "Translated",
    "add_item",
    "clean_text",
    "find_columns",
    "find_decimal",
    "find_key_fault",
    "find_non_answer",
    "fold_word",
    "group_words",
    "guess_scale_kind",
    "has_opposing_side",
    "is_broken_key",
    "item_words",
    "last_line",
    "locate_fault",
    "make_code",
    "map_unique",
    "match_word",
    "nearest_word",
    "normalise_header",
    "parse_consultation",
    "read_number",
    "read_rank",
    "read_times",
    "read_yaml",
    "repair_text",
    "scale_words",
    "split_options",
    "write_plainly",
]
