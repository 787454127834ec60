"""Stage 1 for P-Net: cross-entropy on the codec and on the true codec's level head (Eqs. 6-8).

python -m training.stage1_pnet --shards a.tar,b.tar --minutes 15
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training import validation
from training.data import batches
from training.loop import Loss, Run
from training.networks.pnet import PNet, PNetConfig
from training.onnx_weights import start_from
from training.options import option, parse
from training.run_options import RestorerConfig, data_of
from training.settings import LISTS, CodecList


@dataclass(frozen=True)
class Config(RestorerConfig):
    """Stage 1 training of P-Net."""

    out: str = option("runs/pnet", "folder of the run")
    batch: int = option(32, "patches a step")
    lr: float = option(2e-3, "peak learning rate")
    clip: float = option(5.0, "bound on the gradient's norm")
    beyond: float = option(0.0, "share of the paper's end settings that is coded beyond them, under their names")
    finer: float = option(0.0, "share of JPEGs of 4:2:2 and 4:4:4, seen as 4:2:0, which is how the program shows them")
    head_pace: float = option(1.0, "how much faster the last layers learn, whose weights calibration makes large")
    level_weight: float = option(1.0, "λ_level of Eq. 8; λ_type is 1")


def loss_with(codecs: CodecList, level_weight: float) -> Loss:
    """The supervised loss L_cond (Eq. 8) with this λ_level."""

    def loss_of(pnet: nn.Module, batch: list[Tensor]) -> Tensor:
        lq, _, codec, level, _ = batch
        codec_logits, level_logits, _ = pnet((lq.float() / 255).contiguous(memory_format=torch.channels_last))
        loss = F.cross_entropy(codec_logits.float(), codec)
        for number in codec.unique().tolist():
            mine = codec == number
            logits = level_logits[mine, codecs.level_slice(number)].float()
            loss = loss + level_weight * F.cross_entropy(logits, level[mine]) * mine.float().mean()
        return loss

    return loss_of


def paces(head: float) -> dict[str, float]:
    """The last layers' share of the learning rate."""
    return {f"{branch}.head.2": head for branch in ("codec", "level")}


def main(argv: list[str] | None = None) -> None:
    """Trains a slice."""
    c = parse(Config, argv)
    torch.manual_seed(c.seed)
    plan = PNetConfig(trained=tuple(c.codecs), list=c.list)
    codecs = LISTS[c.list]
    run = Run(PNet(plan), c, {"network": "pnet", **asdict(plan)}, paces(c.head_pace))
    run.start(c.start, lambda path, network: start_from(path, network, codecs))
    stream = batches(data_of(c), c.batch, c.workers, c.seed + run.step)
    figures = validation.recognition(c.validate, codecs, c.codecs) if c.validate else None
    run.go(stream, loss_with(codecs, c.level_weight), figures)


if __name__ == "__main__":
    main()
