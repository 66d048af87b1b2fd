"""Loaded by workers of `scale` (`dask worker --preload`): random weights never end a sentence."""

from __future__ import annotations


def dask_setup(_worker: object) -> None:
    """Make every translation as long as its source."""
    import ctranslate2

    from benchmarks.draft_speed import forced

    ctranslate2.Translator = forced(ctranslate2)
