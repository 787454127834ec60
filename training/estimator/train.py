"""Trains an estimator: python -m training.estimator.train --codec jpeg --shards a.tar,b.tar,runs/screens.tar

A model restores files of random crops, once; then the estimator is taught to bring each crop as near to its original as
it can, in dB, so that smooth pictures count as much as detailed ones.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.estimator import av1, avc, hevc, jpeg, webp
from training.estimator.answers import Answer, Answers, Model
from training.estimator.network import Estimator, write
from training.options import option, parse

CODECS = {"jpeg": jpeg, "webp": webp, "hevc": hevc, "av1": av1, "avc": avc}
BLOCKS = 160  # of a crop that are drawn at once
BLIND = 0.03  # share of the crops that R-Net saw nothing of: there the file has to be believed


@dataclass(frozen=True)
class Config:
    """Teaches an estimator from models' answers to files."""

    codec: str = option("jpeg", "what wrote the files: jpeg, webp, hevc, av1 or avc")
    shards: tuple = option((), "tar files of training pictures, comma-separated")
    models: tuple = option((), "folders of exported models; those that ship, if not said")
    crops: int = option(800, "crops that each model restores")
    crop: int = option(256, "their side in pixels, a multiple of 16")
    steps: int = option(12000, "steps of the training")
    batch: int = option(12, "crops a step")
    lr: float = option(4e-3, "peak learning rate")
    seed: int = option(1, "seed of crops and weights")
    out: str = option("", "folder to write estimator.json into, and testdata/parity.json; the codec's, if not said")


@dataclass(frozen=True)
class Sample:
    """The blocks of all components of an answer, as [answers.Blocks] has those of one."""

    flags: Tensor
    shape: Tensor
    steps: Tensor
    file: Tensor
    found: Tensor
    truth: Tensor
    weight: Tensor

    @classmethod
    def of(cls, answer: Answer) -> Sample:
        return cls(
            *(
                torch.from_numpy(np.concatenate([getattr(c, part.name) for c in answer.components]).astype(np.float32))
                for part in fields(cls)
            )
        )

    def estimate(self, network: Estimator) -> Tensor:
        return network(self.file, self.found, self.steps, self.flags, self.shape)

    def errors(self, estimated: Tensor) -> Tensor:
        """What each block adds to the mean squared error of RGB, [N]."""
        return (estimated - self.truth).square().sum(1) * self.weight


def draw(samples: list[Sample], count: int, rng: np.random.Generator) -> Sample:
    """BLOCKS random blocks of each of so many crops, weighted as if they were all."""
    drawn = []
    for number in rng.integers(len(samples), size=count):
        of = samples[number]
        at = torch.from_numpy(rng.integers(len(of.file), size=BLOCKS))
        block = Sample(*(getattr(of, part.name)[at] for part in fields(Sample)))
        found = block.found
        if rng.random() < BLIND:  # grey, or another place, and stronger
            strength = rng.uniform(1, 8) * (rng.random() < 0.5)
            found = strength * found[torch.from_numpy(rng.permutation(BLOCKS))]
        drawn.append(replace(block, found=found, weight=block.weight * (len(of.file) / BLOCKS)))
    return Sample(*(torch.cat([getattr(d, part.name) for d in drawn]) for part in fields(Sample)))


def train(samples: list[Sample], c: Config) -> Estimator:
    """An estimator that was taught by these."""
    torch.set_num_threads(1)  # more would wait for each other most of the time
    torch.manual_seed(c.seed)
    rng = np.random.default_rng(c.seed)
    codec = CODECS[c.codec]
    network = Estimator(codec.PLACES, len(codec.FLAGS))
    optimiser = torch.optim.Adam(network.parameters())
    for step in range(c.steps):
        for group in optimiser.param_groups:
            group["lr"] = c.lr * (1 - step / c.steps)
        batch = draw(samples, c.batch, rng)
        errors = batch.errors(batch.estimate(network)).view(c.batch, BLOCKS).sum(1)
        loss = (errors + 0.05).log().mean()  # of what rounding to levels costs, more or less
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return network


def gain(samples: list[Sample], network: Estimator) -> float:
    """By how many dB the estimate lies nearer to the originals than the models' answers, in the mean."""
    with torch.no_grad():
        ratios = [s.errors(s.found).sum() / s.errors(s.estimate(network)).sum() for s in samples]
    return float(10 * torch.stack(ratios).log10().mean())


def answers(c: Config) -> list[Sample]:
    """What the models make of the crops. ValueError as the shards raise it."""
    samples = []
    codec = CODECS[c.codec]
    for number, folder in enumerate(c.models or codec.MODELS):
        stream = Answers(Model(Path(folder)), codec.draw, c.shards, c.crop, c.seed + number)
        samples += [Sample.of(a) for a in itertools.islice(stream, c.crops) if len(a.components) == 3]
    return samples


def main(c: Config) -> None:
    """Trains and writes."""
    samples = answers(c)
    network = train(samples, c)
    folder = Path(c.out or CODECS[c.codec].FOLDER)
    write(network, folder)
    print(f"{folder}/estimator.json: {gain(samples, network):+.3f} dB over the answers of {len(samples)} crops")


if __name__ == "__main__":
    main(parse(Config))
