"""R-Net: a U-shaped restoration network whose decoder alone sees the condition.

The encoder and the decoder are modules of their own, so that a new condition re-runs
the decoder on kept features. `plans.py` has its sizes.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.networks.blocks import RHAG, Residual, Transformer, silent
from training.networks.ccm import CCM, CheapCCM
from training.networks.plans import RNetConfig


def _block(plan: RNetConfig, level: int, dim: int) -> nn.Module:
    """One block of this level's kind, `dim` channels wide."""
    if plan.kinds[level] == "residual":
        return Residual(dim)
    region = plan.region // plan.scale(level) if plan.region else None
    return Transformer(dim, plan.heads[level], region)


def _stage(plan: RNetConfig, level: int, count: int) -> nn.Sequential:
    """The blocks of a level, and its RHAG where the plan has one."""
    dim, depth = plan.dims[level], plan.window_blocks[level]
    blocks = [_block(plan, level, dim) for _ in range(count)]
    if depth:
        blocks.append(RHAG(dim, plan.heads[level], depth))
    return nn.Sequential(*blocks)


class Encoder(nn.Module):
    """image [N, 3, H, W] in 0…1 → features, one tensor a level, the finest first.

    All but the lowest are projected for the decoder to add: concatenation and a 1×1
    convolution, as U-Nets have it, but the share that no condition touches is done here.
    """

    def __init__(self, plan: RNetConfig):
        super().__init__()
        self.shuffle = plan.shuffle
        self.stem = nn.Conv2d(3 * plan.shuffle**2, plan.dims[0], 3, padding=1)
        self.stages = nn.ModuleList(_stage(plan, i, n) for i, n in enumerate(plan.encoder_blocks))
        self.down = nn.ModuleList(nn.Conv2d(a, b, 2, stride=2) for a, b in zip(plan.dims, plan.dims[1:]))
        self.skip = nn.ModuleList(nn.Conv2d(dim, dim, 1) for dim in plan.dims[:-1])

    def forward(self, image: Tensor) -> list[Tensor]:
        x = self.stages[0](self.stem(F.pixel_unshuffle(image, self.shuffle)))
        features = []
        for skip, down, stage in zip(self.skip, self.down, self.stages[1:]):
            features.append(skip(x))
            x = stage(down(x))
        return [*features, x]


class Tail(nn.Module):
    """A thin last look at full resolution, which a network behind a pixel-unshuffle lacks at gentle levels."""

    def __init__(self, width: int):
        super().__init__()
        self.look = nn.Conv2d(3, width, 3, padding=1)
        self.join = silent(nn.Conv2d(3 + width, 3, 3, padding=1))

    def forward(self, image: Tensor, residual: Tensor) -> Tensor:
        return residual + self.join(torch.cat([residual, F.gelu(self.look(image))], 1))


class Decoder(nn.Module):
    """image, features and condition (see ccm.py) → restored [N, 3, H, W], not clipped."""

    def __init__(self, plan: RNetConfig):
        super().__init__()
        self.shuffle = plan.shuffle
        top = range(plan.levels - 1)
        self.up = nn.ModuleList(
            nn.Sequential(nn.Conv2d(plan.dims[i + 1], 4 * plan.dims[i], 1), nn.PixelShuffle(2)) for i in top
        )
        self.ccm = nn.ModuleList(self._ccm(plan, i) for i in range(plan.levels))
        self.stages = nn.ModuleList(_stage(plan, i, n) for i, n in enumerate(plan.decoder_blocks))
        self.refine = nn.Sequential(*(_block(plan, 0, plan.dims[0]) for _ in range(plan.refinement)))
        self.out = silent(nn.Conv2d(plan.dims[0], 3 * plan.shuffle**2, 3, padding=1))  # starts at the identity
        self.tail = Tail(plan.tail) if plan.tail else None

    @staticmethod
    def _ccm(plan: RNetConfig, level: int) -> nn.Module:
        dim = plan.dims[level]
        if level == 0:
            return CheapCCM(dim, plan.codecs)
        width = CCM.width(dim)
        return CCM(dim, plan.codecs, _block(plan, level, dim + width), width)

    def forward(self, image: Tensor, features: list[Tensor], codec: Tensor, strength: Tensor) -> Tensor:
        last = len(features) - 1
        x = self.ccm[last](features[last], codec, strength)
        for i in reversed(range(last)):
            x = self.ccm[i](self.up[i](x) + features[i], codec, strength)
            x = self.stages[i](x)
        residual = F.pixel_shuffle(self.out(self.refine(x)), self.shuffle)
        return image + (self.tail(image, residual) if self.tail else residual)


class RNet(nn.Module):
    """Encoder and decoder together, as they are trained."""

    def __init__(self, plan: RNetConfig):
        super().__init__()
        self.plan = plan
        self.encoder, self.decoder = Encoder(plan), Decoder(plan)

    def forward(self, image: Tensor, codec: Tensor, strength: Tensor) -> Tensor:
        return self.decoder(image, self.encoder(image), codec, strength)
