"""Which numbers to multiply in: bfloat16 where the machine is quick with it, else float32."""

from __future__ import annotations

import torch


def brief(device: torch.device) -> torch.dtype:
    """bfloat16 on a GPU and on processors with AVX-512; others imitate it, at a twelfth of float32's speed."""
    if device.type == "cpu" and not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return torch.float32
    return torch.bfloat16
