"""What is in a model's ONNX files: weights as float16, and taken back to start a run from; facts; hashes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.averaged import averaged
from training.networks.plans import RNetConfig, config
from training.networks.relist import relist
from training.networks.rnet import RNet
from training.settings import LISTS, CodecList

FILES = ("pnet", "rnet_encoder", "rnet_decoder")  # what a model is, in this order
LIVE = "rnet_decoder_live"  # the decoder that answers while a hand moves, where a model has one (live.py)
FACTS = "uncodec"  # metadata: what the model says of itself, as JSON
HALF = "_half"  # ends the names of weights that are stored as float16
TWINS = "uncodec_twins"  # metadata: weights that stand in the file under another one's name


def halve(model: onnx.ModelProto) -> None:
    """Stores matrices as float16 behind a Cast, which ONNX Runtime folds when it loads.

    Vectors stay float32: they weigh little, and variances may be too small for float16.
    """
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or len(tensor.dims) < 2:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), name + HALF))
        casts.append(helper.make_node("Cast", [name + HALF], [name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)


def twins(module: nn.Module, model: onnx.ModelProto) -> dict[str, str]:
    """Weights that the exporter left out because another one is equal: their names, and the other's."""
    kept = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    missing = {name: value.numpy() for name, value in module.state_dict().items() if name not in kept}
    return {
        name: next(k for k, other in kept.items() if np.array_equal(value, other))
        for name, value in missing.items()
        if value.dtype.kind == "f"
    }


def facts_of(path: Path) -> dict:
    """What a network file says of itself: name, codecs, stride and the like."""
    return facts_in(onnx.load(str(path), load_external_data=False))


def facts_in(model: onnx.ModelProto) -> dict:
    """The same of a file that is loaded."""
    return json.loads(next(p.value for p in model.metadata_props if p.key == FACTS))


def list_of(facts: dict) -> CodecList:
    """The list of codecs that a network file's model names."""
    return LISTS[facts.get("list", "paper")]


def plan_of(facts: dict) -> RNetConfig:
    """The configuration of a network file's R-Net."""
    return config(facts.get("plan", facts["name"]), codecs=len(list_of(facts).codecs))


def put_facts(model: onnx.ModelProto, facts: dict, **more: str) -> None:
    """Writes what a network file says of itself, and further metadata, over what stood there."""
    helper.set_model_props(model, {FACTS: json.dumps(facts), **more})


def weights_of(path: Path) -> dict[str, Tensor]:
    """The named weights of a network file: what a later run can start from."""
    model = onnx.load(str(path))
    arrays = {t.name.removesuffix(HALF): numpy_helper.to_array(t) for t in model.graph.initializer}
    properties = {p.key: p.value for p in model.metadata_props}
    arrays |= {name: arrays[twin] for name, twin in json.loads(properties[TWINS]).items()}
    return {name: torch.from_numpy(a.astype(np.float32)) for name, a in arrays.items() if a.dtype.kind == "f"}


def exported(folder: Path, network: str) -> tuple[CodecList, dict[str, Tensor]]:
    """The list and the weights of "rnet" or "pnet" in an exported model's folder."""
    files = {"rnet_encoder": "encoder.", "rnet_decoder": ""} if network == "rnet" else {"pnet": ""}
    found: dict[str, Tensor] = {}
    for name, prefix in files.items():
        weights = weights_of(folder / f"{name}.onnx")
        found |= {prefix + k.removeprefix("pnet."): v for k, v in weights.items()}
    return list_of(facts_of(folder / f"{next(iter(files))}.onnx")), found


def start_from(path: Path, network: nn.Module, codecs: CodecList | None = None) -> None:
    """Loads the weights of an exported model's folder, or those of a checkpoint, into an R-Net or a P-Net of the
    same configuration, and of the list `codecs` where they know another one.

    ValueError names what is missing or of another shape.
    """
    kind = "rnet" if isinstance(network, RNet) else "pnet"
    if path.is_dir():
        known, found = exported(path, kind)
    else:
        plan, found = averaged(str(path), kind)
        known = LISTS[plan["list"]]
    if codecs and codecs != known:
        found = relist(found, known, codecs)
    state = network.state_dict()
    for name, value in state.items():
        if not value.is_floating_point():  # BatchNorm's count of batches
            found[name] = value
        elif name not in found or found[name].shape != value.shape:
            raise ValueError(f"{path} is of another configuration: it has no {name} of shape {tuple(value.shape)}")
    if left := [name for name in found if "." in name and name not in state]:  # others are the exporter's own
        raise ValueError(f"{path} is of another configuration: it has {min(left)}, which this one has no place for")
    network.load_state_dict({name: found[name] for name in state})


def model_hash(folder: Path) -> str:
    """The hash that the program files results under: SHA-256 over those of the three files."""
    sums = (hashlib.sha256((folder / f"{name}.onnx").read_bytes()).digest() for name in FILES)
    return hashlib.sha256(b"".join(sums)).hexdigest()


def write_sums(model: Path) -> None:
    """Writes SHA256SUMS beside the network files."""
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in sorted(model.glob("*.onnx"))]
    (model / "SHA256SUMS").write_text("".join(sums))
