"""Whether the server is well, for whatever watches it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify

from webui.desk import desk, people
from webui.security import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> Any:
    """200 when the project and the people database can be read."""
    people().execute("SELECT 1 FROM accounts LIMIT 1").fetchone()
    ready = desk().project.locales.is_dir()
    return jsonify({"status": "ok" if ready else "no catalogues yet"}), 200 if ready else 503
