"""Pictures of AV1 that a model restored, as AVIF has them.

AV1 predicts each block and codes what that lacks, in frequencies of 4 × 4 to 64 × 64 samples, of which it keeps 32 each
way at the most (`codec/av1`). Those of blocks of 8 and more each way are asked about 8 × 8 at a time; smaller ones
share a square of 64. Their rows and columns are transformed by cosines, by sines (ADST), or not at all.
"""

from __future__ import annotations

import numpy as np

from training.codecs.video import av1_file, decode
from training.estimator.answers import Answer, Model
from training.estimator.reader import components

FOLDER = "codec/av1"
MODELS = ("assets/models/studio",)  # what does not name AV1 is not held to one
FLAGS = ("luma", "sines down", "sines across", "samples down", "samples across")


def sizes() -> list[tuple[int, int, int, int]]:
    """Of each size of blocks: logarithms of its sides, across and down, and how many parts it has each way."""
    logs = [(wide, high) for wide in range(2, 7) for high in range(2, 7) if abs(wide - high) <= 2]
    return [(wide, high, *((1, 1) if min(wide, high) == 2 else (_parts(wide), _parts(high)))) for wide, high in logs]


def _parts(log: int) -> int:
    return min(1 << log, 32) // 8


def _places(wide: int, high: int, column: int, row: int) -> np.ndarray:
    """Of 64 frequencies of blocks of that size: down, across, whether it is the mean, and the sides; [5, 64]."""
    k = np.arange(64)
    width, height = 1 << wide, 1 << high
    if min(wide, high) == 2:  # a block, two or four of them
        down, across = np.divmod(k % (width * height), width)
    else:
        down, across = k // 8 + 8 * row, k % 8 + 8 * column
    sides = (np.full(64, (log - 2) / 4) for log in (wide, high))
    return np.stack([down / height, across / width, down + across == 0, *sides])


PLACES = np.stack(
    [
        _places(wide, high, column, row)
        for wide, high, columns, rows in sizes()
        for row in range(rows)
        for column in range(columns)
    ]
)

CRFS = (8, 63)
AS_AVIF = 0.45  # how often they are coded as libavif has it
AVIF_CRFS = (8, 50)
TUNES = ("ssim", "iq")


def draw(model: Model, original: np.ndarray, rng: np.random.Generator) -> Answer:
    """What a model makes of a random picture of AV1 of an original."""
    return answer(model, original, *setting(rng))


def setting(rng: np.random.Generator) -> tuple[int, str]:
    """A random CRF, and what libaom is tuned for, "" for pictures that the program coded."""
    as_avif = str(rng.choice(TUNES)) if rng.random() < AS_AVIF else ""
    low, high = AVIF_CRFS if as_avif else CRFS
    return int(rng.integers(low, high + 1)), as_avif


def answer(model: Model, original: np.ndarray, crf: int, as_avif: str = "") -> Answer:
    """What a model makes of a picture of AV1 of an original, uint8 [H, W, 3] with even sides."""
    coded = av1_file(original, crf, as_avif)
    restored = model.restore(decode("libdav1d", [coded])[0])
    error = float(np.square(restored - original).mean())
    return Answer(crf, error, components(coded, restored, original, described))


def described(of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The flags of squares, and their shapes."""
    down, across = np.divmod(of["kinds"], 3)
    flags = (of["plane"] == 0, down == 1, across == 1, down == 2, across == 2)
    return np.stack(flags, 1).astype(np.float32), of["shape"]
