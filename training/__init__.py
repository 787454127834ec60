"""Training of Uncodec's networks: lists of codecs, real and learned (`codecs/`, `learned/`), data, stages 1 and 2,
export, measuring, and what the documents say of it (`report/`). README.md says what is in which file."""
