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


def jpeg(picture: np.ndarray, quality: int) -> np.ndarray:
    """JPEG at a quality factor of 1…100, with its chroma at half the resolution: the networks see all of it so."""
    return _through(picture, format="JPEG", quality=quality, subsampling="4:2:0")


def webp(picture: np.ndarray, quality: int) -> np.ndarray:
    """Lossy WebP at a quality of 0…100."""
    return _through(picture, format="WEBP", quality=quality, method=4)
