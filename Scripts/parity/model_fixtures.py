#!/usr/bin/env python3
"""Writes tiny models and what they compute: UNet, autoencoder, both text encoders, vision tower, ID encoder.

Usage: model_fixtures.py [--seed N] [--out FOLDER]     (versions: engine.txt)

MODEL/config.json is the library's own; MODEL.safetensors holds its weights in float16 under MODEL.weights and the
inputs and outputs of some calls in float32.
"""

import argparse
import json
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from fixtures import ENGINE, draw, generator, half_weights, quiet, randomize, save, save_json
from photomaker import Fuse, IDEncoder, Sizes
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

UNETS = {
    # As SDXL's, with other head counts at every level.
    "unet": dict(
        block_out_channels=[8, 16, 24], layers_per_block=2, norm_num_groups=4, cross_attention_dim=32,
        down_block_types=["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
        up_block_types=["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
        transformer_layers_per_block=[1, 1, 2], attention_head_dim=[1, 2, 3],
        addition_time_embed_dim=8, projection_class_embeddings_input_dim=20 + 48,
    ),
    # Two levels, one residual block each, sines first.
    "unet_shallow": dict(
        block_out_channels=[12, 16], layers_per_block=1, norm_num_groups=4, cross_attention_dim=32,
        down_block_types=["CrossAttnDownBlock2D", "DownBlock2D"], up_block_types=["UpBlock2D", "CrossAttnUpBlock2D"],
        transformer_layers_per_block=1, attention_head_dim=2, flip_sin_to_cos=False, freq_shift=1, norm_eps=1e-6,
        addition_time_embed_dim=8, projection_class_embeddings_input_dim=20 + 48,
    ),
}  # fmt: skip


def unet(name: str, seed: int, out: Path):
    rng = generator(seed)
    model = UNet2DConditionModel(
        sample_size=16, in_channels=4, out_channels=4, use_linear_projection=True, addition_embed_type="text_time",
        **UNETS[name],
    )  # fmt: skip
    randomize(model, rng)
    tensors = half_weights(model, f"{name}.weights.")
    context, pooled = draw(rng, 2, 7, 32), draw(rng, 2, 20)
    times = torch.tensor([[64.0, 96, 0, 0, 64, 96], [512, 512, 8, 16, 64, 96]])
    tensors |= {f"{name}.context": context, f"{name}.pooled": pooled, f"{name}.time_ids": times}
    # Even, odd and wide extents: an odd one is halved upward and must come back.
    for index, (height, width, step) in enumerate([(8, 12, 999.0), (9, 7, 352.479), (5, 16, 13.0)]):
        x = draw(rng, 2, 4, height, width)
        added = {"text_embeds": pooled, "time_ids": times}
        tensors[f"{name}.{index}.input"] = x
        tensors[f"{name}.{index}.timestep"] = torch.tensor(step)
        tensors[f"{name}.{index}.output"] = model(x, step, context, added_cond_kwargs=added).sample
    save_model(model, name, tensors, out)


def vae(seed: int, out: Path):
    rng = generator(seed)
    model = AutoencoderKL(
        block_out_channels=[8, 8, 8, 16], layers_per_block=1, norm_num_groups=4, latent_channels=4,
        scaling_factor=0.13025, down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4,
    )  # fmt: skip
    randomize(model, rng)
    tensors = half_weights(model, "vae.weights.")
    pixels, latents, noise = draw(rng, 2, 3, 24, 40).clamp(-1, 1), draw(rng, 2, 4, 5, 3), draw(rng, 2, 4, 3, 5)
    posterior = model.encode(pixels).latent_dist
    scale = model.config.scaling_factor
    tensors |= {
        "vae.pixels": pixels, "vae.noise": noise, "vae.latents": latents,
        "vae.mode": posterior.mode() * scale, "vae.sample": (posterior.mean + posterior.std * noise) * scale,
        "vae.decoded": model.decode(latents / scale).sample,
    }  # fmt: skip
    save_model(model, "vae", tensors, out)


# The end mark's id: 2 is what older files say, and stands for "the largest id".
TEXT_ENCODERS = {
    "text": (CLIPTextModel, dict(hidden_act="quick_gelu", eos_token_id=2)),
    "text_projected": (CLIPTextModelWithProjection, dict(hidden_act="gelu", eos_token_id=2, projection_dim=20)),
    "text_projected_modern": (CLIPTextModelWithProjection, dict(hidden_act="gelu", eos_token_id=90, projection_dim=20)),
}


def text_encoder(name: str, seed: int, out: Path):
    rng = generator(seed)
    kind, options = TEXT_ENCODERS[name]
    config = CLIPTextConfig(
        vocab_size=100, hidden_size=16, intermediate_size=40, num_hidden_layers=3, num_attention_heads=2,
        max_position_embeddings=16, bos_token_id=0, pad_token_id=1, **options,
    )  # fmt: skip
    model = randomize(kind(config), rng)
    # An ordinary prompt, one padded with its end mark, one that lost its end mark, one with a larger id after it.
    ids = [
        [98, 5, 17, 60, 99] + [0] * 11,
        [98, 5, 90] + [90] * 13,
        [98] + list(range(40, 55)),
        [98, 7, 90, 1, 95] + [1] * 11,
    ]
    result = model(torch.tensor(ids), output_hidden_states=True)
    tensors = half_weights(model, f"{name}.weights.")
    tensors |= {f"{name}.ids": torch.tensor(ids), f"{name}.penultimate": result.hidden_states[-2]}
    if "projection_dim" in options:
        tensors[f"{name}.pooled"] = result.text_embeds
    save_model(model, name, tensors, out)


def id_encoder(seed: int, out: Path):
    rng = generator(seed)
    sizes = Sizes(
        token=32, face=24, face_hidden=40, depth=2, heads=4, vision_width=24, vision_hidden=40, vision_layers=2,
        vision_heads=3, image=28, patch=7,
    )  # fmt: skip
    model = randomize(IDEncoder(sizes), rng)
    pixels, faces, prompt = draw(rng, 3, 3, 28, 28), draw(rng, 3, 24, scale=3), draw(rng, 16, 32)
    mask = torch.tensor([3 <= place < 9 for place in range(16)])
    tokens = model.tokens(pixels, faces)
    fuse: Fuse = model.fuse_module
    tensors = half_weights(model, "id_encoder.")
    tensors |= {
        "pixels": pixels, "faces": faces, "prompt": prompt, "vision": model.vision_model(pixels)[0],
        "tokens": tokens, "fused": fuse(prompt, mask, tokens),
    }  # fmt: skip
    save(out / "id_encoder.safetensors", tensors)
    save_json(out / "id_encoder/config.json", {"vision_heads": 3, "perceiver_heads": 4})


def save_model(model, name, tensors, out):
    save(out / f"{name}.safetensors", tensors)
    config = model.config if isinstance(model.config, dict) else model.config.to_dict()
    if "architectures" in config or not isinstance(model.config, dict):
        config = {**config, "architectures": [type(model).__name__]}
    save_json(out / name / "config.json", json.loads(json.dumps(dict(config), default=str)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ENGINE)
    arguments = parser.parse_args()
    quiet()
    seed = arguments.seed * 1000
    for index, name in enumerate(UNETS):
        unet(name, seed + index, arguments.out)
    vae(seed + 10, arguments.out)
    for index, name in enumerate(TEXT_ENCODERS):
        text_encoder(name, seed + 20 + index, arguments.out)
    id_encoder(seed + 30, arguments.out)


if __name__ == "__main__":
    main()
