"""Pictures for the tests: drawn, so that they need nothing from elsewhere."""

import io
import os
import tarfile

os.environ.setdefault("OMP_NUM_THREADS", "1")  # threads that spin until the other is there crawl on a busy machine

import numpy as np
import pytest
from PIL import Image

from training import bank_make, export, live
from training.options import parse


@pytest.fixture(autouse=True)
def small_crops(monkeypatch):
    """Live decoders are calibrated on crops of 128: what every layer says of all crops is in memory at once, 4 GiB for
    the paper's plan at 256."""
    monkeypatch.setattr(live, "SIDE", 128)


def exported(rnet, pnet, out, *more: str) -> str:
    """Exports two checkpoints or models as one, its live decoder calibrated in a second, and gives its folder."""
    paths = ["--rnet", str(rnet), "--pnet", str(pnet), "--out", str(out), "--crops", "2"]
    export.export(parse(export.Config, [*paths, *more]))
    return str(out)


def draw(seed: int, height: int = 288, width: int = 320) -> np.ndarray:
    """A picture of soft shapes, edges and a little texture, uint8 [H, W, 3]."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    planes = [np.zeros((height, width)) for _ in range(3)]
    for _ in range(12):
        cy, cx, r = rng.uniform(0, height), rng.uniform(0, width), rng.uniform(10, 90)
        inside = ((y - cy) ** 2 + (x - cx) ** 2) < r**2
        for plane in planes:
            plane[inside] += rng.uniform(-60, 60)
    for plane in planes:
        plane += 128 + 30 * np.sin(x / rng.uniform(5, 40) + y / rng.uniform(5, 40)) + rng.normal(0, 4, plane.shape)
    return np.stack(planes, -1).clip(0, 255).astype(np.uint8)


@pytest.fixture(scope="session")
def shard(tmp_path_factory) -> str:
    """A tar shard of four drawn pictures."""
    path = tmp_path_factory.mktemp("shard") / "train.tar"
    with tarfile.open(path, "w") as tar:
        for i in range(4):
            coded = io.BytesIO()
            Image.fromarray(draw(i)).save(coded, "JPEG", quality=95, subsampling="4:4:4")
            info = tarfile.TarInfo(f"drawn_{i}.jpg")
            info.size = coded.tell()
            coded.seek(0)
            tar.addfile(info, coded)
    return str(path)


@pytest.fixture(scope="session")
def vvc_bank(tmp_path_factory, shard) -> str:
    """A bank of four patches of the drawn pictures."""
    folder = tmp_path_factory.mktemp("bank")
    bank_make.make(folder, (shard,), 4)
    return str(folder)


@pytest.fixture(scope="session")
def pristine(tmp_path_factory) -> str:
    """A folder of two drawn PNG pictures, for validation."""
    folder = tmp_path_factory.mktemp("pristine")
    for i in range(2):
        Image.fromarray(draw(100 + i)).save(folder / f"{i}.png")
    return str(folder)
