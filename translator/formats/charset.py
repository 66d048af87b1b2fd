"""Bytes to text and back for formats that declare their charset (HTML, XML)."""

from __future__ import annotations

import codecs

from translator.errors import TranslatorError
from translator.formats import encoding
from translator.message import phrase

# What browsers read under these names, and what a file under them may hold.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
# Text codecs of Python that no document is in, or that do not give the same bytes back.
_REFUSED = {
    "unicode-escape",
    "raw-unicode-escape",
    "idna",
    "punycode",
    "undefined",
    "utf-7",
    "mbcs",
}


def decode(data: bytes, declared: str | None) -> tuple[str, str]:
    """Decode by the byte-order mark, else by the declared charset, else as UTF-8.

    Args:
        data: The file.
        declared: The charset as the file names it, or None.

    Returns:
        The text, a byte-order mark kept as its first character, and the codec's name, such that
        `text.encode(codec) == data`.

    Raises:
        TranslatorError: The bytes are no text in that charset, or it is an unknown one.
    """
    codec = _codec(declared) if declared else "utf-8"
    if codec is None or codec.startswith(("utf-8", "utf-16", "utf-32")) or _has_mark(data):
        # A declaration that could be read as ASCII is not in UTF-16, whatever it says.
        try:
            return encoding.decode(data)
        except TranslatorError as error:
            raise _explained(error, declared, codec) from None
    last: UnicodeDecodeError | None = None
    for candidate in dict.fromkeys((_SUPERSETS.get(codec, codec), codec)):
        try:
            text = data.decode(candidate)
            if text.encode(candidate) == data:
                return _no_nul(text), candidate
        except UnicodeDecodeError as error:
            last = error
        except UnicodeEncodeError:
            continue
    start = last.start if last else 0
    message = phrase(
        "declares the charset {charset}, which byte {place} ({value}) does not fit",
        charset=str(declared),
        place=start,
        value=f"0x{data[start]:02x}",
    )
    if last is None:
        message = phrase(
            "declares the charset {charset}, in which it can't be written back byte for byte",
            charset=str(declared),
        )
    raise TranslatorError(
        message,
        line=data.count(b"\n", 0, start) + 1,
        remedy=phrase("Correct the declaration, or save the file in the charset it declares."),
    )


def _codec(declared: str) -> str | None:
    try:
        name = codecs.lookup(declared.strip()).name
        "a".encode(name)  # refuses codecs that are not of text
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if name in _REFUSED else name


def _has_mark(data: bytes) -> bool:
    # UTF-32's little-endian mark begins with UTF-16's.
    return data.startswith(
        (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
    )


def _explained(error: TranslatorError, declared: str | None, codec: str | None) -> TranslatorError:
    if "NUL" in error.message:
        return error
    if declared is None:
        message = phrase("declares no charset and is {problem}", problem=error.message)
    elif codec is None:
        message = phrase(
            "declares the charset {charset}, which is not known, and is {problem}",
            charset=repr(declared),
            problem=error.message,
        )
    else:
        message = phrase(
            "declares the charset {charset} but is {problem}",
            charset=declared,
            problem=error.message,
        )
    remedy = phrase("Declare the charset the file really is in, or save it as UTF-8.")
    return TranslatorError(message, line=error.line, remedy=remedy)


def _no_nul(text: str) -> str:
    if "\0" in text:
        encoding.decode(text.encode("utf-8", "surrogatepass"))
    return text
