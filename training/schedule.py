"""What changes over a run: the learning rate, and how far back the averaged weights reach."""

from __future__ import annotations

import math


def rate(fraction: float, warmup: float = 0.02) -> float:
    """Share of the peak learning rate at a fraction 0…1 of the run: a short rise, then a cosine to zero."""
    if fraction < warmup:
        return max(fraction / warmup, 0.02)
    return 0.5 * (1 + math.cos(math.pi * min((fraction - warmup) / (1 - warmup), 1.0)))


def decay(most: float, step: int) -> float:
    """Of the averaged weights at a step of a run: over its last quarter until then, at most as asked for. A fixed 0.999
    keeps a fifth of what a run of 1600 steps began with."""
    return min(most, step / (step + 4))
