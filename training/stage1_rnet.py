"""Stage 1 for R-Net: L_rec under the true condition (Eq. 5).

python -m training.stage1_rnet --shards a.tar,b.tar --model fast --minutes 60
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from training import validation
from training.condition import condition
from training.data import batches
from training.loop import Loss, Run
from training.loss import LOSSES, inner
from training.networks.grow import grow
from training.networks.plans import RNetConfig, config
from training.networks.rnet import RNet
from training.onnx_weights import facts_of, plan_of, start_from
from training.options import option, parse
from training.run_options import RestorerConfig, data_of
from training.settings import LISTS


@dataclass(frozen=True)
class Config(RestorerConfig):
    """Stage 1 training of R-Net."""

    out: str = option("runs/rnet", "folder of the run")
    model: str = option("fast", "configuration: fast, quality, small, paper")
    grow: str = option("", "folder of a narrower exported model to grow from, such as assets/models/fast for quality")
    loss: str = option("l1", "L_rec: l1 as in the paper, or psnr")
    margin: int = option(0, "pixels at the edges of patches that L_rec leaves out")
    told: str = option("both", "what the network is told of the damage: both, codec, strength or nothing")


def loss_told(count: int, told: str, loss: str = "l1", margin: int = 0) -> Loss:
    """The loss L_rec (Eq. 5) of the restored patches, without a margin, under what is told of `count` codecs."""
    rec = LOSSES[loss]

    def loss_of(rnet: nn.Module, batch: list[Tensor]) -> Tensor:
        lq, hq, codec, _, strength = batch
        lq = (lq.float() / 255).contiguous(memory_format=torch.channels_last)
        restored = rnet(lq, *condition(codec, strength, count, told))
        return rec(inner(restored.float(), margin), inner(hq.float() / 255, margin))

    return loss_of


def grown(folder: str, network: RNet) -> RNet:
    """The network, beginning where the narrower exported model in `folder` stands."""
    narrow = RNet(plan_of(facts_of(Path(folder) / "rnet_decoder.onnx")))
    start_from(Path(folder), narrow)
    grow(narrow, network)
    return network


def train(c: Config, plan: RNetConfig) -> Run:
    """One slice of a run of this plan, for the list of codecs that is asked for."""
    torch.manual_seed(c.seed)
    codecs = LISTS[c.list]
    plan = replace(plan, codecs=len(codecs.codecs))
    network = grown(c.grow, RNet(plan)) if c.grow else RNet(plan)
    run = Run(
        network, c, {"network": "rnet", "list": c.list, "trained": list(c.codecs), "told": c.told, **asdict(plan)}
    )
    run.start(c.start, lambda path, network: start_from(path, network, codecs))
    figures = validation.restoration(c.validate, codecs, c.codecs, c.told) if c.validate else None
    loss = loss_told(plan.codecs, c.told, c.loss, c.margin)
    run.go(batches(data_of(c), c.batch, c.workers, c.seed + run.step), loss, figures)
    return run


def main(argv: list[str] | None = None) -> None:
    """Trains a slice."""
    c = parse(Config, argv)
    train(c, config(c.model))


if __name__ == "__main__":
    main()
