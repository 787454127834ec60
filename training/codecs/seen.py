"""JPEGs of finer chroma than 4:2:0 as the program shows them to the networks, as `codec/seen.go` has it."""

from __future__ import annotations

import numpy as np

from training.codecs.still import jpeg

FINER = ("4:2:2", "4:4:4")

YCC = np.array([[0.299, 0.587, 0.114], [-0.168735892, -0.331264108, 0.5], [0.5, -0.418687589, -0.081312411]], "f4")
RGB = np.array([[1, 0, 1.402], [1, -0.344136286, -0.714136286], [1, 1.772, 0]], "f4")


def finer_jpeg(picture: np.ndarray, quality: int, subsampling: str) -> np.ndarray:
    """What a JPEG of that subsampling, one of FINER, makes of uint8 [H, W, 3] of even sides, seen as 4:2:0."""
    return seen(jpeg(picture, quality, subsampling), across=subsampling == "4:4:4")


def seen(picture: np.ndarray, across: bool) -> np.ndarray:
    """A picture uint8 [H, W, 3] of even sides with its chroma as 4:2:0 keeps and shows it: the means of two rows, and
    of two columns (`across`) where the file has not taken those already, and a triangle filter between them."""
    ycc = picture.astype(np.float32) @ YCC.T
    chroma = _thinned(ycc[..., 1:])
    if across:
        chroma = _thinned(chroma.swapaxes(0, 1)).swapaxes(0, 1)
    thin = np.concatenate([ycc[..., :1], chroma], axis=2) @ RGB.T
    return (np.clip(thin, 0, 255) + np.float32(0.5)).astype(np.uint8)


def _thinned(rows: np.ndarray) -> np.ndarray:
    """[H, …] as the means of pairs of rows show it: three parts of a row's own pair and one of its other neighbour."""
    means = (rows[::2] + rows[1::2]) / 2
    before, after = np.concatenate([means[:1], means[:-1]]), np.concatenate([means[1:], means[-1:]])
    out = np.empty_like(rows)
    out[::2], out[1::2] = (3 * means + before) / 4, (3 * means + after) / 4
    return out
