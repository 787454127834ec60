"""Trains the estimator: python -m training.estimator.train --shards a.tar,b.tar,runs/screens.tar

A model restores JPEGs of random crops, once; then the estimator is taught to bring each crop as near to its original as
it can, in dB, so that smooth pictures count as much as detailed ones.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.estimator.answers import Answer, Answers, Model
from training.estimator.network import Estimator, write
from training.options import option, parse

BLOCKS = 160  # of a crop that are drawn at once
BLIND = 0.02  # share of the crops that R-Net saw nothing of: there the file has to be believed


@dataclass(frozen=True)
class Config:
    """Teaches the estimator from models' answers to JPEGs."""

    shards: tuple = option((), "tar files of training pictures, comma-separated")
    models: tuple = option(("assets/models/studio", "assets/models/fast"), "folders of exported models")
    crops: int = option(800, "crops that each model restores")
    crop: int = option(256, "their side in pixels, a multiple of 16")
    steps: int = option(12000, "steps of the training")
    batch: int = option(12, "crops a step")
    lr: float = option(4e-3, "peak learning rate")
    seed: int = option(1, "seed of crops and weights")
    out: str = option("codec/jpeg", "folder to write estimator.json into, and testdata/parity.json")


@dataclass(frozen=True)
class Sample:
    """The blocks of all components of an answer; [N, 64] but for luma and weight, [N]."""

    file: Tensor
    found: Tensor
    steps: Tensor
    luma: Tensor
    truth: Tensor
    weight: Tensor

    @classmethod
    def of(cls, answer: Answer) -> Sample:
        def joined(part) -> Tensor:
            return torch.from_numpy(np.concatenate([part(c) for c in answer.components]).astype(np.float32))

        def alike(values, c) -> np.ndarray:
            return np.broadcast_to(values, (len(c.file), *np.shape(values)))

        return cls(
            *(joined(part) for part in (lambda c: c.file, lambda c: c.found, lambda c: alike(c.steps, c))),
            *(joined(part) for part in (lambda c: alike(c.luma, c), lambda c: c.truth, lambda c: alike(c.weight, c))),
        )

    def estimate(self, network: Estimator) -> Tensor:
        return network(self.file, self.found, self.steps, self.luma)

    def errors(self, estimated: Tensor) -> Tensor:
        """What each block adds to the mean squared error of RGB, [N]."""
        return (estimated - self.truth).square().sum(1) * self.weight


def draw(samples: list[Sample], count: int, rng: np.random.Generator) -> Sample:
    """BLOCKS random blocks of each of so many crops, weighted as if they were all."""
    drawn = []
    for number in rng.integers(len(samples), size=count):
        of = samples[number]
        at = torch.from_numpy(rng.integers(len(of.file), size=BLOCKS))
        found = torch.zeros(BLOCKS, 64) if rng.random() < BLIND else of.found[at]
        weight = of.weight[at] * (len(of.file) / BLOCKS)
        drawn.append((of.file[at], found, of.steps[at], of.luma[at], of.truth[at], weight))
    return Sample(*map(torch.cat, zip(*drawn)))


def train(samples: list[Sample], c: Config) -> Estimator:
    """An estimator that was taught by these."""
    torch.set_num_threads(1)  # more would wait for each other most of the time
    torch.manual_seed(c.seed)
    rng = np.random.default_rng(c.seed)
    network = Estimator()
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
    for number, folder in enumerate(c.models):
        stream = Answers(Model(Path(folder)), c.shards, c.crop, c.seed + number)
        samples += [Sample.of(a) for a in itertools.islice(stream, c.crops) if len(a.components) == 3]
    return samples


def main(c: Config) -> None:
    """Trains and writes."""
    samples = answers(c)
    network = train(samples, c)
    write(network, Path(c.out))
    print(f"{c.out}/estimator.json: {gain(samples, network):+.3f} dB over the answers of {len(samples)} crops")


if __name__ == "__main__":
    main(parse(Config))
