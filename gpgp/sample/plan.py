"""What is planted, read from ``plan.yaml``, and scaled to the size of the sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gpgp.errors import ParameterError
from gpgp.instrument import Consultation, parse_consultation
from gpgp.sample.chance import split_whole

UNKNOWN = "unknown"  # constituency spelt in a way that the instrument does not hold, or blank
LEAST_RESPONSES = 50  # below this the planted rows would be most of the sample


@dataclass(frozen=True)
class Plan:
    """The plan for one sample: its size, and the settings of ``plan.yaml``."""

    n_responses: int
    seed: int
    settings: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        """Return one setting."""
        return self.settings[key]

    def scaled(self, count: float) -> int:
        """Scale a count given for the bundled size; never under 1."""
        return max(1, int(count * self.n_responses / self.settings["n_responses"] + 0.5))

    @property
    def set_aside(self) -> dict[str, int]:
        """Rows to set aside, by reason."""
        return {reason: self.scaled(count) for reason, count in self["set_aside"].items()}

    @property
    def sizes(self) -> dict[str, int]:
        """Analysed responses per constituency; the smallest one keeps its size."""
        fixed = dict(self["smallest"])
        left = self.n_responses - sum(self.set_aside.values()) - sum(fixed.values())
        weights = {code: n for code, n in self["sizes"].items() if code not in fixed}
        return {**split_whole(left, weights), **fixed}

    def for_group(self, key: str, constituency: str) -> Any:
        """Return the setting of a constituency, or that of the others."""
        return for_group(self[key], constituency)


def for_group(settings: Mapping[str, Any], constituency: str) -> Any:
    """Return the setting of a constituency, or that of the others."""
    return settings.get(constituency, settings["others"])


def make_plan(*, n_responses: int | None, seed: int | None) -> Plan:
    """Make the plan of a sample; what is not given is as bundled.

    Raises
    ------
    ParameterError
        Fewer than 50 responses, or a seed below 0.
    """
    settings = _read_settings()
    n_responses = settings["n_responses"] if n_responses is None else n_responses
    seed = settings["seed"] if seed is None else seed
    if n_responses < LEAST_RESPONSES:
        raise ParameterError(
            f"responses: expected at least {LEAST_RESPONSES}, found {n_responses}; "
            "a smaller sample cannot hold what is planted"
        )
    if seed < 0:
        raise ParameterError(f"seed: expected a whole number from 0 on, found {seed}")
    return Plan(n_responses, seed, settings)


@cache
def read_instrument() -> tuple[bytes, Consultation]:
    """Read the bundled consultation.yaml: its bytes, and the instrument it describes."""
    content = (files("gpgp.sample") / "consultation.yaml").read_bytes()
    return content, parse_consultation(content.decode("utf-8"))


def fieldwork(instrument: Consultation) -> tuple[date, date]:
    """Return the first and the last day on which the instrument takes answers."""
    if instrument.opens is None or instrument.closes is None:
        raise ParameterError("the sample's consultation.yaml needs the keys opens and closes")
    return instrument.opens, instrument.closes


@cache
def _read_settings() -> dict[str, Any]:
    return yaml.safe_load((files("gpgp.sample") / "plan.yaml").read_text(encoding="utf-8"))
