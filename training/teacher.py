"""Teachers: trained models whose mean, over models and views, another learns from.

R-Net is not quite the same function of a picture and of its mirror image, nor are two models' R-Nets; the mean of
them is closer to the original than any (the self-ensemble of EDSR). To learn from that mean costs no more at use, and
its gradient is far quieter than the pristine patch's, most of whose difference no network can know.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from training.load import load_joint
from training.networks.joint import believed
from training.networks.pnet import probabilities

VIEWS = 8


class Teacher(nn.Module):
    """Exported models at rest, each under its own posterior, over `views` of the eight views, drawn anew for every
    batch: what is learnt in the long run is the mean of all. ValueError for a number of views that there is not."""

    def __init__(self, models: Sequence[str], views: int = 2):
        super().__init__()
        if not 1 <= views <= VIEWS:
            raise ValueError(f"no teacher of {views} views: there are 1 to {VIEWS}")
        self.models = nn.ModuleList(load_joint(path) for path in models).requires_grad_(False).eval()
        self.views = views

    @torch.no_grad()
    def forward(self, lq: Tensor) -> Tensor:
        """lq [N, 3, S, S] in 0…1, square → the mean of what every model makes of every view, float32."""
        out = torch.zeros_like(lq, dtype=torch.float32)
        for joint in self.models:
            codec, level, _ = joint.pnet(lq)
            condition = believed(joint.codecs, *probabilities(joint.codecs, codec.float(), level.float()))
            for view in torch.randperm(VIEWS)[: self.views].tolist():
                out += unturned(joint.rnet(turned(lq, view), *condition).float(), view)
        return out / (len(self.models) * self.views)


def turned(picture: Tensor, view: int) -> Tensor:
    """View 0…7 of pictures [N, C, H, W]: mirrored if odd, then turned by view // 2 quarters."""
    mirrored = picture.flip(3) if view % 2 else picture
    return torch.rot90(mirrored, view // 2, (2, 3)).contiguous(memory_format=torch.channels_last)


def unturned(picture: Tensor, view: int) -> Tensor:
    """Undoes `turned`."""
    back = torch.rot90(picture, -(view // 2), (2, 3))
    return back.flip(3) if view % 2 else back
