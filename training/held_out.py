"""Pictures of the shards that nothing is trained on: the studio's samples, and those that weights are chosen by.

    python -m training.held_out --shards a.tar,b.tar --out runs/validation

writes the second kind for `--validate` and `uncodec evaluate`, so that the public test sets are asked once, when a
choice is made. They are at half their size, which leaves little of what their own JPEG did, and stand in an order of
chance: the first ten of them are of all sources.
"""

from __future__ import annotations

import hashlib
import tarfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from training.options import option, parse

SAMPLES = Path(__file__).parents[1] / "assets/samples"  # as the product shows them


def _names(file: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / file).read_text().split())


VALIDATION = _names("validation.txt")  # members of the shards
HELD_OUT = _names("held_out.txt") | VALIDATION


@dataclass(frozen=True)
class Config:
    """Writes the pictures that weights are chosen by."""

    shards: tuple = option((), "tar files of pictures")
    out: str = option("runs/validation", "folder to write PNG files into")


def write(shards: tuple[str, ...], out: Path) -> int:
    """Writes the validation pictures that the shards hold, and tells how many. ValueError if they hold none."""
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    for shard in shards:
        with tarfile.open(shard) as tar:
            for member in (m for m in tar.getmembers() if m.name in VALIDATION):
                picture = Image.open(tar.extractfile(member)).convert("RGB")
                halved = picture.resize([side // 2 for side in picture.size], Image.LANCZOS)
                chance = hashlib.sha256(member.name.encode()).hexdigest()[:4]
                halved.save(out / f"{chance}-{Path(member.name).stem}.png")
                written += 1
    if not written:
        raise ValueError(f"no picture of training/validation.txt lies in {', '.join(shards) or 'no shard'}")
    return written


if __name__ == "__main__":
    c = parse(Config)
    print(f"{write(tuple(c.shards), Path(c.out))} pictures in {c.out}")
