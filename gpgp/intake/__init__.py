"""From an export of whichever platform to responses as received."""

from gpgp.intake.checking import check_responses
from gpgp.intake.draft.drafting import (
    Draft,
    draft_consultation,
    find_own_columns,
    read_as_found,
)
from gpgp.intake.draft.redraft import redraft_consultation
from gpgp.intake.overview import count_losses, describe_columns, refuse_losses
from gpgp.intake.read.answer_rows import parse_long_form
from gpgp.intake.read.layout import read_column
from gpgp.intake.read.reading import Received, read_responses
from gpgp.intake.strangers import Meaning, Stranger, list_strangers

__all__ = [
    "Draft",
    "Meaning",
    "Received",
    "Stranger",
    "check_responses",
    "count_losses",
    "describe_columns",
    "draft_consultation",
    "find_own_columns",
    "list_strangers",
    "parse_long_form",
    "read_as_found",
    "read_column",
    "read_responses",
    "redraft_consultation",
    "refuse_losses",
]
