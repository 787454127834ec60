"""Exported models → a model repository for servers of the Open Inference Protocol, such as Triton.

    python -m training.repository --models assets/models --out repository
    tritonserver --model-repository repository

P-Net goes as it is, R-Net's encoder and decoder as one network, so that a tile's features, 85 bytes a pixel,
never leave the server. `uncodec … --inference http://host:8000` finds both by their names, as in fast-rnet.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import onnx
from onnx import ModelProto, compose

from training.onnx_weights import FILES, facts_of
from training.options import option, parse

DECODER = "decoder/"


@dataclass(frozen=True)
class Config:
    """Writes a model repository."""

    models: str = option("assets/models", "folder with a folder a model")
    out: str = option("repository", "folder of the repository")


def joined(encoder: ModelProto, decoder: ModelProto) -> ModelProto:
    """R-Net as one network: image, codec and strength → restored. It says of itself what the decoder says."""
    features = [o.name for o in encoder.graph.output]
    shared = {DECODER + name: name for name in ("image", *features, "codec", "strength", "restored")}
    apart = compose.add_prefix(decoder, DECODER)
    for node in apart.graph.node:
        for names in (node.input, node.output):
            names[:] = [shared.get(name, name) for name in names]
    graph = onnx.helper.make_graph(
        [*encoder.graph.node, *apart.graph.node],
        "rnet",
        [i for i in decoder.graph.input if i.name not in features],
        decoder.graph.output,
        [*encoder.graph.initializer, *apart.graph.initializer],
    )
    whole = onnx.helper.make_model(graph, opset_imports=decoder.opset_import, ir_version=decoder.ir_version)
    whole.metadata_props.extend(decoder.metadata_props)
    onnx.checker.check_model(whole)
    return whole


def write(model: Path, out: Path) -> list[str]:
    """Puts a model's networks into the repository and gives their names there."""
    name = facts_of(model / "pnet.onnx")["name"]
    read = {file: onnx.load(str(model / f"{file}.onnx")) for file in FILES}
    networks = {
        f"{name}-pnet": read["pnet"],
        f"{name}-rnet": joined(read["rnet_encoder"], read["rnet_decoder"]),
    }
    for served, network in networks.items():
        folder = out / served / "1"
        folder.mkdir(parents=True, exist_ok=True)
        onnx.save(network, str(folder / "model.onnx"))
    return list(networks)


def main(argv: list[str] | None = None) -> None:
    """Writes the repository. FileNotFoundError where there is no model."""
    c = parse(Config, argv)
    models = sorted(p.parent for p in Path(c.models).glob("*/pnet.onnx"))
    if not models:
        raise FileNotFoundError(f"no models in {c.models}: give the folder that assets/models is")
    for model in models:
        print("\n".join(f"{c.out}/{served}" for served in write(model, Path(c.out))))


if __name__ == "__main__":
    main()
