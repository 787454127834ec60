"""Figures for the log: a fixed handful of crops of pristine pictures, compressed for real."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from training import settings
from training.codecs import IN_PROCESS, compress
from training.networks.pnet import probabilities


def crops(folder: str, count: int = 5, size: int = 256) -> list[np.ndarray]:
    """The centres of `count` pictures spread over the folder's sorted list, on the 16-pixel grid."""
    paths = sorted(Path(folder).glob("*.png"))
    chosen = paths[:: max(1, len(paths) // count)][:count]
    if not chosen:
        raise FileNotFoundError(f"no PNG pictures in {folder}")
    out = []
    for path in chosen:
        picture = np.asarray(Image.open(path).convert("RGB"))
        y, x = ((side - size) // 2 // 16 * 16 for side in picture.shape[:2])
        out.append(picture[y : y + size, x : x + size])
    return out


def tensor(pictures: list[np.ndarray]) -> Tensor:
    """uint8 [H, W, 3] pictures of one size → float [N, 3, H, W] in 0…1."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255


def one_hot(codec: Tensor, count: int = len(settings.CODECS)) -> Tensor:
    """Codec numbers [N] → a true condition's distribution [N, T, 1, 1]."""
    return torch.nn.functional.one_hot(codec, count).float()[:, :, None, None]


def psnr(a: Tensor, b: Tensor) -> float:
    """Mean PSNR in dB over pictures in 0…1, a's values rounded to 8 bits."""
    a = (a.clamp(0, 1) * 255).round() / 255
    return float((-10 * (a - b).square().mean((1, 2, 3)).log10()).mean())


def restoration(folder: str, codecs: tuple[str, ...]):
    """A function R-Net → {"jpeg": gain in dB over the input, …} under the true condition."""
    hq = crops(folder)
    held = {
        s: tensor([compress(p, s) for p in hq]) for s in settings.settings_of([c for c in codecs if c in IN_PROCESS])
    }
    clean = tensor(hq)

    def figures(rnet: torch.nn.Module) -> dict[str, float]:
        gains: dict[str, list[float]] = {}
        for setting, lq in held.items():
            codec, _, strength = settings.parse(setting)
            device = next(rnet.parameters()).device
            condition = one_hot(torch.tensor([codec])).to(device), torch.full((1, 1, 1, 1), strength, device=device)
            restored = torch.cat([rnet(x[None].to(device), *condition).float().cpu() for x in lq])
            gains.setdefault(setting.split(":")[0], []).append(psnr(restored, clean) - psnr(lq, clean))
        return {name: round(float(np.mean(g)), 3) for name, g in gains.items()}

    return figures


def recognition(folder: str, codecs: tuple[str, ...]):
    """A function P-Net → accuracies of codec and level over crops."""
    hq = crops(folder, count=15, size=192)
    held = {
        s: tensor([compress(p, s) for p in hq]) for s in settings.settings_of([c for c in codecs if c in IN_PROCESS])
    }

    def figures(pnet: torch.nn.Module) -> dict[str, float]:
        right: dict[str, list[float]] = {"codec": [], "level": []}
        for setting, lq in held.items():
            codec, level, _ = settings.parse(setting)
            codecs_p, levels_p = probabilities(
                *(t.float().cpu() for t in pnet(lq.to(next(pnet.parameters()).device))[:2])
            )
            right["codec"].append(float((codecs_p.argmax(1) == codec).float().mean()))
            guess = levels_p[:, settings.level_slice(codec)].argmax(1)
            right["level"].append(float((guess == level).float().mean()))
        return {name: round(float(np.mean(v)), 4) for name, v in right.items()}

    return figures
