"""R-Net: a U-shaped restoration network whose decoder alone sees the condition.

`fast`, `quality` and `paper` differ in data only: widths, blocks and kinds of block
a level. The encoder and the decoder are modules of their own, so that a new
condition re-runs the decoder on kept features.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.networks.blocks import RHAG, WINDOW, Residual, Transformer, silent
from training.networks.ccm import CCM, CheapCCM


@dataclass(frozen=True)
class RNetConfig:
    """A plan of R-Net; tuples go from the highest resolution to the lowest."""

    name: str
    dims: tuple[int, ...]
    encoder_blocks: tuple[int, ...]
    decoder_blocks: tuple[int, ...]  # one shorter: the lowest level has an encoder only
    kinds: tuple[str, ...]  # "residual" or "transformer"
    heads: tuple[int, ...]
    window_blocks: tuple[int, ...]  # window-attention blocks in the RHAG that ends the level, 0 for none
    refinement: int
    shuffle: int = 2  # pixel-unshuffle ahead of the first level
    region: int | None = 128  # pixels a side over which channel attention is taken; None: all there is
    tail: int = 0  # channels of the full-resolution tail, 0 for none
    codecs: int = 6

    @property
    def levels(self) -> int:
        return len(self.dims)

    def scale(self, level: int) -> int:
        """Pixels of the picture a position of this level, along a side."""
        return self.shuffle * 2**level

    @property
    def stride(self) -> int:
        """H and W have to be multiples of this many pixels."""
        sides = [self.scale(self.levels - 1), self.region or 1]
        sides += [WINDOW * self.scale(i) for i, depth in enumerate(self.window_blocks) if depth]
        return max(sides)


CONFIGS = {
    c.name: c
    for c in (
        RNetConfig(
            "fast",
            dims=(48, 96, 160, 192),
            encoder_blocks=(2, 2, 2, 3),
            decoder_blocks=(2, 2, 2),
            kinds=("residual", "residual", "transformer", "transformer"),
            heads=(1, 1, 5, 6),
            window_blocks=(0, 0, 0, 2),
            refinement=1,
        ),
        RNetConfig(
            "quality",
            dims=(64, 128, 192, 256),
            encoder_blocks=(3, 4, 4, 6),
            decoder_blocks=(3, 4, 4),
            kinds=("residual", "residual", "transformer", "transformer"),
            heads=(1, 1, 6, 8),
            window_blocks=(0, 0, 0, 2),
            refinement=2,
        ),
        RNetConfig(
            "small",  # for measuring choices on a CPU; not shipped
            dims=(32, 64, 96, 128),
            encoder_blocks=(1, 2, 2, 2),
            decoder_blocks=(1, 2, 2),
            kinds=("residual", "residual", "transformer", "transformer"),
            heads=(1, 1, 3, 4),
            window_blocks=(0, 0, 0, 2),
            refinement=1,
        ),
        RNetConfig(
            "paper",
            dims=(48, 96, 192, 384),
            encoder_blocks=(4, 6, 6, 8),
            decoder_blocks=(4, 6, 6),
            kinds=("transformer",) * 4,
            heads=(1, 2, 4, 8),
            window_blocks=(4, 6, 0, 0),
            refinement=4,
            shuffle=1,
            region=None,
        ),
    )
}


def config(name: str, **changes) -> RNetConfig:
    """A named configuration, fields changed as wished. KeyError lists the names."""
    if name not in CONFIGS:
        raise KeyError(f"no R-Net configuration {name!r}: there are {', '.join(CONFIGS)}")
    return replace(CONFIGS[name], **changes)


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
