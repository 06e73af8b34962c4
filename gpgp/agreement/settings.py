"""The thresholds of every judgement about agreement, in one frozen object."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gpgp.errors import ParameterError
from gpgp.tables import SPECS, check_table


@dataclass(frozen=True)
class AgreementSettings:
    """Thresholds of intervals, verdicts and resampling; the report prints them.

    Parameters
    ----------
    confidence : float, strictly between 0 and 1
        Coverage of every interval.
    min_eligible : int
        Answers a constituency needs to count as a voice of its own.
    min_interval : int
        Answers a share needs before an interval is given.
    majority : float
        The half that majorities and objectors are compared with.
    shared_from : float
        Share that counts as shared.
    shared_agreement_from : float, -1 to 1
        Van der Eijk's A that "shared" needs.
    divided_within_from : float, 0 to 1
        Polarization from which opinion is divided within constituencies.
    least_errors : float, above 0
        Standard errors by which the first option is ahead of each other before it comes first.
    margin : float
        Difference of shares within which a theme is raised alike.
    alpha : float
        Level of adjusted tests and of the false discovery rate.
    min_even : int
        Answers from which a constituency whose interval holds the half is evenly split; with
        fewer it gave too few to tell.
    min_about_half : int
        Answers from which a share under ``about_half_under`` holds an element back.
    about_half_under : float
        The share that prints as "about half" ends here.
    min_bootstrap_responses, min_bootstrap_organisations : int
        What a bootstrap interval needs.
    n_resamples : int
        Bootstrap draws.
    n_permutations, n_pair_permutations : int
        Draws of a permutation test; of one over all pairs of constituencies.
    rake : bool
        Also show the answers raked to the known populations of the groups.
    seed : int
        Seed of the resampling of ratings and of permutations.
    """

    confidence: float = 0.95
    min_eligible: int = 10
    min_interval: int = 10
    majority: float = 1 / 2
    shared_from: float = 2 / 3
    shared_agreement_from: float = 0.4
    divided_within_from: float = 0.5
    least_errors: float = 2.0
    margin: float = 0.1
    alpha: float = 0.05
    min_even: int = 100
    min_about_half: int = 30
    about_half_under: float = 0.555
    min_bootstrap_responses: int = 30
    min_bootstrap_organisations: int = 15
    n_resamples: int = 2000
    n_permutations: int = 10_000
    n_pair_permutations: int = 2000
    rake: bool = False
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse thresholds outside their range.

        Raises
        ------
        ParameterError
            Names the setting, its range and what was found.
        """
        for name in (
            "confidence",
            "majority",
            "shared_from",
            "about_half_under",
            "margin",
            "alpha",
        ):
            _refuse(self, name, 0, 1, strictly=True)
        _refuse(self, "divided_within_from", 0, 1)
        _refuse(self, "least_errors", 0, 10)
        _refuse(self, "shared_agreement_from", -1, 1)
        for name in ("min_eligible", "min_interval", "min_even", "min_about_half"):
            _refuse_whole(self, name, 1)
        for name in ("min_bootstrap_responses", "min_bootstrap_organisations"):
            _refuse_whole(self, name, 2)
        for name in ("n_resamples", "n_permutations", "n_pair_permutations"):
            _refuse_whole(self, name, 1)
        _refuse_whole(self, "seed", 0)
        if not isinstance(self.rake, bool):
            raise ParameterError(f"rake: expected true or false, found {self.rake}.")


_ABOUT = {
    "confidence": "coverage of every interval",
    "min_eligible": "answers that give a constituency, or a pool of small ones, its own voice",
    "min_interval": "answers from which a share has an interval",
    "majority": "the half that intervals and views lie above or below",
    "shared_from": "share from which an element is shared, in every view",
    "shared_agreement_from": "van der Eijk's A of the equal voice that 'shared' needs",
    "divided_within_from": "mean polarization of the constituencies that divides them within",
    "min_even": "answers from which a constituency is evenly split, not too few to tell",
    "min_about_half": "answers from which 'about half' holds an element back",
    "about_half_under": "share under which it does",
    "least_errors": "standard errors by which the first option is ahead of each other",
    "margin": "difference of shares within which a theme is raised alike (90% interval)",
    "alpha": "level of tests after adjusting for their number (Holm; Benjamini-Hochberg)",
    "min_bootstrap_responses": "respondents that a bootstrap interval needs",
    "min_bootstrap_organisations": "organisations that a bootstrap interval needs",
    "n_resamples": "bootstrap resamples",
    "n_permutations": "draws of a permutation test",
    "n_pair_permutations": "draws of a permutation test over all pairs of constituencies",
}


def tabulate_thresholds(settings: AgreementSettings) -> pd.DataFrame:
    """Return every level and threshold used, contract ``agreement_thresholds``."""
    rows = [(name, float(getattr(settings, name)), about) for name, about in _ABOUT.items()]
    frame = pd.DataFrame(rows, columns=["threshold_code", "value", "about"])
    return check_table(frame, SPECS["agreement_thresholds"])


def _refuse(
    settings: AgreementSettings, name: str, low: float, high: float, *, strictly: bool = False
) -> None:
    value = getattr(settings, name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    inside = is_number and (low < value < high if strictly else low <= value <= high)
    if not inside:
        between = f"strictly between {low} and {high}" if strictly else f"from {low} to {high}"
        raise ParameterError(f"{name}: expected a number {between}, found {value}.")


def _refuse_whole(settings: AgreementSettings, name: str, low: int) -> None:
    value = getattr(settings, name)
    if not isinstance(value, int) or isinstance(value, bool) or value < low:
        raise ParameterError(f"{name}: expected a whole number from {low} up, found {value}.")
