"""Stage 1 for R-Net: L1 under the true condition (Eq. 5).

python -m training.stage1_rnet --shards a.tar,b.tar --model fast --minutes 60 --total-minutes 60
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn

from training import validation
from training.data import DataConfig, batches
from training.loop import LoopConfig, Run, seed_all
from training.networks.rnet import RNet, config
from training.options import option, parse


@dataclass(frozen=True)
class Config(LoopConfig):
    """Stage 1 training of R-Net."""

    out: str = option("runs/rnet", "folder of the run")
    model: str = option("fast", "configuration: fast, quality, paper")


def loss_of(rnet: nn.Module, batch: list[Tensor]) -> Tensor:
    """Mean absolute error of the restored patches."""
    lq, hq, codec, _, strength = batch
    lq = (lq.float() / 255).contiguous(memory_format=torch.channels_last)
    restored = rnet(lq, validation.one_hot(codec), strength[:, None, None, None])
    return (restored.float() - hq.float() / 255).abs().mean()


def main(argv: list[str] | None = None) -> None:
    c = parse(Config, argv)
    seed_all(c.seed)
    plan = config(c.model)
    run = Run(RNet(plan), c, {"network": "rnet", "trained": list(c.codecs), **asdict(plan)})
    data = DataConfig(shards=c.shards, codecs=c.codecs, patch=c.patch, bank=c.bank)
    stream = batches(data, c.batch, c.workers, c.seed + run.step)
    run.go(stream, loss_of, validation.restoration(c.validate, c.codecs) if c.validate else None)


if __name__ == "__main__":
    main()
