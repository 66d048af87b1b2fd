"""Rules over all pairs of an item or of the project, one a file."""
