"""The estimator itself, as `codec/jpeg/estimator.go` has it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

HIDDEN = 16


class Estimator(nn.Module):
    """(file, found, steps, luma) → the expected originals: blocks [N, 64] in the units of samples, luma [N]."""

    def __init__(self, hidden: int = HIDDEN):
        super().__init__()
        self.first = nn.Linear(11, hidden)
        self.second = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, 2)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)
        places = torch.arange(64)
        self.register_buffer("down", (places // 8) / 8, persistent=False)
        self.register_buffer("across", (places % 8) / 8, persistent=False)

    def forward(self, file: Tensor, found: Tensor, steps: Tensor, luma: Tensor) -> Tensor:
        off = (found - file) / steps
        side = torch.where(file == 0, torch.sign(off), torch.sign(file))  # away from zero, where that has a meaning
        features = (
            off.clamp(-3, 3) * side,
            (file == 0).float(),
            (file / steps).abs().log1p(),
            steps.log() / 3,
            self.down,
            self.across,
            luma[:, None],
            # of the whole block: how far beyond the intervals, how much is there, how far off in steps and in samples
            (off.abs() - 0.5).clamp(min=0).mean(1, keepdim=True).sqrt(),
            (file != 0).float().mean(1, keepdim=True),
            (off.square().mean(1, keepdim=True) + 1e-4).log() / 3,
            (found - file).abs().mean(1, keepdim=True).log1p(),
        )
        x = torch.stack([f.expand_as(off) for f in features], -1)
        x = torch.relu(self.second(torch.relu(self.first(x))))
        keep, outward = self.last(x).unbind(-1)
        return file + steps * (torch.sigmoid(keep + 1.5) * off.clamp(-1, 1) + 0.3 * outward * side).clamp(-0.6, 0.6)


def write(network: Estimator, folder: Path) -> None:
    """Writes the weights, a layer a line, and what they make of some blocks, which Go is held to."""
    layers = {}
    for name in ("first", "second", "last"):
        layer = getattr(network, name)
        for values in (layer.weight.data, layer.bias.data):
            values.copy_(torch.from_numpy(np.char.mod("%.5g", values.numpy()).astype(np.float32)))
        layers[name] = {"weight": _short(layer.weight), "bias": _short(layer.bias)}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(layer)}" for name, layer in layers.items())
    (folder / "estimator.json").write_text("{\n" + lines + "\n}\n")

    chance = torch.Generator().manual_seed(1)
    steps = torch.randint(1, 60, (2, 64), generator=chance).float().repeat_interleave(4, 0)
    file = (2 * torch.randn(8, 64, generator=chance)).round() * steps
    found = file + steps * torch.randn(8, 64, generator=chance) / 2
    luma = torch.tensor([1.0] * 4 + [0.0] * 4)
    with torch.no_grad():
        expected = network(file, found, steps, luma)
    blocks = {"file": (file / steps).int(), "found": found, "steps": steps.int()}
    blocks |= {"luma": luma.bool(), "expected": expected}
    (folder / "testdata").mkdir(exist_ok=True)
    parity = {name: _short(values) for name, values in blocks.items()}
    (folder / "testdata/parity.json").write_text(json.dumps(parity) + "\n")


def _short(values: Tensor) -> list:
    """Numbers that take no more digits than a float32 needs here."""
    return json.loads(json.dumps(values.tolist()), parse_float=lambda text: float(f"{float(text):.7g}"))
