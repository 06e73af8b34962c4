"""How far groups differ: the public names, each from the module that holds it."""

from gpgp.agreement.bootstrap import Interval, bootstrap_interval
from gpgp.agreement.coders import krippendorff_alpha
from gpgp.agreement.dominance import cliffs_delta, cliffs_delta_interval
from gpgp.agreement.rank_tests import KruskalResult, adjust_p_values, dunn, kruskal_epsilon

__all__ = [
    "Interval",
    "KruskalResult",
    "adjust_p_values",
    "bootstrap_interval",
    "cliffs_delta",
    "cliffs_delta_interval",
    "dunn",
    "krippendorff_alpha",
    "kruskal_epsilon",
]
