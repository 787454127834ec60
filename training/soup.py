"""Weights of several models of one configuration, averaged (Wortsman et al. 2022).

    python -m training.soup --models assets/models/fast,runs/joint/checkpoint.pt --weights 1,1 --out runs/soup.pt

Stage 2 gains on what it adds and loses a little on stage 1's own settings, since one condition then
stands for more than one damage. Between the two lie weights that keep nearly all of both. What is
written is a checkpoint for `training.export`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor

from training.export import load_joint
from training.options import option, parse


@dataclass(frozen=True)
class Config:
    """Averages the weights of models."""

    models: tuple = option(
        ("assets/models/fast", "runs/joint/checkpoint.pt"), "checkpoints of stage 2, exported models"
    )
    weights: tuple = option(("1", "1"), "how much each counts, relative to the others")
    out: str = option("runs/soup.pt", "the checkpoint to write")


def average(states: list[dict[str, Tensor]], weights: list[float]) -> dict[str, Tensor]:
    """The weighted mean of weights of the same names and shapes; whole numbers are the first one's."""
    whole = sum(weights)
    return {
        name: sum(w / whole * state[name] for w, state in zip(weights, states, strict=True))
        if value.is_floating_point()
        else value
        for name, value in states[0].items()
    }


def main(argv: list[str] | None = None) -> None:
    """Writes the checkpoint. ValueError for models that are not alike."""
    c = parse(Config, argv)
    if len(c.weights) != len(c.models):
        raise ValueError(f"--weights wants a number for each of {', '.join(c.models)}")
    joints = [load_joint(path) for path in c.models]
    plans = [{"rnet": asdict(j.rnet.plan), "pnet": asdict(j.pnet.plan)} for j in joints]
    for path, plan in zip(c.models, plans):
        if plan != plans[0]:
            raise ValueError(f"{path} is of another configuration than {c.models[0]}")
    mixed = average([j.state_dict() for j in joints], [float(w) for w in c.weights])
    plan = {"network": "joint", "trained": list(joints[0].pnet.plan.trained), **plans[0]}
    torch.save({"plan": plan, "average": {f"module.{name}": value for name, value in mixed.items()}}, c.out)


if __name__ == "__main__":
    main()
