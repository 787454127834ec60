"""VVC as one intra picture at an exact QP, through the ffmpeg that `make setup` puts into bin/.

PyAV decodes VVC and does not encode it. A 256×256 picture takes 0.2 s, so training takes
its patches from a bank (bank.py) and this serves for checks, figures and banks of one's own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np

from training.codecs.video import TO_YUV, decode

_PARAMS = "intraperiod=1:IntraQPOffset=0:MCTF=0:BIM=0:GOPSize=1:LookAhead=0"


@cache
def ffmpeg() -> str:
    """Where the program is. FileNotFoundError says how to get it."""
    pinned = Path(__file__).parents[2] / "bin/ffmpeg"
    found = str(pinned) if pinned.is_file() else shutil.which("ffmpeg")
    if not found:
        raise FileNotFoundError("VVC needs ffmpeg with libvvenc, which is not here: run `make setup`")
    return found


def encode(picture: np.ndarray, qp: int) -> bytes:
    """The bitstream of a picture [H, W, 3] of even sides, QP 0…63. OSError tells what ffmpeg said."""
    height, width = picture.shape[:2]
    command = [ffmpeg(), "-hide_banner", "-loglevel", "error", "-threads", "1", "-f", "rawvideo", "-pix_fmt", "rgb24"]
    command += ["-s", f"{width}x{height}", "-i", "pipe:0", "-vf", f"scale={TO_YUV},format=yuv420p,format=yuv420p10le"]
    command += ["-c:v", "libvvenc", "-preset", "fast", "-qp", str(qp), "-qpa", "0", "-vvenc-params", _PARAMS]
    # The stream leaves by a descriptor of its own: libvvenc prints its remarks to standard output.
    out, into = os.pipe()
    command += ["-threads", "1", "-f", "vvc", f"pipe:{into}"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with ThreadPoolExecutor(1) as beside, subprocess.Popen(command, **pipes, pass_fds=[into]) as child:
        os.close(into)
        talk = beside.submit(child.communicate, np.ascontiguousarray(picture).tobytes())
        with os.fdopen(out, "rb") as stream:
            coded = stream.read()
        said = talk.result()[1].decode(errors="replace")
    if child.returncode or not coded:
        raise OSError(f"ffmpeg could not code a picture in VVC: {_cause(said) or f'exit status {child.returncode}'}")
    return coded


def _cause(said: str) -> str:
    """The first line of what ffmpeg said, which names the cause, without who says it; "" if it said nothing."""
    lines = (re.sub(r"^(\[[^]]* @ 0x\w+\] *)+", "", line).strip() for line in said.splitlines())
    return next(filter(None, lines), "")


def vvc(picture: np.ndarray, qp: int) -> np.ndarray:
    """VVenC at an exact QP of 0…63."""
    return decode("vvc", [encode(picture, qp)])[0]
