"""Tables and coding: whole numbers to bytes and back, by CompressAI's rANS."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import numpy as np
import torch

from training.learned.networks import Codec
from training.learned.parts import RansDecoder, RansEncoder


@dataclass(frozen=True)
class Tables:
    """Cumulative frequencies out of 65536: row r stands for symbols from offsets[r] on, its
    last step for all that lies outside."""

    rows: list[list[int]]
    offsets: list[int]

    def encode(self, symbols: np.ndarray, which: np.ndarray) -> bytes:
        """The symbols, each coded with the row of its number; int arrays of one shape."""
        lengths = [len(row) for row in self.rows]
        return RansEncoder().encode_with_indexes(
            symbols.ravel().tolist(), which.ravel().tolist(), self._padded(), lengths, self.offsets
        )

    def decode(self, coded: bytes, which: np.ndarray) -> np.ndarray:
        """The symbols again, in the shape of `which`."""
        lengths = [len(row) for row in self.rows]
        found = RansDecoder().decode_with_indexes(coded, which.ravel().tolist(), self._padded(), lengths, self.offsets)
        return np.array(found, np.int32).reshape(which.shape)

    def _padded(self) -> list[list[int]]:
        longest = max(map(len, self.rows))
        return [row + [0] * (longest - len(row)) for row in self.rows]

    def stored(self) -> dict:
        """For JSON: the rows without their first 0 and their last 65536, as uint16, base64, little-endian."""
        inner = np.concatenate([np.array(row[1:-1], "<u2") for row in self.rows])
        return {
            "lengths": [len(row) for row in self.rows],
            "offsets": self.offsets,
            "cumulative": base64.b64encode(inner.tobytes()).decode(),
        }

    @staticmethod
    def restored(kept: dict) -> Tables:
        """Of what `stored` gave."""
        inner = np.frombuffer(base64.b64decode(kept["cumulative"]), "<u2").tolist()
        rows, at = [], 0
        for length in kept["lengths"]:
            rows.append([0, *inner[at : at + length - 2], 65536])
            at += length - 2
        return Tables(rows, kept["offsets"])


def tables(codec: Codec) -> tuple[Tables, Tables]:
    """The tables of y (a row for each scale) and of z (a row for each channel)."""
    settle(codec)
    codec.bottleneck.update(force=True)
    codec.gaussian.update()
    return tuple(_table(m) for m in (codec.gaussian, codec.bottleneck))


def settle(codec: Codec) -> None:
    """Finds the medians and the tails of z's densities, which training leaves alone."""
    bottleneck = codec.bottleneck
    found = torch.optim.Adam([bottleneck.quantiles], lr=0.05)
    with torch.enable_grad():
        for step in range(600):
            for group in found.param_groups:
                group["lr"] = 0.05 * (1 - step / 600)
            found.zero_grad()
            bottleneck.loss().backward(inputs=[bottleneck.quantiles])
            found.step()


def _table(model: torch.nn.Module) -> Tables:
    lengths = model.cdf_length.tolist()
    rows = [row[:length] for row, length in zip(model.quantized_cdf.tolist(), lengths)]
    return Tables(rows, model.offset.tolist())
