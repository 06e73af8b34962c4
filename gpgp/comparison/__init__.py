"""Two consultations side by side: waves of one, or parallel ones of other people."""

from gpgp.comparison.items import match_items
from gpgp.comparison.wave_themes import code_waves
from gpgp.comparison.waves import (
    add_themes,
    compare_mix,
    compare_verdicts,
    gather_wave,
    measure_changes,
)

__all__ = [
    "add_themes",
    "code_waves",
    "compare_mix",
    "compare_verdicts",
    "gather_wave",
    "match_items",
    "measure_changes",
]
