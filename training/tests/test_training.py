"""Stage 1 end to end on tiny settings: it learns, stops, resumes, refuses; and exports."""

import json

import numpy as np
import onnxruntime
import pytest
import torch

from training import export, loop, onnx_weights, stage1_pnet, stage1_rnet
from training.networks import rnet as rnet_module
from training.networks.rnet import config
from training.options import parse
from training.tests.test_networks import TINY


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    """`fast` as a network of seconds."""
    monkeypatch.setitem(rnet_module.CONFIGS, "fast", config("fast", **TINY))


def arguments(shard, out, *more):
    return ["--shards", shard, "--out", str(out), "--batch", "2", "--workers", "0", "--threads", "1", *more]


def lines(out):
    return [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]


def train(shard, out, steps, *more):
    stage1_rnet.main(arguments(shard, out, "--max-steps", str(steps), *more))
    return torch.load(out / "checkpoint.pt", weights_only=False)


def test_rnet_learns_and_reports(shard, pristine, tmp_path):
    train(shard, tmp_path, 200, "--lr", "2e-3", "--ema", "0.9", "--codecs", "jpeg", "--validate", pristine)
    last = lines(tmp_path)[-1]
    assert last["step"] == 200 and last["jpeg"] > 0.02, "200 steps did not beat the input"


def test_a_slice_resumes_where_the_last_one_stopped(shard, tmp_path):
    first = train(shard, tmp_path, 3)
    second = train(shard, tmp_path, 3)
    assert (first["step"], second["step"]) == (3, 6)
    assert second["seconds"] > first["seconds"]


def test_the_same_seed_trains_the_same(shard, tmp_path, monkeypatch):
    monkeypatch.setattr(loop, "rate", lambda fraction: 1.0)  # the clock's share would differ
    a, b = (train(shard, tmp_path / name, 4)["model"] for name in "ab")
    assert all(torch.allclose(a[k], b[k], rtol=1e-3, atol=1e-6) for k in a)


def test_another_configuration_is_refused(shard, tmp_path):
    train(shard, tmp_path, 1)
    with pytest.raises(ValueError, match="another configuration"):
        stage1_pnet.main(arguments(shard, tmp_path, "--max-steps", "1"))


def test_a_loss_that_is_not_finite_stops_the_run(shard, tmp_path, monkeypatch):
    monkeypatch.setattr(stage1_rnet, "loss_of", lambda net, batch: net.decoder.out.weight.sum() * float("nan"))
    with pytest.raises(FloatingPointError, match="step 0"):
        train(shard, tmp_path, 2)


def test_an_unknown_option_is_an_error():
    with pytest.raises(SystemExit):
        parse(stage1_rnet.Config, ["--no-such-option", "1"])


def test_the_schedule_rises_and_ends_at_zero():
    assert loop.rate(0.0) < 0.1 and loop.rate(0.02) == pytest.approx(1) and loop.rate(1.0) == pytest.approx(0, abs=1e-6)


def test_export_gives_a_model_that_says_the_same(shard, tmp_path):
    train(shard, tmp_path / "r", 2, "--lr", "1e-2")
    stage1_pnet.main(arguments(shard, tmp_path / "p", "--max-steps", "2"))
    out = tmp_path / "model"
    paths = [str(tmp_path / n / "checkpoint.pt") for n in "rp"]
    export.export(parse(export.Config, ["--rnet", paths[0], "--pnet", paths[1], "--out", str(out)]))

    assert sorted(p.name for p in out.iterdir()) == [
        "SHA256SUMS",
        "parity.json",
        "pnet.onnx",
        "rnet_decoder.onnx",
        "rnet_encoder.onnx",
    ]
    decoder = onnxruntime.InferenceSession(str(out / "rnet_decoder.onnx"))
    facts = json.loads(decoder.get_modelmeta().custom_metadata_map["uncodec"])
    assert [c["name"] for c in facts["codecs"]] == ["jpeg", "hevc", "vvc", "cheng_psnr", "cheng_ssim", "hific"]
    assert [c["trained"] for c in facts["codecs"]] == [True, True, False, False, False, False]
    assert facts["stride"] == 128
    # A condition may be a map, spread to each scale.
    encoder = onnxruntime.InferenceSession(str(out / "rnet_encoder.onnx"))
    image = export.scene(128, 256).numpy()
    features = dict(zip([o.name for o in encoder.get_outputs()], encoder.run(None, {"image": image}), strict=True))
    one = np.array([0.5, 0.5, 0, 0, 0, 0], np.float32).reshape(1, 6, 1, 1)
    asked = {"image": image, **features, "codec": one, "strength": np.full((1, 1, 1, 1), 0.4, np.float32)}
    spread = {**asked, "codec": one.repeat(2, 2).repeat(4, 3), "strength": np.full((1, 1, 2, 4), 0.4, np.float32)}
    assert np.allclose(decoder.run(None, asked)[0], decoder.run(None, spread)[0], atol=1e-5)


def test_training_starts_from_an_exported_model(shard, tmp_path):
    first = train(shard, tmp_path / "r", 3, "--lr", "1e-2")
    stage1_pnet.main(arguments(shard, tmp_path / "p", "--max-steps", "2"))
    paths = [str(tmp_path / n / "checkpoint.pt") for n in "rp"]
    out = str(tmp_path / "model")
    export.export(parse(export.Config, ["--rnet", paths[0], "--pnet", paths[1], "--out", out]))
    second = train(shard, tmp_path / "r2", 1, "--start", out, "--lr", "0")
    for name, weight in first["average"].items():
        if name != "n_averaged":
            assert torch.allclose(second["average"][name], weight, rtol=1e-3, atol=1e-4), name
    stage1_pnet.main(arguments(shard, tmp_path / "p2", "--max-steps", "1", "--start", out))
    wider = rnet_module.RNet(config("fast", dims=(16, 32, 32, 32)))
    with pytest.raises(ValueError, match="another configuration"):
        onnx_weights.start_from(tmp_path / "model", wider)
