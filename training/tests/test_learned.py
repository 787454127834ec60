"""The learned codecs: rates that fall, coded files that come back, networks that export."""

import json
from dataclasses import fields

import numpy as np
import pytest
import torch

from training import options
from training.averaged import keep
from training.data import DataConfig, batches
from training.learned import bank, export, measure, pretrained, series, train
from training.learned.bitstream import NetworkFile, parse
from training.learned.entropy import Tables, tables
from training.learned.losses import Training
from training.learned.networks import Codec, cheng, tables_of
from training.learned.plans import everything, plan
from training.tests.conftest import draw


def run_of(shard, folder, codec="cheng_psnr", level="2", **changes):
    c = train.Config(
        out=str(folder), shards=(shard,), codec=codec, level=level, size="tiny", batch=2, patch=128, crop=192,
        workers=0, threads=1, total_steps=280, minutes=5, lr=2e-3, ema=0.9, every=1e9, **changes,
    )  # fmt: skip
    return train.train(c)


@pytest.fixture(scope="module")
def trained(shard, pristine, tmp_path_factory):
    """A tiny codec after a short run."""
    folder = tmp_path_factory.mktemp("codec")
    run_of(shard, folder, validate=pristine)
    return folder


def figures(folder) -> dict:
    return json.loads((folder / "log.jsonl").read_text().splitlines()[-1])


def test_rate_and_distortion_fall_together(shard, pristine, trained, tmp_path):
    untrained = run_of(shard, tmp_path, validate=pristine, max_steps=1)
    before, after = figures(untrained.folder), figures(trained)
    assert after["bpp"] < before["bpp"] and after["psnr"] > before["psnr"] + 3, (before, after)


def test_the_file_codes_and_decodes(trained, tmp_path):
    path = export.export(export.Config(run=str(trained), out=str(tmp_path)))
    network = NetworkFile(path)
    for height, width in ((96, 160), (33, 17), (1, 1)):
        picture = draw(7, 288, 320)[:height, :width]
        decoded, file = network.code(picture)
        assert decoded.shape == picture.shape
        assert np.array_equal(network.decode(file), decoded)
        assert parse(file)[:4] == ("cheng_psnr", "2", width, height)
    with pytest.raises(ValueError, match="no file of a learned codec"):
        network.decode(b"GIF89a")


def test_stage_1_draws_from_the_bank(shard, trained, tmp_path):
    export.export(export.Config(run=str(trained), out=str(tmp_path / "files")))
    coded = tmp_path / "bank"
    bank.make(bank.Config(shards=(shard,), files=str(tmp_path / "files"), out=str(coded), count=3, batch=2))
    with pytest.raises(FileNotFoundError, match="cheng_psnr:1"):
        next(batches(DataConfig(shards=(shard,), codecs=("cheng_psnr",), learned=str(coded)), 2, 0, 1))
    for level in "134":  # one network stands for the four of them
        (coded / f"cheng_psnr-{level}.npy").symlink_to(coded / "cheng_psnr-2.npy")
    lq, hq, codec, level, strength = next(
        batches(DataConfig(shards=(shard,), codecs=("cheng_psnr",), learned=str(coded)), 8, 0, 1)
    )
    assert lq.shape == hq.shape == (8, 3, 128, 128) and (codec == 3).all() and len(level.unique()) > 1
    assert 0 < (lq.float() - hq.float()).abs().mean() < 40 and strength.max() <= 1
    with pytest.raises(FileNotFoundError, match="make one with"):
        next(batches(DataConfig(shards=(shard,), codecs=("hific",)), 2, 0, 1))


def test_measures(trained, tmp_path):
    path = export.export(export.Config(run=str(trained), out=str(tmp_path)))
    bpp, psnr, structure, energy = measure.measured(NetworkFile(path), [draw(5)])
    assert 0 < bpp < 8 and 10 < psnr < 40 and 0 < structure < 1 and 0 < energy < 2


def test_published_weights_make_pictures(tmp_path):
    g_a, g_s = cheng(8, 8)
    state = {f"{name}.{k}": v for name, m in (("g_a", g_a), ("g_s", g_s)) for k, v in m.state_dict().items()}
    torch.save(state | {"h_a.0.weight": torch.zeros(1)}, tmp_path / "published.pth.tar")
    c = pretrained.Config(weights=str(tmp_path / "published.pth.tar"), level="2", out=str(tmp_path))
    network = NetworkFile(pretrained.write(c))
    picture = draw(3)[None, :128, :192]
    want = g_s(torch.round(g_a(torch.from_numpy(picture).permute(0, 3, 1, 2).float() / 255)))
    got = network.pictures(picture)
    assert np.abs(got[0].transpose(2, 0, 1) / 255 - want[0].detach().numpy().clip(0, 1)).mean() < 0.01
    with pytest.raises(ValueError, match="no tables"):
        network.code(picture[0])
    torch.save({"conv.weight": torch.zeros(1)}, tmp_path / "other.pth")
    with pytest.raises(ValueError, match="cheng2020-anchor"):
        pretrained.write(pretrained.Config(weights=str(tmp_path / "other.pth"), out=str(tmp_path)))


def test_real_bits_are_those_of_the_likelihoods(trained):
    codec, _ = export.load(trained)
    y, z = tables(codec)
    picture = torch.from_numpy(draw(3)[:256, :256]).permute(2, 0, 1)[None].float() / 255
    with torch.no_grad():
        claimed, coded = codec(picture).bits.item(), codec.code(picture)
    channels = torch.arange(coded.z.shape[1])[None, :, None, None].expand(coded.z.shape)
    real = len(y.encode(coded.y.int().numpy(), coded.tables.int().numpy()))
    real += len(z.encode(coded.z.int().numpy(), channels.int().numpy()))
    # Symbols far outside their tables cost less than the likelihoods' floor has it.
    assert real * 8 / 256**2 == pytest.approx(claimed, rel=0.15)


def test_tables_travel(trained):
    codec, _ = export.load(trained)
    for found in tables(codec):
        assert Tables.restored(json.loads(json.dumps(found.stored()))) == found
        symbols = np.random.default_rng(1).integers(-3000, 3000, 500).astype(np.int32)  # most lie outside the tables
        which = np.arange(500, dtype=np.int32) % len(found.rows)
        assert np.array_equal(found.decode(found.encode(symbols, which), which), symbols)


def test_tables_are_compressais():
    codec = Codec(plan("cheng_psnr", "1", "tiny"))
    codec.gaussian.update()
    scales = torch.logspace(-2, 3, 500)[None, None]
    scales = scales.clamp_min(0.11)
    ours, theirs = tables_of(scales), codec.gaussian.build_indexes(scales)
    assert (ours.int() - theirs).abs().max() <= 1 and (ours.int() != theirs).float().mean() < 0.01


def test_ssim_begins_where_mse_stands(shard, trained, tmp_path):
    run = run_of(shard, tmp_path, codec="cheng_ssim", start=str(trained / "checkpoint.pt"), max_steps=1)
    kept = torch.load(trained / "checkpoint.pt", weights_only=False)["average"]
    name = "codec.analysis.0.conv1.weight"
    assert torch.allclose(run.average.module.state_dict()[name], kept["module." + name], atol=1e-2)
    with pytest.raises(ValueError, match="another configuration"):
        run_of(shard, tmp_path / "hific", codec="hific", level="low", start=str(trained / "checkpoint.pt"))
    keep({"network": "rnet"}, {"encoder.stem.weight": torch.zeros(1)}, str(tmp_path / "rnet.pt"))
    for start, kind in (("rnet.pt", ValueError), ("", FileNotFoundError)):  # another network, a folder
        with pytest.raises(kind, match="another learned codec's run"):
            run_of(shard, tmp_path / "none", start=str(tmp_path / start))


@pytest.mark.parametrize("trainer", [train, series])
@pytest.mark.parametrize("option", ["--codecs", "--bank", "--shares", "--list", "--learned"])
def test_options_of_the_restorers_are_refused(trainer, option, capsys):
    with pytest.raises(SystemExit):
        options.parse(trainer.Config, [option, "1"])
    assert f"unrecognized arguments: {option}" in capsys.readouterr().err


def test_a_series_takes_no_option_of_one_codec():
    own = {f.name for f in fields(train.Config)} - {f.name for f in fields(series.Config)}
    assert own == {"codec", "level", "start"}


def test_a_series_goes_on_slice_by_slice(shard, tmp_path):
    c = series.Config(
        out=str(tmp_path), files=str(tmp_path / "files"), shards=(shard,), size="tiny", batch=2, patch=128, crop=192,
        workers=0, total_steps=4, max_steps=3, minutes=10.0, which=("cheng_psnr", "cheng_ssim"), every=1e9,
    )  # fmt: skip
    series.series(c)
    assert not list((tmp_path / "files").glob("*.onnx")), "four steps take two slices of three"
    series.series(c)
    assert len(list((tmp_path / "files").glob("*.onnx"))) == 8


def test_hific_players_do_not_meet():
    """The codec learns nothing from the discriminator's loss, and the other way round."""
    torch.manual_seed(1)
    model = Training(plan("hific", "low", "tiny"), alone=0.5)
    picture = torch.rand(2, 3, 128, 128)
    model.progress = 0.4
    model(picture).backward()
    assert all(p.grad is None for p in model.discriminator.parameters())
    model.progress = 0.6
    model.zero_grad()
    model(picture).backward()
    assert all(p.grad is not None and p.grad.isfinite().all() for p in model.discriminator.parameters())
    assert all(p.grad is not None for n, p in model.codec.named_parameters() if n != "bottleneck.quantiles")


def test_hific_trains_with_its_discriminator(shard, pristine, tmp_path):
    run_of(shard, tmp_path, codec="hific", level="low", validate=pristine)
    assert np.isfinite(figures(tmp_path)["psnr"])
    export.export(export.Config(run=str(tmp_path), out=str(tmp_path)))


def test_files_stay_small():
    for each in everything():
        weights = sum(p.numel() for p in Codec(each).parameters())
        assert weights * 2 <= 6 * 2**20, each.name
    with pytest.raises(ValueError, match="no learned codec"):
        plan("hific", "1")
