"""Batches for the denoiser: a painting's latents, its prompt, and other photographs of the same person."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from .augment import photographed
from .models import autoencoder
from .presets import Preset, time_ids
from .runtime import half_precision
from .vocabulary import Tokenizer, meaningless
from .words import NEGATIVES, Prompts

HELD_OUT = 40
"""The last people of the set are kept out of training, for the measure of likeness."""
OWN_PHOTOGRAPH = 0.5
"""How often the photograph that was painted is a reference, too."""


@dataclass
class Batch:
    latents: torch.Tensor
    first_ids: torch.Tensor
    second_ids: torch.Tensor
    mask: torch.Tensor
    pixels: torch.Tensor
    vectors: torch.Tensor
    sizes: torch.Tensor
    keep: torch.Tensor
    """0 where a row learns without any prompt, as SDXL's null prompt."""
    who: torch.Tensor
    """Numbers of the people."""

    @property
    def is_shown(self) -> torch.Tensor:
        """Whether a row's sitter is there to be seen."""
        return self.mask.any(1) & (self.keep > 0)


def is_mirrored(rows: np.ndarray) -> np.ndarray:
    """Every second painting is learned as its mirror image, with its references mirrored too."""
    return rows % 2 == 1


def sitters(work: Path) -> torch.Tensor:
    """The face vector of every person [n, 128]: the mean of their photographs', of length 1."""
    vectors = np.load(work / "data" / "vectors.npy").astype(np.float32).mean(1)
    return F.normalize(torch.from_numpy(vectors), dim=-1)


@torch.no_grad()
def encode_all(work: Path, preset: Preset, where: torch.device) -> tuple[torch.Tensor, float]:
    """Latents of all paintings [n, c, h, w], every second mirrored, and the factor to unit variance."""
    path = work / "vae" / "state.pt"
    state = torch.load(path, map_location="cpu", weights_only=True)
    # A decoder that is trained alone leaves the latents of an earlier step valid.
    encoded = state.get("latents_of", state["step"])
    cache = work / "data" / "latents.pt"
    if cache.exists():
        saved = torch.load(cache, weights_only=True)
        if saved["step"] == encoded:
            return saved["latents"], saved["scale"]
    model = autoencoder(preset).to(where).eval()
    model.load_state_dict(state["average"])
    pictures = np.load(work / "data" / "paintings.npy", mmap_mode="r")
    parts = []
    for start in range(0, len(pictures), 64):
        rows = np.arange(start, min(start + 64, len(pictures)))
        x = torch.from_numpy(np.array(pictures[rows])).permute(0, 3, 1, 2).float().to(where) / 127.5 - 1
        flipped = torch.from_numpy(is_mirrored(rows)).to(where)
        x[flipped] = x[flipped].flip(-1)
        with half_precision(where):
            parts.append(model.encode(x).latent_dist.mean.half().cpu())
        if start % 4096 == 0:
            print(f"latents of {start + len(rows)} of {len(pictures)} paintings", flush=True)
    latents = torch.cat(parts)
    scale = state.get("scale") or float(1 / latents.float().std())
    torch.save({"latents": latents, "scale": scale, "step": encoded}, cache)
    return latents, scale


class Dataset:
    def __init__(self, work: Path, preset: Preset, tokenizer: Tokenizer, near: dict, where: torch.device, seed: int):
        self.preset, self.tokenizer, self.where = preset, tokenizer, where
        self.latents, self.scale = encode_all(work, preset, where)
        data = work / "data"
        self.crops = np.load(data / "crops.npy", mmap_mode="r")
        self.vectors = torch.from_numpy(np.load(data / "vectors.npy").astype(np.float32))
        self.facts = np.load(data / "facts.npy")
        self.names = json.loads((data / "names.json").read_text())
        self.people = len(self.crops) - HELD_OUT
        self.rows = np.flatnonzero(self.facts[:, 0] < self.people)
        self.prompts = Prompts(self.names, near, meaningless(tokenizer, near), seed)
        self.draw = np.random.default_rng(seed)
        self.magnified = self.rows[self.facts[self.rows, 5] == 1]
        self.early = 0.0
        """The part of a batch that is the easier lesson: see `train_unet.early`."""
        mean, std = torch.tensor(preset.pixel_mean), torch.tensor(preset.pixel_std)
        self.mean, self.std = mean.view(3, 1, 1), std.view(3, 1, 1)

    def pixels(self, crops: np.ndarray, camera: bool = False) -> torch.Tensor:
        """[…, s, s, 3] → […, 3, s, s] as the ID encoder reads them; `camera` varies light and sharpness."""
        x = torch.from_numpy(np.ascontiguousarray(crops)).movedim(-1, -3).float() / 255
        if camera:
            x = photographed(x.flatten(0, -4)).view_as(x)
        return (x - self.mean) / self.std

    def references(self, painted: int, kinds: int, count: int) -> np.ndarray:
        """Which photographs the sitter is shown by. Half of the time the painted one is among them: copying what is
        seen is learned first, and what stays the same of a person after it."""
        others = self.draw.permutation([k for k in range(kinds) if k != painted])
        if self.draw.random() < max(OWN_PHOTOGRAPH, self.early):
            others[0] = painted
        return others[:count]

    def __call__(self, count: int) -> Batch:
        references = 2 if self.draw.random() < 0.25 else 1
        rows = self.draw.choice(self.rows, count)
        easier = self.draw.random(count) < self.early
        rows[easier] = self.draw.choice(self.magnified, int(easier.sum()))
        return self.batch(rows, references)

    def batch(self, rows: np.ndarray, references: int) -> Batch:
        copies = references * self.preset.id_tokens
        latents = self.latents[torch.from_numpy(rows)].float() * self.scale
        ids, masks, crops, vectors, sizes, keep = [], [], [], [], [], []
        kinds = self.crops.shape[1]
        for row, flipped in zip(rows, is_mirrored(rows)):
            fact = self.facts[row]
            chance = self.draw.random()
            identity = chance >= 0.12
            if chance < 0.02:
                text = self.draw.choice(NEGATIVES)
            else:
                text = self.prompts(fact, trigger=identity)
            first, _, mask = self.tokenizer.rows(text, copies)
            ids.append(first)
            masks.append(mask)
            chosen = self.references(fact[1], kinds, references)
            faces = self.crops[fact[0]][chosen]
            crops.append(faces[:, :, ::-1] if flipped else faces)
            vectors.append(self.vectors[fact[0]][chosen])
            sizes.append(time_ids(self.names["zooms"][fact[5]], self.names["size"]))
            keep.append(0.0 if 0.02 <= chance < 0.08 else 1.0)
        first = torch.from_numpy(np.stack(ids))
        to = self.where
        return Batch(
            latents.to(to), first.to(to), first.to(to), torch.from_numpy(np.stack(masks)).to(to),
            self.pixels(np.stack(crops), camera=True).to(to), torch.stack(vectors).to(to),
            torch.tensor(sizes, dtype=torch.float32).to(to), torch.tensor(keep).to(to),
            torch.from_numpy(self.facts[rows, 0].astype(np.int64)).to(to),
        )  # fmt: skip
