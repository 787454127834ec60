"""Training of Uncodec's networks: lists of codecs, real and learned (`codecs/`, `learned/`), data, stages 1 and 2,
export, measuring, and what the documents say of it (`report/`). README.md says what is in which file."""

import os

# ONNX Runtime tells its maker about the machine and its work unless told not to before it is loaded.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
