"""Pristine patches for the learned codecs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from training.cropping import CropConfig, planes, random_cut
from training.shards import Shards, stream_of


class Pristine(Shards):
    """An endless stream of uint8 [3, patch, patch]."""

    def _patches(self, coded: bytes, rng: np.random.Generator) -> Iterator[np.ndarray]:
        crop = self._crop(coded, rng)
        places = (random_cut(crop.shape[:2], self.plan, rng) for _ in range(self.plan.patches_per_crop))
        return (planes(crop[place]) for place in places)


def pristine(plan: CropConfig, batch: int, workers: int, seed: int) -> Iterator:
    """Endless batches, uint8 [N, 3, patch, patch]."""
    return stream_of(Pristine(plan, seed), batch, workers)
