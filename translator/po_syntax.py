"""The text of PO files: charset, shape, syntax; what polib would take without a word is refused."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import polib

from translator.errors import TranslatorError


class _Lines(str):
    """Text whose lines end at line feeds alone.

    polib splits a text with `splitlines`, which would also cut at U+2028, U+0085 and other
    characters that may stand inside a PO string.
    """

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        """Split at line feeds."""
        return [line + "\n" for line in self.split("\n")] if keepends else self.split("\n")


_CHARSET = re.compile(rb'"Content-Type:[^"\n]*charset=([^\s"\\;]+)', re.IGNORECASE)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_UNCLOSED = re.compile(
    r'^(?:#~ ?)?(?:msg\w+(?:\[\d+\])?[ \t]+)?"(?!(?:.*[^\\\n])?(?:\\\\)*"[ \t]*$)', re.MULTILINE
)
_KEYWORD = re.compile(r"^(?:#~ ?)?(msgctxt|msgid|msgstr)(?:\[0\])?\s", re.MULTILINE)


def decoded(data: bytes, charset: str, path: Path) -> str:
    """The text of a file in a charset, its line ends as line feeds.

    Raises:
        TranslatorError: The charset is unknown, or the file is not in it.
    """
    try:
        text = data.decode(charset)
    except UnicodeDecodeError as error:
        raise TranslatorError(
            f"not {charset} (byte {error.start} is 0x{data[error.start]:02x})",
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            remedy="Name the charset it really is in, in the header's Content-Type, or convert it.",
        ) from None
    except (LookupError, ValueError):  # ValueError: the name has a NUL
        raise TranslatorError(
            f"unknown charset {charset!r}",
            path=path,
            remedy="Name the charset it really is in, in the header's Content-Type.",
        ) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def charset_of(data: bytes) -> str:
    """The charset that a PO file names; UTF-8 where it names none."""
    found = _CHARSET.search(data[:4096])
    charset = found[1].decode("ascii", "replace") if found else "UTF-8"
    return "UTF-8" if charset == "CHARSET" else charset


def known_charset(charset: str) -> bool:
    """Whether Python can read a charset of this name."""
    try:
        codecs.lookup(charset)
    except (LookupError, ValueError):  # ValueError: the name has a NUL
        return False
    return True


def parse(text: str, path: Path) -> polib.POFile:
    """Parse a PO file's text.

    Raises:
        TranslatorError: It has conflict markers or a syntax error, or is cut off.
    """
    text = _Lines(text)
    _check_shape(text, path)
    try:
        return polib.pofile(text)
    except (OSError, ValueError, IndexError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise TranslatorError(
            "not valid PO syntax",
            path=path,
            line=int(found[1]) if found else None,
            remedy="Mend the line by hand, or take the file's last good version from git.",
        ) from None


def _check_shape(text: str, path: Path) -> None:
    """Find what polib would take without a word: conflict markers, and strings cut off."""

    def line_of(position: int) -> int:
        return text.count("\n", 0, position) + 1

    if "\0" in text:
        raise TranslatorError("has a NUL character", path=path, line=line_of(text.index("\0")))
    if found := _CONFLICT.search(text):
        raise TranslatorError(
            "has conflict markers",
            path=path,
            line=line_of(found.start()),
            remedy="Finish the merge: keep what is right of both sides, remove the markers.",
        )
    remedy = "The file seems cut off. Take its last good version from git, or mend the line."
    if found := _UNCLOSED.search(text):
        raise TranslatorError(
            "a string has no closing quote", path=path, line=line_of(found.start()), remedy=remedy
        )
    keywords = _KEYWORD.findall(text)
    if keywords and keywords[-1] != "msgstr":
        raise TranslatorError(
            f"ends after {keywords[-1]}", path=path, line=text.count("\n"), remedy=remedy
        )
