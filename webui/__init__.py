"""The review interface: a Flask application over one project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from flask import Flask

from translator import limits
from translator.project import Project

__all__ = ["create_app"]


def create_app(project: Project, config: dict[str, Any] | None = None) -> Flask:
    """Make the application that serves a project.

    Args:
        project: The project.
        config: Flask settings, such as `TESTING` or `TRUSTED_HOSTS`.
    """
    from webui import interface, logs, security, views
    from webui.desk import Desk, close_people
    from webui.drafter import Drafter
    from webui.index import Index

    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.config.from_mapping(
        MAX_CONTENT_LENGTH=limits.LARGEST_REQUEST,
        MAX_FORM_PARTS=20_000,
        MAX_FORM_MEMORY_SIZE=limits.LARGEST_REQUEST,
        SEND_FILE_MAX_AGE_DEFAULT=86_400,
        STATIC_VERSION=_static_version(Path(__file__).parent / "static"),
        **(config or {}),
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["desk"] = desk = Desk(project)
    app.extensions["index"] = Index(desk)
    app.extensions["drafter"] = Drafter(desk)
    logs.install(app)
    security.install(app)
    interface.install(app)
    views.install(app)
    app.teardown_appcontext(close_people)
    return app


def _static_version(folder: Path) -> str:
    """What makes browsers take new static files, and only then."""
    newest = max(
        (Path(root) / name).stat().st_mtime_ns
        for root, _, names in os.walk(folder)
        for name in names
    )
    return f"{newest:x}"
