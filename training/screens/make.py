"""A shard of screen captures, for `--shards` beside those of photographs.

    python -m training.screens.make --pages 240 --out runs/screens.tar

They are kept as WebP without loss, a third of what PNGs take. Chromium draws them, with the fonts that are installed:
`apt-get install chromium fonts-liberation fonts-roboto fonts-open-sans fonts-noto-core` for those that the runs in
RUNS.md had. One seed draws the same pages; how they come out is the browser's.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from training.options import option, parse
from training.screens.pages import page
from training.screens.words import Words

ZOOMS = (1.0, 1.0, 1.0, 1.25, 1.5, 2.0)  # pixels of a screen for one of its page
SIZE = (960, 720)  # of a capture, in pixels; a zoom divides it


@dataclass(frozen=True)
class Config:
    """Draws pages and captures them."""

    pages: int = option(240, "how many")
    seed: int = option(1, "of what stands on them")
    browser: str = option("chromium", "the program that draws them: Chromium or Chrome")
    out: str = option("runs/screens.tar", "tar file to write")


def fonts(spacing: str) -> tuple[str, ...]:
    """The names of the fonts that are installed and hold Latin, mono-spaced (`:spacing=100`) or all."""
    line = ["fc-list", f":lang=en{spacing}", "family"]
    listed = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    names = sorted({f"'{line.split(',')[0].strip()}'" for line in listed.splitlines() if line.strip()})
    if not names:
        raise ValueError("no font is installed: install some, as fonts-dejavu")
    return tuple(names)


def capture(browser: str, document: str, zoom: float, folder: Path) -> bytes:
    """A WebP of a page as the browser draws it. RuntimeError with what the browser said if it draws nothing."""
    file, picture = folder / "page.html", folder / "page.png"
    file.write_text(document, encoding="utf-8")
    picture.unlink(missing_ok=True)
    sides = ",".join(str(round(side / zoom)) for side in SIZE)
    line = [browser, "--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={sides}"]
    line += [f"--force-device-scale-factor={zoom}", f"--screenshot={picture}", file.as_uri()]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, cwd=folder)
    if not picture.is_file():
        raise RuntimeError(f"{browser} drew no page: {done.stderr.strip()[-300:]}")
    coded = io.BytesIO()
    Image.open(picture).convert("RGB").save(coded, "WEBP", lossless=True)
    return coded.getvalue()


def make(c: Config) -> None:
    """Writes the shard whole or not at all. FileNotFoundError names a browser that is missing."""
    if not shutil.which(c.browser):
        raise FileNotFoundError(f"no {c.browser} to draw pages: install Chromium, or name one with --browser")
    rng = np.random.default_rng(c.seed)
    words, all_fonts, monos = Words(rng), fonts(""), fonts(":spacing=100")
    out = Path(c.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_suffix(".part")
    try:
        with tempfile.TemporaryDirectory() as folder, tarfile.open(part, "w") as tar:
            for number in range(c.pages):
                picture = capture(c.browser, page(words, all_fonts, monos, rng), float(rng.choice(ZOOMS)), Path(folder))
                member = tarfile.TarInfo(f"screen_{number:04}.webp")
                member.size = len(picture)
                tar.addfile(member, io.BytesIO(picture))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


if __name__ == "__main__":
    c = parse(Config)
    make(c)
    print(f"{c.pages} pages in {c.out}")
