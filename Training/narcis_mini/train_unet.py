"""Train the denoiser with its text encoders, ID encoder and identity adaptation together.

    python -m narcis_mini.train_unet --work .training --minutes 40

Resumes from WORK/unet/state.pt, also with more minutes than before. A sheet of samples: WORK/unet/sheet.png.
"""

import argparse
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from .dataset import Dataset
from .portrait_model import PortraitModel
from .presets import PRESETS, alphas_cumprod
from .runtime import Average, Clock, device, half_precision, load, save, use_own_cores
from .sampling import sheet
from .start import begin, own_starts
from .vocabulary import Tokenizer, prepare


def moments(count: int, where: torch.device) -> torch.Tensor:
    """Timesteps 0…999: half of them evenly, half gathered where form and likeness are decided."""
    even = torch.rand(count, device=where)
    gathered = torch.sigmoid(0.5 + torch.randn(count, device=where))
    chosen = torch.where(torch.rand(count, device=where) < 0.5, even, gathered)
    return (chosen * 1000).long().clamp(0, 999)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--preset", default="cpu", choices=PRESETS)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--start", type=Path, help="an exported model folder whose weights to begin with")
    options = parser.parse_args()
    use_own_cores()
    torch.manual_seed(options.seed)
    preset, where, path = PRESETS[options.preset], device(), options.work / "unet" / "state.pt"
    tokenizer = Tokenizer(preset.merges)
    embedding, near = prepare(options.work, tokenizer, preset.text_width)
    model = PortraitModel(preset, embedding).to(where)
    if options.start:
        begin(options.start, options.work, preset, model)
    else:
        model.load_state_dict(own_starts(options.work), strict=False)
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f} M parameters", flush=True)
    optimizer = torch.optim.AdamW(model.parameters(), options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    average, step = Average(model, 0.999), 0
    state = load(path)
    if state:
        model.load_state_dict(state["model"])
        average.model.load_state_dict(state["average"])
        if "optimizer" in state:
            optimizer.load_state_dict(state["optimizer"])
        step, average.steps = state["step"], state.get("averaged", 0)
    data = Dataset(options.work, preset, tokenizer, near, where, options.seed + step)
    alphas = torch.from_numpy(alphas_cumprod()).float().to(where)
    # The clock starts after the latents are made.
    clock = Clock(options.minutes, options.rate, spent=state.get("spent", 0.0) if state else 0.0)
    saved = shown = time.time()
    running = None
    while clock.part < 1 or step == 0:
        for group in optimizer.param_groups:
            group["lr"] = clock.learning_rate(step)
        batch = data(options.batch)
        noise = torch.randn_like(batch.latents)
        timesteps = moments(len(noise), where)
        alpha = alphas[timesteps].view(-1, 1, 1, 1)
        noised = alpha.sqrt() * batch.latents + (1 - alpha).sqrt() * noise
        with half_precision(where):
            predicted = model(noised, timesteps, batch)
        # The velocity, not the noise: at high noise the picture would be a small difference of large numbers, and its
        # colors follow the noise for a long time.
        goal = alpha.sqrt() * noise - (1 - alpha).sqrt() * batch.latents
        loss = F.mse_loss(predicted.float(), goal)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average.update(model)
        step += 1
        running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
        now = time.time()
        if now - shown > 30:
            print(f"step {step} part {clock.part:.3f} loss {running:.4f}", flush=True)
            shown = now
        if now - saved > 480 or clock.part >= 1:
            state = {"model": model.state_dict(), "average": average.model.state_dict(), "step": step}
            state |= {"optimizer": optimizer.state_dict(), "spent": clock.part * 60 * clock.minutes, "scale": data.scale}
            state["averaged"] = average.steps
            save(state, path)
            likeness = sheet(average.model, data, options.work, path.parent / "sheet.png")
            print(f"step {step} likeness {likeness}", flush=True)
            saved = time.time()


if __name__ == "__main__":
    main()
