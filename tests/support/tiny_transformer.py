"""A Transformer that translates word for word: its weights are computed, not trained.

All codes are vectors of -1 and +1, so two codes that differ in *h* places have a dot product
that is lower by exactly *2h*, and an RMS norm is a constant factor (undone by its gamma). That
also makes int8 computation practically exact. A piece with id *k* has the binary digits of *k*
as its code, a position likewise; with ``bits`` = 10 or so, d_model stays below 100.

* Encoder embedding of a source piece: the code of its translation, the code of itself (for
  copying), the code of its kind (text, byte, control, end) and three flags: does it begin, does
  it end with a word character, and can a word character stand right before it.
* Encoder position: the codes of its own, the next and the previous position.
* Encoder self-attention: head 0 looks at the next piece, head 1 at the previous one, and each
  fetches one flag. Without it, "in" in "information" would be translated.
* Encoder feed-forward: a ReLU gate that passes the translation code where the piece is a whole
  word, the copy code where it is only a part of one.
* Decoder: position *i* attends to encoder position *i* and fetches the code to write; the rows
  of the output projection are the codes of the pieces. The source ends with ``</s>``, which
  translates to itself and so ends the output.

Sub-layers that are not needed have zero weights: with residual connections they do nothing.
"""

from __future__ import annotations

import importlib
import math
import unicodedata
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from ctranslate2.specs import TransformerSpec
from ctranslate2.specs.transformer_spec import (
    FeedForwardSpec,
    TransformerDecoderSpec,
    TransformerEncoderSpec,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ctranslate2.specs.attention_spec import MultiHeadAttentionSpec
    from ctranslate2.specs.common_spec import LayerNormSpec, LinearSpec

Array = npt.NDArray[np.float32]

# Its classes are made at run time, where a type checker can't see them.
_sp_model: Any = importlib.import_module("sentencepiece.sentencepiece_model_pb2")

_SPACE = "\u2581"  # SentencePiece's mark for a space
_UNK, _BOS, _EOS = "<unk>", "<s>", "</s>"

# One piece per character for what the desk's texts are made of; the rest goes byte by byte.
_CHARACTERS = (
    _SPACE
    + "".join(map(chr, range(0x21, 0x7F)))
    + "".join(map(chr, range(0x410, 0x450)))
    + "ЁёІіЇїӘәҒғҚқҢңӨөҰұҮүҺһҶҷӢӣӮӯҲҳ"
    + "".join(map(chr, range(0x10D0, 0x10F1)))
    + "«»“”„‘’‚–—‑…•·№§°€£±×→©®¿¡"
    + "\u00a0\u2009\u202f"
)

_TEXT, _BYTE, _CONTROL, _END = range(4)
_KIND_BITS = 16  # two kinds differ in half of these bits

# Half the loss of log-probability per differing bit. Soft enough for scores below 1.0; copied
# characters are made less certain than dictionary words, as they'd be in a trained model.
_WORD_SHARPNESS = 3.0
_CHARACTER_SHARPNESS = 2.5
_ATTENTION_SHARPNESS = 12.0
_GATE = 3.0  # any value from 2.0 makes the gate exact


@dataclass(frozen=True)
class Piece:
    """One entry of the vocabulary; its id is its place in the list."""

    text: str
    kind: int
    sp_type: int
    score: float = 0.0
    sharpness: float = _CHARACTER_SHARPNESS

    @property
    def starts_in_word(self) -> bool:
        """Whether a dictionary word right before this piece would only be part of a word."""
        return self.kind == _BYTE or self.text == _UNK or self._is_word_character(0)

    @property
    def ends_in_word(self) -> bool:
        """Whether a dictionary word right after this piece would only be part of a word."""
        return self.kind == _BYTE or self.text == _UNK or self._is_word_character(-1)

    def _is_word_character(self, place: int) -> bool:
        return self.kind == _TEXT and _is_word_character(self.text[place])


def _is_word_character(character: str) -> bool:
    return character in "'’_" or unicodedata.category(character)[0] in "LMN"


def _capitalised(word: str) -> str:
    # title() and not upper(): Georgian has an upper case but doesn't begin sentences with it.
    return word[:1].title() + word[1:]


def piece_mapping(dictionary: Mapping[str, str]) -> dict[str, str]:
    """Source piece -> target piece, with capitalised forms, each with and without a space."""
    words: dict[str, str] = {}
    for source, target in dictionary.items():
        pair = _SPACE.join(source.split()), _SPACE.join(target.split())
        if not all(pair):
            raise ValueError(f"empty word in the dictionary: {source!r} -> {target!r}")
        words[pair[0]] = pair[1]
    for source, target in list(words.items()):
        words.setdefault(_capitalised(source), _capitalised(target))
    mapping: dict[str, str] = {}
    for source, target in words.items():
        mapping[source] = target
        mapping[_SPACE + source] = _SPACE + target
    return mapping


def vocabulary_of(mapping: Mapping[str, str], target_prefix: str) -> list[Piece]:
    """All pieces: control, target prefix, bytes, characters, words."""
    types = _sp_model.ModelProto.SentencePiece
    pieces = [
        Piece(_UNK, _CONTROL, types.UNKNOWN),
        Piece(_BOS, _CONTROL, types.CONTROL),
        Piece(_EOS, _END, types.CONTROL),
    ]
    if target_prefix:
        if any(character.isspace() for character in target_prefix):
            raise ValueError(f"white space in the target prefix {target_prefix!r}")
        pieces.append(Piece(target_prefix, _CONTROL, types.USER_DEFINED))
    pieces += [Piece(f"<0x{value:02X}>", _BYTE, types.BYTE) for value in range(256)]
    known = {piece.text for piece in pieces}
    characters = [character for character in _CHARACTERS if character not in known]
    pieces += [Piece(character, _TEXT, types.NORMAL, -10.0) for character in characters]
    known.update(characters)
    words = sorted({*mapping.keys(), *mapping.values()} - known)
    pieces += [Piece(word, _TEXT, types.NORMAL, -1.0, _WORD_SHARPNESS) for word in words]
    return pieces


def sentencepiece_model(pieces: Sequence[Piece]) -> bytes:
    """A unigram model: the fewest pieces win, so whole words are preferred to characters."""
    model = _sp_model.ModelProto()
    for piece in pieces:
        model.pieces.add(piece=piece.text, score=piece.score, type=piece.sp_type)
    trainer = model.trainer_spec
    trainer.model_type = _sp_model.TrainerSpec.UNIGRAM
    trainer.vocab_size = len(pieces)
    trainer.byte_fallback = True
    trainer.unk_id, trainer.bos_id, trainer.eos_id, trainer.pad_id = 0, 1, 2, -1
    normalizer = model.normalizer_spec
    normalizer.name = "identity"
    normalizer.add_dummy_prefix = True
    normalizer.remove_extra_whitespaces = True
    normalizer.escape_whitespaces = True
    return bytes(model.SerializeToString(deterministic=True))


def _binary(numbers: Sequence[int] | npt.NDArray[np.int64], bits: int) -> Array:
    """Codes of numbers. Shape (len(numbers), bits), values -1 and +1."""
    digits = np.asarray(numbers)[:, None] >> np.arange(bits)[None, :] & 1
    return (2 * digits - 1).astype(np.float32)


def _kind_codes() -> Array:
    """Rows of a Hadamard matrix. Shape (_KIND_BITS, _KIND_BITS), values -1 and +1."""
    codes = np.ones((1, 1), dtype=np.float32)
    while len(codes) < _KIND_BITS:
        codes = np.block([[codes, codes], [codes, -codes]])
    return codes


def _signs(flags: Sequence[bool]) -> Array:
    return np.where(flags, 1.0, -1.0).astype(np.float32)


class _Layout:
    """Where everything lies in the model dimension (both stacks use the same layout)."""

    def __init__(self, vocabulary_size: int, positions: int) -> None:
        self.piece_bits = (vocabulary_size - 1).bit_length()
        # The "next" of the last position needs a code, too.
        self.position_bits = positions.bit_length()
        self._end = 0
        self.here = self._take(self.position_bits)
        self.after = self._take(self.position_bits)
        self.before = self._take(self.position_bits)
        self.translation = self._take(self.piece_bits)
        self.copy = self._take(self.piece_bits)
        self.starts_in_word = self._take(1)
        self.ends_in_word = self._take(1)
        self.needs_boundary = self._take(1)
        self.embedded = self._end + _KIND_BITS  # entries that are ±1 before the first layer
        self.next_in_word = self._take(1)
        self.previous_in_word = self._take(1)
        # Last and side by side, for the decoder reads them as one code.
        self.kind = self._take(_KIND_BITS)
        self.chosen = self._take(self.piece_bits)
        self.output = slice(self.kind.start, self.chosen.stop)
        self.depth = -(-(self._end + 2) // 16) * 16  # two spare columns, see _add_headroom

    def _take(self, size: int) -> slice:
        start, self._end = self._end, self._end + size
        return slice(start, self._end)


def _set_linear(spec: LinearSpec, weight: Array, bias: Array | None = None) -> None:
    """Weight of shape (outputs, inputs), bias of shape (outputs,)."""
    spec.weight = weight
    spec.bias = np.zeros(len(weight), dtype=np.float32) if bias is None else bias


def _set_norm(spec: LayerNormSpec, depth: int, nonzero: int) -> None:
    """Make the RMS norm the identity for vectors with `nonzero` entries of ±1 (rest zero)."""
    spec.gamma = np.full(depth, math.sqrt(nonzero / depth), dtype=np.float32)


def _zeros(rows: int, columns: int) -> Array:
    return np.zeros((rows, columns), dtype=np.float32)


def _add_headroom(weight: Array) -> None:
    """Keep int8 products exact where a row of `weight` has neighbouring entries.

    On CPUs without VNNI two neighbouring 8-bit products are added in 16 bits, with saturation.
    A larger entry in the last column, where the input is always zero, makes the quantisation
    scale of the row such that its greatest other entry is 63 and two of them fit.
    """
    weight[:, -1] = np.abs(weight).max(axis=1) * (127 / 63)


def _disable_attention(spec: MultiHeadAttentionSpec, depth: int) -> None:
    _set_norm(spec.layer_norm, depth, depth)
    _set_linear(spec.linear[0], _zeros(3 * depth, depth))
    _set_linear(spec.linear[1], _zeros(depth, depth))


def _disable_feed_forward(spec: FeedForwardSpec, depth: int) -> None:
    _set_norm(spec.layer_norm, depth, depth)
    _set_linear(spec.linear_0, _zeros(8, depth))
    _set_linear(spec.linear_1, _zeros(depth, 8))


def _set_neighbour_attention(spec: MultiHeadAttentionSpec, layout: _Layout) -> None:
    """Two heads that fetch one flag each: from the next and from the previous piece.

    The fused weight has shape (3 * depth, depth): query, key and value rows, each split into
    the rows of head 0 and those of head 1.
    """
    depth, bits = layout.depth, layout.position_bits
    head = depth // 2
    fused = _zeros(3 * depth, depth)
    query, key, value = fused[:depth], fused[depth : 2 * depth], fused[2 * depth :]
    output = _zeros(depth, depth)
    for start, wanted, flag, target in (
        (0, layout.after, layout.starts_in_word, layout.next_in_word),
        (head, layout.before, layout.ends_in_word, layout.previous_in_word),
    ):
        query[start : start + bits, wanted] = _ATTENTION_SHARPNESS * np.eye(bits)
        key[start : start + bits, layout.here] = np.eye(bits)
        value[start, flag] = 1.0
        output[target, start] = 1.0
    spec.queries_scale = 1.0
    _set_norm(spec.layer_norm, depth, layout.embedded)
    _set_linear(spec.linear[0], fused)
    _set_linear(spec.linear[1], output)


def _set_gate(spec: FeedForwardSpec, layout: _Layout) -> None:
    """Write the translation or the copy code into `chosen`.

    With g >= 1 or g <= -1, relu(b - g) - relu(-b - g) is 0 or 2b for a bit b of ±1. Here g is
    positive where the next piece goes on with the word, or where a word goes on into this
    piece. Shapes: (4 * piece_bits, depth) and (depth, 4 * piece_bits).
    """
    depth, bits = layout.depth, layout.piece_bits
    hidden, output = _zeros(4 * bits, depth), _zeros(depth, 4 * bits)
    bias = np.zeros(4 * bits, dtype=np.float32)
    numbers = count()
    for code, gate in ((layout.translation, -_GATE), (layout.copy, _GATE)):
        for sign in (1.0, -1.0):
            number = next(numbers)
            rows = slice(number * bits, (number + 1) * bits)
            hidden[rows, code] = sign * np.eye(bits)
            hidden[rows, layout.next_in_word] = gate
            hidden[rows, layout.previous_in_word] = gate / 2
            hidden[rows, layout.needs_boundary] = gate / 2
            bias[rows] = gate / 2
            output[layout.chosen, rows] = sign / 2 * np.eye(bits)
    _add_headroom(hidden)
    _set_norm(spec.layer_norm, depth, layout.embedded + 2)
    _set_linear(spec.linear_0, hidden, bias)
    _set_linear(spec.linear_1, output)


def _set_position_attention(spec: MultiHeadAttentionSpec, layout: _Layout) -> None:
    """One head: fetch the code to write from the source piece at the same position.

    Shapes: query (depth, depth), fused key and value (2 * depth, depth), output (depth, depth).
    """
    depth, bits = layout.depth, layout.position_bits
    query, memory, output = _zeros(depth, depth), _zeros(2 * depth, depth), _zeros(depth, depth)
    query[:bits, layout.here] = _ATTENTION_SHARPNESS * np.eye(bits)
    key, value = memory[:depth], memory[depth:]
    key[:bits, layout.here] = np.eye(bits)
    width = layout.output.stop - layout.output.start
    value[layout.output, layout.output] = np.eye(width)
    output[layout.output, layout.output] = np.eye(width)
    spec.queries_scale = 1.0
    _set_norm(spec.layer_norm, depth, bits)
    _set_linear(spec.linear[0], query)
    _set_linear(spec.linear[1], memory)
    _set_linear(spec.linear[2], output)


def transformer(
    pieces: Sequence[Piece], mapping: Mapping[str, str], max_length: int, shifted: bool
) -> TransformerSpec:
    """The whole model; `shifted` makes room for a target prefix before the first piece."""
    positions = max_length + 2  # </s> and a target prefix
    layout = _Layout(len(pieces), positions)
    size, depth = len(pieces), layout.depth
    kinds = _kind_codes()[[piece.kind for piece in pieces]]
    codes = _binary(range(size), layout.piece_bits)

    ids = {piece.text: number for number, piece in enumerate(pieces)}
    translated = [ids[mapping.get(piece.text, piece.text)] for piece in pieces]
    # The gate is for entries that are words; one like a quotation mark is always translated.
    copied = [
        translated[number] if not _copyable(piece.text) else number
        for number, piece in enumerate(pieces)
    ]
    embeddings = _zeros(size, depth)
    embeddings[:, layout.translation] = codes[translated]
    embeddings[:, layout.copy] = codes[copied]
    embeddings[:, layout.kind] = kinds
    flags = (
        (layout.starts_in_word, [piece.starts_in_word for piece in pieces]),
        (layout.ends_in_word, [piece.ends_in_word for piece in pieces]),
        (layout.needs_boundary, [not piece.text.startswith(_SPACE) for piece in pieces]),
    )
    for place, values in flags:
        embeddings[:, place] = _signs(values)[:, None]

    here = np.arange(positions)
    encoder_positions = _zeros(positions, depth)
    encoder_positions[:, layout.here] = _binary(here, layout.position_bits)
    encoder_positions[:, layout.after] = _binary(here + 1, layout.position_bits)
    encoder_positions[:, layout.before] = _binary(np.maximum(here - 1, 0), layout.position_bits)
    decoder_positions = _zeros(positions, depth)
    wanted = np.maximum(here - 1, 0) if shifted else here
    decoder_positions[:, layout.here] = _binary(wanted, layout.position_bits)

    sharpness = np.array([piece.sharpness for piece in pieces], dtype=np.float32)
    projection = _zeros(size, depth)
    projection[:, layout.output] = sharpness[:, None] * np.hstack([kinds, codes])
    _add_headroom(projection)
    # The right piece gets a logit of 0 and the others are negative.
    projection_bias = -sharpness * (_KIND_BITS + layout.piece_bits)

    encoder = TransformerEncoderSpec(1, 2, no_final_norm=True, rms_norm=True)
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = embeddings
    encoder.position_encodings.encodings = encoder_positions
    _set_neighbour_attention(encoder.layer[0].self_attention, layout)
    _set_gate(encoder.layer[0].ffn, layout)

    decoder = TransformerDecoderSpec(1, 1, no_final_norm=True, rms_norm=True)
    decoder.scale_embeddings = False
    decoder.embeddings.weight = _zeros(size, depth)
    decoder.position_encodings.encodings = decoder_positions
    _disable_attention(decoder.layer[0].self_attention, depth)
    _set_position_attention(decoder.layer[0].attention, layout)
    _disable_feed_forward(decoder.layer[0].ffn, depth)
    _set_linear(decoder.projection, projection, projection_bias)

    spec = TransformerSpec(encoder, decoder)
    spec.config.add_source_eos = True
    vocabulary = [piece.text for piece in pieces]
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    return spec


def _copyable(piece: str) -> bool:
    word = piece.removeprefix(_SPACE)
    return bool(word) and _is_word_character(word[0]) and _is_word_character(word[-1])
