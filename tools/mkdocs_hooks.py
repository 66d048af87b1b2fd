"""In the built pages, links from docs/ to the benchmarks' README lead to the page that shows it."""

from __future__ import annotations

from typing import Any


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by MkDocs with each page's text."""
    return markdown.replace("](../benchmarks/README.md", "](benchmarks.md")
