"""From the program's figures to the metadata and the tables: a stand-in program, a real model."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from training import measure
from training.onnx_weights import facts_of, model_hash, weights_of
from training.report import readme, results

SHIPPED = Path(__file__).parents[2] / "assets/models/fast"
PROGRAM = """#!/usr/bin/env python3
import json, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from training.onnx_weights import model_hash
args = sys.argv[1:]
settings = []
for group in args[args.index("--settings") + 1].split():
    name, _, levels = group.partition(":")
    settings += [group] if ">" in group else [f"{{name}}:{{level}}" for level in levels.split(",")]
conditions = args[args.index("--condition") + 1].split(",")
base = 28.0 if "LIVE1" in args[1] else 30.0
gain = 1.5 if args[args.index("--views") + 1] == "1" else 1.75
figures = lambda psnr: {{"psnr": psnr, "ssim": 0.8, "psnrb": psnr}}
rows = [
    {{
        "setting": s, "images": 2, "input": figures(base), "restored": figures(base + gain),
        "codec_accuracy": 1.0, "level_accuracy": 0.5, "level_error": 0.5, "said": {{s: 2}}, "belief": {{"jpeg": 1.0}},
        "seconds_per_megapixel": 1.5, "consistency": 0.9,
    }}
    for s in settings
]
for row in rows:
    if row["setting"].split(">")[-1].startswith("jpeg"):
        row["held"] = figures(base + gain + 0.25)
if len(conditions) > 1:
    for row in rows:
        row["conditions"] = {{c: figures(base + 1.5 - i) for i, c in enumerate(conditions)}}
known = {{"codec_accuracy": 1.0, "level_accuracy": 0.5, "level_error": 0.5, "codec_ece": 0.01, "level_ece": 0.1}}
hash = model_hash(Path(args[args.index("--models") + 1]))
print(json.dumps({{"dataset": Path(args[1]).name, "hash": hash, "rows": rows, "recognition": known}}))
with open({log!r}, "a") as f:
    f.write("ran\\n")
"""


@pytest.fixture
def arguments(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "models/fast")
    program = tmp_path / "uncodec"
    log = tmp_path / "log"
    program.write_text(PROGRAM.format(root=str(Path(__file__).parents[2]), log=str(log)))
    program.chmod(0o755)
    places = {"pictures": "pictures", "models": "models", "out": "results", "program": "uncodec"}
    return [word for option, name in places.items() for word in (f"--{option}", str(tmp_path / name))]


def test_figures_are_measured_once_and_travel_in_the_metadata(arguments, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
    model = tmp_path / "models/fast"
    before, weights = model_hash(model), weights_of(model / "pnet.onnx")
    plans = {plan for plan, p in measure.PLANS.items() if p.asked()}
    measure.main(arguments)
    assert (tmp_path / "log").read_text().count("ran") == len(plans)
    facts = facts_of(model / "rnet_encoder.onnx")
    told = facts["figures"]["tables"]["D1"]
    assert told["dataset"] == "LIVE1" and told["rows"][0]["setting"] == "jpeg:10" and facts["name"] == "fast"
    assert told["rows"][0]["restored"] == {"psnr": 29.5, "ssim": 0.8, "psnrb": 29.5}
    after = model_hash(model)
    assert after != before and set(measure.tables_of(model, tmp_path / "results")) == plans
    assert all((weights[k] == v).all() for k, v in weights_of(model / "pnet.onnx").items())

    measure.main(arguments)
    assert (tmp_path / "log").read_text().count("ran") == len(plans), "measured again what stood there"
    assert model_hash(model) == after

    path = tmp_path / "results/fast-uploads.json"
    whole = json.loads(path.read_text())
    path.write_text(json.dumps(whole | {"rows": whole["rows"][:2] + whole["rows"][3:]}))
    measure.main(arguments)
    assert (tmp_path / "log").read_text().count("ran") == len(plans) + 1
    again = json.loads(path.read_text())
    assert [r["setting"] for r in again["rows"]] == [r["setting"] for r in whole["rows"]]
    assert model_hash(model) == after

    path = tmp_path / "results/fast-D1.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"rows": whole["rows"][:1]}))
    measure.main(arguments)
    assert json.loads(path.read_text())["recognition"]["codec_ece"] == 0.01, "it is summed up over the whole of D1"
    assert model_hash(model) == after

    out = tmp_path / "results.md"
    published = str(Path(__file__).parents[2] / "assets/published.json")
    places = {"models": tmp_path / "models", "figures": tmp_path / "results", "out": out, "published": published}
    results.main([word for name, place in places.items() for word in (f"--{name}", str(place))])
    text = out.read_text()
    assert "| JPEG 10–40 | LIVE1 | 28.00 / 0.8000 | 29.50 / 0.8000 | +1.50 | 30.77 / 0.879 |" in text
    assert "| hevc:42 | 28.00 / 0.8000 | 29.50 / 0.8000 | +1.50 | +0.50 | -0.50 | -1.50 |" in text
    assert "| **AV1** | 6 levels | +1.50 |" in text and "| webp:80 | 28.00 / 0.8000 | +1.50 |" in text
    assert "| jpeg:10 | 28.00 / 0.8000 | +1.50 |" in text, "LIVE1's, not another's of the same setting"
    row = (
        "| `fast` | AVC QP 42, 37, 32, 27 | 28.00 / 0.8000 | 29.50 / 0.8000 | 29.75 / 0.8000 | +1.50 | +1.75 | 0.9000 |"
    )
    assert row in text
    assert "| jpeg:10 | LIVE1 | +1.50 | +1.75 |" in text and "| vvc:42 → jpeg:10 | LIVE1 | +1.50 | +1.75 |" in text
    assert "| jpeg:10 | Classic5 | +1.50 | +1.75 |" in text and "| hevc:42 | LIVE1" not in text
    assert "| jpeg:30 | 30.00 / 0.8000 | +1.50 | +1.75 |" in text and "| webp:40 | 30.00 / 0.8000 | +1.50 | – |" in text
    assert "| Captures |" not in text, "captures have a table of their own"
    assert told["rows"][0]["held"]["psnr"] == 29.75, "what the program gives stands on the model's card, too"
    assert after[:12] in text and "jpeg:10 → vvc:42" in text
    rows = ["| jpeg:95 |", "| jpeg:95/422 |", "| jpeg:95/444 |", "| jpeg:97 |"]
    assert re.findall(r"^(\| jpeg:9[57]\S* \|) LIVE1", text, re.MULTILINE) == rows


def test_figures_of_other_weights_are_not_shown(arguments, tmp_path):
    model = tmp_path / "models/fast"
    (tmp_path / "results").mkdir()
    (tmp_path / "results/fast-D1.json").write_text(json.dumps({"hash": "0" * 64, "rows": []}))
    assert measure.tables_of(model, tmp_path / "results") == {}


def test_figures_of_other_weights_are_not_put_into_a_model(arguments, tmp_path):
    model = tmp_path / "models/fast"
    before = model_hash(model)
    table = {"dataset": "LIVE1", "hash": "0" * 64, "rows": []}
    with pytest.raises(ValueError, match=r"fast-D1\.json is of other weights: run training\.measure"):
        measure.stamp(model, {"D1": table}, tmp_path)
    assert model_hash(model) == before, "the model has figures of other weights"


def test_learned_codecs_are_looked_for_when_they_are_measured(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert measure.PLANS["learned"].asked() == ""
    (tmp_path / "assets/codecs").mkdir(parents=True)
    (tmp_path / "assets/codecs/cheng_psnr-2.onnx").touch()
    assert measure.PLANS["learned"].asked() == "cheng_psnr:2 vvc:37>cheng_psnr:2 cheng_psnr:2>vvc:37"


@pytest.mark.parametrize("writer, name", [(readme, "README.md"), (results, "docs/results.md")])
def test_what_the_documents_say_was_measured(writer, name, tmp_path, monkeypatch):
    """The tables in the repository are those of the models and the figures beside them."""
    root = Path(__file__).parents[2]
    monkeypatch.chdir(root)
    shutil.copy(root / name, tmp_path / "text.md")
    writer.main(["--readme" if writer is readme else "--out", str(tmp_path / "text.md")])
    assert (tmp_path / "text.md").read_text() == (root / name).read_text(), "run make tables"


@pytest.mark.parametrize("name", ["fast", "studio"])
def test_what_a_model_says_of_itself_was_measured(name):
    """The figures in the network files are those beside them, to four places: the earlier ones had no more."""
    root = Path(__file__).parents[2]
    model = root / "assets/models" / name
    told = facts_of(model / "rnet_decoder.onnx")["figures"]
    found = measure.summary(measure.tables_of(model, root / "docs/results"))
    assert set(told["tables"]) == set(found["tables"]), "run make tables"

    def compare(a, b):
        if isinstance(a, dict):
            assert {k for k, v in a.items() if v is not None} == set(b)
            for k in b:
                compare(a[k], b[k])
        elif isinstance(a, list):
            assert len(a) == len(b)
            for x, y in zip(a, b):
                compare(x, y)
        else:
            assert a == (pytest.approx(b, abs=6e-5) if isinstance(b, float) else b), "run make tables"

    compare(told, found)


def test_a_place_for_figures_that_is_missing_is_named():
    assert readme.fill("a <!-- measured: x -->\nold<!-- end of measured --> b", "x", "new\n").count("new") == 1
    with pytest.raises(ValueError, match="no place for y"):
        readme.fill("a", "y", "new")
