"""Crops of pictures, and where patches are cut from them.

A crop is coded whole and several patches are cut from it, at multiples of 16 of
the coded picture four times in five, so that they see the block grid where whole
pictures have it, and anywhere otherwise, since people upload crops.
"""

from __future__ import annotations

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


@dataclass(frozen=True)
class Place:
    """Where a crop lies in a picture, and how it is taken from there."""

    x: int  # in the scaled picture
    y: int
    width: int
    height: int
    factor: float = 1.0  # that the picture is scaled by before
    turn: int = 0  # quarters of a turn
    mirror: bool = False
    grain: float = 0.0  # a standard deviation in levels of 255
    noise: int | tuple[int, ...] = 0  # the grain's seed

    def cut(self, picture: Image.Image) -> np.ndarray:
        """The crop of that picture, uint8 [height, width, 3], or turned."""
        if self.factor < 1:
            picture = picture.resize(_scaled(picture.size, self.factor), Image.LANCZOS)
        crop = np.asarray(picture.crop((self.x, self.y, self.x + self.width, self.y + self.height)))
        crop = np.rot90(crop, self.turn)
        crop = np.ascontiguousarray(crop[:, ::-1] if self.mirror else crop)
        return grained(crop, self.grain, np.random.default_rng(self.noise)) if self.grain else crop


def _scaled(size: tuple[int, int], factor: float) -> list[int]:
    return [int(side * factor + 1e-6) for side in size]  # 128 / 130 of 130 is 128


def random_place(size: tuple[int, int], plan: CropConfig, rng: np.random.Generator, clean: bool = False) -> Place:
    """A random place in a picture of that width and height, turned and mirrored, its sides multiples of 16 from
    `plan.patch` to `plan.crop`. A clean one is of the picture at half its size, as far as a patch still fits: little
    is left of what the picture's own JPEG did to it.

    UnusablePicture for one that is smaller than a patch.
    """
    shorter = min(size)
    if shorter < plan.patch:
        raise UnusablePicture(f"{size[0]} by {size[1]} pixels are less than a patch of {plan.patch}")
    factor = 1.0
    if clean or rng.random() < plan.scaled_share:
        factor = min(1.0, max(0.5 if clean else rng.uniform(0.5, 1.0), plan.patch / shorter))
    sides = _scaled(size, factor) if factor < 1 else size
    width, height = (min(plan.crop, side) // GRID * GRID for side in sides)
    x, y = (int(rng.integers(side - cut + 1)) for side, cut in zip(sides, (width, height)))
    turn, mirror = int(rng.integers(4)), bool(rng.random() < 0.5)
    grain = plan.grain * rng.random() if plan.grain and rng.random() < 0.5 else 0.0
    return Place(x, y, width, height, factor, turn, mirror, grain, int(rng.integers(2**31)))


def grained(picture: np.ndarray, sigma: float, rng: np.random.Generator) -> np.ndarray:
    """A uint8 [H, W, 3] picture with film grain or a sensor's noise, of a standard deviation of `sigma` levels, mostly
    of lightness. The training pictures have little, and a network that never saw grain takes it for a codec's work."""
    grain = rng.standard_normal((*picture.shape[:2], 1)) + 0.4 * rng.standard_normal(picture.shape)
    return np.clip(picture + sigma / np.hypot(1, 0.4) * grain, 0, 255).round().astype(np.uint8)


def random_cut(sides: tuple[int, int], plan: CropConfig, rng: np.random.Generator) -> tuple[slice, slice]:
    """Where a patch is cut from a coded crop of these sides: on the grid four times in five.

    ValueError for a crop that is smaller than a patch.
    """
    if min(sides) < plan.patch:
        raise ValueError(f"no patch of {plan.patch} fits into a bank's {sides[1]} by {sides[0]} pixels: lower --patch")
    step = 1 if rng.random() < plan.off_grid_share else GRID
    y, x = (int(rng.integers((side - plan.patch) // step + 1)) * step for side in sides)
    return np.s_[y : y + plan.patch, x : x + plan.patch]


def planes(patch: np.ndarray) -> np.ndarray:
    """[H, W, 3] → [3, H, W]."""
    return np.ascontiguousarray(patch.transpose(2, 0, 1))
