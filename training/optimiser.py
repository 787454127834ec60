"""AdamW, or Muon for the matrices with AdamW for the rest.

Muon (Jordan et al. 2024) takes the momentum of a matrix, makes it nearly orthogonal by a
Newton-Schulz iteration, and steps along that: every direction of the matrix learns at the
same pace, where Adam lets a few large ones lead. Scaled to the size of Adam's steps (Liu et
al. 2025), it shares Adam's learning rate.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

KINDS = ("adamw", "muon")


def orthogonal(matrix: Tensor, steps: int = 5) -> Tensor:
    """A matrix [m, n] with the same singular vectors, its singular values all near 1."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrix.bfloat16()
    if wide := matrix.shape[0] > matrix.shape[1]:
        x = x.T
    x = x / (x.norm() + 1e-7)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.T if wide else x).float()


class Muon(torch.optim.Optimizer):
    """Steps for weights of two dimensions or more, each flattened to [out, in·k·k]."""

    def __init__(self, weights: list, lr: float, momentum: float = 0.95, weight_decay: float = 1e-4):
        super().__init__(weights, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:
        """One step from the gradients; weights without one rest."""
        for group in self.param_groups:
            momentum = group["momentum"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if not state:
                    state["momentum"] = torch.zeros_like(p)
                state["momentum"].lerp_(p.grad, 1 - momentum)
                matrix = p.grad.lerp(state["momentum"], momentum).flatten(1)
                update = orthogonal(matrix).view_as(p) * 0.2 * max(matrix.shape) ** 0.5
                p.mul_(1 - group["lr"] * group["weight_decay"]).sub_(update, alpha=group["lr"])


def is_matrix(name: str, p: nn.Parameter) -> bool:
    """Whether a weight mixes channels: no vector, no depthwise kernel, neither the first nor the last layer."""
    mixes = p.dim() >= 2 and p.shape[1] > 1 and p.shape[0] > 1
    return mixes and p.dim() != 3 and not any(part in name for part in ("stem", "out.", "condition", "bias"))


def _groups(by_pace: dict[float, list]) -> list[dict]:
    return [{"params": weights, "pace": pace} for pace, weights in by_pace.items()]


class Optimiser:
    """One or two optimisers behind the face of one."""

    def __init__(self, model: nn.Module, kind: str, lr: float, paces: dict[str, float] | None = None):
        """`paces` maps the beginning of weights' names to their share of the learning rate, 1 where none
        fits and the longest where several do. ValueError lists the kinds."""
        if kind not in KINDS:
            raise ValueError(f"no optimiser {kind!r}: there are {', '.join(KINDS)}")
        paced = {"": 1.0, **(paces or {})}
        matrices: dict[float, list] = {}
        rest: dict[float, list] = {}
        for name, p in model.named_parameters():
            pace = paced[max((start for start in paced if name.startswith(start)), key=len)]
            of_kind = matrices if kind == "muon" and is_matrix(name, p) else rest
            of_kind.setdefault(pace, []).append(p)
        self.parts: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(_groups(rest), lr, betas=(0.9, 0.999), weight_decay=1e-4)
        ]
        if matrices:
            self.parts.append(Muon(_groups(matrices), lr))

    def rate(self, lr: float) -> None:
        """Sets the learning rate of every part."""
        for group in (g for part in self.parts for g in part.param_groups):
            group["lr"] = lr * group["pace"]

    def zero_grad(self) -> None:
        """Forgets the gradients."""
        for part in self.parts:
            part.zero_grad(set_to_none=True)

    def step(self) -> None:
        """One step of every part."""
        for part in self.parts:
            part.step()

    def state_dict(self) -> list[dict]:
        """The parts' states, in order."""
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, states: list[dict]) -> None:
        """Takes `state_dict`'s answer back. ValueError if it is of another kind of optimiser."""
        for part, state in zip(self.parts, states, strict=True):
            part.load_state_dict(state)
