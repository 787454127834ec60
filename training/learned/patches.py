"""Reads a bank of patches that the learned codecs coded (`training.learned.bank` makes one)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training.learned.plans import TRADES

LEARNED = tuple(TRADES)


class LearnedBank:
    """The patches of a bank, read from disk as they are drawn."""

    def __init__(self, folder: str, settings: list[str]):
        """FileNotFoundError names what is missing: the bank, or the patches of a setting."""
        base = Path(folder)
        if not folder or not (base / "pristine.npy").is_file():
            raise FileNotFoundError(
                f"no bank of the learned codecs in {folder!r}: make one with training.learned.bank and pass --learned"
            )
        self.pristine = np.load(base / "pristine.npy", mmap_mode="r")
        self.coded = {}
        for setting in settings:
            path = base / f"{setting.replace(':', '-')}.npy"
            if not path.is_file():
                raise FileNotFoundError(f"the bank {folder} has no patches of {setting}: {path.name} is missing")
            self.coded[setting] = np.load(path, mmap_mode="r")

    def draw(self, setting: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """A random patch as (lq, hq), uint8 [256, 256, 3]."""
        place = int(rng.integers(len(self.pristine)))
        return np.asarray(self.coded[setting][place]), np.asarray(self.pristine[place])
