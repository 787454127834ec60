"""Checkpoints → the network files that make a model, and its parity file.

    python -m training.export --rnet runs/rnet/checkpoint.pt --pnet runs/pnet/checkpoint.pt --out assets/models/fast

Facts travel as JSON under `uncodec` in each file's metadata. Before anything is kept, ONNX Runtime
has to give what PyTorch gives, at two sizes; until then a model that was there before stays as it was.
"""

from __future__ import annotations

import datetime
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from training import live, parity, settings
from training.load import load_pnet, load_rnet
from training.onnx_files import DecoderFile, PNetFile, check, scene, write
from training.onnx_weights import LIVE, write_sums
from training.options import option, parse


@dataclass(frozen=True)
class Config:
    """Exports a P-Net and an R-Net as a model."""

    rnet: str = option("runs/rnet/checkpoint.pt", "checkpoint of R-Net, or the folder of an exported model")
    pnet: str = option("runs/pnet/checkpoint.pt", "checkpoint of P-Net, or the folder of an exported model")
    out: str = option("assets/models/fast", "folder of the model")
    name: str = option("", "name of the model; that of R-Net's configuration by default")
    version: str = option("1", "version of the model")
    trained_on: str = option("", "the data, in words; the codecs that R-Net was trained on by default")
    tile: int = option(640, "largest side of a tile in pixels; a multiple of the stride")
    overlap: int = option(
        128, "pixels that neighbouring tiles share; a multiple of the stride, so that tiles keep to the grid"
    )
    crops: int = option(live.CROPS, "crops of the samples, at least, for the live decoder's ranges")


def listing(codecs: settings.CodecList, trained: tuple[str, ...]) -> list[dict]:
    """A codec list as metadata."""
    return [
        {
            "name": c.name,
            "label": c.label,
            "unit": c.unit,
            "trained": c.name in trained,
            "levels": [{"level": level, "strength": c.strength(level)} for level in c.levels],
        }
        for c in codecs.codecs
    ]


def commit() -> str:
    """The revision of the working tree, "unknown" outside git."""
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def export(c: Config) -> None:
    """Writes the model's folder."""
    rnet, rplan = load_rnet(c.rnet)
    pnet = load_pnet(c.pnet)
    codecs = pnet.codecs
    if (other := rplan["list"]) != codecs.name:
        raise ValueError(f"P-Net names the codecs of the list {codecs.name} and R-Net those of {other}")
    facts = {
        "name": c.name or rnet.plan.name,
        "plan": rnet.plan.name,
        "list": codecs.name,
        "version": c.version,
        "trained_on": c.trained_on or ", ".join(x.label for x in codecs.codecs if x.name in rplan["trained"]),
        "commit": commit(),
        "date": datetime.date.today().isoformat(),
    }
    tiles = {"stride": rnet.plan.stride, "tile": c.tile, "overlap": c.overlap}
    rfacts = {**facts, "codecs": listing(codecs, rplan["trained"]), **tiles}
    pfacts = {**facts, "codecs": listing(codecs, pnet.plan.trained), "stride": 16}

    small, large = 128, (256, 384)
    stride = rnet.plan.stride
    records = {}

    def one(name: str, module: nn.Module, inputs_of, outputs: list[str], about: dict, more: dict | None = None) -> None:
        path = Path(part) / f"{name}.onnx"
        inputs = inputs_of(max(small, stride), max(small, stride))
        write(module, inputs, outputs, path, about)
        records[name] = {"inputs": {k: v.numpy() for k, v in inputs.items()}, "outputs": check(path, module, inputs)}
        check(path, module, inputs_of(*large))
        if more:
            check(path, module, {**inputs_of(*large), **more})

    def decoder_inputs(h: int, w: int) -> dict[str, Tensor]:
        image = scene(h, w)
        codec = torch.tensor([0.75, 0.25] + [0.0] * (len(codecs.codecs) - 2)).reshape(1, -1, 1, 1)
        with torch.no_grad():
            features = {f"features_{i}": f for i, f in enumerate(rnet.encoder(image))}
        return {"image": image, **features, "codec": codec, "strength": torch.full((1, 1, 1, 1), 0.6)}

    names = [f"features_{i}" for i in range(rnet.plan.levels)]
    told = torch.rand(1, len(codecs.codecs), 2, 3, generator=torch.Generator().manual_seed(1))
    regions = {"codec": told / told.sum(1, keepdim=True), "strength": told[:, :1]}  # a condition that is a map
    folder = Path(c.out)
    folder.mkdir(parents=True, exist_ok=True)
    # In it and not beside it, where the program would take it for a model.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as part:
        one("pnet", PNetFile(pnet), lambda h, w: {"image": scene(h, w)}, ["codec", "level", "value"], pfacts)
        one("rnet_encoder", rnet.encoder, lambda h, w: {"image": scene(h, w)}, names, rfacts)
        one("rnet_decoder", DecoderFile(rnet), decoder_inputs, ["restored"], rfacts, regions)
        parity.write(Path(part), records)
        write_sums(Path(part))
        (folder / f"{LIVE}.onnx").unlink(missing_ok=True)  # it is of the decoder that goes
        for p in Path(part).iterdir():
            p.replace(folder / p.name)
    live.write(folder, c.crops)
    for p in sorted(folder.iterdir()):
        print(f"{p}  {p.stat().st_size / 2**20:.2f} MiB")


if __name__ == "__main__":
    export(parse(Config))
