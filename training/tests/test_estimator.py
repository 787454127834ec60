"""The estimators of JPEGs', WebPs', HEVC's, AV1's and AVC's frequencies: what they learn from, and that they learn."""

import json
import shutil

import numpy as np
import pytest
import torch

from training.estimator import av1, avc, hevc, jpeg, webp
from training.estimator.network import Estimator, write
from training.estimator.reader import SQUARE
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


def test_places_of_av1_are_those_of_the_blocks_frequencies():
    first = 0
    for wide, high, columns, rows in av1.sizes():
        down, across, mean, *sides = av1.PLACES[first : first + columns * rows].swapaxes(0, 1)
        width, height = 1 << wide, 1 << high
        kept = min(width, 32) * min(height, 32)
        places = [(round(v * height), round(u * width)) for v, u in zip(down.ravel(), across.ravel())]
        assert set(places) == {(v, u) for v in range(min(height, 32)) for u in range(min(width, 32))}
        assert len(places) == max(kept, 64) and mean.sum() == max(1, 64 // kept)
        assert [(side == (log - 2) / 4).all() for side, log in zip(sides, (wide, high))] == [True, True]
        first += columns * rows
    assert first == len(av1.PLACES) == 118


def test_squares_of_av1_tell_their_plane_and_transforms():
    squares = np.zeros(4, SQUARE)
    squares["plane"], squares["shape"] = (0, 1, 2, 0), (0, 5, 117, 3)
    squares["kinds"] = (0, 3 * 1 + 0, 3 * 0 + 2, 3 * 2 + 1)  # down and across
    flags, shape = av1.described(squares)
    assert flags.tolist() == [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 1], [1, 0, 1, 1, 0]]
    assert len(av1.FLAGS) == flags.shape[1] and shape.tolist() == [0, 5, 117, 3]


def test_pictures_of_av1_are_coded_in_all_ways():
    rng = np.random.default_rng(1)
    drawn = [av1.setting(rng) for _ in range(400)]
    assert {tune for _, tune in drawn} == {"", *av1.TUNES} and 0.4 < np.mean([bool(t) for _, t in drawn]) < 0.5
    for tune, (low, high) in {"": av1.CRFS, "ssim": av1.AVIF_CRFS, "iq": av1.AVIF_CRFS}.items():
        crfs = [crf for crf, of in drawn if of == tune]
        assert low <= min(crfs) < low + 5 and high - 5 < max(crfs) <= high


@needs_go
@pytest.mark.parametrize("as_avif", ["", "ssim", "iq"])
def test_a_picture_of_av1_says_where_the_original_lay(as_avif):
    got = av1.answer(Untouched(), smooth(1), 30, as_avif)
    luma = got.components[0]
    for of, share in zip(got.components, (1, 1 / 4, 1 / 4)):
        assert len(of.file) >= 36 * share and of.shape.min() >= 0 and of.shape.max() < len(av1.PLACES)
    assert np.mean(np.abs(luma.file - luma.truth) <= 0.7 * luma.steps) > 0.98
    assert luma.flags[:, 0].all() and not got.components[1].flags[:, 0].any()
    in_all = sum((np.square(c.found - c.truth).sum(1) * c.weight).sum() for c in got.components)
    assert 0.5 < in_all / got.error < 1.6  # but for chroma's own detail, and what is common to Y and chroma


def test_places_of_avc_are_those_of_the_blocks_frequencies():
    for shapes, side, samples in (([0], 4, 4), ([1], 8, 8), (range(2, 6), 4, 16), ([6], 4, 8)):
        down, across, mean, eight, together = (avc.PLACES[list(shapes), of] for of in range(5))
        apart = mean == 0
        places = {(round(v * side), round(u * side)) for v, u in zip(down[apart], across[apart])}
        assert places == {(v, u) for v in range(side) for u in range(side)} - {(0, 0)}
        means = [(v * samples, u * samples) for v, u in zip(down[~apart], across[~apart])]
        assert (eight == (side == 8)).all() and (together == (min(shapes) > 1)).all()
        if min(shapes) > 1:  # each once
            assert sorted(means) == [(v, u) for v in range(samples // 4) for u in range(samples // 4)]
        else:
            assert means == [(0, 0)] * (4 if side == 4 else 1)


@needs_go
def test_a_picture_of_avc_says_where_the_original_lay():
    got = avc.answer(Untouched(), smooth(1), 30)
    luma = got.components[0]
    assert [len(of.file) for of in got.components] == [144, 36, 36]
    assert luma.shape.min() >= 0 and luma.shape.max() < 6 and all((of.shape == 6).all() for of in got.components[1:])
    assert np.mean(np.abs(luma.file - luma.truth) <= 0.7 * luma.steps) > 0.98
    assert luma.flags.all() and not got.components[1].flags.any()
    in_all = sum((np.square(c.found - c.truth).sum(1) * c.weight).sum() for c in got.components)
    assert 0.5 < in_all / got.error < 1.6  # but for chroma's own detail, and what is common to Y and chroma


def answers(codec: str, count: int) -> list[Sample]:
    if codec == "jpeg":
        return [Sample.of(jpeg.answer(Mistaken(), smooth(n), 75, "4:2:0")) for n in range(count)]
    if codec == "hevc":
        return [Sample.of(hevc.answer(Mistaken(), smooth(n), 24)) for n in range(count)]
    if codec == "av1":
        return [Sample.of(av1.answer(Mistaken(), smooth(n), 20)) for n in range(count)]
    if codec == "avc":
        return [Sample.of(avc.answer(Mistaken(), smooth(n), 24)) for n in range(count)]
    return [Sample.of(webp.answer(Mistaken(), smooth(n), 75)) for n in range(count)]


@pytest.mark.parametrize(
    "codec", ["jpeg", *(pytest.param(codec, marks=needs_go) for codec in ("webp", "hevc", "av1", "avc"))]
)
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
