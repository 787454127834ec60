"""Algorithm 1 on tiny settings: the reward is right, the signs are right, it learns and exports."""

import json
from dataclasses import replace

import pytest
import torch

from training import onnx_weights, soup, stage1_pnet, stage1_rnet, stage2, stage2_ablation
from training.data import DataConfig
from training.load import load_pnet, load_rnet
from training.networks.joint import Joint, believed, joint_probabilities, strengths
from training.networks.plans import CONFIGS, config
from training.networks.pnet import PNet, PNetConfig, probabilities
from training.networks.rnet import RNet
from training.rewards import RecompressedPatches, Reward
from training.run_options import data_of
from training.settings import D2, LISTS, PAPER
from training.shards import stream_of
from training.tests.conftest import exported
from training.tests.test_networks import TINY, lively

ACTIONS = ("jpeg", "hevc", "vvc")


def test_the_posterior_as_a_condition():
    codec = torch.zeros(1, len(PAPER.codecs))
    codec[0, 0], codec[0, 1] = 0.75, 0.25
    level = torch.zeros(1, len(PAPER.settings))
    level[0, PAPER.level_slice(0)] = torch.tensor([0.5, 0.5, 0, 0])  # QF 10 and 20: strengths 1 and 2/3
    level[0, PAPER.level_slice(1)] = torch.tensor([0.0, 0, 0, 1])  # QP 27: strength 0
    condition, strength = believed(PAPER, codec, level)
    assert condition.shape == (1, 6, 1, 1) and float(strength) == pytest.approx(0.75 * 5 / 6)
    chances = joint_probabilities(PAPER, codec, level)
    assert chances.sum() == pytest.approx(1) and float(chances[0, 0]) == pytest.approx(0.375)
    assert len(strengths(PAPER)) == len(PAPER.settings)


def test_reconstruction_reaches_pnet():
    joint = Joint(lively(PNet(PNetConfig(dims=(8, 8, 16, 16), trained=ACTIONS))), lively(RNet(config("fast", **TINY))))
    joint.train()
    norms = {k: v.clone() for k, v in joint.pnet.state_dict().items() if "running" in k}
    restored, *_ = joint(torch.rand(2, 3, 128, 128))
    assert norms and all(torch.equal(v, joint.pnet.state_dict()[k]) for k, v in norms.items())
    restored.square().mean().backward()
    for branch in (joint.pnet.codec, joint.pnet.level):
        assert branch.head[-1].weight.grad.abs().sum() > 0
    assert joint.pnet.value.head[-1].weight.grad is None, "the value branch has no part in the condition"


@pytest.mark.parametrize("more", [{}, {"actions": 4}, {"normalise": True}, {"entropy": 0.001}])
def test_the_policy_moves_to_the_best_action(more):
    """A toy where one action is right: its probability rises, and the value learns what to expect."""
    torch.manual_seed(0)
    pnet = PNet(PNetConfig(dims=(8, 8, 16, 16), trained=ACTIONS)).eval()
    image = torch.rand(8, 3, 48, 48)
    best = 5  # hevc:37
    c = replace(stage2.Config(), **more)
    optimiser = torch.optim.Adam(pnet.parameters(), 3e-3)

    def chance() -> float:
        with torch.no_grad():
            codec, level = probabilities(PAPER, *pnet(image)[:2])
        return float(joint_probabilities(PAPER, codec, level)[:, best].mean())

    before = chance()
    for _ in range(150):
        codec_logits, level_logits, value = pnet(image)
        chances = joint_probabilities(PAPER, *probabilities(PAPER, codec_logits, level_logits))
        policy, regression = stage2.policy_loss(chances, value[:, 0], lambda a: 0.2 + 0.7 * (a == best), c)
        optimiser.zero_grad()
        (policy + regression).backward()
        optimiser.step()
    assert chance() > 0.7 > 0.3 > before
    assert float(pnet(image)[2].mean()) > 0.5


def test_the_value_learns_from_its_own_loss_alone():
    value = torch.full((4,), 0.3, requires_grad=True)
    chances = torch.full((4, len(PAPER.settings)), 1 / len(PAPER.settings), requires_grad=True)
    policy, regression = stage2.policy_loss(chances, value, lambda a: torch.rand(a.shape), stage2.Config())
    policy.backward(retain_graph=True)
    assert value.grad is None and chances.grad.abs().sum() > 0
    chances.grad = None
    regression.backward()
    assert value.grad.abs().sum() > 0 and chances.grad is None


def test_the_true_action_has_the_best_reward(shard, vvc_bank):
    plan = DataConfig(shards=(shard,), codecs=ACTIONS, patch=128, patches_per_crop=2, shuffle=1, bank=vvc_bank)
    for setting in ("jpeg:20", "hevc:32", "vvc:42"):
        lq, _, again = next(stream_of(RecompressedPatches(replace(plan, settings=(setting,)), 1), 4, workers=0))
        rewards = Reward(PAPER, ACTIONS, lq, again)(torch.arange(len(PAPER.settings)).expand(4, -1))
        name, _, level = setting.partition(":")
        at = PAPER.names.index(name)
        true = PAPER.level_slice(at).start + PAPER.codecs[at].levels.index(level)
        assert rewards[:, true].min() > 0.9999
        # No other is above it; on a flat patch a gentler level may be as good.
        assert (rewards[:, true] >= rewards.amax(1) - 1e-6).all() and (rewards < 0.9999).sum() > 80
        assert (rewards[:, PAPER.level_slice(3).start :] == 0).all(), "a codec without data has no reward"


def test_stage_2_learns_and_exports(tmp_path, monkeypatch, shard, vvc_bank, pristine, capsys):
    monkeypatch.setitem(CONFIGS, "fast", config("fast", **TINY))
    monkeypatch.setattr(stage2, "data_of", lambda c: replace(data_of(c), shuffle=8))
    common = ["--shards", shard, "--bank", vvc_bank, "--codecs", "jpeg,hevc,vvc"]
    common += ["--batch", "4", "--workers", "0", "--threads", "1"]
    for step, name in ((stage1_rnet, "r"), (stage1_pnet, "p")):
        step.main([*common, "--out", str(tmp_path / name), "--max-steps", "2", "--lr", "2e-3"])
    paths = [str(tmp_path / n / "checkpoint.pt") for n in "rp"]
    first = exported(*paths, tmp_path / "first")
    with pytest.raises(ValueError, match="--start"):
        stage2.main([*common, "--out", str(tmp_path / "none")])
    with pytest.raises(ValueError, match="knows jpeg, hevc, vvc, and --codecs asks for jpeg"):
        stage2.main([*common, "--out", str(tmp_path / "none"), "--start", first, "--codecs", "jpeg"])

    out = tmp_path / "joint"
    more = ["--total-steps", "40", "--every", "2", "--lr", "1e-3", "--val-weight", "1"]
    stage2.main([*common, "--start", first, "--out", str(out), *more])
    noted = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    losses = [line["loss"] for line in noted if "loss" in line]
    assert losses[-1] < losses[0], "the curve does not fall"
    joint = str(out / "checkpoint.pt")
    exported(joint, joint, tmp_path / "second")
    assert onnx_weights.facts_of(tmp_path / "second/pnet.onnx")["name"] == "fast"

    # Between stage 1 and stage 2 lie weights that keep most of both.
    half = str(tmp_path / "half.pt")
    soup.main(["--models", f"{first},{joint}", "--weights", "1,3", "--out", half])
    for load in (lambda path: load_rnet(path)[0], load_pnet):
        a, b, mixed = (load(path).state_dict() for path in (first, joint, half))
        assert all(torch.allclose(mixed[k], 0.25 * a[k] + 0.75 * b[k], atol=2e-3) for k in a if "num_" not in k)
    with pytest.raises(ValueError, match="a number for each"):
        soup.main(["--models", first, "--weights", "1,3", "--out", half])

    # Two R-Nets alone, two P-Nets alone: both count alike.
    for network, load in (("rnet", lambda path: load_rnet(path)[0]), ("pnet", load_pnet)):
        soup.main(["--network", network, "--models", f"{first},{joint}", "--out", half])
        a, b, mixed = (load(path).state_dict() for path in (first, joint, half))
        assert all(torch.allclose(mixed[k], (a[k] + b[k]) / 2, atol=2e-3) for k in a if "num_" not in k)
    with pytest.raises(ValueError, match="no network 'vnet'"):
        soup.main(["--network", "vnet", "--models", first, "--out", half])

    # L_rec alone needs no bank's patches, and may leave P-Net as it is.
    alone = ["--start", first, "--out", str(tmp_path / "alone"), "--anywhere", "--pnet-pace", "0", "--lr", "1e-3"]
    with pytest.raises(ValueError, match="--pol-weight 0"):
        stage2.main([*common, *alone])
    stage2.main([*common, *alone, "--total-steps", "4", "--pol-weight", "0", "--val-weight", "0"])
    alone = str(tmp_path / "alone/checkpoint.pt")
    for load, rests in ((load_pnet, True), (lambda path: load_rnet(path)[0], False)):
        a, b = (load(path).state_dict() for path in (first, alone))
        assert all(torch.allclose(a[k], b[k], 1e-5, 1e-7) for k in a if "num_" not in k) == rests

    # Table 7 on the same weights: stage 1 as it is, and what two steps of two choices make of it.
    few = {"D1": ("jpeg:10", "hevc:37"), "D2": ("jpeg:5", "webp:20"), "Du": ("avc:42", "jpeg:40>hevc:27")}
    monkeypatch.setattr(stage2_ablation, "groups", lambda _: few)
    rest = ["L_rec", "four actions"]
    asked = ["--choices", ",".join(["stage 1", *rest]), "--total-steps", "2", "--lr", "1e-3", "--ema", "0.5"]
    asked += ["--validate", pristine]
    stage2_ablation.main([*common, "--start", first, "--out", str(tmp_path / "table"), *asked, "--max-steps", "1"])
    stopped = [line for line in capsys.readouterr().out.splitlines() if "run the same command again" in line]
    assert stopped == [f"| {name} | stopped at 1 of 2 steps: run the same command again |" for name in rest]
    stage2_ablation.main([*common, "--start", first, "--out", str(tmp_path / "table"), *asked])
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert [row[0] for row in rows[2:]] == ["| stage 1", "| L_rec", "| four actions"]
    assert rows[2][1:] != rows[3][1:], "two steps changed nothing"
    gain, consistency = map(float, rows[2][1].split(", "))
    assert abs(gain) < 5 and 0.3 < consistency < 1


def test_every_setting_is_drawn_once():
    """`studio` names most of D2 itself."""
    for name, codecs in (("paper", ("jpeg", "hevc", "vvc")), ("studio", ("jpeg", "webp", "hevc", "avc", "av1"))):
        drawn = stage2.drawn(replace(stage2.Config(), list=name, codecs=codecs))
        assert len(drawn) == len(set(drawn)) and set(drawn) >= {*D2, *LISTS[name].of(codecs)}
    turned = stage2.drawn(replace(stage2.Config(), codecs=("hevc", "jpeg")))
    assert list(dict.fromkeys(s.partition(":")[0] for s in turned)) == ["hevc", "jpeg", "webp", "vvc"]  # as --shares
