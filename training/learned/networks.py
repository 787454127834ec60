"""The codecs as networks: analysis, hyperprior with mean and scale, synthesis.

Pictures are [N, 3, H, W] in 0…1 with sides that are multiples of 64. Rates come from the
likelihoods of what would be coded: noise stands in for rounding in training (Ballé et al.
2018), and rounding is what happens otherwise.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn

from training.learned.parts import (
    EntropyBottleneck,
    GaussianConditional,
    ResidualBlock,
    ResidualBlockUpsample,
    ResidualBlockWithStride,
    conv3x3,
    subpel_conv3x3,
)
from training.learned.plans import Plan

# The scales that have a table of their own in the entropy coder.
LEAST, MOST, TABLES = 0.11, 256.0, 64
STEP = (math.log(MOST) - math.log(LEAST)) / (TABLES - 1)
SCALES = [LEAST * math.exp(STEP * i) for i in range(TABLES)]


class Coded(NamedTuple):
    """A picture on its way through a codec."""

    picture: Tensor  # [N, 3, H, W], not clipped
    bits: Tensor  # [N]: bits per pixel by the likelihoods
    latent: Tensor  # ŷ [N, M, H/16, W/16]


class Symbols(NamedTuple):
    """What the entropy coder writes, and what a decoder makes of it. Whole numbers as float."""

    picture: Tensor
    y: Tensor  # round(y - means) [N, M, H/16, W/16]
    tables: Tensor  # which scale each of them is coded with, 0…63
    z: Tensor  # [N, hyper, H/64, W/64]
    latent: Tensor  # ŷ, out of which the picture is made
    means: Tensor


class Codec(nn.Module):
    """A learned codec of a plan."""

    def __init__(self, plan: Plan):
        super().__init__()
        self.plan = plan
        n, m = plan.hyper, plan.latent
        self.analysis, self.synthesis = hific(plan) if plan.widths else cheng(n, m)
        self.hyper_analysis = nn.Sequential(
            conv3x3(m, n), nn.LeakyReLU(), conv3x3(n, n), nn.LeakyReLU(), conv3x3(n, n, stride=2),
            nn.LeakyReLU(), conv3x3(n, n), nn.LeakyReLU(), conv3x3(n, n, stride=2),
        )  # fmt: skip
        self.hyper_synthesis = nn.Sequential(
            conv3x3(n, n), nn.LeakyReLU(), subpel_conv3x3(n, n, 2), nn.LeakyReLU(), conv3x3(n, n * 3 // 2),
            nn.LeakyReLU(), subpel_conv3x3(n * 3 // 2, n * 3 // 2, 2), nn.LeakyReLU(), conv3x3(n * 3 // 2, m * 2),
        )  # fmt: skip
        self.bottleneck = EntropyBottleneck(n)
        self.gaussian = GaussianConditional(SCALES)

    def hyper(self, z: Tensor) -> tuple[Tensor, Tensor]:
        """Scales, at least LEAST, and means of y under ẑ."""
        scales, means = self.hyper_synthesis(z).chunk(2, 1)
        return LEAST + nn.functional.softplus(scales), means

    def forward(self, picture: Tensor) -> Coded:
        """Through the codec with noise in training, with rounding in evaluation."""
        y = self.analysis(picture)
        z = self.hyper_analysis(y)
        with torch.autocast(picture.device.type, enabled=False):  # odds are differences of near numbers
            z_hat, z_odds = self.bottleneck(z.float())
        scales, means = self.hyper(z_hat)
        with torch.autocast(picture.device.type, enabled=False):
            _, y_odds = self.gaussian(y.float(), scales.float(), means=means.float())
        # Synthesis sees rounded values in training too, with the gradient of the noise (Minnen & Singh 2020).
        y_hat = means + straight_round(y - means)
        pixels = picture.shape[-2] * picture.shape[-1]
        bits = sum(-odds.float().log2().sum((1, 2, 3)) for odds in (y_odds, z_odds)) / pixels
        return Coded(self.synthesis(y_hat), bits, y_hat)

    def code(self, picture: Tensor) -> Symbols:
        """What is written of a picture, and the picture that comes back of it."""
        y = self.analysis(picture)
        middle = self.bottleneck._get_medians().detach().reshape(1, -1, 1, 1)
        z = torch.round(self.hyper_analysis(y) - middle)
        scales, means = self.hyper(z + middle)
        symbols = torch.round(y - means)
        latent = symbols + means
        return Symbols(self.synthesis(latent), symbols, tables_of(scales), z, latent, means)


def tables_of(scales: Tensor) -> Tensor:
    """The number of the smallest table whose scale is not below each scale."""
    return torch.ceil(torch.log(scales / LEAST) / STEP - 1e-4).clamp(0, TABLES - 1)


def straight_round(x: Tensor) -> Tensor:
    """Rounds, and lets the gradient through as if it did not."""
    return x + (torch.round(x) - x).detach()


def cheng(n: int, m: int) -> tuple[nn.Module, nn.Module]:
    """Transforms of Cheng et al. 2020 (the anchor): residual blocks, 16 times down."""
    down = nn.Sequential(
        ResidualBlockWithStride(3, n), ResidualBlock(n, n), ResidualBlockWithStride(n, n), ResidualBlock(n, n),
        ResidualBlockWithStride(n, n), ResidualBlock(n, n), conv3x3(n, m, stride=2),
    )  # fmt: skip
    up = nn.Sequential(
        ResidualBlock(m, n), ResidualBlockUpsample(n, n), ResidualBlock(n, n), ResidualBlockUpsample(n, n),
        ResidualBlock(n, n), ResidualBlockUpsample(n, n), ResidualBlock(n, n), subpel_conv3x3(n, 3, 2),
    )  # fmt: skip
    return down, up


class ChannelNorm(nn.Module):
    """Normalises each position over its channels, as HiFiC does: no seams, no batch."""

    def __init__(self, channels: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1, channels, 1, 1))
        self.bias = nn.Parameter(torch.zeros(1, channels, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        mean = x.mean(1, keepdim=True)
        variance = (x - mean).square().mean(1, keepdim=True)
        return (x - mean) * torch.rsqrt(variance + 1e-3) * self.weight + self.bias


class Wide(nn.Module):
    """HiFiC's residual block: two convolutions, each with its norm."""

    def __init__(self, c: int):
        super().__init__()
        self.body = nn.Sequential(conv3x3(c, c), ChannelNorm(c), nn.ReLU(), conv3x3(c, c), ChannelNorm(c))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


def hific(plan: Plan) -> tuple[nn.Module, nn.Module]:
    """Transforms of HiFiC (Mentzer et al. 2020), narrower: 16 times down, three residual blocks."""
    w = plan.widths
    down: list[nn.Module] = [nn.Conv2d(3, w[0], 7, padding=3), ChannelNorm(w[0]), nn.ReLU()]
    for a, b in pairwise(w):
        down += [conv3x3(a, b, stride=2), ChannelNorm(b), nn.ReLU()]
    down += [conv3x3(w[-1], plan.latent)]
    up: list[nn.Module] = [ChannelNorm(plan.latent), conv3x3(plan.latent, w[-1]), ChannelNorm(w[-1])]
    up += [Wide(w[-1]) for _ in range(3)]
    for a, b in pairwise(w[::-1]):
        up += [subpel_conv3x3(a, b, 2), ChannelNorm(b), nn.ReLU()]
    up += [nn.Conv2d(w[0], 3, 7, padding=3)]
    return nn.Sequential(*down), nn.Sequential(*up)


class Discriminator(nn.Module):
    """Tells pictures from reconstructions, patch by patch, knowing the latent (HiFiC, Fig. 2)."""

    def __init__(self, plan: Plan, width: int = 48):
        super().__init__()
        norm = nn.utils.parametrizations.spectral_norm
        self.condition = nn.Sequential(norm(conv3x3(plan.latent, 12)), nn.LeakyReLU(0.2), nn.Upsample(scale_factor=16))
        sizes = [15, width, 2 * width, 4 * width, 4 * width]
        self.layers = nn.ModuleList(norm(nn.Conv2d(a, b, 4, 2, 1)) for a, b in pairwise(sizes))
        self.last = norm(nn.Conv2d(sizes[-1], 1, 1))

    def forward(self, picture: Tensor, latent: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Logits (above 0: a picture) and the features on the way to them."""
        x, features = torch.cat([picture, self.condition(latent)], 1), []
        for layer in self.layers:
            x = nn.functional.leaky_relu(layer(x), 0.2)
            features.append(x)
        return self.last(x), features
