"""Stage 2: joint fine-tuning with the reinforcement signal (Algorithm 1), without labels.

    python -m training.stage2 --start assets/models/fast --shards a.tar --bank bank --minutes 9 --total-minutes 27

R-Net runs on P-Net's posterior; an action is sampled from it; the reward is the SSIM of the
pristine patch, compressed by the action, to the input; the advantage stands against the value
branch. L_total = λ_rec L_rec + λ_pol L_pol + λ_val L_val on D1 ∪ D2. With λ_pol and λ_val at zero nothing has
to be compressed again, so that patches may be cut `--anywhere`, as many as the codecs can feed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import torch
from torch import Tensor, nn

from training import validation
from training.data import Patches
from training.load import load_joint
from training.loop import Loss, Run
from training.loss import LOSSES, inner
from training.networks.joint import Joint, joint_probabilities
from training.options import option, parse
from training.rewards import RecompressedPatches, Reward
from training.run_options import RestorerConfig, data_of
from training.settings import D2, LISTS
from training.shards import stream_of


@dataclass(frozen=True)
class Config(RestorerConfig):
    """Stage 2 training of both networks. What `--codecs` names are the actions."""

    out: str = option("runs/joint", "folder of the run")
    codecs: tuple = option(("jpeg", "hevc", "vvc"), "codecs of the actions")
    lr: float = option(2e-5, "peak learning rate")
    loss: str = option("l1", "L_rec: l1 as in the paper, or psnr")
    margin: int = option(0, "pixels at the edges of patches that L_rec leaves out")
    rec_weight: float = option(1.0, "λ_rec")
    pol_weight: float = option(0.01, "λ_pol")
    val_weight: float = option(0.01, "λ_val")
    actions: int = option(1, "actions sampled for a patch")
    normalise: bool = option(False, "divide advantages by their spread over the batch")
    entropy: float = option(0.0, "bonus on the policy's entropy")
    pnet_pace: float = option(
        1.0, "P-Net's share of the learning rate, 0 to leave it as it is; its value branch, new here, takes all of it"
    )
    anywhere: bool = option(False, "patches of any place of any picture, where the reward needs the bank's")


def policy_loss(
    chances: Tensor, value: Tensor, reward_of: Callable[[Tensor], Tensor], c: Config
) -> tuple[Tensor, Tensor]:
    """L_pol and L_val.

    chances [N, L] over the actions, value [N]; `reward_of` takes actions [N, K] to rewards. The
    advantage is detached: only log p(a) learns from it, and V from its own loss.
    """
    action = torch.multinomial(chances.detach(), c.actions, replacement=True)
    reward = reward_of(action)
    advantage = (reward - value[:, None]).detach()
    if c.normalise:
        advantage = (advantage - advantage.mean()) / (advantage.std() + 1e-6)
    log_p = chances.clamp_min(1e-8).log()
    policy = -(log_p.gather(1, action) * advantage).mean()
    if c.entropy:
        policy = policy + c.entropy * (chances * log_p).sum(1).mean()
    return policy, (reward - value[:, None]).square().mean()


def loss_with(c: Config) -> Loss:
    """L_total for a batch of (lq, hq, again), or L_rec alone for one of (lq, hq, …)."""
    codecs, loss = LISTS[c.list], LOSSES[c.loss]

    def loss_of(joint: nn.Module, batch: list[Tensor]) -> Tensor:
        seen, hq, *more = batch
        lq = (seen.float() / 255).contiguous(memory_format=torch.channels_last)
        restored, codec, level, value = joint(lq)
        restored, pristine = inner(restored.float(), c.margin), inner(hq.float() / 255, c.margin)
        rec = loss(restored, pristine)
        if c.anywhere:
            return c.rec_weight * rec
        reward_of = Reward(codecs, c.codecs, seen, *more)
        policy, regression = policy_loss(joint_probabilities(codecs, codec, level), value, reward_of, c)
        return c.rec_weight * rec + c.pol_weight * policy + c.val_weight * regression

    return loss_of


def networks(c: Config) -> Joint:
    """The networks of the exported model that stage 1 left, P-Net at rest where it has no pace.

    ValueError if its codecs are others, or for rewards that cannot be had.
    """
    if c.anywhere and (c.pol_weight or c.val_weight):
        raise ValueError("rewards need the bank's patches: pass --pol-weight 0 --val-weight 0, or no --anywhere")
    if not c.anywhere and (c.harsher or c.lives or c.grain or c.clean):
        raise ValueError(
            "rewards take the bank's patches as they are: pass --anywhere, or no --harsher, --lives, --grain, --clean"
        )
    if not c.start:
        raise ValueError("stage 2 starts from stage 1: pass --start with the folder of an exported model")
    joint = load_joint(c.start)
    if joint.codecs.name != c.list:
        raise ValueError(f"{c.start} names the codecs of the list {joint.codecs.name}: pass it as --list")
    if set(trained := joint.pnet.plan.trained) != set(c.codecs):
        raise ValueError(f"{c.start} knows {', '.join(trained)}, and --codecs asks for {', '.join(c.codecs)}")
    joint.pnet.requires_grad_(bool(c.pnet_pace))
    joint.pnet.value.requires_grad_(not c.anywhere or bool(c.pnet_pace))
    return joint


def train(c: Config, figures: Callable[[nn.Module], dict] | None) -> Run:
    """One slice of a run; `figures` of the averaged networks go into its log."""
    torch.manual_seed(c.seed)
    joint = networks(c)
    plan = {
        "network": "joint",
        "trained": list(c.codecs),
        "rnet": asdict(joint.rnet.plan),
        "pnet": asdict(joint.pnet.plan),
    }
    run = Run(joint, c, plan, {"pnet.": c.pnet_pace, "pnet.value.": 1.0})
    data, seed = replace(data_of(c), settings=drawn(c)), c.seed + run.step
    patches = Patches(data, seed) if c.anywhere else RecompressedPatches(data, seed)
    run.go(stream_of(patches, c.batch, c.workers), loss_with(c), figures)
    return run


def drawn(c: Config) -> tuple[str, ...]:
    """The settings that inputs are compressed with: D1 ∪ D2, each once, whatever the list names of D2. The codecs come
    in the order of the options, as --shares has it, then those of D2 that are not among them."""
    of_codecs = (s for name in c.codecs for s in LISTS[c.list].of((name,)))
    return tuple(dict.fromkeys((*of_codecs, *D2)))


def main(argv: list[str] | None = None) -> None:
    """Trains a slice."""
    c = parse(Config, argv)
    groups = validation.by_codec(drawn(c))
    train(c, validation.under_posterior(c.validate, groups) if c.validate else None)


if __name__ == "__main__":
    main()
