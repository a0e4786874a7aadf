#!/usr/bin/env python3
"""Writes Tests/NarcisCLITests/Fixtures/tiny-portrait: a model folder of narcis-mini's form with small random weights.

It paints nothing that a person would recognise, but everything that the command does with a model runs with it. The
environment is the one of Training/ (torch, diffusers, transformers, safetensors).
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Training"))
from narcis_mini.id_encoder import IdEncoder  # noqa: E402
from narcis_mini.presets import Preset  # noqa: E402

OUT = ROOT / "Tests/NarcisCLITests/Fixtures/tiny-portrait"
WIDTH = 16
"""Width of each text encoder."""
WORDS = (
    "portrait photo of a an the woman man person in with and on at oil painting ink wash quiet joy red blue gold light"
    " dark soft old young corporate confidence style night morning sea forest"
).split()


def byte_alphabet():
    """The printable stand-ins of the 256 bytes, in the order of CLIP's vocabulary."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(code) for code in printable] + [chr(256 + index) for index in range(len(others))]


def write_tokenizer(folder, padding):
    """Merges that build each known word from the left; other words stay letters."""
    merges = []
    for word in WORDS:
        pieces = [*word[:-1], word[-1] + "</w>"]
        while len(pieces) > 1:
            pair = (pieces[0], pieces[1])
            if pair not in merges:
                merges.append(pair)
            pieces[:2] = ["".join(pair)]
    letters = byte_alphabet()
    tokens = letters + [letter + "</w>" for letter in letters] + list(dict.fromkeys("".join(pair) for pair in merges))
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    folder.mkdir(parents=True)
    vocabulary = {token: index for index, token in enumerate(tokens)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False) + "\n")
    lines = ["#version: 0.2"] + [" ".join(pair) for pair in merges]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n")
    write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "bos_token": "<|startoftext|>",
            "eos_token": "<|endoftext|>", "pad_token": padding, "unk_token": "<|endoftext|>",
        },
    )
    return len(tokens)


def write_json(path, values):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values, indent=2) + "\n")


def save(path, tensors):
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {name: value.detach().half().contiguous().clone() for name, value in sorted(tensors.items())}
    save_file(kept, path, metadata={"format": "pt"})


def write_text_encoder(folder, kind, size):
    projects = kind is CLIPTextModelWithProjection
    config = CLIPTextConfig(
        vocab_size=size, hidden_size=WIDTH, intermediate_size=2 * WIDTH, num_hidden_layers=2, num_attention_heads=2,
        max_position_embeddings=77, hidden_act="gelu" if projects else "quick_gelu", projection_dim=WIDTH,
        bos_token_id=size - 2, eos_token_id=size - 1, pad_token_id=size - 1,
    )  # fmt: skip
    model = kind(config)
    write_json(folder / "config.json", {"architectures": [kind.__name__]} | config.to_diff_dict())
    names = model.state_dict()
    if not any(name.startswith("text_model.") for name in names):
        names = {name if name.startswith("text_projection") else f"text_model.{name}": v for name, v in names.items()}
    save(folder / "model.safetensors", {name: v for name, v in names.items() if "position_ids" not in name})


def denoiser():
    return UNet2DConditionModel(
        sample_size=16, in_channels=4, out_channels=4, block_out_channels=(8, 16), layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        mid_block_type="UNetMidBlock2DCrossAttn", transformer_layers_per_block=(1, 1), attention_head_dim=(1, 2),
        cross_attention_dim=2 * WIDTH, norm_num_groups=4, use_linear_projection=True, addition_embed_type="text_time",
        addition_time_embed_dim=8, projection_class_embeddings_input_dim=WIDTH + 48,
    )  # fmt: skip


def write_photomaker(folder, unet):
    preset = Preset(
        text_width=WIDTH, vision_width=WIDTH, vision_layers=1, vision_heads=2, crop=32, patch=8, id_tokens=2,
        perceiver_layers=1, perceiver_heads=2, face_vector=128,
    )  # fmt: skip
    tensors = {f"id_encoder.{name}": value for name, value in IdEncoder(preset).state_dict().items()}
    for name, module in unet.named_modules():
        if not name.endswith(("attn1", "attn2")):
            continue
        for part, linear in (("to_q", module.to_q), ("to_k", module.to_k), ("to_v", module.to_v), ("to_out", module.to_out[0])):
            path = f"lora_weights.unet.{name}.processor.{part}_lora"
            tensors[f"{path}.down.weight"] = torch.randn(2, linear.in_features) * 0.1
            tensors[f"{path}.up.weight"] = torch.randn(linear.out_features, 2) * 0.1
    save(folder / "photomaker.safetensors", tensors)
    write_json(
        folder / "config.json",
        {
            "vision_heads": 2, "perceiver_heads": 2, "num_tokens": 2, "image_size": 32, "patch_size": 8,
            "layer_norm_eps": 1e-5, "pixels": "aligned_face", "template_share": 0.8, "template_center_y": 0.5,
            "image_mean": [0.5, 0.5, 0.5], "image_std": [0.25, 0.25, 0.25], "normalize_face_vector": True,
        },
    )  # fmt: skip


def main():
    torch.manual_seed(20)
    shutil.rmtree(OUT, ignore_errors=True)
    size = write_tokenizer(OUT / "tokenizer", "<|endoftext|>")
    write_tokenizer(OUT / "tokenizer_2", "!")
    write_text_encoder(OUT / "text_encoder", CLIPTextModel, size)
    write_text_encoder(OUT / "text_encoder_2", CLIPTextModelWithProjection, size)
    unet = denoiser()
    unet.save_config(OUT / "unet")
    save(OUT / "unet/diffusion_pytorch_model.safetensors", unet.state_dict())
    vae = AutoencoderKL(
        block_out_channels=(8, 8, 8), down_block_types=("DownEncoderBlock2D",) * 3,
        up_block_types=("UpDecoderBlock2D",) * 3, layers_per_block=1, latent_channels=4, norm_num_groups=4,
        sample_size=64, scaling_factor=0.5,
    )  # fmt: skip
    vae.save_config(OUT / "vae")
    save(OUT / "vae/diffusion_pytorch_model.safetensors", vae.state_dict())
    write_photomaker(OUT / "photomaker", unet)
    write_json(
        OUT / "scheduler/scheduler_config.json",
        {
            "_class_name": "EulerDiscreteScheduler", "beta_start": 0.00085, "beta_end": 0.012,
            "beta_schedule": "scaled_linear", "num_train_timesteps": 1000, "prediction_type": "epsilon",
            "timestep_spacing": "leading", "steps_offset": 1,
        },
    )  # fmt: skip
    write_json(OUT / "model_index.json", {"_class_name": "StableDiffusionXLPipeline", "force_zeros_for_empty_prompt": True})
    write_json(
        OUT / "narcis.json",
        {
            "name": "tiny-portrait", "enlargement": 2, "detail_sizes": [2, 2, 0.5, 0.5, 1, 1],
            "styles": [{"name": "oil", "prompt": "oil painting"}, {"name": "ink wash", "prompt": "ink wash"}],
            "preview_factors": [[0.2, 0, 0], [0, 0.2, 0], [0, 0, 0.2], [0, 0, 0]], "preview_bias": [0.5, 0.5, 0.5],
            "defaults": {"steps": 4, "detail_steps": 4, "guidance": 3, "size": 64, "start_merge_step": 0},
        },
    )  # fmt: skip
    for path in OUT.rglob("config.json"):
        cleaned = {key: value for key, value in json.loads(path.read_text()).items() if key != "_name_or_path"}
        write_json(path, cleaned)
    files = sorted(path for path in OUT.rglob("*") if path.suffix in (".safetensors", ".json", ".txt"))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(OUT)}" for path in files]
    (OUT / "SHA256SUMS").write_text("\n".join(sums) + "\n")
    print(f"{sum(path.stat().st_size for path in files) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
