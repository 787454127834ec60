"""A bank of patches that were coded in VVC beforehand, since VVC takes 0.2 s a patch.

A folder holds `index.json` (for each patch its shard, member and `Place`, 256 pixels a side), and for each QP
`qpNN.bin`, the bitstreams one after the other, with their lengths in `qpNN.json`. `bank_make.py` makes one.
"""

from __future__ import annotations

import io
import json
import tarfile
from itertools import accumulate
from pathlib import Path

import numpy as np
from PIL import Image

from training.codecs.video import decode
from training.cropping import Place

SIZE = 256  # pixels a side of a patch


class Bank:
    """The patches of a bank whose pictures lie in the given shards."""

    def __init__(self, folder: str, shards: tuple[str, ...], held_out: frozenset[str], scaled: float = 0.0):
        """`scaled` is the share of what is drawn that is of pictures that were scaled down, 0 for as many as the bank
        has: that of the other codecs' crops, lest the scale tell VVC apart.

        FileNotFoundError names a folder that holds no bank, ValueError one without a usable patch."""
        self.folder = Path(folder)
        if not (self.folder / "index.json").is_file():
            raise FileNotFoundError(f"no VVC bank in {folder!r}: pass --bank with a folder that has index.json")
        index = json.loads((self.folder / "index.json").read_text())
        self.size = index["size"]
        pictures = members(shards, {(p["source"], p["member"]) for p in index["patches"]})
        self.patches = [
            (number, pictures[p["source"], p["member"]], p)
            for number, p in enumerate(index["patches"])
            if (p["source"], p["member"]) in pictures and p["member"] not in held_out
        ]
        if not self.patches:
            raise ValueError(f"no patch of the bank {folder} lies in the shards that are here")
        self.starts = {qp: self._starts(qp) for qp in index["qps"]}
        self.odds = self._odds(scaled)

    def _odds(self, scaled: float) -> np.ndarray | None:
        if not scaled:
            return None
        smaller = np.array([line.get("factor", 1) < 1 for _, _, line in self.patches])
        if smaller.all() or not smaller.any():
            raise ValueError(f"the bank {self.folder} is of one scale: make another with training.bank_make --clean")
        return np.where(smaller, scaled / smaller.sum(), (1 - scaled) / (~smaller).sum())

    def _starts(self, qp: int) -> list[int]:
        lengths = json.loads((self.folder / f"qp{qp}.json").read_text())
        return [0, *accumulate(lengths)]

    def pick(self, rng: np.random.Generator) -> int:
        """The place of a random patch among those that are here."""
        return int(rng.choice(len(self.patches), p=self.odds))

    def pristine(self, place: int) -> np.ndarray:
        """A patch before compression, uint8 [256, 256, 3]."""
        _, coded, patch = self.patches[place]
        return pristine(coded, patch, self.size)

    def coded(self, place: int, qp: int) -> np.ndarray:
        """The same patch as it comes back from VVC, uint8 [256, 256, 3]."""
        number = self.patches[place][0]
        start, end = self.starts[qp][number : number + 2]
        with open(self.folder / f"qp{qp}.bin", "rb") as f:
            f.seek(start)
            return decode("vvc", [f.read(end - start)])[0]

    def draw(self, qp: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """A random patch as (lq, hq)."""
        place = self.pick(rng)
        return self.coded(place, qp), self.pristine(place)


def pristine(coded: bytes, patch: dict, size: int = SIZE) -> np.ndarray:
    """What a line of the index is cut from a coded picture, uint8 [size, size, 3]."""
    place = {name: value for name, value in patch.items() if name not in ("source", "member")}
    return Place(**{"width": size, "height": size} | place).cut(Image.open(io.BytesIO(coded)).convert("RGB"))


def members(shards: tuple[str, ...], wanted: set[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
    """The coded pictures that are wanted, by shard and member."""
    found = {}
    for shard in shards:
        with tarfile.open(shard) as tar:
            for member in tar.getmembers():
                key = (Path(shard).name, member.name)
                if key in wanted:
                    found[key] = tar.extractfile(member).read()
    return found
