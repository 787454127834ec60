"""Teachers: the mean of views, and the loss that learns from it."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from training.loss import psnr, psnr_taught
from training.teacher import VIEWS, Teacher, turned, unturned

FAST = "assets/models/fast"


def coarse(folder: str) -> torch.Tensor:
    """A piece of a picture in eight steps of each colour: something to restore."""
    drawn = np.asarray(Image.open(next(Path(folder).glob("*.png"))))[:128, :128]
    return (torch.from_numpy(drawn.copy()).permute(2, 0, 1)[None] / 255 * 8).round() / 8


def test_views_are_the_eight_symmetries():
    x = torch.rand(1, 2, 4, 4)
    seen = [turned(x, view) for view in range(VIEWS)]
    assert all(torch.equal(unturned(s, view), x) for view, s in enumerate(seen))
    assert all(not torch.equal(a, b) for i, a in enumerate(seen) for b in seen[:i])


@torch.no_grad()
def test_the_mean_of_all_views_has_no_side(pristine, monkeypatch):
    x = coarse(pristine)
    teacher = Teacher([FAST], VIEWS)
    believed = teacher.models[0].pnet(x)
    # Else each side's picture would have its own posterior.
    monkeypatch.setattr(teacher.models[0].pnet, "forward", lambda _: believed)
    mean = teacher(x)
    assert (unturned(teacher(turned(x, 3)), 3) - mean).abs().max() < 1e-5
    teacher.views = 1
    assert 1e-5 < (teacher(x) - mean).abs().mean() < 0.02
    with pytest.raises(ValueError, match="1 to 8"):
        Teacher([FAST], 9)


def test_only_the_way_to_the_teacher_is_learnt():
    pristine = torch.rand(3, 3, 8, 8)
    taught = (pristine + 0.05 * torch.randn_like(pristine)).clamp(0, 1)
    restored = taught.clone().requires_grad_()
    loss = psnr_taught(restored, taught, pristine)
    loss.backward()
    assert restored.grad.abs().max() == 0, "there is nothing left to learn"
    assert torch.allclose(loss, psnr(taught, pristine))
    assert psnr_taught(pristine, taught, pristine) > loss, "to be closer to the pristine than the teacher is no aim"
