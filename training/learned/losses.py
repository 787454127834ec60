"""What the learned codecs are trained for: few bits, and a picture that is near by some measure."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from pytorch_msssim import ms_ssim
from torch import Tensor, nn
from torch.func import functional_call

from training.learned.networks import Codec, Coded, Discriminator
from training.learned.plans import Plan


def squared(coded: Coded, picture: Tensor) -> Tensor:
    """255² · MSE."""
    return 255**2 * (coded.picture.float() - picture).square().mean()


def structure(coded: Coded, picture: Tensor) -> Tensor:
    """1 - MS-SSIM; with a smaller window where the usual one of 11 does not fit five scales."""
    window = 11 if min(picture.shape[-2:]) > 160 else 7
    with torch.autocast(picture.device.type, enabled=False):  # variances vanish in bfloat16
        return 1 - ms_ssim(coded.picture.float(), picture, data_range=1.0, win_size=window)


class Training(nn.Module):
    """A codec with what its training needs besides; a forward pass gives the loss.

    HiFiC's runs begin without the discriminator, for the share `alone` of the run; `progress`
    is set by the loop before each step.
    """

    def __init__(self, plan: Plan, alone: float = 0.5):
        super().__init__()
        self.codec = Codec(plan)
        self.discriminator = Discriminator(plan) if plan.codec == "hific" else None
        self.alone, self.progress = alone, 0.0

    def forward(self, picture: Tensor) -> Tensor:
        plan = self.codec.plan
        coded = self.codec(picture)
        bits = coded.bits.mean()
        if plan.codec == "cheng_psnr":
            return bits + plan.trade * squared(coded, picture)
        if plan.codec == "cheng_ssim":
            return bits + plan.trade * structure(coded, picture)
        return self._hific(coded, bits, picture)

    def _hific(self, coded: Coded, bits: Tensor, picture: Tensor) -> Tensor:
        """HiFiC's loss: the rate weighs more while it is above its target (their Sec. 3.4)."""
        target = self.codec.plan.trade
        steep = {0.14: 2.0, 0.30: 1.0, 0.45: 0.5}[target]
        weight = steep if bits.item() > target else 2.0**-4
        loss = weight * bits + 0.075 * 2.0**-5 * squared(coded, picture)
        if self.progress < self.alone:
            return loss
        return loss + self._adversarial(coded, picture)

    def _adversarial(self, coded: Coded, picture: Tensor) -> Tensor:
        """Both players' losses at once: the codec's has no gradient in the discriminator's
        weights, the discriminator's none in the codec's."""
        d, latent = self.discriminator, coded.latent.detach()
        fixed = {name: p.detach() for name, p in d.named_parameters()}
        says, seen = functional_call(d, fixed, (coded.picture, latent))
        with torch.no_grad():
            _, true = d(picture, latent)
        alike = sum(F.l1_loss(a, b) for a, b in zip(seen, true)) / len(true)
        fool = F.softplus(-says).mean()
        real, unreal = d(picture, latent)[0], d(coded.picture.detach(), latent)[0]
        judge = (F.softplus(-real).mean() + F.softplus(unreal).mean()) / 2
        return 2.0 * alike + 0.15 * fool + judge
