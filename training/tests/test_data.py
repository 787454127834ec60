"""Patches: what they hold, that they repeat, and what happens to bad shards."""

import io
import pickle
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training import settings, validation
from training.bank import Bank, pack
from training.data import HELD_OUT, SAMPLES, DataConfig, Patches, batches, grained, random_crop, read_shards

SHARED = Path(__file__).parents[3] / "shared"


def plan(shard, **more):
    return DataConfig(shards=(shard,), codecs=("jpeg", "hevc"), shuffle=8, **more)


def first(stream, count):
    return [patch for _, patch in zip(range(count), stream, strict=False)]


def test_patches_are_damaged_and_labelled(shard):
    seen = set()
    for lq, hq, codec, level, strength in first(Patches(plan(shard), 1), 40):
        assert lq.shape == hq.shape == (3, 128, 128) and lq.dtype == np.uint8
        assert (lq != hq).any()
        assert strength == pytest.approx(1 - level / (len(settings.PAPER.codecs[codec].levels) - 1))
        seen.add(codec)
    assert seen == {0, 1}


def test_the_same_seed_draws_the_same(shard):
    a, b = (first(Patches(plan(shard), 5), 6) for _ in range(2))
    assert all(np.array_equal(x[0], y[0]) and x[2:] == y[2:] for x, y in zip(a, b, strict=True))


def test_batches_come_from_workers(shard):
    lq, hq, codec, _level, strength = next(batches(plan(shard), 4, workers=1, seed=1))
    assert lq.shape == hq.shape == (4, 3, 128, 128) and codec.shape == strength.shape == (4,)


def test_missing_shard_is_named():
    with pytest.raises(FileNotFoundError, match=r"no-such\.tar"):
        read_shards(("no-such.tar",))


def test_patches_that_do_not_fit_are_refused(shard):
    for size in (100, 512):
        with pytest.raises(ValueError, match=str(size)):
            Patches(plan(shard, patch=size), 1)


def test_samples_are_held_out_and_broken_pictures_skipped(tmp_path, shard, capsys):
    path = tmp_path / "mixed.tar"
    with tarfile.open(shard) as good, tarfile.open(path, "w") as tar:
        coded = good.extractfile("drawn_0.jpg").read()
        for name, data in ((sorted(HELD_OUT)[0], coded), ("good.jpg", coded), ("bad.jpg", b"not a picture")):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    assert len(read_shards((str(path),))) == 2
    assert len(first(Patches(plan(str(path)), 1), 20)) == 20
    assert "left out a broken picture (" in capsys.readouterr().err


def test_vvc_comes_from_the_bank(tmp_path):
    data = SHARED / "data"
    if not (data / "vvc/bank/index.json").is_file():
        pytest.skip("the VVC bank is not here")
    shards = (str(data / "train/train-00.tar"),)
    vvc = Patches(DataConfig(shards=shards, codecs=("vvc",), shuffle=1, bank=str(data / "vvc/bank")), 1)
    errors = {}
    for lq, hq, codec, level, _ in first(vvc, 400):
        assert codec == 2
        errors.setdefault(level, []).append(np.mean((lq.astype(float) - hq) ** 2))
    pack(data / "vvc/bank", tmp_path, ("train-00.tar",))
    packed = Bank(str(tmp_path), shards, HELD_OUT)
    assert sorted(packed.starts) == [22, 27, 32, 37, 42, 47]
    whole, part = ((folder / "qp22.bin").stat().st_size for folder in (data / "vvc/bank", tmp_path))
    assert 0 < part < whole / 3, "a bank of one shard in five"
    with pytest.raises(ValueError, match="such as train-00"):
        pack(data / "vvc/bank", tmp_path, ("elsewhere.tar",))
    assert np.array_equal(packed.draw(37, np.random.default_rng(1))[0], vvc.bank.draw(37, np.random.default_rng(1))[0])
    means = [np.mean(errors[level]) for level in sorted(errors)]
    assert len(means) == 4 and means[0] > 2 * means[-1], "a lower QP is nearer to the original"


def test_a_codec_without_training_patches_is_named(shard):
    for name in ("webp", "gif"):
        with pytest.raises(ValueError, match=f"'{name}': there are jpeg, hevc, vvc"):
            Patches(DataConfig(shards=(shard,), codecs=("jpeg", name)), 1)


def test_codecs_are_drawn_by_their_shares(shard):
    stream = Patches(plan(shard, shares=(9.0, 1.0)), 1)
    drawn = [codec for _, _, codec, _, _ in first(stream, 400)]
    assert 0.7 < drawn.count(0) / 400 < 1.0
    for shares in ((1.0,), (1.0, 0.0)):
        with pytest.raises(ValueError, match="--shares"):
            Patches(plan(shard, shares=shares), 1)


def test_vvc_without_a_bank_is_refused(shard):
    with pytest.raises(FileNotFoundError, match="--bank"):
        Patches(DataConfig(shards=(shard,), codecs=("vvc",)), 1)


def test_a_worker_gets_the_plan_and_not_the_pictures(shard):
    patches = Patches(plan(shard), 3)
    sent = pickle.dumps(patches)
    assert len(sent) < 5000
    for a, b in zip(first(patches, 4), first(pickle.loads(sent), 4)):
        assert all(np.array_equal(x, y) for x, y in zip(a, b))


def test_crops_that_travelled_are_the_same_crops(tmp_path):
    validation.pack(str(SAMPLES), tmp_path)
    for a, b in zip(validation.crops(str(SAMPLES)), validation.crops(str(tmp_path)), strict=True):
        assert np.array_equal(a, b)


def test_grain_is_of_its_strength_and_mostly_of_lightness():
    grey = np.full((64, 64, 3), 128, np.uint8)
    laid = grained(grey, 6, np.random.default_rng(1)).astype(float)
    assert laid.std() == pytest.approx(6, rel=0.1)
    assert np.corrcoef(laid[..., 0].ravel(), laid[..., 1].ravel())[0, 1] > 0.7


def test_grain_is_laid_over_half_of_the_crops():
    flat, rng = Image.new("RGB", (64, 64), (128, 128, 128)), np.random.default_rng(1)
    grainy = [random_crop(flat, DataConfig((), (), patch=64, crop=64, grain=8), rng).std() > 0 for _ in range(100)]
    assert 30 < sum(grainy) < 70
    assert random_crop(flat, DataConfig((), (), patch=64, crop=64), rng).std() == 0
