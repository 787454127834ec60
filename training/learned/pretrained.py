"""CompressAI's published weights of Cheng2020, for whoever has them, as network files for training pictures.

    python -m training.learned.pretrained --weights cheng2020-anchor-2-….pth.tar --codec cheng_psnr --level 2

Analysis, rounding and synthesis make the pictures. The published entropy model is
autoregressive, which the product does not run, so these files have no tables: a bank can be
coded with them (`training.learned.bank --files runs/published`), a bitstream not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from training.learned.export import store
from training.learned.networks import cheng
from training.learned.plans import STRIDE, plan
from training.options import option, parse


@dataclass(frozen=True)
class Config:
    """Writes a network file of published weights."""

    weights: str = option("", "checkpoint as CompressAI publishes it")
    codec: str = option("cheng_psnr", "cheng_psnr, or cheng_ssim for the nets tuned for MS-SSIM")
    level: str = option("1", "quality, 1 to 4")
    out: str = option("runs/published", "folder of the network files")


class Published(nn.Module):
    """The transforms of CompressAI's `cheng2020-anchor`."""

    def __init__(self, state: dict[str, Tensor]):
        super().__init__()
        if "g_a.0.conv1.weight" not in state:
            raise ValueError("these are no weights of CompressAI's cheng2020-anchor: g_a.0.conv1.weight is missing")
        n = state["g_a.0.conv1.weight"].shape[0]
        self.g_a, self.g_s = cheng(n, n)
        self.load_state_dict({k: v for k, v in state.items() if k.startswith(("g_a.", "g_s."))})

    def forward(self, image: Tensor) -> Tensor:
        return self.g_s(torch.round(self.g_a(image)))


def write(c: Config) -> Path:
    """Writes the file and returns its path."""
    what = plan(c.codec, c.level)
    network = Published(torch.load(c.weights, map_location="cpu", weights_only=True))
    path = Path(c.out) / f"{what.name}.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {"codec": what.codec, "level": what.level, "stride": STRIDE, "trained_on": "as CompressAI publishes it"}
    store(network, path, ("picture",), facts)
    return path


if __name__ == "__main__":
    print(write(parse(Config)))
