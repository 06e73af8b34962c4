"""How far groups differ: the public names, each from the module that holds it."""

from gpgp.agreement.statistics.bootstrap import BootstrapInterval, bootstrap_interval
from gpgp.agreement.statistics.coders import krippendorff_alpha
from gpgp.agreement.statistics.dominance import cliffs_delta, cliffs_delta_interval
from gpgp.agreement.statistics.group_tests import (
    KruskalResult,
    adjust_p_values,
    dunn,
    kruskal_epsilon,
)

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
