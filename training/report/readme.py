"""Puts the measured figures into README.md, between the comments that name them.

python -m training.report.readme
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from training.measure import tables_of
from training.options import option, parse
from training.report.beside import tools
from training.report.extras import captures, held, sent, views
from training.report.markdown import pair, share, table
from training.report.models import CONDITIONS
from training.report.rows import averaged, gain, group_rows, rows_on
from training.settings import STUDIO

# The others are in docs/results.md.
HELD = (
    *(f"jpeg:{at}" for at in ("10", "40", "70", "80", "80/444", "90", "90/444", "95", "95/444", "97")),
    *(f"webp:{at}" for at in ("10", "40", "80", "90", "95")),
    *(f"hevc:{at}" for at in ("42", "32", "27", "22", "17")),
    *(f"av1:{at}" for at in ("55", "45", "35", "25", "15")),
    *(f"avc:{at}" for at in ("42", "32", "27", "22", "17")),
)
MARK = "<!-- measured: {} -->\n"
END = "<!-- end of measured -->"


@dataclass(frozen=True)
class Config:
    """Fills README.md."""

    models: str = option("assets/models", "folder with a folder a model")
    figures: str = option("docs/results", "folder of the figures")
    published: str = option("assets/published.json", "the published figures")
    readme: str = option("README.md", "the file to fill")


def fill(text: str, name: str, content: str) -> str:
    """The text with `content` at the place of that name. ValueError if it has no such place."""
    begin = MARK.format(name)
    place = re.compile(re.escape(begin) + ".*?" + re.escape(END), re.DOTALL)
    if not place.search(text):
        raise ValueError(f"README.md has no place for {name}: put {begin.strip()} and {END} around it")
    return place.sub(lambda _: begin + content + END, text)


def uploads(models: dict[str, dict]) -> str:
    """What people upload by codec: gains of `fast` and `studio`, and how often P-Net of `studio` is right."""
    fast, studio = (rows_on(models[name]) for name in ("fast", "studio"))
    if missing := [s for s in STUDIO.settings if s not in fast or s not in studio]:
        raise ValueError(f"not measured for both models: {', '.join(missing)}: run training.measure")

    def row(label: str, levels: str, members: tuple[str, ...]) -> list[str]:
        gains = [mean(gain(rows[s]) for s in members) for rows in (fast, studio)]
        right = [mean(studio[s][k] for s in members) for k in ("codec_accuracy", "level_accuracy")]
        return [label, levels, f"{gains[0]:+.2f}", f"**{gains[1]:+.2f}**", *map(share, right)]

    rows = [row(c.label, f"{c.unit} {c.levels[0]}–{c.levels[-1]}", STUDIO.of((c.name,))) for c in STUDIO.codecs]
    rows.append(row("all", str(len(STUDIO.settings)), STUDIO.settings))
    least = min(STUDIO.settings, key=lambda s: gain(studio[s]))
    return table(["", "levels", "`fast`", "`studio`", "codec right", "level right"], rows) + (
        f"\nWeights of `studio`: `{hash_of(models['studio'])}`; least of all is gained at {least}, "
        f"{gain(studio[least]):+.2f} dB.\n"
    )


def worth(models: dict[str, dict]) -> str:
    """What the condition is worth to `studio`: mean gains over a codec's levels under each. ValueError for a setting
    that was not measured under all."""
    rows_of = rows_on(models["studio"])
    if missing := [s for s in STUDIO.settings if set(rows_of[s].get("conditions", {})) < set(CONDITIONS)]:
        raise ValueError(f"not measured under every condition: {', '.join(missing)}: run training.measure")

    def row(label: str, levels: str, members: tuple[str, ...]) -> list[str]:
        told = [
            [rows_of[s]["conditions"][c]["psnr"] - rows_of[s]["input"]["psnr"] for s in members] for c in CONDITIONS
        ]
        return [label, levels, *(f"{mean(gains):+.2f}" for gains in told)]

    rows = [row(c.label, f"{c.unit} {c.levels[0]}–{c.levels[-1]}", STUDIO.of((c.name,))) for c in STUDIO.codecs]
    rows.append(row("all", str(len(STUDIO.settings)), STUDIO.settings))
    return table(["", "levels", "what P-Net believes", "the truth", "nothing", "a wrong one"], rows)


def hash_of(tables: dict[str, dict]) -> str:
    """The weights that the tables are of, as people read it."""
    return tables["D1"]["hash"][:12]


def paper(tables: dict[str, dict], groups: list[dict]) -> str:
    """D1 of the paper's list, setting by setting and under every condition, and P-Net's accuracy."""
    rows = []
    for r in tables["D1"]["rows"]:
        gains = [f"{r['conditions'][c]['psnr'] - r['input']['psnr']:+.2f}" for c in CONDITIONS]
        known = [share(r["codec_accuracy"]), share(r["level_accuracy"])]
        rows.append([r["setting"], pair(r["input"]), pair(r["restored"]), *gains, *known])
    head = ["setting", "input PSNR / SSIM", "restored PSNR / SSIM", "gain dB"]
    head += ["true condition", "no condition", "wrong condition", "codec right", "level right"]
    means = []
    for group in groups[:3]:  # JPEG, HEVC and VVC at the levels of D1
        m = averaged(group_rows(tables, group))
        before, after = (m[side]["psnr"] for side in ("input", "restored"))
        means.append(f"{group['group']} from {before:.2f} to **{after:.2f}** dB ({gain(m):+.2f})")
    r = tables["D1"]["recognition"]
    known = f"Codec right {share(r['codec_accuracy'])}, level right {share(r['level_accuracy'])}"
    return table(head, rows) + (
        f"\nWeights `{hash_of(tables)}`. Means: {', '.join(means)}.\n"
        f"{known}, off by {r['level_error']:.3f} steps; calibration error {r['codec_ece']:.3f} and "
        f"{r['level_ece']:.3f}.\n"
    )


def main(argv: list[str] | None = None) -> None:
    """Fills the file."""
    c = parse(Config, argv)
    models = {name: tables_of(Path(c.models) / name, Path(c.figures)) for name in ("fast", "studio")}
    published = json.loads(Path(c.published).read_text())
    text = Path(c.readme).read_text()
    for name, content in (
        ("uploads", uploads(models)),
        ("what the condition is worth", worth(models)),
        ("what is sent on", sent(models)),
        ("screen captures", captures(models)),
        ("the paper's codecs", paper(models["fast"], published["paper"])),
        ("what care brings", views(models)),
        ("what the file brings", held(models, ("LIVE1",), HELD)),
        ("JPEG beside others", tools(models, published)),
    ):
        text = fill(text, name, content)
    Path(c.readme).write_text(text)
    print(f"filled {c.readme}")


if __name__ == "__main__":
    main()
