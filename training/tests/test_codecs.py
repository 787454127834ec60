"""The codecs against the table that the product's own encoders meet, on LIVE1 where it is here."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.codecs import compress
from training.tests.conftest import draw

LIVE1 = Path(__file__).parents[3] / "shared/data/test/LIVE1"
TABLE = {"jpeg:10": 25.69, "jpeg:40": 30.28, "webp:30": 30.52, "hevc:42": 26.26, "hevc:27": 34.45, "avc:37": 28.48}


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    return 10 * np.log10(255**2 / np.mean((a.astype(float) - b) ** 2))


@pytest.mark.skipif(not LIVE1.is_dir(), reason="the LIVE1 pictures are not here")
@pytest.mark.parametrize("setting", sorted(TABLE))
def test_live1_input_table(setting):
    found = []
    for path in sorted(LIVE1.glob("*.png")):
        picture = np.asarray(Image.open(path).convert("RGB"))
        height, width = picture.shape[:2]
        even = np.pad(picture, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        found.append(psnr(compress(even, setting)[:height, :width], picture))
    assert abs(np.mean(found) - TABLE[setting]) < 0.1


@pytest.mark.parametrize("name,levels", [("jpeg", (10, 40)), ("hevc", (42, 27)), ("avc", (42, 27)), ("webp", (5, 40))])
def test_a_gentler_level_is_nearer(name, levels):
    picture = draw(7)
    strong, gentle = (psnr(compress(picture, f"{name}:{level}"), picture) for level in levels)
    assert gentle > strong + 1


def test_unknown_codec_is_named():
    with pytest.raises(ValueError, match="gif"):
        compress(draw(1), "gif:3")
