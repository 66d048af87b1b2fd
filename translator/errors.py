"""The one kind of error a user can mend."""

from pathlib import Path

from translator.message import Message, phrase


class TranslatorError(Exception):
    """Wrong usage, config or input: it says what, where and how to put it right.

    Commands print it on standard error and exit with code 2. What a translator may meet in a page
    is a `message.Message`, which the page says in her language; what only commands say may be any
    text.

    Attributes:
        message: What is wrong, in one line.
        path: The file it is wrong in, where there is one.
        line: The line in that file, counted from 1, where it is known.
        remedy: What to do about it.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        remedy: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.remedy = remedy

    def __str__(self) -> str:
        return str(self.whole())

    def whole(self, root: Path | None = None) -> Message:
        """Place, message and remedy in one; a path below a root as it is from there."""
        path = self.path
        if root and isinstance(path, Path) and path.is_relative_to(root):
            path = path.relative_to(root)
        place = "" if path is None else f"{path}: "
        if path is not None and self.line is not None:
            place = f"{path}:{self.line}: "
        values = {"place": place, "message": self.message, "remedy": self.remedy}
        return Message(
            "{place}{message}\n  {remedy}" if self.remedy else "{place}{message}", values
        )


def reason(error: Exception) -> Message:
    """Why the system or a library refused, for a message; the commonest reasons are translated."""
    said = error.strerror if isinstance(error, OSError) else None
    return Message(said or str(error), {})


COMMON = (
    phrase("No space left on device"),
    phrase("Permission denied"),
    phrase("No such file or directory"),
    phrase("Is a directory"),
    phrase("Read-only file system"),
    phrase("Input/output error"),
    phrase("attempt to write a readonly database"),
    phrase("database is locked"),
    phrase("database or disk is full"),
    phrase("disk I/O error"),
    phrase("unable to open database file"),
)
"""What Linux and SQLite say of disks and rights, for the interface's catalogues."""
