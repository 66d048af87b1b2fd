"""The item as it would be published, what nobody reviewed marked in it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort, render_template

from translator.preview import page
from translator.project import Item
from webui.desk import catalogue_or_404, desk

blueprint = Blueprint("preview", __name__)

_LOCKED = "sandbox; default-src 'none'; img-src 'self' data:; frame-ancestors 'self'"
"""A document is looked at, it does nothing: no script, no form, no address but this site's."""


@blueprint.get("/<lang:lang>/preview/<path:item>")
def show(lang: str, item: str) -> Any:
    """The page around the document."""
    _path, catalogue = catalogue_or_404(lang, item)
    title = catalogue.header("X-Title") or item
    return render_template("preview.html", lang=lang, item=item, title=title)


@blueprint.get("/<lang:lang>/document/<path:item>")
def document(lang: str, item: str) -> Any:
    """The document by itself."""
    catalogue_or_404(lang, item)
    project = desk().fresh_project()
    found: Item = next((one for one in project.items if one.id == item), None) or abort(404)
    preview = page(project, found, lang)
    answer = Response(preview.html, mimetype="text/html")
    style = b64encode(sha256(preview.style.encode()).digest()).decode()
    answer.headers["Content-Security-Policy"] = f"{_LOCKED}; style-src 'sha256-{style}'"
    return answer
