#!/usr/bin/env python3
"""Writes a tiny random SDXL in one file under the names of Stability AI's code, and what each of its tensors must
become under diffusers' names (versions: requirements.txt).

The names are made here by the published rules read backwards; diffusers' own converters, run on the result, must give
back every tensor that it was made of.

Usage: sdxl_fixture.py [FIXTURES_FOLDER]
"""

import json
import re
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from diffusers.loaders import single_file_utils as oracle
from safetensors.torch import save_file

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "Tests/CheckpointsTests/Fixtures/sdxl"
VOCABULARY, POSITIONS = 600, 77
FIRST = {"hidden_size": 8, "intermediate_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2}
SECOND = {"hidden_size": 8, "intermediate_size": 16, "num_hidden_layers": 10, "num_attention_heads": 2}
PROJECTION = 12

UNET = dict(
    sample_size=16, in_channels=4, out_channels=4, layers_per_block=2, block_out_channels=(4, 8, 8),
    down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
    up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
    transformer_layers_per_block=(1, 1, 2), attention_head_dim=(1, 2, 2), cross_attention_dim=16,
    addition_embed_type="text_time", addition_time_embed_dim=2, projection_class_embeddings_input_dim=PROJECTION + 12,
    norm_num_groups=2, use_linear_projection=True,
)  # fmt: skip
VAE = dict(
    block_out_channels=(4, 4, 8, 8), layers_per_block=2, latent_channels=4, norm_num_groups=2, scaling_factor=0.13025,
    down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
)  # fmt: skip


def randomized(state, rng):
    return {n: (0.2 * torch.randn(t.shape, generator=rng)).to(torch.float16) for n, t in sorted(state.items())}


def text_names(sizes, projection=None):
    """The tensors of transformers' CLIPTextModel and CLIPTextModelWithProjection, by shape."""
    width, inner = sizes["hidden_size"], sizes["intermediate_size"]
    shapes = {
        "embeddings.token_embedding.weight": (VOCABULARY, width),
        "embeddings.position_embedding.weight": (POSITIONS, width),
        "final_layer_norm.weight": (width,), "final_layer_norm.bias": (width,),
    }  # fmt: skip
    for layer in range(sizes["num_hidden_layers"]):
        path = f"encoder.layers.{layer}"
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            shapes[f"{path}.self_attn.{name}.weight"] = (width, width)
            shapes[f"{path}.self_attn.{name}.bias"] = (width,)
        for name in ("layer_norm1", "layer_norm2"):
            shapes[f"{path}.{name}.weight"] = shapes[f"{path}.{name}.bias"] = (width,)
        shapes[f"{path}.mlp.fc1.weight"], shapes[f"{path}.mlp.fc1.bias"] = (inner, width), (inner,)
        shapes[f"{path}.mlp.fc2.weight"], shapes[f"{path}.mlp.fc2.bias"] = (width, inner), (width,)
    shapes = {f"text_model.{name}": shape for name, shape in shapes.items()}
    if projection:
        shapes["text_projection.weight"] = (projection, width)
    return {name: torch.empty(shape) for name, shape in shapes.items()}


def replaced(name, table):
    for pattern, new in table:
        name, count = re.subn(pattern, new, name)
        if count:
            return name
    return name


UNET_RESIDUAL = [
    (r"norm1\.", "in_layers.0."), (r"conv1\.", "in_layers.2."), (r"time_emb_proj\.", "emb_layers.1."),
    (r"norm2\.", "out_layers.0."), (r"conv2\.", "out_layers.3."), (r"conv_shortcut\.", "skip_connection."),
]  # fmt: skip
UNET_ENDS = [
    (r"^time_embedding\.linear_1", "time_embed.0"), (r"^time_embedding\.linear_2", "time_embed.2"),
    (r"^add_embedding\.linear_1", "label_emb.0.0"), (r"^add_embedding\.linear_2", "label_emb.0.2"),
    (r"^conv_in", "input_blocks.0.0"), (r"^conv_norm_out", "out.0"), (r"^conv_out", "out.2"),
]  # fmt: skip


def unet_name(name):
    if match := re.match(r"(down|up)_blocks\.(\d)\.(resnets|attentions)\.(\d)\.(.*)", name):
        side, block, kind, layer, rest = match.groups()
        place = 3 * int(block) + int(layer) + (1 if side == "down" else 0)
        if kind == "resnets":
            rest = replaced(rest, UNET_RESIDUAL)
        return f"{'input' if side == 'down' else 'output'}_blocks.{place}.{'0' if kind == 'resnets' else '1'}.{rest}"
    if match := re.match(r"down_blocks\.(\d)\.downsamplers\.0\.conv\.(.*)", name):
        return f"input_blocks.{3 * int(match[1]) + 3}.0.op.{match[2]}"
    if match := re.match(r"up_blocks\.(\d)\.upsamplers\.0\.conv\.(.*)", name):
        return f"output_blocks.{3 * int(match[1]) + 2}.2.conv.{match[2]}"
    if match := re.match(r"mid_block\.resnets\.(\d)\.(.*)", name):
        return f"middle_block.{2 * int(match[1])}.{replaced(match[2], UNET_RESIDUAL)}"
    if match := re.match(r"mid_block\.attentions\.0\.(.*)", name):
        return f"middle_block.1.{match[1]}"
    return replaced(name, UNET_ENDS)


VAE_ATTENTION = {"group_norm": "norm", "to_q": "q", "to_k": "k", "to_v": "v", "to_out.0": "proj_out"}


def vae_entry(name, tensor):
    name = name.replace("conv_shortcut", "nin_shortcut").replace("conv_norm_out", "norm_out")
    if match := re.match(r"(.*)\.mid_block\.attentions\.0\.(.*)\.(weight|bias)", name):
        name = f"{match[1]}.mid.attn_1.{VAE_ATTENTION[match[2]]}.{match[3]}"
        return name, tensor[:, :, None, None] if tensor.dim() == 2 else tensor
    if match := re.match(r"(.*)\.mid_block\.resnets\.(\d)\.(.*)", name):
        return f"{match[1]}.mid.block_{int(match[2]) + 1}.{match[3]}", tensor
    name = re.sub(r"down_blocks\.(\d)\.resnets", r"down.\1.block", name)
    name = re.sub(r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample", name)
    name = re.sub(r"up_blocks\.(\d)\.resnets", lambda m: f"up.{3 - int(m[1])}.block", name)
    name = re.sub(r"up_blocks\.(\d)\.upsamplers\.0", lambda m: f"up.{3 - int(m[1])}.upsample", name)
    return name, tensor


OPEN_CLIP = [
    (r"layer_norm1", "ln_1"), (r"layer_norm2", "ln_2"), (r"self_attn\.out_proj", "attn.out_proj"),
    (r"mlp\.fc1", "mlp.c_fc"), (r"mlp\.fc2", "mlp.c_proj"),
]  # fmt: skip


def open_clip(state):
    result = {
        "token_embedding.weight": state["text_model.embeddings.token_embedding.weight"],
        "positional_embedding": state["text_model.embeddings.position_embedding.weight"],
        "ln_final.weight": state["text_model.final_layer_norm.weight"],
        "ln_final.bias": state["text_model.final_layer_norm.bias"],
        "text_projection": state["text_projection.weight"].t().contiguous(),
        "logit_scale": torch.tensor(4.6),
    }
    for name, tensor in state.items():
        if not (match := re.match(r"text_model\.encoder\.layers\.(\d+)\.(.*)", name)):
            continue
        path, rest = f"transformer.resblocks.{match[1]}", match[2]
        if qkv := re.match(r"self_attn\.q_proj\.(.*)", rest):
            parts = [state[name.replace("q_proj", f"{letter}_proj")] for letter in "qkv"]
            result[f"{path}.attn.in_proj_{qkv[1]}"] = torch.cat(parts)
        elif not re.match(r"self_attn\.[kv]_proj", rest):
            result[f"{path}.{replaced(rest, OPEN_CLIP)}"] = tensor
    return result


def check(single, parts):
    """diffusers' converters must give back what the file was made of."""
    unet = oracle.convert_ldm_unet_checkpoint(
        dict(single), {"layers_per_block": 2, "class_embed_type": None, "addition_embed_type": "text_time"}
        | {key: UNET[key] for key in ("down_block_types", "up_block_types")}
    )  # fmt: skip
    vae = oracle.convert_ldm_vae_checkpoint(dict(single), {k: VAE[k] for k in ("down_block_types", "up_block_types")})
    first = oracle.convert_ldm_clip_checkpoint(dict(single))
    model = SimpleNamespace(config=SimpleNamespace(hidden_size=SECOND["hidden_size"]))
    second = oracle.convert_open_clip_checkpoint(model, dict(single), prefix="conditioner.embedders.1.model.")
    bare = lambda names: {name.removeprefix("text_model."): tensor for name, tensor in names.items()}  # noqa: E731
    first, second = bare(first), bare(second)
    for name, back in {"unet": unet, "vae": vae, "text_encoder": first, "text_encoder_2": second}.items():
        made = bare(parts[name])
        assert set(made) == set(back), (name, sorted(set(made) ^ set(back))[:10])
        for key, tensor in made.items():
            assert torch.equal(tensor, back[key]), (name, key)


def configuration(model):
    return {key: value for key, value in model.config.items() if not key.startswith("_name")}


def main():
    rng = torch.Generator().manual_seed(11)
    unet, vae = UNet2DConditionModel(**UNET), AutoencoderKL(**VAE)
    parts = {
        "unet": randomized(unet.state_dict(), rng), "vae": randomized(vae.state_dict(), rng),
        "text_encoder": randomized(text_names(FIRST), rng),
        "text_encoder_2": randomized(text_names(SECOND, PROJECTION), rng),
    }  # fmt: skip
    single = {f"model.diffusion_model.{unet_name(name)}": tensor for name, tensor in parts["unet"].items()}
    for name, tensor in parts["vae"].items():
        name, tensor = vae_entry(name, tensor)
        single[f"first_stage_model.{name}"] = tensor
    single |= {f"conditioner.embedders.0.transformer.{name}": t for name, t in parts["text_encoder"].items()}
    single |= {f"conditioner.embedders.1.model.{name}": t for name, t in open_clip(parts["text_encoder_2"]).items()}
    check(single, parts)
    # What training leaves behind and no component has.
    single["conditioner.embedders.0.transformer.text_model.embeddings.position_ids"] = torch.arange(POSITIONS)[None]
    single["model_ema.decay"] = torch.tensor(0.999)
    single["denoiser.sigmas"] = torch.ones(3)

    OUT.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.contiguous() for name, tensor in single.items()}, OUT / "tiny.safetensors")
    configurations = {"unet": configuration(unet), "vae": configuration(vae)}
    for name, sizes, activation in (("text_encoder", FIRST, "quick_gelu"), ("text_encoder_2", SECOND, "gelu")):
        architecture = "CLIPTextModel" if name == "text_encoder" else "CLIPTextModelWithProjection"
        configurations[name] = sizes | {
            "architectures": [architecture], "vocab_size": VOCABULARY, "max_position_embeddings": POSITIONS,
            "hidden_act": activation, "layer_norm_eps": 1e-5, "projection_dim": PROJECTION,
        }  # fmt: skip
    for name, values in configurations.items():
        (OUT / name).mkdir(exist_ok=True)
        (OUT / name / "config.json").write_text(json.dumps(values, indent=1, sort_keys=True) + "\n")
    expected = {
        part: {name: [list(t.shape), zlib.crc32(t.contiguous().numpy().tobytes())] for name, t in state.items()}
        for part, state in parts.items()
    }
    (OUT / "expected.json").write_text(json.dumps(expected, separators=(",", ":"), sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
