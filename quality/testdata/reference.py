"""Figures that the Go package must reproduce, from scikit-image and NumPy.

    python reference.py                    makes the pictures and figures.json beside this script
    python reference.py --live1 DIR OUT    codes the pictures of DIR as JPEG, writes them and figures.json
                                           to OUT, and prints the means; then
                                           UNCODECTEST_PAIRS=OUT go test ./quality

Needs numpy, scikit-image and Pillow. SSIM is scikit-image's map without the five pixels at each edge,
whose windows hang over; PSNR-B is written here anew from Yim and Bovik's definition.
"""

import io
import json
import math
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from skimage.metrics import structural_similarity

QUALITIES = (5, 10, 20, 30, 40, 70)


def psnr(mse):
    return 10 * math.log10(255**2 / mse) if mse > 0 else None


def blocking_effect(plane, block=8):
    """BEF of one channel: pairs are listed one by one, as the paper defines its sets."""
    height, width = plane.shape
    plane = plane.astype(np.float64)
    if min(height, width) < block:
        return 0.0
    edge, other = [], []
    for x in range(width - 1):
        (edge if (x + 1) % block == 0 else other).append((plane[:, x] - plane[:, x + 1]) ** 2)
    for y in range(height - 1):
        (edge if (y + 1) % block == 0 else other).append((plane[y] - plane[y + 1]) ** 2)
    if not edge or not other:
        return 0.0
    at_edges, elsewhere = np.concatenate(edge).mean(), np.concatenate(other).mean()
    if at_edges <= elsewhere:
        return 0.0
    return math.log2(block) / math.log2(min(height, width)) * (at_edges - elsewhere)


def figures(reference, picture):
    mse = ((reference.astype(np.float64) - picture.astype(np.float64)) ** 2).mean()
    _, similarity = structural_similarity(
        reference, picture, gaussian_weights=True, sigma=1.5, use_sample_covariance=False,
        data_range=255, win_size=11, channel_axis=2, full=True)
    bef = np.mean([blocking_effect(picture[..., c]) for c in range(3)])
    return {"psnr": psnr(mse), "ssim": float(similarity[5:-5, 5:-5].mean()), "psnrb": psnr(mse + bef)}


def jpeg(picture, quality):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality, subsampling=2)
    return np.asarray(Image.open(file).convert("RGB"))


def drawing(width, height, seed):
    """Soft blobs, a few hard edges and a little grain."""
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 256, (height // 12 + 2, width // 12 + 2, 3), dtype=np.uint8)
    picture = np.asarray(Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)).copy()
    for _ in range(6):
        x, y = random.integers(0, width), random.integers(0, height)
        picture[y : y + height // 4, x : x + width // 5] = random.integers(0, 256, 3)
    return np.clip(picture + random.normal(0, 2, picture.shape), 0, 255).astype(np.uint8)


def cases():
    """Name, reference and picture: coded, blurred, noisy, and extreme ones."""
    for width, height, quality in ((128, 96, 10), (67, 41, 30), (300, 271, 20)):
        reference = drawing(width, height, width)
        yield f"jpeg{quality}_{width}x{height}", reference, jpeg(reference, quality)
    reference = drawing(90, 70, 1)
    blurred = Image.fromarray(reference).filter(ImageFilter.GaussianBlur(2))
    yield "blur_90x70", reference, np.asarray(blurred)
    random = np.random.default_rng(2)
    noise = random.integers(0, 256, (2, 11, 11, 3), dtype=np.uint8)
    yield "noise_11x11", noise[0], noise[1]
    yield "black_on_white_16x24", np.zeros((24, 16, 3), np.uint8), np.full((24, 16, 3), 255, np.uint8)
    blocks = np.kron(random.integers(90, 110, (5, 6, 3), dtype=np.uint8), np.ones((8, 8, 1), np.uint8))
    yield "blocks_48x40", np.full_like(blocks, 100), blocks


def live1(folder):
    for path in sorted(Path(folder).glob("*.png")):
        reference = np.asarray(Image.open(path).convert("RGB"))
        for quality in QUALITIES:
            yield f"{path.stem}_{quality}", reference, jpeg(reference, quality)


def write(pairs, out):
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, reference, picture in pairs:
        Image.fromarray(reference).save(out / f"{name}_reference.png")
        Image.fromarray(picture).save(out / f"{name}.png")
        rows.append({"name": name, **figures(reference, picture)})
    text = ",\n".join("  " + json.dumps(row) for row in rows)
    (out / "figures.json").write_text(f"[\n{text}\n]\n")
    return rows


if __name__ == "__main__":
    if sys.argv[1:2] == ["--live1"]:
        rows = write(live1(sys.argv[2]), Path(sys.argv[3]))
        for quality in QUALITIES:
            chosen = [row for row in rows if row["name"].endswith(f"_{quality}")]
            mean = {key: np.mean([row[key] for row in chosen]) for key in ("psnr", "ssim", "psnrb")}
            print(f"QF {quality:2}: PSNR {mean['psnr']:.2f}  SSIM {mean['ssim']:.3f}  PSNR-B {mean['psnrb']:.2f}")
    else:
        write(cases(), Path(__file__).parent)
