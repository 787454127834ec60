"""Figures for the log: a fixed handful of crops of pristine pictures, compressed for real."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from training import settings
from training.codecs import compress, is_here
from training.condition import condition
from training.networks.pnet import probabilities


def crops(folder: str, count: int = 5, size: int = 256) -> list[np.ndarray]:
    """The centres of `count` pictures spread over the folder's sorted list, on the 16-pixel grid."""
    paths = sorted(p for p in Path(folder).glob("*") if p.suffix in (".png", ".jpg"))
    chosen = paths[:: max(1, len(paths) // count)][:count]
    if not chosen:
        raise FileNotFoundError(f"no PNG or JPEG pictures in {folder}")
    out = []
    for path in chosen:
        picture = np.asarray(Image.open(path).convert("RGB"))
        y, x = ((side - size) // 2 // 16 * 16 for side in picture.shape[:2])
        out.append(picture[y : y + size, x : x + size])
    return out


def tensor(pictures: list[np.ndarray]) -> Tensor:
    """uint8 [H, W, 3] pictures of one size → float [N, 3, H, W] in 0…1."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255


def psnr(a: Tensor, b: Tensor) -> float:
    """Mean PSNR in dB over pictures in 0…1, a's values rounded to 8 bits."""
    a = (a.clamp(0, 1) * 255).round() / 255
    return float((-10 * (a - b).square().mean((1, 2, 3)).log10()).mean())


def damaged(hq: list[np.ndarray], codecs: tuple[str, ...]) -> dict[str, Tensor]:
    """The pictures in every setting of the codecs that can code here, by setting."""
    here = [name for name in codecs if is_here(name)]
    return {s: tensor([compress(p, s) for p in hq]) for s in settings.settings_of(here)}


def restoration(folder: str, codecs: tuple[str, ...], told: str = "both"):
    """A function R-Net → {"jpeg": gain in dB over the input, …} under the true condition, as far as told."""
    hq = crops(folder)
    held = damaged(hq, codecs)
    clean = tensor(hq)

    def figures(rnet: torch.nn.Module) -> dict[str, float]:
        gains: dict[str, list[float]] = {}
        for setting, lq in held.items():
            codec, _, strength = settings.parse(setting)
            device = next(rnet.parameters()).device
            given = condition(torch.tensor([codec], device=device), torch.tensor([strength], device=device), told)
            restored = torch.cat([rnet(x[None].to(device), *given).float().cpu() for x in lq])
            gains.setdefault(setting.split(":")[0], []).append(psnr(restored, clean) - psnr(lq, clean))
        return {name: round(float(np.mean(g)), 3) for name, g in gains.items()}

    return figures


def under_posterior(folder: str, names: tuple[str, ...]):
    """A function Joint → {"jpeg": gain in dB over the input, …} on settings that need no label."""
    hq = crops(folder)
    held = {s: tensor([compress(p, s) for p in hq]) for s in names if is_here(s.partition(":")[0])}
    clean = tensor(hq)

    def figures(joint: torch.nn.Module) -> dict[str, float]:
        device = next(joint.parameters()).device
        gains: dict[str, list[float]] = {}
        for setting, lq in held.items():
            restored = torch.cat([joint(x[None].to(device))[0].float().cpu() for x in lq])
            gains.setdefault(setting.partition(":")[0], []).append(psnr(restored, clean) - psnr(lq, clean))
        return {name: round(float(np.mean(g)), 3) for name, g in gains.items()}

    return figures


def recognition(folder: str, codecs: tuple[str, ...]):
    """A function P-Net → accuracies of codec and level over crops."""
    hq = crops(folder, count=15, size=192)
    held = damaged(hq, codecs)

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
