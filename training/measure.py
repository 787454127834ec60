"""Measures the shipped models with `uncodec evaluate`, and keeps the figures.

    python -m training.measure --pictures ../shared/data/test

Each table is a JSON file in docs/results/, one a model and plan, with the model's hash; what
stands there for the model as it is now is not measured again. The figures then go into the
network files' metadata, which changes their hash and nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import onnx

from training.onnx_weights import FACTS, FILES, facts_of, model_hash, put_facts, write_sums
from training.options import option, parse
from training.settings import D1, D2, DU, PAPER, QPS, SENT, STUDIO

EVERY = "posterior,true,none,wrong"


# What the list `studio` names besides: with D1, D2 and Du all that people upload.
UPLOADS = tuple(s for s in STUDIO.settings if s not in (*D1, *D2, *DU))


def learned(folder: str = "assets/codecs") -> str:
    """The settings of the learned codecs whose network files are there now, with VVC before and after them."""
    here = {p.stem.replace("-", ":", 1) for p in Path(folder).glob("*-*.onnx")}
    names = [setting for setting in PAPER.settings if setting in here]
    pairs = [(q, qp) for q, qp in zip("1234", QPS) if f"cheng_psnr:{q}" in here]
    chains = [f"vvc:{qp}>cheng_psnr:{q}" for q, qp in pairs] + [f"cheng_psnr:{q}>vvc:{qp}" for q, qp in pairs]
    return " ".join(names + chains)


@dataclass(frozen=True)
class Plan:
    """What `uncodec evaluate` is asked."""

    pictures: str  # folder
    settings: str = ""  # none: those of the learned codecs that are there
    conditions: str = "posterior"
    views: int = 1
    within: str = ""  # the folder that it lies in, that of the test pictures where none is named

    def asked(self) -> str:
        """The settings, found out at this moment; "" where no learned codec is there."""
        return self.settings or learned()


# JPEGs with more chroma than 4:2:0, as many editors save them from a quality of 90 on.
CHROMA = tuple(f"jpeg:{quality}/{chroma}" for quality in (30, 80, 90, 95) for chroma in ("422", "444"))
# As captures of a screen are saved and sent on.
CAPTURES = (
    *(f"jpeg:{quality}" for quality in (30, 50, 70, 80, 90, 95)),
    *(f"jpeg:{quality}/444" for quality in (80, 90, 95)),
    *("webp:40", "webp:80", "hevc:32", "avc:32", "av1:35"),
)
JPEGS = " ".join(PAPER.of(("jpeg",)))
PLANS = {
    "D1": Plan("LIVE1", " ".join(D1), EVERY),
    "D2": Plan("LIVE1", " ".join(D2), EVERY),
    "Du": Plan("LIVE1", " ".join(DU), EVERY),
    "uploads": Plan("LIVE1", " ".join(UPLOADS), EVERY),
    "sent": Plan("LIVE1", " ".join(SENT)),
    "chroma": Plan("LIVE1", " ".join(CHROMA)),
    "captures": Plan("Captures", " ".join(CAPTURES), within="training/screens"),
    "learned": Plan("LIVE1"),
    "Classic5": Plan("Classic5", JPEGS),
    "BSDS500": Plan("BSDS500_test", JPEGS),
    "views": Plan("LIVE1", " ".join([JPEGS, *(f"avc:{qp}" for qp in QPS)]), views=8),
}


@dataclass(frozen=True)
class Config:
    """Measures models over the test pictures."""

    pictures: str = option("../shared/data/test", "folder with LIVE1, Classic5 and BSDS500_test")
    models: str = option("assets/models", "folder with a folder a model")
    out: str = option("docs/results", "folder of the figures")
    only: tuple = option((), "models to measure, all by default")
    plans: tuple = option(tuple(PLANS), "which of the plans")
    program: str = option("bin/uncodec", "the program")


def measure(c: Config, model: Path, plan: str) -> None:
    """Runs what of a plan has no figures for this model yet. CalledProcessError if that fails."""
    p = PLANS[plan]
    settings = p.asked().split()
    path = Path(c.out) / f"{model.name}-{plan}.json"
    before = tables_of(model, Path(c.out)).get(plan, {"rows": []})
    rows = {row["setting"]: row for row in before["rows"]}
    if not (missing := [s for s in settings if s not in rows]):
        return
    if plan == "D1":  # whose recognition is summed up over all pictures and settings
        missing, rows = settings, {}
    print(f"{model.name}, {plan}", file=sys.stderr, flush=True)
    table = evaluate(c, model, p, missing)
    path.write_text(json.dumps(whole(table, rows, settings), indent=1) + "\n")


def evaluate(c: Config, model: Path, p: Plan, missing: list[str]) -> dict:
    """The table that `uncodec evaluate` gives of a plan's settings."""
    asked = " ".join(missing)
    conditions = p.conditions
    if conditions == EVERY and not named(model) & set(missing):  # those that follow the truth need names
        conditions = "posterior,none"
    folder = f"{p.within or c.pictures}/{p.pictures}"
    command = [c.program, "evaluate", folder, "--settings", asked, "--condition", conditions]
    command += ["--views", str(p.views)] + (["--consistency"] if p.pictures == "LIVE1" else [])
    told = subprocess.run([*command, "--models", str(model), "--json"], stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(told.stdout)


def whole(table: dict, rows: dict[str, dict], settings: list[str]) -> dict:
    """A table with the rows that were there before."""
    if rows:  # of which what is summed up over all pictures is not known
        rows |= {row["setting"]: row for row in table["rows"]}
        table = table | {"rows": [rows[s] for s in settings], "recognition": {}}
    return table


def named(model: Path) -> set[str]:
    """The settings that a model was trained to name."""
    codecs = facts_of(model / "pnet.onnx")["codecs"]
    return {f"{c['name']}:{level['level']}" for c in codecs if c["trained"] for level in c["levels"]}


def summary(tables: dict[str, dict]) -> dict:
    """What goes into the metadata, and from there onto the model card: the rows of `uncodec evaluate` by plan of one
    view over public pictures, to six places, and P-Net's accuracies."""
    about = ("dataset", "condition")
    kept = {
        p: {k: t[k] for k in about if k in t} | {"rows": rounded(t["rows"])}
        for p, t in tables.items()
        if PLANS[p].views == 1 and not PLANS[p].within
    }
    return {"tables": kept, "recognition": rounded(tables.get("D1", {}).get("recognition", {}))}


def rounded(value: object) -> object:
    """JSON with its numbers to six places, without figures that are not there."""
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return round(value, 6) if isinstance(value, float) else value


def stamp(model: Path, tables: dict[str, dict], out: Path) -> None:
    """Puts the figures into the model's metadata; tables that were of its old hash follow to the new one.

    ValueError for a table of other weights, before anything is written.
    """
    old, figures = model_hash(model), summary(tables)
    for plan, table in tables.items():
        if table["hash"] != old:
            raise ValueError(f"{out}/{model.name}-{plan}.json is of other weights: run training.measure again")
    if facts_of(model / "rnet_decoder.onnx").get("figures") == figures:
        return
    for name in FILES:
        path = model / f"{name}.onnx"
        network = onnx.load(str(path))
        told = {p.key: p.value for p in network.metadata_props}
        put_facts(network, json.loads(told.pop(FACTS)) | {"figures": figures}, **told)
        onnx.save(network, str(path))
    write_sums(model)
    for plan, table in tables.items():
        table["hash"] = model_hash(model)
        (out / f"{model.name}-{plan}.json").write_text(json.dumps(table, indent=1) + "\n")


def tables_of(model: Path, out: Path) -> dict[str, dict]:
    """The tables that are there for a model as it is now, by plan."""
    found = {plan: out / f"{model.name}-{plan}.json" for plan in PLANS}
    read = {plan: json.loads(path.read_text()) for plan, path in found.items() if path.is_file()}
    return {plan: table for plan, table in read.items() if table["hash"] == model_hash(model)}


def main(argv: list[str] | None = None) -> None:
    """Measures what is missing, then stamps the models."""
    c = parse(Config, argv)
    Path(c.out).mkdir(parents=True, exist_ok=True)
    for model in sorted(p.parent for p in Path(c.models).glob("*/pnet.onnx")):
        if c.only and model.name not in c.only:
            continue
        for plan in c.plans:
            measure(c, model, plan)
        stamp(model, tables_of(model, Path(c.out)), Path(c.out))


if __name__ == "__main__":
    main()
