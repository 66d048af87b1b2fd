"""A real HTTP server on the loopback that serves files well or badly, as each path says."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Shop:
    """What is served, and what was asked.

    Attributes:
        files: Bytes by path.
        faults: What to do wrong, by path: `slow`, `silent`, `cut`, `loop`, `trickle`, `endless`.
        ranges: The `Range` headers that came in.
        asked: The paths that were asked for.
        tags: What tells versions apart, by path.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.files: dict[str, bytes] = {}
        self.faults: dict[str, str] = {}
        self.ranges: list[str] = []
        self.asked: list[str] = []
        self.tags: dict[str, str] = {}
        self.closing = threading.Event()

    def publish(
        self, repository: str, files: dict[str, bytes], licence: str = "apache-2.0"
    ) -> None:
        """Serve a repository as the Hugging Face hub does; weights are "large files"."""
        siblings: list[dict[str, Any]] = []
        for name, data in files.items():
            path = f"/{repository}/resolve/{COMMIT}/{name}"
            self.files[path] = data
            sha256 = hashlib.sha256(data).hexdigest()
            git = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
            large = name.endswith((".bin", ".safetensors"))
            self.tags[path] = f'"{sha256 if large else git}"'
            sibling = {"rfilename": name, "size": len(data), "blobId": git}
            if large:
                sibling["lfs"] = {"sha256": sha256, "size": len(data), "pointerSize": 130}
            siblings.append(sibling)
        about: dict[str, Any] = {"id": repository, "sha": COMMIT, "siblings": siblings, "tags": []}
        about |= {"cardData": {"license": licence}}
        self.files[f"/api/models/{repository}?blobs=true"] = json.dumps(about).encode()


@contextmanager
def open_shop() -> Iterator[Shop]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            self.close_connection = True
            shop.asked.append(self.path)
            with suppress(BrokenPipeError, ConnectionResetError):
                self.serve()

        def serve(self) -> None:
            data = shop.files.get(self.path)
            fault = shop.faults.get(self.path, "")
            if fault == "silent":
                shop.closing.wait(30)
                return
            if fault == "loop":
                self.send_response(302)
                self.send_header("Location", self.path)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if data is None:
                self.send_error(404)
                return
            start = 0
            if asked := self.headers.get("Range"):
                shop.ranges.append(asked)
                start = int(asked.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206 if start else 200)
            self.send_header("ETag", shop.tags.get(self.path, '"one"'))
            self.send_header("Connection", "close")
            self.send_header("X-Repo-Commit", COMMIT)  # as the Hugging Face hub does
            if fault != "endless":
                self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            if self.command == "GET":
                self.send(data[start:], fault)

        def send(self, data: bytes, fault: str) -> None:
            if fault == "cut":
                del shop.faults[self.path]  # the next attempt goes well
                self.wfile.write(data[: len(data) // 2])
            elif fault == "stall":
                self.wfile.write(data[: len(data) // 2])
                self.wfile.flush()
                shop.closing.wait(30)
            elif fault == "trickle":
                for byte in data:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    if shop.closing.wait(0.05):
                        return
            elif fault == "endless":
                while not shop.closing.is_set():
                    self.wfile.write(bytes(1 << 16))
            else:
                self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        shop = Shop(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield shop
        finally:
            shop.closing.set()
            server.shutdown()
            thread.join()
            time.sleep(0)
