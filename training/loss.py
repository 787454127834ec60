"""L_rec: how restored patches are compared with the pristine ones. [N, 3, H, W] in 0…1 both."""

from __future__ import annotations

from torch import Tensor

from training.quality import decibels, squared_error

ONE_STEP = 1 / 255  # of 8 bits: below it an error no longer counts, and a flat patch no longer outweighs the others


def l1(restored: Tensor, pristine: Tensor) -> Tensor:
    """Mean absolute error (Eq. 5). A harsh level's patches weigh ten times what a gentle one's do."""
    return (restored - pristine).abs().mean()


def psnr(restored: Tensor, pristine: Tensor) -> Tensor:
    """Minus the mean PSNR of the patches, in dB: what a picture is measured by, so that a gentle level weighs as
    much as a harsh one."""
    return -decibels(squared_error(restored, pristine) + ONE_STEP**2, peak=1).mean()


def inner(pictures: Tensor, margin: int) -> Tensor:
    """Pictures [N, C, H, W] without so many pixels at each edge. There a network sees nothing of what lies beyond the
    patch, and the program gives what it makes of them no weight, but at the edge of the whole picture."""
    return pictures[..., margin : -margin or None, margin : -margin or None]


LOSSES = {"l1": l1, "psnr": psnr}
