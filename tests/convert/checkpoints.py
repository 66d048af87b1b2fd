"""Tiny Hugging Face checkpoints with random weights and real tokenizers."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

TEXT = """
The European Union supports education in Kazakhstan and Kyrgyzstan.
Союз поддерживает образование и школы в стране.
A delegation of twelve representatives participated in a seminar.
Қазақстан мен Қырғызстан білім беруді қолдайды.
The programme of 2023 helps women, water and energy projects today.
ევროკავშირი მხარს უჭერს განათლებას.
""".strip().splitlines()
SIZES = {"d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_ffn_dim": 64}
SIZES |= {"decoder_ffn_dim": 64, "encoder_attention_heads": 4, "decoder_attention_heads": 4}


def sentencepiece(
    path: Path, *, kind: str = "unigram", symbols: tuple[str, ...] = (), pad: bool = False
) -> list[str]:
    """Train a model on `TEXT`; returns its pieces."""
    import sentencepiece as spm

    model = io.BytesIO()
    options: dict[str, Any] = {"user_defined_symbols": list(symbols)} if symbols else {}
    if pad:
        options |= {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXT * 5),
        model_writer=model,
        model_type=kind,
        vocab_size=160,
        hard_vocab_limit=False,
        minloglevel=2,
        **options,
    )
    path.write_bytes(model.getvalue())
    processor = spm.SentencePieceProcessor(model_proto=model.getvalue())
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def marian(folder: Path, labels: tuple[str, ...] = ()) -> Any:
    """A MarianMT checkpoint; with labels one of several targets. Returns the model."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    pieces = sentencepiece(folder / "source.spm")
    pieces += [p for p in sentencepiece(folder / "target.spm") if p not in pieces]
    order = ["</s>", "<unk>", *labels, *(p for p in pieces if p not in ("<unk>", "<s>", "</s>"))]
    vocabulary = {piece: number for number, piece in enumerate([*order, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "MarianTokenizer", "source_lang": "en", "target_lang": "kk"})
    )
    torch.manual_seed(1)
    pad = vocabulary["<pad>"]
    config = MarianConfig(
        **SIZES,
        vocab_size=len(vocabulary),
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        max_position_embeddings=128,
        activation_function="swish",
        scale_embedding=True,
        init_std=0.4,
    )
    model = MarianMTModel(config).eval()
    model.generation_config.bad_words_ids = [[pad]]
    model.save_pretrained(folder)
    return model


def m2m100(folder: Path) -> Any:
    """An M2M100 checkpoint. Returns the model."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    folder.mkdir(parents=True)
    pieces = sentencepiece(folder / "sentencepiece.bpe.model", kind="bpe")
    order = ["<s>", "<pad>", "</s>", "<unk>"]
    order += [p for p in pieces if p not in order]
    vocabulary = {piece: number for number, piece in enumerate(order)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")
    tokenizer = M2M100Tokenizer(
        str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"), src_lang="en"
    )
    tokenizer.save_pretrained(folder)
    torch.manual_seed(2)
    config = M2M100Config(
        **SIZES,
        vocab_size=max(tokenizer.lang_token_to_id.values()) + 1 + tokenizer.num_madeup_words,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        decoder_start_token_id=tokenizer.eos_token_id,
        max_position_embeddings=128,
        init_std=0.4,
    )
    model = M2M100ForConditionalGeneration(config).eval()
    model.save_pretrained(folder)
    return model


def nllb(folder: Path) -> Any:
    """An NLLB checkpoint: the same architecture, other tokens. Returns the model."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    folder.mkdir(parents=True)
    sentencepiece(folder / "sentencepiece.bpe.model", kind="bpe")
    tokenizer = NllbTokenizer.from_pretrained(
        folder,
        src_lang="eng_Latn",
        extra_special_tokens=["eng_Latn", "kat_Geor", "kaz_Cyrl", "tgk_Cyrl"],
    )
    tokenizer.save_pretrained(folder)
    torch.manual_seed(3)
    config = M2M100Config(
        **SIZES,
        vocab_size=max(tokenizer.get_vocab().values()) + 1,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        decoder_start_token_id=tokenizer.eos_token_id,
        max_position_embeddings=128,
        init_std=0.4,
    )
    model = M2M100ForConditionalGeneration(config).eval()
    model.save_pretrained(folder)
    return model


def madlad(folder: Path) -> Any:
    """A T5 checkpoint with MADLAD's language tokens. Returns the model."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    folder.mkdir(parents=True)
    labels = ("<2ka>", "<2kk>", "<2ky>")
    sentencepiece(folder / "spiece.model", symbols=labels, pad=True)
    tokenizer = T5Tokenizer.from_pretrained(folder, extra_ids=0)
    tokenizer.save_pretrained(folder)
    torch.manual_seed(4)
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        feed_forward_proj="gated-gelu",
        tie_word_embeddings=False,
        initializer_factor=1.0,
        decoder_start_token_id=0,
    )
    model = T5ForConditionalGeneration(config).eval()
    model.save_pretrained(folder)
    return model


def marian_npz(folder: Path) -> Any:
    """A folder as OPUS-MT publishes it; `<folder>-hf` has the same weights as a MarianMT model."""
    import numpy as np

    hugging_face = folder.with_name(f"{folder.name}-hf")
    model = marian(hugging_face)
    folder.mkdir(parents=True)
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes((hugging_face / name).read_bytes())
    vocabulary = json.loads((hugging_face / "vocab.json").read_bytes())
    del vocabulary["<pad>"]
    lines = [f"{json.dumps(piece, ensure_ascii=False)}: {n}" for piece, n in vocabulary.items()]
    (folder / "opus.vocab.yml").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "decoder.yml").write_text(
        "models:\n  - model.npz\nvocabs:\n  - opus.vocab.yml\n  - opus.vocab.yml\n"
    )
    config = """\
type: transformer
transformer-decoder-autoreg: self-attention
transformer-no-projection: false
transformer-ffn-activation: swish
transformer-preprocess: ""
transformer-postprocess: dan
transformer-postprocess-emb: d
transformer-guided-alignment-layer: last
transformer-heads: 4
enc-depth: 2
dec-depth: 2
"""
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    size = len(vocabulary)
    arrays: dict[str, Any] = {
        "Wemb": weights["model.shared.weight"][:size],
        "decoder_ff_logit_out_b": weights["final_logits_bias"][:, :size],
        "special:model.yml": np.frombuffer(config.encode() + b"\0", dtype=np.int8),
    }

    def linear(scope: str, suffix: str, name: str) -> None:
        arrays[f"{scope}_W{suffix}"] = weights[f"{name}.weight"].transpose()
        arrays[f"{scope}_b{suffix}"] = weights[f"{name}.bias"][None]

    def norm(scope: str, name: str) -> None:
        arrays[f"{scope}_ln_scale"] = weights[f"{name}.weight"][None]
        arrays[f"{scope}_ln_bias"] = weights[f"{name}.bias"][None]

    for stack in ("encoder", "decoder"):
        for number in range(2):
            scope, layer = f"{stack}_l{number + 1}", f"model.{stack}.layers.{number}"
            kinds = [("self", "self_attn")]
            if stack == "decoder":
                kinds.append(("context", "encoder_attn"))
            for short, long in kinds:
                for part, projection in zip("qkvo", ("q", "k", "v", "out"), strict=True):
                    linear(f"{scope}_{short}", part, f"{layer}.{long}.{projection}_proj")
                norm(f"{scope}_{short}_Wo", f"{layer}.{long}_layer_norm")
            linear(f"{scope}_ffn", "1", f"{layer}.fc1")
            linear(f"{scope}_ffn", "2", f"{layer}.fc2")
            norm(f"{scope}_ffn_ffn", f"{layer}.final_layer_norm")
    np.savez(folder / "model.npz", **arrays)
    return model
