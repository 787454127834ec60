"""How far pictures are from their references, by the program's definitions (its package quality): PSNR and SSIM.

Pictures are float [N, 3, H, W] in 0…255, of 8 bits or not, and figures [N]. Everything is
differentiable and taken where the tensors lie.
"""

from __future__ import annotations

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

PEAK = 255.0


def samples(pictures: list[np.ndarray]) -> Tensor:
    """uint8 [H, W, 3] pictures of one size → float [N, 3, H, W] in 0…255."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float()


def eight_bits(pictures: Tensor) -> Tensor:
    """What a network gives, about 0…1 → what a file holds of it, whole numbers in 0…255."""
    return (pictures.clamp(0, 1) * PEAK).round()


def squared_error(a: Tensor, b: Tensor) -> Tensor:
    """MSE: the mean of (a − b)² over all samples of each picture, in the square of their unit."""
    return (a - b).square().mean((1, 2, 3))


def decibels(mse: Tensor, peak: float = PEAK) -> Tensor:
    """The PSNR that belongs to mean squared errors: 10·log₁₀(peak²/MSE) in dB, +∞ for 0."""
    return 20 * math.log10(peak) - 10 * mse.log10()


def psnr(a: Tensor, b: Tensor) -> Tensor:
    """PSNR in dB, squared errors pooled over all RGB samples of a picture."""
    return decibels(squared_error(a, b))


def ssim(a: Tensor, b: Tensor) -> Tensor:
    """SSIM: mean of (2μ_aμ_b + c₁)(2σ_ab + c₂) / ((μ_a² + μ_b² + c₁)(σ_a² + σ_b² + c₂)), c₁ = (0.01·255)²,
    c₂ = (0.03·255)², over the windows that lie whole inside, Gaussian 11×11 of σ 1.5, and the three channels."""
    x = torch.arange(11, dtype=a.dtype, device=a.device) - 5
    line = torch.exp(-(x**2) / (2 * 1.5**2))
    line = line / line.sum()

    def blur(t: Tensor) -> Tensor:
        t = t.flatten(0, 1)[:, None]
        return F.conv2d(F.conv2d(t, line.reshape(1, 1, 11, 1)), line.reshape(1, 1, 1, 11)).reshape(*a.shape[:2], -1)

    with torch.autocast(a.device.type, enabled=False):  # variances vanish in bfloat16
        mean_a, mean_b = blur(a), blur(b)
        var_a, var_b = blur(a * a) - mean_a**2, blur(b * b) - mean_b**2
        both = blur(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * PEAK) ** 2, (0.03 * PEAK) ** 2
    score = (2 * mean_a * mean_b + c1) * (2 * both + c2) / ((mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2))
    return score.mean((1, 2))
