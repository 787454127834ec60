"""The live decoder: R-Net's decoder once more, its dense 3×3 convolutions in 8-bit integers.

    python -m training.live --model assets/models/fast

It answers while a hand moves a control, in two thirds of the time and within a level or two of
what the decoder gives; the picture that is kept comes from the decoder. Weights get 7 bits, since
processors without VNNI add pairs of products in 16 bits, and the eighth would overflow there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime import quantization
from PIL import Image

from training.codecs import compress, is_here
from training.condition import condition
from training.cropping import GRID
from training.held_out import SAMPLES
from training.onnx_weights import LIVE, facts_of, halve, list_of, put_facts, write_sums
from training.options import option, parse
from training.validation import tensor

CROPS, SIDE = 16, 256
PERCENTILE = 99.999  # of activations that 8 bits have to hold; 100 leaves fewer steps for all the others
BOUND = 1.0  # mean difference to the decoder, of 255, that an exact quantisation stays well below


@dataclass(frozen=True)
class Config:
    """Writes a model's live decoder."""

    model: str = option("assets/models/fast", "folder of the model")
    crops: int = option(CROPS, "crops of the samples, at least, for the ranges of activations: every setting has one")


def dense(decoder: onnx.ModelProto) -> list[str]:
    """The dense 3×3 convolutions but the last, whose error nothing follows to hide."""
    shapes = {t.name: list(t.dims) for t in decoder.graph.initializer}
    convolutions = [n for n in decoder.graph.node if n.op_type == "Conv"]
    found = [n.name for n in convolutions if (s := shapes.get(n.input[1])) and s[2:] == [3, 3] and s[1] > 1]
    return [name for name in found if name != convolutions[-1].name]


def inputs(model: Path, crops: int) -> Iterator[dict[str, np.ndarray]]:
    """What the decoder is given for crops of the samples, `crops` of them at least, as every codec that it was trained
    on and that is here leaves them, at every level."""
    encoder = onnxruntime.InferenceSession(str(model / "rnet_encoder.onnx"))
    names = [o.name for o in encoder.get_outputs()]
    pictures = [np.asarray(Image.open(p).convert("RGB")) for p in sorted(SAMPLES.glob("*.jpg"))]
    facts = facts_of(model / "rnet_decoder.onnx")
    codecs = list_of(facts)
    known = codecs.of(tuple(c["name"] for c in facts["codecs"] if c["trained"] and is_here(c["name"])))
    rng = np.random.default_rng(0)
    for i in range(max(crops, len(known))):
        picture = pictures[i % len(pictures)]
        y, x = (int(rng.integers((side - SIDE) // GRID + 1)) * GRID for side in picture.shape[:2])
        setting = known[i % len(known)]
        coded = compress(np.ascontiguousarray(picture[y : y + SIDE, x : x + SIDE]), setting)
        image = tensor([coded]).numpy()
        codec, _, strength = codecs.parse(setting)
        told, strengths = condition(torch.tensor([codec]), torch.tensor([strength]), len(codecs.codecs))
        features = dict(zip(names, encoder.run(names, {"image": image}), strict=True))
        yield {"image": image, **features, "codec": told.numpy(), "strength": strengths.numpy()}


class _Reader(quantization.CalibrationDataReader):
    def __init__(self, given: list[dict[str, np.ndarray]]):
        self.given = iter(given)

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self.given, None)


def write(model: Path, crops: int = CROPS) -> bool:
    """Writes the live decoder of a model's folder, and SHA256SUMS; False where no convolution would gain.

    ValueError if it strays from the decoder.
    """
    source, target = model / "rnet_decoder.onnx", model / f"{LIVE}.onnx"
    target.unlink(missing_ok=True)
    given = list(inputs(model, crops))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"  # weights as float32: the Casts folded
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(plain)
        decoder = onnxruntime.InferenceSession(str(source), options)
        if not (nodes := dense(onnx.load(plain))):
            return False
        quantization.quantize_static(
            plain,
            target,
            _Reader(given),
            op_types_to_quantize=["Conv"],
            per_channel=True,
            reduce_range=True,
            activation_type=quantization.QuantType.QUInt8,
            weight_type=quantization.QuantType.QInt8,
            nodes_to_quantize=nodes,
            calibrate_method=quantization.CalibrationMethod.Percentile,
            extra_options={"CalibPercentile": PERCENTILE, "ActivationSymmetric": False},
        )
    written = onnx.load(target)
    halve(written)
    put_facts(written, facts_of(source))
    onnx.save(written, target)
    live = onnxruntime.InferenceSession(str(target))
    apart = [np.abs(live.run(None, g)[0] - decoder.run(None, g)[0]).mean() * 255 for g in given]
    if not max(apart) < BOUND:
        target.unlink()  # a model may lack it
        raise ValueError(f"the live decoder is {max(apart):.2g} levels from the decoder, above {BOUND}")
    write_sums(model)
    print(f"{target}: {np.mean(apart):.2f} levels from the decoder on the mean")
    return True


if __name__ == "__main__":
    c = parse(Config)
    write(Path(c.model), c.crops)
