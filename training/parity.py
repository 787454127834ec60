"""parity.json: what a model's files give for a picture, so that any other program can be held to it."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np

from training.onnx_files import TOLERANCE


def write(folder: Path, records: dict[str, dict]) -> None:
    """Writes parity.json: every input and output as float32, base64, little-endian.

    A tensor that several files share (the picture, the features) stands in it once.
    """
    tensors, names, files = {}, {}, {}
    for file, record in records.items():
        files[file] = {"inputs": {}, "outputs": {}}
        for side, arrays in record.items():
            for name, array in arrays.items():
                data = np.ascontiguousarray(array, dtype="<f4").tobytes()
                key = names.setdefault(data, f"{file}.{name}")
                tensors[key] = {"shape": list(np.shape(array)), "data": base64.b64encode(data).decode()}
                files[file][side][name] = key
    text = json.dumps({"tolerance": TOLERANCE, "files": files, "tensors": tensors})
    (folder / "parity.json").write_text(text)
