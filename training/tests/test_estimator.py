"""The estimators of JPEGs', WebPs' and HEVC's frequencies: what they learn from, and that they learn."""

import json
import shutil

import numpy as np
import pytest
import torch

from training.estimator import hevc, jpeg, webp
from training.estimator.network import Estimator, write
from training.estimator.train import CODECS, Config, Sample, gain, train

needs_go = pytest.mark.skipif(not shutil.which("go"), reason="skipped: Go, which reads such files, is not installed")


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
        got = jpeg.answer(Untouched(), smooth(1), 60, subsampling)
        assert [len(c.file) for c in got.components] == [144, chroma, chroma]
        luma = got.components[0]
        assert np.mean(np.abs(luma.file - luma.truth) <= 0.5 * luma.steps + 1) > 0.98, subsampling
        assert np.abs(luma.file - luma.found).mean() < 0.5, subsampling  # nothing was restored
        in_all = sum((np.square(c.found - c.truth).sum(1) * c.weight).sum() for c in got.components)
        assert 0.5 < in_all / got.error < 1.6, (
            subsampling
        )  # but for chroma's own detail, and what is common to Y and chroma


@needs_go
def test_a_webp_says_where_the_original_lay():
    got = webp.answer(Untouched(), smooth(1), 60)
    assert [len(c.file) for c in got.components] == [144, 36, 36]
    luma = got.components[0]
    assert np.mean(np.abs(luma.file - luma.truth) <= 0.7 * luma.steps) > 0.99
    assert luma.flags[:, 0].all() and 0 < luma.flags[:, 1].mean() < 1 and not got.components[1].flags.any()
    in_all = sum((np.square(c.found - c.truth).sum(1) * c.weight).sum() for c in got.components)
    assert 0.5 < in_all / got.error < 1.6  # but for chroma's own detail, and what is common to Y and chroma


@needs_go
@pytest.mark.parametrize("as_heic", [False, True])
def test_a_picture_of_hevc_says_where_the_original_lay(as_heic):
    got = hevc.answer(Untouched(), smooth(1), 30, as_heic)
    luma = got.components[0]
    for of, share in zip(got.components, (1, 1 / 4, 1 / 4)):
        assert len(of.file) >= 144 * share and of.shape.min() >= 0 and of.shape.max() < len(hevc.PLACES)
    assert np.mean(np.abs(luma.file - luma.truth) <= 0.7 * luma.steps) > 0.98
    assert luma.flags.all() and not got.components[1].flags.any()
    in_all = sum((np.square(c.found - c.truth).sum(1) * c.weight).sum() for c in got.components)
    assert 0.5 < in_all / got.error < 1.6  # but for chroma's own detail, and what is common to Y and chroma


def test_places_of_hevc_are_those_of_the_blocks_frequencies():
    for side, shapes in {4: [0], 8: [1], 16: range(2, 6), 32: range(6, 22)}.items():
        down, across, mean, size = (hevc.PLACES[list(shapes), of] for of in range(4))
        places = {(round(v * side), round(u * side)) for v, u in zip(down.ravel(), across.ravel())}
        assert places == {(v, u) for v in range(side) for u in range(side)}
        assert mean.sum() == (4 if side == 4 else 1) and (size == np.log2(side / 4) / 3).all()


def answers(codec: str, count: int) -> list[Sample]:
    if codec == "jpeg":
        return [Sample.of(jpeg.answer(Mistaken(), smooth(n), 75, "4:2:0")) for n in range(count)]
    if codec == "hevc":
        return [Sample.of(hevc.answer(Mistaken(), smooth(n), 24)) for n in range(count)]
    return [Sample.of(webp.answer(Mistaken(), smooth(n), 75)) for n in range(count)]


@pytest.mark.parametrize("codec", ["jpeg", *(pytest.param(codec, marks=needs_go) for codec in ("webp", "hevc"))])
def test_it_learns_where_the_original_lies(codec):
    samples = answers(codec, 6)
    untaught = gain(samples[4:], Estimator(CODECS[codec].PLACES, len(CODECS[codec].FLAGS)))
    taught = train(samples[:4], Config(codec=codec, steps=120, batch=4))
    assert gain(samples[4:], taught) > untaught + 0.5


@pytest.mark.parametrize("codec", CODECS.values())
def test_what_is_written_is_what_was_taught(codec, tmp_path):
    torch.manual_seed(3)
    network = Estimator(codec.PLACES, len(codec.FLAGS))
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
    flags = torch.tensor(parity["places"])[:, 0, codec.PLACES.shape[1] :].repeat_interleave(4, 0)
    shape = torch.tensor([0.0] * 4 + [len(codec.PLACES) - 1.0] * 4)
    with torch.no_grad():
        expected = network(file * steps, found, steps, flags, shape)
    assert torch.allclose(expected, torch.tensor(parity["expected"]), atol=2e-3)
    assert (expected - file * steps).abs().div(steps).max() <= 0.6 + 1e-5
