"""Endless streams of patches, mixed, drawn by workers that read tar shards of photographs themselves."""

from __future__ import annotations

import io
import os
import sys
import tarfile
from collections.abc import Iterable, Iterator
from multiprocessing.util import Finalize
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from training.cropping import GRID, CropConfig, UnusablePicture, random_place
from training.held_out import HELD_OUT


def read_shards(paths: tuple[str, ...]) -> list[bytes]:
    """The coded pictures of tar shards, without those that are held out.

    FileNotFoundError names a shard that is missing.
    """
    pictures = []
    for path in sorted(paths):
        if not Path(path).is_file():
            raise FileNotFoundError(f"training shard {path} is missing: pass --shards with tar files of pictures")
        with tarfile.open(path) as tar:
            for member in sorted(tar.getmembers(), key=lambda m: m.name):
                if member.isfile() and member.name.endswith((".jpg", ".webp")) and member.name not in HELD_OUT:
                    pictures.append(tar.extractfile(member).read())
    if not pictures:
        raise ValueError(f"no pictures in {', '.join(paths)}")
    return pictures


class Stream(IterableDataset):
    """An endless stream of patches in a random order, each loader worker's own."""

    def __init__(self, plan: CropConfig, seed: int):
        """ValueError for patches that do not fit the crops."""
        if plan.patch > plan.crop or plan.patch % GRID:
            raise ValueError(f"patches of {plan.patch} do not fit: give a multiple of {GRID}, at most {plan.crop}")
        self.plan, self.seed = plan, seed

    def __reduce__(self) -> tuple:
        """A worker reads the pictures itself: pickled, those of all would go through one pipe after the other."""
        return type(self), (self.plan, self.seed)

    def __iter__(self) -> Iterator:
        info = get_worker_info()
        rng = np.random.default_rng((self.seed, info.id if info else 0))
        return mixed(self._endless(rng), self.plan.shuffle, rng)

    def _endless(self, rng: np.random.Generator) -> Iterator:
        raise NotImplementedError


class Shards(Stream):
    """A stream out of the pictures of tar shards; those that give no crop are left out and counted."""

    def __init__(self, plan: CropConfig, seed: int):
        super().__init__(plan, seed)
        self.pictures = read_shards(plan.shards)

    def _patches(self, coded: bytes, rng: np.random.Generator) -> Iterable:
        """The patches of one coded picture. UnusablePicture as `_crop` raises it, before the first of them."""
        raise NotImplementedError

    def _crop(self, coded: bytes, rng: np.random.Generator, clean: bool = False) -> np.ndarray:
        """A random crop of a coded picture, at a `random_place`. UnusablePicture for one that is broken or too
        small."""
        try:
            picture = Image.open(io.BytesIO(coded)).convert("RGB")
            return random_place(picture.size, self.plan, rng, clean).cut(picture)
        except (OSError, MemoryError, Image.DecompressionBombError) as error:
            raise UnusablePicture(str(error)) from error

    def _endless(self, rng: np.random.Generator) -> Iterator:
        pictures = list(self.pictures)
        while True:
            number = int(rng.integers(len(pictures)))
            try:
                patches = self._patches(pictures[number], rng)
            except UnusablePicture as error:
                pictures.pop(number)
                count = len(self.pictures) - len(pictures)
                if count.bit_count() == 1:  # the 1st, 2nd, 4th, 8th: each of many workers may meet a hundred
                    print(f"left out a picture ({error}), {count} so far", file=sys.stderr)
                if not pictures:
                    raise ValueError(f"no picture of {', '.join(self.plan.shards)} can be used: {error}") from error
                continue
            yield from patches


def mixed(patches: Iterator, size: int, rng: np.random.Generator) -> Iterator:
    """The patches in another order: `size` of them are held, and a random one gives way to the next."""
    held = []
    for patch in patches:
        if len(held) < size:
            held.append(patch)
            continue
        at = int(rng.integers(len(held)))
        held[at], patch = patch, held[at]
        yield patch


def _leave_at_once(_worker: int) -> None:
    """A worker ends without tearing down the codecs' C++ threads, which would abort it with a message."""
    Finalize(None, os._exit, args=(0,), exitpriority=-100)


PART = 16  # patches of a batch that a worker gives at once, where several do


def stream_of(patches: Stream, batch: int, workers: int) -> Iterator:
    """A stream's endless batches, drawn by workers, or in this process where there are none. Each worker mixes its own
    crops' patches alone, so that a batch is put together from all of them."""
    parts = batch // PART if workers > 1 and batch % PART == 0 else 1
    loader = DataLoader(
        patches,
        batch_size=batch // parts,
        num_workers=workers,
        # A forked worker would inherit the codecs' locks without the threads that free them, and hang.
        multiprocessing_context="spawn" if workers else None,
        worker_init_fn=_leave_at_once,
        prefetch_factor=8 if workers else None,
        pin_memory=torch.cuda.is_available(),
    )
    return whole(iter(loader), parts)


def whole(batches: Iterator[list[Tensor]], parts: int) -> Iterator[list[Tensor]]:
    """Batches of so many parts each."""
    if parts == 1:
        return batches
    return ([torch.cat(tensors) for tensors in zip(*some)] for some in zip(*[batches] * parts))
