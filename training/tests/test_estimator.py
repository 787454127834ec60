"""The estimator of a JPEG's frequencies: what it learns from, and that it learns."""

import json

import numpy as np
import torch

from training.estimator.answers import answer
from training.estimator.network import Estimator, write
from training.estimator.train import Config, Sample, gain, train


class Untouched:
    """A model that gives every picture back."""

    def restore(self, picture):
        return picture.astype(np.float32)


class Mistaken:
    """A model that is off by noise: within the intervals of harsh steps, and beyond those of fine ones."""

    def restore(self, picture):
        return picture + np.random.default_rng(picture.size).normal(0, 9, picture.shape).astype(np.float32)


def smooth(seed: int, side: int = 96) -> np.ndarray:
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:side, :side] / 11.0
    waves = [np.sin(x * rng.uniform(0.3, 1.5) + y * rng.uniform(0.3, 1.5) + rng.uniform(0, 6)) for _ in range(3)]
    return np.clip(128 + 60 * np.stack(waves, -1) + rng.normal(0, 6, (side, side, 3)), 0, 255).astype(np.uint8)


def test_a_file_says_where_the_original_lay():
    for subsampling, chroma in {"4:2:0": 36, "4:2:2": 72, "4:4:4": 144}.items():
        got = answer(Untouched(), smooth(1), 60, subsampling)
        assert [len(c.file) for c in got.components] == [144, chroma, chroma]
        luma = got.components[0]
        assert np.mean(np.abs(luma.file - luma.truth) <= 0.5 * luma.steps + 1) > 0.98, subsampling
        assert np.abs(luma.file - luma.found).mean() < 0.5, subsampling  # nothing was restored
        in_all = sum((np.square(c.found - c.truth).sum(1) * c.weight).sum() for c in got.components)
        assert 0.5 < in_all / got.error < 1.6, (
            subsampling
        )  # but for chroma's own detail, and what is common to Y and chroma


def test_it_learns_where_the_original_lies():
    samples = [Sample.of(answer(Mistaken(), smooth(n), 75, "4:2:0")) for n in range(6)]
    untaught = gain(samples[4:], Estimator())
    taught = train(samples[:4], Config(steps=120, batch=4))
    assert gain(samples[4:], taught) > untaught + 0.5


def test_what_is_written_is_what_was_taught(tmp_path):
    torch.manual_seed(3)
    network = Estimator()
    torch.nn.init.normal_(network.last.weight)
    write(network, tmp_path)
    layers = json.loads((tmp_path / "estimator.json").read_text())
    for name, layer in layers.items():
        of = getattr(network, name)
        assert torch.equal(torch.tensor(layer["weight"]), of.weight) and torch.equal(
            torch.tensor(layer["bias"]), of.bias
        )
    parity = json.loads((tmp_path / "testdata/parity.json").read_text())
    steps, file, found = (torch.tensor(parity[k], dtype=torch.float32) for k in ("steps", "file", "found"))
    with torch.no_grad():
        expected = network(file * steps, found, steps, torch.tensor(parity["luma"]).float())
    assert torch.allclose(expected, torch.tensor(parity["expected"]), atol=2e-3)
    assert (expected - file * steps).abs().div(steps).max() <= 0.6 + 1e-5
