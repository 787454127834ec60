"""Pictures of the shards that nothing is trained on: the studio's samples, and those that weights are chosen by.

    python -m training.held_out --shards a.tar,b.tar --out runs/validation

writes the second kind for `--validate` and `uncodec evaluate`, so that the public test sets are asked once, when a
choice is made. They are scaled down, which leaves little of what their own JPEG did, half of them to half their size,
where they are sharp, and half to three quarters, where they are as soft as many; they stand in an order of chance, so
that the first ten of them are of all kinds.
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
                chance = hashlib.sha256(member.name.encode()).digest()
                factor = 0.5 if chance[-1] % 2 else 0.75
                scaled = picture.resize([int(side * factor) for side in picture.size], Image.LANCZOS)
                scaled.save(out / f"{chance.hex()[:4]}-{Path(member.name).stem}.png")
                written += 1
    if not written:
        raise ValueError(f"no picture of training/validation.txt lies in {', '.join(shards) or 'no shard'}")
    return written


if __name__ == "__main__":
    c = parse(Config)
    print(f"{write(tuple(c.shards), Path(c.out))} pictures in {c.out}")
