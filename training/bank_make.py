"""Makes a bank of patches in VVC, or a smaller one out of another.

    python -m training.bank_make --target FOLDER --shards shards/train-00.tar,shards/train-01.tar --patches 1200

makes one of the pictures of shards, a thousand patches in half an hour of a processor, scaled, turned and mirrored as
the crops of the other codecs are, with the `--clean` and `--grain` that these have, lest any of it tell VVC apart, and

    python -m training.bank_make --source BANK --target FOLDER --shards train-00.tar,train-01.tar

copies of one the patches whose pictures lie in those shards, for a machine that they have to travel to.
"""

from __future__ import annotations

import json
import os
import tarfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from PIL import Image

from training.bank import SIZE, members, pristine
from training.codecs.vvc import encode
from training.cropping import CropConfig, random_place
from training.held_out import HELD_OUT
from training.options import option, parse
from training.settings import WIDER_QPS


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
    """Cuts patches at random places of pictures of shards and codes each in VVC at every QP, on all processors. A
    share `clean` of them is of pictures at half their size, as far as a patch fits, and half have grain of up to
    `grain` levels of 255.

    ValueError if no picture is large enough.
    """
    pictures, left_out = [], 0
    for shard in shards:
        with tarfile.open(shard) as tar:
            for member in (m for m in tar.getmembers() if m.isfile() and m.name not in HELD_OUT):
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
    rng, plan = np.random.default_rng(seed), CropConfig(shards=shards, patch=SIZE, crop=SIZE, grain=grain)
    cut = []
    for shard, member, *size in (pictures[i] for i in rng.integers(len(pictures), size=patches)):
        place = random_place(size, plan, rng, rng.random() < clean)
        cut.append((shard, {"source": Path(shard).name, "member": member, **asdict(place)}))
    cut.sort(key=lambda c: (c[0], c[1]["member"]))
    coded = members(shards, {(p["source"], p["member"]) for _, p in cut})
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
