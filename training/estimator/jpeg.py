"""JPEGs that a model restored."""

from __future__ import annotations

import tempfile

import jpeglib
import numpy as np
from scipy.fft import dctn

from training.codecs.seen import FINER, YCC, seen
from training.codecs.still import jpeg_file, shown
from training.estimator.answers import Answer, Blocks, Model

FOLDER = "codec/jpeg"
MODELS = ("assets/models/studio", "assets/models/fast")
FLAGS = ("luma",)
PLACES = np.stack(np.divmod(np.arange(64), 8))[None] / 8  # of frequencies: down and across

QUALITIES = (5, 98)
SUBSAMPLINGS = ("4:2:0", "4:4:4", "4:2:2")
OFTEN = (0.75, 0.18, 0.07)  # how often each is drawn


def draw(model: Model, original: np.ndarray, rng: np.random.Generator) -> Answer:
    """What a model makes of a random JPEG of an original."""
    low, high = QUALITIES
    quality = round(high - (high - low) * rng.random() ** 1.5)  # the gentler the oftener, as people's are
    return answer(model, original, quality, str(rng.choice(SUBSAMPLINGS, p=OFTEN)))


def answer(model: Model, original: np.ndarray, quality: int, subsampling: str) -> Answer:
    """What a model makes of a JPEG of an original, uint8 [H, W, 3] with sides that are multiples of 16."""
    coded = jpeg_file(original, quality, subsampling)
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(coded)
        file.flush()
        values = jpeglib.read_dct(file.name)
    damaged = shown(coded)
    restored = model.restore(seen(damaged, across=subsampling == "4:4:4") if subsampling in FINER else damaged)
    error = float(np.square(restored - original).mean())
    cells = {"4:2:0": (2, 2), "4:2:2": (1, 2), "4:4:4": (1, 1)}[subsampling]
    ycc = [(x.astype(np.float32) @ YCC.T - [128, 0, 0]).astype(np.float32) for x in (restored, original)]
    components = []
    # An error in Y shows in R, G and B alike; the others by their columns of the way back to RGB.
    for i, (of, share) in enumerate(zip((values.Y, values.Cb, values.Cr), (1.0, 1.0861, 0.8251))):
        cell = cells if i else (1, 1)
        found, truth = (frequencies(means(x[..., i], cell)) for x in ycc)
        steps = values.qt[values.quant_tbl_no[i]].reshape(64).astype(np.float32)
        rows, columns = (side // 8 // c for side, c in zip(original.shape, cell))
        file = of[:rows, :columns].reshape(-1, 64) * steps
        flags, weight = np.float32([i == 0]), np.float32(share * cell[0] * cell[1] / ycc[0][..., 0].size)
        flags, steps, weight = (np.broadcast_to(v, (len(file), *v.shape)) for v in (flags, steps, weight))
        components.append(Blocks(flags, np.zeros(len(file)), steps, file, found, truth, weight))
    return Answer(quality, error, tuple(components))


def means(plane: np.ndarray, cell: tuple[int, int]) -> np.ndarray:
    """[H, W] → the means of its cells of that height and width."""
    (high, wide), (height, width) = cell, plane.shape
    return plane.reshape(height // high, high, width // wide, wide).mean((1, 3))


def frequencies(plane: np.ndarray) -> np.ndarray:
    """[H, W] → its blocks in reading order as JPEG's DCT has them, [N, 64]."""
    height, width = plane.shape
    blocks = plane.reshape(height // 8, 8, width // 8, 8).swapaxes(1, 2)
    return dctn(blocks, axes=(2, 3), norm="ortho").reshape(-1, 64)
