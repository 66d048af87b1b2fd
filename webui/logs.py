"""One line a request: who may read the log need not be who may read the texts."""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, g, request

log = logging.getLogger("webui.requests")


def install(app: Flask) -> None:
    """Log each request: method, path without the query, status, bytes, milliseconds."""

    def start() -> None:
        g.started = time.perf_counter()

    def finish(response: Response) -> Response:
        started = g.get("started")
        elapsed = 0.0 if started is None else (time.perf_counter() - started) * 1000
        path = request.path.encode("unicode_escape").decode("ascii")
        size = response.calculate_content_length()
        log.info(
            "%s %s %d %s %.1fms",
            request.method,
            path,
            response.status_code,
            "-" if size is None else size,
            elapsed,
        )
        return response

    app.before_request(start)
    app.after_request(finish)
