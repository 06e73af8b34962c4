"""The code frame: what people decided on themes, read from a file and replayed on every run."""
