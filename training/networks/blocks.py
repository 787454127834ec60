"""The blocks that R-Net is built of. Tensors are [N, C, H, W] throughout.

Written so that ONNX Runtime runs them fast on a CPU: LayerNorm as permute →
nn.LayerNorm → permute, separate convolutions in place of chunk(), the norms of
queries and keys divided out of the small c×c map, the output projection folded
into it.

Attention is local on a grid that is fixed to the picture: MDTA's channel map is
taken over a region of `region` positions a side, window attention over `WINDOW`.
A network trained on patches of one region thus meets the same statistics in a
large picture, and tiles that keep to the grid reproduce the whole.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WINDOW = 8


def silent(conv: nn.Conv2d) -> nn.Conv2d:
    """A convolution that starts at zero. With every residual branch ending in one, training
    starts from a plain U-shape; without, the loss exploded at a learning rate of 8e-4."""
    nn.init.zeros_(conv.weight)
    nn.init.zeros_(conv.bias)
    return conv


class ChannelNorm(nn.LayerNorm):
    """LayerNorm over channels."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


def to_regions(x: Tensor, side: int) -> Tensor:
    """[N, C, H, W] → [N, H/side, W/side, C, side²]; H and W are multiples of `side`."""
    n, c, h, w = x.shape
    x = x.reshape(n, c, h // side, side, w // side, side)
    return x.permute(0, 2, 4, 1, 3, 5).reshape(n, h // side, w // side, c, side * side)


def from_regions(x: Tensor, side: int) -> Tensor:
    """The inverse of `to_regions`."""
    n, rows, cols, c, _ = x.shape
    x = x.reshape(n, rows, cols, c, side, side).permute(0, 3, 1, 4, 2, 5)
    return x.reshape(n, c, rows * side, cols * side)


class Residual(nn.Module):
    """Two dense 3×3 convolutions on a residual branch."""

    def __init__(self, dim: int):
        super().__init__()
        self.inner = nn.Conv2d(dim, dim, 3, padding=1)
        self.outer = silent(nn.Conv2d(dim, dim, 3, padding=1))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.outer(F.gelu(self.inner(x)))


class MDTA(nn.Module):
    """Multi-Dconv head transposed attention (Restormer): attention between channels."""

    def __init__(self, dim: int, heads: int, region: int | None):
        super().__init__()
        self.heads, self.region = heads, region
        self.qkv = nn.ModuleList(
            nn.Sequential(nn.Conv2d(dim, dim, 1), nn.Conv2d(dim, dim, 3, padding=1, groups=dim)) for _ in range(3)
        )
        self.temperature = nn.Parameter(torch.ones(heads, 1, 1))
        self.project = nn.Parameter(torch.empty(dim, dim))
        nn.init.kaiming_uniform_(self.project, a=5**0.5)

    def forward(self, x: Tensor) -> Tensor:
        n, c, h, w = x.shape
        side = self.region
        if side:
            q, k, v = (to_regions(f(x), side) for f in self.qkv)
        else:
            q, k, v = (f(x).reshape(n, 1, 1, c, h * w) for f in self.qkv)
        rows, cols, size = q.shape[1], q.shape[2], q.shape[4]
        per_head = (n, rows, cols, self.heads, c // self.heads, size)
        q, k = q.reshape(per_head), k.reshape(per_head)
        norm_q = q.float().square().sum(-1, keepdim=True).clamp_min(1e-12).sqrt()
        norm_k = k.float().square().sum(-1, keepdim=True).clamp_min(1e-12).sqrt()
        attention = (q @ k.transpose(-1, -2)).float() / (norm_q * norm_k.transpose(-1, -2))
        attention = (attention * self.temperature).softmax(-1)
        # The output projection acts on channels as the map does, so the two are one matrix a head.
        project = self.project.reshape(c, self.heads, c // self.heads).permute(1, 0, 2)
        mixed = (project @ attention).permute(0, 1, 2, 4, 3, 5).reshape(n, rows, cols, c, c)
        out = mixed.to(v.dtype) @ v
        return from_regions(out, side) if side else out.reshape(n, c, h, w)


class GDFN(nn.Module):
    """Gated-Dconv feed-forward network (Restormer), hidden width 2.66·dim in steps of 16."""

    def __init__(self, dim: int, ratio: float = 2.66):
        super().__init__()
        hidden = round(dim * ratio / 16) * 16

        def branch() -> nn.Sequential:
            return nn.Sequential(nn.Conv2d(dim, hidden, 1), nn.Conv2d(hidden, hidden, 3, padding=1, groups=hidden))

        self.gate, self.value = branch(), branch()
        self.project = silent(nn.Conv2d(hidden, dim, 1))

    def forward(self, x: Tensor) -> Tensor:
        return self.project(F.gelu(self.gate(x)) * self.value(x))


class Transformer(nn.Module):
    """Restormer's block: MDTA, then GDFN, each behind a norm on a residual branch."""

    def __init__(self, dim: int, heads: int, region: int | None):
        super().__init__()
        self.norm1, self.attention = ChannelNorm(dim), MDTA(dim, heads, region)
        self.norm2, self.feed_forward = ChannelNorm(dim), GDFN(dim)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attention(self.norm1(x))
        return x + self.feed_forward(self.norm2(x))


class WindowAttention(nn.Module):
    """Self-attention between the positions of each 8×8 window, with a relative position bias."""

    def __init__(self, dim: int, heads: int):
        super().__init__()
        self.heads = heads
        self.qkv = nn.ModuleList(nn.Conv2d(dim, dim, 1) for _ in range(3))
        self.project = nn.Conv2d(dim, dim, 1)
        self.bias = nn.Parameter(torch.zeros((2 * WINDOW - 1) ** 2, heads))
        at = torch.stack(torch.meshgrid(torch.arange(WINDOW), torch.arange(WINDOW), indexing="ij")).flatten(1)
        offset = at[:, :, None] - at[:, None, :] + WINDOW - 1
        self.register_buffer("index", offset[0] * (2 * WINDOW - 1) + offset[1], persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        c = x.shape[1]
        q, k, v = (to_regions(f(x), WINDOW) for f in self.qkv)
        n, rows, cols = q.shape[:3]
        per_head = (n, rows, cols, self.heads, c // self.heads, WINDOW * WINDOW)
        q, k, v = q.reshape(per_head), k.reshape(per_head), v.reshape(per_head)
        scores = (q.transpose(-1, -2) @ k).float() * (c // self.heads) ** -0.5
        bias = self.bias[self.index.flatten()].reshape(WINDOW**2, WINDOW**2, self.heads).permute(2, 0, 1)
        weights = (scores + bias).softmax(-1).to(v.dtype)
        out = (v @ weights.transpose(-1, -2)).reshape(n, rows, cols, c, WINDOW * WINDOW)
        return self.project(from_regions(out, WINDOW))


class ChannelAttention(nn.Module):
    """HAT's CAB: two 3×3 convolutions, their channels weighted by what each window holds."""

    def __init__(self, dim: int):
        super().__init__()
        narrow = dim // 4
        widen = silent(nn.Conv2d(narrow, dim, 3, padding=1))
        self.body = nn.Sequential(nn.Conv2d(dim, narrow, 3, padding=1), nn.GELU(), widen)
        self.weigh = nn.Sequential(nn.Conv2d(dim, 16, 1), nn.ReLU(), nn.Conv2d(16, dim, 1), nn.Sigmoid())

    def forward(self, x: Tensor) -> Tensor:
        x = self.body(x)
        weight = self.weigh(F.avg_pool2d(x, WINDOW))
        return x * F.interpolate(weight, scale_factor=float(WINDOW), mode="nearest")


class RHAG(nn.Module):
    """Residual hybrid attention group (HAT): window attention beside channel attention,
    then GDFN, `depth` times, and a 3×3 that joins the windows again."""

    def __init__(self, dim: int, heads: int, depth: int):
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.ModuleDict(
                {
                    "norm1": ChannelNorm(dim),
                    "window": WindowAttention(dim, heads),
                    "channel": ChannelAttention(dim),
                    "norm2": ChannelNorm(dim),
                    "feed_forward": GDFN(dim),
                }
            )
            for _ in range(depth)
        )
        self.join = silent(nn.Conv2d(dim, dim, 3, padding=1))

    def forward(self, x: Tensor) -> Tensor:
        y = x
        for block in self.blocks:
            z = block["norm1"](y)
            y = y + block["window"](z) + block["channel"](z)
            y = y + block["feed_forward"](block["norm2"](y))
        return x + self.join(y)
