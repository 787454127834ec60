"""Makes P-Net as sure as it is right: temperatures for its softmaxes (Guo et al. 2017), folded into its last weights.

    python -m training.calibrate --pnet runs/pnet/checkpoint.pt --validate runs/validation --out runs/pnet-calibrated.pt

Cross-entropy over a short run with averaged weights leaves P-Net right far more often than it claims. One temperature
for the codec and one for each codec's levels are fitted to the likelihood of crops of the size that the program reads.
Of one crop they change no order of belief; over a picture's crops, whose beliefs are averaged, they may. The pictures
are those that nothing is trained on (`held_out.py`), as P-Net is a little surer on others. The levels of codecs that
cannot code here stay as they are. `training.export` takes what is written.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training import validation
from training.averaged import keep
from training.codecs import compress, is_here
from training.load import load_pnet
from training.networks.pnet import PNet
from training.options import option, parse

GRID = np.geomspace(0.1, 4, 75)  # temperatures that are tried


@dataclass(frozen=True)
class Config:
    """Calibrates a P-Net."""

    pnet: str = option("runs/pnet/checkpoint.pt", "checkpoint of P-Net, or the folder of an exported model")
    validate: str = option("runs/validation", "folder of pristine pictures, as training.held_out writes them")
    pictures: int = option(48, "the most pictures to take of it")
    side: int = option(256, "of the crops, in pixels: what the program reads, or --patch for a run that begins here")
    out: str = option("runs/pnet-calibrated.pt", "the checkpoint to write")


def temperature(logits: Tensor, truth: Tensor) -> float:
    """The temperature of the grid under which the truth is likeliest: logits [N, K], truth [N]."""
    return float(min(GRID, key=lambda t: float(F.cross_entropy(logits / t, truth))))


@torch.no_grad()
def fit(pnet: PNet, pictures: list[np.ndarray]) -> tuple[float, dict[str, float]]:
    """The codec's temperature, and those of the levels of each trained codec that can code on this machine."""
    codec_logits, level_logits, codecs, levels = [], [], [], []
    here = tuple(filter(is_here, pnet.plan.trained))
    for setting in pnet.codecs.of(here):
        codec, level, _ = pnet.codecs.parse(setting)
        said = pnet(validation.tensor([compress(p, setting) for p in pictures]))
        codec_logits.append(said[0])
        level_logits.append(said[1])
        codecs += [codec] * len(pictures)
        levels += [level] * len(pictures)
    true_codec, true_level = torch.tensor(codecs), torch.tensor(levels)
    said_codec, said_level = torch.cat(codec_logits), torch.cat(level_logits)
    by_codec = {}
    for name in here:
        number = pnet.codecs.names.index(name)
        mine = true_codec == number
        by_codec[name] = temperature(said_level[mine][:, pnet.codecs.level_slice(number)], true_level[mine])
    return temperature(said_codec, true_codec), by_codec


@torch.no_grad()
def fold(pnet: PNet, codec: float, by_codec: dict[str, float]) -> None:
    """Divides the last layers by the temperatures, so that the softmaxes stay as they are."""
    last = pnet.codec.head[-1]
    _divide(last, slice(None), codec)
    for name, t in by_codec.items():
        _divide(pnet.level.head[-1], pnet.codecs.level_slice(pnet.codecs.names.index(name)), t)


def _divide(layer: nn.Linear, rows: slice, t: float) -> None:
    layer.weight[rows] /= t
    layer.bias[rows] /= t


def main(argv: list[str] | None = None) -> None:
    """Fits, folds and writes the checkpoint."""
    c = parse(Config, argv)
    pnet = load_pnet(c.pnet)
    codec, by_codec = fit(pnet, validation.crops(c.validate, c.pictures, c.side))
    fold(pnet, codec, by_codec)
    keep({"network": "pnet", **asdict(pnet.plan)}, pnet.state_dict(), c.out)
    told = ", ".join(f"{name} {t:.2f}" for name, t in by_codec.items())
    left = ", ".join(name for name in pnet.plan.trained if name not in by_codec)
    print(f"temperature of the codec {codec:.2f}, of levels: {told}; as they were: {left or 'none'}; {c.out}")


if __name__ == "__main__":
    main()
