"""Run a command under an audit hook that complains of what no command may do.

It may write below the project, the home folder and the temporary folder of the test, and nowhere
else; it connects to nobody. No hard link can be made, as on many file systems.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

from translator.cli import cli

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind")


def watch(allowed: Path) -> None:
    """Complain of each forbidden event; the command goes on. Hard links fail."""

    def hook(event: str, details: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(details[0], str | bytes):
            path = Path(os.fsdecode(details[0]))
            writing = details[2] & _WRITING if isinstance(details[2], int) else False
            if writing and path != Path(os.devnull) and not path.resolve().is_relative_to(allowed):
                print("FORBIDDEN write", path, file=sys.stderr)
        elif event == "os.link":
            raise PermissionError(errno.EPERM, "no hard links here")
        elif event in _NETWORK:
            print("FORBIDDEN", event, details, file=sys.stderr)

    sys.addaudithook(hook)


if __name__ == "__main__":
    root = Path(sys.argv[1])
    sys.dont_write_bytecode = True
    watch(root.parent)
    cli(["-C", str(root), *sys.argv[2:]])
