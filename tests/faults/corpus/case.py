"""One hostile file, and what several of them are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HEADER = b'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
BOMB = f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>'
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>A title</title>{}</channel></rss>'
TMX = '<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body>{}</body></tmx>'
XLIFF = (
    '<xliff version="1.2"><file source-language="en" target-language="ru"><body>{}</body></file>'
    "</xliff>"
)
TBX = '<martif type="TBX" xml:lang="en"><text><body>{}</body></text></martif>'


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file.

    Attributes:
        kind: Where it is put and what is run then: see `test_corpus`.
        name: Its name; for a kind of many formats the extension tells the format.
        did: What it did.
        make: Makes it.
        said: What a message about it must say; empty where it is simply read.
    """

    kind: str
    name: str
    did: str
    make: Callable[[], str | bytes]
    said: str = ""

    @property
    def data(self) -> bytes:
        """The file."""
        made = self.make()
        return made if isinstance(made, bytes) else made.encode()

    @property
    def id(self) -> str:
        """What the test is called."""
        return f"{self.kind} {self.name}: {self.did}"


def entries(number: int) -> bytes:
    """A catalogue of so many entries."""
    entry = '\n#. paragraph\nmsgid "Text {0}"\nmsgstr "Текст {0}"\n'
    return HEADER + "".join(entry.format(n) for n in range(number)).encode()
