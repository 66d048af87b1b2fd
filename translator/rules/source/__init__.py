"""Rules over a source text, for its editor, one a file."""
