"""Patches to train on: draw a picture, scale, crop, flip, turn, then compress.

A crop is coded whole and several patches are cut from it, at multiples of 16 of
the coded picture four times in five, so that they see the block grid where whole
pictures have it, and anywhere otherwise, since people upload crops.
"""

from __future__ import annotations

import io
import os
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from training.bank import Bank
from training.codecs import compress
from training.learned.patches import LEARNED, LearnedBank
from training.settings import LISTS

HELD_OUT = frozenset((Path(__file__).parent / "held_out.txt").read_text().split())
GRID = 16
SAMPLES = Path(__file__).parents[1] / "assets/samples"  # the pictures that are held out


@dataclass(frozen=True)
class DataConfig:
    """What is drawn and how; sizes in pixels."""

    shards: tuple[str, ...]
    codecs: tuple[str, ...]
    list: str = "paper"  # the list of codecs that these are of
    patch: int = 128
    crop: int = 256  # what is coded at once
    patches_per_crop: int = 8
    scaled_share: float = 0.3  # pictures scaled down by 0.5…1 before cropping
    off_grid_share: float = 0.2
    grain: float = 0.0  # the strongest that is laid over half of the crops, a standard deviation in levels of 255
    shuffle: int = 256  # patches held to be mixed
    shares: tuple[float, ...] = ()  # how often each codec is drawn, relative to the others; () for all alike
    settings: tuple[str, ...] = ()  # drawn in place of every level of the codecs; the list need not name them
    bank: str = ""  # folder of VVC patches, needed where vvc is among the codecs
    learned: str = ""  # folder of patches of the learned codecs, needed where those are


def read_shards(paths: tuple[str, ...]) -> list[bytes]:
    """The coded pictures of tar shards, without those that the product shows as samples.

    FileNotFoundError names a shard that is missing.
    """
    pictures = []
    for path in sorted(paths):
        if not Path(path).is_file():
            raise FileNotFoundError(f"training shard {path} is missing: pass --shards with tar files of pictures")
        with tarfile.open(path) as tar:
            for member in sorted(tar.getmembers(), key=lambda m: m.name):
                if member.isfile() and member.name.endswith(".jpg") and member.name not in HELD_OUT:
                    pictures.append(tar.extractfile(member).read())
    if not pictures:
        raise ValueError(f"no pictures in {', '.join(paths)}")
    return pictures


class Patches(IterableDataset):
    """An endless stream of (lq, hq, codec, level, strength), uint8 [3, patch, patch] both.

    A setting that the list has no name for is labelled −1, −1, 0.
    """

    def __init__(self, plan: DataConfig, seed: int):
        if plan.patch > plan.crop or plan.patch % GRID:
            raise ValueError(f"patches of {plan.patch} do not fit: give a multiple of {GRID}, at most {plan.crop}")
        self.plan, self.seed = plan, seed
        self.pictures = read_shards(plan.shards)
        self.codecs = LISTS[plan.list]
        for name in plan.codecs:
            if name not in self.codecs.names:
                raise ValueError(f"no training patches of codec {name!r}: there are {', '.join(self.codecs.names)}")
        self.settings = plan.settings or tuple(s for name in plan.codecs for s in self.codecs.of((name,)))
        self.odds = odds_of_settings(self.settings, plan.shares)
        names = {s.partition(":")[0] for s in self.settings}
        self.bank = Bank(plan.bank, plan.shards, HELD_OUT) if "vvc" in names else None
        learned = [s for s in self.settings if s.partition(":")[0] in LEARNED]
        self.learned = LearnedBank(plan.learned, learned) if learned else None

    def __reduce__(self) -> tuple:
        """A worker reads the shards itself: pickled, the pictures of all would go through one pipe after the other."""
        return type(self), (self.plan, self.seed)

    def __iter__(self) -> Iterator[tuple]:
        rng = worker_rng(self.seed)
        return mixed(self._endless(rng), self.plan.shuffle, rng)

    def _endless(self, rng: np.random.Generator) -> Iterator[tuple]:
        pictures = list(self.pictures)
        broken = 0
        while True:
            number = int(rng.integers(len(pictures)))
            try:
                found = list(self._patches(pictures[number], rng))
            except (OSError, MemoryError) as error:
                broken += 1
                print(f"left out a broken picture ({error}), {broken} so far", file=sys.stderr)
                pictures.pop(number)
                if not pictures:
                    raise ValueError("no picture of the shards can be decoded") from error
                continue
            yield from found

    def _patches(self, coded: bytes, rng: np.random.Generator) -> Iterator[tuple]:
        setting = self.settings[int(rng.choice(len(self.settings), p=self.odds))]
        if setting.startswith("vvc:"):
            lq, hq = self.bank.draw(int(setting.removeprefix("vvc:")), rng)
        elif setting.partition(":")[0] in LEARNED:
            lq, hq = self.learned.draw(setting, rng)
        else:
            hq = random_crop(Image.open(io.BytesIO(coded)).convert("RGB"), self.plan, rng)
            lq = compress(hq, setting)
        codec, level, strength = self.codecs.parse(setting) if setting in self.codecs.settings else (-1, -1, 0.0)
        for cut in cuts(hq.shape[:2], self.plan, rng):
            yield planes(lq[cut]), planes(hq[cut]), codec, level, np.float32(strength)


def odds_of_settings(settings: tuple[str, ...], shares: tuple[float, ...]) -> np.ndarray:
    """How often each setting is drawn, by the shares of their codecs in the order in which these first stand
    among the settings; without shares every codec as often as the others. ValueError names who wants a share."""
    of = [s.partition(":")[0] for s in settings]
    counts = Counter(of)
    shares = shares or (1,) * len(counts)
    if len(shares) != len(counts) or min(shares) <= 0:
        raise ValueError(f"--shares wants a number above 0 for each of {', '.join(counts)}")
    of_codec = dict(zip(counts, shares))
    return np.array([of_codec[c] / counts[c] for c in of]) / sum(shares)


def random_crop(picture: Image.Image, plan: DataConfig, rng: np.random.Generator) -> np.ndarray:
    """A random crop, turned and flipped, sides multiples of 16."""
    shorter = min(picture.size)
    if rng.random() < plan.scaled_share:
        factor = max(rng.uniform(0.5, 1.0), plan.patch / shorter)
        if factor < 1:
            picture = picture.resize([max(plan.patch, round(s * factor)) for s in picture.size], Image.LANCZOS)
    width, height = (min(plan.crop, s) // GRID * GRID for s in picture.size)
    x, y = (int(rng.integers(s - side + 1)) for s, side in zip(picture.size, (width, height)))
    crop = np.asarray(picture.crop((x, y, x + width, y + height)))
    crop = np.rot90(crop, int(rng.integers(4)))
    crop = np.ascontiguousarray(crop[:, ::-1] if rng.random() < 0.5 else crop)
    return grained(crop, plan.grain * rng.random(), rng) if plan.grain and rng.random() < 0.5 else crop


def grained(picture: np.ndarray, sigma: float, rng: np.random.Generator) -> np.ndarray:
    """A uint8 [H, W, 3] picture with film grain or a sensor's noise, of a standard deviation of `sigma` levels, mostly
    of lightness. The training pictures have little, and a network that never saw grain takes it for a codec's work."""
    grain = rng.standard_normal((*picture.shape[:2], 1)) + 0.4 * rng.standard_normal(picture.shape)
    return np.clip(picture + sigma / np.hypot(1, 0.4) * grain, 0, 255).round().astype(np.uint8)


def worker_rng(seed: int) -> np.random.Generator:
    """Random numbers of this loader worker's own."""
    info = get_worker_info()
    return np.random.default_rng((seed, info.id if info else 0))


def mixed(patches: Iterator[tuple], size: int, rng: np.random.Generator) -> Iterator[tuple]:
    """The patches in another order: `size` of them are held, and a random one gives way to the next."""
    held: list[tuple] = []
    for patch in patches:
        if len(held) < size:
            held.append(patch)
            continue
        at = int(rng.integers(len(held)))
        held[at], patch = patch, held[at]
        yield patch


def cuts(sides: tuple[int, int], plan: DataConfig, rng: np.random.Generator) -> Iterator[tuple[slice, slice]]:
    """Where patches are cut from a coded crop: on the grid four times in five."""
    for _ in range(plan.patches_per_crop):
        step = 1 if rng.random() < plan.off_grid_share else GRID
        y, x = (int(rng.integers((side - plan.patch) // step + 1)) * step for side in sides)
        yield np.s_[y : y + plan.patch, x : x + plan.patch]


def planes(patch: np.ndarray) -> np.ndarray:
    """[H, W, 3] → [3, H, W]."""
    return np.ascontiguousarray(patch.transpose(2, 0, 1))


def _leave_at_once(_worker: int) -> None:
    """A worker ends without tearing down the codecs' C++ threads, which would abort it with a message."""
    Finalize(None, os._exit, args=(0,), exitpriority=-100)


def batches(plan: DataConfig, batch: int, workers: int, seed: int) -> Iterator[list]:
    """Endless batches: lq, hq uint8 [N, 3, patch, patch], codec, level int64 [N], strength float32 [N]."""
    return stream_of(Patches(plan, seed), batch, workers)


def stream_of(patches: IterableDataset, batch: int, workers: int) -> Iterator[list]:
    """A data set's endless batches, drawn by workers, or in this process where there are none."""
    loader = DataLoader(
        patches,
        batch_size=batch,
        num_workers=workers,
        # A forked worker would inherit the codecs' locks without the threads that free them, and hang.
        multiprocessing_context="spawn" if workers else None,
        worker_init_fn=_leave_at_once,
        prefetch_factor=8 if workers else None,
        pin_memory=torch.cuda.is_available(),
    )
    return iter(loader)
