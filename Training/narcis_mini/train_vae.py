"""Train the autoencoder on crops of the paintings: L1, gradients and a coarse-to-fine pyramid.

    python -m narcis_mini.train_vae --work .training --minutes 14

Resumes from WORK/vae/state.pt. A sheet of pictures and their reconstructions: WORK/vae/sheet.png.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from .models import autoencoder
from .presets import PRESETS
from .runtime import Average, Clock, device, load, precision, save, use_own_cores


NEAR = 0.1
"""Noise on the latents that a decoder alone learns from, as a part of their deviation."""


def gradient(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return x[..., 1:, :] - x[..., :-1, :], x[..., 1:] - x[..., :-1]


def chroma(x: torch.Tensor) -> torch.Tensor:
    return x - x.mean(1, keepdim=True)


def loss_of(out: torch.Tensor, goal: torch.Tensor) -> torch.Tensor:
    total = F.l1_loss(out, goal)
    for level in range(3):
        for a, b in zip(gradient(out), gradient(goal)):
            total = total + 0.6 * F.l1_loss(a, b)
        if level < 2:
            out, goal = F.avg_pool2d(out, 2), F.avg_pool2d(goal, 2)
            total = total + 0.5 * F.l1_loss(out, goal)
    # `out` and `goal` are at a quarter now. Light and shade alone keep an autoencoder busy, and colors come last.
    return total + 6 * F.l1_loss(chroma(out), chroma(goal))


class Crops:
    """Random crops of the paintings file, which may still be growing: empty rows are passed over."""

    def __init__(self, work: Path, crop: int, seed: int):
        self.pictures = np.load(work / "data" / "paintings.npy", mmap_mode="r")
        self.crop, self.draw = crop, np.random.default_rng(seed)

    def __call__(self, count: int) -> torch.Tensor:
        batch = []
        room = self.pictures.shape[1] - self.crop
        while len(batch) < count:
            row, y, x = self.draw.integers(len(self.pictures)), self.draw.integers(room + 1), self.draw.integers(room + 1)
            piece = self.pictures[row, y : y + self.crop, x : x + self.crop]
            if piece[0].any():
                batch.append(piece if self.draw.random() < 0.5 else piece[:, ::-1])
        return torch.from_numpy(np.stack(batch)).permute(0, 3, 1, 2).float() / 127.5 - 1


@torch.no_grad()
def sheet(model, pictures: torch.Tensor, path: Path) -> float:
    """Pictures above, reconstructions below; returns the mean PSNR in dB."""
    model.eval()
    out = model.decode(model.encode(pictures).latent_dist.mean).sample.clamp(-1, 1)
    error = ((out - pictures) / 2).pow(2).mean((1, 2, 3))
    rows = torch.cat([torch.cat(list(x.float().cpu()), 2) for x in (pictures, out)], 1)
    Image.fromarray(((rows + 1) * 127.5).permute(1, 2, 0).numpy().round().astype(np.uint8)).save(path)
    return float((-10 * error.log10()).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--preset", default="cpu", choices=PRESETS)
    parser.add_argument("--minutes", type=float, default=14)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--crop", type=int, default=64)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--keep-latents", action="store_true", help="train the decoder alone: the denoiser stays valid")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    use_own_cores()
    where, path = device(), options.work / "vae" / "state.pt"
    model = autoencoder(PRESETS[options.preset]).to(where).to(memory_format=torch.channels_last)
    if options.keep_latents:
        for part in (model.encoder, model.quant_conv):
            part.requires_grad_(False)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, options.rate, betas=(0.9, 0.98), weight_decay=1e-3)
    average, step, clock = Average(model, 0.998), 0, Clock(options.minutes, options.rate)
    state = load(path)
    if state:
        model.load_state_dict(state["model"])
        average.model.load_state_dict(state["average"])
        step, clock.spent, average.steps = state["step"], state.get("spent", 0.0), state["step"]
    # A new optimizer warms up; one that knows another set of weights is of no use.
    goes_on = bool(state) and "optimizer" in state and state.get("keeps_latents", False) == options.keep_latents
    if goes_on:
        optimizer.load_state_dict(state["optimizer"])
    begun = 0 if goes_on else step
    kept = {key: state[key] for key in ("scale", "latents_of") if key in state} if state and options.keep_latents else {}
    if options.keep_latents:
        kept = {"latents_of": step} | kept
    crops = Crops(options.work, options.crop, options.seed + step)
    whole = Crops(options.work, PRESETS[options.preset].size, 0)(10).to(where)
    path.parent.mkdir(parents=True, exist_ok=True)
    saved = shown = time.time()
    running = 0.0
    while clock.part < 1 or step == 0:
        for group in optimizer.param_groups:
            group["lr"] = clock.learning_rate(step - begun)
        goal = crops(options.batch).to(where, memory_format=torch.channels_last)
        with precision(where):
            posterior = model.encode(goal).latent_dist
            # A decoder alone learns from what the denoiser was shown, a little off as its guesses are.
            mean = posterior.mean
            given = mean + NEAR * mean.std() * torch.randn_like(mean) if options.keep_latents else posterior.sample()
            out = model.decode(given).sample
        kl = posterior.kl().float().mean() / goal[0].numel()
        loss = loss_of(out.float(), goal) + 3e-4 * kl
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        average.update(model)
        step += 1
        running = loss.item() if step == 1 else 0.98 * running + 0.02 * loss.item()
        now = time.time()
        if step % 50 == 0 and now - shown > 20:
            print(f"step {step} part {clock.part:.3f} loss {running:.4f} kl {kl.item():.4f}", flush=True)
            shown = now
        if now - saved > 120 or clock.part >= 1:
            state = {"model": model.state_dict(), "average": average.model.state_dict(), "step": step} | kept
            state["keeps_latents"] = options.keep_latents
            save(state | {"optimizer": optimizer.state_dict(), "spent": clock.part * 60 * clock.minutes}, path)
            print(f"step {step} PSNR {sheet(average.model, whole, path.parent / 'sheet.png'):.2f} dB", flush=True)
            saved = now


if __name__ == "__main__":
    main()
