"""A model repository gives what the models that it is written from give."""

import numpy as np
import onnxruntime
import pytest

from training import repository
from training.onnx_weights import facts_of


def run(path, **inputs: np.ndarray) -> dict[str, np.ndarray]:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [o.name for o in session.get_outputs()]
    return dict(zip(names, session.run(names, inputs)))


def test_one_network_is_the_two(tmp_path):
    repository.main(["--out", str(tmp_path)])
    for name in ("fast", "studio"):
        model, served = f"assets/models/{name}", tmp_path / f"{name}-rnet/1/model.onnx"
        facts = facts_of(served)
        assert facts["name"] == name and (tmp_path / f"{name}-pnet/1/model.onnx").is_file()
        image = np.random.default_rng(0).random((1, 3, 128, 128), dtype=np.float32)
        codec = np.full((1, len(facts["codecs"]), 1, 1), 1 / len(facts["codecs"]), np.float32)
        told = {"codec": codec, "strength": np.full((1, 1, 1, 1), 0.5, np.float32)}
        features = run(f"{model}/rnet_encoder.onnx", image=image)
        apart = run(f"{model}/rnet_decoder.onnx", image=image, **features, **told)
        assert np.array_equal(run(served, image=image, **told)["restored"], apart["restored"])


def test_no_models(tmp_path):
    with pytest.raises(FileNotFoundError, match="assets/models"):
        repository.main(["--models", str(tmp_path)])
