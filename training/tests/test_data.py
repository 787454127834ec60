"""Patches: what they hold, that they repeat, and what happens to bad shards."""

import io
import json
import pickle
import shutil
import tarfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from training import data, settings, validation
from training.bank import Bank
from training.bank_make import make, pack
from training.codecs import compress
from training.codecs.seen import seen as shown
from training.cropping import CropConfig, Place, grained, random_place
from training.data import DataConfig, Patches, batches, odds_of_settings, saved_again
from training.held_out import HELD_OUT, SAMPLES, VALIDATION, write
from training.learned.data import Pristine
from training.shards import read_shards, whole
from training.tests.conftest import draw


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


def shard_of(path: Path, **pictures: bytes) -> str:
    """A shard of these coded pictures."""
    with tarfile.open(path, "w") as tar:
        for name, coded in pictures.items():
            info = tarfile.TarInfo(f"{name}.jpg")
            info.size = len(coded)
            tar.addfile(info, io.BytesIO(coded))
    return str(path)


def jpeg(seed: int, *sides: int) -> bytes:
    """A drawn picture as a JPEG."""
    coded = io.BytesIO()
    Image.fromarray(draw(seed, *sides)).save(coded, "JPEG", quality=95)
    return coded.getvalue()


def test_samples_are_held_out(tmp_path):
    names = {sorted(HELD_OUT)[0].removesuffix(".jpg"): jpeg(0), "good": jpeg(1)}
    assert len(read_shards((shard_of(tmp_path / "held.tar", **names),))) == 1


def test_pictures_to_choose_by_are_written_and_not_drawn(tmp_path):
    some = sorted(VALIDATION)[:8]
    path = shard_of(tmp_path / "some.tar", good=jpeg(1), **{n.removesuffix(".jpg"): jpeg(0, 300, 420) for n in some})
    assert HELD_OUT.issuperset(some) and len(read_shards((path,))) == 1
    assert write((path,), tmp_path / "out") == 8
    written = sorted((tmp_path / "out").iterdir())
    assert {Image.open(p).size for p in written} == {(210, 150), (315, 225)}
    by_chance = [p.stem.partition("-")[2] for p in written]
    assert sorted(by_chance) == [n.removesuffix(".jpg") for n in some] != by_chance
    with pytest.raises(ValueError, match=r"validation\.txt"):
        write((), tmp_path / "none")


@pytest.mark.parametrize("kind", [Patches, Pristine])
def test_pictures_without_a_crop_are_left_out(tmp_path, capsys, kind):
    path = shard_of(
        tmp_path / "mixed.tar", good=jpeg(0), broken=b"no picture", cut=jpeg(1)[:999], small=jpeg(2, 300, 120)
    )
    assert len(first(kind(plan(path), 1), 200)) == 200
    said = capsys.readouterr().err
    assert said.count("left out a picture (") == 2 and "1 so far" in said and "2 so far" in said
    with pytest.raises(ValueError, match=r"no picture of .*small\.tar can be used: 120 by 300 pixels"):
        first(kind(plan(shard_of(tmp_path / "small.tar", small=jpeg(2, 300, 120))), 1), 1)


def test_what_fails_in_a_bank_or_a_codec_costs_no_picture(shard, monkeypatch):
    def fails(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(data, "compress", fails)
    with pytest.raises(OSError, match="the disk is full"):
        first(Patches(plan(shard), 1), 1)


def test_a_bank_of_smaller_patches_is_named(shard, tmp_path):
    bank = tmp_path / "learned"
    bank.mkdir()
    for name in ("pristine", *(f"cheng_psnr-{level}" for level in "1234")):
        np.save(bank / f"{name}.npy", np.zeros((1, 256, 256, 3), np.uint8))
    asked = DataConfig(shards=(shard,), codecs=("cheng_psnr",), learned=str(bank), patch=384, crop=384)
    with pytest.raises(ValueError, match="a bank's 256 by 256 pixels: lower --patch"):
        first(Patches(asked, 1), 1)


def test_vvc_comes_from_the_bank(tmp_path, shard, vvc_bank):
    vvc = Patches(DataConfig(shards=(shard,), codecs=("vvc",), shuffle=1, bank=vvc_bank), 1)
    errors = {}
    for lq, hq, codec, level, _ in first(vvc, 200):
        assert codec == 2
        errors.setdefault(level, []).append(np.mean((lq.astype(float) - hq) ** 2))
    means = [np.mean(errors[level]) for level in sorted(errors)]
    assert len(means) == 4 and means[0] > 2 * means[-1], "a lower QP is nearer to the original"


def test_a_bank_travels_in_parts(tmp_path, shard):
    other = str(tmp_path / "other.tar")
    shutil.copy(shard, other)
    make(tmp_path / "whole", (shard, other), 6)
    sources = [p["source"] for p in json.loads((tmp_path / "whole/index.json").read_text())["patches"]]
    assert set(sources) == {"other.tar", "train.tar"}
    pack(tmp_path / "whole", tmp_path / "part", ("train.tar",))
    whole, part = Bank(str(tmp_path / "whole"), (shard,), HELD_OUT), Bank(str(tmp_path / "part"), (shard,), HELD_OUT)
    assert sorted(part.starts) == [22, 27, 32, 37, 42, 47] and len(part.patches) == sources.count("train.tar")
    for place in range(len(part.patches)):
        assert np.array_equal(part.pristine(place), whole.pristine(place))
        assert np.array_equal(part.coded(place, 37), whole.coded(place, 37))
    with pytest.raises(ValueError, match="such as train-00"):
        pack(tmp_path / "whole", tmp_path / "none", ("elsewhere.tar",))
    with pytest.raises(ValueError, match="256 pixels a side"):
        make(tmp_path / "none", (), 3)


def test_a_bank_has_clean_and_grainy_patches(tmp_path):
    large = shard_of(tmp_path / "large.tar", large=jpeg(0, 544, 576))
    make(tmp_path / "bank", (large,), 10, clean=0.5, grain=9)
    bank = Bank(str(tmp_path / "bank"), (large,), HELD_OUT)
    lines = [line for _, _, line in bank.patches]
    for kind, plain in {"factor": 1, "grain": 0, "turn": 0, "mirror": False}.items():
        assert 0 < sum(line[kind] == plain for line in lines) < len(lines), f"of {kind} there are two kinds"
    for place in range(len(lines)):
        pristine = bank.pristine(place).astype(float)
        assert np.abs(bank.coded(place, 22) - pristine).mean() < np.abs(bank.coded(place, 47) - pristine).mean() < 12


def test_a_codec_without_training_patches_is_named(shard):
    for name in ("webp", "gif"):
        with pytest.raises(ValueError, match=f"'{name}': there are jpeg, hevc, vvc"):
            Patches(DataConfig(shards=(shard,), codecs=("jpeg", name)), 1)


def test_codecs_are_drawn_by_their_shares(shard):
    stream = Patches(plan(shard, shares=(9.0, 1.0)), 1)
    drawn = [codec for _, _, codec, _, _ in first(stream, 400)]
    assert 0.7 < drawn.count(0) / 400 < 1.0
    assert np.allclose(
        odds_of_settings(("jpeg:5", "jpeg:90", "hevc:42"), (3.0, 1.0), (2.0, 1.0, 1.0)), (0.5, 0.25, 0.25)
    )
    harsh = Patches(plan(shard, harsher=3.0), 1)
    odds = dict(zip(harsh.settings, harsh.odds))
    assert odds["jpeg:10"] == pytest.approx(4 * odds["jpeg:40"]) and sum(harsh.odds) == pytest.approx(1)
    for shares in ((1.0,), (1.0, 0.0)):
        with pytest.raises(ValueError, match="--shares"):
            Patches(plan(shard, shares=shares), 1)


def test_what_is_saved_again_keeps_its_name_and_its_place(shard):
    rng = np.random.default_rng(3)
    ramp = np.add.outer(np.arange(96), np.arange(96))
    hq = np.repeat(ramp[:, :, None], 3, 2).astype(np.uint8)
    coarse = hq // 32 * 32
    lq, cut = saved_again(coarse, hq, 64, rng)
    assert lq.shape == cut.shape and 64 <= min(cut.shape[:2]) < 96 and not any(side % 16 for side in cut.shape[:2])
    of_place = cut // 32 * 32
    assert np.abs(lq.astype(int) - of_place).mean() < 6 and not np.array_equal(lq, of_place)  # through a codec
    assert saved_again(coarse[:64, :64], hq[:64, :64], 64, rng)[1].shape == (64, 64, 3)  # no room for a cut
    hardly = np.maximum(hq, 1)
    assert saved_again(hardly, hq, 64, rng)[0] is hardly  # the JPEG would be the greater damage

    for lq, hq, codec, _, _ in first(Patches(plan(shard, lives=1.0), 1), 40):
        assert lq.shape == hq.shape == (3, 128, 128) and codec in (0, 1)


def test_a_share_of_jpegs_is_of_finer_chroma_and_seen_as_420(shard):
    dots = np.full((64, 64, 3), 128, np.uint8)
    dots[::4, ::4] = (160, 110, 128)
    rng = np.random.default_rng(1)
    drawn = [data.coded_as(dots, "jpeg:97", 0.5, rng) for _ in range(60)]
    plain = compress(dots, "jpeg:97")
    assert 15 < sum(np.array_equal(picture, plain) for picture in drawn) < 45
    assert len({picture.tobytes() for picture in drawn}) == 3, "4:2:0, 4:2:2 and 4:4:4"
    assert np.array_equal(data.coded_as(dots, "webp:20", 1.0, rng), compress(dots, "webp:20"))
    for picture in drawn:  # single dots of colour are spread over four pixels, whatever the file keeps of them
        red, green = picture[..., 0].astype(int), picture[..., 1].astype(int)
        assert abs((red - green)[1, 1] - (red - green)[2, 0]) < 12 and (red - green)[0, 0] < 30
    plain, fine = (first(Patches(plan(shard, settings=("jpeg:95",), finer=c), 1), 8) for c in (0.0, 1.0))
    assert not np.array_equal(plain[0][0], fine[0][0])


def test_chroma_is_thinned_as_the_program_has_it():
    """The red of what becomes of a red pixel, as TestSeenRed in codec/seen_test.go has it."""
    picture = np.zeros((4, 4, 3), np.uint8)
    picture[0, 0] = (255, 0, 0)
    assert shown(picture, across=True)[..., 0].tolist() == [[121, 34, 11, 0], [34, 25, 8, 0], [11, 8, 3, 0], [0] * 4]
    assert shown(picture, across=False)[..., 0].T.tolist() == [[166, 67, 22, 0], [0] * 4, [0] * 4, [0] * 4]


def test_what_lies_beyond_a_scale_has_the_name_of_its_end(shard, monkeypatch):
    met = []
    monkeypatch.setattr(data, "compress", lambda hq, setting: met.append(setting) or compress(hq, setting))
    named = {level for _, _, _, level, _ in first(Patches(plan(shard, beyond=1.0, shares=(1.0, 1e-9)), 1), 400)}
    with pytest.raises(ValueError, match="beyond the list studio"):
        Patches(plan(shard, beyond=0.5, list="studio"), 1)
    assert named == {0, 1, 2, 3} and set(met) == {
        "jpeg:5",
        "jpeg:7",
        "jpeg:20",
        "jpeg:30",
        "jpeg:50",
        "jpeg:60",
        "jpeg:70",
    }


def test_vvc_without_a_bank_is_refused(shard):
    with pytest.raises(FileNotFoundError, match="--bank"):
        Patches(DataConfig(shards=(shard,), codecs=("vvc",)), 1)


@pytest.mark.parametrize("kind", [Patches, Pristine])
def test_a_worker_gets_the_plan_and_not_the_pictures(shard, kind):
    patches = kind(plan(shard), 3)
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


def test_pictures_smaller_than_a_crop_are_named(tmp_path):
    Image.fromarray(draw(0, 200, 300)).save(tmp_path / "flat.JPG", "JPEG")
    assert validation.crops(str(tmp_path), size=192)[0].shape == (192, 192, 3)
    with pytest.raises(ValueError, match=r"flat\.JPG is smaller than a crop of 256"):
        validation.crops(str(tmp_path))


def test_grain_is_laid_over_half_of_the_crops():
    flat, rng = Image.new("RGB", (64, 64), (128, 128, 128)), np.random.default_rng(1)
    grain = CropConfig(shards=(), patch=64, crop=64, grain=8)
    grainy = [random_place(flat.size, grain, rng).cut(flat).std() > 0 for _ in range(100)]
    assert 30 < sum(grainy) < 70
    assert random_place(flat.size, CropConfig(shards=(), patch=64, crop=64), rng).cut(flat).std() == 0


def test_clean_crops_have_less_of_the_pictures_own_jpeg():
    """A clean crop, at half size, keeps little of what a quality of 92 did."""
    pristine = draw(5, 512, 512)
    uncoded, coded = Image.fromarray(pristine), Image.fromarray(compress(pristine, "jpeg:92"))
    plan = CropConfig(shards=(), patch=128, crop=128, scaled_share=0)

    def marks(clean: bool) -> float:
        """How far crops of the coded picture are from the same crops of the pristine one."""
        places = [random_place(coded.size, plan, np.random.default_rng(i), clean) for i in range(20)]
        pairs = [[place.cut(p) for p in (coded, uncoded)] for place in places]
        return float(np.mean([np.square(a.astype(float) - b).mean() for a, b in pairs]))

    assert marks(True) < 0.6 * marks(False), (marks(True), marks(False))
    for shorter in range(128, 256):  # halved as far as a patch fits
        small = random_place((300, shorter), plan, np.random.default_rng(1), True)
        assert small.cut(Image.new("RGB", (300, shorter))).shape == (128, 128, 3) and small.y == 0, small


def test_a_place_turns_and_mirrors_what_it_cuts():
    picture = Image.fromarray(draw(3, 96, 128))
    plain = Place(16, 32, 64, 48).cut(picture)
    assert np.array_equal(plain, np.asarray(picture)[32:80, 16:80])
    assert np.array_equal(Place(16, 32, 64, 48, turn=1, mirror=True).cut(picture), np.rot90(plain)[:, ::-1])
    half = Place(8, 16, 32, 32, factor=0.5).cut(picture)
    assert np.array_equal(half, np.asarray(picture.resize((64, 48), Image.LANCZOS))[16:48, 8:40])


def test_a_bank_is_drawn_at_the_scales_of_the_other_codecs(tmp_path):
    """Else the scale of a picture would tell VVC apart."""
    large = shard_of(tmp_path / "large.tar", large=jpeg(0, 544, 576))
    make(tmp_path / "bank", (large,), 9, clean=0.2)
    bank = Bank(str(tmp_path / "bank"), (large,), HELD_OUT, scaled=0.8)
    rng = np.random.default_rng(1)
    seen = [bank.patches[bank.pick(rng)][2]["factor"] < 1 for _ in range(400)]
    assert 0.7 < np.mean(seen) < 0.9
    asked = Patches(DataConfig(shards=(large,), codecs=("vvc",), bank=str(tmp_path / "bank"), clean=0.35), 1)
    smaller = [p["factor"] < 1 for _, _, p in asked.bank.patches]
    assert asked.bank.odds[smaller].sum() == pytest.approx(0.35 + 0.65 * 0.3)


def test_patches_of_a_bank_differ(shard, vvc_bank):
    """A bank's patch may be as large as what is cut from it: then each comes from another one."""
    whole = DataConfig(
        shards=(shard,), codecs=("vvc",), bank=vvc_bank, patch=256, crop=256, patches_per_crop=4, shuffle=1
    )
    assert len({hq.tobytes() for _, hq, *_ in first(Patches(whole, 1), 16)}) == 4


def test_a_share_of_crops_is_clean_whatever_the_setting(shard, monkeypatch):
    """The scale of a picture tells nothing of what was done to it."""
    asked = []
    crop = Patches._crop
    monkeypatch.setattr(
        Patches, "_crop", lambda self, coded, rng, clean: asked.append(clean) or crop(self, coded, rng, clean)
    )
    for setting in ("jpeg:10", "jpeg:97"):
        for share, seen in ((0.5, {True, False}), (0.0, {False})):
            asked.clear()
            first(Patches(plan(shard, settings=(setting,), clean=share), 1), 40)
            assert set(asked) == seen, (setting, share)


def test_a_batch_is_put_together_from_several_workers():
    """Each worker gives parts in turn: [worker, part] of two patches."""
    parts = ([torch.full((2, 3), w), torch.full((2,), p)] for p in range(3) for w in range(2))
    worker, part = next(whole(parts, 4))
    assert worker.shape == (8, 3) and worker[:, 0].tolist() == [0, 0, 1, 1, 0, 0, 1, 1]
    assert part.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_batches_of_two_workers(shard):
    lq, *_ = next(batches(plan(shard), 32, 2, 1))
    assert lq.shape == (32, 3, 128, 128)
