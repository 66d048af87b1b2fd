"""Rules over a source text and its translation, one a file."""
