"""Lossy WebPs that a model restored.

VP8 predicts each macroblock and codes what that lacks (`codec/vp8`).
"""

from __future__ import annotations

import numpy as np

from training.codecs.still import shown, webp_file
from training.estimator.answers import Answer, Model
from training.estimator.reader import components

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
    error = float(np.square(restored - original).mean())
    return Answer(quality, error, components(coded, restored, original, _described))


def _described(of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether a square is of a macroblock that was predicted as one is told by its shape there, and as a flag here."""
    return np.stack([of["plane"] == 0, of["shape"] == 1], 1).astype(np.float32), np.zeros(len(of))
