"""HEVC, AVC and AV1 as one intra picture, through PyAV's x265, x264 and SVT-AV1; AV1 of others through ffmpeg.

Colours go through a filter graph (`scale` with the product's options): PyAV's own
`reformat` loses 0.16 dB at QP 27. Sides have to be even.
"""

from __future__ import annotations

import itertools
import logging
import os
from fractions import Fraction
from functools import cache

import av
import numpy as np

from training.codecs import ffmpeg

os.environ.setdefault("SVT_LOG", "1")  # errors alone; it writes to the terminal by itself
logging.getLogger("libav").setLevel(logging.ERROR)
av.logging.set_level(av.logging.ERROR)

_EXACT_QP = "qp={qp}:keyint=1:ipratio=1:pbratio=1"
_QUIET = ":info=0:log-level=0:pools=none:frame-threads=1"
TO_YUV = "in_color_matrix=bt601:out_color_matrix=bt601:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_inp"
TO_RGB = "in_color_matrix=bt601:in_range=tv:flags=bicubic+accurate_rnd+full_chroma_int"


@cache
def _graph(width: int, height: int, source: str, target: str, options: str) -> av.filter.Graph:
    """A colour conversion for pictures of one size; made once, used for every patch."""
    graph = av.filter.Graph()
    graph.threads = 1  # by default one a core, for every size of every worker: too many for a machine of many cores
    chain = (
        graph.add_buffer(width=width, height=height, format=source, time_base=Fraction(1, 25)),
        graph.add("scale", options),
        graph.add("format", target),
        graph.add("buffersink"),
    )
    for a, b in itertools.pairwise(chain):
        a.link_to(b)
    graph.configure()
    return graph


def _convert(frame: av.VideoFrame, target: str, options: str) -> av.VideoFrame:
    graph = _graph(frame.width, frame.height, frame.format.name, target, options)
    graph.push(frame)
    return graph.pull()


def decode(name: str, packets: list[bytes]) -> list[np.ndarray]:
    """Decodes one-picture bitstreams ("hevc", "h264", "vvc", "libdav1d") to RGB."""
    pictures = []
    for data in packets:
        decoder = av.CodecContext.create(name, "r")
        decoder.thread_count = 1
        frames = decoder.decode(av.Packet(data)) + decoder.decode(None)
        pictures.append(_convert(frames[0], "rgb24", TO_RGB).to_ndarray())
    return pictures


def _code(picture: np.ndarray, encoder: str, options: dict[str, str]) -> bytes:
    height, width = picture.shape[:2]
    coder = av.CodecContext.create(encoder, "w")
    coder.width, coder.height, coder.pix_fmt = width, height, "yuv420p"
    coder.time_base = Fraction(1, 25)
    coder.thread_count = 1
    coder.options = options
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
    frame.pts = 0
    packets = coder.encode(_convert(frame, "yuv420p", TO_YUV)) + coder.encode(None)
    return b"".join(bytes(p) for p in packets)


def hevc(picture: np.ndarray, qp: int) -> np.ndarray:
    """x265 at an exact QP of 0…51."""
    return decode("hevc", [hevc_file(picture, qp)])[0]


def hevc_file(picture: np.ndarray, qp: int, as_heic: bool = False) -> bytes:
    """The stream of `hevc`; or as libheif has pictures coded: slowly, with QPs that change within them, around that."""
    if as_heic:
        params = f"crf={qp}:keyint=1{_QUIET}"
        return _code(picture, "libx265", {"preset": "slow", "tune": "ssim", "x265-params": params})
    params = _EXACT_QP.format(qp=qp) + ":psy-rd=0:psy-rdoq=0" + _QUIET
    return _code(picture, "libx265", {"x265-params": params})


def avc(picture: np.ndarray, qp: int) -> np.ndarray:
    """x264 -tune psnr at an exact QP of 0…51."""
    return decode("h264", [avc_file(picture, qp)])[0]


def avc_file(picture: np.ndarray, qp: int) -> bytes:
    """The stream of `avc`."""
    return _code(picture, "libx264", {"tune": "psnr", "x264-params": _EXACT_QP.format(qp=qp)})


def av1(picture: np.ndarray, crf: int) -> np.ndarray:
    """SVT-AV1 at a CRF of 1…63, as a still picture."""
    return decode("libdav1d", [av1_file(picture, crf)])[0]


def av1_file(picture: np.ndarray, crf: int, as_avif: str = "") -> bytes:
    """The stream of `av1`, in OBUs; or as libavif has libaom code pictures, tuned for as_avif: "iq", and "ssim" until
    2026 (and libheif). PyAV has no libaom, so that ffmpeg codes them."""
    if as_avif:
        options = ["-vf", f"scale={TO_YUV},format=yuv420p", "-c:v", "libaom-av1", "-still-picture", "1"]
        options += ["-usage", "allintra", "-cpu-used", "6", "-crf", str(crf), "-aom-params", f"tune={as_avif}"]
        return ffmpeg.code(picture, "AV1", "obu", options)
    options = {"preset": "6", "crf": str(crf), "svtav1-params": "avif=1:lp=1"}
    return _code(picture, "libsvtav1", options)
