"""Lists of codecs and their levels: what every tensor follows.

A *setting* is a codec with one of its levels, written ``jpeg:10``. The order of
codecs and levels in a list is the order of P-Net's outputs and R-Net's condition; it
travels to Go in the network files' metadata, so a model may carry any list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Codec:
    """One codec that the networks can name, its levels from most to least compressed."""

    name: str
    label: str
    unit: str  # what a level counts: QF, QP, quality
    levels: tuple[str, ...]
    strengths: tuple[float, ...] = ()  # of the levels; none: evenly from 1 to 0

    def strength(self, level: str) -> float:
        """Level normalised to [0, 1]: 1 is the most compressed level, the least ones are nearest to 0."""
        at = self.levels.index(level)
        return self.strengths[at] if self.strengths else 1.0 - at / (len(self.levels) - 1)


@dataclass(frozen=True)
class CodecList:
    """The codecs that a model can name, in order."""

    name: str
    codecs: tuple[Codec, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The codecs' names."""
        return tuple(c.name for c in self.codecs)

    @property
    def settings(self) -> tuple[str, ...]:
        """Every setting, in the order of the level heads' outputs."""
        return self.of(self.names)

    def of(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The settings of some of the codecs."""
        return tuple(f"{c.name}:{level}" for c in self.codecs if c.name in names for level in c.levels)

    def level_slice(self, codec: int) -> slice:
        """Where the levels of codec number `codec` stand among the settings."""
        start = sum(len(c.levels) for c in self.codecs[:codec])
        return slice(start, start + len(self.codecs[codec].levels))

    def parse(self, setting: str) -> tuple[int, int, float]:
        """``jpeg:10`` → codec number, level number, strength. ValueError names what is unknown."""
        name, _, level = setting.partition(":")
        if name not in self.names:
            raise ValueError(f"unknown codec {name!r} in {setting!r}: known are {', '.join(self.names)}")
        codec = self.codecs[self.names.index(name)]
        if level not in codec.levels:
            raise ValueError(f"unknown level in {setting!r}: {name} has {', '.join(codec.levels)}")
        return self.names.index(name), codec.levels.index(level), codec.strength(level)


def codec_of(setting: str) -> str:
    """The codec of a setting, the first of several in a row."""
    return setting.partition(":")[0]


def codecs_of(setting: str) -> list[str]:
    """The codec of a setting, or of several in a row."""
    return [codec_of(step) for step in setting.split(">")]


def gentler(codecs: CodecList, more: dict[str, dict[str, float]]) -> CodecList:
    """The list with more levels at the gentle end of each codec: {"jpeg": {"95": 0.2}} is JPEG 95, 0.2 below the
    strength 0 of the list as it was. The scale is then laid over 0…1 again."""
    below = max(0.0, *(depth for levels in more.values() for depth in levels.values()))

    def longer(codec: Codec) -> Codec:
        levels = more.get(codec.name, {})
        old = [codec.strength(level) for level in codec.levels] + [-depth for depth in levels.values()]
        return replace(codec, levels=(*codec.levels, *levels), strengths=tuple((s + below) / (1 + below) for s in old))

    return CodecList(codecs.name, tuple(map(longer, codecs.codecs)))


QPS = ("42", "37", "32", "27")
WIDER_QPS = ("47", *QPS, "22")

PAPER = CodecList(
    "paper",
    (
        Codec("jpeg", "JPEG", "QF", ("10", "20", "30", "40")),
        Codec("hevc", "HEVC", "QP", QPS),
        Codec("vvc", "VVC", "QP", QPS),
        Codec("cheng_psnr", "Cheng2020 (PSNR)", "quality", ("1", "2", "3", "4")),
        Codec("cheng_ssim", "Cheng2020 (MS-SSIM)", "quality", ("1", "2", "3", "4")),
        Codec("hific", "HiFiC", "rate", ("low", "medium", "high")),
    ),
)

# What people upload: every codec here can code in the process, so any picture may be drawn in any setting.
# The gentlest levels are photographs as cameras and editors save them. Each stands about where R-Net, trained
# on the others and told less than 0, restored it best (RUNS.md).
STUDIO = gentler(
    CodecList(
        "studio",
        (
            Codec("jpeg", "JPEG", "QF", ("5", "10", "15", "20", "30", "40", "50", "60", "70", "80", "90")),
            Codec("webp", "WebP", "QF", ("5", "10", "20", "30", "40", "60", "80")),
            Codec("hevc", "HEVC", "QP", WIDER_QPS),
            Codec("avc", "AVC", "QP", WIDER_QPS),
            Codec("av1", "AV1", "CRF", ("63", "55", "45", "35", "25")),
        ),
    ),
    {
        "jpeg": {"95": 0.2, "97": 0.25},
        "webp": {"90": 0.1, "95": 0.15},
        "hevc": {"17": 0.05},
        "avc": {"17": 0.1},
        "av1": {"15": 0.05},
    },
)
LISTS = {codecs.name: codecs for codecs in (PAPER, STUDIO)}

# The settings of the paper's conventional codecs, which stage 1 trains on.
D1 = PAPER.of(("jpeg", "hevc", "vvc"))

# Stage 2's further settings, which no label of the paper's list names.
D2 = ("jpeg:5", "jpeg:70", *(f"webp:{q}" for q in (5, 10, 20, 30, 40)), "hevc:47", "hevc:22", "vvc:47", "vvc:22")

# What people cut and send on: a harsh codec, then off its grid a gentle JPEG, whose file says nothing of the first.
SENT = (
    "jpeg:10+3>jpeg:85",
    "jpeg:20+3>jpeg:80",
    "jpeg:30+5>jpeg:85",
    "jpeg:30+3>jpeg:92",
    "jpeg:50+5>jpeg:92",
    "webp:20+3>jpeg:85",
    "hevc:37+5>jpeg:90",
)

# What lies beyond the ends of the paper's scales, as far as stage 2 goes: P-Net may learn to take it for the end.
BEYOND = {
    "jpeg:10": ("jpeg:5", "jpeg:7"),
    "jpeg:40": ("jpeg:50", "jpeg:60", "jpeg:70"),
    "hevc:42": ("hevc:47",),
    "hevc:27": ("hevc:24", "hevc:22"),
    "vvc:42": ("vvc:47",),
    "vvc:27": ("vvc:22",),
}

# Tests alone: never trained on with the paper's list.
QFS = PAPER.codecs[0].levels
DU = (
    *(f"avc:{qp}" for qp in QPS),
    *(f"jpeg:{qf}>vvc:{qp}" for qf, qp in zip(QFS, QPS)),
    *(f"vvc:{qp}>jpeg:{qf}" for qf, qp in zip(QFS, QPS)),
)
