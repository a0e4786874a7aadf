"""Record one portrait of an exported model, computed here, so that the engine can be held against it.

    python -m narcis_mini.golden --model ../Models/narcis-mini --photograph FILE --out FOLDER
    narcis models check-case FOLDER

The folder has the form of the recorded PhotoMaker cases: token mask, embeddings, latents after every step, image.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from diffusers import EulerDiscreteScheduler
from PIL import Image
from safetensors.torch import load_file, save_file

from .faces import Detector, FaceVectors, align, crop_template
from .models import autoencoder
from .portrait_model import PortraitModel
from .presets import PRESETS, Preset, time_ids
from .start import portrait_weights
from .vocabulary import Tokenizer

PROMPT, PLAIN = "portrait of a woman img, watercolor, golden", "portrait of a woman, watercolor, golden"
STEPS, GUIDANCE, SEED = 8, 3.0, 7


def exported(folder: Path, preset: Preset) -> tuple[PortraitModel, torch.nn.Module]:
    tokenizer = Tokenizer(preset.merges)
    model = PortraitModel(preset, torch.zeros(tokenizer.size, preset.text_width)).eval()
    model.load_state_dict(portrait_weights(folder, model))
    vae = autoencoder(preset).eval()
    vae.load_state_dict(load_file(folder / "vae" / "diffusion_pytorch_model.safetensors"))
    scale = json.loads((folder / "vae" / "config.json").read_text())["scaling_factor"]
    return model, lambda latents: vae.decode(latents / scale).sample


def identity_input(photograph: Path, out: Path, preset: Preset) -> tuple[torch.Tensor, torch.Tensor]:
    """Pixels [1, 1, 3, s, s] and vector [1, 1, 128] of the face; the crop is also written as a picture."""
    picture = np.asarray(Image.open(photograph).convert("RGB"))
    found = Detector().largest(picture)
    if found is None:
        raise SystemExit(f"error: no face was found in {photograph}")
    crop = align(picture, found[2], preset.crop, crop_template(preset.crop), replicate=True)
    Image.fromarray(crop).save(out / "id_0.png")
    mean, std = (torch.tensor(x).view(3, 1, 1) for x in (preset.pixel_mean, preset.pixel_std))
    pixels = (torch.from_numpy(crop).permute(2, 0, 1).float() / 255 - mean) / std
    return pixels[None, None], torch.from_numpy(FaceVectors()(picture, found[2]))[None, None].float()


@torch.no_grad()
def compute(folder: Path, model: PortraitModel, decode, pixels: torch.Tensor, vectors: torch.Tensor) -> dict[str, torch.Tensor]:
    preset = model.preset
    tokenizer = Tokenizer(preset.merges)

    def encode(text: str) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        ids, _, mask = tokenizer.rows(text, preset.id_tokens)
        ids = torch.from_numpy(ids)[None]
        (one, _), (two, pooled) = model.first(ids), model.second(ids)
        return torch.cat([one, two], -1), pooled, torch.from_numpy(mask)[None]

    before, pooled, mask = encode(PROMPT)
    plain, plain_pooled, _ = encode(PLAIN)
    tokens = model.identity(pixels, vectors).flatten(0, 1)
    context = model.id_encoder.fuse(before, mask, tokens)
    scheduler = EulerDiscreteScheduler.from_config(json.loads((folder / "scheduler/scheduler_config.json").read_text()))
    scheduler.set_timesteps(STEPS)
    side = preset.size // 2 ** (len(preset.vae_channels) - 1)
    noise = torch.randn(1, preset.latent_channels, side, side, generator=torch.Generator().manual_seed(SEED))
    x, rows = noise * scheduler.init_noise_sigma, []
    sizes = torch.tensor([time_ids("base", preset.size)] * 2, dtype=torch.float32)
    added = {"text_embeds": torch.cat([torch.zeros_like(pooled), pooled]), "time_ids": sizes}
    both = torch.cat([torch.zeros_like(context), context])
    for t in scheduler.timesteps:
        double = scheduler.scale_model_input(torch.cat([x, x]), t)
        free, led = model.unet(double, t, both, added_cond_kwargs=added).sample.chunk(2)
        x = scheduler.step(free + GUIDANCE * (led - free), t, x).prev_sample
        rows.append(x)
    return {
        "class_tokens_mask": mask.to(torch.uint8),
        "id_pixel_values": pixels,
        "id_embeds": vectors[0],
        "id_prompt_embeds_before_fuse": before,
        "id_prompt_embeds": context,
        "id_pooled": pooled,
        "text_prompt_embeds": plain,
        "text_pooled": plain_pooled,
        "negative_prompt_embeds": torch.zeros_like(context),
        "negative_pooled": torch.zeros_like(pooled),
        "initial_noise": noise,
        "timesteps": scheduler.timesteps,
        "sigmas": scheduler.sigmas,
        "latents_by_step": torch.stack(rows),
        "image": (decode(x) / 2 + 0.5).clamp(0, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--model", "--photograph", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--preset", default="cpu", choices=PRESETS)
    options = parser.parse_args()
    preset, out = PRESETS[options.preset], options.out
    out.mkdir(parents=True, exist_ok=True)
    model, decode = exported(options.model, preset)
    tensors = compute(options.model, model, decode, *identity_input(options.photograph, out, preset))
    save_file({name: value.contiguous() for name, value in tensors.items()}, out / "expected.safetensors")
    for name, target in (
        ("base", options.model),
        ("photomaker.safetensors", options.model / "photomaker" / "photomaker.safetensors"),
        ("config.json", options.model / "photomaker" / "config.json"),
    ):
        (out / name).unlink(missing_ok=True)
        (out / name).symlink_to(target.resolve())
    case = {"seed": SEED, "prompt": PROMPT, "trigger_word": "img", "steps": STEPS, "start_merge_step": -1}
    case |= {"guidance_scale": GUIDANCE, "height": preset.size, "width": preset.size, "id_images": ["id_0.png"]}
    (out / "case.json").write_text(json.dumps(case, indent=1) + "\n")


if __name__ == "__main__":
    main()
