"""What R-Net is told in stage 1: the true codec and strength, or less for an ablation (Table 6)."""

from __future__ import annotations

import torch
from torch import Tensor

TOLD = ("both", "codec", "strength", "nothing")


def one_hot(codec: Tensor, count: int) -> Tensor:
    """Numbers [N] among T = `count` codecs → a true condition's distribution [N, T, 1, 1]."""
    return torch.nn.functional.one_hot(codec, count).float()[:, :, None, None]


def condition(codec: Tensor, strength: Tensor, count: int, told: str = "both") -> tuple[Tensor, Tensor]:
    """R-Net's condition, [N, T, 1, 1] and [N, 1, 1, 1]; what is not told is the same for every picture.

    ValueError lists what there is to tell.
    """
    if told not in TOLD:
        raise ValueError(f"cannot tell {told!r}: there are {', '.join(TOLD)}")
    codecs, strengths = one_hot(codec, count), strength[:, None, None, None]
    if told not in ("both", "codec"):
        codecs = torch.full_like(codecs, 1 / codecs.shape[1])
    if told not in ("both", "strength"):
        strengths = torch.full_like(strengths, 0.5)
    return codecs, strengths
