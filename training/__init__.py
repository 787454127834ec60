"""Training of Uncodec's networks: settings, codecs, data, stage 1, export."""
