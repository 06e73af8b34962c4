"""The faults gpgp raises. A judgement call is never an error: it becomes a row of ``findings``.

A message says what was expected, what was found, where, and what to do next. It never
repeats a respondent's words.
"""

from __future__ import annotations


class GpgpError(Exception):
    """Something that stops the work, said in one line a person can act on."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows instead of a traceback (IPython asks for it)."""
        return [f"{type(self).__name__}: {self}"]


class InputError(GpgpError):
    """A file is wrong: missing, unreadable, or not what its consultation.yaml says."""


class ContractError(GpgpError):
    """A table does not keep the contract of :mod:`gpgp.tables`."""


class ParameterError(GpgpError):
    """A setting is wrong: a parameter's name, type or value."""
