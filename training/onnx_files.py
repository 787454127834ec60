"""A network as an ONNX file: its weights as float16, cast on load, and ONNX Runtime's answers held to PyTorch's."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from training.networks.pnet import PNet, probabilities
from training.networks.rnet import RNet
from training.onnx_weights import TWINS, halve, put_facts, twins

OPSET = 17
TOLERANCE = 2e-3


class PNetFile(nn.Module):
    """P-Net as exported: probabilities, uniform levels for codecs without data."""

    def __init__(self, pnet: PNet):
        super().__init__()
        self.pnet = pnet
        known = [float(c.name in pnet.plan.trained) for c in pnet.codecs.codecs for _ in c.levels]
        self.register_buffer("known", torch.tensor(known))

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        codec, level, value = self.pnet(image)
        codec, level = probabilities(self.pnet.codecs, codec, level * self.known)
        return codec, level, value


class DecoderFile(nn.Module):
    """R-Net's decoder with its features as separate arguments."""

    def __init__(self, rnet: RNet):
        super().__init__()
        self.decoder = rnet.decoder

    def forward(self, image: Tensor, *rest: Tensor) -> Tensor:
        *features, codec, strength = rest
        return self.decoder(image, features, codec, strength)


def write(module: nn.Module, inputs: dict[str, Tensor], outputs: list[str], path: Path, facts: dict) -> None:
    """Exports one network file with dynamic N, H, W and its facts."""
    spatial = {0: "n", 2: "h", 3: "w"}
    axes = {name: dict(spatial) for name in [*inputs, *outputs]}
    for name in axes:
        if name in ("codec", "strength", "level", "value"):
            axes[name] = {0: "n"} if name in outputs else {0: "n", 2: "ch", 3: "cw"}
        elif name.startswith("features_"):
            axes[name] = {0: "n", 2: f"h{name[-1]}", 3: f"w{name[-1]}"}
    with torch.no_grad():
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
            # Weights keep their names, so that training can start from the file; ONNX Runtime folds all the same.
            do_constant_folding=False,
            training=torch.onnx.TrainingMode.PRESERVE,
        )
    model = onnx.load(str(path))
    tell_shapes(model, module, inputs, axes)
    equal = twins(module, model)
    halve(model)
    put_facts(model, facts, **{TWINS: json.dumps(equal)})
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def tell_shapes(model: onnx.ModelProto, module: nn.Module, inputs: dict[str, Tensor], axes: dict[str, dict]) -> None:
    """Says of the outputs' sides that never change how long they are, where the export did not find out."""
    with torch.no_grad():
        answers = module(*inputs.values())
    answers = [answers] if isinstance(answers, Tensor) else answers
    for output, answer in zip(model.graph.output, answers, strict=True):
        for axis, side in enumerate(output.type.tensor_type.shape.dim):
            if axis not in axes[output.name]:
                side.dim_value = answer.shape[axis]


def check(path: Path, module: nn.Module, inputs: dict[str, Tensor]) -> dict[str, np.ndarray]:
    """What PyTorch gives for the inputs; ValueError if ONNX Runtime gives something else."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [o.name for o in session.get_outputs()]
    got = session.run(names, {k: v.numpy() for k, v in inputs.items()})
    with torch.no_grad():
        want = module(*inputs.values())
    want = [want] if isinstance(want, Tensor) else want
    for name, a, b in zip(names, got, want, strict=True):
        error = float(np.abs(a - b.numpy()).max())
        if not error <= TOLERANCE:
            raise ValueError(f"{path.name}: output {name} differs from PyTorch by {error:.2g}, above {TOLERANCE}")
    return {name: b.numpy() for name, b in zip(names, want)}


def scene(height: int, width: int) -> Tensor:
    """A picture with edges, ramps and texture, the same everywhere: [1, 3, H, W] of whole 8-bit values."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    planes = [x / width, (np.sin(x / 7) * np.cos(y / 5) + 1) / 2, ((x // 16 + y // 16) % 2) * 0.6 + 0.2]
    return torch.from_numpy((np.stack(planes) * 255).round().astype(np.float32) / 255)[None]
