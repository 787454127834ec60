"""Pictures of HEVC that a model restored, as HEIC has them.

HEVC predicts each block and codes what that lacks, in frequencies of 4 × 4 to 32 × 32 samples (`codec/hevc`). Those of
blocks greater than 8 × 8 are asked about 64 by 64.
"""

from __future__ import annotations

import numpy as np

from training.codecs.video import decode, hevc_file
from training.estimator.answers import Answer, Model
from training.estimator.reader import components

FOLDER = "codec/hevc"
MODELS = ("assets/models/studio", "assets/models/fast")
FLAGS = ("luma",)


def _places(side: int, column: int = 0, row: int = 0) -> np.ndarray:
    """Of 64 frequencies of blocks of that side: down, across, whether it is the mean, and the side; [4, 64]."""
    k = np.arange(64)
    down, across = (k % 16 // 4, k % 4) if side == 4 else (k // 8 + 8 * row, k % 8 + 8 * column)
    return np.stack([down / side, across / side, down + across == 0, np.full(64, np.log2(side / 4) / 3)])


PLACES = np.stack(
    [_places(4)] + [_places(8 * parts, n % parts, n // parts) for parts in (1, 2, 4) for n in range(parts * parts)]
)

QPS = (10, 47)
AS_HEIC = 0.4  # how often they are coded as libheif has it


def draw(model: Model, original: np.ndarray, rng: np.random.Generator) -> Answer:
    """What a model makes of a random picture of HEVC of an original."""
    return answer(model, original, int(rng.integers(QPS[0], QPS[1] + 1)), rng.random() < AS_HEIC)


def answer(model: Model, original: np.ndarray, qp: int, as_heic: bool = False) -> Answer:
    """What a model makes of a picture of HEVC of an original, uint8 [H, W, 3] with even sides."""
    coded = hevc_file(original, qp, as_heic)
    restored = model.restore(decode("hevc", [coded])[0])
    error = float(np.square(restored - original).mean())
    return Answer(qp, error, components(coded, restored, original, _described))


def _described(of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return (of["plane"] == 0)[:, None].astype(np.float32), of["shape"]
