"""A real HTTP server on the loopback that serves files well or badly, as each path says."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Shop:
    """What is served, and what was asked.

    Attributes:
        files: Bytes by path.
        faults: What to do wrong, by path: `slow`, `silent`, `cut`, `loop`, `trickle`, `endless`.
        ranges: The `Range` headers that came in.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.files: dict[str, bytes] = {}
        self.faults: dict[str, str] = {}
        self.ranges: list[str] = []
        self.closing = threading.Event()


@contextmanager
def open_shop() -> Iterator[Shop]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
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
            self.send_header("ETag", '"one"')
            if fault != "endless":
                self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
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
