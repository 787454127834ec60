"""Networks out of what holds them: a run's checkpoint, or the folder of an exported model."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from training.averaged import averaged
from training.networks.joint import Joint
from training.networks.plans import RNetConfig
from training.networks.pnet import PNet, PNetConfig
from training.networks.rnet import RNet
from training.onnx_weights import facts_of, list_of, plan_of, start_from


def as_stored(network: nn.Module) -> nn.Module:
    """The network in evaluation, its weights rounded as the file will hold them."""
    with torch.no_grad():
        for weight in network.parameters():
            if weight.dim() > 1:
                weight.copy_(weight.half().float())
    return network.eval()


def trained(folder: Path, name: str) -> list[str]:
    """The codecs that a network of an exported model was trained on."""
    return [codec["name"] for codec in facts_of(folder / f"{name}.onnx")["codecs"] if codec["trained"]]


def load_rnet(path: str) -> tuple[RNet, dict]:
    """R-Net of a checkpoint or of an exported model's folder, ready to run, and its plan."""
    if Path(path).is_dir():
        facts = facts_of(Path(path) / "rnet_decoder.onnx")
        rnet = RNet(plan_of(facts))
        start_from(Path(path), rnet)
        return as_stored(rnet), {"trained": trained(Path(path), "rnet_decoder"), "list": list_of(facts).name}
    plan, weights = averaged(path, "rnet")
    fields = {k: v for k, v in plan.items() if k in RNetConfig.__dataclass_fields__}
    rnet = RNet(RNetConfig(**fields))
    rnet.load_state_dict(weights)
    return as_stored(rnet), plan


def load_pnet(path: str) -> PNet:
    """P-Net of a checkpoint or of an exported model's folder, ready to run."""
    if Path(path).is_dir():
        codecs = list_of(facts_of(Path(path) / "pnet.onnx"))
        pnet = PNet(PNetConfig(trained=tuple(trained(Path(path), "pnet")), list=codecs.name))
        start_from(Path(path), pnet)
        return as_stored(pnet)
    plan, weights = averaged(path, "pnet")
    pnet = PNet(PNetConfig(tuple(plan["dims"]), tuple(plan["trained"]), plan["list"]))
    pnet.load_state_dict(weights)
    return as_stored(pnet)


def load_joint(path: str) -> Joint:
    """Both networks of a checkpoint of stage 2 or of an exported model's folder, as one."""
    return Joint(load_pnet(path), load_rnet(path)[0])
