"""Which numbers to multiply in: bfloat16 where the machine is quick with it, else float32."""

from __future__ import annotations

import torch


def compute_dtype(device: torch.device) -> torch.dtype:
    """bfloat16 on a GPU and on processors that multiply it; others imitate it, at a third of float32's speed."""
    if device.type != "cpu":
        return torch.bfloat16
    # Not PyTorch's own question, whether its CPU kernels take bfloat16: they do on any processor with AVX-512.
    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32
