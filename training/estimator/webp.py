"""Lossy WebPs that a model restored.

VP8 predicts each macroblock and codes what that lacks (`codec/vp8`).
"""

from __future__ import annotations

import numpy as np

from training.codecs.still import shown, webp_file
from training.estimator.answers import Answer, Blocks, Model
from training.estimator.reader import SHARES, squares_of

FOLDER = "codec/vp8"
MODELS = ("assets/models/studio",)  # what does not name WebP is not held to one
FLAGS = ("luma", "whole")
PLACE = np.arange(64) % 16
PLACES = np.stack([PLACE // 4 / 4, PLACE % 4 / 4, PLACE == 0])[None]  # down, across and whether it is a DC

QUALITIES = (5, 98)


def draw(model: Model, original: np.ndarray, rng: np.random.Generator) -> Answer:
    """What a model makes of a random WebP of an original."""
    low, high = QUALITIES
    return answer(model, original, round(high - (high - low) * rng.random() ** 1.3))


def answer(model: Model, original: np.ndarray, quality: int) -> Answer:
    """What a model makes of a WebP of an original, uint8 [H, W, 3] with sides that are multiples of 16."""
    coded = webp_file(original, quality)
    restored = model.restore(shown(coded))
    squares = squares_of(coded, restored, original).reshape(-1, 6)  # of each macroblock: four of luma, Cb, Cr
    pixels = original.shape[0] * original.shape[1]
    components = []
    for of, share in zip((squares[:, :4], squares[:, 4:5], squares[:, 5:]), SHARES):
        of = of.reshape(-1)
        flags = np.stack([of["plane"] == 0, of["shape"] == 1], 1).astype(np.float32)  # its shape says that it is whole
        found, truth = of["pictures"][:, 0], of["pictures"][:, 1]
        weight = np.full(len(of), share / pixels, np.float32)
        file, shape = of["levels"] * of["steps"], np.zeros(len(of))
        components.append(Blocks(flags, shape, of["steps"], file, found, truth, weight))
    return Answer(quality, float(np.square(restored - original).mean()), tuple(components))
