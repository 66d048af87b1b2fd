"""One PO file: an item in one language.

The file is read and written with polib, never wrapped, entries in document order, obsolete ones
last. Nothing in the header changes without a reason.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import polib

from translator import limits
from translator.entry import Entry
from translator.errors import TranslatorError, reason
from translator.languages import LANGUAGES
from translator.message import phrase
from translator.po_syntax import SHORTEN, charset_of, decoded, known_charset, parse, written
from translator.provenance import GRAMMAR
from translator.storage import locked, write_atomically


class Catalogue:
    """One item in one language.

    Attributes:
        path: The file.
        entries: The entries of the item as it is now, in document order.
        obsolete: Entries whose source is no longer in the item.
    """

    def __init__(self, path: Path, file: polib.POFile, data: bytes) -> None:
        self.path = path
        self.entries = [Entry(po) for po in file if not po.obsolete]
        self.obsolete = [Entry(po) for po in file if po.obsolete]
        self._file = file
        self._file.wrapwidth = 0
        self._file.clear()  # but for the header, which it keeps apart
        self._data = data
        self._in_our_layout: bytes | None = None

    @classmethod
    def new(cls, path: Path, language: str) -> Catalogue:
        """An empty catalogue that is not on disk yet."""
        file = polib.POFile()
        file.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": LANGUAGES[language].plural_forms,
            "X-Translator-Format": GRAMMAR,
        }
        return cls(path, file, b"")

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read a catalogue.

        Raises:
            TranslatorError: It can't be read, is too large, has an unknown or wrong charset,
                conflict markers, a syntax error, is cut off, or has an entry twice. The file is
                left alone.
        """
        try:
            data = limits.read(path, limits.LARGEST_CATALOGUE)
        except OSError as error:
            raise TranslatorError(
                phrase("can't be read: {reason}", reason=reason(error)), path=path
            ) from None
        return cls.loads(data, path)

    @classmethod
    def load_or_new(cls, path: Path, language: str) -> Catalogue:
        """Read a catalogue, or begin one where there is no file. Raises as `load` does."""
        return cls.load(path) if path.exists() else cls.new(path, language)

    @classmethod
    def loads(cls, data: bytes, path: Path) -> Catalogue:
        """Read a catalogue's bytes; `path` names it in errors. Otherwise as `load`."""
        file = parse(decoded(data, charset_of(data), path), path)
        _check_duplicates(file, path)
        if file.metadata and file.metadata.get("Content-Type"):
            file.metadata["Content-Type"] = "text/plain; charset=UTF-8"
        return cls(path, file, data)

    @classmethod
    @contextlib.contextmanager
    def edit(cls, path: Path, locks: Path) -> Iterator[Catalogue]:
        """Lock, read, let the caller change, and save what changed.

        Raises:
            TranslatorError: It can't be locked, read or written; it is left as it was.
        """
        with locked(path, locks):
            catalogue = cls.load(path)
            yield catalogue
            catalogue.save()

    def by_key(self) -> dict[str, Entry]:
        """The active entries by their keys."""
        return {entry.key: entry for entry in self.entries}

    @property
    def headers(self) -> list[str]:
        """The names of the header fields."""
        return list(self._file.metadata)

    def header(self, name: str) -> str | None:
        """A header field."""
        return self._file.metadata.get(name)

    def set_header(self, name: str, value: str) -> None:
        """Set a header field; an empty value takes it out."""
        if value:
            self._file.metadata[name] = value
        else:
            self._file.metadata.pop(name, None)

    @property
    def changed(self) -> bool:
        """Whether it differs from the file in anything but layout."""
        return not self._is_file(self.dump())

    def _is_file(self, data: bytes) -> bool:
        """Whether these bytes of ours say what the file said, in whatever layout."""
        if data == self._data or not self._data:
            return data == self._data
        if self._in_our_layout is None:
            self._in_our_layout = Catalogue.loads(self._data, self.path).dump()
        return data == self._in_our_layout

    def dump(self) -> bytes:
        """The file's bytes as we write them."""
        entries = (written(entry.po) for entry in (*self.entries, *self.obsolete))
        return "\n".join([str(self._file), *entries]).encode("utf-8", "surrogatepass")

    def is_on_disk(self) -> bool:
        """Whether the file is still the one that was read."""
        try:
            return self.path.read_bytes() == self._data
        except FileNotFoundError:
            return not self._data
        except OSError:
            return False

    def save(self) -> bool:
        """Write the file where something changed. The caller holds its lock.

        Returns:
            Whether it was written.

        Raises:
            TranslatorError: It can't be written, or is larger than what can be read again; the old
                file is untouched.
        """
        data = self.dump()
        if self._is_file(data):
            return False
        entries = len(self.entries) + len(self.obsolete)
        if len(data) > limits.LARGEST_CATALOGUE or entries > limits.MOST_ENTRIES:
            raise TranslatorError(
                phrase(
                    "would be too large to be read again: more than {most} entries or {size} MB",
                    most=limits.MOST_ENTRIES,
                    size=limits.LARGEST_CATALOGUE // 1_000_000,
                ),
                path=self.path,
                remedy=SHORTEN,
            )
        write_atomically(self.path, data)
        self._data = data
        return True


def read_entries(data: bytes, path: Path) -> tuple[dict[str, str], list[Entry]]:
    """Read a PO file that is no catalogue of ours: header fields and entries, doubles included.

    An unknown charset is no hindrance where the file is in UTF-8.

    Raises:
        TranslatorError: As `Catalogue.load` does, but for entries that are there twice.
    """
    charset = charset_of(data)
    with contextlib.suppress(UnicodeDecodeError):
        if not known_charset(charset):
            data.decode("utf-8")
            charset = "utf-8"
    file = parse(decoded(data, charset, path), path, limits.MOST_IMPORTED)
    return dict(file.metadata or {}), [Entry(po) for po in file]


def _check_duplicates(file: polib.POFile, path: Path) -> None:
    seen: dict[tuple[str | None, str], int | None] = {}
    for po in file:
        if po.obsolete:
            continue
        if not po.msgid and po.msgctxt is None:
            raise TranslatorError(
                phrase("has a header that is not at its beginning, or an entry without a source"),
                path=path,
                line=po.linenum,
                remedy=phrase("Keep one header, as the first entry."),
            )
        identity = (po.msgctxt, po.msgid)
        if identity in seen:
            raise TranslatorError(
                phrase("has an entry twice, first in line {line}", line=seen[identity] or 0),
                path=path,
                line=po.linenum,
                remedy=phrase("Keep the right one and remove the other."),
            )
        seen[identity] = po.linenum
