"""Figures for the log: a fixed handful of crops of pristine pictures, compressed for real.

    python -m training.validation --source FOLDER --target FOLDER

copies the crops, for a machine that they have to travel to.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from training.codecs import compress, is_here
from training.condition import condition
from training.loop import Figures
from training.networks.joint import joint_probabilities
from training.networks.pnet import probabilities
from training.options import option, parse
from training.quality import PEAK, eight_bits, psnr, samples, ssim
from training.settings import D2, CodecList, codec_of, codecs_of


@dataclass(frozen=True)
class Config:
    """Copies the crops of a folder of pictures."""

    source: str = option("", "folder of pictures, or of crops")
    target: str = option("", "folder to make")


def crops(folder: str, count: int = 5, size: int = 256) -> list[np.ndarray]:
    """The centres of `count` pictures spread over the folder's sorted list, on the 16-pixel grid. FileNotFoundError
    where there are none, ValueError for one that is smaller than a crop."""
    paths = sorted(p for p in Path(folder).glob("*") if p.suffix.lower() in (".png", ".jpg", ".jpeg"))
    if not paths:
        raise FileNotFoundError(f"no PNG or JPEG pictures in {folder}")
    chosen = [paths[i * len(paths) // count] for i in range(count)] if count < len(paths) else paths
    out = []
    for path in chosen:
        picture = np.asarray(Image.open(path).convert("RGB"))
        if min(picture.shape[:2]) < size:
            raise ValueError(f"{path} is smaller than a crop of {size} pixels: take it out of the folder")
        y, x = ((side - size) // 2 // 16 * 16 for side in picture.shape[:2])
        out.append(picture[y : y + size, x : x + size])
    return out


def tensor(pictures: list[np.ndarray]) -> Tensor:
    """uint8 [H, W, 3] pictures of one size → float [N, 3, H, W] in 0…1."""
    return samples(pictures) / PEAK


def gain(restored: Tensor, lq: Tensor, clean: Tensor) -> float:
    """Mean gain in dB over pictures: of those restored over those compressed, in 0…1 both, to the clean in 0…255."""
    after, before = (psnr(eight_bits(pictures), clean) for pictures in (restored, lq))
    return float((after - before).mean())


def damaged(hq: list[np.ndarray], names: tuple[str, ...]) -> dict[str, Tensor]:
    """The pictures in every one of the settings whose codecs can code here, by setting."""
    return {s: tensor([compress(p, s) for p in hq]) for s in names if all(map(is_here, codecs_of(s)))}


def restoration(folder: str, codecs: CodecList, names: tuple[str, ...], told: str = "both") -> Figures:
    """A function R-Net → {"jpeg": gain in dB over the input, …} under the true condition, as far as told."""
    hq = crops(folder)
    held = damaged(hq, codecs.of(names))
    clean = samples(hq)

    def figures(rnet: torch.nn.Module) -> dict[str, float]:
        gains: dict[str, list[float]] = {}
        for setting, lq in held.items():
            codec, _, strength = codecs.parse(setting)
            device = next(rnet.parameters()).device
            at = torch.tensor([codec], device=device), torch.tensor([strength], device=device)
            given = condition(*at, len(codecs.codecs), told)
            restored = rnet(lq.to(device), *given).float().cpu()
            gains.setdefault(codec_of(setting), []).append(gain(restored, lq, clean))
        return {name: round(float(np.mean(g)), 3) for name, g in gains.items()}

    return figures


def by_codec(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """D1's and D2's settings in groups of a codec each: {"jpeg": …, "jpeg D2": …}."""
    groups: dict[str, tuple[str, ...]] = {}
    for name in names:
        group = codec_of(name) + " D2" * (name in D2)
        groups[group] = (*groups.get(group, ()), name)
    return groups


def under_posterior(folder: str, groups: dict[str, tuple[str, ...]], again: bool = False) -> Figures:
    """A function Joint → {group: gain in dB over the input, …} on settings that need no label.

    With `again` also {"level": share of named settings that were believed most, "… again": a group's mean
    SSIM of the restored crops, compressed once more as believed, to the input}.
    """
    hq = crops(folder)
    clean = samples(hq)
    held = {group: pictures for group, names in groups.items() if (pictures := damaged(hq, names))}

    def figures(joint: torch.nn.Module) -> dict[str, float]:
        device = next(joint.parameters()).device
        out: dict[str, float] = {}
        right = []
        for group, pictures in held.items():
            gains, scores = [], []
            for setting, lq in pictures.items():
                restored, codec, level, _ = (t.float().cpu() for t in joint(lq.to(device)))
                gains.append(gain(restored, lq, clean))
                if again:
                    known = joint.codecs.settings
                    best = [known[i] for i in joint_probabilities(joint.codecs, codec, level).argmax(1)]
                    right += [b == setting for b in best if setting in known]
                    scores += [recompressed(r, x, b) for r, x, b in zip(restored, lq, best)]
            out[group] = round(float(np.mean(gains)), 3)
            if again:
                out[f"{group} again"] = round(float(np.mean(scores)), 4)
        return out | {"level": round(float(np.mean(right)), 4)} if again else out

    return figures


def recompressed(restored: Tensor, lq: Tensor, setting: str) -> float:
    """SSIM of a restored picture [3, H, W], compressed with a setting, to the compressed one."""
    picture = eight_bits(restored).byte().permute(1, 2, 0).numpy()
    coded = compress(np.ascontiguousarray(picture), setting)
    return float(ssim(samples([coded]), lq[None] * PEAK))


def recognition(folder: str, codecs: CodecList, names: tuple[str, ...]) -> Figures:
    """A function P-Net → accuracies of codec and level over crops."""
    held = damaged(crops(folder, count=15, size=192), codecs.of(names))

    def figures(pnet: torch.nn.Module) -> dict[str, float]:
        right: dict[str, list[float]] = {"codec": [], "level": []}
        for setting, lq in held.items():
            codec, level, _ = codecs.parse(setting)
            logits = (t.float().cpu() for t in pnet(lq.to(next(pnet.parameters()).device))[:2])
            codecs_p, levels_p = probabilities(codecs, *logits)
            right["codec"].append(float((codecs_p.argmax(1) == codec).float().mean()))
            guess = levels_p[:, codecs.level_slice(codec)].argmax(1)
            right["level"].append(float((guess == level).float().mean()))
        return {name: round(float(np.mean(v)), 4) for name, v in right.items()}

    return figures


def pack(source: str, target: Path) -> None:
    """Writes the crops that `source` gives as pictures of their own, which give the same crops again."""
    target.mkdir(parents=True, exist_ok=True)
    for number, crop in enumerate(crops(source)):
        Image.fromarray(crop).save(target / f"{number}.png")


if __name__ == "__main__":
    c = parse(Config)
    pack(c.source, Path(c.target))
