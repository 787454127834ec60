"""The learned codecs held against the published figures, on a folder of pictures.

    python -m training.learned.measure --files assets/codecs --pictures LIVE1

Real bits per pixel, PSNR and MS-SSIM, and the energy of the local gradients as a share of the
original's, which codecs that are tuned for mean errors lose and HiFiC keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from pytorch_msssim import ms_ssim

from training.learned.bitstream import NetworkFile
from training.options import option, parse
from training.quality import PEAK, psnr, samples

# Published on Kodak: bits per pixel, PSNR in dB, MS-SSIM.
PUBLISHED = {
    "cheng_psnr-1": (0.120, 28.58, 0.9236), "cheng_psnr-2": (0.184, 29.97, 0.9465),
    "cheng_psnr-3": (0.271, 31.34, 0.9629), "cheng_psnr-4": (0.417, 33.39, 0.9758),
    "cheng_ssim-1": (0.098, 25.79, 0.9415), "cheng_ssim-2": (0.150, 26.65, 0.9602),
    "cheng_ssim-3": (0.226, 27.85, 0.9740), "cheng_ssim-4": (0.317, 28.81, 0.9822),
    "hific-low": (0.183, 27.56, 0.937), "hific-medium": (0.351, 29.65, 0.964), "hific-high": (0.538, 31.74, 0.978),
}  # fmt: skip


@dataclass(frozen=True)
class Config:
    """Measures network files."""

    files: str = option("assets/codecs", "folder of network files")
    pictures: str = option("", "folder of pristine pictures")


def gradients(picture: np.ndarray) -> float:
    """Mean squared difference of neighbouring pixels, across and down."""
    p = picture.astype(float)
    return float(np.square(np.diff(p, axis=0)).mean() + np.square(np.diff(p, axis=1)).mean())


def measured(network: NetworkFile, pictures: list[np.ndarray]) -> tuple[float, float, float, float]:
    """Means of bits per pixel, PSNR, MS-SSIM and the share of gradient energy."""
    rows = []
    for picture in pictures:
        decoded, file = network.code(picture)
        pair = [samples([p]) for p in (decoded, picture)]
        bpp = 8 * len(file) / (picture.shape[0] * picture.shape[1])
        structure = float(ms_ssim(*pair, data_range=PEAK))
        rows.append((bpp, float(psnr(*pair)), structure, gradients(decoded) / gradients(picture)))
    return tuple(np.mean(rows, 0))


def main(argv: list[str] | None = None) -> None:
    """Prints the table."""
    c = parse(Config, argv)
    paths = sorted(p for p in Path(c.pictures).glob("*") if p.suffix in (".png", ".jpg"))
    if not paths:
        raise FileNotFoundError(f"no PNG or JPEG pictures in {c.pictures!r}: pass --pictures")
    pictures = [np.asarray(Image.open(p).convert("RGB")) for p in paths]
    print("| codec | bpp | PSNR | MS-SSIM | gradients | published bpp | PSNR | MS-SSIM |\n" + "| --- " * 8 + "|")
    for path in sorted(Path(c.files).glob("*.onnx")):
        bpp, error, structure, energy = measured(NetworkFile(path), pictures)
        known = PUBLISHED.get(path.stem, (np.nan, np.nan, np.nan))
        print(
            f"| {path.stem} | {bpp:.3f} | {error:.2f} | {structure:.4f} | {energy:.2f} "
            f"| {known[0]:.3f} | {known[1]:.2f} | {known[2]:.4f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
