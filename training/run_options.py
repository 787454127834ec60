"""The options of a run: what every trainer has, and what those of P-Net and R-Net have besides."""

from __future__ import annotations

from dataclasses import dataclass, fields

from training.cropping import CropConfig
from training.data import DataConfig
from training.options import option
from training.settings import LISTS


@dataclass(frozen=True)
class LoopConfig:
    """Length, pictures, optimiser and house-keeping of a run."""

    out: str = option("runs/run", "folder of the run: checkpoint.pt, log.jsonl")
    shards: tuple = option((), "tar files of training pictures, comma-separated")
    minutes: float = option(9.0, "minutes that this slice may take")
    total_minutes: float = option(
        0.0, "minutes of all slices together, which the schedule is laid over; 0 for one slice"
    )
    max_steps: int = option(0, "stop after so many steps of this slice, 0 for no bound")
    total_steps: int = option(0, "lay the run over so many steps in place of minutes, 0 for minutes")
    batch: int = option(8, "patches a step")
    patch: int = option(128, "side of a patch in pixels")
    crop: int = option(256, "side of what is coded at once, in pixels")
    patches_per_crop: int = option(8, "patches that are cut from a coded crop; more where the codecs are the bound")
    grain: float = option(0.0, "strongest grain laid over half of the pictures, a standard deviation in levels of 255")
    lr: float = option(5e-4, "peak learning rate")
    optimiser: str = option("adamw", "adamw, or muon for the matrices and adamw for the rest")
    clip: float = option(0.1, "bound on the gradient's norm; 50 where --loss is psnr")
    ema: float = option(0.999, "most decay of the averaged weights, which are what is exported")
    workers: int = option(1, "processes that draw and compress patches")
    threads: int = option(2, "CPU threads of the network")
    seed: int = option(1, "seed of weights and patches")
    validate: str = option("", "folder of pristine pictures, for the figures in the log")
    every: float = option(300.0, "seconds between checkpoints and figures")
    compile: bool = option(False, "torch.compile the network")


@dataclass(frozen=True)
class RestorerConfig(LoopConfig):
    """A run of P-Net, R-Net or both: which codecs, and where their patches and the first weights come from."""

    list: str = option("paper", f"list of codecs that the network can name: {', '.join(LISTS)}")
    codecs: tuple = option(("jpeg", "hevc"), "codecs of it to train on")
    shares: tuple = option((), "how often each codec is drawn, relative to the others, such as 2,1,1")
    harsher: float = option(0.0, "how much oftener a codec's harshest level is drawn than its gentlest: 1 for twice")
    lives: float = option(0.0, "share of crops that are cut somewhere and saved again, as a JPEG that harms them less")
    clean: float = option(0.0, "share of crops of pictures at half size, without their own JPEG's marks")
    bank: str = option("", "folder of VVC patches, where vvc is among the codecs")
    learned: str = option("", "folder of patches of the learned codecs, where those are among the codecs")
    start: str = option("", "exported model to start from, such as assets/models/fast, or a checkpoint")


def crops_of(c: LoopConfig) -> CropConfig:
    """The crops that a run draws."""
    return CropConfig(**_named_alike(c, CropConfig))


def data_of(c: RestorerConfig) -> DataConfig:
    """The patches that a run of a restorer draws."""
    return DataConfig(**_named_alike(c, DataConfig) | {"shares": tuple(map(float, c.shares))})


def _named_alike(c: LoopConfig, kind: type) -> dict:
    """The options of a run that `kind` has fields of the same names for."""
    options = {f.name for f in fields(c)}
    return {f.name: getattr(c, f.name) for f in fields(kind) if f.name in options}
