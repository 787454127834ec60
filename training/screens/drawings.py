"""Drawings in SVG: charts, and scenes of flat and shaded shapes as illustrations and maps have them."""

from __future__ import annotations

import numpy as np

Rng = np.random.Generator


def colour(rng: Rng, saturation: tuple[int, int] = (0, 101), lightness: tuple[int, int] = (0, 101)) -> str:
    """A colour of any hue, as CSS has it; saturation and lightness in percent, the second of each left out."""
    return f"hsl({rng.integers(360)} {rng.integers(*saturation)}% {rng.integers(*lightness)}%)"


def chart(rng: Rng) -> str:
    """Lines, bars or a pie over a faint grid, in the colours of the page."""
    grid = "".join(f"<path d='M0 {y}H240' stroke='var(--faint)' stroke-width='.5'/>" for y in range(10, 120, 22))
    drawn = (_lines, _bars, _pie)[int(rng.integers(3))](rng)
    marks = "".join(
        f"<text x='{x}' y='119' font-size='8' fill='var(--ink)'>{rng.integers(100)}</text>" for x in range(5, 240, 40)
    )
    return f"<svg viewBox='0 0 240 120'>{grid}{drawn}{marks}</svg>"


def _lines(rng: Rng) -> str:
    heights = np.clip(60 + np.cumsum(rng.normal(0, 7, (2, 40)), axis=1), 5, 110)
    return "".join(
        f"<polyline points='{' '.join(f'{x * 6},{y:.1f}' for x, y in enumerate(line))}' fill='none'"
        f" stroke='var(--{name})' stroke-width='{rng.uniform(0.7, 2.5):.1f}'/>"
        for name, line in zip(("accent", "other"), heights)
    )


def _bars(rng: Rng) -> str:
    paint = ("var(--accent)", "var(--other)")
    return "".join(
        f"<rect x='{5 + i * 15}' y='{110 - high}' width='{rng.integers(6, 15)}' height='{high}' fill='{paint[i % 2]}'/>"
        for i, high in enumerate(rng.integers(5, 105, 16))
    )


def _pie(rng: Rng) -> str:
    parts = rng.dirichlet(np.ones(5))
    ends = np.cumsum(parts) * 2 * np.pi
    x, y = 120 + 52 * np.cos(ends), 58 + 52 * np.sin(ends)
    return "".join(
        f"<path d='M120 58L{x[i - 1]:.1f} {y[i - 1]:.1f}A52 52 0 {int(parts[i] > 0.5)} 1 {x[i]:.1f} {y[i]:.1f}Z'"
        f" fill='{colour(rng)}'/>"
        for i in range(5)
    )


def scene(rng: Rng, width: int, height: int) -> str:
    """Shapes one over the other: flat, shaded or outlined."""
    drawn = "".join(_shape(rng, width, height) for _ in range(int(rng.integers(6, 30))))
    shades = "".join(
        f"<linearGradient id='shade{i}'><stop stop-color='{colour(rng)}'/>"
        f"<stop offset='1' stop-color='{colour(rng)}'/></linearGradient>"
        for i in range(4)
    )
    return f"<svg viewBox='0 0 {width} {height}' style='background:{colour(rng)}'><defs>{shades}</defs>{drawn}</svg>"


def _shape(rng: Rng, width: int, height: int) -> str:
    middle, size = rng.uniform(0, (width, height)), rng.uniform(0.04, 0.5) * height
    corners = [f"{x:.0f} {y:.0f}" for x, y in middle + rng.normal(0, size / 2, (int(rng.integers(1, 5)) * 2 + 1, 2))]
    (x, y), wide = middle.round(), rng.uniform(0.3, 3)
    shape = rng.choice(
        [
            f"circle cx='{x}' cy='{y}' r='{size / 2:.0f}'",
            f"rect x='{x}' y='{y}' width='{size * wide:.0f}' height='{size:.0f}'",
            f"path d='M{'L'.join(corners)}'",
            f"path d='M{corners[0]}Q{' '.join(corners[1:])}'",
        ]
    )
    return f"<{shape} {_paint(rng)}/>"


def _paint(rng: Rng) -> str:
    kind = rng.random()
    if kind < 0.5:
        return f"fill='{colour(rng)}'"
    if kind < 0.7:
        return f"fill='url(#shade{rng.integers(4)})'"
    return f"fill='none' stroke='{colour(rng)}' stroke-width='{rng.uniform(0.7, 6):.1f}'"
