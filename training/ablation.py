"""Choices settled by measurement: one R-Net a choice, all of one budget and one seed.

    python -m training.ablation --shards a.tar --validate LIVE1 --model small --total-steps 600

The full-resolution tail with and without, RHAG with and without, and what CCM is told: the
paper's Table 6. Prints a Markdown table of gains in dB over the input; a choice that is done
already is not run again, and one that `--minutes` ends before its budget is said to be unfinished.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import numpy as np

from training.networks.plans import config
from training.options import option, parse
from training.stage1_rnet import Config as RNetRun
from training.stage1_rnet import train

# What is changed in the plan, and what the network is told.
CHOICES = {
    "as it is": ({}, "both"),
    "with the tail": ({"tail": 16}, "both"),
    "without RHAG": ({"window_blocks": (0, 0, 0, 0)}, "both"),
    "codec only": ({}, "codec"),
    "strength only": ({}, "strength"),
    "no condition": ({}, "nothing"),
}


@dataclass(frozen=True)
class Config(RNetRun):
    """Measures the choices of CHOICES at equal budget."""

    out: str = option("runs/ablation", "folder with a run for each choice")
    choices: tuple = option(tuple(CHOICES), "which of them")


def main(argv: list[str] | None = None) -> None:
    """Trains what is asked for and prints the table."""
    c = parse(Config, argv)
    print("| choice | " + " | ".join(c.codecs) + " | mean |\n" + "| --- " * (len(c.codecs) + 2) + "|")
    for name in c.choices:
        changes, told = CHOICES[name]
        run = train(replace(c, out=f"{c.out}/{name.replace(' ', '-')}", told=told), config(c.model, **changes))
        if run.unfinished:  # its rate never came down: no figures to compare with the others
            print(f"| {name} | {run.unfinished} |", flush=True)
            continue
        last = json.loads((run.folder / "log.jsonl").read_text().splitlines()[-1])
        gains = [last[codec] for codec in c.codecs if codec in last]
        print(f"| {name} | " + " | ".join(f"{g:.3f}" for g in gains) + f" | {np.mean(gains):.3f} |", flush=True)


if __name__ == "__main__":
    main()
