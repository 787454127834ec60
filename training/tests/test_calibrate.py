"""P-Net's temperatures: found where they are known, folded without changing what is believed most."""

import pytest
import torch

from training import calibrate, validation
from training.load import load_pnet
from training.networks.pnet import PNet, PNetConfig, probabilities
from training.optimiser import Optimiser
from training.stage1_pnet import paces


def test_a_known_temperature_is_found():
    """Truths drawn from softmax(z), logits given as z·t: t is what makes them as sure as they are right."""
    torch.manual_seed(3)
    z = torch.randn(4000, 5) * 2
    truth = torch.multinomial(z.softmax(1), 1)[:, 0]
    for t in (0.3, 1.0, 2.5):
        assert calibrate.temperature(z * t, truth) == pytest.approx(t, rel=0.12)


def test_a_calibrated_net_believes_the_same_most(pristine, tmp_path):
    torch.manual_seed(1)
    plan = PNetConfig(dims=(8, 8, 8, 8), trained=("jpeg", "webp"), list="studio")
    pnet = PNet(plan).eval()
    start, out = tmp_path / "start.pt", tmp_path / "out.pt"
    state = {f"module.{k}": v for k, v in pnet.state_dict().items()}
    told = {"network": "pnet", "dims": plan.dims, "trained": plan.trained, "list": plan.list}
    torch.save({"plan": told, "average": state}, start)
    calibrate.main(["--pnet", str(start), "--validate", pristine, "--side", "128", "--out", str(out)])

    before, after = load_pnet(str(start)), load_pnet(str(out))
    codec, by_codec = calibrate.fit(before, validation.crops(pristine, 48, 128))
    image = torch.rand(4, 3, 64, 64)
    with torch.no_grad():
        (a, b, v), (x, y, w) = before(image), after(image)
    assert torch.allclose(x[:, :2] * codec, a[:, :2], atol=1e-3)
    assert torch.allclose(
        y[:, pnet.codecs.level_slice(0)] * by_codec["jpeg"], b[:, pnet.codecs.level_slice(0)], atol=1e-3
    )
    codecs = pnet.codecs
    old, new = probabilities(codecs, a, b), probabilities(codecs, x, y)
    assert torch.equal(v, w) and torch.equal(old[0].argmax(1), new[0].argmax(1))
    for number, name in enumerate(codecs.names):
        levels = codecs.level_slice(number)
        assert torch.equal(old[1][:, levels].argmax(1), new[1][:, levels].argmax(1))
        assert torch.allclose(old[1][:, levels], new[1][:, levels]) == (name not in plan.trained)


def test_codecs_that_cannot_code_here_stay_as_they_are(pristine):
    pnet = PNet(PNetConfig(dims=(8, 8, 8, 8), trained=("jpeg", "hific"), list="paper")).eval()
    _, by_codec = calibrate.fit(pnet, validation.crops(pristine, 2, 64))
    assert set(by_codec) == {"jpeg"}


def test_the_head_learns_at_its_own_pace():
    """What `calibrate` makes large, and nothing else, has the pace that is asked for."""
    pnet = PNet(PNetConfig(dims=(8, 8, 8, 8), trained=("jpeg",), list="studio"))
    parts = Optimiser(pnet, "adamw", 1e-3, paces(20.0)).parts
    fast = {id(p) for group in parts[0].param_groups if group["pace"] == 20 for p in group["params"]}
    assert fast == {id(p) for branch in (pnet.codec, pnet.level) for p in branch.head[-1].parameters()}
