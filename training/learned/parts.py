"""CompressAI's entropy models and layers, without the rest of CompressAI.

Its package imports PyTorch Geometric, pandas and more as it starts, for point clouds and
data sets. What is needed here wants none of them, so the package is entered by its parts.
"""

from __future__ import annotations

import importlib.util
import sys
import types


def _enter() -> None:
    if "compressai" in sys.modules:
        return
    spec = importlib.util.find_spec("compressai")
    if spec is None:
        raise ImportError("CompressAI is missing: run `make setup-python`")
    package = types.ModuleType("compressai")
    package.__path__ = list(spec.submodule_search_locations)
    # What its entropy models ask their package for.
    package.get_entropy_coder = lambda: "ans"
    package.available_entropy_coders = lambda: ["ans"]
    sys.modules["compressai"] = package


_enter()

from compressai.ans import RansDecoder, RansEncoder  # noqa: E402
from compressai.entropy_models import EntropyBottleneck, GaussianConditional  # noqa: E402
from compressai.layers import (  # noqa: E402
    ResidualBlock,
    ResidualBlockUpsample,
    ResidualBlockWithStride,
    conv3x3,
    subpel_conv3x3,
)

__all__ = [
    "EntropyBottleneck",
    "GaussianConditional",
    "RansDecoder",
    "RansEncoder",
    "ResidualBlock",
    "ResidualBlockUpsample",
    "ResidualBlockWithStride",
    "conv3x3",
    "subpel_conv3x3",
]
