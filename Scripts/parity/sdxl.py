#!/usr/bin/env python3
"""Computes one step of the UNet, both text encoders and the autoencoder in SDXL's real shapes, on random weights.

Usage: sdxl.py OUT [--seed N]     (versions: engine.txt)

The weights are written in bfloat16 and computed with in float32, the UNet's 2,567,463,684 take 10.3 GB. Cases for
`narcis models check-case` appear as OUT/text, OUT/unet and OUT/vae on OUT/base.
"""

import argparse
import gc
import sys
from pathlib import Path

import torch
from cases import write
from fixtures import draw, generator, quiet
from safetensors import safe_open

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
import models  # noqa: E402

UNET_PARAMETERS = 2_567_463_684
NEEDED = 14e9
"""Bytes of memory that each side needs, one after the other."""


def load(base: Path, component: str) -> torch.nn.Module:
    """The component in float32; weights come one at a time out of the file."""
    with torch.device("meta"):
        module = models.make(component)
    with safe_open(base / component / models.FILES[component][0], "pt") as file:
        for name, value in list(module.state_dict(keep_vars=True).items()):
            if name.endswith("position_ids"):
                stored = torch.arange(value.shape[-1])[None]
            else:
                stored = file.get_tensor(models.prefixed(name, component)).float()
            owner = module.get_submodule(name.rpartition(".")[0])
            leaf = name.rpartition(".")[2]
            if isinstance(value, torch.nn.Parameter):
                setattr(owner, leaf, torch.nn.Parameter(stored, requires_grad=False))
            else:
                owner.register_buffer(leaf, stored)
    for owner in module.modules():  # tables that no file keeps
        for leaf, buffer in owner.named_buffers(recurse=False):
            if buffer.is_meta:
                owner.register_buffer(leaf, torch.arange(buffer.shape[-1])[None])
    return module.eval()


def text(out: Path, rng: torch.Generator):
    ids = torch.randint(1, 49000, (2, 77), generator=rng)
    ids[:, 0], ids[0, 9:], ids[1, 60:] = 49406, 49407, 49407
    states, pooled = [], None
    for component in ("text_encoder", "text_encoder_2"):
        result = load(out / "base", component)(ids, output_hidden_states=True)
        states.append(result.hidden_states[-2])
        pooled = getattr(result, "text_embeds", pooled)
    found = {"ids": ids, "ids_2": ids, "embeds": torch.cat(states, -1), "pooled": pooled}
    write(out / "text", {"kind": "text", "base": "../base"}, found)
    return found


def unet(out: Path, rng: torch.Generator, prompt):
    module = load(out / "base", "unet")
    count = sum(parameter.numel() for parameter in module.parameters())
    assert count == UNET_PARAMETERS, f"the UNet has {count} parameters"
    sample, t = draw(rng, 1, 4, 32, 32), 801.0
    times = torch.tensor([[1024.0, 1024, 0, 0, 1024, 1024]])
    context, pooled = prompt["embeds"][:1], prompt["pooled"][:1]
    added = {"text_embeds": pooled, "time_ids": times}
    found = {
        "sample": sample, "context": context, "pooled": pooled, "time_ids": times,
        "prediction": module(sample, t, context, added_cond_kwargs=added).sample,
    }  # fmt: skip
    write(out / "unet", {"kind": "unet", "base": "../base", "timestep": t}, found)


def vae(out: Path, rng: torch.Generator):
    module = load(out / "base", "vae")
    pixels, latents = draw(rng, 1, 3, 128, 192, scale=0.5).clamp(-1, 1), draw(rng, 1, 4, 16, 24)
    scale = module.config.scaling_factor
    found = {
        "pixels": pixels, "latents": module.encode(pixels).latent_dist.mode() * scale,
        "input_latents": latents, "decoded": module.decode(latents / scale).sample,
    }  # fmt: skip
    write(out / "vae", {"kind": "vae", "base": "../base"}, found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    quiet()
    free = next(int(line.split()[1]) * 1024 for line in open("/proc/meminfo") if line.startswith("MemAvailable"))
    if free < NEEDED:
        sys.exit(f"error: SDXL's shapes need {NEEDED / 1e9:.0f} GB of memory and {free / 1e9:.0f} GB are free; "
                 'leave the part out with PARITY_PARTS="layers cases".')
    rng = generator(arguments.seed)
    models.write(arguments.out / "base", "bfloat16")
    prompt = text(arguments.out, rng)
    gc.collect()
    unet(arguments.out, rng, prompt)
    gc.collect()
    vae(arguments.out, rng)


if __name__ == "__main__":
    main()
