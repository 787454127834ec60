"""Weights of several models of one configuration, averaged (Wortsman et al. 2022).

    python -m training.soup --models assets/models/fast,runs/joint/checkpoint.pt --weights 1,1 --out runs/soup.pt
    python -m training.soup --network rnet --models runs/a/checkpoint.pt,runs/b/checkpoint.pt --out runs/soup.pt

Stage 2 gains on what it adds and loses a little on stage 1's own settings, since one condition then
stands for more than one damage. Between the two lie weights that keep nearly all of both. Runs of other
seeds from one start, averaged, gain more than either. What is written is a checkpoint for `training.export`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from torch import Tensor

from training.averaged import keep
from training.load import load_joint, load_pnet, load_rnet
from training.options import option, parse


@dataclass(frozen=True)
class Config:
    """Averages the weights of models."""

    models: tuple = option(
        ("assets/models/fast", "runs/joint/checkpoint.pt"), "checkpoints of the network, exported models"
    )
    weights: tuple = option((), "how much each counts, relative to the others; all alike by default")
    network: str = option("joint", "what is averaged: rnet, pnet, or joint for both")
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


def load(network: str, path: str) -> tuple[dict, dict[str, Tensor]]:
    """The plan, as a checkpoint has it, and the weights of a network. ValueError for one that there is not."""
    if network == "joint":
        joint = load_joint(path)
        plans = {"rnet": asdict(joint.rnet.plan), "pnet": asdict(joint.pnet.plan)}
        return {"network": network, "trained": list(joint.pnet.plan.trained), **plans}, joint.state_dict()
    if network == "pnet":
        pnet = load_pnet(path)
        return {"network": network, **asdict(pnet.plan)}, pnet.state_dict()
    if network == "rnet":
        rnet, about = load_rnet(path)
        known = {"list": about["list"], "trained": list(about["trained"]), "told": about.get("told", "both")}
        return {"network": network, **asdict(rnet.plan), **known}, rnet.state_dict()
    raise ValueError(f"there is no network {network!r}: there are joint, rnet and pnet")


def main(argv: list[str] | None = None) -> None:
    """Writes the checkpoint. ValueError for models that are not alike."""
    c = parse(Config, argv)
    weights = [float(w) for w in c.weights] or [1.0] * len(c.models)
    if len(weights) != len(c.models):
        raise ValueError(f"--weights wants a number for each of {', '.join(c.models)}")
    plans, states = zip(*(load(c.network, path) for path in c.models))
    for path, plan in zip(c.models, plans):
        if plan != plans[0]:
            raise ValueError(f"{path} is of another configuration than {c.models[0]}")
    keep(plans[0], average(list(states), weights), c.out)


if __name__ == "__main__":
    main()
