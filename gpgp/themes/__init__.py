"""Themes: what people wrote in their own words, grouped, named, checked and owned by people."""

from gpgp.themes.coding.agreement_of_coders import compare_coders
from gpgp.themes.coding.coder_files import (
    NO_THEME_WORD,
    fill_coder_cell,
    read_coder_sheet,
)
from gpgp.themes.coding.double_coding import (
    CODING_FOLDER,
    MAX_CODERS,
    NOT_CODED,
    PEOPLE_CHECK_FILE,
    list_coder_files,
    make_coding_files,
    read_code_book_entries,
    read_coded,
)
from gpgp.themes.coding.people_check import describe_agreement, render_check, table_people_check
from gpgp.themes.coding.teaching import Taught, teach_themes
from gpgp.themes.distinctive import find_distinctive_words, find_side_words, take_sides
from gpgp.themes.exemplars import choose_exemplars
from gpgp.themes.frame.appending import add_to_frame, add_words
from gpgp.themes.frame.assignment import Assignment
from gpgp.themes.frame.drafting import (
    PROPOSALS_FILE,
    adopt_themes,
    draft_code_frame,
    draft_proposals,
    is_made_with,
    weigh_themes,
)
from gpgp.themes.frame.memory import (
    MEMBERS_FILE,
    NO_THEME_ID,
    read_members,
    remember_members,
    render_members,
)
from gpgp.themes.frame.model import (
    Accept,
    CodeFrame,
    Decision,
    Drop,
    FrameTheme,
    Merge,
    Move,
    New,
    Note,
    OutsideDraft,
    Pin,
    Rename,
    Split,
)
from gpgp.themes.frame.reading import FRAME_FILE, parse_code_frame
from gpgp.themes.frame.resolving import resolve_frame
from gpgp.themes.partitions import Partitioned, theme_partitions
from gpgp.themes.preparing import Prepared, list_spoken_for, place_members, prepare_comments
from gpgp.themes.texts import TextsResult, theme_texts
from gpgp.themes.theming import ThemesResult, find_themes
from gpgp.themes.wording import find_wording_requests

__all__ = [
    "CODING_FOLDER",
    "FRAME_FILE",
    "MAX_CODERS",
    "MEMBERS_FILE",
    "NOT_CODED",
    "NO_THEME_ID",
    "NO_THEME_WORD",
    "PEOPLE_CHECK_FILE",
    "PROPOSALS_FILE",
    "Accept",
    "Assignment",
    "CodeFrame",
    "Decision",
    "Drop",
    "FrameTheme",
    "Merge",
    "Move",
    "New",
    "Note",
    "OutsideDraft",
    "Partitioned",
    "Pin",
    "Prepared",
    "Rename",
    "Split",
    "Taught",
    "TextsResult",
    "ThemesResult",
    "add_to_frame",
    "add_words",
    "adopt_themes",
    "choose_exemplars",
    "compare_coders",
    "describe_agreement",
    "draft_code_frame",
    "draft_proposals",
    "fill_coder_cell",
    "find_distinctive_words",
    "find_side_words",
    "find_themes",
    "find_wording_requests",
    "is_made_with",
    "list_coder_files",
    "list_spoken_for",
    "make_coding_files",
    "parse_code_frame",
    "place_members",
    "prepare_comments",
    "read_code_book_entries",
    "read_coded",
    "read_coder_sheet",
    "read_members",
    "remember_members",
    "render_check",
    "render_members",
    "resolve_frame",
    "table_people_check",
    "take_sides",
    "teach_themes",
    "theme_partitions",
    "theme_texts",
    "weigh_themes",
]
