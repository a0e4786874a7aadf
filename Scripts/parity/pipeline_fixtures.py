#!/usr/bin/env python3
"""Writes pipeline.safetensors: whole runs of diffusers' SDXL pipeline on the tiny models of model_fixtures.py.

Usage: pipeline_fixtures.py [--seed N] [--out FOLDER]     (versions: engine.txt)

For every solver: the latents after each step and the picture, guided and not. Then differential diffusion by the
published rule (Levin and Fried 2023; exx8/differential-diffusion d78f3f3), on diffusers' own UNet and solver, and a
prompt that changes on the way as PhotoMaker's does.
"""

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from diffusers import (
    AutoencoderKL,
    DDIMScheduler,
    DPMSolverMultistepScheduler,
    EulerDiscreteScheduler,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from fixtures import ENGINE, draw, generator, quiet, save, stored_name
from safetensors.torch import load_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

HEIGHT, WIDTH = 72, 104  # nine by thirteen cells: odd on purpose
NOISE = dict(beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012)
SOLVERS = {
    "euler": lambda spacing: EulerDiscreteScheduler(**NOISE, timestep_spacing=spacing, steps_offset=1),
    "dpm": lambda spacing: DPMSolverMultistepScheduler(**NOISE, timestep_spacing=spacing, steps_offset=1),
    "ddim": lambda spacing: DDIMScheduler(**NOISE, timestep_spacing=spacing, steps_offset=1, clip_sample=False),
}


def load(kind, name: str, folder: Path):
    """A model out of its configuration and the weights under NAME.weights."""
    if name.startswith("text"):
        model = kind(CLIPTextConfig.from_pretrained(folder / name))
    else:
        model = kind.from_config(kind.load_config(folder / name))
    stored = load_file(folder / f"{name}.safetensors")
    prefix = f"{name}.weights."
    weights = {key[len(prefix) :]: value.float() for key, value in stored.items() if key.startswith(prefix)}
    constants = {key: value for key, value in model.state_dict().items() if key.endswith("position_ids")}
    model.load_state_dict(
        constants | {key: weights[stored_name(model, key)] for key in model.state_dict() if key not in constants}
    )
    return model.eval()


class Models:
    def __init__(self, folder: Path):
        self.unet = load(UNet2DConditionModel, "unet", folder)
        self.vae = load(AutoencoderKL, "vae", folder)
        self.first = load(CLIPTextModel, "text", folder)
        self.second = load(CLIPTextModelWithProjection, "text_projected", folder)
        self.scale = 2 ** (len(self.vae.config.block_out_channels) - 1)
        self.times = torch.tensor([[HEIGHT, WIDTH, 0, 0, HEIGHT, WIDTH]] * 2, dtype=torch.float32)

    def encode(self, ids: list[int]):
        row = torch.tensor([ids])
        first = self.first(row, output_hidden_states=True)
        second = self.second(row, output_hidden_states=True)
        return torch.cat([first.hidden_states[-2], second.hidden_states[-2]], -1), second.text_embeds

    def pipeline(self, scheduler):
        pipeline = StableDiffusionXLPipeline(
            self.vae, self.first, self.second, None, None, self.unet, scheduler, add_watermarker=False
        )
        pipeline.vae_scale_factor = self.scale
        pipeline.set_progress_bar_config(disable=True)
        return pipeline

    def guided(self, x, t, scheduler, scale, negative, positive):
        """u + g·(c − u) as the pipeline computes it."""
        context, pooled = (torch.cat(pair) for pair in zip(negative, positive))
        both = scheduler.scale_model_input(torch.cat([x, x]), t)
        added = {"text_embeds": pooled, "time_ids": self.times}
        u, c = self.unet(both, t, context, added_cond_kwargs=added).sample.chunk(2)
        return u + scale * (c - u)


def plain_runs(models: Models, noise, negative, positive) -> dict[str, torch.Tensor]:
    found = {}
    for solver, make in SOLVERS.items():
        for spacing, steps, scale in [("leading", 4, 5.0), ("trailing", 5, 1.0)]:
            if solver == "ddim" and spacing == "trailing":
                steps = 4  # diffusers walks on in whole strides, which only then are the list's own
            latents = []

            def keep(pipeline, step, t, values):
                latents.append(values["latents"])
                return values

            result = models.pipeline(make(spacing))(
                prompt_embeds=positive[0], pooled_prompt_embeds=positive[1], negative_prompt_embeds=negative[0],
                negative_pooled_prompt_embeds=negative[1], num_inference_steps=steps, guidance_scale=scale,
                latents=noise, height=HEIGHT, width=WIDTH, output_type="pt", callback_on_step_end=keep,
            )  # fmt: skip
            found[f"{solver}.{spacing}.latents"] = torch.stack(latents)
            found[f"{solver}.{spacing}.image"] = result.images
    return found


def differential_run(models: Models, noise, negative, positive, rng) -> dict[str, torch.Tensor]:
    """The published loop for every solver, from the whole schedule and from a part of it."""
    pixels = draw(rng, 1, 3, HEIGHT, WIDTH, scale=0.5).clamp(-1, 1)
    original = models.vae.encode(pixels).latent_dist.mode() * models.vae.config.scaling_factor
    keep = torch.linspace(0, 1, WIDTH).repeat(HEIGHT, 1)
    keep[: HEIGHT // 4] = 1
    keep[-HEIGHT // 4 :] = 0
    small = F.interpolate(keep[None, None], size=original.shape[2:], mode="bilinear")
    found = {"differential.pixels": pixels, "differential.original": original, "differential.map": keep[None, None]}
    for solver, make in SOLVERS.items():
        for steps, strength in [(5, 1.0), (8, 0.7)]:
            scheduler = make("leading")
            scheduler.set_timesteps(steps)
            skipped = steps - min(int(steps * strength), steps)
            if hasattr(scheduler, "set_begin_index"):
                scheduler.set_begin_index(skipped)
            latents = []
            for i, t in enumerate(scheduler.timesteps[skipped:]):
                noised = scheduler_noise(scheduler, original, noise, skipped + i)
                x = noised if i == 0 else torch.where(small > i / steps, noised, x)
                x = scheduler.step(models.guided(x, t, scheduler, 3.0, negative, positive), t, x).prev_sample
                latents.append(x)
            found[f"differential.{solver}.{steps}"] = torch.stack(latents)
    return found


def scheduler_noise(scheduler, original, noise, step: int):
    """The original at a step's noise level; written out, since a solver's own add_noise depends on where it stands."""
    if isinstance(scheduler, DDIMScheduler):
        kept = scheduler.alphas_cumprod[scheduler.timesteps[step]]
        return kept**0.5 * original + (1 - kept) ** 0.5 * noise
    sigma = scheduler.sigmas[step]
    if isinstance(scheduler, EulerDiscreteScheduler):
        return original + sigma * noise
    return (original + sigma * noise) / (1 + sigma**2) ** 0.5


def switched_run(models: Models, noise, negative, positive, other) -> dict[str, torch.Tensor]:
    """Steps 0 to 2 see the first prompt, the rest another one."""
    scheduler = SOLVERS["euler"]("leading")
    scheduler.set_timesteps(5)
    x = noise * scheduler.init_noise_sigma
    latents = []
    for i, t in enumerate(scheduler.timesteps):
        prompt = positive if i <= 2 else other
        x = scheduler.step(models.guided(x, t, scheduler, 5.0, negative, prompt), t, x).prev_sample
        latents.append(x)
    return {"switched.latents": torch.stack(latents)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ENGINE)
    arguments = parser.parse_args()
    quiet()
    rng = generator(arguments.seed * 1000 + 500)
    models = Models(arguments.out)
    prompts = [[98] + torch.randint(2, 97, (count,), generator=rng).tolist() for count in (4, 7, 5)]
    ids = [(prompt + [99] + [0] * 16)[:16] for prompt in prompts]
    negative, positive, other = (models.encode(row) for row in ids)
    noise = draw(rng, 1, 4, HEIGHT // models.scale, WIDTH // models.scale)
    tensors = {"ids": torch.tensor(ids), "noise": noise, "context": positive[0], "pooled": positive[1]}
    tensors |= plain_runs(models, noise, negative, positive)
    tensors |= differential_run(models, noise, negative, positive, rng)
    tensors |= switched_run(models, noise, negative, positive, other)
    save(arguments.out / "pipeline.safetensors", tensors)


if __name__ == "__main__":
    main()
