"""The one kind of error a user can mend."""

from pathlib import Path


class TranslatorError(Exception):
    """Wrong usage, config or input: it says what, where and how to put it right.

    Commands print it on standard error and exit with code 2.

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
        place = "" if self.path is None else f"{self.path}: "
        if self.path is not None and self.line is not None:
            place = f"{self.path}:{self.line}: "
        text = f"{place}{self.message}"
        return f"{text}\n  {self.remedy}" if self.remedy else text
