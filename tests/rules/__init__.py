"""The quality rules."""
