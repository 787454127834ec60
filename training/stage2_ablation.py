"""Stage 2's parts, and its ways to tame the variance, at equal budget: the paper's Table 7.

    python -m training.stage2_ablation --start assets/models/fast --shards a.tar --bank bank \\
        --validate LIVE1 --total-steps 250

Prints a Markdown table of gains in dB over the input on crops, of P-Net's levels and of
consistency; a choice that is done already is not run again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from training import validation
from training.options import option, parse
from training.settings import D2, DU, LISTS
from training.stage2 import Config as JointRun
from training.stage2 import train

# What is changed in the configuration.
CHOICES = {
    "stage 1": {"lr": 0.0, "total_steps": 1},
    "L_rec": {"pol_weight": 0.0, "val_weight": 0.0},
    "L_rec, L_pol, L_val": {},
    "four actions": {"actions": 4},
    "four actions, normalised": {"actions": 4, "normalise": True},
    "entropy bonus": {"entropy": 0.01},
}
COLUMNS = ("D1", "D2", "Du", "level", "consistency")


@dataclass(frozen=True)
class Config(JointRun):
    """Measures the choices of CHOICES at equal budget."""

    out: str = option("runs/stage2-ablation", "folder with a run for each choice")
    choices: tuple = option(tuple(CHOICES), "which of them")


def groups(c: Config) -> dict[str, tuple[str, ...]]:
    """The settings that the columns stand for."""
    return {"D1": LISTS[c.list].of(c.codecs), "D2": D2, "Du": DU}


def main(argv: list[str] | None = None) -> None:
    """Trains what is asked for and prints the table."""
    c = parse(Config, argv)
    figures = validation.under_posterior(c.validate, groups(c), again=True)
    print("| choice | " + " | ".join(COLUMNS) + " |\n" + "| --- " * (len(COLUMNS) + 1) + "|")
    for name in c.choices:
        run = train(replace(c, out=f"{c.out}/{name.replace(' ', '-').replace(',', '')}", **CHOICES[name]), figures)
        last = json.loads((run.folder / "log.jsonl").read_text().splitlines()[-1])
        print(f"| {name} | " + " | ".join(f"{last[k]:.3f}" for k in COLUMNS) + " |", flush=True)


if __name__ == "__main__":
    main()
