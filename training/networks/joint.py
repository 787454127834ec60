"""P-Net and R-Net as one: R-Net runs on what P-Net believes (stage 2)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.networks.pnet import PNet, probabilities
from training.networks.rnet import RNet
from training.settings import CodecList


def strengths(codecs: CodecList) -> Tensor:
    """The strength of each setting of a list, in order."""
    return torch.tensor([c.strength(level) for c in codecs.codecs for level in c.levels])


def believed(codecs: CodecList, codec: Tensor, level: Tensor) -> tuple[Tensor, Tensor]:
    """The posterior as R-Net's condition, differentiable: π_t, and Σ_t π_t Σ_l π_(l|t)·strength(l).

    codec [N, T] and level [N, L] over a list's L settings → [N, T, 1, 1] and [N, 1, 1, 1].
    """
    weighted = level * strengths(codecs).to(level)
    of_codec = torch.stack([weighted[:, codecs.level_slice(i)].sum(1) for i in range(codec.shape[1])], 1)
    return codec[:, :, None, None], (codec * of_codec).sum(1)[:, None, None, None]


def joint_probabilities(codecs: CodecList, codec: Tensor, level: Tensor) -> Tensor:
    """π(a) = π_t · π_(l|t) over the settings of a list as actions, [N, L]."""
    return torch.cat([codec[:, i : i + 1] * level[:, codecs.level_slice(i)] for i in range(codec.shape[1])], 1)


class Joint(nn.Module):
    """lq [N, 3, H, W] → restored, P-Net's probabilities over codecs and levels, and its value."""

    def __init__(self, pnet: PNet, rnet: RNet):
        super().__init__()
        self.pnet, self.rnet, self.codecs = pnet, rnet, pnet.codecs

    def train(self, mode: bool = True) -> Joint:
        """P-Net's norms keep the statistics of stage 1: those of a small batch would blur the posterior that
        R-Net learns from, and no label would mend it."""
        super().train(mode)
        for part in self.pnet.modules():
            if isinstance(part, nn.BatchNorm2d):
                part.eval()
        return self

    def forward(self, lq: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        codec_logits, level_logits, value = self.pnet(lq)
        codec, level = probabilities(self.codecs, codec_logits.float(), level_logits.float())
        return self.rnet(lq, *believed(self.codecs, codec, level)), codec, level, value[:, 0].float()
