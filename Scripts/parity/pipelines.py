"""PhotoMaker's and differential diffusion's loops as published, on diffusers' models and solvers, with every value kept.

Prompts, merge step and adaptation follow TencentARC/PhotoMaker 060b4fc; the map follows exx8/differential-diffusion
d78f3f3. Written anew; see photomaker.py for what it was checked against.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from diffusers import DDIMScheduler, EulerDiscreteScheduler
from photomaker import expand
from transformers import CLIPTokenizer


class Prompts:
    """Both tokenizers of a folder and both text encoders."""

    def __init__(self, base: Path, first, second):
        self.tokenizers = [CLIPTokenizer.from_pretrained(base / name) for name in ("tokenizer", "tokenizer_2")]
        self.encoders = [first, second]

    def ids(self, text: str) -> list[list[int]]:
        return [self._padded(tokenizer, text) for tokenizer in self.tokenizers]

    def encode_ids(self, ids: list[list[int]]):
        first, second = (
            encoder(torch.tensor([row]), output_hidden_states=True) for encoder, row in zip(self.encoders, ids)
        )
        return torch.cat([first.hidden_states[-2], second.hidden_states[-2]], -1), second.text_embeds

    def encode(self, text: str):
        return self.encode_ids(self.ids(text))

    def identity(self, text: str, trigger: str, copies: int):
        """Conditioning with the class word repeated, where it stands, and the conditioning of the words alone."""
        for tokenizer in self.tokenizers:
            tokenizer.add_tokens([trigger], special_tokens=True)
        marks = [tokenizer.convert_tokens_to_ids(trigger) for tokenizer in self.tokenizers]
        rows = [
            expand(ids, mark, copies, 77, tokenizer.pad_token_id)
            for ids, mark, tokenizer in zip(self.ids(text), marks, self.tokenizers)
        ]
        plain = self.tokenizers[0].encode(text, add_special_tokens=False)
        plain.remove(marks[0])
        words = self.tokenizers[0].decode(plain, clean_up_tokenization_spaces=False)
        return self.encode_ids([row for row, _ in rows]), torch.tensor([rows[1][1]]), self.encode(words)

    @staticmethod
    def _padded(tokenizer, text: str) -> list[int]:
        return tokenizer(text, padding="max_length", max_length=77, truncation=True)["input_ids"]


def set_timesteps(scheduler, steps: int, timesteps: list[float] | None):
    """A list is given to diffusers as it is; only the multistep solver asks for whole numbers."""
    if timesteps is None:
        scheduler.set_timesteps(steps)
    elif isinstance(scheduler, EulerDiscreteScheduler):
        scheduler.set_timesteps(timesteps=timesteps)
    else:
        scheduler.set_timesteps(timesteps=[int(t) for t in timesteps])


def predict(unet, scheduler, x, t, guidance: float, negative, positive, times):
    """u + g·(c − u), or c alone where g is at most 1, as the pipelines compute it."""
    pairs = list(zip(negative, positive)) if guidance > 1 else [(value,) for value in positive]
    context, pooled = (torch.cat(pair) for pair in pairs)
    rows = scheduler.scale_model_input(torch.cat([x] * len(pairs[0])), t)
    added = {"text_embeds": pooled, "time_ids": times.repeat(len(rows), 1)}
    found = unet(rows, t, context, added_cond_kwargs=added).sample
    if guidance <= 1:
        return found
    u, c = found.chunk(2)
    return u + guidance * (c - u)


def denoise(unet, scheduler, noise, guidance, negative, words, identity, merge_step, times):
    """The words alone up to `merge_step`, counted from 0 and inclusive, then the identity."""
    x, rows = noise * scheduler.init_noise_sigma, []
    for i, t in enumerate(scheduler.timesteps):
        positive = words if i <= merge_step else identity
        x = scheduler.step(predict(unet, scheduler, x, t, guidance, negative, positive, times), t, x).prev_sample
        rows.append(x)
    return torch.stack(rows)


def noised(scheduler, original, noise, step: int):
    """The original at a step's level; written out, since a solver's own add_noise depends on where it stands."""
    if isinstance(scheduler, DDIMScheduler):
        kept = scheduler.alphas_cumprod[scheduler.timesteps[step]]
        return kept**0.5 * original + (1 - kept) ** 0.5 * noise
    sigma = scheduler.sigmas[step]
    at_level = original + sigma * noise
    return at_level if isinstance(scheduler, EulerDiscreteScheduler) else at_level / (1 + sigma**2) ** 0.5


def denoise_by_map(unet, scheduler, original, noise, keep, strength, guidance, negative, positive, times):
    """Before step i of those that run, what lies above i/T in `keep` is set to the noised original."""
    steps = len(scheduler.timesteps)
    skipped = steps - min(int(steps * strength), steps)
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(skipped)
    small = F.interpolate(keep[None, None], size=original.shape[2:], mode="bilinear")
    x, rows = None, []
    for i, t in enumerate(scheduler.timesteps[skipped:]):
        held = noised(scheduler, original, noise, skipped + i)
        x = held if x is None else torch.where(small > i / steps, held, x)
        x = scheduler.step(predict(unet, scheduler, x, t, guidance, negative, positive, times), t, x).prev_sample
        rows.append(x)
    return torch.stack(rows), scheduler.timesteps[skipped:]
