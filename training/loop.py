"""The training loop that all networks share.

A run is laid over a number of minutes and may come in slices: each slice is one
command that stops itself, leaves a checkpoint at a consistent point, and the next
one resumes from it, the cosine schedule going on over the whole.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.optimiser import Optimiser
from training.precision import compute_dtype
from training.run_options import LoopConfig
from training.schedule import decay, rate

Loss = Callable[[nn.Module, list[Tensor]], Tensor]  # of a network and a batch, a scalar
Figures = Callable[[nn.Module], dict[str, float]]  # of the averaged network, for the log


class Run:
    """A network in training: weights, their average, optimiser, clock, log."""

    def __init__(self, model: nn.Module, config: LoopConfig, plan: dict, paces: dict[str, float] | None = None):
        self.config, self.plan = config, plan
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = model.to(self.device, memory_format=torch.channels_last)
        self.step, self.seconds = 0, 0.0
        self.average = AveragedModel(self.model, multi_avg_fn=self._average, use_buffers=True)
        self.optimiser = Optimiser(self.model, config.optimiser, config.lr, paces)
        self.folder = Path(config.out)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "config.json").write_text(json.dumps({**asdict(config), "plan": plan}, indent=1))
        if self.checkpoint.exists():
            self._load(self.checkpoint)

    @property
    def checkpoint(self) -> Path:
        """Where the run is kept."""
        return self.folder / "checkpoint.pt"

    @property
    def progress(self) -> float:
        """How much of the run is done, 0…1."""
        c = self.config
        return self.step / c.total_steps if c.total_steps else self.seconds / ((c.total_minutes or c.minutes) * 60)

    @property
    def unfinished(self) -> str:
        """Where the run stands and how it goes on, if a slice's bound ended it; else empty."""
        if self.progress >= 1:
            return ""
        c = self.config
        minutes = f"{self.seconds / 60:.1f} of {c.total_minutes or c.minutes:g} minutes"
        at = f"{self.step} of {c.total_steps} steps" if c.total_steps else minutes
        return f"stopped at {at}: run the same command again"

    def _average(self, average: list[Tensor], model: list[Tensor], _: Tensor) -> None:
        get_ema_multi_avg_fn(decay(self.config.ema, self.step))(average, model, None)

    def _load(self, path: Path) -> None:
        state = torch.load(path, map_location=self.device, weights_only=False)
        if state["plan"] != self.plan:
            raise ValueError(f"{path} is of another configuration:\n {state['plan']}\nnot\n {self.plan}")
        if (kind := state["config"]["optimiser"]) != self.config.optimiser:
            raise ValueError(f"{path} was trained with the optimiser {kind}, not {self.config.optimiser}")
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.seconds = state["step"], state["seconds"]
        drawn = state["drawn"]
        torch.set_rng_state(drawn["torch"].cpu())
        if len(drawn["cuda"]) == torch.cuda.device_count():  # those of another machine's GPUs stay as they are
            torch.cuda.set_rng_state_all([s.cpu() for s in drawn["cuda"]])

    def start(self, path: str, load: Callable[[Path, nn.Module], None]) -> None:
        """A new run begins with what `load` puts out of `path` into its network; one that goes on, or has no path,
        is left as it is."""
        if path and not self.checkpoint.exists():
            load(Path(path), self.model)
            self.average.module.load_state_dict(self.model.state_dict())

    def save(self) -> None:
        """Writes the checkpoint whole or not at all."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "plan": self.plan,
            "config": asdict(self.config),
            "drawn": {"torch": torch.get_rng_state(), "cuda": torch.cuda.get_rng_state_all()},
        }
        part = self.checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.checkpoint)

    def log(self, **figures) -> None:
        """One JSON line, appended to log.jsonl and printed."""
        line = json.dumps({"step": self.step, "minutes": round(self.seconds / 60, 2), **figures})
        print(line, flush=True)
        with open(self.folder / "log.jsonl", "a") as f:
            f.write(line + "\n")

    def go(
        self,
        batches: Iterator,
        loss_of: Loss,
        figures_of: Figures | None,
    ) -> None:
        """Trains for this slice. FloatingPointError if a loss is not finite."""
        c = self.config
        torch.set_num_threads(c.threads)
        network = torch.compile(self.model) if c.compile else self.model
        dtype = compute_dtype(self.device)
        begun, first = time.monotonic(), self.seconds
        noted, waited, losses, norms, first_step = begun, 0.0, [], [], self.step
        self.model.train()
        stop = first + c.minutes * 60
        while self.progress < 1 and self.seconds < stop and not (c.max_steps and self.step - first_step >= c.max_steps):
            asked = time.monotonic()
            batch = [t.to(self.device, non_blocking=True) for t in next(batches)]
            waited += time.monotonic() - asked
            self.optimiser.rate(c.lr * rate(self.progress))
            with torch.autocast(self.device.type, torch.bfloat16, enabled=dtype is torch.bfloat16):
                loss = loss_of(network, batch)
            if losses:  # the step before: to ask for this one's loss would let a GPU run dry
                self._check(losses[-1])
            self.optimiser.zero_grad()
            loss.backward()
            norms.append(nn.utils.clip_grad_norm_(self.model.parameters(), c.clip).detach())
            self.optimiser.step()
            self.average.update_parameters(self.model)
            self.step += 1
            losses.append(loss.detach())
            now = time.monotonic()
            self.seconds = first + now - begun
            if now - noted > c.every:
                self._note(losses, norms, waited, now - noted, figures_of)
                noted, waited, losses, norms = time.monotonic(), 0.0, [], []
        self._note(losses, norms, waited, max(time.monotonic() - noted, 1e-9), figures_of)

    def _check(self, figures: Tensor, what: str = "loss") -> None:
        """FloatingPointError if a figure of the steps until now is not finite; asked before a checkpoint is written."""
        if not torch.isfinite(figures).all():
            raise FloatingPointError(f"the {what} was not finite at step {self.step - 1}; the last checkpoint is good")

    def _note(
        self, losses: list[Tensor], norms: list[Tensor], waited: float, elapsed: float, figures_of: Figures | None
    ) -> None:
        """What happened in the `elapsed` seconds since the last note, `waited` of them for patches."""
        seen = {}
        if losses:
            loss, norm = torch.stack(losses), torch.stack(norms)
            self._check(loss)
            self._check(norm, "gradient")  # one that is not leaves weights that are none
            seen = {"loss": loss.mean().item(), "worst": loss.max().item(), "gradient": norm.median().item()}
        for average, now in zip(self.average.module.buffers(), self.model.buffers()):
            if not now.is_floating_point():  # averaging would truncate integer buffers
                average.copy_(now)
        self.save()
        figures = {}
        if figures_of:
            self.average.eval()
            with torch.no_grad():
                figures = figures_of(self.average.module)
        batch = self.config.batch
        speed = {"images": self.step * batch, "images_s": round(len(losses) * batch / elapsed, 2)}
        self.log(**seen, **speed, waiting=round(waited / elapsed, 3), **figures)
