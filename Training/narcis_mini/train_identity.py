"""Start the ID encoder on a task of its own: tell whose face it sees and draw a small picture of it.

    python -m narcis_mini.train_identity --work .training --minutes 4

The tokens are read where the denoiser will read them: fused into the class word's rows of a prompt. Without that the
fuse module starts by drowning them in the words, and the denoiser learns to look past rows that say nothing of the
sitter. Run it after train_text. Writes WORK/identity/state.pt, from which the denoiser's training starts.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .augment import photographed
from .dataset import HELD_OUT
from .id_encoder import IdEncoder
from .models import text_encoders
from .presets import PRESETS, Preset
from .runtime import Clock, device, half_precision, load, save, use_own_cores
from .start import encoder_weights
from .vocabulary import Tokenizer, meaningless, prepare
from .words import Prompts


@torch.no_grad()
def class_rows(work: Path, preset: Preset, count: int) -> torch.Tensor:
    """Rows of the class word in prompts as the text encoders now see them, [count, tokens, context]."""
    tokenizer = Tokenizer(preset.merges)
    embedding, near = prepare(work, tokenizer, preset.text_width)
    encoders = nn.ModuleDict(dict(zip(("first", "second"), text_encoders(preset, len(embedding))))).eval()
    known = load(work / "unet" / "state.pt") or load(work / "text" / "state.pt")
    if known is None:
        raise SystemExit("error: train_text comes first; the text encoders are not there yet")
    own = {name: value for name, value in known["model"].items() if name.partition(".")[0] in encoders}
    encoders.load_state_dict(own)
    names, draw = json.loads((work / "data" / "names.json").read_text()), np.random.default_rng(5)
    prompts, found = Prompts(names, near, meaningless(tokenizer, near), 5), []
    counts = [len(names[key]) for key in ("styles", "palettes", "moods")]
    while len(found) < count:
        fact = np.array([0, 0, *(draw.integers(n) for n in counts), 0])
        ids, _, mask = tokenizer.rows(prompts(fact, trigger=True), preset.id_tokens)
        ids = torch.from_numpy(ids)[None]
        context = torch.cat([encoders["first"](ids)[0], encoders["second"](ids)[0]], -1)[0]
        if mask.sum() == preset.id_tokens:
            found.append(context[torch.from_numpy(mask)])
    return torch.stack(found)


def open_fuse(model: IdEncoder) -> None:
    """A new fuse module whose first product is as large as the words that it is added to."""
    for module in model.fuse_module.modules():
        if isinstance(module, (nn.Linear, nn.LayerNorm)):
            module.reset_parameters()
    model.fuse_module.mlp1.fc2.weight.data.mul_(8)


class Heads(nn.Module):
    """What the fused rows must tell: the face vector of another photograph, and the face at 16 pixels."""

    def __init__(self, tokens: int, width: int, vector: int):
        super().__init__()
        self.vector = nn.Linear(tokens * width, vector)
        self.picture = nn.Linear(tokens * width, 3 * 16 * 16)

    def forward(self, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        flat = tokens.flatten(1)
        return F.normalize(self.vector(flat), dim=-1), self.picture(flat).unflatten(-1, (3, 16, 16))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--preset", default="cpu", choices=PRESETS)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--start", type=Path, help="an exported model folder whose ID encoder to begin with")
    options = parser.parse_args()
    use_own_cores()
    torch.manual_seed(5)
    preset, where = PRESETS[options.preset], device()
    crops = np.load(options.work / "data" / "crops.npy", mmap_mode="r")
    vectors = torch.from_numpy(np.load(options.work / "data" / "vectors.npy").astype(np.float32))
    people, kinds = len(crops) - HELD_OUT, crops.shape[1]
    model = IdEncoder(preset).to(where)
    if options.start:
        model.load_state_dict(encoder_weights(options.start))
    open_fuse(model)
    rows = class_rows(options.work, preset, 96).to(where)
    heads = Heads(preset.id_tokens, preset.context, preset.face_vector).to(where)
    trained = [*model.vision_model.parameters(), *model.qformer_perceiver.parameters(), *heads.parameters()]
    trained += model.fuse_module.parameters()
    optimizer = torch.optim.AdamW(trained, options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    clock, draw, step, shown = Clock(options.minutes, options.rate), np.random.default_rng(5), 0, time.time()
    while clock.part < 1:
        for group in optimizer.param_groups:
            group["lr"] = clock.learning_rate(step)
        who, seen, other = draw.integers(people, size=options.batch), *draw.integers(kinds, size=(2, options.batch))
        pixels = torch.from_numpy(np.stack([crops[p, k] for p, k in zip(who, seen)])).movedim(-1, 1).float() / 255
        given = vectors[who, seen]
        # Without its face vector half of the time, so that the picture itself is read.
        given = given * (torch.rand(len(given), 1) > 0.5)
        with half_precision(where):
            tokens = model.tokens(((photographed(pixels) - 0.5) / 0.25).to(where), given.to(where))
            prompt = rows[torch.from_numpy(draw.integers(len(rows), size=len(who)))]
            vector, picture = (x.float() for x in heads(model.fuse_module(prompt, tokens)))
            goal = vectors[who, other].to(where)
            likeness = (vector @ goal.T) * 12
            loss = F.cross_entropy(likeness, torch.arange(len(who), device=where))
            loss = loss + 4 * F.l1_loss(picture, F.adaptive_avg_pool2d(pixels.to(where), 16) * 2 - 1)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        step += 1
        if time.time() - shown > 20:
            right = (likeness.argmax(1) == torch.arange(len(who), device=where)).float().mean()
            print(f"step {step} part {clock.part:.2f} loss {loss.item():.3f} top-1 {right:.2f}", flush=True)
            shown = time.time()
    save({"model": model.state_dict(), "step": step}, options.work / "identity" / "state.pt")


if __name__ == "__main__":
    main()
