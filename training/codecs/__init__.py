"""Real codecs: `compress(picture, "hevc:37")` gives the decoded picture.

Pictures are uint8 arrays [H, W, 3], RGB. Options are those that the product's own
encoders use, so that training and evaluation meet the same damage, to the pixel; but PyAV's SVT-AV1 is another
version than ffmpeg's.
"""

from __future__ import annotations

import numpy as np

from training.codecs import ffmpeg, still, video, vvc

CODERS = {
    "jpeg": still.jpeg,
    "webp": still.webp,
    "hevc": video.hevc,
    "avc": video.avc,
    "av1": video.av1,
    "vvc": vvc.vvc,
}


def is_here(name: str) -> bool:
    """Whether a codec can code on this machine; all but VVC come with the Python packages."""
    try:
        return name in CODERS and bool(name != "vvc" or ffmpeg.program())
    except FileNotFoundError:
        return False


def compress(picture: np.ndarray, setting: str) -> np.ndarray:
    """The picture as it comes back from a codec, or from several in a row ("jpeg:10>vvc:42").

    Sides have to be even for all but JPEG and WebP. ValueError for a codec that is not here.
    """
    for step in setting.split(">"):
        name, _, level = step.partition(":")
        if name not in CODERS:
            raise ValueError(f"no encoder for {step!r}: there are {', '.join(CODERS)}")
        picture = CODERS[name](picture, int(level))
    return picture
