"""The codecs of the paper and their levels: the one list that every tensor follows.

A *setting* is a codec with one of its levels, written ``jpeg:10``. The order of
codecs and levels here is the order of P-Net's outputs and R-Net's condition; it
travels to Go in the network files' metadata.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Codec:
    """One codec that the networks can name, its levels from most to least compressed."""

    name: str
    label: str
    unit: str  # what a level counts: QF, QP, quality
    levels: tuple[str, ...]

    def strength(self, level: str) -> float:
        """Level normalised to [0, 1]: 1 is the most compressed level, 0 the least."""
        return 1.0 - self.levels.index(level) / (len(self.levels) - 1)


QPS = ("42", "37", "32", "27")

CODECS = (
    Codec("jpeg", "JPEG", "QF", ("10", "20", "30", "40")),
    Codec("hevc", "HEVC", "QP", QPS),
    Codec("vvc", "VVC", "QP", QPS),
    Codec("cheng_psnr", "Cheng2020 (PSNR)", "quality", ("1", "2", "3", "4")),
    Codec("cheng_ssim", "Cheng2020 (MS-SSIM)", "quality", ("1", "2", "3", "4")),
    Codec("hific", "HiFiC", "rate", ("low", "medium", "high")),
)
NAMES = tuple(c.name for c in CODECS)
SETTINGS = sum(len(c.levels) for c in CODECS)  # 23


# Stage 2's further settings, which no label names.
D2 = ("jpeg:5", "jpeg:70", *(f"webp:{q}" for q in (5, 10, 20, 30, 40)), "hevc:47", "hevc:22", "vvc:47", "vvc:22")


def level_slice(codec: int) -> slice:
    """Where the levels of codec number `codec` stand among the 23 settings."""
    start = sum(len(c.levels) for c in CODECS[:codec])
    return slice(start, start + len(CODECS[codec].levels))


def parse(setting: str) -> tuple[int, int, float]:
    """``jpeg:10`` → codec number, level number, strength. ValueError names what is unknown."""
    name, _, level = setting.partition(":")
    if name not in NAMES:
        raise ValueError(f"unknown codec {name!r} in {setting!r}: known are {', '.join(NAMES)}")
    codec = CODECS[NAMES.index(name)]
    if level not in codec.levels:
        raise ValueError(f"unknown level in {setting!r}: {name} has {', '.join(codec.levels)}")
    return NAMES.index(name), codec.levels.index(level), codec.strength(level)


def settings_of(names: list[str]) -> list[str]:
    """All D1 settings of the codecs named, in order."""
    return [f"{c.name}:{level}" for c in CODECS if c.name in names for level in c.levels]
