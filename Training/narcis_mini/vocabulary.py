"""CLIP's byte-pair tokenizer cut to its first merges, and token embeddings that know which words are alike."""

import gzip
import json
import re
from pathlib import Path

import numpy as np
import torch

from .fetch import fetch
from .words import MOOD_WORDS, PALETTE_WORDS, STYLE_WORDS

LENGTH = 77


def byte_letters() -> list[str]:
    """The printable letter that stands for each byte, in the order of CLIP's vocabulary."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in plain]
    letters = {b: chr(b) for b in plain} | {b: chr(256 + i) for i, b in enumerate(rest)}
    return [letters[b] for b in plain + rest]


class Tokenizer:
    """Lower case, whitespace collapsed, byte-level pairs with `</w>`; start and end are the last two ids."""

    def __init__(self, merges: int):
        lines = gzip.open(fetch("clip/bpe_simple_vocab_16e6.txt.gz"), "rt", encoding="utf-8").read().split("\n")
        self.merges = lines[1 : merges + 1]
        letters = byte_letters()
        tokens = letters + [x + "</w>" for x in letters] + ["".join(m.split()) for m in self.merges]
        tokens += ["<|startoftext|>", "<|endoftext|>"]
        self.vocabulary = {token: i for i, token in enumerate(tokens)}
        self.size = len(tokens)
        self.start, self.end, self.trigger = self.size - 2, self.size - 1, self.size
        self.rank = {tuple(m.split()): i for i, m in enumerate(self.merges)}
        self.byte = dict(zip([*range(33, 127), *range(161, 173), *range(174, 256)], letters))
        self.byte |= {b: letter for b, letter in zip([b for b in range(256) if b not in self.byte], letters[188:])}
        self.cache: dict[str, list[int]] = {}
        self.pattern = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+", re.UNICODE)

    def word(self, word: str) -> list[int]:
        if word not in self.cache:
            parts = [self.byte[b] for b in word.encode()]
            parts[-1] += "</w>"
            while len(parts) > 1:
                ranked = [(self.rank.get(pair, 1 << 30), i) for i, pair in enumerate(zip(parts, parts[1:]))]
                best, i = min(ranked)
                if best == 1 << 30:
                    break
                parts[i : i + 2] = [parts[i] + parts[i + 1]]
            self.cache[word] = [self.vocabulary[p] for p in parts]
        return self.cache[word]

    def ids(self, text: str) -> list[int]:
        """Ids with start, end and the trigger's id in place of the word `img`, not padded."""
        body = []
        for word in self.pattern.findall(" ".join(text.lower().split())):
            body += [self.trigger] if word == "img" else self.word(word)
        return [self.start, *body, self.end]

    def rows(self, text: str, copies: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Ids for both encoders [77] and the mask of the class word's copies, which take the trigger's place."""
        ids, mask = self.ids(text), np.zeros(LENGTH, bool)
        if self.trigger in ids:
            at = ids.index(self.trigger)
            ids = [*ids[: at - 1], *[ids[at - 1]] * copies, *ids[at + 1 :]]
            mask[at - 1 : at - 1 + copies] = True
        ids = ids[:LENGTH]
        pad = LENGTH - len(ids)
        return np.array(ids + [self.end] * pad), np.array(ids + [0] * pad), mask

    def save(self, folder: Path, pad: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vocab.json").write_text(json.dumps(self.vocabulary, ensure_ascii=False))
        (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(self.merges) + "\n", encoding="utf-8")
        special = {"content": "", "lstrip": False, "normalized": True, "rstrip": False, "single_word": False}
        start, end = special | {"content": "<|startoftext|>"}, special | {"content": "<|endoftext|>"}
        config = {
            "added_tokens_decoder": {str(self.start): start | {"special": True}, str(self.end): end | {"special": True}},
            "bos_token": "<|startoftext|>",
            "clean_up_tokenization_spaces": False,
            "do_lower_case": True,
            "eos_token": "<|endoftext|>",
            "errors": "replace",
            "model_max_length": LENGTH,
            "pad_token": pad,
            "tokenizer_class": "CLIPTokenizer",
            "unk_token": "<|endoftext|>",
        }
        (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
        tokens = {k: config[k] for k in ("bos_token", "eos_token", "pad_token", "unk_token")}
        (folder / "special_tokens_map.json").write_text(json.dumps(tokens, indent=2) + "\n")


class Sentences:
    """all-MiniLM-L6-v2: texts → unit vectors of 384. A tool of training only."""

    def __init__(self):
        from tokenizers import Tokenizer as FastTokenizer
        from transformers import BertConfig, BertModel

        folder = fetch("training/minilm/model.safetensors").parent
        self.tokenizer = FastTokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(16)
        self.tokenizer.enable_padding()
        self.model = BertModel.from_pretrained(folder, config=BertConfig.from_pretrained(folder)).eval()

    @torch.no_grad()
    def __call__(self, texts: list[str]) -> np.ndarray:
        rows = []
        for start in range(0, len(texts), 256):
            batch = self.tokenizer.encode_batch(texts[start : start + 256])
            ids = torch.tensor([b.ids for b in batch])
            mask = torch.tensor([b.attention_mask for b in batch])
            hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
            mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            rows.append(torch.nn.functional.normalize(mean, dim=-1).numpy())
        return np.concatenate(rows)


def prepare(work: Path, tokenizer: Tokenizer, width: int) -> tuple[torch.Tensor, dict[str, list[str]]]:
    """Token embeddings [size, width] (principal parts of the sentence vectors) and words near every concept.

    Kept in WORK/words.pt.
    """
    path = work / f"words-{tokenizer.size}-{width}.pt"
    if path.exists():
        saved = torch.load(path, weights_only=True)
        return saved["embedding"], saved["near"]
    sentences = Sentences()
    tokens = list(tokenizer.vocabulary)[:-2]
    vectors = sentences([t.removesuffix("</w>") for t in tokens])
    center = vectors - vectors.mean(0)
    _, axes = np.linalg.eigh(center.T @ center)
    compact = center @ axes[:, ::-1][:, :width]
    compact = compact / compact.std() * 0.5
    ends = np.random.default_rng(0).normal(size=(2, width)) * 0.5
    embedding = torch.from_numpy(np.concatenate([compact, ends])).float()
    near = nearest(sentences, tokens, vectors)
    torch.save({"embedding": embedding, "near": near}, path)
    return embedding, near


def meaningless(tokenizer: Tokenizer, near: dict[str, list[str]]) -> list[str]:
    """Whole words of the vocabulary that no concept is told by."""
    told = {word for words in near.values() for word in words}
    for table in (STYLE_WORDS, PALETTE_WORDS, MOOD_WORDS):
        told |= {word for wordings in table.values() for wording in wordings for word in wording.split()}
    whole = [t.removesuffix("</w>") for t in tokenizer.vocabulary if t.endswith("</w>")]
    return [t for t in whole if len(t) > 3 and t.isascii() and t.isalpha() and t not in told]


def nearest(sentences: Sentences, tokens: list[str], vectors: np.ndarray) -> dict[str, list[str]]:
    """For every palette and mood, and style, the whole words nearer to it than to others, best first."""
    concepts = {**PALETTE_WORDS, **MOOD_WORDS, **STYLE_WORDS}
    centers = np.stack([sentences(words).mean(0) for words in concepts.values()])
    centers /= np.linalg.norm(centers, axis=1, keepdims=True)
    whole = [i for i, t in enumerate(tokens) if t.endswith("</w>") and len(t) > 6 and t[:-4].isascii() and t[:-4].isalpha()]
    close = vectors[whole] @ centers.T
    best = close.argmax(1)
    found = {}
    for k, concept in enumerate(concepts):
        mine = [(close[j, k], tokens[whole[j]].removesuffix("</w>")) for j in np.flatnonzero(best == k)]
        mine = [word for score, word in sorted(mine, reverse=True) if score > 0.34]
        found[concept] = mine[: 60 if concept not in STYLE_WORDS else 25]
    return found
