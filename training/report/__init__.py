"""What was measured, as tables: docs/results.md in full, README.md in short."""
