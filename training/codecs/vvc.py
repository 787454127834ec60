"""VVC as one intra picture at an exact QP, through the ffmpeg that `make setup` puts into bin/.

PyAV decodes VVC and does not encode it. A 256×256 picture takes 0.2 s, so training takes
its patches from a bank (bank.py) and this serves for checks, figures and banks of one's own.
"""

from __future__ import annotations

import numpy as np

from training.codecs import ffmpeg
from training.codecs.video import TO_YUV, decode

_PARAMS = "intraperiod=1:IntraQPOffset=0:MCTF=0:BIM=0:GOPSize=1:LookAhead=0"


def encode(picture: np.ndarray, qp: int) -> bytes:
    """The bitstream of a picture [H, W, 3] of even sides, QP 0…63. OSError tells what ffmpeg said."""
    options = ["-vf", f"scale={TO_YUV},format=yuv420p,format=yuv420p10le", "-c:v", "libvvenc", "-preset", "fast"]
    return ffmpeg.code(picture, "VVC", "vvc", [*options, "-qp", str(qp), "-qpa", "0", "-vvenc-params", _PARAMS])


def vvc(picture: np.ndarray, qp: int) -> np.ndarray:
    """VVenC at an exact QP of 0…63."""
    return decode("vvc", [encode(picture, qp)])[0]
