"""Checkpoints → the network files that make a model, and its parity file.

    python -m training.export --rnet runs/rnet/checkpoint.pt --pnet runs/pnet/checkpoint.pt --out assets/models/fast

Weights are stored as float16 and cast on load. Facts travel as JSON under `uncodec`
in each file's metadata. Before anything is kept, ONNX Runtime has to give what
PyTorch gives, at two sizes.
"""

from __future__ import annotations

import base64
import datetime
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from training import live, settings
from training.averaged import averaged
from training.networks.joint import Joint
from training.networks.pnet import PNet, PNetConfig, probabilities
from training.networks.rnet import RNet, RNetConfig
from training.onnx_weights import TWINS, facts_of, halve, list_of, plan_of, put_facts, start_from, twins, write_sums
from training.options import option, parse

OPSET = 17
TOLERANCE = 2e-3


@dataclass(frozen=True)
class Config:
    """Exports a P-Net and an R-Net as a model."""

    rnet: str = option("runs/rnet/checkpoint.pt", "checkpoint of R-Net, or the folder of an exported model")
    pnet: str = option("runs/pnet/checkpoint.pt", "checkpoint of P-Net, or the folder of an exported model")
    out: str = option("assets/models/fast", "folder of the model")
    name: str = option("", "name of the model; that of R-Net's configuration by default")
    version: str = option("1", "version of the model")
    trained_on: str = option("D1: JPEG, HEVC and VVC on 1090 photographs", "the data, in words")
    tile: int = option(640, "largest side of a tile in pixels; a multiple of the stride")
    overlap: int = option(
        128, "pixels that neighbouring tiles share; a multiple of the stride, so that tiles keep to the grid"
    )


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


def as_stored(network: nn.Module) -> nn.Module:
    """The network in evaluation, its weights rounded as the file will hold them."""
    with torch.no_grad():
        for weight in network.parameters():
            if weight.dim() > 1:
                weight.copy_(weight.half().float())
    return network.eval()


def trained(folder: Path, name: str) -> list[str]:
    """The codecs that a network of an exported model was trained on."""
    return [codec["name"] for codec in facts_of(folder / f"{name}.onnx")["codecs"] if codec["trained"]]


def load_rnet(path: str) -> tuple[RNet, dict]:
    """R-Net of a checkpoint or of an exported model's folder, ready to run, and its plan."""
    if Path(path).is_dir():
        facts = facts_of(Path(path) / "rnet_decoder.onnx")
        rnet = RNet(plan_of(facts))
        start_from(Path(path), rnet)
        return as_stored(rnet), {"trained": trained(Path(path), "rnet_decoder"), "list": list_of(facts).name}
    plan, weights = averaged(path, "rnet")
    fields = {k: v for k, v in plan.items() if k in RNetConfig.__dataclass_fields__}
    rnet = RNet(RNetConfig(**fields))
    rnet.load_state_dict(weights)
    return as_stored(rnet), plan


def load_pnet(path: str) -> PNet:
    """P-Net of a checkpoint or of an exported model's folder, ready to run."""
    if Path(path).is_dir():
        codecs = list_of(facts_of(Path(path) / "pnet.onnx"))
        pnet = PNet(PNetConfig(trained=tuple(trained(Path(path), "pnet")), list=codecs.name))
        start_from(Path(path), pnet)
        return as_stored(pnet)
    plan, weights = averaged(path, "pnet")
    pnet = PNet(PNetConfig(tuple(plan["dims"]), tuple(plan["trained"]), plan["list"]))
    pnet.load_state_dict(weights)
    return as_stored(pnet)


def load_joint(path: str) -> Joint:
    """Both networks of a checkpoint of stage 2 or of an exported model's folder, as one."""
    return Joint(load_pnet(path), load_rnet(path)[0])


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
    equal = twins(module, model)
    halve(model)
    put_facts(model, facts, **{TWINS: json.dumps(equal)})
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


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


def parity(folder: Path, records: dict[str, dict]) -> None:
    """Writes parity.json: every input and output as float32, base64, little-endian.

    A tensor that several files share (the picture, the features) stands in it once.
    """
    tensors, names, files = {}, {}, {}
    for file, record in records.items():
        files[file] = {"inputs": {}, "outputs": {}}
        for side, arrays in record.items():
            for name, array in arrays.items():
                data = np.ascontiguousarray(array, dtype="<f4").tobytes()
                key = names.setdefault(data, f"{file}.{name}")
                tensors[key] = {"shape": list(np.shape(array)), "data": base64.b64encode(data).decode()}
                files[file][side][name] = key
    text = json.dumps({"tolerance": TOLERANCE, "files": files, "tensors": tensors})
    (folder / "parity.json").write_text(text)


def export(c: Config) -> None:
    """Writes the model's folder."""
    folder = Path(c.out)
    folder.mkdir(parents=True, exist_ok=True)
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
        "trained_on": c.trained_on,
        "commit": commit(),
        "date": datetime.date.today().isoformat(),
    }
    tiles = {"stride": rnet.plan.stride, "tile": c.tile, "overlap": c.overlap}
    rfacts = {**facts, "codecs": listing(codecs, rplan["trained"]), **tiles}
    pfacts = {**facts, "codecs": listing(codecs, pnet.plan.trained), "stride": 16}

    small, large = 128, (256, 384)
    stride = rnet.plan.stride
    records = {}

    def one(name: str, module: nn.Module, inputs_of, outputs: list[str], about: dict) -> None:
        path = folder / f"{name}.onnx"
        inputs = inputs_of(max(small, stride), max(small, stride))
        write(module, inputs, outputs, path, about)
        records[name] = {"inputs": {k: v.numpy() for k, v in inputs.items()}, "outputs": check(path, module, inputs)}
        check(path, module, inputs_of(*large))

    def decoder_inputs(h: int, w: int) -> dict[str, Tensor]:
        image = scene(h, w)
        codec = torch.tensor([0.75, 0.25] + [0.0] * (len(codecs.codecs) - 2)).reshape(1, -1, 1, 1)
        with torch.no_grad():
            features = {f"features_{i}": f for i, f in enumerate(rnet.encoder(image))}
        return {"image": image, **features, "codec": codec, "strength": torch.full((1, 1, 1, 1), 0.6)}

    names = [f"features_{i}" for i in range(rnet.plan.levels)]
    one("pnet", PNetFile(pnet), lambda h, w: {"image": scene(h, w)}, ["codec", "level", "value"], pfacts)
    one("rnet_encoder", rnet.encoder, lambda h, w: {"image": scene(h, w)}, names, rfacts)
    one("rnet_decoder", DecoderFile(rnet), decoder_inputs, ["restored"], rfacts)
    parity(folder, records)
    write_sums(folder)
    live.write(folder)
    for p in sorted(folder.iterdir()):
        print(f"{p}  {p.stat().st_size / 2**20:.2f} MiB")


if __name__ == "__main__":
    export(parse(Config))
