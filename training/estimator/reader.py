"""What WebPs and pictures of HEVC, AV1 and AVC say, as the program reads them (`codec/vp8`, `codec/hevc`, `codec/av1`,
`codec/avc`, `squares/main.go`)."""

from __future__ import annotations

import functools
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np

from training.estimator.answers import Blocks

SQUARE = np.dtype(
    [
        ("plane", "u1"),
        ("shape", "u1"),
        ("kinds", "u1"),  # of transforms, of AV1's: three times that of its columns and that of its rows
        ("steps", "<f4", 64),
        ("levels", "<i2", 64),
        ("pictures", "<f4", (2, 64)),
    ]
)

# What a squared error of Y, Cb or Cr of 4:2:0 and limited range counts in that of RGB: one in Y shows in R, G and B
# alike, the others by their columns of the way back to RGB.
SHARES = ((255 / 219) ** 2, 1.0861 * 4 * (255 / 224) ** 2, 0.8251 * 4 * (255 / 224) ** 2)


def components(file: bytes, restored: np.ndarray, original: np.ndarray, describe: Callable) -> tuple[Blocks, ...]:
    """What a file of 4:2:0 and limited range says of Y, Cb and Cr, beside a model's answer and the original.

    describe(squares) tells their flags [N, F] and shapes [N], as the codec's estimator is to know them.
    """
    squares = squares_of(file, restored, original)
    pixels = original.shape[0] * original.shape[1]
    of_all = []
    for plane, share in enumerate(SHARES):
        of = squares[squares["plane"] == plane]
        found, truth = of["pictures"][:, 0], of["pictures"][:, 1]
        weight = np.full(len(of), share / pixels, np.float32)
        flags, shape = describe(of)
        of_all.append(Blocks(flags, shape, of["steps"], of["levels"] * of["steps"], found, truth, weight))
    return tuple(of_all)


def squares_of(file: bytes, *pictures: np.ndarray) -> np.ndarray:
    """What a file says of its squares, and what two pictures of its size, levels of 255, have there: SQUARE [N]."""
    process = _reader()
    height, width = pictures[0].shape[:2]
    process.stdin.write(struct.pack("<III", len(file), width, height) + file)
    for picture in pictures:
        process.stdin.write(picture.astype("<f4").tobytes())
    process.stdin.flush()
    head = process.stdout.read(4)
    if len(head) < 4:
        raise RuntimeError("training/estimator/squares ended: see what it printed above")
    return np.frombuffer(process.stdout.read(struct.unpack("<I", head)[0] * SQUARE.itemsize), SQUARE)


@functools.cache
def _reader() -> subprocess.Popen:
    root = Path(__file__).parents[2]
    command = ["go", "run", "./training/estimator/squares"]
    return subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
