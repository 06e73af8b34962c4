"""Agreement across constituencies: ratings, priorities and theme prevalence, with verdicts.

Pure statistics on tidy tables: frames in, frames out. Nothing here reads a file, hides a number
or writes a sentence.
"""

from gpgp.agreement.corrections import correct_prevalence
from gpgp.agreement.differences import measure_differences
from gpgp.agreement.prevalence import ThemeContrasts, contrast_themes, measure_prevalence
from gpgp.agreement.priority_tables import PrioritiesResult, measure_priorities
from gpgp.agreement.rating_tables import RatingsResult, measure_numbers, measure_ratings
from gpgp.agreement.selections import SelectionsResult, measure_selections
from gpgp.agreement.settings import AgreementSettings, tabulate_thresholds
from gpgp.agreement.theme_sides import contrast_sides

__all__ = [
    "AgreementSettings",
    "PrioritiesResult",
    "RatingsResult",
    "SelectionsResult",
    "ThemeContrasts",
    "contrast_sides",
    "contrast_themes",
    "correct_prevalence",
    "measure_differences",
    "measure_numbers",
    "measure_prevalence",
    "measure_priorities",
    "measure_ratings",
    "measure_selections",
    "tabulate_thresholds",
]
