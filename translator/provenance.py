r"""What PO has no field for, in translator comments: one `key: value` line each.

PO tools keep translator comments, so state and origin survive Poedit, msgmerge and git. The grammar
(version 1, named by the catalogue header's `X-Translator-Format`):

    line    = key ":" " " token *( " " token )
    token   = bare / quoted / "score=" number / "match=" percent / "@" digest
    quoted  = '"' with \" \\ and \n escaped '"'

    draft: ORIGIN [DETAIL…] [score=S | match=P] @DIGEST    an untouched suggestion
    from: ORIGIN [DETAIL…] [score=S | match=P]             where an accepted text started from
    approved: "PERSON" DATE @DIGEST                        signed off
    ok: RULE "REASON" "PERSON" @DIGEST                     a finding set aside till the text changes
    conflict: "TEXT"                                       what the other side of a merge had

The digest is of msgctxt, msgid and msgstr, so a line that no longer fits its text says so. Lines
with other keys, and lines that are no such line at all, are a translator's own and are kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

GRAMMAR = "1"
KEYS = ("draft", "from", "approved", "ok", "conflict")

_LINE = re.compile(r"(?P<key>[a-z][a-z-]*): (?P<value>\S.*)")
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_BARE = re.compile(r'[^\s"@=\\][^\s"=\\]*')
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text came from.

    Attributes:
        origin: `memory`, `glossary`, `cldr`, `argos`, `source`, `import`, `sample` or a person.
        detail: What exactly: the package and its version, the item of a memory match …
        score: Mean token probability, exp(mean log-probability), 0 to 1; engines only.
        match: How much of the source a memory match shares, in percent; memory only.
    """

    origin: str
    detail: tuple[str, ...] = ()
    score: float | None = None
    match: int | None = None

    @property
    def tokens(self) -> list[str]:
        """The origin, its details and its confidence, as a comment line has them."""
        tokens = [self.origin, *self.detail]
        if self.score is not None:
            tokens.append(f"score={self.score:.2f}")
        if self.match is not None:
            tokens.append(f"match={self.match}%")
        return tokens

    @classmethod
    def parse(cls, tokens: Sequence[str]) -> Provenance:
        """Read what `tokens` wrote; unknown `name=value` tokens are kept as details."""
        score: float | None = None
        match: int | None = None
        plain = []
        for token in tokens:
            if found := re.fullmatch(r"score=(\d(?:\.\d+)?)", token):
                score = float(found[1])
            elif found := re.fullmatch(r"match=(\d+)%", token):
                match = int(found[1])
            else:
                plain.append(token)
        return cls(plain[0] if plain else "", tuple(plain[1:]), score, match)

    def __str__(self) -> str:
        return " ".join(map(_written, self.tokens))


@dataclass(frozen=True, slots=True)
class Remark:
    """One `key: value` line, its tokens unquoted and its digest apart."""

    key: str
    tokens: tuple[str, ...]
    digest: str = ""

    def __str__(self) -> str:
        tail = [f"@{self.digest}"] if self.digest else []
        return f"{self.key}: " + " ".join([*map(_written, self.tokens), *tail])


def parse_line(line: str) -> Remark | None:
    """Read one comment line; None where it is not one of ours."""
    match = _LINE.fullmatch(line)
    if match is None or match["key"] not in KEYS:
        return None
    tokens, digest = [], ""
    for quoted, bare in _TOKEN.findall(match["value"]):
        if bare.startswith("@"):
            digest = bare[1:]
        else:
            tokens.append(bare or _ESCAPED.sub(_unescape, quoted))
    return Remark(match["key"], tuple(tokens), digest)


def parse_tokens(value: str) -> list[str]:
    """The tokens of a line's value, unquoted."""
    return [bare or _ESCAPED.sub(_unescape, quoted) for quoted, bare in _TOKEN.findall(value)]


def digest_of(context: str | None, source: str, target: str) -> str:
    """Eight hexadecimal digits that change when the context, the source or the target does."""
    whole = "\x04".join((context or "", source, target))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def quote(text: str) -> str:
    """A token as the grammar writes it: bare where it can be, else quoted and escaped."""
    if _BARE.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    one_line = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return f'"{one_line}"'


def _written(token: str) -> str:
    return token if re.fullmatch(r"(score|match)=[\d.]+%?", token) else quote(token)


def _unescape(match: re.Match[str]) -> str:
    return "\n" if match[1] == "n" else match[1]
