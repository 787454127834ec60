"""Writes docs/results.md out of the figures in docs/results/, beside the published ones.

python -m training.report.results
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from training.measure import tables_of
from training.onnx_weights import facts_of
from training.options import option, parse
from training.report.beside import summary, tools
from training.report.extras import beside, captures, held, sent, views
from training.report.markdown import pair, table
from training.report.models import recognition, settings
from training.report.rows import rows_on
from training.settings import STUDIO

INTRO = """# Measured results

Written by `make tables` from the files in `docs/results/`, which `uncodec evaluate` gave on the
models as they ship. PSNR in dB and SSIM on RGB, per picture, then averaged; the posterior is the
condition unless a column says otherwise. JPEG and WebP rows compare directly with the paper's: JPEGs are
libjpeg's byte for byte. But the gains under the true, no and a wrong condition, those of eight views, of
BSDS500 and, for `fast`, of JPEG → VVC were measured on JPEGs of Go's encoder, whose mean PSNR over LIVE1 is 0.001 dB
lower at QF 10, 0.005 at 40 and 0.030 at 97; eight views and BSDS500, for `studio`, with the P-Net before this one
(`e56d144550a3`), and R-Net as it is. HEVC, VVC and AVC rows depend on the encoder (x265, VVenC, x264, one
intra picture at an exact QP; the paper does not say which it used), so compare gains over the input there, not
levels. The same holds
for two codecs in a row, harshest with harshest to gentlest with gentlest (JPEG 10 → VVC 42 … 40 → 27):
the paper does not say which levels it paired.

Which weights are averaged, and how, was chosen on pictures of LIVE1 until 29 November 2026, among a
handful of candidates at a time (`training/RUNS.md`): its figures are as much on the kind side. Classic5
and BSDS500 were asked after the choice. From now on 32 other pictures choose (`training/held_out.py`).
"""

UPLOADS = """Gain in dB on LIVE1 under the posterior, over the settings that the list `studio` names. `fast` knows the
paper's list, whose levels are coarser, and no WebP, AVC or AV1.
"""

SENT_ON = """Gain in dB on LIVE1 under the posterior of what was compressed, cut (`+3`: 3 pixels off the grid) and
saved again as a gentle JPEG, as what is cropped and sent on. The first damage is the greater one; the file's header
tells the second.
"""

CAPTURED = """Gain in dB under the posterior on the ten captures of `training/screens/Captures`: documentation, code and
pages of Uncodec, in themes and fonts that nothing was trained on.
"""

VIEWS = """Restored mirrored and turned too, and averaged (`--views`), at so many times the time; means over the levels.
"""

HELD = """A JPEG says of every frequency of every block to what its value was rounded, and a WebP or a picture of
HEVC, AV1 or AVC to what the difference between it and the encoder's prediction was. Estimators that were taught by
restored pictures say where the original lies, given that and R-Net's answer, and a restoration is held to it as far
as the condition agrees with the file, so that `fast`, which has no name for WebP, AV1 and AVC, is not held to these;
elsewhere in these tables R-Net's answer stands as it is. Gain in dB under the posterior, means over the pictures.
`/422` and `/444` are JPEGs that keep more of their colours' resolution than 4:2:0, as many cameras and editors save
them; the networks see them as 4:2:0, and what is finer comes from the file, or where it is not held from the picture
itself.
"""


@dataclass(frozen=True)
class Config:
    """Writes the tables."""

    models: str = option("assets/models", "folder with a folder a model")
    figures: str = option("docs/results", "folder of the figures")
    published: str = option("assets/published.json", "published figures, and the settings that they are means of")
    out: str = option("docs/results.md", "the file to write")


def uploads(models: dict[str, dict]) -> str:
    """What people upload: the settings of the list `studio`, by codec and one by one, the models side by side."""
    rows_of = [rows_on(tables) for tables in models.values()]
    inputs = {s: pair(r["input"]) for rows in rows_of for s, r in rows.items()}
    groups = [(c.label, STUDIO.of((c.name,))) for c in STUDIO.codecs] + [("all", STUDIO.settings)]

    rows = [beside(f"**{name}**", f"{len(members)} levels", members, rows_of) for name, members in groups]
    rows += [beside(s, inputs[s], (s,), rows_of) for s in STUDIO.settings if s in inputs]
    return table(["setting", "input", *(f"`{name}`" for name in models)], rows)


def main(argv: list[str] | None = None) -> None:
    """Writes the file."""
    c = parse(Config, argv)
    published = json.loads(Path(c.published).read_text())
    folders = sorted(p.parent for p in Path(c.models).glob("*/pnet.onnx"))
    models = {f.name: tables_of(f, Path(c.figures)) for f in folders}
    parts = [INTRO, "## Beside the paper\n", summary(models, published["paper"])]
    parts += ["## What people upload\n", UPLOADS, uploads(models)]
    if table_sent := sent(models):
        parts += ["## What is cut and sent on\n", SENT_ON, table_sent]
    if table_captures := captures(models):
        parts += ["## Screen captures\n", CAPTURED, table_captures]
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
            "PSNR / SSIM on LIVE1; gains in dB under the posterior, and under the true, no and a wrong condition, "
            "where that was measured and the setting has a name.\n"
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
