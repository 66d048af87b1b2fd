"""Bytes to text and back without losing one, for formats that do not declare a charset."""

from __future__ import annotations

import codecs

from translator.errors import TranslatorError
from translator.message import phrase

# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> tuple[str, str]:
    """Decode by the byte-order mark, or as UTF-8 where there is none.

    Returns:
        The text, a byte-order mark kept as its first character, and the codec's name, such that
        `text.encode(codec) == data`.

    Raises:
        TranslatorError: The bytes are no text in that encoding, or are not text at all.
    """
    codec = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TranslatorError(
            phrase(
                "not {charset} (byte {place} is {value})",
                charset=codec.upper(),
                place=error.start,
                value=f"0x{data[error.start]:02x}",
            ),
            line=line,
            remedy=phrase(
                "Save it as UTF-8, for example: iconv -f WINDOWS-1251 -t UTF-8 OLD > NEW"
            ),
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise TranslatorError(
            phrase("has a NUL character, so it is not a text file"),
            line=line,
            remedy=phrase("Remove it, or move the file out of the content folder."),
        )
    return text, codec
