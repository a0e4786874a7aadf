"""Start the text encoders on a task of their own: tell style, palette and mood from a prompt.

    python -m narcis_mini.train_text --work .training --minutes 3

The denoiser's loss alone teaches words slowly: at high noise, where colors are decided, its pictures stayed gray for
thousands of steps. Writes WORK/text/state.pt, from which the denoiser's training starts.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .models import text_encoders
from .presets import PRESETS
from .runtime import Clock, device, load, save, use_own_cores
from .vocabulary import Tokenizer, meaningless, prepare
from .words import Prompts

LENGTH = 48
"""Tokens that are read of a prompt; attention is causal, so its end says the same at any length."""


class Heads(nn.Module):
    """Style, palette and mood from the end of a prompt."""

    def __init__(self, width: int, counts: list[int]):
        super().__init__()
        self.parts = nn.ModuleList(nn.Linear(width, count) for count in counts)

    def loss(self, summary: torch.Tensor, facts: torch.Tensor) -> torch.Tensor:
        losses = [F.cross_entropy(part(summary), facts[:, i], ignore_index=-1) for i, part in enumerate(self.parts)]
        return torch.stack(losses).sum()


def told(prompts: Prompts, names: dict, draw: np.random.Generator) -> tuple[str, list[int]]:
    """A prompt and what it says: indices of style, palette and mood, -1 for a style that it leaves out."""
    fact = np.array([0, 0, *(draw.integers(len(names[key])) for key in ("styles", "palettes", "moods")), 0])
    if draw.random() < 0.4:
        fact[3] = 0
    if draw.random() < 0.5:
        fact[4] = 0
    text = prompts(fact, trigger=True)
    return text, [int(fact[2]) if prompts.names_style else -1, int(fact[3]), int(fact[4])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--preset", default="cpu", choices=PRESETS)
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1e-3)
    options = parser.parse_args()
    use_own_cores()
    torch.manual_seed(7)
    preset, where, draw = PRESETS[options.preset], device(), np.random.default_rng(7)
    tokenizer = Tokenizer(preset.merges)
    embedding, near = prepare(options.work, tokenizer, preset.text_width)
    names = json.loads((options.work / "data" / "names.json").read_text())
    prompts = Prompts(names, near, meaningless(tokenizer, near), 7)
    encoders = nn.ModuleDict(dict(zip(("first", "second"), text_encoders(preset, len(embedding))))).to(where)
    for encoder in encoders.values():
        encoder.text_model.embeddings.token_embedding.weight.data.copy_(embedding)
    begun = load(options.work / "unet" / "state.pt")
    if begun:
        own = {k: v for k, v in begun["model"].items() if k.partition(".")[0] in encoders}
        encoders.load_state_dict(own)
    counts = [len(names[key]) for key in ("styles", "palettes", "moods")]
    heads = nn.ModuleList(Heads(preset.text_width, counts) for _ in encoders).to(where)
    trained = [*encoders.parameters(), *heads.parameters()]
    optimizer = torch.optim.AdamW(trained, options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    clock, step, shown = Clock(options.minutes, options.rate), 0, time.time()
    while clock.part < 1:
        for group in optimizer.param_groups:
            group["lr"] = clock.learning_rate(step)
        rows = [told(prompts, names, draw) for _ in range(options.batch)]
        ids = np.stack([tokenizer.rows(text, preset.id_tokens)[0] for text, _ in rows])[:, :LENGTH]
        ids[:, -1] = tokenizer.end
        ids = torch.from_numpy(ids).to(where)
        facts = torch.tensor([fact for _, fact in rows], device=where)
        hidden, _ = encoders["first"](ids)
        _, pooled = encoders["second"](ids)
        end = hidden[torch.arange(len(ids)), (ids == tokenizer.end).int().argmax(1)]
        losses = [head.loss(summary, facts) for head, summary in zip(heads, (end, pooled))]
        loss = torch.stack(losses).sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        step += 1
        if time.time() - shown > 10:
            right = [(part(pooled).argmax(1) == facts[:, i]).float().mean().item() for i, part in enumerate(heads[1].parts)]
            told_right = ", ".join(f"{name} {r:.2f}" for name, r in zip(("style", "palette", "mood"), right))
            print(f"step {step} part {clock.part:.2f} loss {loss.item():.3f} {told_right}", flush=True)
            shown = time.time()
    save({"model": encoders.state_dict(), "step": step}, options.work / "text" / "state.pt")


if __name__ == "__main__":
    main()
