"""The text of PO files: charset, shape, syntax.

polib does the parsing. What it would take without a word is refused before. Entries are written
here, in the same bytes, because polib takes twice as long for that as for parsing.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import polib

from translator import limits
from translator.errors import TranslatorError
from translator.message import phrase


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
_PAST = re.compile(r"^#~\|(?=[ \t])", re.MULTILINE)
_ENTRY = re.compile(r"^(?:#~ ?)?msgid\s", re.MULTILINE)
_REFERENCES = re.compile(r"^#[:,].*", re.MULTILINE)
_KEYWORD = re.compile(r"^(?:#~ ?)?(msgctxt|msgid|msgstr)(?:\[0\])?\s", re.MULTILINE)


SHORTEN = phrase("Take obsolete entries (#~) out, or cut it into several.")
CUT = phrase("The file seems cut off. Take its last good version from git, or mend the line.")


def decoded(data: bytes, charset: str, path: Path) -> str:
    """The text of a file in a charset, its line ends as line feeds.

    Raises:
        TranslatorError: The charset is unknown, or the file is not in it.
    """
    try:
        text = data.decode(charset)
    except UnicodeDecodeError as error:
        raise TranslatorError(
            phrase(
                "not {charset} (byte {place} is {value})",
                charset=charset,
                place=error.start,
                value=f"0x{data[error.start]:02x}",
            ),
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            remedy=CUT
            if error.reason == "unexpected end of data"
            else phrase(
                "Name the charset it really is in, in the header's Content-Type, or convert it."
            ),
        ) from None
    except (LookupError, ValueError):  # ValueError: the name has a NUL
        raise TranslatorError(
            phrase("unknown charset {charset}", charset=repr(charset)),
            path=path,
            remedy=phrase("Name the charset it really is in, in the header's Content-Type."),
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


def parse(text: str, path: Path, most: int = limits.MOST_ENTRIES) -> polib.POFile:
    """Parse a PO file's text.

    Args:
        text: The text, its lines ended by line feeds.
        path: The file, for errors.
        most: How many entries it may have.

    Raises:
        TranslatorError: It has conflict markers or a syntax error, is cut off, or has too many
            entries.
    """
    _check_size(text, path, most)
    _check_shape(text, path)
    try:
        # polib drops the previous source of an obsolete entry, unless it looks like any other's.
        return polib.pofile(_Lines(_PAST.sub("#|", text)))
    except (OSError, ValueError, IndexError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise TranslatorError(
            phrase("not valid PO syntax"),
            path=path,
            line=int(found[1]) if found else None,
            remedy=phrase("Mend the line by hand, or take the file's last good version from git."),
        ) from None


def _check_shape(text: str, path: Path) -> None:
    """Find what polib would take without a word: conflict markers, and strings cut off."""

    def line_of(position: int) -> int:
        return text.count("\n", 0, position) + 1

    if "\0" in text:
        raise TranslatorError(
            phrase("has a NUL character"), path=path, line=line_of(text.index("\0"))
        )
    if found := _CONFLICT.search(text):
        raise TranslatorError(
            phrase("has conflict markers"),
            path=path,
            line=line_of(found.start()),
            remedy=phrase(
                "Finish the merge: keep what is right of both sides, remove the markers."
            ),
        )
    if found := _UNCLOSED.search(text):
        raise TranslatorError(
            phrase("a string has no closing quote"),
            path=path,
            line=line_of(found.start()),
            remedy=CUT,
        )
    keywords = _KEYWORD.findall(text)
    if keywords and keywords[-1] != "msgstr":
        raise TranslatorError(
            phrase("ends after {keyword}", keyword=keywords[-1]),
            path=path,
            line=text.count("\n"),
            remedy=CUT,
        )


def _check_size(text: str, path: Path, most: int) -> None:
    """Find what polib would take much time or memory for."""
    lines = text.count("\n")
    if lines <= limits.MOST_ENTRY_LINES and len(text) <= limits.LARGEST_ENTRY:
        return
    begin = line = entries = 0
    for end in (*(found.start() for found in _ENTRY.finditer(text)), len(text)):
        within = text.count("\n", begin, end)
        if within > limits.MOST_ENTRY_LINES or end - begin > limits.LARGEST_ENTRY:
            raise TranslatorError(
                phrase(
                    "an entry has more than {lines} lines or {size} MB",
                    lines=limits.MOST_ENTRY_LINES,
                    size=limits.LARGEST_ENTRY // 1_000_000,
                ),
                path=path,
                line=line + 1,
            )
        begin, line, entries = end, line + within, entries + 1
    if entries > most + 2:  # the header, and what stands before it
        raise TranslatorError(
            phrase("has more than {most} entries", most=most), path=path, remedy=SHORTEN
        )
    if sum(map(len, _REFERENCES.findall(text))) > limits.MOST_REFERENCES:
        raise TranslatorError(phrase("has too many references and flags"), path=path)


# What is escaped, and what else ends a line as polib writes them: as `str.splitlines` has it.
_SPECIAL = re.compile('[\\\\"\t\r\n\v\b\f\x1c-\x1e\x85\u2028\u2029]')
_ESCAPES = str.maketrans(
    {
        "\\": r"\\",
        "\t": r"\t",
        "\r": r"\r",
        "\n": r"\n",
        "\v": r"\v",
        "\b": r"\b",
        "\f": r"\f",
        '"': r"\"",
    }
)


def written(po: polib.POEntry) -> str:
    """An entry as polib writes it without wrapping, with a line feed at the end."""
    lines = [f"# {line}" for line in po.tcomment.split("\n")] if po.tcomment else []
    mark = "#~ " if po.obsolete else ""
    if not po.obsolete:
        if po.comment:
            lines += [f"#. {line}" for line in po.comment.split("\n")]
        if po.occurrences:
            places = (f"{path}:{line}" if line else path for path, line in po.occurrences)
            lines.append("#: " + " ".join(places))
    if po.flags:
        lines.append("#, " + ", ".join(po.flags))
    past = "#~| " if po.obsolete else "#| "
    for name, text in (
        ("msgctxt", po.previous_msgctxt),
        ("msgid", po.previous_msgid),
        ("msgid_plural", po.previous_msgid_plural),
    ):
        if text is not None:
            lines += _field(past, name, text)
    if po.msgctxt is not None:
        lines += _field(mark, "msgctxt", po.msgctxt)
    lines += _field(mark, "msgid", po.msgid)
    if po.msgid_plural:
        lines += _field(mark, "msgid_plural", po.msgid_plural)
    if po.msgstr_plural:
        for index in sorted(po.msgstr_plural):
            lines += _field(mark, f"msgstr[{index}]", po.msgstr_plural[index])
    else:
        lines += _field(mark, "msgstr", po.msgstr)
    return "\n".join(lines) + "\n"


def _field(mark: str, name: str, text: str) -> list[str]:
    if not _SPECIAL.search(text):
        return [f'{mark}{name} "{text}"']
    parts = text.splitlines(keepends=True)
    first = parts[0] if len(parts) == 1 else ""
    rest = parts if len(parts) > 1 else []
    return [
        f'{mark}{name} "{first.translate(_ESCAPES)}"',
        *(f'{mark}"{part.translate(_ESCAPES)}"' for part in rest),
    ]
