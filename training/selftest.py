"""Twenty seconds that save a slice: is everything here that a run needs, and does it work?

    python -m training.selftest --shards a.tar --codecs jpeg,hevc,vvc --bank bank --model fast

Codecs against figures measured where the product's own encoders were checked, a batch of
every codec, a step of every loss, an export, and how fast the workers feed. The first
thing that is off ends it with a message.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace

from training import export, stage1_pnet, stage1_rnet
from training.codecs import compress, is_here
from training.data import batches
from training.held_out import SAMPLES
from training.loop import Run
from training.networks.plans import config
from training.networks.pnet import PNet, PNetConfig
from training.networks.rnet import RNet
from training.options import option, parse
from training.quality import psnr, samples
from training.run_options import RestorerConfig, data_of
from training.settings import LISTS, codec_of
from training.validation import crops

# RGB PSNR in dB, mean over the centres of the sample pictures.
TABLE = {
    "jpeg:10": 24.15,
    "jpeg:40": 28.10,
    "webp:20": 27.63,
    "hevc:42": 24.54,
    "hevc:27": 32.27,
    "avc:32": 29.25,
    "av1:45": 26.05,
    "vvc:37": 26.94,
}
TOLERANCE = 0.1


@dataclass(frozen=True)
class Config(RestorerConfig):
    """Checks a machine before a run."""

    model: str = option("fast", "configuration of R-Net")
    batch: int = option(8, "patches of a batch")
    seconds: float = option(4.0, "how long to measure the workers")


def say(begun: float, text: str) -> None:
    """Tells what is checked, and how many seconds in."""
    print(f"{time.monotonic() - begun:5.1f} s  {text}", flush=True)


def measured(setting: str) -> float:
    """Mean RGB PSNR in dB of the samples' centres in one setting."""
    centres = crops(str(SAMPLES), count=6)
    return float(psnr(samples([compress(p, setting) for p in centres]), samples(centres)).mean())


def check_codecs(names: tuple[str, ...]) -> list[str]:
    """The settings that were compared with TABLE. ValueError for one that is off."""
    done = []
    for setting, want in TABLE.items():
        name = codec_of(setting)
        if name not in names or not is_here(name):
            continue
        got = measured(setting)
        if abs(got - want) > TOLERANCE:
            raise ValueError(
                f"{setting} gives {got:.2f} dB and should give {want:.2f}: another encoder, or other options"
            )
        done.append(setting)
    return done


def main(argv: list[str] | None = None) -> None:
    """Runs the checks in order."""
    c = parse(Config, argv, strict=False)  # the command line is that of the step to come
    begun = time.monotonic()
    say(begun, f"codecs as they should be: {', '.join(check_codecs(c.codecs))}")
    plan = replace(data_of(c), shares=())
    for name in c.codecs:
        next(batches(replace(plan, codecs=(name,), shuffle=1), 2, workers=0, seed=1))
    say(begun, f"a batch of each of {', '.join(c.codecs)}")
    with tempfile.TemporaryDirectory() as folder:
        codecs = LISTS[c.list]
        networks = {
            "rnet": (
                RNet(config(c.model, codecs=len(codecs.codecs))),
                stage1_rnet.loss_told(len(codecs.codecs), "both"),
            ),
            "pnet": (PNet(PNetConfig(trained=c.codecs, list=c.list)), stage1_pnet.loss_with(codecs, 1.0)),
        }
        for name, (network, loss_of) in networks.items():
            one = replace(c, out=f"{folder}/{name}", max_steps=1)
            run = Run(network, one, {"network": name, "list": c.list, "trained": list(c.codecs), **vars(network.plan)})
            run.go(batches(replace(plan, shuffle=c.batch), c.batch, workers=0, seed=1), loss_of, None)
        say(begun, "a step of every loss")
        files = {name: f"{folder}/{name}/checkpoint.pt" for name in networks}
        export.export(export.Config(out=f"{folder}/model", crops=2, **files))
        say(begun, "an export that ONNX Runtime runs as PyTorch does")
    if c.workers:
        stream = batches(plan, c.batch, c.workers, seed=1)
        next(stream)
        count, started = 0, time.monotonic()
        while time.monotonic() - started < c.seconds:
            next(stream)
            count += c.batch
        rate = count / (time.monotonic() - started)
        say(begun, f"{c.workers} workers feed {rate:.0f} patches of {c.patch} a second")


if __name__ == "__main__":
    main()
