"""What the index keeps whole, as one value each: problems, templates, questions."""

from __future__ import annotations

import msgspec

from translator.errors import TranslatorError
from translator.extract import Template
from translator.message import Packed, packed, unpacked
from translator.quality import Question
from translator.rules.model import GlossaryTerm


class Problem(msgspec.Struct, frozen=True):
    """A file that can't be read: what a TranslatorError says of it, messages packed."""

    message: Packed
    line: int | None = None
    remedy: Packed = ""
    path: str = ""

    @classmethod
    def of(cls, error: TranslatorError) -> Problem:
        """The parts of an error; the path only where it is relative to the project."""
        path = error.path if isinstance(error.path, str) else ""
        return cls(packed(error.message), error.line, packed(error.remedy), path)

    def error(self, path: str) -> TranslatorError:
        """The error again, about `path` unless it named another file."""
        message, remedy = unpacked(self.message), unpacked(self.remedy)
        return TranslatorError(message, path=self.path or path, line=self.line, remedy=remedy)


encode = msgspec.msgpack.Encoder().encode
problem = msgspec.msgpack.Decoder(Problem).decode
template = msgspec.msgpack.Decoder(Template).decode
terms = msgspec.msgpack.Decoder(dict[str, list[GlossaryTerm]]).decode
questions = msgspec.msgpack.Decoder(list[Question]).decode
notes = msgspec.msgpack.Decoder(tuple[str, ...]).decode
