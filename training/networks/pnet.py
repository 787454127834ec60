"""P-Net (Eqs. 2-4): which codec at which level, and how well one could know it.

It reads native pixels on the picture's own grid. Three down-sampling blocks of 2×2
with stride 2 keep in step with the 8×8 grid of JPEG: a position of F_p is a block.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.settings import LISTS, CodecList


@dataclass(frozen=True)
class PNetConfig:
    """Widths of the stem and of the three down-sampling blocks; codecs that have data, of which list."""

    dims: tuple[int, ...] = (32, 64, 96, 128)
    trained: tuple[str, ...] = ("jpeg", "hevc")
    list: str = "paper"


def _conv(a: int, b: int, kernel: int, stride: int = 1) -> nn.Sequential:
    padding = 1 if kernel == 3 else 0
    conv = nn.Conv2d(a, b, kernel, stride, padding, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(b), nn.ReLU())


def detail(image: Tensor) -> Tensor:
    """What a 5×5 mean leaves, amplified: a codec's traces are small beside the picture itself.

    With the picture in place of this, training stood still for hundreds of steps.
    """
    return 8 * (image - F.avg_pool2d(image, 5, stride=1, padding=2, count_include_pad=False))


class Branch(nn.Module):
    """Convolutions of its own on F_p, pooled to mean and spread, then an MLP."""

    def __init__(self, dim: int, out: int):
        super().__init__()
        self.body = nn.Sequential(_conv(dim, dim, 3), _conv(dim, dim, 3))
        self.head = nn.Sequential(nn.Linear(2 * dim, dim), nn.ReLU(), nn.Linear(dim, out))

    def forward(self, x: Tensor) -> Tensor:
        x = self.body(x).float()
        with torch.autocast(x.device.type, enabled=False):  # in bfloat16 the steps of a run are lost in rounded weights
            mean = x.mean((2, 3))
            spread = (x.square().mean((2, 3)) - mean.square()).clamp_min(1e-6).sqrt()
            return self.head(torch.cat([mean, spread], 1))


class PNet(nn.Module):
    """image [N, 3, H, W] in 0…1, H and W multiples of 16 → logits and the state value."""

    def __init__(self, plan: PNetConfig):
        super().__init__()
        self.plan, self.codecs = plan, LISTS[plan.list]
        layers = [_conv(3, plan.dims[0], 3)]
        for a, b in zip(plan.dims, plan.dims[1:]):
            layers += [_conv(a, b, 2, stride=2), _conv(b, b, 3)]
        self.features = nn.Sequential(*layers)
        self.codec = Branch(plan.dims[-1], len(self.codecs.codecs))
        self.level = Branch(plan.dims[-1], len(self.codecs.settings))
        self.value = Branch(plan.dims[-1], 1)
        has_data = torch.tensor([name in plan.trained for name in self.codecs.names])
        self.register_buffer("mask", torch.where(has_data, 0.0, -1e4), persistent=False)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Codec logits [N, T] (a codec without data at −10⁴), level logits [N, L], value [N, 1]."""
        f = self.features(detail(image))
        return self.codec(f) + self.mask, self.level(f), self.value(f)


def probabilities(codecs: CodecList, codec_logits: Tensor, level_logits: Tensor) -> tuple[Tensor, Tensor]:
    """Softmax over codecs, and over levels within each codec's slice (Eqs. 2 and 3)."""
    levels = [level_logits[:, codecs.level_slice(i)].softmax(-1) for i in range(codec_logits.shape[1])]
    return codec_logits.softmax(-1), torch.cat(levels, 1)
