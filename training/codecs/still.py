"""JPEG and WebP through Pillow: libjpeg with standard tables, libwebp method 4."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image


def _coded(picture: np.ndarray, **options) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, **options)
    return file.getvalue()


def shown(file: bytes) -> np.ndarray:
    """The pixels of a coded picture, uint8 [H, W, 3]."""
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGB"))


def jpeg_file(picture: np.ndarray, quality: int, subsampling: str = "4:2:0") -> bytes:
    """A JPEG at a quality factor of 1…100; its chroma at half the resolution, or at more: 4:2:2, 4:4:4."""
    return _coded(picture, format="JPEG", quality=quality, subsampling=subsampling)


def jpeg(picture: np.ndarray, quality: int, subsampling: str = "4:2:0") -> np.ndarray:
    """What `jpeg_file` makes of a picture."""
    return shown(jpeg_file(picture, quality, subsampling))


def webp_file(picture: np.ndarray, quality: int) -> bytes:
    """A lossy WebP at a quality of 0…100."""
    return _coded(picture, format="WEBP", quality=quality, method=4)


def webp(picture: np.ndarray, quality: int) -> np.ndarray:
    """What `webp_file` makes of a picture."""
    return shown(webp_file(picture, quality))
