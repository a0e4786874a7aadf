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
from .runtime import Clock, device, half_precision, load, save
from .start import text_weights
from .together import Group, run
from .vocabulary import Tokenizer, meaningless, prepare
from .words import Prompts

SPREAD = 0.4
"""The part of the fused rows' energy that has to come from the sitter, the rest from the words and the row's place."""


@torch.no_grad()
def class_rows(work: Path, preset: Preset, count: int, begun: Path | None) -> torch.Tensor:
    """Rows of the class word in prompts as the text encoders now see them, [count, tokens, context]."""
    tokenizer = Tokenizer(preset.merges)
    embedding, near = prepare(work, tokenizer, preset.text_width)
    encoders = nn.ModuleDict(dict(zip(("first", "second"), text_encoders(preset, len(embedding))))).eval()
    known = load(work / "text" / "state.pt")
    if known is None and begun is None:
        raise SystemExit("error: train_text comes first; the text encoders are not there yet")
    encoders.load_state_dict(known["model"] if known else text_weights(begun))
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


class Reader(nn.Module):
    """Reads fused rows in the plainest way: every row tells its own square of the face, all by one linear map.

    This is the code that the denoiser's cross-attention finds soonest: the mean of all rows says how bright and of what
    color the face is, and a place that learns where to look gets the square it needs. Rows that only a network of its
    own could read were not found in thousands of steps.
    """

    SIDE = 4

    def __init__(self, context: int, vector: int):
        super().__init__()
        self.picture, self.vector = nn.Linear(context, 3 * 8 * 8), nn.Linear(context, vector)

    def forward(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Rows [n, 16, context] → (face vectors [n, vector], pictures [n, 3, 32, 32] in −1…1)."""
        squares = self.picture(rows).transpose(1, 2).unflatten(-1, (self.SIDE, self.SIDE))
        return F.normalize(self.vector(rows).mean(1), dim=-1), F.pixel_shuffle(squares, 8)


def spread(rows: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
    """The part of the rows' energy that changes with the sitter, 0…1: the same words fused with two sitters."""
    return ((rows - others).square().mean() / 2) / rows.square().mean()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--preset", default="cpu", choices=PRESETS)
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--batch", type=int, default=64, help="of each process")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--start", type=Path, help="an exported model folder whose text encoders are used")
    return parser.parse_args()


class Sitters:
    """Draws people: a photograph, its face vector, and the vector of another photograph of the same person."""

    def __init__(self, work: Path, seed: int):
        self.crops = np.load(work / "data" / "crops.npy", mmap_mode="r")
        self.faces = np.load(work / "data" / "faces.npy", mmap_mode="r")
        self.vectors = torch.from_numpy(np.load(work / "data" / "vectors.npy").astype(np.float32))
        self.people, self.kinds = len(self.crops) - HELD_OUT, self.crops.shape[1]
        self.draw = np.random.default_rng(seed)

    def __call__(self, count: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Crops [n, 3, s, s] in 0…1, given vectors [n, 128], wanted vectors [n, 128], wanted pictures [n, 3, 32, 32]."""
        who, seen, other = self.draw.integers(self.people, size=count), *self.draw.integers(self.kinds, size=(2, count))
        crops, faces = (np.stack([of[p, k] for p, k in zip(who, seen)]) for of in (self.crops, self.faces))
        crops, faces = (torch.from_numpy(x).movedim(-1, 1).float() / 255 for x in (crops, faces))
        # Without its face vector half of the time, so that the picture itself is read.
        given = self.vectors[who, seen] * (torch.rand(count, 1) > 0.5)
        return crops, given, self.vectors[who, other], F.adaptive_avg_pool2d(faces, 32) * 2 - 1


def train(options: argparse.Namespace, group: Group) -> None:
    preset, where = PRESETS[options.preset], device()
    torch.manual_seed(options.seed)
    encoder = IdEncoder(preset)
    open_fuse(encoder)
    model = nn.ModuleDict({"encoder": encoder, "reader": Reader(preset.context, preset.face_vector)}).to(where)
    earlier = load(options.work / "identity" / "state.pt")
    if earlier:
        model.load_state_dict(earlier["reading"])
    rows = class_rows(options.work, preset, 96, options.start).to(where)
    trained = [parameter for name, parameter in model.named_parameters() if "visual_projection" not in name]
    optimizer = torch.optim.AdamW(trained, options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    torch.manual_seed(options.seed + 1 + group.rank)
    sitters, clock = Sitters(options.work, options.seed + group.rank), Clock(options.minutes, options.rate)
    step, shown, done = 0, time.time(), False
    while not done:
        for parameters in optimizer.param_groups:
            parameters["lr"] = clock.learning_rate(step)
        pixels, given, wanted, drawing = (part.to(where) for part in sitters(options.batch))
        with half_precision(where):
            tokens = encoder.tokens((photographed(pixels) - 0.5) / 0.25, given)
            prompt = rows[torch.randint(len(rows), (len(pixels),))]
            fused = encoder.fuse_module(prompt, tokens)
            told = spread(fused.float(), encoder.fuse_module(prompt, tokens.roll(1, 0)).float())
            vector, picture = (x.float() for x in model["reader"](fused))
        likeness, own = (vector @ wanted.T) * 12, torch.arange(len(pixels), device=where)
        drawn = F.l1_loss(picture, drawing)
        loss = F.cross_entropy(likeness, own) + 16 * drawn + 8 * F.relu(SPREAD - told)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        step += 1
        if group.meets(step):
            done = group.meet(model, clock.part >= 1)
        if group.leads and time.time() - shown > 20:
            right = (likeness.argmax(1) == own).float().mean()
            print(f"step {step} part {clock.part:.2f} top-1 {right:.2f} drawn {drawn:.3f} told {told:.2f}", flush=True)
            shown = time.time()
    if group.leads:
        state = {"model": encoder.state_dict(), "reading": model.state_dict(), "step": step}
        save(state, options.work / "identity" / "state.pt")


def main() -> None:
    options = arguments()
    # Words and rows are prepared once, before the processes part.
    class_rows(options.work, PRESETS[options.preset], 1, options.start)
    run(train, options)


if __name__ == "__main__":
    main()
