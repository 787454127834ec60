"""AdamW, or Muon for the matrices with AdamW for the rest.

Muon (Jordan et al. 2024) takes the momentum of a matrix, makes it nearly orthogonal by a
Newton-Schulz iteration, and steps along that: every direction of the matrix learns at the
same pace, where Adam lets a few large ones lead. Scaled to the size of Adam's steps (Liu et
al. 2025), it shares Adam's learning rate.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.precision import compute_dtype

KINDS = ("adamw", "muon")


def orthogonal(matrices: Tensor, steps: int = 5) -> Tensor:
    """Matrices [..., m, n] with the same singular vectors, their singular values all near 1."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrices.to(compute_dtype(matrices.device))
    if tall := x.shape[-2] > x.shape[-1]:
        x = x.mT
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.mT if tall else x).float()


class Muon(torch.optim.Optimizer):
    """Steps for weights of two dimensions or more, each flattened to [out, in·k·k]."""

    def __init__(self, weights: list, lr: float, momentum: float = 0.95, weight_decay: float = 1e-4):
        super().__init__(weights, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:
        """One step from the gradients; weights without one rest."""
        for group in self.param_groups:
            alike: dict[torch.Size, list] = {}
            for p in group["params"]:
                if p.grad is not None:
                    alike.setdefault(p.flatten(1).shape, []).append(p)
            # Matrices of one shape are stepped as one batch: a GPU spends its time on products, not on launches.
            for shape, weights in alike.items():
                self._step(weights, shape, group)

    def _step(self, weights: list, shape: torch.Size, group: dict) -> None:
        for p in weights:
            if not self.state[p]:
                self.state[p]["momentum"] = torch.zeros_like(p)
        grads, kept = [p.grad for p in weights], [self.state[p]["momentum"] for p in weights]
        torch._foreach_lerp_(kept, grads, 1 - group["momentum"])
        ahead = torch._foreach_lerp(grads, kept, group["momentum"])
        updates = orthogonal(torch.stack([m.flatten(1) for m in ahead])) * 0.2 * max(shape) ** 0.5
        torch._foreach_mul_(weights, 1 - group["lr"] * group["weight_decay"])
        torch._foreach_sub_(weights, [u.reshape(p.shape) * group["lr"] for u, p in zip(updates, weights)])


def is_matrix(name: str, p: nn.Parameter) -> bool:
    """Whether a weight mixes channels: no vector, no depthwise kernel, neither the first nor the last layer of
    R-Net."""
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
        """Takes `state_dict`'s answer back; the paces stay as they are now. ValueError if it is of another kind of
        optimiser."""
        for part, state in zip(self.parts, states, strict=True):
            paces = [group["pace"] for group in part.param_groups]
            part.load_state_dict(state)
            for group, pace in zip(part.param_groups, paces, strict=True):
                group["pace"] = pace
