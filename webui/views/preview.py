"""The item as it would be published, what nobody reviewed marked in it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort, render_template

from translator.preview import page
from webui.desk import catalogue_or_404, desk

blueprint = Blueprint("preview", __name__)

_LOCKED = "sandbox; default-src 'none'; img-src 'self' data:; frame-ancestors 'self'"
"""A document is looked at, it does nothing: no script, no form, no address but this site's."""
_FOLLOWED = (
    "[id^='segment-']:target{scroll-margin-top:30vh}"
    ":has(>.segment:target),h1:target"
    "{outline:2px solid #5b9bd9;outline-offset:4px;border-radius:2px}"
)
"""The segment that somebody is at is marked, and comes into sight."""


@blueprint.get("/<lang:lang>/preview/<path:item>")
def show(lang: str, item: str) -> Any:
    """The page around the document."""
    _path, catalogue = catalogue_or_404(lang, item)
    title = catalogue.header("X-Title") or item
    return render_template("preview.html", lang=lang, item=item, title=title)


@blueprint.get("/<lang:lang>/document/<path:item>")
def document(lang: str, item: str) -> Any:
    """The document by itself."""
    _path, catalogue = catalogue_or_404(lang, item)
    project = desk().project
    preview = page(project, project.find_item(item) or abort(404), lang)
    html = preview.html.replace("</head>", f"<style>{_FOLLOWED}</style></head>", 1)
    title = next((entry for entry in catalogue.entries if entry.role == "title"), None)
    if title and f'id="segment-{title.key}"' not in html:  # the page's head has it
        html = html.replace("<h1", f'<h1 id="segment-{title.key}"', 1)
    answer = Response(html, mimetype="text/html")
    styles = " ".join(map(_digest, (preview.style, _FOLLOWED)))
    answer.headers["Content-Security-Policy"] = f"{_LOCKED}; style-src {styles}"
    return answer


def _digest(style: str) -> str:
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
