"""Crops of pictures, and where patches are cut from them.

A crop is coded whole and several patches are cut from it, at multiples of 16 of
the coded picture four times in five, so that they see the block grid where whole
pictures have it, and anywhere otherwise, since people upload crops.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

GRID = 16


class UnusablePicture(ValueError):
    """A picture of a shard that gives no crop."""


@dataclass(frozen=True, kw_only=True)
class CropConfig:
    """What is drawn from pictures and how; sizes in pixels."""

    shards: tuple[str, ...]
    patch: int = 128
    crop: int = 256  # what is coded at once
    patches_per_crop: int = 8
    scaled_share: float = 0.3  # pictures scaled down by 0.5…1 before cropping
    off_grid_share: float = 0.2
    grain: float = 0.0  # the strongest that is laid over half of the crops, a standard deviation in levels of 255
    shuffle: int = 256  # patches held to be mixed


def random_crop(picture: Image.Image, plan: CropConfig, rng: np.random.Generator, clean: bool = False) -> np.ndarray:
    """A random crop, turned and flipped, uint8 [H, W, 3], sides multiples of 16 from `plan.patch` to `plan.crop`. A
    clean one is of the picture at half its size, as far as a patch still fits: little is left of what the picture's
    own JPEG did to it.

    UnusablePicture for one that is smaller than a patch.
    """
    shorter = min(picture.size)
    if shorter < plan.patch:
        raise UnusablePicture(f"{picture.width} by {picture.height} pixels are less than a patch of {plan.patch}")
    if clean or rng.random() < plan.scaled_share:
        factor = max(0.5 if clean else rng.uniform(0.5, 1.0), plan.patch / shorter)
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


def cuts(sides: tuple[int, int], plan: CropConfig, rng: np.random.Generator) -> Iterator[tuple[slice, slice]]:
    """Where patches are cut from a coded crop of these sides: on the grid four times in five.

    ValueError for a crop that is smaller than a patch.
    """
    if min(sides) < plan.patch:
        raise ValueError(f"no patch of {plan.patch} fits into a bank's {sides[1]} by {sides[0]} pixels: lower --patch")
    for _ in range(plan.patches_per_crop):
        step = 1 if rng.random() < plan.off_grid_share else GRID
        y, x = (int(rng.integers((side - plan.patch) // step + 1)) * step for side in sides)
        yield np.s_[y : y + plan.patch, x : x + plan.patch]


def planes(patch: np.ndarray) -> np.ndarray:
    """[H, W, 3] → [3, H, W]."""
    return np.ascontiguousarray(patch.transpose(2, 0, 1))
