"""Muon learns, and a learning rate reaches the weights that it is meant for."""

import pytest
import torch
from torch import nn

from training.optimiser import Optimiser, is_matrix, orthogonal


@pytest.mark.parametrize("shape", [(8, 16), (16, 8), (3, 12, 12)])
def test_singular_values_come_near_one(shape):
    torch.manual_seed(1)
    matrices = torch.randn(shape)
    made = orthogonal(matrices)
    singular = torch.linalg.svdvals(made)
    assert made.shape == matrices.shape
    assert singular.min() > 0.5 and singular.max() < 1.4
    left, _, right = torch.linalg.svd(matrices, full_matrices=False)
    assert (made - left @ right).abs().max() < 0.35, "the singular vectors are others"


def test_muon_learns():
    torch.manual_seed(2)
    model = nn.Sequential(nn.Linear(16, 24), nn.ReLU(), nn.Linear(24, 8))
    x = torch.randn(64, 16)
    y = x @ torch.randn(16, 8)
    optimiser = Optimiser(model, "muon", 2e-2)
    assert len(optimiser.parts) == 2, "the matrices have no part of their own"

    def loss():
        return (model(x) - y).square().mean()

    before = loss().item()
    for _ in range(60):
        optimiser.zero_grad()
        loss().backward()
        optimiser.step()
    assert loss().item() < before / 3


def test_matrices_mix_channels():
    def weight(*shape):
        return nn.Parameter(torch.zeros(shape))

    assert is_matrix("body.0.weight", weight(8, 8, 3, 3))
    for name, shape in {"body.0.bias": (8,), "body.0.depthwise": (8, 1, 3, 3), "stem.weight": (8, 3, 3, 3)}.items():
        assert not is_matrix(name, weight(*shape)), name


def test_the_longest_beginning_sets_the_pace():
    model = nn.ModuleDict(
        {"pnet": nn.ModuleDict({"body": nn.Linear(4, 4), "value": nn.Linear(4, 4)}), "rnet": nn.Linear(4, 4)}
    )
    optimiser = Optimiser(model, "muon", 1e-2, {"pnet.": 0.0, "pnet.value.": 0.5})
    optimiser.rate(1e-2)
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    for p in model.parameters():
        p.grad = torch.ones_like(p)
    optimiser.step()
    moved = {name: (p - before[name]).abs().max().item() for name, p in model.named_parameters()}
    assert all(moved[name] == 0 for name in ("pnet.body.weight", "pnet.body.bias"))
    assert 0 < moved["pnet.value.bias"] < moved["rnet.bias"]
    assert 0 < moved["pnet.value.weight"] < moved["rnet.weight"]
