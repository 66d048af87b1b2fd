"""Measurements side by side with peers, run by hand: `python -m benchmarks.<name>`."""
