"""Two consultations side by side: waves of one, or parallel ones of other people."""

from gpgp.comparison.items import match_items
from gpgp.comparison.wave_themes import CodedWave, code_waves
from gpgp.comparison.waves import Wave, add_themes, gather_wave, gather_waves, measure_changes

__all__ = [
    "CodedWave",
    "Wave",
    "add_themes",
    "code_waves",
    "gather_wave",
    "gather_waves",
    "match_items",
    "measure_changes",
]
