"""Words, names, sentences and code to fill pages with, out of Python's own library."""

from __future__ import annotations

import html
import inspect
import re
import string
import textwrap
from importlib import import_module

import numpy as np

MODULES = ("argparse", "asyncio.events", "calendar", "configparser", "csv", "dataclasses", "datetime", "difflib",
           "email.message", "fractions", "http.client", "json.decoder", "logging", "mailbox", "pathlib", "pickle",
           "statistics", "subprocess", "tarfile", "threading", "typing", "unittest.case", "zipfile")  # fmt: skip


class Words:
    """Draws from what the library says of itself: prose from its comments, code as it stands."""

    def __init__(self, rng: np.random.Generator):
        self.rng = rng
        source = [inspect.getsource(import_module(name)) for name in MODULES]
        prose = " ".join(s for text in source for s in re.findall(r'"""(.*?)"""', text, re.S))
        self.prose = [w for w in prose.split() if re.fullmatch(r"[A-Za-z][A-Za-z'-]*[,.;:]?", w)]
        self.lines = [line.rstrip() for text in source for line in text.splitlines() if line.strip()]
        self.all_names = sorted(set(re.findall(r"\b[a-z]+_[a-z]+\b", " ".join(self.lines))))

    def _run(self, of: list[str], count: int) -> list[str]:
        at = int(self.rng.integers(len(of) - count))
        return of[at : at + count]

    def word(self) -> str:
        """One word, without a mark."""
        return self._run(self.prose, 1)[0].strip(string.punctuation)

    def title(self) -> str:
        """One to five words, the first of them large."""
        return " ".join(self._run(self.prose, int(self.rng.integers(1, 6)))).strip(string.punctuation).capitalize()

    def sentence(self) -> str:
        """Five to thirty words."""
        return html.escape(" ".join(self._run(self.prose, int(self.rng.integers(5, 31)))).capitalize() + ".")

    def paragraph(self) -> str:
        """Two to five sentences in HTML, a word here and there bold, slanted, a link or code."""
        words = " ".join(self.sentence() for _ in range(int(self.rng.integers(2, 6)))).split()
        marks = self.rng.choice(["b", "i", "code", "a href=#", "span"], len(words), p=(0.02, 0.02, 0.02, 0.02, 0.92))
        return " ".join(f"<{m}>{w}</{m.split()[0]}>" if m != "span" else w for m, w in zip(marks, words))

    def names(self, count: int) -> list[str]:
        """So many names of variables."""
        return [str(name) for name in self.rng.choice(self.all_names, count)]

    def code(self, count: int) -> list[str]:
        """So many lines of code that follow each other."""
        return textwrap.dedent("\n".join(self._run(self.lines, count))).splitlines()
