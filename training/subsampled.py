"""What the program makes of JPEGs with more chroma than 4:2:0, as editors save them and as its own encoder cannot."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import mean

from PIL import Image

from training.onnx_weights import model_hash

FIGURES = ("psnr", "ssim", "psnrb")


def evaluate(program: str, model: Path, folder: Path, settings: list[str]) -> dict:
    """A table as `uncodec evaluate` gives it, of settings such as ``jpeg:95/4:4:4``: the folder's pictures, coded by
    libjpeg and restored as anybody's are, held to their files. CalledProcessError if the program fails."""
    pictures = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".png", ".bmp", ".jpg"))
    seen: dict[str, list[dict]] = {s: [] for s in settings}
    for number, path in enumerate(pictures):
        print(f"{number} of {len(pictures)} pictures", file=sys.stderr, flush=True)
        for setting, told in zip(settings, restored(program, model, path, settings)):
            seen[setting].append(told)
    rows = [
        {
            "setting": setting,
            "images": len(told),
            "input": {k: mean(one["input"][k] for one in told) for k in FIGURES},
            "restored": {k: mean(one["restored"][k] for one in told) for k in FIGURES},
            "belief": {"jpeg": mean(one["condition"]["codec"]["jpeg"] for one in told)},
        }
        for setting, told in seen.items()
    ]
    return {"dataset": folder.name, "hash": model_hash(model), "condition": "posterior", "rows": rows}


def restored(program: str, model: Path, pristine: Path, settings: list[str]) -> list[dict]:
    """What `uncodec restore --json` says of a picture at each of the settings."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, setting in enumerate(settings):
            level, _, chroma = setting.removeprefix("jpeg:").partition("/")
            files.append(f"{folder}/{number:02}.jpg")
            Image.open(pristine).convert("RGB").save(files[-1], quality=int(level), subsampling=chroma)
        command = [
            program,
            "restore",
            *files,
            "-o",
            f"{folder}/out/",
            "--reference",
            str(pristine),
            "--models",
            str(model),
        ]
        told = subprocess.run([*command, "--json"], stdout=subprocess.PIPE, check=True, text=True)
        return [json.loads(line) for line in told.stdout.splitlines()]
