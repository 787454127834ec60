"""JPEGs, what a model makes of them and what they were, as blocks of frequencies."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jpeglib
import numpy as np
import onnxruntime
import torch
from scipy.fft import dctn

from training.codecs.seen import FINER, YCC, seen
from training.codecs.still import jpeg_file, shown
from training.cropping import CropConfig
from training.networks.joint import believed
from training.onnx_weights import facts_of
from training.settings import LISTS
from training.shards import Shards

QUALITIES = (5, 98)
SUBSAMPLINGS = ("4:2:0", "4:4:4", "4:2:2")
OFTEN = (0.75, 0.18, 0.07)  # how often each is drawn


@dataclass(frozen=True)
class Blocks:
    """One component of a picture, N blocks of 64 frequencies in reading order, float32, in the units of samples."""

    luma: bool
    steps: np.ndarray  # [64], what the file's values are multiples of
    file: np.ndarray  # [N, 64], the file's values
    found: np.ndarray  # [N, 64], those of R-Net's answer
    truth: np.ndarray  # [N, 64], those of the original
    weight: float  # by which a squared error of these counts in the mean squared error of RGB


@dataclass(frozen=True)
class Answer:
    """A JPEG that a model restored."""

    quality: int
    error: float  # mean squared error of the answer against the original, RGB, levels of 255
    components: tuple[Blocks, ...]  # Y, Cb, Cr


class Model:
    """An exported model as ONNX Runtime has it."""

    def __init__(self, folder: Path, threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        names = ("pnet", "rnet_encoder", "rnet_decoder")
        self.pnet, self.encoder, self.decoder = (
            onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), options) for name in names
        )
        self.codecs = LISTS[facts_of(folder / "pnet.onnx")["list"]]

    def restore(self, picture: np.ndarray) -> np.ndarray:
        """uint8 [H, W, 3] → R-Net's answer under the posterior, float32 [H, W, 3] in levels of 255, not rounded."""
        image = (picture.transpose(2, 0, 1)[None] / np.float32(255)).astype(np.float32)
        posterior = self.pnet.run(["codec", "level"], {"image": image})
        codec, strength = (t.numpy() for t in believed(self.codecs, *map(torch.from_numpy, posterior)))
        names = [o.name for o in self.encoder.get_outputs()]
        features = dict(zip(names, self.encoder.run(names, {"image": image})))
        (restored,) = self.decoder.run(["restored"], {"image": image, **features, "codec": codec, "strength": strength})
        return restored[0].transpose(1, 2, 0).clip(0, 1) * np.float32(255)


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
        components.append(Blocks(i == 0, steps, file, found, truth, share * cell[0] * cell[1] / ycc[0][..., 0].size))
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


class Answers(Shards):
    """An endless stream of a model's answers to JPEGs of random crops, qualities and subsamplings."""

    def __init__(self, model: Model, shards: tuple[str, ...], crop: int, seed: int):
        super().__init__(CropConfig(shards=shards, patch=crop, crop=crop, shuffle=1), seed)
        self.model = model

    def _patches(self, coded: bytes, rng: np.random.Generator) -> Iterator[Answer]:
        original = self._crop(coded, rng, clean=rng.random() < 0.7)
        low, high = QUALITIES
        quality = round(high - (high - low) * rng.random() ** 1.5)  # the gentler the oftener, as people's are
        subsampling = str(rng.choice(SUBSAMPLINGS, p=OFTEN))
        subsampling = str(rng.choice(SUBSAMPLINGS, p=OFTEN))
        return iter([answer(self.model, original, quality, subsampling)])
