"""Train the judge of likeness: whose face is in these latents?

    python -m narcis_mini.train_face_reader --work .training --minutes 4

Writes WORK/face_reader/state.pt. Where it is there, the denoiser's training asks it (`train_unet`).
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from .dataset import HELD_OUT, encode_all, sitters
from .face_reader import FaceReader
from .presets import PRESETS, alphas_cumprod
from .runtime import Average, Clock, device, load, noised, save
from .start import begin_autoencoder
from .together import Group, run

TEMPERATURE = 0.07
"""Of the softmax that has to name the own sitter among those of a batch."""
NOISIEST = 300
"""Latents are read with noise up to this timestep."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--preset", default="cpu", choices=PRESETS)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--batch", type=int, default=96, help="of each process")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--start", type=Path, help="an exported model folder whose autoencoder is used")
    return parser.parse_args()


def worn(latents: torch.Tensor, alphas: torch.Tensor) -> torch.Tensor:
    """Latents as a denoiser guesses them: some noisy, some soft, each with what noise leaves of its strength."""
    noisy, _ = noised(latents, torch.randn_like(latents), alphas)
    soft = F.avg_pool2d(F.pad(latents, (1, 1, 1, 1), mode="replicate"), 3, 1)
    share = torch.rand(len(latents), 1, 1, 1, device=latents.device)
    softened = latents + share * (soft - latents)
    return torch.where(torch.rand_like(share) < 0.5, noisy / alphas.sqrt(), softened)


@torch.no_grad()
def examine(model: FaceReader, latents: torch.Tensor, who: torch.Tensor, gallery: torch.Tensor) -> str:
    """How often clean latents of the people who are never trained on are named right among them."""
    near = model(latents) @ gallery.T
    ranks = (near > near.gather(1, who[:, None])).sum(1)
    return f"top-1 {(ranks == 0).float().mean():.2f}, mean rank {1 + ranks.float().mean():.1f} of {len(gallery)}"


def train(options: argparse.Namespace, group: Group) -> None:
    preset, where, path = PRESETS[options.preset], device(), options.work / "face_reader" / "state.pt"
    torch.manual_seed(options.seed)
    model = FaceReader(preset.latent_channels, preset.face_vector).to(where)
    optimizer = torch.optim.AdamW(model.parameters(), options.rate, weight_decay=0.05)
    average, step, shown, done = Average(model, 0.995), 0, time.time(), False
    latents, scale = encode_all(options.work, preset, where)
    people = torch.from_numpy(np.load(options.work / "data" / "facts.npy")[:, 0].astype(np.int64))
    vectors, alphas = sitters(options.work).to(where), torch.from_numpy(alphas_cumprod()).float().to(where)
    trained = people < len(vectors) - HELD_OUT
    unseen = latents[~trained].float().to(where) * scale, (people[~trained] - (len(vectors) - HELD_OUT)).to(where)
    rows = trained.nonzero()[:, 0]
    torch.manual_seed(options.seed + 1 + group.rank)
    clock = Clock(options.minutes, options.rate)
    while not done:
        for parameters in optimizer.param_groups:
            parameters["lr"] = clock.learning_rate(step)
        chosen = rows[torch.randint(len(rows), (options.batch,))]
        given, wanted = latents[chosen].float().to(where) * scale, vectors[people[chosen]]
        noise = alphas[torch.randint(NOISIEST, (options.batch,), device=where)].view(-1, 1, 1, 1)
        found = model(worn(given, noise))
        near = found @ wanted.T / TEMPERATURE
        loss = F.cross_entropy(near, torch.arange(len(near), device=where)) + (1 - (found * wanted).sum(-1)).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        step += 1
        if group.meets(step):
            done = group.meet(model, clock.part >= 1)
        if not group.leads:
            continue
        average.update(model)
        if time.time() - shown > 30 or done:
            shown = time.time()
            told = examine(average.model, *unseen, vectors[-HELD_OUT:])
            print(f"step {step} part {clock.part:.2f} loss {loss.item():.3f} {told}", flush=True)
    if group.leads:
        save({"model": average.model.state_dict(), "step": step}, path)


def main() -> None:
    options = arguments()
    if load(options.work / "face_reader" / "state.pt"):
        return
    if options.start:
        begin_autoencoder(options.start, options.work, PRESETS[options.preset])
    encode_all(options.work, PRESETS[options.preset], device())
    run(train, options)


if __name__ == "__main__":
    main()
