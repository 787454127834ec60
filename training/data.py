"""Patches to train restoration on: draw a picture and a setting, crop, compress, cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from training.bank import Bank
from training.codecs import compress
from training.codecs.seen import FINER, finer_jpeg
from training.cropping import CropConfig, planes, random_cut
from training.held_out import HELD_OUT
from training.learned.patches import LEARNED, LearnedBank
from training.settings import BEYOND, LISTS, codec_of
from training.shards import Shards, stream_of


@dataclass(frozen=True, kw_only=True)
class DataConfig(CropConfig):
    """What is drawn, and what it is compressed with."""

    codecs: tuple[str, ...]
    list: str = "paper"  # the list of codecs that these are of
    shares: tuple[float, ...] = ()  # how often each codec is drawn, relative to the others; () for all alike
    harsher: float = 0.0  # how much oftener a codec's harshest setting is drawn than its gentlest: 1 for twice
    settings: tuple[str, ...] = ()  # drawn in place of every level of the codecs; the list need not name them
    lives: float = 0.0  # share of crops that are cut somewhere and saved once more, as a JPEG that harms them less
    beyond: float = 0.0  # share of an end setting's crops that are coded beyond it (BEYOND), under its name
    finer: float = 0.0  # share of JPEGs that keep more chroma than 4:2:0 and are seen as that, as editors save them
    clean: float = 0.0  # share of crops of pictures at half their size, without their own JPEG's marks
    bank: str = ""  # folder of VVC patches, needed where vvc is among the codecs
    learned: str = ""  # folder of patches of the learned codecs, needed where those are


class Patches(Shards):
    """An endless stream of (lq, hq, codec, level, strength), uint8 [3, patch, patch] both.

    A setting that the list has no name for is labelled −1, −1, 0.
    """

    def __init__(self, plan: DataConfig, seed: int):
        super().__init__(plan, seed)
        self.codecs = LISTS[plan.list]
        for name in plan.codecs:
            if name not in self.codecs.names:
                raise ValueError(f"no training patches of codec {name!r}: there are {', '.join(self.codecs.names)}")
        if plan.beyond and plan.list != "paper":
            raise ValueError(f"what lies beyond the list {plan.list} is not laid down: pass no --beyond")
        self.settings = plan.settings or tuple(s for name in plan.codecs for s in self.codecs.of((name,)))
        weights = tuple(1 + plan.harsher * self._strength(s) for s in self.settings)
        self.odds = odds_of_settings(self.settings, plan.shares, weights)
        names = set(map(codec_of, self.settings))
        scaled = plan.clean and plan.clean + (1 - plan.clean) * plan.scaled_share
        self.bank = Bank(plan.bank, plan.shards, HELD_OUT, scaled) if "vvc" in names else None
        learned = [s for s in self.settings if codec_of(s) in LEARNED]
        self.learned = LearnedBank(plan.learned, learned) if learned else None

    def _strength(self, setting: str) -> float:
        return self.codecs.parse(setting)[2] if setting in self.codecs.settings else 0.5

    def _patches(self, coded: bytes, rng: np.random.Generator) -> list[tuple]:
        setting = self.settings[int(rng.choice(len(self.settings), p=self.odds))]
        damage = setting
        if self.plan.beyond and setting in BEYOND and rng.random() < self.plan.beyond:
            damage = str(rng.choice(BEYOND[setting]))
        codec, level, strength = self.codecs.parse(setting) if setting in self.codecs.settings else (-1, -1, 0.0)
        count = self.plan.patches_per_crop if self._banked(setting) else 1  # a bank's may hold no more than one patch
        crops = [self._pair(damage, coded, rng) for _ in range(count)]
        patches = []
        for number in range(self.plan.patches_per_crop):
            lq, hq = crops[number % len(crops)]
            cut = random_cut(hq.shape[:2], self.plan, rng)
            patches.append((planes(lq[cut]), planes(hq[cut]), codec, level, np.float32(strength)))
        return patches

    def _banked(self, setting: str) -> bool:
        return codec_of(setting) in ("vvc", *LEARNED)

    def _pair(self, damage: str, coded: bytes, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """A crop of a coded picture, or a patch of a bank, as that damage leaves it, and pristine."""
        if damage.startswith("vvc:"):
            lq, hq = self.bank.draw(int(damage.removeprefix("vvc:")), rng)
        elif self._banked(damage):
            lq, hq = self.learned.draw(damage, rng)
        else:
            hq = self._crop(coded, rng, rng.random() < self.plan.clean)
            lq = coded_as(hq, damage, self.plan.finer, rng)
        if self.plan.lives and rng.random() < self.plan.lives:
            lq, hq = saved_again(lq, hq, self.plan.patch, rng, self.plan.finer)
        return lq, hq


GENTLE = (80, 97)  # qualities of the JPEG that follows


def coded_as(picture: np.ndarray, setting: str, finer: float, rng: np.random.Generator) -> np.ndarray:
    """The picture as a setting leaves it; a share `finer` of JPEGs has the chroma of 4:2:2 or 4:4:4, both alike often,
    and is shown as 4:2:0."""
    codec, _, quality = setting.partition(":")
    if codec == "jpeg" and quality.isdigit() and finer and rng.random() < finer:  # and not one of several in a row
        return finer_jpeg(picture, int(quality), str(rng.choice(FINER)))
    return compress(picture, setting)


def saved_again(
    lq: np.ndarray, hq: np.ndarray, patch: int, rng: np.random.Generator, finer: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """A compressed picture and its original, uint8 [H, W, 3], cut by up to 15 pixels, and the first then saved as a
    gentle JPEG, as what people crop and send on. The first damage keeps its name, and its grid lies anywhere; if the
    JPEG does more than half the first codec's damage, nothing is changed. Sides stay multiples of 16; what a cut would
    make smaller than a patch is not cut."""
    y, x = (int(rng.integers(16)) if side - 16 >= patch else 0 for side in lq.shape[:2])
    height, width = ((side - at) // 16 * 16 for side, at in zip(lq.shape, (y, x)))
    cut = np.s_[y : y + height, x : x + width]
    first, original = np.ascontiguousarray(lq[cut]), hq[cut]
    second = coded_as(first, f"jpeg:{rng.integers(GENTLE[0], GENTLE[1] + 1)}", finer, rng)
    return (second, original) if 2 * _damage(second, first) < _damage(first, original) else (lq, hq)


def _damage(picture: np.ndarray, of: np.ndarray) -> float:
    """Mean squared error of two pictures of one size, in levels of 255."""
    return float(np.square(picture.astype(np.float32) - of).mean())


def odds_of_settings(
    settings: tuple[str, ...], shares: tuple[float, ...], weights: tuple[float, ...] = ()
) -> np.ndarray:
    """How often each setting is drawn, by the shares of their codecs in the order in which these first stand
    among the settings, and by their own weights within their codec; without either all alike. ValueError names who
    wants a share."""
    of = list(map(codec_of, settings))
    counts = Counter(of)
    shares = shares or (1,) * len(counts)
    if len(shares) != len(counts) or min(shares) <= 0:
        raise ValueError(f"--shares wants a number above 0 for each of {', '.join(counts)}")
    of_codec = dict(zip(counts, shares))
    weights = weights or (1.0,) * len(of)
    whole = {c: sum(w for w, other in zip(weights, of) if other == c) for c in counts}
    return np.array([of_codec[c] * w / whole[c] for c, w in zip(of, weights)]) / sum(shares)


def batches(plan: DataConfig, batch: int, workers: int, seed: int) -> Iterator[list]:
    """Endless batches: lq, hq uint8 [N, 3, patch, patch], codec, level int64 [N], strength float32 [N]."""
    return stream_of(Patches(plan, seed), batch, workers)
