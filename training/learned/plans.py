"""Which learned codecs there are: their levels, what each is trained for, and their sizes."""

from __future__ import annotations

from dataclasses import dataclass

from training import settings


@dataclass(frozen=True)
class Plan:
    """One learned codec at one level."""

    codec: str  # cheng_psnr, cheng_ssim or hific
    level: str
    trade: float  # λ: what an error weighs against a bit per pixel; for hific, the target in bits per pixel
    hyper: int = 64  # N: channels of the hyperprior and, for Cheng's, of the transforms
    latent: int = 128  # M
    widths: tuple[int, ...] = ()  # hific: channels of the transforms at each scale

    @property
    def name(self) -> str:
        """As the network file is named: cheng_psnr-2."""
        return f"{self.codec}-{self.level}"


TRADES = {
    "cheng_psnr": (0.0018, 0.0035, 0.0067, 0.0130),  # on 255² · MSE
    "cheng_ssim": (2.40, 4.58, 8.73, 16.64),  # on 1 - MS-SSIM
    "hific": (0.14, 0.30, 0.45),
}
STRIDE = 64  # pixels: 16 of the transform, 4 of the hyperprior

# Such that a file, its weights as float16, has at most 6 MiB: 5.5 for Cheng's, 5.8 for HiFiC's.
HIFIC = {"hyper": 48, "latent": 96, "widths": (32, 56, 80, 112, 128)}
TINY = {"hyper": 16, "latent": 24, "widths": (8, 16, 24, 24, 32)}


def plan(codec: str, level: str, size: str = "full") -> Plan:
    """The plan of a codec at a level; size "tiny" for tests. ValueError lists what there is."""
    levels = {c.name: c.levels for c in settings.PAPER.codecs}
    if codec not in TRADES or level not in levels[codec]:
        known = ", ".join(f"{name} {'/'.join(levels[name])}" for name in TRADES)
        raise ValueError(f"no learned codec {codec!r} at {level!r}: there are {known}")
    sizes = dict(TINY if size == "tiny" else HIFIC)
    if codec != "hific":
        sizes = {**sizes, "widths": ()} if size == "tiny" else {}
    return Plan(codec, level, TRADES[codec][levels[codec].index(level)], **sizes)


def everything() -> list[Plan]:
    """All eleven."""
    return [plan(c.name, level) for c in settings.PAPER.codecs if c.name in TRADES for level in c.levels]
