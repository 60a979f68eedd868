"""Ratios of rounds: the statistics of every comparison with peers.

Programs run in turn, round after round; a ratio is of two runs of one round,
so what slows down the whole machine for a while slows down both.
"""

import dataclasses
import statistics


@dataclasses.dataclass(frozen=True)
class Interval:
    """The median, and the second lowest and second highest of the ratios (the
    lowest and highest where there are fewer than five)."""
    median: float
    low: float
    high: float

    def __str__(self):
        return f"{self.median:.2f} [{self.low:.2f}, {self.high:.2f}]"

    # A target within the interval counts as met.
    def is_at_least(self, target):
        return self.high >= target

    def is_at_most(self, target):
        return self.low <= target


def interval_of(dividends, divisors):
    """Of the ratios of two series of measurements, round by round."""
    ratios = sorted(a / b for a, b in zip(dividends, divisors, strict=True))
    cut = 1 if len(ratios) > 4 else 0
    return Interval(statistics.median(ratios), ratios[cut], ratios[-1 - cut])
