"""A bank of patches that were coded with the learned codecs beforehand, for stage 1 to draw from.

    python -m training.learned.bank --shards a.tar --files assets/codecs --out /tmp/learned

`pristine.npy` holds the patches, uint8 [count, 256, 256, 3], and `CODEC-LEVEL.npy` the same
patches as they come back from each network file. Rounding and synthesis make the pictures:
the entropy coder would not change a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.cropping import CropConfig
from training.learned.bitstream import NetworkFile
from training.learned.data import Pristine
from training.options import option, parse

SIZE = 256


@dataclass(frozen=True)
class Config:
    """Codes a bank."""

    shards: tuple = option((), "tar files of training pictures, comma-separated")
    files: str = option("assets/codecs", "folder of network files")
    out: str = option("runs/learned", "folder of the bank")
    count: int = option(1200, "patches")
    batch: int = option(8, "patches at once")
    seed: int = option(7, "which patches")


def make(c: Config) -> None:
    """Draws the patches and codes them with every network file that is there."""
    files = sorted(Path(c.files).glob("*.onnx"))
    if not files:
        raise FileNotFoundError(f"no network files of learned codecs in {c.files}: `make codecs` makes them")
    folder = Path(c.out)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.npy"):  # of other patches
        old.unlink()
    plan = CropConfig(shards=c.shards, patch=SIZE, crop=SIZE, patches_per_crop=1, shuffle=1)
    stream = iter(Pristine(plan, c.seed))
    pristine = np.stack([next(stream).transpose(1, 2, 0) for _ in range(c.count)])
    np.save(folder / "pristine.npy", pristine)
    for path in files:
        network = NetworkFile(path)
        parts = [network.pictures(pristine[at : at + c.batch]) for at in range(0, c.count, c.batch)]
        np.save(folder / f"{path.stem}.npy", np.concatenate(parts))
        print(f"{path.stem}: {c.count} patches", flush=True)


if __name__ == "__main__":
    make(parse(Config))
