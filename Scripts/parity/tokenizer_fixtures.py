#!/usr/bin/env python3
"""Writes Tests/TokenizersTests/Fixtures with transformers' CLIPTokenizer (versions: requirements.txt).

The vocabulary in the fixtures is learned here from the texts below; nothing of a published one is in it. What the
published vocabulary makes of the same texts is recorded as ids alone, for the machines where set-up has put CLIP's
merges into the cache.

Usage: tokenizer_fixtures.py [FIXTURES_FOLDER]
"""

import collections
import gzip
import json
import os
import random
import sys
import tempfile
from pathlib import Path

from transformers import CLIPTokenizer

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "Tests/TokenizersTests/Fixtures"
CACHE = Path(os.environ.get("NARCIS_CACHE", Path.home() / ".cache/narcis"))
MERGES = CACHE / "clip/bpe_simple_vocab_16e6.txt.gz"
MARKS = ("<|startoftext|>", "<|endoftext|>")

WORDS = """a an the of in on with and woman man person portrait painting photo photograph oil watercolour ink sketch
corporate confidence quiet storm winter light autumn forest golden hour red hat blue coat silver ring long hair smile
looking camera studio background soft shadow dramatic cinematic style impressionist baroque renaissance manga poster
charcoal pastel neon city night rain garden summer queen king sailor pilot doctor painter dancer elderly young child
detailed elegant bold gentle wearing holding standing sitting 35mm 8k film-grain high-contrast black-and-white""".split()
ACCENTS = """café naïve Zoë Ångström façade Čapek jalapeño Müller straße coöperate São Paulo Łódź Dvořák Ünal İstanbul
ÉCOLE ŒUVRE Ørsted Þór ǆ ǅ ﬁne ﬃ ™ ﬀ ½ ² Ⅷ ⅷ""".split()
OTHER = [
    "портрет женщины", "肖像画、女性", "初音ミク の 絵", "초상화 여자", "صورة امرأة", "דיוקן של אישה", "ภาพเหมือน",
    "चित्र महिला", "πορτρέτο ΓΥΝΑΊΚΑΣ ΣΊΣΥΦΟΣ", "የቁም ሥዕል", "ខ្មែរ", "தமிழ் ஓவியம்", "𝔊𝔬𝔱𝔥𝔦𝔠 𝕥𝕖𝕩𝕥", "𐐀𐐨 deseret", "ﷺ", "ẞ ß",
]  # fmt: skip
EMOJI = ["🎨", "👩‍🎨", "👍🏽", "🏳️‍🌈", "🇩🇪🇫🇷", "portrait🎨of", "☺️", "❤", "1️⃣2️⃣", "😀😀😀😀😀😀😀😀"]
DIGITS = ["1", "12", "2026", "3.14159", "1,000,000", "0x1F", "1st 2nd 33rd", "٣٤٥", "१२३", "100%", "a1b2c3", "１２３", "-5", "½⅓", "²³"]
APOSTROPHES = [
    "it's", "don't", "we're", "they've", "I'm", "you'll", "he'd", "'s", "''s", "IT'S", "rock'n'roll", "'tis", "dogs'", "l'été",
    "it’s", "o'clock 'll", "'re've", "'S 'T", "a'sb", "'''", "'d'd",
]  # fmt: skip
SPACES = [
    "", " ", "   ", "\t", "\n", "a\tb", "a\nb", "a\r\nb", " lead", "trail ", "a  b   c", "a\u00a0b", "a\u2003b", "a\u3000b",
    "a\u200bb", "a\u2028b", "a\u0085b", "a\u000bb\u000cc", "a\ufeffb", "a\u1680b", "\u202fa", "a\u180eb",
]  # fmt: skip
CONTROLS = ["a\0b", "\x01\x02", "a\x7fb", "\x1b[31mred", "a\u200db", "\u202eabc", "\ufffd", "a\u0300", "e\u0301", "\u0301", "q\u0307\u0323"]
MARKED = [
    "<|startoftext|>", "<|endoftext|>", "a<|endoftext|>b", "<|STARTOFTEXT|> a", "<|startoftext|", "|endoftext|>",
    "a <|endoftext|> <|endoftext|>", "<|endoftext|><|startoftext|>", "<|endoftext |>",
]  # fmt: skip
SIGNS = [
    "!", "!!", "?!", "...", "…", "a, b; c: d", "(a) [b] {c}", "a/b\\c", "a_b", "#tag @name", "50€ £3 $2", "a—b–c", "«a» „b“",
    "C++ C#", "a*b**c", "(a:1.2)", "[a|b]", "<lora:x:0.8>", "~`^", "&amp; &lt;", "http://a.b/c?d=e&f=g#h", "\"quoted\"", "a-b-c",
]  # fmt: skip


def texts():
    rng = random.Random(2026)
    result = SPACES + CONTROLS + APOSTROPHES + DIGITS + EMOJI + ACCENTS + OTHER + MARKED + SIGNS
    for _ in range(110):
        words = [rng.choice(WORDS) for _ in range(rng.randint(1, 24))]
        if rng.random() < 0.5:
            words = [word.title() if rng.random() < 0.3 else word for word in words]
        result.append(rng.choice([" ", ", ", "  "]).join(words))
    mixed = ACCENTS + OTHER + EMOJI + DIGITS + APOSTROPHES + SIGNS + WORDS
    for _ in range(60):
        result.append(rng.choice(["", " ", ", "]).join(rng.choice(mixed) for _ in range(rng.randint(2, 9))))
    result.append(" ".join(rng.choice(WORDS) for _ in range(300)))
    result.append("a" * 500)
    result.append("🎨" * 120)
    result.append("portrait photo of a woman img wearing a red hat")
    return list(dict.fromkeys(result))


def byte_characters():
    kept = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in kept]
    return {byte: chr(byte) for byte in kept} | {byte: chr(256 + i) for i, byte in enumerate(others)}


def learn_merges(count):
    """Byte-pair merges of the words above, most frequent pair first (Sennrich et al. 2016)."""
    table = byte_characters()
    words = collections.Counter()
    for word in WORDS * 3 + ACCENTS + [w for text in OTHER for w in text.split()] + EMOJI:
        symbols = [table[byte] for byte in word.lower().encode()]
        symbols[-1] += "</w>"
        words[tuple(symbols)] += 1
    merges = []
    while len(merges) < count:
        pairs = collections.Counter()
        for word, frequency in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += frequency
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        merged = collections.Counter()
        for word, frequency in words.items():
            symbols = []
            for symbol in word:
                if symbols and (symbols[-1], symbol) == best:
                    symbols[-1] += symbol
                else:
                    symbols.append(symbol)
            merged[tuple(symbols)] += frequency
        words = merged
    return merges


def vocabulary(merges):
    symbols = list(byte_characters().values())
    tokens = symbols + [symbol + "</w>" for symbol in symbols] + ["".join(merge) for merge in merges] + list(MARKS)
    assert len(set(tokens)) == len(tokens)
    return {token: index for index, token in enumerate(tokens)}


def write_tokenizer(folder, merges, pad):
    folder.mkdir(parents=True, exist_ok=True)
    ids = vocabulary(merges)
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False, separators=(",", ":")) + "\n")
    lines = ["#version: 0.2"] + [" ".join(merge) for merge in merges]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n")
    added = {
        str(ids[mark]): {
            "content": mark, "lstrip": False, "normalized": True, "rstrip": False, "single_word": False, "special": True,
        }
        for mark in MARKS
    }  # fmt: skip
    if pad != MARKS[1]:
        added[str(ids[pad])] = dict(added[str(ids[MARKS[0]])], content=pad, normalized=False)
    settings = {
        "added_tokens_decoder": added, "bos_token": MARKS[0], "eos_token": MARKS[1], "unk_token": MARKS[1], "pad_token": pad,
        "model_max_length": 77, "tokenizer_class": "CLIPTokenizer",
    }  # fmt: skip
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1) + "\n")


def record(folder, samples):
    tokenizer = CLIPTokenizer.from_pretrained(folder)
    cases = []
    for text in samples:
        whole = tokenizer(text)["input_ids"]
        padded = tokenizer(text, padding="max_length", max_length=77, truncation=True)["input_ids"]
        cases.append({
            "text": text, "ids": whole, "padded": {"last": padded[-1], "count": len(padded)},
            "decoded": tokenizer.decode(whole, skip_special_tokens=True),
        })  # fmt: skip
    return cases


def published():
    lines = gzip.open(MERGES).read().decode().split("\n")
    return [tuple(line.split()) for line in lines[1 : 49152 - 256 - 2 + 1]]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    samples = texts()
    small = learn_merges(400)
    write_tokenizer(OUT / "tokenizer", small, MARKS[1])
    write_tokenizer(OUT / "tokenizer_2", small, "!")
    with gzip.GzipFile(OUT / "merges.txt.gz", "wb", mtime=0) as stream:
        stream.write(b'"bpe_simple_vocab_16e6.txt#version: 0.2\n')
        stream.write("\n".join(" ".join(merge) for merge in small).encode() + b"\nand more\n")
    cases = {name: record(OUT / name, samples) for name in ("tokenizer", "tokenizer_2")}
    with tempfile.TemporaryDirectory() as folder:
        for name, pad in {"published": MARKS[1], "published_2": "!"}.items():
            write_tokenizer(Path(folder) / name, published(), pad)
            cases[name] = record(Path(folder) / name, samples)
    (OUT / "cases.json").write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(len(samples), "texts")


if __name__ == "__main__":
    main()
