"""From an export of whichever platform to responses as received."""

from gpgp.intake.reading import Received, read_responses

__all__ = ["Received", "read_responses"]
