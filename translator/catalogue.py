"""One PO file: an item in one language, its entries and their states.

The file is read and written with polib, never wrapped, entries in document order, obsolete ones
last. Nothing in the header changes without a reason.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

import polib

from translator.errors import TranslatorError
from translator.languages import LANGUAGES
from translator.po_syntax import charset_of, decoded, known_charset, parse, written
from translator.provenance import GRAMMAR, Provenance, Remark, digest_of, parse_line
from translator.state import State
from translator.storage import locked, write_atomically

__all__ = ["Catalogue", "Entry", "State", "key_of"]


def key_of(context: str | None, source: str) -> str:
    """The entry's name for the outside: 16 hexadecimal digits of context and source's SHA-256."""
    whole = source if context is None else f"{context}\x04{source}"
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Entry:
    """One segment's record: a view of a polib entry that knows states and provenance."""

    __slots__ = ("po",)

    def __init__(self, po: polib.POEntry) -> None:
        self.po = po

    @property
    def source(self) -> str:
        """The text to be translated."""
        return self.po.msgid

    @property
    def target(self) -> str:
        """The translation; empty where there is none."""
        return self.po.msgstr

    @property
    def previous_source(self) -> str | None:
        """The source that the text was made for, where the source was edited since."""
        return self.po.previous_msgid

    @property
    def context(self) -> str | None:
        """What tells it from another entry of the same source, where there is one."""
        return self.po.msgctxt

    @property
    def key(self) -> str:
        """See `key_of`."""
        return key_of(self.context, self.source)

    @property
    def line(self) -> int:
        """The line of the file, counted from 1, where the entry began when it was read."""
        return self.po.linenum or 0

    @property
    def role(self) -> str:
        """What the segment is in the document."""
        return self._extracted[0] if self._extracted else "paragraph"

    @property
    def source_language(self) -> str | None:
        """The source's language where it is not the item's."""
        prefix = "language: "
        return next((x.removeprefix(prefix) for x in self._extracted if x.startswith(prefix)), None)

    @property
    def _extracted(self) -> list[str]:
        return self.po.comment.split("\n") if self.po.comment else []

    @property
    def obsolete(self) -> bool:
        """Whether its segment is no longer in the item."""
        return bool(self.po.obsolete)

    @obsolete.setter
    def obsolete(self, value: bool) -> None:
        self.po.obsolete = value

    @property
    def fuzzy(self) -> bool:
        """Whether PO tools call it fuzzy."""
        return "fuzzy" in self.po.flags

    @property
    def state(self) -> State:
        """The state that flags, comments and digests add up to."""
        if not self.target.strip():
            return State.UNTRANSLATED
        if self.fuzzy:
            return State.DRAFT if self._fits("draft") else State.NEEDS_WORK
        return State.APPROVED if self._fits("approved") else State.TRANSLATED

    def finished(self, required: str) -> bool:
        """Whether it is good enough for a gate that asks for `translated` or `approved`.

        Text that already was in the target language needs nobody's approval.
        """
        if self.state is State.APPROVED:
            return True
        if self.state is not State.TRANSLATED:
            return False
        provenance = self.provenance
        own = provenance is not None and provenance.origin == "source"
        return required == State.TRANSLATED or (own and self.target == self.source)

    @property
    def provenance(self) -> Provenance | None:
        """Where the text came from or started from, where that is on record."""
        for key in ("draft", "from"):
            for remark in self.remarks(key):
                return Provenance.parse(remark.tokens)
        return None

    @property
    def conflicts(self) -> list[str]:
        """The texts that others have, kept beside until somebody decides."""
        return [remark.tokens[0] for remark in self.remarks("conflict") if remark.tokens]

    @property
    def digest(self) -> str:
        """The digest that `draft`, `approved` and `ok` lines are bound to."""
        return digest_of(self.context, self.source, self.target)

    def remarks(self, key: str) -> list[Remark]:
        """Our comment lines of one kind."""
        start = f"{key}: "
        return [
            found
            for line in self._comment
            if line.startswith(start) and (found := parse_line(line)) and found.key == key
        ]

    def suggest(self, text: str, provenance: Provenance) -> None:
        """Put a suggestion in, as a draft that nobody has accepted."""
        self._write(text, fuzzy=True)
        self._replace(Remark("draft", tuple(provenance.tokens), self.digest))

    def settle(self, text: str, provenance: Provenance | None = None) -> None:
        """Put a text in that somebody stands behind, and where it started from."""
        self._write(text, fuzzy=False)
        if provenance:
            self._replace(Remark("from", tuple(provenance.tokens)))

    def carry(self, other: Entry) -> None:
        """Take over the text of an entry whose source is the same but whose context is not.

        An approval is bound to its context and does not come along; all else does.
        """
        state = other.state
        self.po.msgstr = other.target
        self.po.flags = list(other.po.flags)
        self.po.tcomment = other.po.tcomment
        if state is State.DRAFT and other.provenance:
            self.suggest(other.target, other.provenance)

    def inherit(self, former: Entry) -> None:
        """Take over the text of the entry that this one was before its source was edited.

        It needs work, and says what the source was; an approval ends.
        """
        self.po.msgstr = former.target
        self.po.flags = [*(flag for flag in former.po.flags if flag != "fuzzy"), "fuzzy"]
        kept = (line for line in former._comment if not _bound(line))
        self.po.tcomment = "\n".join(kept)
        # What the text really translates: a second edit does not change that.
        self.po.previous_msgid = former.previous_source or former.source

    def describe_as(self, other: Entry) -> None:
        """Say of its place in the item what another version of the entry says."""
        self.po.comment = other.po.comment
        self.po.occurrences = list(other.po.occurrences)

    def add_comments(self, other: Entry) -> None:
        """Take over the comment lines of another version of the entry that it lacks itself."""
        lacking = [line for line in other._comment if line not in self._comment]
        self.po.tcomment = "\n".join([*self._comment, *lacking])

    def contradict(self, other: Entry) -> None:
        """Need work, as another version of the entry has another text, which is kept beside."""
        self.add_comments(other)
        self.dispute(other.target)

    def dispute(self, text: str) -> None:
        """Need work, as somebody has another text, which is kept beside."""
        kept = [line for line in self._comment if not _bound(line)]
        self.po.tcomment = "\n".join([*kept, str(Remark("conflict", (text,)))])
        self.po.flags = [*(flag for flag in self.po.flags if flag != "fuzzy"), "fuzzy"]

    def _write(self, text: str, *, fuzzy: bool) -> None:
        self.po.msgstr = text
        self.po.flags = [flag for flag in self.po.flags if flag != "fuzzy"]
        if fuzzy:
            self.po.flags.append("fuzzy")
        self.po.previous_msgid = self.po.previous_msgctxt = None
        kept = [line for line in self._comment if not parse_line(line)]
        self.po.tcomment = "\n".join(kept)

    def _replace(self, remark: Remark) -> None:
        self.po.tcomment = "\n".join([*self._comment, str(remark)])

    def _fits(self, key: str) -> bool:
        return any(remark.digest == self.digest for remark in self.remarks(key))

    @property
    def _comment(self) -> list[str]:
        return self.po.tcomment.split("\n") if self.po.tcomment else []


def _bound(line: str) -> bool:
    """Whether a comment line of ours holds only for the text it was written for."""
    remark = parse_line(line)
    return remark is not None and remark.key not in ("from", "conflict")


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
            TranslatorError: It can't be read, has an unknown or wrong charset, conflict markers, a
                syntax error, is cut off, or has an entry twice. The file is left alone.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            raise TranslatorError(f"can't be read: {error.strerror}", path=path) from None
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
            TranslatorError: It can't be written; the old file is untouched.
        """
        data = self.dump()
        if self._is_file(data):
            return False
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
    file = parse(decoded(data, charset, path), path)
    return dict(file.metadata or {}), [Entry(po) for po in file]


def _check_duplicates(file: polib.POFile, path: Path) -> None:
    seen: dict[tuple[str | None, str], int | None] = {}
    for po in file:
        if po.obsolete:
            continue
        if not po.msgid and po.msgctxt is None:
            raise TranslatorError(
                "has a header that is not at its beginning, or an entry without a source",
                path=path,
                line=po.linenum,
                remedy="Keep one header, as the first entry.",
            )
        identity = (po.msgctxt, po.msgid)
        if identity in seen:
            raise TranslatorError(
                f"has an entry twice, first in line {seen[identity]}",
                path=path,
                line=po.linenum,
                remedy="Keep the right one and remove the other.",
            )
        seen[identity] = po.linenum
