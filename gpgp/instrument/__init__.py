"""The instrument: what was asked, of whom, and how the answers stand in the export."""

from gpgp.instrument.columns import find_columns, normalise_header
from gpgp.instrument.faults import locate_fault
from gpgp.instrument.instrument import Consultation, parse_consultation
from gpgp.instrument.matching import (
    fold_word,
    group_words,
    item_words,
    match_word,
    read_rank,
    scale_words,
    split_words,
)
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
from gpgp.instrument.strict_yaml import read_yaml

__all__ = [
    "CleaningRules",
    "Consultation",
    "Export",
    "Group",
    "Item",
    "OfficerTexts",
    "Part",
    "Scale",
    "ScalePoint",
    "Text",
    "find_columns",
    "fold_word",
    "group_words",
    "item_words",
    "locate_fault",
    "match_word",
    "nearest_word",
    "normalise_header",
    "parse_consultation",
    "read_rank",
    "read_yaml",
    "scale_words",
    "split_words",
]
