"""Figures as cells, cells as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def pair(measures: dict) -> str:
    """PSNR / SSIM."""
    return f"{measures['psnr']:.2f} / {measures['ssim']:.4f}"


def share(value: float | None) -> str:
    """A part of one, in percent; "–" where there is none."""
    return "–" if value is None else f"{100 * value:.1f} %"
