"""Weights that know one list of codecs, made to begin on another.

What the networks learned of a codec serves its relatives: a codec that is in both lists keeps its
own, another one takes that of the relative named here, and a level that of the nearest one.
"""

from __future__ import annotations

import torch
from torch import Tensor

from training.settings import CodecList

RELATIVES = {"webp": "hevc", "avc": "hevc", "av1": "vvc"}


def codecs_from(old: CodecList, new: CodecList) -> list[int]:
    """For each codec of the new list the number of the one in the old list that it begins as."""
    return [old.names.index(name if name in old.names else RELATIVES.get(name, old.names[0])) for name in new.names]


def settings_from(old: CodecList, new: CodecList) -> list[int]:
    """For each setting of the new list the place in the old list of the one that it begins as."""
    places = []
    for codec, source in zip(new.codecs, codecs_from(old, new)):
        known = old.codecs[source]
        for level in codec.levels:
            if codec.name == known.name:
                gaps = [abs(float(level) - float(other)) for other in known.levels]
            else:
                gaps = [abs(codec.strength(level) - known.strength(other)) for other in known.levels]
            places.append(old.level_slice(source).start + gaps.index(min(gaps)))
    return places


def relist(weights: dict[str, Tensor], old: CodecList, new: CodecList) -> dict[str, Tensor]:
    """The weights of a P-Net or an R-Net for the new list: R-Net's embeddings by codec, P-Net's last layers by codec
    and by level."""
    codecs, settings = (torch.tensor(f(old, new)) for f in (codecs_from, settings_from))
    out = dict(weights)
    for name, weight in weights.items():
        if name.endswith("condition.embedding.weight"):
            out[name] = weight[:, codecs]
        elif name.startswith(("codec.head.2.", "level.head.2.")):
            out[name] = weight[codecs if name.startswith("codec") else settings]
    return out
