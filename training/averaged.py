"""The averaged weights of a run: what is exported, what another run starts from, what comes home.

    python -m training.averaged --checkpoint FILE --out FILE [--network pnet]

writes them alone, matrices as float16: 14 MiB of `fast`, where the checkpoint has 88. A network of stage 2's
two is named; what is written stands for its checkpoint wherever one is asked for, but to go on with the run.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from training.options import option, parse


@dataclass(frozen=True)
class Config:
    """Writes the averaged weights of one network of a run."""

    checkpoint: str = option("", "file of the run")
    out: str = option("", "file to write")
    network: str = option("rnet", "rnet or pnet")


def averaged(path: str, network: str) -> tuple[dict, dict[str, Tensor]]:
    """The plan and the averaged weights of "rnet" or "pnet" in a checkpoint, its own or stage 2's.

    ValueError if the checkpoint is of another network.
    """
    state = torch.load(path, map_location="cpu", weights_only=False)
    plan = {"list": "paper", **state["plan"]}
    weights = {k.removeprefix("module."): v for k, v in state["average"].items() if k != "n_averaged"}
    if plan["network"] == "joint":
        prefix = network + "."
        weights = {k.removeprefix(prefix): v for k, v in weights.items() if k.startswith(prefix)}
        of_list = {"network": network, "list": plan["pnet"].get("list", "paper"), "trained": plan["trained"]}
        plan = {"told": "both", **plan[network], **of_list}
    if plan["network"] != network:
        raise ValueError(f"{path} holds weights of {plan['network']}, not of {network}")
    return plan, weights


def write(checkpoint: str, out: str, network: str = "rnet") -> None:
    """Writes one network's plan and averaged weights."""
    plan, weights = averaged(checkpoint, network)
    halved = {k: v.half() if v.is_floating_point() and v.dim() > 1 else v for k, v in weights.items()}
    keep(plan, halved, out)


def keep(plan: dict, weights: dict[str, Tensor], out: str) -> None:
    """Writes a plan and weights as the checkpoint that `averaged` reads."""
    torch.save({"plan": plan, "average": {f"module.{name}": value for name, value in weights.items()}}, out)


if __name__ == "__main__":
    c = parse(Config)
    write(c.checkpoint, c.out, c.network)
