"""The networks' shapes, and what the condition may and may not touch."""

import pytest
import torch

from training.networks import blocks
from training.networks.ccm import CCM
from training.networks.plans import CONFIGS, config
from training.networks.pnet import PNet, PNetConfig, probabilities
from training.networks.rnet import RNet
from training.precision import compute_dtype
from training.settings import PAPER

TINY = {"dims": (16, 16, 32, 32), "encoder_blocks": (1, 1, 1, 1), "decoder_blocks": (1, 1, 1), "heads": (1, 1, 2, 2)}


def lively(network: torch.nn.Module) -> torch.nn.Module:
    """The network with every weight at work: silent convolutions would hide a break."""
    torch.manual_seed(0)
    for weight in network.parameters():
        torch.nn.init.normal_(weight, std=0.05)
    return network.eval()


def condition(n: int, codec: int = 0, strength: float = 0.5):
    codecs = torch.zeros(n, len(PAPER.codecs), 1, 1)
    codecs[:, codec] = 1
    return codecs, torch.full((n, 1, 1, 1), strength)


@pytest.mark.parametrize("name", sorted(CONFIGS))
def test_every_configuration_is_the_identity_before_training(name):
    small = config(name, dims=(16, 16, 32, 32), heads=(1, 1, 2, 2), window_blocks=(0, 0, 0, 1), refinement=1)
    image = torch.rand(1, 3, small.stride, small.stride)
    with torch.no_grad():
        assert torch.equal(RNet(small)(image, *condition(1)), image)


def test_sizes_are_those_of_the_design():
    def millions(name):
        return sum(p.numel() for p in RNet(config(name)).parameters()) / 1e6

    assert 6.5 < millions("fast") < 7.8
    assert 16.5 < millions("quality") < 18.5


def test_condition_reaches_the_picture_and_maps_are_local():
    plan = config("fast", **TINY)
    rnet = lively(RNet(plan))
    image = torch.rand(1, 3, 128, 256)
    with torch.no_grad():
        features = rnet.encoder(image)
        a = rnet.decoder(image, features, *condition(1, 0, 0.2))
        b = rnet.decoder(image, features, *condition(1, 1, 0.2))
        c = rnet.decoder(image, features, *condition(1, 0, 0.9))
        as_map = condition(1, 0, 0.2)[0].expand(1, 6, 4, 8), condition(1, 0, 0.2)[1].expand(1, 1, 4, 8)
        same = rnet.decoder(image, features, *as_map)
        mixed = torch.cat([condition(1, 0, 0.2)[0], condition(1, 1, 0.2)[0]], 3)
        half = rnet.decoder(image, features, mixed, as_map[1][:, :, :1, :2])
    assert (a - b).abs().max() > 1e-4 and (a - c).abs().max() > 1e-4
    assert torch.allclose(a, same, atol=1e-5)
    # Left half told as a, right half as b; what lies far from the border follows.
    assert (half - a)[..., :32].abs().mean() < (half - b)[..., :32].abs().mean()
    assert (half - b)[..., -32:].abs().mean() < (half - a)[..., -32:].abs().mean()


def test_ccm_equals_equation_1():
    """Spreading after the 1×1 convolution is the same as Conv(Concat(F_r, F_t, F_l))."""
    ccm = lively(CCM(32, len(PAPER.codecs), torch.nn.Identity(), CCM.width(32)))
    x, (codec, strength) = torch.rand(2, 32, 8, 8), condition(2, 1, 0.3)
    with torch.no_grad():
        spread = ccm.condition(codec, strength).expand(-1, -1, 8, 8)
        weight = torch.cat([ccm.from_features.weight, ccm.from_condition.weight], 1)
        fused = torch.nn.functional.conv2d(torch.cat([x, spread], 1), weight, ccm.from_features.bias)
        want = x + ccm.back(torch.cat([fused, x], 1))
        assert torch.allclose(ccm(x, codec, strength), want, atol=1e-5)


def test_attention_keeps_to_its_regions():
    """What happens in one region of 128 pixels leaves the attention of another alone."""
    mdta = lively(blocks.MDTA(32, 2, 8))
    x = torch.rand(1, 32, 16, 16)
    y = x.clone()
    y[..., :4, :4] += 1
    with torch.no_grad():
        assert torch.equal(mdta(x)[..., 9:, 9:], mdta(y)[..., 9:, 9:])
    regions = blocks.to_regions(x, 8)
    assert regions.shape == (1, 2, 2, 32, 64)
    assert torch.equal(blocks.from_regions(regions, 8), x)


def test_gradients_reach_the_condition():
    """L_rec reaches P-Net through a soft condition (stage 2 lives by it)."""
    rnet = lively(RNet(config("fast", **TINY)))
    codec, strength = (t.requires_grad_() for t in condition(1))
    rnet(torch.rand(1, 3, 128, 128), codec, strength).square().mean().backward()
    assert codec.grad.abs().sum() > 0 and strength.grad.abs().sum() > 0


def test_pnet_says_distributions_and_nothing_of_codecs_without_data():
    pnet = PNet(PNetConfig(dims=(8, 8, 16, 16))).eval()
    with torch.no_grad():
        codec_logits, level_logits, value = pnet(torch.rand(2, 3, 48, 64))
    codec, level = probabilities(PAPER, codec_logits, level_logits)
    assert codec.shape == (2, 6) and level.shape == (2, len(PAPER.settings)) and value.shape == (2, 1)
    assert torch.allclose(codec.sum(1), torch.ones(2))
    assert codec[:, 2:].max() < 1e-6
    for i in range(len(PAPER.codecs)):
        assert torch.allclose(level[:, PAPER.level_slice(i)].sum(1), torch.ones(2), atol=1e-5)


@pytest.mark.parametrize(
    ("able", "want"),
    [
        ({"avx512_f": True, "avx512_bf16": False, "amx_bf16": False}, torch.float32),
        ({"avx512_f": True, "avx512_bf16": True}, torch.bfloat16),
        ({"amx_bf16": True}, torch.bfloat16),
        ({}, torch.float32),
    ],
)
def test_bfloat16_where_the_processor_multiplies_it(able, want, monkeypatch):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    assert compute_dtype(torch.device("cpu")) == want
