"""Screen captures to train on: that pages repeat and differ, and that a browser draws them into a shard."""

import io
import shutil

import numpy as np
import pytest
from PIL import Image

from training.screens.make import SIZE, Config, fonts, make
from training.screens.pages import KINDS, page
from training.screens.words import Words
from training.shards import read_shards


def pages(seed, count):
    rng = np.random.default_rng(seed)
    words = Words(rng)
    return [page(words, ("serif",), ("monospace",), rng) for _ in range(count)]


def test_a_seed_draws_the_same_pages_and_no_page_twice():
    assert pages(3, 4) == pages(3, 4)
    assert len(set(pages(3, 20))) == 20


@pytest.mark.parametrize("kind", sorted(set(KINDS), key=lambda k: k.__name__))
def test_each_kind_of_page_is_filled(kind):
    rng = np.random.default_rng(1)
    drawn = kind(Words(rng), rng)
    assert drawn.count("<") > 8 and drawn.count("<svg") == drawn.count("</svg>")


def test_a_missing_browser_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no-such-browser"):
        make(Config(browser="no-such-browser", out=str(tmp_path / "screens.tar")))
    assert not list(tmp_path.iterdir())


def test_a_browser_that_draws_nothing_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError, match="true drew no page"):
        make(Config(browser="true", out=str(tmp_path / "screens.tar")))
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium to draw pages")
def test_a_browser_draws_them_into_a_shard(tmp_path):
    out = tmp_path / "screens.tar"
    make(Config(pages=3, seed=2, out=str(out)))
    drawn = [np.asarray(Image.open(io.BytesIO(p)).convert("L")) for p in read_shards((str(out),))]
    assert [p.shape[::-1] for p in drawn] == [SIZE] * 3
    assert all(p.std() > 3 for p in drawn) and not np.array_equal(drawn[0], drawn[1])
    assert [p.name for p in tmp_path.iterdir()] == ["screens.tar"]


@pytest.mark.skipif(not shutil.which("fc-list"), reason="no fontconfig")
def test_fonts_are_those_that_are_installed():
    every, mono = fonts(""), fonts(":spacing=100")
    assert set(mono) < set(every) and all(name.startswith("'") for name in every)
