"""Stage 2's parts, and its ways to tame the variance, at equal budget: the paper's Table 7.

    python -m training.stage2_ablation --start assets/models/fast --shards a.tar --bank bank \\
        --validate LIVE1 --total-steps 250

Prints a Markdown table: by group of settings the gain in dB over the input on crops and the
consistency, then the share of P-Net's levels that are right. A choice that is done already is not run again, and
one that `--minutes` ends before its budget is said to be unfinished.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from training import validation
from training.options import option, parse
from training.settings import D2, DU, LISTS, codecs_of
from training.stage2 import Config as JointRun
from training.stage2 import train

# What is changed in the configuration; no commas, so that `--choices` can name them.
CHOICES = {
    "stage 1": {"lr": 0.0, "total_steps": 1},
    "L_rec": {"pol_weight": 0.0, "val_weight": 0.0},
    "all of L_total": {},
    "four actions": {"actions": 4},
    "four actions normalised": {"actions": 4, "normalise": True},
    "entropy bonus": {"entropy": 0.01},
}


@dataclass(frozen=True)
class Config(JointRun):
    """Measures the choices of CHOICES at equal budget."""

    out: str = option("runs/stage2-ablation", "folder with a run for each choice")
    choices: tuple = option(tuple(CHOICES), "which of them")


def groups(c: Config) -> dict[str, tuple[str, ...]]:
    """The settings of each column: D1 whole, D2 and Du by the codecs that they go through."""
    out = {"D1": LISTS[c.list].of(c.codecs)}
    for setting in (*D2, *DU):
        name = " → ".join(codecs_of(setting))
        out[name] = (*out.get(name, ()), setting)
    return out


def main(argv: list[str] | None = None) -> None:
    """Trains what is asked for and prints the table."""
    c = parse(Config, argv)
    columns = groups(c)
    figures = validation.under_posterior(c.validate, columns, again=True)
    print(f"| choice | {' | '.join(columns)} | level |\n" + "| --- " * (len(columns) + 2) + "|")
    for name in c.choices:
        run = train(replace(c, out=f"{c.out}/{name.replace(' ', '-')}", **CHOICES[name]), figures)
        if run.unfinished:
            print(f"| {name} | {run.unfinished} |", flush=True)
            continue
        last = json.loads((run.folder / "log.jsonl").read_text().splitlines()[-1])
        cells = [f"{last[k]:+.3f}, {last[f'{k} again']:.3f}" for k in columns]
        print(f"| {name} | {' | '.join(cells)} | {last['level']:.3f} |", flush=True)


if __name__ == "__main__":
    main()
