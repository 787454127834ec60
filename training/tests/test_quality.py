"""The figures are the program's, and gradients pass through them."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from training.quality import PEAK, decibels, eight_bits, psnr, samples, ssim

FOLDER = Path(__file__).parents[2] / "quality/testdata"


@pytest.mark.parametrize("figures", json.loads((FOLDER / "figures.json").read_text()), ids=lambda f: f["name"])
def test_figures_are_the_programs(figures):
    """The program's own test pictures and figures (quality/testdata)."""
    pair = (Image.open(FOLDER / f"{figures['name']}{end}.png").convert("RGB") for end in ("", "_reference"))
    a, b = (samples([np.asarray(p)]).double() for p in pair)
    assert float(ssim(a, b)) == pytest.approx(figures["ssim"], abs=1e-6)
    assert float(psnr(a, b)) == pytest.approx(figures["psnr"], abs=1e-6)


def test_pictures_are_judged_one_by_one():
    a, b = (PEAK * torch.rand(3, 3, 24, 32) for _ in range(2))
    for measure in (psnr, ssim):
        assert torch.allclose(measure(a, b), torch.cat([measure(x[None], y[None]) for x, y in zip(a, b)]), rtol=1e-4)
    assert psnr(a, a).isposinf().all() and torch.allclose(ssim(a, a), torch.ones(3))


def test_the_unit_is_that_of_the_peak():
    assert torch.allclose(decibels(torch.tensor([0.01]), peak=1), decibels(torch.tensor([0.01 * PEAK**2])))
    assert eight_bits(torch.tensor([-1.0, 0.5, 0.999, 7.0])).tolist() == [0, 128, 255, 255]


def test_gradients_pass():
    a, b = (PEAK * torch.rand(2, 3, 16, 16, requires_grad=first) for first in (True, False))
    for measure in (psnr, ssim):
        (gradient,) = torch.autograd.grad(measure(a, b).sum(), a)
        assert gradient.isfinite().all() and gradient.abs().sum() > 0


def test_autocast_rounds_nothing():
    """Variances of smooth patches vanish in bfloat16, which a step of training computes in."""
    ramp = torch.linspace(100, 110, 48).expand(1, 3, 48, 48)
    a, b = ramp, ramp + torch.randn(1, 3, 48, 48, generator=torch.manual_seed(1))
    with torch.autocast("cpu", torch.bfloat16):
        rounded = ssim(a, b)
    assert torch.equal(rounded, ssim(a, b))
