"""Train the denoiser with its text encoders, ID encoder and identity adaptation together.

    python -m narcis_mini.train_unet --work .training --minutes 40

Resumes from WORK/unet/state.pt, also with more minutes than before. A sheet of samples: WORK/unet/sheet.png.
"""

import argparse
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from .dataset import Dataset, encode_all
from .judge import Judge
from .portrait_model import PortraitModel
from .presets import PRESETS, alphas_cumprod
from .reading import examination, told
from .runtime import Average, Clock, device, half_precision, load, noised, save
from .sampling import sheet
from .start import begin, own_starts
from .together import Group, run
from .vocabulary import Tokenizer, prepare


def moments(count: int, where: torch.device, early: float) -> torch.Tensor:
    """Timesteps 0…999: half of them evenly, half gathered where form and likeness are decided.

    `early` of them are drawn where there is little but noise, and only words and sitter tell what the picture will be.
    """
    even = torch.rand(count, device=where)
    gathered = torch.sigmoid(0.5 + torch.randn(count, device=where))
    chosen = torch.where(torch.rand(count, device=where) < 0.5, even, gathered)
    chosen = torch.where(torch.rand(count, device=where) < early, 0.85 + 0.15 * even, chosen)
    return (chosen * 1000).long().clamp(0, 999)


def early(part: float) -> float:
    """How much of a batch is the easier lesson: the face fills the picture, the sitter is shown by the photograph that
    was painted, and the noise is high. All of it in the first eighth, none of it after three eighths."""
    return max(0.0, min(1.0, 1.5 - 4 * part))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--preset", default="cpu", choices=PRESETS)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--batch", type=int, default=32, help="of each process")
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--start", type=Path, help="an exported model folder whose weights to begin with")
    parser.add_argument("--keep-words", action="store_true", help="leave the text encoders as they are")
    parser.add_argument("--likeness", type=float, default=0.3, help="weight of the face reader's judgement, where there is one")
    parser.add_argument("--redraw", action="store_true", help="with --start: draw the cross-attention anew")
    options = parser.parse_args()
    if options.redraw and not options.start:
        parser.error("--redraw draws part of a model anew, which --start has to name")
    return options


def prepared(options: argparse.Namespace) -> tuple[Tokenizer, dict, PortraitModel]:
    """Also writes what several processes must not write at once: first weights and latents."""
    preset = PRESETS[options.preset]
    tokenizer = Tokenizer(preset.merges)
    embedding, near = prepare(options.work, tokenizer, preset.text_width)
    model = PortraitModel(preset, embedding)
    if options.start:
        begin(options.start, options.work, preset, model, options.redraw)
    else:
        model.load_state_dict(own_starts(options.work), strict=False)
    return tokenizer, near, model


def train(options: argparse.Namespace, group: Group) -> None:
    preset, where, path = PRESETS[options.preset], device(), options.work / "unet" / "state.pt"
    tokenizer, near, model = prepared(options)
    model = model.to(where)
    if options.keep_words:
        for encoder in (model.first, model.second):
            encoder.requires_grad_(False)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, options.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    average, step = Average(model, 0.999), 0
    state = load(path)
    if state:
        model.load_state_dict(state["model"])
        average.model.load_state_dict(state["average"])
        if "optimizer" in state:
            optimizer.load_state_dict(state["optimizer"])
        step, average.steps = state["step"], state.get("averaged", 0)
    seed = options.seed + step + 1_000_003 * group.rank
    torch.manual_seed(seed)
    data = Dataset(options.work, preset, tokenizer, near, where, seed)
    alphas = torch.from_numpy(alphas_cumprod()).float().to(where)
    examined, judge = examination(data), Judge.at(options.work, preset, where)
    # The clock starts after the latents are made.
    clock = Clock(options.minutes, options.rate, spent=state.get("spent", 0.0) if state else 0.0)
    saved = shown = time.time()
    # A model that has had its easier lesson is not given it again, however much longer it is trained.
    has_lesson = state is None or state.get("has_lesson", False)
    # A new optimizer warms up.
    begun = 0 if state and "optimizer" in state else step
    running, done, unlike = None, False, torch.tensor(0.0)
    while not done:
        for parameters in optimizer.param_groups:
            parameters["lr"] = clock.learning_rate(step - begun)
        data.early = early(clock.part) if has_lesson else 0.0
        has_lesson = has_lesson and (data.early > 0 or clock.part < 0.25)
        batch = data(options.batch)
        noise = torch.randn_like(batch.latents)
        timesteps = moments(len(noise), where, data.early)
        given, goal = noised(batch.latents, noise, alphas[timesteps].view(-1, 1, 1, 1))
        with half_precision(where):
            predicted = model(given, timesteps, batch)
        loss = error = F.mse_loss(predicted.float(), goal)
        if judge and options.likeness:
            unlike = judge(given, predicted.float(), alphas[timesteps], batch)
            loss = error + options.likeness * unlike
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        step += 1
        running = error.item() if running is None else 0.98 * running + 0.02 * error.item()
        if group.meets(step):
            done = group.meet(model, clock.part >= 1)
        if not group.leads:
            continue
        average.update(model)
        now = time.time()
        if now - shown > 150:
            shown = now
            print(f"step {step} part {clock.part:.3f} loss {running:.4f} unlike {unlike.item():.3f} {told(average.model, examined, alphas)}", flush=True)
        if now - saved > 480 or done:
            state = {"model": model.state_dict(), "average": average.model.state_dict(), "step": step}
            state |= {"optimizer": optimizer.state_dict(), "spent": clock.part * 60 * clock.minutes, "scale": data.scale}
            state |= {"averaged": average.steps, "has_lesson": has_lesson, "redrawn": options.redraw}
            save(state, path)
            likeness = sheet(average.model, data, options.work, path.parent / "sheet.png")
            print(f"step {step} likeness {likeness}", flush=True)
            saved = time.time()


def main() -> None:
    options = arguments()
    prepared(options)
    encode_all(options.work, PRESETS[options.preset], device())
    run(train, options)


if __name__ == "__main__":
    main()
