"""Pictures of AVC that a model restored.

AVC predicts each block and codes what that lacks, in frequencies of 4 × 4 or 8 × 8 samples (`codec/avc`). Where a
macroblock is predicted as one, and in chroma, the means of its 4 × 4 are transformed once more, together.
"""

from __future__ import annotations

import numpy as np

from training.codecs.video import avc_file, decode
from training.estimator.answers import Answer, Model
from training.estimator.reader import components

FOLDER = "codec/avc"
MODELS = ("assets/models/studio",)  # what does not name AVC is not held to one
FLAGS = ("luma",)


def _places(side: int, means: int = 0, column: int = 0, row: int = 0) -> np.ndarray:
    """Of 64 frequencies of blocks of that side: down, across, whether it is the mean, whether they are of 8 × 8, and
    whether means were transformed together, so many each way, of which the square has those from a column and a row on;
    [5, 64]."""
    k = np.arange(64)
    down, across = (k % 16 // 4, k % 4) if side == 4 else (k // 8, k % 8)
    mean = down + across == 0
    down, across = down / side, across / side
    if means:
        down = np.where(mean, (row + k // 32) / (4 * means), down)
        across = np.where(mean, (column + k // 16 % 2) / (4 * means), across)
    return np.stack([down, across, mean, np.full(64, side == 8), np.full(64, means > 0)])


PLACES = np.stack(
    [_places(4), _places(8)] + [_places(4, 4, 2 * (n % 2), 2 * (n // 2)) for n in range(4)] + [_places(4, 2)]
)

QPS = (8, 47)


def draw(model: Model, original: np.ndarray, rng: np.random.Generator) -> Answer:
    """What a model makes of a random picture of AVC of an original."""
    return answer(model, original, int(rng.integers(QPS[0], QPS[1] + 1)))


def answer(model: Model, original: np.ndarray, qp: int) -> Answer:
    """What a model makes of a picture of AVC of an original, uint8 [H, W, 3] with even sides."""
    coded = avc_file(original, qp)
    restored = model.restore(decode("h264", [coded])[0])
    error = float(np.square(restored - original).mean())
    return Answer(qp, error, components(coded, restored, original, described))


def described(of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The flags of squares, and their shapes."""
    return (of["plane"] == 0)[:, None].astype(np.float32), of["shape"]
