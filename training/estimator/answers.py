"""Files, what a model makes of them and what they were, as blocks of frequencies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from training.cropping import CropConfig
from training.networks.joint import believed
from training.onnx_weights import facts_of
from training.settings import LISTS
from training.shards import Shards


@dataclass(frozen=True)
class Blocks:
    """N blocks of 64 frequencies, float32, in the units of samples."""

    flags: np.ndarray  # [N, flags], what is said of each block as a whole: the first, whether it is of luma
    shape: np.ndarray  # [N], which of its codec's places its frequencies have
    steps: np.ndarray  # [N, 64], what the file's values are multiples of
    file: np.ndarray  # [N, 64], the file's values
    found: np.ndarray  # [N, 64], those of R-Net's answer
    truth: np.ndarray  # [N, 64], those of the original
    weight: np.ndarray  # [N], by which a squared error of each counts in the mean squared error of RGB


@dataclass(frozen=True)
class Answer:
    """A file that a model restored."""

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


class Answers(Shards):
    """An endless stream of a model's answers to files of random crops, which `draw` makes, uint8 [H, W, 3]."""

    def __init__(self, model: Model, draw: Callable, shards: tuple[str, ...], crop: int, seed: int):
        super().__init__(CropConfig(shards=shards, patch=crop, crop=crop, shuffle=1), seed)
        self.model, self.draw = model, draw

    def _patches(self, coded: bytes, rng: np.random.Generator) -> Iterator[Answer]:
        original = self._crop(coded, rng, clean=rng.random() < 0.7)
        return iter([self.draw(self.model, original, rng)])
