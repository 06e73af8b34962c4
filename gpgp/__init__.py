"""gpgp: from the answers to a public consultation to a report that a board can act on."""

__version__ = "0.1.0"
