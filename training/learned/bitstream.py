"""The coded file of a learned codec: what `uncodec compress --bitstream` writes, read here.

magic "UNCD", version 1 (u8), codec and level (each a length u8 and ASCII), width and
height (u32), bytes of z (u32), z, y; numbers little-endian, z and y as rANS strings.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx.utils import Extractor

from training.learned.entropy import Tables
from training.learned.plans import STRIDE
from training.onnx_weights import facts_in

MAGIC = b"UNCD\x01"


class NetworkFile:
    """An exported codec, run by ONNX Runtime: whole, or by the halves that a decoder needs."""

    def __init__(self, path: Path):
        model = onnx.load(str(path))
        self.facts = facts_in(model)
        kept = self.facts.get("tables")  # published weights come without
        self.y, self.z = (Tables.restored(kept[name]) if kept else None for name in "yz")
        self.whole = _session(model)
        self.model = model

    def code(self, picture: np.ndarray) -> tuple[np.ndarray, bytes]:
        """A picture uint8 [H, W, 3] as it comes back, and its coded file. ValueError without tables."""
        if self.y is None:
            raise ValueError(
                f"{self.facts['codec']} {self.facts['level']} has no tables to code with: published weights"
            )
        height, width = picture.shape[:2]
        decoded, y, which, z = self.whole.run(["picture", "y", "tables", "z"], {"image": padded(picture)})
        channels = np.broadcast_to(np.arange(z.shape[1])[None, :, None, None], z.shape)
        coded_z = self.z.encode(z.astype(np.int32), channels.astype(np.int32))
        coded_y = self.y.encode(y.astype(np.int32), which.astype(np.int32))
        names = b"".join(bytes([len(s)]) + s.encode() for s in (self.facts["codec"], self.facts["level"]))
        file = MAGIC + names + struct.pack("<III", width, height, len(coded_z)) + coded_z + coded_y
        return whole(decoded, height, width), file

    def pictures(self, patches: np.ndarray) -> np.ndarray:
        """Patches uint8 [N, H, W, 3], sides multiples of the stride, as they come back."""
        image = patches.transpose(0, 3, 1, 2).astype(np.float32) / 255
        decoded = self.whole.run(["picture"], {"image": image})[0]
        return to_bytes(decoded).transpose(0, 2, 3, 1)

    def decode(self, file: bytes) -> np.ndarray:
        """The picture of a coded file, from its bytes alone. ValueError for a file of another codec."""
        codec, level, width, height, coded_z, coded_y = parse(file)
        if (codec, level) != (self.facts["codec"], self.facts["level"]):
            raise ValueError(
                f"the file was coded with {codec} {level}, not {self.facts['codec']} {self.facts['level']}"
            )
        from_z = _session(Extractor(self.model).extract_model(["z"], ["tables", "means"]))
        from_latent = _session(Extractor(self.model).extract_model(["latent"], ["picture"]))
        rows, columns = (-(-side // STRIDE) for side in (height, width))
        n = len(self.z.rows)
        channels = np.broadcast_to(np.arange(n, dtype=np.int32)[None, :, None, None], (1, n, rows, columns))
        z = self.z.decode(coded_z, channels).astype(np.float32)
        which, means = from_z.run(None, {"z": z})
        y = self.y.decode(coded_y, which.astype(np.int32)).astype(np.float32)
        return whole(from_latent.run(None, {"latent": y + means})[0], height, width)


def parse(file: bytes) -> tuple[str, str, int, int, bytes, bytes]:
    """codec, level, width, height, z, y. ValueError for what is no such file."""
    if not file.startswith(MAGIC):
        raise ValueError("this is no file of a learned codec")
    at, names = len(MAGIC), []
    for _ in range(2):
        names.append(file[at + 1 : at + 1 + file[at]].decode())
        at += 1 + file[at]
    width, height, length = struct.unpack_from("<III", file, at)
    at += 12
    return names[0], names[1], width, height, file[at : at + length], file[at + length :]


def padded(picture: np.ndarray) -> np.ndarray:
    """[H, W, 3] uint8 → float [1, 3, …] in 0…1, mirrored at its edges up to multiples of the stride."""
    spare = [(0, -side % STRIDE) for side in picture.shape[:2]]
    return np.pad(picture, [*spare, (0, 0)], mode="reflect").transpose(2, 0, 1)[None].astype(np.float32) / 255


def whole(decoded: np.ndarray, height: int, width: int) -> np.ndarray:
    """Back to uint8 [H, W, 3] of the picture's size."""
    return to_bytes(decoded[0, :, :height, :width]).transpose(1, 2, 0)


def to_bytes(values: np.ndarray) -> np.ndarray:
    """0…1 → uint8, what lies outside clipped."""
    return (values.clip(0, 1) * np.float32(255) + np.float32(0.5)).astype(np.uint8)


def _session(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
