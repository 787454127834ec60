"""Trains and exports the learned codecs one after the other, as far as a slice's minutes go.

    python -m training.learned.series --shards a.tar --minutes 9 --files assets/codecs

The next slice goes on where this one stopped. What is exported already is left alone.
Cheng's nets for MS-SSIM begin where those for MSE stand.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from pathlib import Path

from training.learned import export
from training.learned.plans import everything
from training.learned.train import CodecConfig, train
from training.learned.train import Config as Training
from training.options import option, parse

# GPU minutes of each.
MINUTES = {"cheng_psnr": 2.6, "cheng_ssim": 2.6, "hific": 7.5}
TOTAL = round(sum(MINUTES[plan.codec] for plan in everything()), 1)


@dataclass(frozen=True)
class Config(CodecConfig):
    """A series of trainings."""

    out: str = option("runs", "folder of the runs, one a codec and level")
    total_minutes: float = option(TOTAL, "minutes of all eleven together, shared out among them as on a GPU")
    files: str = option("assets/codecs", "folder of the network files")
    which: tuple = option(tuple(MINUTES), "codecs to train")


def series(c: Config) -> None:
    """One slice."""
    begun = time.monotonic()
    for plan in everything():
        if plan.codec not in c.which or (Path(c.files) / f"{plan.name}.onnx").exists():
            continue
        left = c.minutes - (time.monotonic() - begun) / 60
        if left <= 0:
            print(f"the slice is over before {plan.name}", flush=True)
            return
        parent = Path(c.out) / plan.name.replace("ssim", "psnr") / "checkpoint.pt"
        own = {
            "out": str(Path(c.out) / plan.name),
            "codec": plan.codec,
            "level": plan.level,
            "start": str(parent) if plan.codec == "cheng_ssim" else "",
            "minutes": left,
            "total_minutes": MINUTES[plan.codec] * (c.total_minutes / TOTAL),
        }
        run = train(Training(**{f.name: getattr(c, f.name) for f in fields(CodecConfig)} | own))
        if run.progress >= 1:
            export.export(export.Config(run=str(run.folder), out=c.files))


if __name__ == "__main__":
    series(parse(Config))
