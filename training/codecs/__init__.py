"""Real codecs in process: `compress(picture, "hevc:37")` gives the decoded picture.

Pictures are uint8 arrays [H, W, 3], RGB. Options are those that the product's own
encoders use, so that training and evaluation meet the same damage.
"""

from __future__ import annotations

import numpy as np

from training.codecs import still, video

IN_PROCESS = {"jpeg": still.jpeg, "webp": still.webp, "hevc": video.hevc, "avc": video.avc}


def compress(picture: np.ndarray, setting: str) -> np.ndarray:
    """The picture as it comes back from a codec. ValueError for a codec that is not here."""
    name, _, level = setting.partition(":")
    if name not in IN_PROCESS:
        raise ValueError(f"no encoder for {setting!r} in process: there are {', '.join(IN_PROCESS)}")
    return IN_PROCESS[name](picture, int(level))
