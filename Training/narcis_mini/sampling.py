"""Samples during training: held-out people in several styles, and how near they are to their sitters."""

from pathlib import Path

import numpy as np
import torch
from PIL import Image

from .dataset import HELD_OUT, Batch, Dataset
from .faces import Detector, FaceVectors
from .models import autoencoder
from .portrait_model import PortraitModel
from .presets import alphas_cumprod, time_ids

AYS = [999, 845, 730, 587, 443, 310, 193, 116, 53, 13]


def conditioning(data: Dataset, texts: list[str], people: list[int], zoom: str) -> Batch:
    copies = data.preset.id_tokens
    rows = [data.tokenizer.rows(text, copies) for text in texts]
    ids = torch.from_numpy(np.stack([r[0] for r in rows])).to(data.where)
    mask = torch.from_numpy(np.stack([r[2] for r in rows])).to(data.where)
    crops = np.stack([data.crops[p][:1] for p in people])
    sizes = torch.tensor([time_ids(zoom, data.names["size"])] * len(texts), dtype=torch.float32)
    vectors = data.vectors[people][:, :1].to(data.where)
    keep = torch.ones(len(texts), device=data.where)
    none = torch.zeros(0, device=data.where)
    pixels, who = data.pixels(crops).to(data.where), torch.tensor(people, device=data.where)
    return Batch(none, ids, ids, mask, pixels, vectors, sizes.to(data.where), keep, who)


@torch.no_grad()
def sample(model: PortraitModel, batch: Batch, shape: tuple[int, ...], guidance: float, seed: int) -> torch.Tensor:
    """DDIM over the ten Align Your Steps timesteps, with the null prompt as the negative."""
    alphas = torch.from_numpy(alphas_cumprod()).float()
    context, pooled = model.context(batch)
    both = torch.cat([torch.zeros_like(context), context])
    added = {"text_embeds": torch.cat([torch.zeros_like(pooled), pooled]), "time_ids": batch.sizes.repeat(2, 1)}
    x = torch.randn(shape, generator=torch.Generator().manual_seed(seed)).to(context.device)
    for now, after in zip(AYS, [*AYS[1:], None]):
        a = alphas[now]
        b = alphas[after] if after is not None else torch.tensor(1.0)
        free, led = model.unet(torch.cat([x, x]), now, both, added_cond_kwargs=added).sample.chunk(2)
        velocity = free + guidance * (led - free)
        clean = a.sqrt() * x - (1 - a).sqrt() * velocity
        noise = a.sqrt() * velocity + (1 - a).sqrt() * x
        x = b.sqrt() * clean + (1 - b).sqrt() * noise
    return x


@torch.no_grad()
def sheet(model: PortraitModel, data: Dataset, work: Path, path: Path, zoom: str = "face") -> str:
    """A row per style, a column per held-out person, their photographs above; returns the retrieval figures."""
    was = model.training
    model.eval()
    people = list(range(data.people, data.people + 8))
    styles = [name for name in ("watercolor", "expressionist", "pencil", "woodblock", "popart") if name in data.names["styles"]]
    vae = autoencoder(data.preset).to(data.where).eval()
    vae.load_state_dict(torch.load(work / "vae" / "state.pt", map_location="cpu", weights_only=True)["average"])
    size = data.names["size"]
    photos = [np.asarray(Image.fromarray(data.crops[p][0]).resize((size, size))) for p in people]
    rows, pictures = [np.concatenate(photos, 1)], []
    for style in styles:
        batch = conditioning(data, [f"portrait of a person img, {style}"] * len(people), people, zoom)
        shape = (len(people), *data.latents.shape[1:])
        out = vae.decode(sample(model, batch, shape, 3.0, 1) / data.scale).sample.clamp(-1, 1)
        images = ((out + 1) * 127.5).permute(0, 2, 3, 1).cpu().numpy().round().astype(np.uint8)
        rows.append(np.concatenate(list(images), 1))
        pictures.append(images)
    Image.fromarray(np.concatenate(rows)).save(path)
    model.train(was)
    return retrieval(data, people, np.concatenate(pictures))


def retrieval(data: Dataset, people: list[int], images: np.ndarray) -> str:
    """Where the own sitter stands among all held-out people, by the vectors of the pictures that have a face."""
    scores, _, points = Detector().grid(images)
    vectors = FaceVectors()
    gallery = data.vectors[data.people : data.people + HELD_OUT].mean(1).numpy()
    # Of one length: people whose photographs differ little would else be near to everything.
    gallery /= np.linalg.norm(gallery, axis=1, keepdims=True)
    ranks = []
    for row in np.flatnonzero(scores >= 0.3):
        near = gallery @ vectors(images[row], points[row])
        ranks.append(int((near > near[row % len(people)]).sum()))
    if not ranks:
        return f"faces 0/{len(images)}"
    first, third = (sum(rank < best for rank in ranks) / len(ranks) for best in (1, 3))
    told = f"faces {len(ranks)}/{len(images)}, top-1 {first:.2f}, top-3 {third:.2f} of {HELD_OUT}"
    return f"{told}, mean rank {1 + np.mean(ranks):.1f} (chance {(1 + HELD_OUT) / 2:.1f})"
