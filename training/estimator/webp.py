"""Lossy WebPs that a model restored.

VP8 predicts each macroblock and codes what that lacks. The program reads predictions and levels (`codec/vp8`), and this
asks it: `squares/main.go` answers.
"""

from __future__ import annotations

import functools
import struct
import subprocess
from pathlib import Path

import numpy as np

from training.codecs.still import shown, webp_file
from training.estimator.answers import Answer, Blocks, Model

FOLDER = "codec/vp8"
MODELS = ("assets/models/studio",)  # what does not name WebP is not held to one
FLAGS = ("luma", "whole")
PLACE = np.arange(64) % 16
PLACES = np.stack([PLACE // 4 / 4, PLACE % 4 / 4, PLACE == 0])  # of frequencies: down, across and whether it is a DC

QUALITIES = (5, 98)
SQUARE = np.dtype(
    [("luma", "?"), ("whole", "?"), ("steps", "<f4", 64), ("levels", "<i2", 64), ("pictures", "<f4", (2, 64))]
)


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
    # An error in Y shows in R, G and B alike; the others by their columns of the way back to RGB. The range is limited.
    shares = ((255 / 219) ** 2, 1.0861 * 4 * (255 / 224) ** 2, 0.8251 * 4 * (255 / 224) ** 2)
    components = []
    for of, share in zip((squares[:, :4], squares[:, 4:5], squares[:, 5:]), shares):
        of = of.reshape(-1)
        flags = np.stack([of["luma"], of["whole"]], 1).astype(np.float32)
        found, truth = of["pictures"][:, 0], of["pictures"][:, 1]
        weight = np.full(len(of), share / pixels, np.float32)
        components.append(Blocks(flags, of["steps"], of["levels"] * of["steps"], found, truth, weight))
    return Answer(quality, float(np.square(restored - original).mean()), tuple(components))


def squares_of(file: bytes, *pictures: np.ndarray) -> np.ndarray:
    """What a WebP says of its squares, and what two pictures of its size, levels of 255, have there: SQUARE [N]."""
    process = _reader()
    height, width = pictures[0].shape[:2]
    process.stdin.write(struct.pack("<III", len(file), width, height) + file)
    for picture in pictures:
        process.stdin.write(picture.astype("<f4").tobytes())
    process.stdin.flush()
    head = process.stdout.read(4)
    if len(head) < 4:
        raise RuntimeError("training/estimator/squares ended: see what it printed above")
    return np.frombuffer(process.stdout.read(struct.unpack("<I", head)[0] * SQUARE.itemsize), SQUARE)


@functools.cache
def _reader() -> subprocess.Popen:
    root = Path(__file__).parents[2]
    command = ["go", "run", "./training/estimator/squares"]
    return subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
