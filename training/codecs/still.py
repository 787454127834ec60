"""JPEG and WebP through Pillow: libjpeg with standard tables, libwebp method 4."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image


def _through(picture: np.ndarray, **options) -> np.ndarray:
    coded = io.BytesIO()
    Image.fromarray(picture).save(coded, **options)
    coded.seek(0)
    return np.asarray(Image.open(coded).convert("RGB"))


def jpeg(picture: np.ndarray, quality: int, subsampling: str = "4:2:0") -> np.ndarray:
    """JPEG at a quality factor of 1…100; its chroma at half the resolution, or at more: 4:2:2, 4:4:4."""
    return _through(picture, format="JPEG", quality=quality, subsampling=subsampling)


def webp(picture: np.ndarray, quality: int) -> np.ndarray:
    """Lossy WebP at a quality of 0…100."""
    return _through(picture, format="WEBP", quality=quality, method=4)
