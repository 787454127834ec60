"""Writes docs/results.md out of the figures in docs/results/, beside the published ones.

python -m training.tables
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from training.measure import PLANS, tables_of
from training.onnx_weights import facts_of
from training.options import option, parse
from training.settings import LISTS, STUDIO

DATASETS = tuple(dict.fromkeys(p.pictures for p in PLANS.values()))
CONDITIONS = ("posterior", "true", "none", "wrong")
INTRO = """# Measured results

Written by `make tables` from the files in `docs/results/`, which `uncodec evaluate` gave on the
models as they ship. PSNR in dB and SSIM on RGB, per picture, then averaged; the posterior is the
condition unless a column says otherwise. JPEG and WebP rows compare directly with the paper's. HEVC,
VVC and AVC rows depend on the encoder (x265, VVenC, x264, one intra picture at an exact QP; the
paper does not say which it used), so compare gains over the input there, not levels.
"""

UPLOADS = """Gain in dB on LIVE1 under the posterior, over the settings that the list `studio` names. `fast` knows the
paper's list, whose levels are coarser, and no WebP, AVC or AV1.
"""

VIEWS = """Restored mirrored and turned too, and averaged (`--views`), at so many times the time; means over the levels.
"""

HELD = """A JPEG says of every frequency of every block to what its value was rounded. A restoration is held within
reach of that, as far as the condition agrees with the file; elsewhere in these tables R-Net's answer stands as it is.
Gain in dB under the posterior, means over the pictures.
"""

LABELS = {c.name: f"{c.label} {c.unit}" for codecs in LISTS.values() for c in codecs.codecs}


@dataclass(frozen=True)
class Config:
    """Writes the tables."""

    models: str = option("assets/models", "folder with a folder a model")
    figures: str = option("docs/results", "folder of the figures")
    published: str = option("assets/published.json", "published figures, and the settings that they are means of")
    out: str = option("docs/results.md", "the file to write")


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def pair(measures: dict) -> str:
    return f"{measures['psnr']:.2f} / {measures['ssim']:.4f}"


def averaged(rows: list[dict]) -> dict:
    """The mean of input and restored over a group's settings."""
    return {side: {k: mean(row[side][k] for row in rows) for k in ("psnr", "ssim")} for side in ("input", "restored")}


def share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def gain(row: dict) -> float:
    """What a row gained over its input, in dB."""
    return row["restored"]["psnr"] - row["input"]["psnr"]


def rows_on(tables: dict[str, dict], dataset: str = "LIVE1") -> dict[str, dict]:
    """A model's rows on a data set, of one view, by setting."""
    plans = [plan for plan, p in PLANS.items() if plan in tables and p.pictures == dataset and p.views == 1]
    return {r["setting"]: r for plan in plans for r in tables[plan]["rows"]}


def views(models: dict[str, dict]) -> str:
    """What care brings: one view beside the mean of several, by codec; "" where none was measured."""
    rows = []
    for name, tables in models.items():
        single, of_codec = rows_on(tables), {}
        for r in tables.get("views", {"rows": []})["rows"]:
            of_codec.setdefault(r["setting"].split(":")[0], []).append(r)
        for codec, careful in of_codec.items():
            once = [single.get(r["setting"]) for r in careful]
            if not all(once):
                continue  # not measured in one view yet
            levels = f"{LABELS[codec]} {', '.join(r['setting'].split(':')[1] for r in careful)}"
            means = [averaged(once), averaged(careful)]
            again = [f"{mean(r['consistency'] for r in rs):.4f}" for rs in (once, careful)]
            cells = [
                pair(means[0]["restored"]),
                pair(means[1]["restored"]),
                *(f"{gain(m):+.2f}" for m in means),
                *again,
            ]
            rows.append([f"`{name}`", levels, pair(means[0]["input"]), *cells])
    if not rows:
        return ""
    n = PLANS["views"].views
    head = [
        "model",
        "LIVE1",
        "input",
        "one view",
        f"mean of {n}",
        "gain of one",
        f"of {n}",
        "consistency of one",
        f"of {n}",
    ]
    return table(head, rows)


def held(models: dict[str, dict], datasets: tuple[str, ...] = DATASETS) -> str:
    """What holding a restoration to its file brings, by setting; "" where none was measured."""
    rows = []
    for dataset in datasets:
        of = [rows_on(tables, dataset) for tables in models.values()]
        settings = dict.fromkeys(s for found in of for s, r in found.items() if "held" in r)
        for s in sorted(settings, key=lambda s: (s.count(">"), int(s.rpartition(":")[2]))):
            name = s.replace(">", " → ")
            rows.append([name, dataset, *(cell for found in of for cell in held_cells(found.get(s, {})))])
    heads = (cell for name in models for cell in (f"`{name}`", "held to the file"))
    return table(["setting", "pictures", *heads], rows) if rows else ""


def held_cells(row: dict) -> list[str]:
    """The gain of a restoration, and of the same held to its file."""
    if "held" not in row:
        return ["–", "–"]
    return [f"{gain(row):+.2f}", f"{row['held']['psnr'] - row['input']['psnr']:+.2f}"]


def group_rows(tables: dict[str, dict], group: dict) -> list[dict]:
    """A model's rows of a published group; [] unless all were measured."""
    rows = rows_on(tables, group["dataset"])
    return [rows[s] for s in group["settings"]] if rows.keys() >= set(group["settings"]) else []


def summary(models: dict[str, dict], paper: list[dict]) -> str:
    """The paper's groups, as far as any model was measured on them: ours beside its figures."""
    rows = []
    for group in paper:
        measured = [group_rows(tables, group) for tables in models.values()]
        if not any(measured):
            continue
        means = [averaged(found) if found else None for found in measured]
        before = pair(next(m["input"] for m in means if m))
        cells = []
        for m in means:
            cells += [pair(m["restored"]), f"{gain(m):+.2f}"] if m else ["–", "–"]
        published = [f"{group['psnr']:.2f} / {group['ssim']:.3f}", group["other"]] if group["psnr"] else ["–", "–"]
        rows.append([group["group"], group["dataset"], before, *cells, *published])
    ours = [cell for name in models for cell in (f"`{name}`", "gain")]
    return table(["group", "pictures", "input", *ours, "the paper", "next best in the paper"], rows)


def uploads(models: dict[str, dict]) -> str:
    """What people upload: the settings of the list `studio`, by codec and one by one, the models side by side."""
    rows_of = [rows_on(tables) for tables in models.values()]
    inputs = {s: pair(r["input"]) for rows in rows_of for s, r in rows.items()}
    groups = [(c.label, STUDIO.of((c.name,))) for c in STUDIO.codecs] + [("all", STUDIO.settings)]

    def row(name: str, before: str, members: tuple[str, ...]) -> list[str]:
        known = [[gain(rows[s]) for s in members if s in rows] for rows in rows_of]
        return [name, before, *(f"{mean(k):+.2f}" if len(k) == len(members) else "–" for k in known)]

    rows = [row(f"**{name}**", f"{len(members)} levels", members) for name, members in groups]
    rows += [row(s, inputs[s], (s,)) for s in STUDIO.settings if s in inputs]
    return table(["setting", "input", *(f"`{name}`" for name in models)], rows)


def settings(tables: dict[str, dict]) -> str:
    """Every setting on LIVE1, under every condition that was measured."""
    rows = []
    for plan in ("D1", "D2", "Du", "uploads", "learned"):
        for r in tables.get(plan, {"rows": []})["rows"]:
            gains = [
                r["conditions"][c]["psnr"] - r["input"]["psnr"] for c in CONDITIONS if c in r.get("conditions", {})
            ]
            gains = gains or [gain(r)]
            cells = [f"{g:+.2f}" for g in gains] + ["–"] * (len(CONDITIONS) - len(gains))
            known = [share(r["codec_accuracy"]), share(r["level_accuracy"])]
            name = r["setting"].replace(">", " → ")
            again = r.get("consistency")
            more = ["–" if again is None else f"{again:.3f}", f"{r['seconds_per_megapixel']:.1f}"]
            rows.append([name, pair(r["input"]), pair(r["restored"]), *cells, *known, *more])
    head = ["setting", "input", "restored", "gain", "true", "none", "wrong", "codec right", "level right"]
    return table([*head, "consistency", "s/Mpx"], rows)


def recognition(tables: dict[str, dict]) -> str:
    """P-Net's figures, its confusion table, and what it says of settings that it has no name for."""
    r = tables["D1"]["recognition"]
    text = (
        f"Over the settings it was trained on: codec right {share(r['codec_accuracy'])}, level right "
        f"{share(r['level_accuracy'])}, off by {r['level_error']:.3f} steps on average; expected calibration "
        f"error {r['codec_ece']:.3f} for the codec and {r['level_ece']:.3f} for the level (15 bins).\n\n"
    )
    rows = []
    for plan in ("D1", "D2", "Du", "uploads", "learned"):
        for row in tables.get(plan, {"rows": []})["rows"]:
            said = sorted(row["said"].items(), key=lambda item: -item[1])
            belief = sorted(((p, c) for c, p in row["belief"].items() if p >= 0.005), reverse=True)
            name = row["setting"].replace(">", " → ")
            rows.append([name, ", ".join(f"{s} {n}" for s, n in said), ", ".join(f"{c} {p:.2f}" for p, c in belief)])
    return text + table(["setting", "pictures by the setting believed most", "mean belief"], rows)


def seconds(tables: dict[str, dict]) -> str:
    """Seconds a megapixel of the quickest setting measured under one condition at a time: other work on the
    machine only adds."""
    alone = [r["seconds_per_megapixel"] for t in tables.values() for r in t["rows"] if len(r.get("conditions", {})) < 2]
    return f"{min(alone):.1f}" if alone else "–"


def tools(models: dict[str, dict], published: dict) -> str:
    """JPEG beside what a user would pick instead."""
    group = published["paper"][0]

    def row(name: str, psnr: list[float], cost: str, note: str) -> list[str]:
        return [name, *(f"{v:.2f}" for v in psnr), f"{mean(psnr):.2f}", cost, note]

    rows = []
    for name, tables in models.items():
        found = group_rows(tables, group)
        if not rows and found:
            rows.append(row("compressed", [r["input"]["psnr"] for r in found], "–", ""))
        if found:
            ours = [r["restored"]["psnr"] for r in found]
            rows.append(row(f"**Uncodec `{name}`**", ours, seconds(tables), "measured here, two threads"))
    for t in published["tools"]:
        cost = f"{t['seconds']:.1f}" if t["seconds"] else "–"
        rows.append(row(t["name"], t["psnr"], cost, t["note"]))
    return table(["JPEG on LIVE1", "QF 10", "QF 20", "QF 30", "QF 40", "mean", "CPU s/Mpx", ""], rows)


def main(argv: list[str] | None = None) -> None:
    """Writes the file."""
    c = parse(Config, argv)
    published = json.loads(Path(c.published).read_text())
    folders = sorted(p.parent for p in Path(c.models).glob("*/pnet.onnx"))
    models = {f.name: tables_of(f, Path(c.figures)) for f in folders}
    parts = [INTRO, "## Beside the paper\n", summary(models, published["paper"])]
    parts += ["## What people upload\n", UPLOADS, uploads(models)]
    parts += ["## What more care brings\n", VIEWS, views(models)]
    parts += ["## What the file itself brings\n", HELD, held(models)]
    parts += ["## Beside what one would use instead\n", tools(models, published)]
    for folder in folders:
        tables, facts = models[folder.name], facts_of(folder / "rnet_decoder.onnx")
        if "D1" not in tables:
            continue
        about = f"Weights `{tables['D1']['hash'][:12]}` of {facts['date']}; trained on {facts['trained_on']}.\n"
        parts += [f"## `{folder.name}`, every setting\n", about]
        parts += [
            "PSNR / SSIM on LIVE1; gains in dB under the posterior, and under the true, no and a wrong condition.\n"
        ]
        parts += [
            "Consistency is the SSIM of what was restored, compressed again as believed most, to the input. "
            "Seconds are of all conditions of a row together, on two cores.\n",
            settings(tables),
        ]
        parts += [f"### What P-Net of `{folder.name}` says\n", recognition(tables)]
    Path(c.out).write_text("\n".join(parts))
    print(f"wrote {c.out}")


if __name__ == "__main__":
    main()
