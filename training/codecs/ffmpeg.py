"""The ffmpeg that `make setup` puts into bin/, which encodes what PyAV does not: VVC, and AV1 by libaom."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np


@cache
def program() -> str:
    """Where it is. FileNotFoundError says how to get it."""
    pinned = Path(__file__).parents[2] / "bin/ffmpeg"
    found = str(pinned) if pinned.is_file() else shutil.which("ffmpeg")
    if not found:
        raise FileNotFoundError("VVC and AVIFs need ffmpeg with libvvenc and libaom: run `make setup`")
    return found


def code(picture: np.ndarray, name: str, form: str, options: list[str]) -> bytes:
    """A stream in ffmpeg's format `form` of a picture [H, W, 3] of even sides, as its options say.

    OSError tells what ffmpeg said, with the codec's name.
    """
    height, width = picture.shape[:2]
    command = [program(), "-hide_banner", "-loglevel", "error", "-threads", "1", "-f", "rawvideo", "-pix_fmt", "rgb24"]
    command += ["-s", f"{width}x{height}", "-i", "pipe:0", *options]
    # The stream leaves by a descriptor of its own: libvvenc prints its remarks to standard output.
    out, into = os.pipe()
    command += ["-threads", "1", "-f", form, f"pipe:{into}"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with ThreadPoolExecutor(1) as beside, subprocess.Popen(command, **pipes, pass_fds=[into]) as child:
        os.close(into)
        talk = beside.submit(child.communicate, np.ascontiguousarray(picture).tobytes())
        with os.fdopen(out, "rb") as stream:
            coded = stream.read()
        said = talk.result()[1].decode(errors="replace")
    if child.returncode or not coded:
        raise OSError(f"ffmpeg could not code a picture in {name}: {_cause(said) or f'exit status {child.returncode}'}")
    return coded


def _cause(said: str) -> str:
    """The first line of what ffmpeg said, which names the cause, without who says it; "" if it said nothing."""
    lines = (re.sub(r"^(\[[^]]* @ 0x\w+\] *)+", "", line).strip() for line in said.splitlines())
    return next(filter(None, lines), "")
