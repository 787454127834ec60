"""Pristine patches for the learned codecs."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image
from torch.utils.data import IterableDataset

from training.data import DataConfig, cuts, mixed, planes, random_crop, read_shards, stream_of, worker_rng


class Pristine(IterableDataset):
    """An endless stream of uint8 [3, patch, patch]."""

    def __init__(self, plan: DataConfig, seed: int):
        self.plan, self.seed = plan, seed
        self.pictures = read_shards(plan.shards)

    def __iter__(self) -> Iterator[np.ndarray]:
        rng = worker_rng(self.seed)
        return mixed(self._endless(rng), self.plan.shuffle, rng)

    def _endless(self, rng: np.random.Generator) -> Iterator[np.ndarray]:
        while True:
            coded = self.pictures[int(rng.integers(len(self.pictures)))]
            crop = random_crop(Image.open(io.BytesIO(coded)).convert("RGB"), self.plan, rng)
            for cut in cuts(crop.shape[:2], self.plan, rng):
                yield planes(crop[cut])


def pristine(plan: DataConfig, batch: int, workers: int, seed: int) -> Iterator:
    """Endless batches, uint8 [N, 3, patch, patch]."""
    return stream_of(Pristine(plan, seed), batch, workers)
