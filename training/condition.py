"""What R-Net is told in stage 1: the true codec and strength, or less for an ablation (Table 6)."""

from __future__ import annotations

import torch
from torch import Tensor

from training.settings import CODECS

TOLD = ("both", "codec", "strength", "nothing")


def one_hot(codec: Tensor) -> Tensor:
    """Codec numbers [N] → a true condition's distribution [N, T, 1, 1]."""
    return torch.nn.functional.one_hot(codec, len(CODECS)).float()[:, :, None, None]


def condition(codec: Tensor, strength: Tensor, told: str = "both") -> tuple[Tensor, Tensor]:
    """R-Net's condition, [N, T, 1, 1] and [N, 1, 1, 1]; what is not told is the same for every picture.

    ValueError lists what there is to tell.
    """
    if told not in TOLD:
        raise ValueError(f"cannot tell {told!r}: there are {', '.join(TOLD)}")
    codecs, strengths = one_hot(codec), strength[:, None, None, None]
    if told not in ("both", "codec"):
        codecs = torch.full_like(codecs, 1 / codecs.shape[1])
    if told not in ("both", "strength"):
        strengths = torch.full_like(strengths, 0.5)
    return codecs, strengths
