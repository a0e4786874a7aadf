#!/usr/bin/env python3
"""Draws fresh cases and computes what the Python libraries make of them, in folders for `narcis models check-case`.

Usage: cases.py OUT [--sets 4] [--seed N]     (versions: engine.txt)

A set is one random small model and six cases on it: photomaker, differential, tokens, text, unet, vae. Drawn are
weights, sizes, prompts, photographs, solver × spacing, steps, guidance, merge step, strength, the naming of the
adaptation and the kind of file that it comes in. Without --seed every run draws others; the seed is printed.
"""

import argparse
import json
import random
from pathlib import Path

import torch
from fixtures import draw, generator, quiet, save
from photomaker import pixels_of
from PIL import Image
from pipelines import Prompts, denoise, denoise_by_map, set_timesteps
from tiny_models import ADAPTATION_NAMES, Shapes, TinyModels
from tokenizer_fixtures import texts

SCHEDULES = [
    ("euler", "leading"), ("dpm", "trailing"), ("euler", "list"), ("ddim", "leading"), ("euler", "trailing"),
    ("dpm", "leading"), ("euler", "linspace"), ("dpm", "list"), ("ddim", "trailing"), ("dpm", "linspace"),
]  # fmt: skip
SITTERS = ["woman", "man", "girl", "old man", "sea captain", "grandmother"]
STYLES = ["oil painting", "ink, 8K film-grain", "a red hat; rain", "it's 1923 -- café, naïve style", "golden hour"]
PHOTOGRAPHS = [(240, 520), (180, 200), (300, 260), (231, 231), (640, 400), (227, 700), (400, 640)]
"""Every shape, shrinking and growing, and tall ones that are hardly shrunk."""
LONG = ", ".join(["an intricate baroque interior with candles"] * 14)


def prompt(choice: random.Random) -> str:
    before = choice.choice(["portrait photo of a ", "A ", "", "close-up of the "])
    after = choice.sample(STYLES, choice.randint(0, 3)) + ([LONG] if choice.random() < 0.2 else [])
    mark = choice.choice([" img", " img,", "img"])
    return before + choice.choice(SITTERS) + mark + " " + ", ".join(after)


def photograph(choice: random.Random, rng: torch.Generator, sizes: list[tuple[int, int]]) -> Image.Image:
    """Noise on several scales."""
    width, height = choice.choice(sizes)
    layers = [torch.rand(1, 3, height // k + 1, width // k + 1, generator=rng) for k in (1, 7, 40)]
    mixed = sum(torch.nn.functional.interpolate(x, size=(height, width), mode="bilinear") for x in layers)
    levels = (mixed[0] / len(layers) * 255).round().to(torch.uint8)
    return Image.fromarray(levels.permute(1, 2, 0).contiguous().numpy())


def write(folder: Path, case: dict, tensors: dict[str, torch.Tensor]):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.json").write_text(json.dumps(case, indent=1, ensure_ascii=False) + "\n")
    save(folder / "expected.safetensors", tensors)


class CaseSet:
    def __init__(self, out: Path, index: int, seed: int, shapes: Shapes | None = None):
        self.choice, self.rng = random.Random(seed * 1009 + index), generator(seed * 1009 + index)
        self.out, self.seed = out / f"{index:02}", self.choice.randint(0, 2**31)
        self.solver, self.spacing = SCHEDULES[index % len(SCHEDULES)]
        own = "leading" if self.spacing == "list" else self.spacing
        shapes = shapes or Shapes.drawn(self.choice)
        self.models = TinyModels(self.out / "photomaker", self.choice, self.rng, self.solver, own, shapes)
        # diffusers' DDIM walks in whole strides, which are the list's own only where they divide 1000.
        self.steps = self.choice.choice([4, 5, 8, 10]) if self.solver == "ddim" else self.choice.randint(3, 9)
        self.size = [8 * self.choice.randint(6, 18) for _ in range(2)]
        self.guidance = self.choice.choice([1.0, 2.5, 5.0, 7.5])
        height, width = self.size
        self.times = torch.tensor([[height, width, 0, 0, height, width]], dtype=torch.float32)
        self.list = None
        if self.spacing == "list":
            self.list = sorted(self.choice.sample(range(10, 1000), self.steps), reverse=True)
        self.facts = {
            "steps": self.steps, "guidance_scale": self.guidance, "height": height, "width": width,
            "scheduler": f"{self.solver}, {self.spacing}",
        } | ({"timesteps": self.list} if self.list else {})  # fmt: skip
        self.prompts = Prompts(self.out / "photomaker/base", self.models.first, self.models.second)
        self.negative = self.choice.choice([None, "", "blurry, low quality"])

    def scheduler(self):
        scheduler = type(self.models.scheduler).from_config(self.models.scheduler.config)
        set_timesteps(scheduler, self.steps, self.list)
        return scheduler

    def noise(self) -> torch.Tensor:
        shape = (1, 4, self.size[0] // 8, self.size[1] // 8)
        return torch.randn(shape, generator=torch.Generator().manual_seed(self.seed))

    def unguided(self, positive):
        return self.prompts.encode(self.negative) if self.negative is not None else [x * 0 for x in positive]

    def picture(self, latents):
        return (self.models.vae.decode(latents / 0.13025).sample / 2 + 0.5).clamp(0, 1)

    def differential(self):
        vae, scheduler = self.models.vae, self.scheduler()
        height, width = self.size
        pixels = draw(self.rng, 1, 3, height, width, scale=0.5).clamp(-1, 1)
        original = vae.encode(pixels).latent_dist.mode() * 0.13025
        keep = torch.rand(1, 1, 5, 5, generator=self.rng) * 1.4 - 0.2
        keep = torch.nn.functional.interpolate(keep, size=(height, width), mode="bicubic")[0, 0].clamp(0, 1)
        text = "a painting of a " + self.choice.choice(SITTERS)
        positive = self.prompts.encode(text)
        strength, noise = self.choice.choice([1.0, 1.0, 0.75, 0.6]), self.noise()
        latents, timesteps = denoise_by_map(
            self.models.unet, scheduler, original, noise, keep, strength, self.guidance, self.unguided(positive),
            positive, self.times,
        )  # fmt: skip
        case = self.facts | {
            "prompt": text, "negative_prompt": self.negative, "strength": strength, "base": "../photomaker/base",
        }  # fmt: skip
        write(self.out / "differential", case, {
            "original_image": pixels, "keep_map": keep[None], "noise": noise, "original_latents": original,
            "latents_by_step": latents, "latents": latents[-1], "image": self.picture(latents[-1]),
            "timesteps": timesteps.float(), "sigmas": self.sigmas(scheduler),
        })  # fmt: skip

    @staticmethod
    def sigmas(scheduler) -> torch.Tensor:
        if hasattr(scheduler, "sigmas"):
            return scheduler.sigmas.float()
        kept = scheduler.alphas_cumprod[scheduler.timesteps]
        return torch.cat([((1 - kept) / kept) ** 0.5, torch.zeros(1)]).float()

    def parts(self):
        base = {"base": "../photomaker/base"}
        words = [prompt(self.choice).replace("img", "") for _ in range(3)] + self.choice.sample(texts(), 30)
        ids = [torch.tensor([self.prompts.ids(text)[k] for text in words]) for k in (0, 1)]
        write(self.out / "tokens", base | {"kind": "tokens", "prompts": words}, {"ids": ids[0], "ids_2": ids[1]})
        ids = [rows[:4] for rows in ids]
        encoded = [self.prompts.encode_ids([a.tolist(), b.tolist()]) for a, b in zip(*ids)]
        embeds, pooled = (torch.cat(values) for values in zip(*encoded))
        found = {"ids": ids[0], "ids_2": ids[1], "embeds": embeds, "pooled": pooled}
        write(self.out / "text", base | {"kind": "text"}, found)
        sample, t = draw(self.rng, 2, 4, self.choice.randint(5, 17), self.choice.randint(5, 17)), self.choice.random() * 999
        times = torch.tensor([[64.0, 96, 0, 0, 64, 96], [512, 512, 8, 16, 64, 96]])
        added = {"text_embeds": pooled[:2], "time_ids": times}
        found = {
            "sample": sample, "context": embeds[:2], "pooled": pooled[:2], "time_ids": times,
            "prediction": self.models.unet(sample, t, embeds[:2], added_cond_kwargs=added).sample,
        }  # fmt: skip
        # float32, as a tensor of timesteps would be
        write(self.out / "unet", base | {"kind": "unet", "timestep": t}, found)
        vae, pixels = self.models.vae, draw(self.rng, 1, 3, 8 * self.choice.randint(3, 9), 48, scale=0.5)
        latents = draw(self.rng, 1, 4, 5, self.choice.randint(3, 9))
        found = {
            "pixels": pixels, "latents": vae.encode(pixels).latent_dist.mode() * 0.13025,
            "input_latents": latents, "decoded": vae.decode(latents / 0.13025).sample,
        }  # fmt: skip
        write(self.out / "vae", base | {"kind": "vae"}, found)

    def photomaker(
        self, index: int, photographs: int | None = None, sizes: list[tuple[int, int]] = PHOTOGRAPHS,
        merge: int | None = None,
    ):  # fmt: skip
        naming = list(ADAPTATION_NAMES)[index % len(ADAPTATION_NAMES)]
        container = ["bin", "safetensors", "bare"][index % 3]
        encoder = self.models.photomaker(naming, container)
        names, pixels = [f"id_{k}.png" for k in range(photographs or self.choice.randint(1, 4))], []
        for name in names:
            picture = photograph(self.choice, self.rng, sizes)
            picture.save(self.out / "photomaker" / name)
            pixels.append(pixels_of(picture, encoder.config.image_size))
        pixels, faces = torch.stack(pixels), draw(self.rng, len(names), 512, scale=2)
        trigger, text = "img", prompt(self.choice)
        before, mask, words = self.prompts.identity(text, trigger, 2 * len(names))
        tokens = encoder.tokens(pixels, faces)[: int(mask.sum())]
        identity = (encoder.fuse_module(before[0][0], mask[0], tokens)[None], before[1])
        negative, scheduler, noise = self.unguided(words), self.scheduler(), self.noise()
        merge = self.choice.randint(0, self.steps - 1) if merge is None else merge
        latents = denoise(
            self.models.unet, scheduler, noise, self.guidance, negative, words, identity, merge, self.times
        )
        case = self.facts | {
            "seed": self.seed, "prompt": text, "negative_prompt": self.negative, "trigger_word": trigger,
            "start_merge_step": merge, "id_images": names, "adaptation": f"{naming}, {container}",
        }  # fmt: skip
        fused = self.models.unet.down_blocks[1].attentions[0].transformer_blocks[0].attn1.to_q.weight
        found = {
            "fused_to_q_down1_attn0_block0": fused, "id_pixel_values": pixels[None], "id_embeds": faces,
            "class_tokens_mask": mask.to(torch.uint8), "id_prompt_embeds_before_fuse": before[0],
            "id_prompt_embeds": identity[0], "id_pooled": identity[1], "text_prompt_embeds": words[0],
            "text_pooled": words[1], "negative_prompt_embeds": negative[0], "negative_pooled": negative[1],
            "timesteps": scheduler.timesteps.float(), "sigmas": self.sigmas(scheduler), "latents_by_step": latents,
            "image": self.picture(latents[-1]),
        } | ({"initial_noise": noise} if index % 2 else {})  # fmt: skip
        write(self.out / "photomaker", case, found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--sets", type=int, default=4)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randint(0, 2**20))
    arguments = parser.parse_args()
    quiet()
    print(f"{arguments.sets} sets of six cases, seed {arguments.seed}")
    for index in range(arguments.sets):
        cases = CaseSet(arguments.out, index, arguments.seed)
        cases.differential()
        cases.parts()
        cases.photomaker(index)  # last: it fuses the adaptation into the UNet


if __name__ == "__main__":
    main()
