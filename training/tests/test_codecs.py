"""The codecs against the table that the product's own encoders meet, on LIVE1 where it is here."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training import quality
from training.codecs import compress, ffmpeg, is_here, video, vvc
from training.tests.conftest import draw

DATA = Path(__file__).parents[3] / "shared/data"
LIVE1 = DATA / "test/LIVE1"
TABLE = {"jpeg:10": 25.69, "jpeg:40": 30.28, "webp:30": 30.52, "hevc:42": 26.26, "hevc:27": 34.45, "avc:37": 28.48}


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    return float(quality.psnr(quality.samples([a]), quality.samples([b])))


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


@pytest.mark.parametrize(
    "name,levels", [("jpeg", (10, 40)), ("hevc", (42, 27)), ("avc", (42, 27)), ("webp", (5, 40)), ("av1", (55, 25))]
)
def test_a_gentler_level_is_nearer(name, levels):
    picture = draw(7)
    strong, gentle = (psnr(compress(picture, f"{name}:{level}"), picture) for level in levels)
    assert gentle > strong + 1


needs_vvc = pytest.mark.skipif(not is_here("vvc"), reason="ffmpeg with libvvenc is not here: run `make setup`")


@needs_vvc
@pytest.mark.skipif(not (DATA / "vvc/LIVE1").is_dir(), reason="the VVC pictures are not here")
@pytest.mark.parametrize(
    ("setting", "coded"),
    [("vvc:42", "LIVE1/qp42"), ("vvc:27", "LIVE1/qp27"), ("jpeg:10>vvc:42", "LIVE1_jpeg/qf10_qp42")],
)
def test_vvc_is_that_of_the_pictures_coded_beforehand(setting, coded):
    for name in ("bikes", "sailing2"):
        picture = np.asarray(Image.open(LIVE1 / f"{name}.png").convert("RGB"))
        height, width = picture.shape[:2]
        there = video.decode("vvc", [(DATA / f"vvc/{coded}/{name}.266").read_bytes()])[0][:height, :width]
        assert abs(psnr(compress(picture, setting), picture) - psnr(there, picture)) < 0.02


@needs_vvc
def test_vvc_gets_nearer_and_says_what_went_wrong(monkeypatch):
    picture = draw(7, 128, 160)
    strong, gentle = (psnr(compress(picture, f"vvc:{qp}"), picture) for qp in (42, 27))
    assert gentle > strong + 1
    with pytest.raises(OSError, match=r"in VVC: Value 99\.0+ for parameter 'qp' out of range"):
        vvc.encode(picture, 99)
    with pytest.raises(OSError, match=r"in VVC: .*not an integer multiple"):
        vvc.encode(picture[:127], 37)
    with pytest.raises(OSError, match="in VVC: exit status 1"):
        monkeypatch.setattr(ffmpeg, "program", lambda: "false")
        vvc.encode(picture, 37)


@needs_vvc
@pytest.mark.parametrize("as_avif", ["", "ssim", "iq"])
def test_a_file_of_av1_is_obus_and_shows_its_picture(as_avif):
    picture = draw(7)
    strong, gentle = (video.av1_file(picture, crf, as_avif) for crf in (50, 20))
    assert strong[:2] == gentle[:2] == b"\x12\x00" and len(strong) < len(gentle)  # a temporal delimiter
    of_both = [psnr(shown, picture) for shown in video.decode("libdav1d", [strong, gentle])]
    assert of_both[1] > max(of_both[0] + 1, 30)


@needs_vvc
def test_av1_says_what_went_wrong():
    with pytest.raises(OSError, match="in AV1: "):
        video.av1_file(draw(7), 30, "nothing")


def test_a_codec_without_its_program_is_named(monkeypatch):
    def missing():
        raise FileNotFoundError("VVC and AVIFs need ffmpeg, which is not here: run `make setup`")

    monkeypatch.setattr(ffmpeg, "program", missing)
    assert not is_here("vvc") and is_here("jpeg") and not is_here("cheng_psnr")
    with pytest.raises(FileNotFoundError, match="make setup"):
        compress(draw(1), "vvc:37")


def test_unknown_codec_is_named():
    with pytest.raises(ValueError, match="gif"):
        compress(draw(1), "gif:3")
