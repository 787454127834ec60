"""A bank of patches that were coded in VVC beforehand, since VVC takes 0.2 s a patch.

    python -m training.bank --target FOLDER --shards shards/train-00.tar,shards/train-01.tar --patches 1200

makes one of the pictures of shards, a thousand patches in half an hour of a processor (with `--clean` and `--grain` as
the crops of the other codecs have them, lest these tell VVC apart), and

    python -m training.bank --source BANK --target FOLDER --shards train-00.tar,train-01.tar

copies of one the patches whose pictures lie in those shards, for a machine that they have to travel to.

A folder holds `index.json` (for each patch its shard, member and place, 256 pixels a side, `half` where the picture was
halved, `grain` where it was laid on), and for each QP `qpNN.bin`, the bitstreams one after the other, with their
lengths in `qpNN.json`.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from PIL import Image

from training.codecs.video import decode
from training.codecs.vvc import encode
from training.cropping import grained
from training.options import option, parse
from training.settings import WIDER_QPS

SIZE = 256  # pixels a side of a patch


@dataclass(frozen=True)
class Config:
    """Makes a bank of some shards' pictures, or copies the patches of those out of another."""

    source: str = option("", "folder of a bank to copy from; without it one is made")
    target: str = option("", "folder to make")
    shards: tuple = option((), "the shards; to copy, their names alone")
    patches: int = option(1200, "how many to make")
    seed: int = option(0, "of the places that they are cut from")
    clean: float = option(0.0, "share of patches of pictures at half size, without their own JPEG's marks")
    grain: float = option(0.0, "strongest grain laid over half of the patches, as the runs' --grain")


class Bank:
    """The patches of a bank whose pictures lie in the given shards."""

    def __init__(self, folder: str, shards: tuple[str, ...], held_out: frozenset[str]):
        """FileNotFoundError names a folder that holds no bank, ValueError one without a usable patch."""
        self.folder = Path(folder)
        if not (self.folder / "index.json").is_file():
            raise FileNotFoundError(f"no VVC bank in {folder!r}: pass --bank with a folder that has index.json")
        index = json.loads((self.folder / "index.json").read_text())
        self.size = index["size"]
        pictures = _members(shards, {(p["source"], p["member"]) for p in index["patches"]})
        self.patches = [
            (number, pictures[p["source"], p["member"]], p)
            for number, p in enumerate(index["patches"])
            if (p["source"], p["member"]) in pictures and p["member"] not in held_out
        ]
        if not self.patches:
            raise ValueError(f"no patch of the bank {folder} lies in the shards that are here")
        self.starts = {qp: self._starts(qp) for qp in index["qps"]}

    def _starts(self, qp: int) -> list[int]:
        lengths = json.loads((self.folder / f"qp{qp}.json").read_text())
        return [0, *accumulate(lengths)]

    def pick(self, rng: np.random.Generator) -> int:
        """The place of a random patch among those that are here."""
        return int(rng.integers(len(self.patches)))

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
    """What a line of the index is cut from a coded picture, uint8 [size, size, 3]: of the picture at half its size and
    under grain, where the line says so."""
    picture = Image.open(io.BytesIO(coded)).convert("RGB")
    if patch.get("half"):
        picture = picture.resize([side // 2 for side in picture.size], Image.LANCZOS)
    x, y = patch["x"], patch["y"]
    cut = np.asarray(picture.crop((x, y, x + size, y + size)))
    return grained(cut, patch["grain"], np.random.default_rng((x, y))) if "grain" in patch else cut


def _members(shards: tuple[str, ...], wanted: set[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
    """The coded pictures that are wanted, by shard and member."""
    found = {}
    for shard in shards:
        with tarfile.open(shard) as tar:
            for member in tar.getmembers():
                key = (Path(shard).name, member.name)
                if key in wanted:
                    found[key] = tar.extractfile(member).read()
    return found


def pack(source: Path, target: Path, shards: tuple[str, ...]) -> None:
    """Copies the patches of the named shards. ValueError if there are none."""
    index = json.loads((source / "index.json").read_text())
    kept = [number for number, patch in enumerate(index["patches"]) if patch["source"] in shards]
    if not kept:
        raise ValueError(f"no patch of {source} is of {', '.join(shards)}: pass names such as train-00.tar")
    target.mkdir(parents=True, exist_ok=True)
    for qp in index["qps"]:
        lengths = json.loads((source / f"qp{qp}.json").read_text())
        starts = [0, *accumulate(lengths)]
        coded = (source / f"qp{qp}.bin").read_bytes()
        (target / f"qp{qp}.bin").write_bytes(b"".join(coded[starts[n] : starts[n + 1]] for n in kept))
        (target / f"qp{qp}.json").write_text(json.dumps([lengths[n] for n in kept]))
    (target / "index.json").write_text(json.dumps(index | {"patches": [index["patches"][n] for n in kept]}))


def make(
    target: Path, shards: tuple[str, ...], patches: int, seed: int = 0, clean: float = 0.0, grain: float = 0.0
) -> None:
    """Cuts patches out of random pictures of shards and codes each in VVC at every QP, on all processors. A share
    `clean` of them is of pictures at half their size, as far as a patch fits, and half have grain of up to `grain`
    levels of 255.

    ValueError if no picture is large enough.
    """
    pictures, left_out = [], 0
    for shard in shards:
        with tarfile.open(shard) as tar:
            for member in filter(tarfile.TarInfo.isfile, tar.getmembers()):
                try:
                    picture = Image.open(tar.extractfile(member))
                    picture.load()
                except OSError as error:
                    left_out += 1
                    print(f"left out {Path(shard).name}: {member.name} ({error}), {left_out} so far")
                    continue
                if min(picture.size) >= SIZE:
                    pictures.append((shard, member.name, *picture.size))
    if not pictures:
        raise ValueError(f"no picture of {', '.join(shards) or 'no shard'} has {SIZE} pixels a side")
    rng = np.random.default_rng(seed)
    cut = []
    for shard, member, width, height in (pictures[i] for i in rng.integers(len(pictures), size=patches)):
        patch = {"source": Path(shard).name, "member": member}
        if clean and rng.random() < clean and min(width, height) >= 2 * SIZE:
            patch["half"], width, height = True, width // 2, height // 2
        patch |= {"x": int(rng.integers(width - SIZE + 1)), "y": int(rng.integers(height - SIZE + 1))}
        if grain and rng.random() < 0.5:
            patch["grain"] = round(grain * rng.random(), 3)
        cut.append((shard, patch))
    cut.sort(key=lambda c: (c[0], c[1]["member"]))
    coded = _members(shards, {(p["source"], p["member"]) for _, p in cut})
    target.mkdir(parents=True, exist_ok=True)

    def streams(patch: dict) -> list[bytes]:
        picture = pristine(coded[patch["source"], patch["member"]], patch)
        return [encode(picture, qp) for qp in map(int, WIDER_QPS)]

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # ffmpeg does the work, in processes of one thread
        made = list(pool.map(streams, (p for _, p in cut)))
    for qp, of_qp in zip(WIDER_QPS, zip(*made)):
        (target / f"qp{qp}.bin").write_bytes(b"".join(of_qp))
        (target / f"qp{qp}.json").write_text(json.dumps([len(stream) for stream in of_qp]))
    index = {"size": SIZE, "qps": [int(qp) for qp in WIDER_QPS], "patches": [p for _, p in cut]}
    (target / "index.json").write_text(json.dumps(index))  # last: a bank that was cut short is none


if __name__ == "__main__":
    c = parse(Config)
    if c.source:
        pack(Path(c.source), Path(c.target), c.shards)
    else:
        make(Path(c.target), c.shards, c.patches, c.seed, c.clean, c.grain)
