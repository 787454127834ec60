"""A wider, deeper R-Net that begins where a trained one stands (after Net2Net, Chen et al. 2016).

The wide network computes what the narrow one does, and learns on from there. Its further
channels of the residual stream start at zero: nothing is written to them, random weights read
them, so that gradients reach whoever could write. Its further hidden units are the opposite:
they hold random features that nothing reads yet. Its further blocks are the identity. Only a
norm over channels notices zeros among its inputs; its gains make up for them, exactly so
where the mean over channels is zero.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.networks.blocks import GDFN, MDTA, RHAG, ChannelAttention, Residual, Transformer, WindowAttention
from training.networks.ccm import CCM, CheapCCM
from training.networks.plans import RNetConfig
from training.networks.rnet import RNet


def _lead(count: int) -> Tensor:
    return torch.arange(count)


def _after(first: Tensor, width: int, second: Tensor) -> Tensor:
    """Places in a concatenation of `width` channels and others."""
    return torch.cat([first, second + width])


def _conv(small, big, reads: Tensor | None, writes: Tensor | None, hidden_in=False, hidden_out=False) -> None:
    """A convolution or linear map: `reads` and `writes` say where the small one's channels lie in the big one.

    None is for channels that both have alike.
    """
    weight, old = big.weight, small.weight
    depthwise = old.shape[1] == 1
    writes = _lead(old.shape[0]) if writes is None else writes
    reads = _lead(old.shape[1]) if reads is None or depthwise else reads
    further = torch.ones(weight.shape[0], dtype=torch.bool)
    further[writes] = False
    if not hidden_out and not depthwise:
        weight[further] = 0
    if hidden_in and not depthwise:
        rows = weight[writes]
        unread = torch.ones(weight.shape[1], dtype=torch.bool)
        unread[reads] = False
        rows[:, unread] = 0
        weight[writes] = rows
    rows = weight[writes]
    rows[:, reads] = old
    weight[writes] = rows
    if big.bias is not None:
        big.bias[further] = 0
        big.bias[writes] = small.bias


def _norm(small: nn.LayerNorm, big: nn.LayerNorm, stream: Tensor) -> None:
    big.weight[stream] = small.weight * (len(small.weight) / len(big.weight)) ** 0.5
    big.bias[stream] = small.bias


def _gdfn(small: GDFN, big: GDFN, stream: Tensor) -> None:
    for a, b in ((small.gate, big.gate), (small.value, big.value)):
        _conv(a[0], b[0], stream, None, hidden_out=True)
        _conv(a[1], b[1], None, None, hidden_out=True)
    _conv(small.project, big.project, None, stream, hidden_in=True)


def _block(small: nn.Module, big: nn.Module, stream: Tensor) -> None:
    """A block of any kind whose input's and output's channels lie at `stream`."""
    if isinstance(small, Residual):
        _conv(small.inner, big.inner, stream, None, hidden_out=True)
        _conv(small.outer, big.outer, None, stream, hidden_in=True)
    elif isinstance(small, Transformer):
        _norm(small.norm1, big.norm1, stream)
        _mdta(small.attention, big.attention, stream)
        _norm(small.norm2, big.norm2, stream)
        _gdfn(small.feed_forward, big.feed_forward, stream)
    elif isinstance(small, RHAG):
        for a, b in zip(small.blocks, big.blocks):
            _norm(a["norm1"], b["norm1"], stream)
            _window(a["window"], b["window"], stream)
            _channel(a["channel"], b["channel"], stream)
            _norm(a["norm2"], b["norm2"], stream)
            _gdfn(a["feed_forward"], b["feed_forward"], stream)
        _conv(small.join, big.join, stream, stream)


def _mdta(small: MDTA, big: MDTA, stream: Tensor) -> None:
    inner = small.project.shape[1]
    for a, b in zip(small.qkv, big.qkv):
        _conv(a[0], b[0], stream, None, hidden_out=True)
        _conv(a[1], b[1], None, None, hidden_out=True)
    big.temperature[: small.heads] = small.temperature
    big.project.zero_()
    rows = big.project[stream]
    rows[:, :inner] = small.project
    big.project[stream] = rows


def _window(small: WindowAttention, big: WindowAttention, stream: Tensor) -> None:
    for a, b in zip(small.qkv, big.qkv):
        _conv(a, b, stream, None, hidden_out=True)
    big.bias[:, : small.heads] = small.bias
    _conv(small.project, big.project, None, stream, hidden_in=True)


def _channel(small: ChannelAttention, big: ChannelAttention, stream: Tensor) -> None:
    _conv(small.body[0], big.body[0], stream, None, hidden_out=True)
    _conv(small.body[2], big.body[2], None, stream, hidden_in=True)
    _conv(small.weigh[0], big.weigh[0], stream, None, hidden_out=True)
    _conv(small.weigh[2], big.weigh[2], None, stream, hidden_in=True, hidden_out=True)


def _stage(small: nn.Sequential, big: nn.Sequential, stream: Tensor) -> None:
    """The blocks that both have; a RHAG stands last in both; what is further becomes the identity."""
    plain = [b for b in small if not isinstance(b, RHAG)]
    wide = [b for b in big if not isinstance(b, RHAG)]
    for a, b in zip(plain, wide):
        _block(a, b, stream)
    for block in wide[len(plain) :]:
        if isinstance(block, Transformer):
            block.attention.project.zero_()
    if isinstance(small[-1], RHAG):
        _block(small[-1], big[-1], stream)


def _ccm(small: nn.Module, big: nn.Module, stream: Tensor) -> None:
    big.condition.load_state_dict(small.condition.state_dict())
    if isinstance(small, CheapCCM):
        _conv(small.scale, big.scale, None, stream)
        _conv(small.shift, big.shift, None, stream)
        return
    assert isinstance(small, CCM)
    told = _lead(small.from_features.weight.shape[0])
    both = _after(told, big.from_features.weight.shape[0], stream)
    _conv(small.from_features, big.from_features, stream, told)
    _conv(small.from_condition, big.from_condition, None, told)
    _block(small.block, big.block, both)
    _conv(small.back, big.back, both, stream)


def _head_widths(plan: RNetConfig, level: int) -> tuple[float, float]:
    """Channels a head, in the level's blocks and in its CCM."""
    dim, heads = plan.dims[level], plan.heads[level]
    return dim / heads, (dim + CCM.width(dim)) / heads


@torch.no_grad()
def grow(small: RNet, big: RNet) -> None:
    """Gives `big` the function of `small`. ValueError where the plans cannot be matched."""
    a, b = small.plan, big.plan
    heads_alike = all(_head_widths(a, i) == _head_widths(b, i) for i in range(a.levels) if a.kinds[i] == "transformer")
    alike = (a.kinds, a.window_blocks, a.shuffle, a.region) == (b.kinds, b.window_blocks, b.shuffle, b.region)
    wider = all(x <= y for x, y in zip(a.dims + a.encoder_blocks, b.dims + b.encoder_blocks))
    if not (alike and wider and heads_alike):
        raise ValueError(f"{b.name} cannot grow from {a.name}: blocks must be of the same kinds, heads of one width")
    streams = [_lead(dim) for dim in a.dims]
    _conv(small.encoder.stem, big.encoder.stem, None, streams[0])
    for i in range(a.levels):
        _stage(small.encoder.stages[i], big.encoder.stages[i], streams[i])
        _ccm(small.decoder.ccm[i], big.decoder.ccm[i], streams[i])
        if i + 1 == a.levels:
            break
        _conv(small.encoder.down[i], big.encoder.down[i], streams[i], streams[i + 1])
        _conv(small.decoder.up[i][0], big.decoder.up[i][0], streams[i + 1], None)
        _conv(small.encoder.skip[i], big.encoder.skip[i], streams[i], streams[i])
        _stage(small.decoder.stages[i], big.decoder.stages[i], streams[i])
    _stage(small.decoder.refine, big.decoder.refine, streams[0])
    _conv(small.decoder.out, big.decoder.out, streams[0], None)
