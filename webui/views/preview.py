"""The item as it would be published, what nobody reviewed marked in it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, render_template

from translator.preview import shown
from translator.project import Item
from translator.publish import entries_of
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
    parsed = found.read()
    entries = entries_of(project, found, parsed, lang)
    required = project.config.publish.state
    texts = [
        shown(entry, segment.text, required)
        for entry, segment in zip(entries, parsed.segments, strict=True)
    ]
    data = found.render(parsed, texts, lang)
    is_html = found.path.suffix.lower() in (".html", ".htm")
    if is_html:
        answer = Response(data, mimetype="text/html")
    else:
        text = data.decode(parsed.encoding, "replace")
        answer = Response(
            render_template("document.html", lang=lang, text=text), mimetype="text/html"
        )
    answer.headers["Content-Security-Policy"] = _LOCKED + ("" if is_html else "; style-src 'self'")
    return answer
