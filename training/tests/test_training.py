"""Stage 1 end to end on tiny settings: it learns, stops, resumes, refuses; and exports."""

import itertools
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from training import (
    ablation,
    averaged,
    export,
    live,
    loop,
    onnx_weights,
    schedule,
    selftest,
    stage1_pnet,
    stage1_rnet,
)
from training.load import load_rnet
from training.loss import LOSSES
from training.networks.plans import CONFIGS, config
from training.networks.relist import settings_from
from training.networks.rnet import RNet
from training.onnx_files import scene
from training.options import parse
from training.quality import PEAK, eight_bits, psnr
from training.run_options import LoopConfig
from training.settings import PAPER, STUDIO
from training.tests.conftest import exported
from training.tests.test_networks import TINY


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    """`fast` as a network of seconds."""
    monkeypatch.setitem(CONFIGS, "fast", config("fast", **TINY))


def arguments(shard, out, *more):
    return ["--shards", shard, "--out", str(out), "--batch", "2", "--workers", "0", "--threads", "1", *more]


def lines(out):
    return [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]


def train(shard, out, steps, *more):
    stage1_rnet.main(arguments(shard, out, "--max-steps", str(steps), *more))
    return torch.load(out / "checkpoint.pt", weights_only=False)


@pytest.mark.parametrize("loss", [("l1", "0.1"), ("psnr", "50")])
def test_rnet_learns_and_reports(shard, pristine, tmp_path, loss):
    more = ("--loss", loss[0], "--clip", loss[1], "--lr", "2e-3", "--ema", "0.9", "--codecs", "jpeg")
    train(shard, tmp_path, 200, *more, "--validate", pristine)
    last = lines(tmp_path)[-1]
    assert last["step"] == 200 and last["jpeg"] > 0.02, "200 steps did not beat the input"


def test_a_slice_resumes_where_the_last_one_stopped(shard, tmp_path):
    first = train(shard, tmp_path, 3)
    second = train(shard, tmp_path, 3)
    assert (first["step"], second["step"]) == (3, 6)
    assert second["seconds"] > first["seconds"]


def test_chance_goes_on_where_a_checkpoint_left_it(tmp_path):
    torch.manual_seed(5)
    run = loop.Run(torch.nn.Linear(2, 2), LoopConfig(out=str(tmp_path)), {})
    run.save()
    drawn = torch.rand(3)
    loop.Run(torch.nn.Linear(2, 2), LoopConfig(out=str(tmp_path)), {})
    assert torch.equal(torch.rand(3), drawn)


@pytest.mark.parametrize("optimiser", ["adamw", "muon"])
def test_a_run_in_slices_differs_by_its_patches_alone(shard, tmp_path, optimiser, monkeypatch):
    """By steps, so that the clock has no say, and on batches that are made the same at each step, it comes to the same
    weights: in one go, stopped after three, and killed at five after a checkpoint at three."""
    patches = next(
        iter(stage1_rnet.batches(stage1_rnet.data_of(parse(stage1_rnet.Config, ["--shards", shard])), 2, 0, 1))
    )

    def of_step(_plan, _batch, _workers, seed):
        return ([t.roll(step, 0) for t in patches] for step in itertools.count(seed))

    monkeypatch.setattr(stage1_rnet, "batches", of_step)

    def slice_of(name, steps):
        return train(shard, tmp_path / name, steps, "--total-steps", "6", "--optimiser", optimiser)

    whole = slice_of("whole", 6)
    slice_of("stopped", 3)
    kept = (tmp_path / "stopped/checkpoint.pt").read_bytes()
    stopped = slice_of("stopped", 3)
    (tmp_path / "stopped/checkpoint.pt").write_bytes(kept)
    slice_of("stopped", 2)  # what a kill at step 5 would lose
    (tmp_path / "stopped/checkpoint.pt").write_bytes(kept)
    killed = slice_of("stopped", 3)
    for other in (stopped, killed):
        for part in ("model", "average"):
            for name, value in whole[part].items():
                assert torch.allclose(value, other[part][name], rtol=1e-3, atol=1e-6), (part, name)


def test_a_margin_has_no_part_in_the_loss():
    class Seen(torch.nn.Module):
        def forward(self, lq, *_):
            return self.restored

    seen = Seen()
    hq = torch.randint(256, (2, 3, 64, 64))
    seen.restored = (hq / 255).requires_grad_()
    batch = [hq, hq, torch.zeros(2, dtype=torch.long), torch.zeros(2, dtype=torch.long), torch.zeros(2)]
    stage1_rnet.loss_told(6, "both", "psnr", 16)(seen, [*batch[:1], 255 - hq, *batch[2:]]).backward()
    touched = seen.restored.grad != 0
    assert touched[..., 16:48, 16:48].float().mean() > 0.9 and touched.sum() == touched[..., 16:48, 16:48].sum()


def test_averaged_weights_leave_the_start_behind():
    for steps in (100, 1600, 30_000):
        of_the_start = np.prod([schedule.decay(0.999, step) for step in range(1, steps)])
        assert of_the_start < 1e-5, f"after {steps} steps"
    assert schedule.decay(0.999, 10_000) == 0.999 and schedule.decay(0.99, 10) < 0.75


def test_a_gradient_that_is_not_finite_leaves_no_checkpoint(shard, tmp_path, monkeypatch):
    good = train(shard, tmp_path, 2)
    clip = torch.nn.utils.clip_grad_norm_
    monkeypatch.setattr(
        loop.nn.utils, "clip_grad_norm_", lambda parameters, most: clip(parameters, most) * float("inf")
    )
    with pytest.raises(FloatingPointError, match="gradient"):
        train(shard, tmp_path, 2)
    assert torch.load(tmp_path / "checkpoint.pt", weights_only=False)["step"] == good["step"] == 2


def test_another_optimiser_is_refused(shard, tmp_path):
    train(shard, tmp_path, 1, "--optimiser", "muon")
    with pytest.raises(ValueError, match="optimiser"):
        train(shard, tmp_path, 1, "--optimiser", "adamw")
    with pytest.raises(ValueError, match="adamw, muon"):
        train(shard, tmp_path / "b", 1, "--optimiser", "sgd")


def test_another_configuration_is_refused(shard, tmp_path):
    train(shard, tmp_path, 1)
    with pytest.raises(ValueError, match="another configuration"):
        stage1_pnet.main(arguments(shard, tmp_path, "--max-steps", "1"))


def test_a_loss_that_is_not_finite_stops_the_run(shard, tmp_path, monkeypatch):
    broken = lambda *_: lambda net, batch: net.decoder.out.weight.sum() * float("nan")  # noqa: E731
    monkeypatch.setattr(stage1_rnet, "loss_told", broken)
    with pytest.raises(FloatingPointError, match="step 0"):
        train(shard, tmp_path, 2)


def test_the_psnr_loss_is_the_psnr_that_is_reported():
    """And a gentle patch weighs as much as a harsh one, where under L1 it weighs as little as its error."""
    pristine = torch.rand(2, 3, 64, 64)
    errors = torch.randn(2, 3, 64, 64) * torch.tensor([8.0, 40.0])[:, None, None, None] / 255
    restored = (pristine + errors).requires_grad_()
    told = float(psnr(eight_bits(restored.detach()), pristine * PEAK).mean())
    assert float(LOSSES["psnr"](restored.detach().clamp(0, 1), pristine)) == pytest.approx(-told, abs=0.1)
    size = {}
    for name, loss in LOSSES.items():
        (gradient,) = torch.autograd.grad(loss(restored, pristine), restored)
        along = (gradient * errors).sum((1, 2, 3))  # what a patch's error, scaled down, takes off the loss
        size[name] = float(along[0] / along[1])
    assert size["l1"] == pytest.approx(8 / 40, rel=0.1) and size["psnr"] == pytest.approx(1, abs=0.03)
    assert float(LOSSES["psnr"](pristine, pristine)) > -60, "a patch without error has no end"


def test_an_unknown_option_is_an_error():
    with pytest.raises(SystemExit):
        parse(stage1_rnet.Config, ["--no-such-option", "1"])


def test_an_option_that_is_passed_over_is_not_taken_for_a_longer_one():
    assert parse(selftest.Config, ["--codec", "hific"], strict=False).codecs == selftest.Config().codecs


def test_the_schedule_rises_and_ends_at_zero():
    assert schedule.rate(0.0) < 0.1 and schedule.rate(0.02) == pytest.approx(1)
    assert schedule.rate(1.0) == pytest.approx(0, abs=1e-6)


def test_a_wider_network_grows_from_an_exported_one(shard, tmp_path, monkeypatch):
    """It says what the narrow one says, and learns on."""
    narrow = {**TINY, "dims": (16, 16, 64, 64), "heads": (1, 1, 4, 4), "window_blocks": (0, 0, 0, 1)}
    monkeypatch.setitem(CONFIGS, "fast", config("fast", **narrow))
    train(shard, tmp_path / "r", 3, "--lr", "1e-2")
    stage1_pnet.main(arguments(shard, tmp_path / "p", "--max-steps", "1"))
    paths = [str(tmp_path / n / "checkpoint.pt") for n in "rp"]
    model = exported(*paths, tmp_path / "model")
    wide = {**narrow, "dims": (32, 32, 128, 128), "heads": (1, 1, 8, 8), "refinement": 2}
    wide |= {"encoder_blocks": (2, 1, 2, 3), "decoder_blocks": (1, 2, 2)}
    monkeypatch.setitem(CONFIGS, "quality", config("quality", **wide))
    first = train(shard, tmp_path / "q", 1, "--model", "quality", "--grow", model, "--lr", "0")
    small, _ = load_rnet(paths[0])
    big = RNet(config("quality"))
    big.load_state_dict(first["model"])
    image, codec, strength = torch.rand(1, 3, 128, 128), torch.zeros(1, 6, 1, 1), torch.full((1, 1, 1, 1), 0.3)
    codec[:, 0] = 1
    with torch.no_grad():
        assert (small(image, codec, strength) - image).abs().max() > 1e-3, "the narrow one had not learned"
        assert torch.allclose(big(image, codec, strength), small(image, codec, strength), atol=2e-3)
    second = train(shard, tmp_path / "q", 2, "--model", "quality", "--lr", "1e-2")["model"]
    further = second["encoder.stem.weight"][16:]
    assert further.abs().max() > 0, "nothing reached the further channels"
    with pytest.raises(ValueError, match="cannot grow"):
        stage1_rnet.grown(model, RNet(config("paper", **TINY)))


def test_the_papers_plan_trains_a_step_and_exports(shard, tmp_path, monkeypatch):
    small = {**TINY, "heads": (1, 1, 2, 2), "window_blocks": (1, 1, 0, 0), "refinement": 1}
    monkeypatch.setitem(CONFIGS, "paper", config("paper", **small))
    train(shard, tmp_path / "r", 1, "--model", "paper", "--lr", "1e-2")
    stage1_pnet.main(arguments(shard, tmp_path / "p", "--max-steps", "1"))
    paths = [str(tmp_path / n / "checkpoint.pt") for n in "rp"]
    exported(*paths, tmp_path / "paper")
    facts = onnx_weights.facts_of(tmp_path / "paper/rnet_decoder.onnx")
    assert facts["name"] == "paper" and facts["stride"] == 16


def test_choices_are_measured_at_equal_budget(shard, pristine, tmp_path, capsys):
    more = ("--max-steps", "2", "--total-steps", "2", "--codecs", "jpeg", "--validate", pristine)
    ablation.main(arguments(shard, tmp_path, *more))
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + len(ablation.CHOICES)
    told = {json.loads(p.read_text())["plan"]["told"] for p in tmp_path.glob("*/config.json")}
    assert told == {"both", "codec", "strength", "nothing"}


def test_a_choice_that_did_not_reach_its_budget_has_no_figures(shard, pristine, tmp_path, capsys):
    more = ("--codecs", "jpeg", "--validate", pristine, "--choices", "as it is", "--total-steps", "2")

    def rows():
        ablation.main(arguments(shard, tmp_path, *more, "--max-steps", "1"))
        return [line for line in capsys.readouterr().out.splitlines() if line.startswith("| as it is |")]

    assert rows() == ["| as it is | stopped at 1 of 2 steps: run the same command again |"]
    assert "stopped" not in rows()[0]


def test_a_machine_is_checked_before_a_run(shard, tmp_path, monkeypatch, capsys):
    more = ("--codecs", "jpeg,hevc", "--out", str(tmp_path))
    selftest.main(arguments(shard, tmp_path, *more[:2]))
    said = capsys.readouterr().out
    assert "jpeg:10, jpeg:40, hevc:42, hevc:27" in said and "a step of every loss" in said and "an export" in said
    monkeypatch.setitem(selftest.TABLE, "jpeg:10", 30.0)
    with pytest.raises(ValueError, match=r"jpeg:10 gives 24\.15 dB and should give 30\.00"):
        selftest.main(arguments(shard, tmp_path, *more[:2]))
    assert export.Config().crops == live.CROPS == 16, "what is exported after a check is calibrated as ever"


def test_export_gives_a_model_that_says_the_same(shard, tmp_path):
    train(shard, tmp_path / "r", 2, "--lr", "1e-2")
    stage1_pnet.main(arguments(shard, tmp_path / "p", "--max-steps", "2"))
    out = tmp_path / "model"
    paths = [str(tmp_path / n / "checkpoint.pt") for n in "rp"]
    exported(*paths, out)

    assert sorted(p.name for p in out.iterdir()) == [
        "SHA256SUMS",
        "parity.json",
        "pnet.onnx",
        "rnet_decoder.onnx",
        "rnet_decoder_live.onnx",
        "rnet_encoder.onnx",
    ]
    decoder = onnxruntime.InferenceSession(str(out / "rnet_decoder.onnx"))
    facts = json.loads(decoder.get_modelmeta().custom_metadata_map["uncodec"])
    assert [c["name"] for c in facts["codecs"]] == ["jpeg", "hevc", "vvc", "cheng_psnr", "cheng_ssim", "hific"]
    assert [c["trained"] for c in facts["codecs"]] == [True, True, False, False, False, False]
    assert facts["stride"] == 128
    # A condition may be a map, spread to each scale.
    encoder = onnxruntime.InferenceSession(str(out / "rnet_encoder.onnx"))
    image = scene(128, 256).numpy()
    features = dict(zip([o.name for o in encoder.get_outputs()], encoder.run(None, {"image": image}), strict=True))
    for told in encoder.get_outputs():
        assert told.shape[1] == features[told.name].shape[1], "a client reads how many channels there are"
    one = np.array([0.5, 0.5, 0, 0, 0, 0], np.float32).reshape(1, 6, 1, 1)
    asked = {"image": image, **features, "codec": one, "strength": np.full((1, 1, 1, 1), 0.4, np.float32)}
    spread = {**asked, "codec": one.repeat(2, 2).repeat(4, 3), "strength": np.full((1, 1, 2, 4), 0.4, np.float32)}
    assert np.allclose(decoder.run(None, asked)[0], decoder.run(None, spread)[0], atol=1e-5)
    # The live decoder takes the same and says nearly the same, most of it in integers.
    live = onnxruntime.InferenceSession(str(out / "rnet_decoder_live.onnx"))
    assert json.loads(live.get_modelmeta().custom_metadata_map["uncodec"]) == facts
    assert np.abs(live.run(None, spread)[0] - decoder.run(None, spread)[0]).mean() < 0.3 / 255
    kinds = {t.data_type for t in onnx.load(out / "rnet_decoder_live.onnx").graph.initializer}
    assert onnx.TensorProto.INT8 in kinds


def test_an_export_that_is_refused_leaves_the_model_that_was_there(shard, tmp_path, monkeypatch):
    train(shard, tmp_path / "r", 1)
    stage1_pnet.main(arguments(shard, tmp_path / "p", "--max-steps", "1"))
    paths = [str(tmp_path / n / "checkpoint.pt") for n in "rp"]
    out = tmp_path / "model"
    out.mkdir()
    for name in ("pnet.onnx", f"{onnx_weights.LIVE}.onnx", "SHA256SUMS"):
        (out / name).write_text("what was there")

    def refused(path, *_):
        if path.name == "rnet_decoder.onnx":
            raise ValueError("differs from PyTorch")
        return {}

    monkeypatch.setattr(export, "check", refused)
    with pytest.raises(ValueError, match="differs"):
        exported(*paths, out)
    assert len(list(out.iterdir())) == 3 and {p.read_text() for p in out.iterdir()} == {"what was there"}


def test_training_starts_from_an_exported_model(shard, tmp_path):
    first = train(shard, tmp_path / "r", 3, "--lr", "1e-2")
    stage1_pnet.main(arguments(shard, tmp_path / "p", "--max-steps", "2"))
    paths = [str(tmp_path / n / "checkpoint.pt") for n in "rp"]
    out = exported(*paths, tmp_path / "model")
    exported(out, out, tmp_path / "again")
    a, b = (onnx_weights.weights_of(tmp_path / name / "rnet_encoder.onnx") for name in ("model", "again"))
    assert all(torch.equal(a[k], b[k]) for k in a), "a model exported once more is another one"
    alone = str(tmp_path / "alone.pt")
    averaged.write(paths[0], alone)
    for start in (out, paths[0], alone):  # a model, a checkpoint, its averaged weights alone
        second = train(shard, tmp_path / f"after-{Path(start).name}", 1, "--start", start, "--lr", "0")
        for name, weight in first["average"].items():
            if name != "n_averaged":
                assert torch.allclose(second["average"][name], weight, rtol=1e-3, atol=1e-4), name
    with pytest.raises(ValueError, match="holds weights of pnet, not of rnet"):
        train(shard, tmp_path / "r3", 1, "--start", paths[1])
    stage1_pnet.main(arguments(shard, tmp_path / "p2", "--max-steps", "1", "--start", out))
    wider = RNet(config("fast", dims=(16, 32, 32, 32)))
    with pytest.raises(ValueError, match="another configuration"):
        onnx_weights.start_from(tmp_path / "model", wider)
    tailed = RNet(config("fast", tail=16))
    averaged.keep({"network": "rnet", **asdict(tailed.plan)}, tailed.state_dict(), tmp_path / "tailed.pt")
    with pytest.raises(ValueError, match=r"it has decoder\.tail.* no place for"):
        onnx_weights.start_from(tmp_path / "tailed.pt", RNet(config("fast")))


def test_another_list_of_codecs_starts_from_the_papers(shard, pristine, tmp_path):
    """What people upload, as a model of its own: same code, same start, other names."""
    train(shard, tmp_path / "r", 3, "--lr", "1e-2")
    stage1_pnet.main(arguments(shard, tmp_path / "p", "--max-steps", "2"))
    paths = [str(tmp_path / n / "checkpoint.pt") for n in "rp"]
    paper = exported(*paths, tmp_path / "paper")

    more = ("--list", "studio", "--codecs", ",".join(STUDIO.names), "--validate", pristine)
    rnet = train(shard, tmp_path / "r2", 1, *more, "--start", paper, "--lr", "0")["model"]
    old = onnx_weights.weights_of(tmp_path / "paper/rnet_decoder.onnx")
    name = "decoder.ccm.0.condition.embedding.weight"
    hevc, avc = (PAPER.names.index("hevc"), STUDIO.names.index("avc"))
    assert rnet[name].shape[1] == len(STUDIO.codecs) and torch.allclose(rnet[name][:, avc], old[name][:, hevc])
    stage1_pnet.main(arguments(shard, tmp_path / "p2", *more, "--max-steps", "1", "--start", paper))
    assert {"codec", "level"} < set(lines(tmp_path / "p2")[-1])

    paths = [str(tmp_path / n / "checkpoint.pt") for n in ("r2", "p2")]
    out = tmp_path / "studio"
    exported(*paths, out, "--name", "studio")
    facts = onnx_weights.facts_of(out / "pnet.onnx")
    assert (facts["name"], facts["plan"], facts["list"]) == ("studio", "fast", "studio")
    assert [c["name"] for c in facts["codecs"]] == list(STUDIO.names) and all(c["trained"] for c in facts["codecs"])
    again, _ = load_rnet(str(out))
    assert again.plan.codecs == len(STUDIO.codecs)
    with pytest.raises(ValueError, match="the list studio and R-Net those of paper"):
        exported(paper, out, tmp_path / "no")


def test_strengths_of_what_people_upload():
    """From the harshest level to the gentlest they fall from 1 to nearly 0."""
    for codec in STUDIO.codecs:
        strengths = [codec.strength(level) for level in codec.levels]
        assert strengths == sorted(strengths, reverse=True) and strengths[0] == 1 and 0 <= strengths[-1] <= 0.2
    jpeg = STUDIO.codecs[STUDIO.names.index("jpeg")]
    assert (jpeg.strength("90"), jpeg.strength("95"), jpeg.strength("97")) == pytest.approx((0.2, 0.04, 0))


def test_a_setting_begins_as_its_nearest_relative():
    places = [PAPER.settings[at] for at in settings_from(PAPER, STUDIO)]
    begun = dict(zip(STUDIO.settings, places, strict=True))
    assert (begun["jpeg:5"], begun["jpeg:30"], begun["jpeg:90"]) == ("jpeg:10", "jpeg:30", "jpeg:40")
    assert (begun["hevc:47"], begun["hevc:27"], begun["avc:47"], begun["av1:15"]) == (
        "hevc:42",
        "hevc:27",
        "hevc:42",
        "vvc:27",
    )
