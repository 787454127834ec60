"""Pages as people capture them, each another: text, code, tables, charts, talk, forms, slides."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import numpy as np

from training.screens.drawings import chart, colour, scene
from training.screens.words import Words

Rng = np.random.Generator
CSS = (Path(__file__).parent / "page.css").read_text()


def theme(rng: Rng, fonts: tuple[str, ...], monos: tuple[str, ...]) -> str:
    """The colours of a page and its fonts: dark or light, of one hue or none, now and then of little contrast."""
    dark = bool(rng.random() < 0.45)
    hue, tint = int(rng.integers(360)), int(rng.choice([0, 0, 8, 20, 40]))
    paper = rng.uniform(4, 20) if dark else float(rng.choice([100, 100, rng.uniform(90, 99)]))
    ink = rng.uniform(75, 100) if dark else rng.uniform(0, 35)
    card, faint = paper + (6 if dark else -4), (paper + ink) / 2
    greys = {"paper": paper, "card": card, "ink": ink, "faint": faint, "line": faint if rng.random() < 0.5 else card}
    variables = {name: f"hsl({hue} {tint}% {lightness:.0f}%)" for name, lightness in greys.items()}
    for name in ("accent", "other"):
        variables[name] = colour(rng, (50, 100), (55, 75) if dark else (30, 55))
    variables |= {"round": f"{rng.integers(14)}px", "mono": str(rng.choice(monos))}
    text = f"{rng.integers(11, 20)}px/{rng.uniform(1.2, 1.7):.2f} {rng.choice(fonts)}"
    named = "".join(f"--{name}:{value};" for name, value in variables.items())
    return f":root{{color-scheme:{'dark' if dark else 'light'};{named}font:{text}}}"


def article(words: Words, rng: Rng) -> str:
    """Columns of text under headings, with links, lists and a picture."""
    parts = (
        lambda: f"<h2>{words.title()}</h2>",
        lambda: "<ul>" + "".join(f"<li>{words.sentence()}" for _ in range(4)) + "</ul>",
        lambda: scene(rng, 300, 140),
        lambda: f"<p>{words.paragraph()}</p>",
    )
    drawn = (parts[int(n)]() for n in rng.choice(4, 12, p=(0.2, 0.15, 0.1, 0.55)))
    return f"<main style='columns:{rng.choice([1, 1, 2, 3])}'>{''.join(drawn)}</main>"


def code(words: Words, rng: Rng) -> str:
    """An editor or a terminal: code in a few colours, its lines numbered."""
    lines = []
    for number, line in enumerate(words.code(60), int(rng.integers(1, 900))):
        tokens = (f"<span class=c{rng.integers(5)}>{html.escape(part)}</span>" for part in line.split(" "))
        lines.append(f"<span class=c2>{number:4} </span>{' '.join(tokens)}")
    files = "<pre class=files>" + "\n".join(words.names(40)) + "</pre>" if rng.random() < 0.5 else ""
    return files + "<pre>" + "\n".join(lines) + "</pre>"


def table(words: Words, rng: Rng) -> str:
    """A sheet of names and numbers in a grid."""
    columns = int(rng.integers(4, 11))
    head = "".join(f"<th>{words.word().title()}" for _ in range(columns + 1))
    rows = (
        f"<tr><td>{words.title()}" + "".join(f"<td>{n:,.{rng.integers(3)}f}" for n in rng.normal(0, 900, columns))
        for _ in range(40)
    )
    return f"<table><tr>{head}{''.join(rows)}</table>"


def board(words: Words, rng: Rng) -> str:
    """Cards with figures and charts."""
    cards = (
        f"<div><b>{words.title()}</b><strong>{rng.integers(1, 99999):,}</strong>{chart(rng)}</div>" for _ in range(9)
    )
    return f"<div class=board>{''.join(cards)}</div>"


def talk(words: Words, rng: Rng) -> str:
    """What people write to each other, with round portraits."""
    lines = (
        f"<div class='said {rng.choice(['mine', ''])}'><i style='background:{colour(rng)}'></i>"
        f"<p>{words.sentence()}</p></div>"
        for _ in range(14)
    )
    return "".join(lines)


def form(words: Words, rng: Rng) -> str:
    """A menu, fields, boxes, buttons."""
    fields = (
        lambda: f"<input value='{words.title()}'>",
        lambda: f"<button>{words.word()}</button>",
        lambda: f"<label><input type=checkbox {rng.choice(['checked', ''])}> {words.title()}</label>",
        lambda: f"<input type=range value={rng.integers(100)}> <progress max=100 value={rng.integers(100)}></progress>",
        lambda: f"<select><option>{words.title()}</select>",
        lambda: f"<textarea rows=3 cols=30>{words.sentence()}</textarea>",
    )
    rows = (f"<div><b>{words.title()}</b>{fields[int(rng.integers(len(fields)))]()}</div>" for _ in range(24))
    menu = " ".join(words.word().title() for _ in range(8))
    return f"<nav>{menu}</nav><div class=form>{''.join(rows)}</div>"


def slide(words: Words, rng: Rng) -> str:
    """Few large words over a drawing, as slides, signs and notices have them."""
    return (
        f"<div class=behind>{scene(rng, 1400, 1000)}</div>"
        f"<div class=slide><h1>{words.title()}</h1><p style='color:{colour(rng)}'>{words.sentence()}</p></div>"
    )


KINDS: tuple[Callable[[Words, Rng], str], ...] = (article, article, code, code, table, board, talk, form, slide)


def page(words: Words, fonts: tuple[str, ...], monos: tuple[str, ...], rng: Rng) -> str:
    """One whole page in HTML, in some of these fonts; all of it out of `rng`."""
    head = f"<!doctype html><meta charset=utf-8><style>{theme(rng, fonts, monos)}{CSS}</style>"
    bar = f"<header>{words.title()}</header>" if rng.random() < 0.6 else ""
    return head + bar + KINDS[int(rng.integers(len(KINDS)))](words, rng)
