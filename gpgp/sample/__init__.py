"""The synthetic consultation: an export made up from a seed, and the truth about it."""

from gpgp.sample.making import Sample, make_sample

__all__ = ["Sample", "make_sample"]
