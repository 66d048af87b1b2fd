"""XML in any encoding, as the UTF-8 that the parser gets."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from translator.errors import TranslatorError

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CHUNK = 1 << 16
# As the first bytes tell without a byte-order mark: XML 1.0, appendix F.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


def utf8(path: Path) -> Iterator[tuple[bytes, int]]:
    """A file's text in UTF-8, piece by piece, and how many of its bytes were read till then.

    Raises:
        TranslatorError: It can't be read, or is not in the encoding that it declares.
    """
    try:
        with path.open("rb") as file:
            first = file.read(_CHUNK)
            encoding = _encoding_of(first)
            try:
                decoder = codecs.getincrementaldecoder(encoding)("strict")
            except LookupError:
                raise TranslatorError(
                    f"declares the unknown encoding {encoding!r}",
                    path=path,
                    remedy="Name the encoding it really is in, in its first line.",
                ) from None
            piece, done = first, 0
            while piece:
                done += len(piece)
                yield _decoded(decoder, piece, path, encoding, done, last=False), done
                piece = file.read(_CHUNK)
            yield _decoded(decoder, b"", path, encoding, done, last=True), done
    except OSError as error:
        raise TranslatorError(f"can't be read: {error.strerror}", path=path) from None


def _decoded(
    decoder: codecs.IncrementalDecoder,
    piece: bytes,
    path: Path,
    encoding: str,
    done: int,
    *,
    last: bool,
) -> bytes:
    try:
        return decoder.decode(piece, last).encode()
    except UnicodeError:
        raise TranslatorError(
            f"is not in the encoding {encoding} that it declares (before byte {done})",
            path=path,
            remedy="Save it anew in UTF-8, or name the right encoding in its first line.",
        ) from None


def _encoding_of(first: bytes) -> str:
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding
    declared = _DECLARED.match(first.lstrip()[:300])
    name = declared[1].decode("ascii") if declared else "utf-8"
    # A declaration that can be read byte by byte is in none of these, whatever it says.
    return "utf-8" if name.lower().startswith(("utf-16", "utf-32", "ucs-", "utf16")) else name
