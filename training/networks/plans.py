"""Plans of R-Net as data: `fast`, `quality` and `paper` differ in widths, blocks and kinds of block a level."""

from __future__ import annotations

from dataclasses import dataclass, replace

from training.networks.blocks import WINDOW


@dataclass(frozen=True)
class RNetConfig:
    """A plan of R-Net; tuples go from the highest resolution to the lowest."""

    name: str
    dims: tuple[int, ...]
    encoder_blocks: tuple[int, ...]
    decoder_blocks: tuple[int, ...]  # one shorter: the lowest level has an encoder only
    kinds: tuple[str, ...]  # "residual" or "transformer"
    heads: tuple[int, ...]
    window_blocks: tuple[int, ...]  # window-attention blocks in the RHAG that ends the level, 0 for none
    refinement: int
    shuffle: int = 2  # pixel-unshuffle ahead of the first level
    region: int | None = 128  # pixels a side over which channel attention is taken; None: all there is
    tail: int = 0  # channels of the full-resolution tail, 0 for none
    codecs: int = 6

    @property
    def levels(self) -> int:
        return len(self.dims)

    def scale(self, level: int) -> int:
        """Pixels of the picture a position of this level, along a side."""
        return self.shuffle * 2**level

    @property
    def stride(self) -> int:
        """H and W have to be multiples of this many pixels."""
        sides = [self.scale(self.levels - 1), self.region or 1]
        sides += [WINDOW * self.scale(i) for i, depth in enumerate(self.window_blocks) if depth]
        return max(sides)


CONFIGS = {
    c.name: c
    for c in (
        RNetConfig(
            "fast",
            dims=(48, 96, 160, 192),
            encoder_blocks=(2, 2, 2, 3),
            decoder_blocks=(2, 2, 2),
            kinds=("residual", "residual", "transformer", "transformer"),
            heads=(1, 1, 5, 6),
            window_blocks=(0, 0, 0, 2),
            refinement=1,
        ),
        RNetConfig(
            "quality",
            dims=(64, 128, 192, 256),
            encoder_blocks=(3, 4, 4, 6),
            decoder_blocks=(3, 4, 4),
            kinds=("residual", "residual", "transformer", "transformer"),
            heads=(1, 1, 6, 8),
            window_blocks=(0, 0, 0, 2),
            refinement=2,
        ),
        RNetConfig(
            "small",  # for measuring choices on a CPU; not shipped
            dims=(32, 64, 96, 128),
            encoder_blocks=(1, 2, 2, 2),
            decoder_blocks=(1, 2, 2),
            kinds=("residual", "residual", "transformer", "transformer"),
            heads=(1, 1, 3, 4),
            window_blocks=(0, 0, 0, 2),
            refinement=1,
        ),
        RNetConfig(
            "paper",
            dims=(48, 96, 192, 384),
            encoder_blocks=(4, 6, 6, 8),
            decoder_blocks=(4, 6, 6),
            kinds=("transformer",) * 4,
            heads=(1, 2, 4, 8),
            window_blocks=(4, 6, 0, 0),
            refinement=4,
            shuffle=1,
            region=None,
        ),
    )
}


def config(name: str, **changes) -> RNetConfig:
    """A named configuration, fields changed as wished. KeyError lists the names."""
    if name not in CONFIGS:
        raise KeyError(f"no R-Net configuration {name!r}: there are {', '.join(CONFIGS)}")
    return replace(CONFIGS[name], **changes)
