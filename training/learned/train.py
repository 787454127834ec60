"""Trains one learned codec.

python -m training.learned.train --codec cheng_psnr --level 2 --shards a.tar --minutes 2.6
python -m training.learned.train --codec cheng_ssim --level 2 --start runs/cheng_psnr-2/checkpoint.pt …
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from training import validation
from training.learned.data import pristine
from training.learned.losses import Training
from training.learned.plans import plan
from training.loop import Figures, Run
from training.options import option, parse
from training.quality import PEAK, eight_bits, psnr, samples
from training.run_options import LoopConfig, crops_of


@dataclass(frozen=True)
class CodecConfig(LoopConfig):
    """Training of learned codecs, whichever they are."""

    size: str = option("full", "full, or tiny to try the way")
    alone: float = option(0.5, "share of a HiFiC run before its discriminator joins")
    patch: int = option(256, "side of a patch in pixels")
    crop: int = option(384, "side of the crops that patches are cut from")
    patches_per_crop: int = option(2, "patches that are cut from a crop")
    lr: float = option(4e-4, "peak learning rate")
    clip: float = option(1.0, "bound on the gradient's norm")


@dataclass(frozen=True)
class Config(CodecConfig):
    """Training of a learned codec."""

    out: str = option("", "folder of the run; runs/CODEC-LEVEL by default")
    codec: str = option("cheng_psnr", "cheng_psnr, cheng_ssim or hific")
    level: str = option("1", "1 to 4, or low, medium, high")
    start: str = option("", "checkpoint of another learned codec's run, whose weights to begin from")


def take_over(checkpoint: Path, training: nn.Module) -> None:
    """Gives a `Training` the averaged codec of another run, whose plan has the same sizes.

    FileNotFoundError for what is no file, ValueError for weights that do not fit.
    """
    wanted = "pass --start with the checkpoint.pt of another learned codec's run"
    if not checkpoint.is_file():
        raise FileNotFoundError(f"there is no file {checkpoint}: {wanted}")
    state = torch.load(checkpoint, map_location="cpu", weights_only=False)["average"]
    prefix = "module.codec."
    weights = {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
    if "bottleneck.quantiles" not in weights:
        raise ValueError(f"{checkpoint} holds no learned codec: {wanted}")
    try:
        training.codec.load_state_dict(weights)
    except RuntimeError as error:
        raise ValueError(f"{checkpoint} is of another configuration: {error}") from error


def figures(folder: str) -> Figures:
    """A function Training → bits per pixel by the likelihoods, and PSNR, on crops of a folder."""
    clean = samples(validation.crops(folder))

    def of(model: nn.Module) -> dict[str, float]:
        model.codec.eval()
        device = next(model.parameters()).device
        coded = model.codec(clean.to(device) / PEAK)
        return {
            "bpp": round(float(coded.bits.mean()), 4),
            "psnr": round(float(psnr(eight_bits(coded.picture.float().cpu()), clean).mean()), 3),
        }

    return of


def train(c: Config) -> Run:
    """One slice of a run."""
    torch.manual_seed(c.seed)
    what = plan(c.codec, c.level, c.size)
    run = Run(Training(what, c.alone), c, {"network": "learned", "size": c.size, **asdict(what)})
    if run.device.type == "cpu":  # PyTorch 2.11 frees memory twice in Cheng's first block if channels come last
        run.model.to(memory_format=torch.contiguous_format)
    run.start(c.start, take_over)

    def loss_of(model: nn.Module, batch: list[Tensor]) -> Tensor:
        run.model.progress = run.progress
        return model(batch[0].float() / 255)

    batches = ([b] for b in pristine(crops_of(c), c.batch, c.workers, c.seed + run.step))
    run.go(batches, loss_of, figures(c.validate) if c.validate else None)
    return run


def main(argv: list[str] | None = None) -> None:
    """Trains a slice of one codec at one level."""
    c = parse(Config, argv)
    train(replace(c, out=c.out or str(Path("runs") / f"{c.codec}-{c.level}")))


if __name__ == "__main__":
    main()
