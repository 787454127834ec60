"""Rewards of actions: what compressing the pristine patch again gives (Algorithm 1).

An action is sampled, the pristine patch is compressed with it by the real codec, and the SSIM
to the input is the reward. Here a worker compresses with every action beforehand, so that the
network never waits for a codec and may sample as many actions as it likes; the SSIM is taken
where the network runs, of what was sampled alone. Crops come from the VVC bank, where every QP
of VVC is a look-up.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from training.bank import Bank
from training.codecs import compress
from training.cropping import planes, random_cut
from training.data import DataConfig, odds_of_settings
from training.held_out import HELD_OUT
from training.quality import ssim
from training.settings import LISTS, CodecList
from training.shards import Stream


class RecompressedPatches(Stream):
    """An endless stream of (lq, hq, again): uint8 [3, patch, patch] both, and [A, 3, patch, patch],
    the pristine patch as each action of the codecs with data leaves it, in their order."""

    def __init__(self, plan: DataConfig, seed: int):
        """`plan.codecs` are the actions, `plan.settings` what inputs are compressed with."""
        super().__init__(plan, seed)
        self.settings = plan.settings
        self.bank = Bank(plan.bank, plan.shards, HELD_OUT)
        self.actions = LISTS[plan.list].of(plan.codecs)
        self.odds = odds_of_settings(plan.settings, plan.shares)

    def _endless(self, rng: np.random.Generator) -> Iterator[tuple]:
        while True:
            yield from self._patches(rng)

    def _coded(self, place: int, hq: np.ndarray, setting: str) -> np.ndarray:
        if setting.startswith("vvc:"):
            return self.bank.coded(place, int(setting.removeprefix("vvc:")))
        return compress(hq, setting)

    def _patches(self, rng: np.random.Generator) -> Iterator[tuple]:
        place = self.bank.pick(rng)
        hq = self.bank.pristine(place)
        lq = self._coded(place, hq, self.settings[int(rng.choice(len(self.settings), p=self.odds))])
        again = [self._coded(place, hq, action) for action in self.actions]
        for _ in range(self.plan.patches_per_crop):
            cut = random_cut(hq.shape[:2], self.plan, rng)
            yield planes(lq[cut]), planes(hq[cut]), np.stack([planes(a[cut]) for a in again])


class Reward:
    """The reward of actions for a batch of `RecompressedPatches`: SSIM of pictures in 0…255 to lq."""

    def __init__(self, codecs: CodecList, names: tuple[str, ...], lq: Tensor, again: Tensor):
        known = codecs.of(names)
        self.place = torch.tensor([known.index(a) if a in known else -1 for a in codecs.settings], device=lq.device)
        self.lq, self.again = lq.float(), again

    def __call__(self, action: Tensor) -> Tensor:
        """Numbers of the list's actions, [N, K] → rewards [N, K]. Actions of codecs without data have none: 0."""
        place = self.place[action]
        picked = self.again[torch.arange(len(action), device=action.device)[:, None], place.clamp_min(0)].float()
        given = self.lq[:, None].expand_as(picked)
        return ssim(picked.flatten(0, 1), given.flatten(0, 1)).reshape(action.shape) * (place >= 0)
