"""The codec-aware conditioning module (CCM, Eq. 1).

The condition comes as maps: `codec` [N, T, h, w], a distribution over codecs, and
`strength` [N, 1, h, w]. With h = w = 1 it holds for the whole picture. F_t is the
distribution times a learned embedding, F_l a convolution of the strength.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.networks.blocks import silent

EMBEDDING = 16  # C_t and C_l


class Condition(nn.Module):
    """F_t and F_l, still at the condition's own resolution: [N, 2·EMBEDDING, h, w]."""

    def __init__(self, codecs: int):
        super().__init__()
        self.embedding = nn.Conv2d(codecs, EMBEDDING, 1, bias=False)
        self.strength = nn.Sequential(nn.Conv2d(1, EMBEDDING, 1), nn.GELU(), nn.Conv2d(EMBEDDING, EMBEDDING, 1))

    def forward(self, codec: Tensor, strength: Tensor) -> Tensor:
        return torch.cat([self.embedding(codec), self.strength(strength)], 1)


def spread(condition: Tensor, like: Tensor) -> Tensor:
    """Spreads a condition to the size of `like` by nearest neighbour.

    A side of one cell stays as it is, and broadcasts: a condition that holds for the whole
    picture costs no memory. Arithmetic in place of a branch, so that it holds in the exported file.
    """
    size = [1 + (side - 1) * (1 - 1 // cells) for cells, side in zip(condition.shape[-2:], like.shape[-2:])]
    return F.interpolate(condition, size=size, mode="nearest")


class CCM(nn.Module):
    """F_cond = Conv(Concat(F_r, F_t, F_l)); Concat(F_cond, F_r) → block → 1×1, residual.

    A 1×1 convolution commutes with spreading by nearest neighbour, so the condition's
    share of Conv is computed at the condition's resolution and spread afterwards.
    """

    def __init__(self, dim: int, codecs: int, block: nn.Module, width: int):
        super().__init__()
        self.condition = Condition(codecs)
        self.from_features = nn.Conv2d(dim, width, 1)
        self.from_condition = nn.Conv2d(2 * EMBEDDING, width, 1, bias=False)
        self.block = block
        self.back = silent(nn.Conv2d(dim + width, dim, 1))

    @staticmethod
    def width(dim: int) -> int:
        """Channels of F_cond."""
        return max(16, dim // 4)

    def forward(self, x: Tensor, codec: Tensor, strength: Tensor) -> Tensor:
        condition = spread(self.from_condition(self.condition(codec, strength)), x)
        fused = torch.cat([self.from_features(x) + condition, x], 1)
        return x + self.back(self.block(fused))


class CheapCCM(nn.Module):
    """Scale and shift of the features from F_t and F_l, for the widest scale."""

    def __init__(self, dim: int, codecs: int):
        super().__init__()
        self.condition = Condition(codecs)
        self.scale = nn.Conv2d(2 * EMBEDDING, dim, 1)
        self.shift = nn.Conv2d(2 * EMBEDDING, dim, 1)

    def forward(self, x: Tensor, codec: Tensor, strength: Tensor) -> Tensor:
        condition = self.condition(codec, strength)
        return x * spread(1 + self.scale(condition), x) + spread(self.shift(condition), x)
