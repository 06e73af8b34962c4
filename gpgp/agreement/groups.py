"""How far groups differ: the public names, each from the module that holds it."""

from gpgp.agreement.statistics.bootstrap import BootstrapInterval, bootstrap_interval
from gpgp.agreement.statistics.group_tests import (
    KruskalResult,
    adjust_p_values,
    cliffs_delta,
    cliffs_delta_interval,
    dunn,
    kruskal_epsilon,
)
from gpgp.agreement.statistics.rater_agreement import krippendorff_alpha

__all__ = [
    "BootstrapInterval",
    "KruskalResult",
    "adjust_p_values",
    "bootstrap_interval",
    "cliffs_delta",
    "cliffs_delta_interval",
    "dunn",
    "krippendorff_alpha",
    "kruskal_epsilon",
]
