"""What the denoiser reads: how much worse it does when words or sitter are another's.

The loss says little of this: it falls for thousands of steps while the sitter is ignored.
"""

from dataclasses import fields, replace

import numpy as np
import torch
import torch.nn.functional as F

from .dataset import Batch, Dataset
from .portrait_model import PortraitModel
from .runtime import noised

TIMESTEPS = (600, 800, 950)


def examination(data: Dataset, count: int = 48) -> Batch:
    """Magnified faces of people who are never trained on, each shown by the photograph that was painted."""
    was, data.early = data.early, 1.0
    rows = np.flatnonzero((data.facts[:, 0] >= data.people) & (data.facts[:, 5] == 1))[:count]
    batch = data.batch(rows, 1)
    data.early = was
    shown = batch.mask.any(1)
    batch = Batch(**{field.name: getattr(batch, field.name)[shown] for field in fields(batch)})
    return replace(batch, keep=torch.ones_like(batch.keep))


@torch.no_grad()
def losses(model: PortraitModel, batch: Batch, alphas: torch.Tensor) -> np.ndarray:
    """The loss at every one of `TIMESTEPS`, with the same noise each time."""
    found = []
    for timestep in TIMESTEPS:
        noise = torch.randn(batch.latents.shape, generator=torch.Generator().manual_seed(timestep)).to(batch.latents.device)
        given, goal = noised(batch.latents, noise, alphas[timestep])
        steps = torch.full((len(noise),), timestep, device=noise.device)
        found.append(F.mse_loss(model(given, steps, batch), goal).item())
    return np.array(found)


def told(model: PortraitModel, batch: Batch, alphas: torch.Tensor) -> str:
    """By how many percent the loss grows with another sitter, and with another's words."""
    right = losses(model, batch, alphas)
    sitter = replace(batch, pixels=batch.pixels.roll(1, 0), vectors=batch.vectors.roll(1, 0))
    names = ("first_ids", "second_ids", "mask")
    words = replace(batch, **{name: getattr(batch, name).roll(1, 0) for name in names})

    def worse(other: Batch) -> str:
        return " ".join(f"{100 * part:+.1f}" for part in losses(model, other, alphas) / right - 1)

    return f"another sitter {worse(sitter)} %, other words {worse(words)} % at {TIMESTEPS}"
