"""The estimator itself, as `codec/hold/estimator.go` has it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

HIDDEN = 16


class Estimator(nn.Module):
    """(file, found, steps, flags, shape) → the expected originals: [N, 64] in the units of samples.

    File, found and steps are of blocks [N, 64], flags [N, F] say something of a block, and shape [N] which places it
    has.
    """

    def __init__(self, places: np.ndarray, flags: int, hidden: int = HIDDEN):
        """places [S, P, 64] describe a block's frequencies, by its shape, each by P numbers; so many flags are told."""
        super().__init__()
        self.first = nn.Linear(8 + places.shape[1] + flags, hidden)
        self.second = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, 2)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)
        self.register_buffer("places", torch.tensor(places, dtype=torch.float32), persistent=False)

    def forward(self, file: Tensor, found: Tensor, steps: Tensor, flags: Tensor, shape: Tensor) -> Tensor:
        off = (found - file) / steps
        side = torch.where(file == 0, torch.sign(off), torch.sign(file))  # away from zero, where that has a meaning
        features = (
            off.clamp(-3, 3) * side,
            (file == 0).float(),
            (file / steps).abs().log1p(),
            steps.log() / 3,
            *self.places[shape.long()].unbind(1),
            *flags.T[:, :, None],
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
    shape = torch.zeros(8)
    shape[4:] = len(network.places) - 1  # the last
    places = network.places[shape.long()]
    flags = torch.zeros(8, network.first.in_features - 8 - places.shape[1])
    flags[:4, 0] = 1  # luma, of WebP in blocks by themselves; the other half chroma, which no flag tells
    with torch.no_grad():
        expected = network(file, found, steps, flags, shape)
    described = torch.cat([places.mT, flags[:, None].expand(-1, 64, -1)], 2)[::4]
    blocks = {
        "file": (file / steps).int(),
        "found": found,
        "steps": steps.int(),
        "places": described,
        "expected": expected,
    }
    (folder / "testdata").mkdir(exist_ok=True)
    parity = {name: _short(values) for name, values in blocks.items()}
    (folder / "testdata/parity.json").write_text(json.dumps(parity) + "\n")


def _short(values: Tensor) -> list:
    """Numbers that take no more digits than a float32 needs here."""
    return json.loads(json.dumps(values.tolist()), parse_float=lambda text: float(f"{float(text):.7g}"))
