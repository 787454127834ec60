"""Checkpoint → the network file of a learned codec, which the product and the training run.

    python -m training.learned.export --run runs/cheng_psnr-2 --out assets/codecs

Pictures go in, `image` [N, 3, H, W] in 0…1 with sides that are multiples of 64. Out come
`picture`, not clipped; `y`, `tables` and `z`, what an entropy coder writes; `latent` and
`means`, where a decoder enters. The tables travel as metadata. Before the file is kept, it has
to give what PyTorch gives, and a coded file has to come back as the same pixels.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from training import settings
from training.export import commit
from training.learned.bitstream import NetworkFile
from training.learned.entropy import Tables, tables
from training.learned.losses import Training
from training.learned.networks import Codec, Symbols
from training.learned.plans import STRIDE, Plan
from training.load import as_stored
from training.onnx_files import OPSET, scene
from training.onnx_weights import halve, put_facts
from training.options import option, parse


@dataclass(frozen=True)
class Config:
    """Exports a learned codec."""

    run: str = option("", "folder of the run, with checkpoint.pt")
    out: str = option("assets/codecs", "folder of the network files")
    trained_on: str = option("photographs", "the data, in words")


class CodecFile(nn.Module):
    """A codec as its file computes it."""

    def __init__(self, codec: Codec):
        super().__init__()
        self.codec = codec

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        return tuple(self.codec.code(image))


def load(run: Path) -> tuple[Codec, Plan]:
    """The averaged weights of a run, as the file will hold them, ready to code."""
    state = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=False)
    fields = {k: v for k, v in state["plan"].items() if k in Plan.__dataclass_fields__}
    plan = Plan(**fields | {"widths": tuple(fields["widths"])})
    training = Training(plan)
    training.load_state_dict({k.removeprefix("module."): v for k, v in state["average"].items() if k != "n_averaged"})
    return as_stored(training.codec), plan


def write(codec: Codec, plan: Plan, found: tuple[Tables, Tables], path: Path, trained_on: str) -> None:
    """Writes the file."""
    known = next(c for c in settings.PAPER.codecs if c.name == plan.codec)
    facts = {
        "codec": plan.codec, "label": known.label, "unit": known.unit, "level": plan.level, "stride": STRIDE,
        "trained_on": trained_on, "commit": commit(), "date": datetime.date.today().isoformat(),
        "tables": {name: t.stored() for name, t in zip("yz", found)},
    }  # fmt: skip
    store(CodecFile(codec), path, Symbols._fields, facts)


def store(network: nn.Module, path: Path, outputs: tuple[str, ...], facts: dict) -> None:
    """Writes a network of pictures as ONNX with dynamic sizes, float16 weights and its facts."""
    axes = {name: {0: "n", 2: f"h_{name}", 3: f"w_{name}"} for name in ("image", *outputs)}
    with torch.no_grad():
        torch.onnx.export(
            network.eval(),
            (scene(128, 192),),
            str(path),
            input_names=["image"],
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    model = onnx.load(str(path))
    halve(model)
    put_facts(model, facts)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def check(codec: Codec, path: Path) -> float:
    """The largest difference from PyTorch's picture where both round alike. ValueError for a
    file that differs, or that a coded file does not come back from."""
    network = NetworkFile(path)
    image = scene(128, 192)
    with torch.no_grad():
        want = codec.code(image)
    got = network.whole.run(["picture", "y", "z"], {"image": image.numpy()})
    apart = np.mean(got[1] != want.y.numpy()) + np.mean(got[2] != want.z.numpy())
    error = float(np.abs(got[0] - want.picture.numpy()).max())
    if apart > 0.01 or (apart == 0 and error > 2e-3):
        raise ValueError(
            f"{path.name}: {apart:.1%} of the symbols and {error:.2g} of the picture differ from PyTorch's"
        )
    picture = np.ascontiguousarray((image[0].numpy().transpose(1, 2, 0) * 255).round().astype(np.uint8)[:101, :150])
    decoded, file = network.code(picture)
    if not np.array_equal(network.decode(file), decoded):
        raise ValueError(f"{path.name}: a coded file does not come back as the picture that was shown")
    return error


def export(c: Config) -> Path:
    """Writes and checks the file of a run, and returns its path."""
    codec, plan = load(Path(c.run))
    found = tables(codec)
    folder = Path(c.out)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{plan.name}.onnx"
    part = folder / f"{plan.name}.part"
    write(codec, plan, found, part, c.trained_on)
    check(codec, part)
    part.replace(path)
    print(f"{path}  {path.stat().st_size / 2**20:.2f} MiB")
    return path


if __name__ == "__main__":
    export(parse(Config))
