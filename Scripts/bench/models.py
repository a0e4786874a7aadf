"""SDXL's architecture as diffusers states it, and a diffusers folder of random weights in it.

Both sides read the same files. The weights are written piece by piece, so that making them needs little memory.
"""

import json
import struct
from pathlib import Path

import numpy

UNET = {
    "sample_size": 128, "in_channels": 4, "out_channels": 4, "layers_per_block": 2,
    "block_out_channels": [320, 640, 1280],
    "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
    "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
    "transformer_layers_per_block": [1, 2, 10], "attention_head_dim": [5, 10, 20], "cross_attention_dim": 2048,
    "addition_embed_type": "text_time", "addition_time_embed_dim": 256, "projection_class_embeddings_input_dim": 2816,
    "use_linear_projection": True, "norm_num_groups": 32,
}
VAE = {
    "in_channels": 3, "out_channels": 3, "latent_channels": 4, "block_out_channels": [128, 256, 512, 512],
    "layers_per_block": 2, "norm_num_groups": 32, "sample_size": 1024, "scaling_factor": 0.13025,
    "down_block_types": ["DownEncoderBlock2D"] * 4, "up_block_types": ["UpDecoderBlock2D"] * 4, "act_fn": "silu",
}
TEXT = {
    "architectures": ["CLIPTextModel"],
    "vocab_size": 49408, "hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12,
    "num_attention_heads": 12, "max_position_embeddings": 77, "hidden_act": "quick_gelu", "projection_dim": 768,
    "bos_token_id": 0, "eos_token_id": 2, "model_type": "clip_text_model",
}
TEXT_2 = {
    "architectures": ["CLIPTextModelWithProjection"],
    "vocab_size": 49408, "hidden_size": 1280, "intermediate_size": 5120, "num_hidden_layers": 32,
    "num_attention_heads": 20, "max_position_embeddings": 77, "hidden_act": "gelu", "projection_dim": 1280,
    "bos_token_id": 0, "eos_token_id": 2, "model_type": "clip_text_model",
}


def make(component):
    """The reference's module of a component; build it under torch.device("meta") for its shapes alone."""
    from diffusers import AutoencoderKL, UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    return {
        "unet": lambda: UNet2DConditionModel(**UNET),
        "vae": lambda: AutoencoderKL(**VAE),
        "text_encoder": lambda: CLIPTextModel(CLIPTextConfig(**TEXT)),
        "text_encoder_2": lambda: CLIPTextModelWithProjection(CLIPTextConfig(**TEXT_2)),
    }[component]()


FILES = {
    "unet": ("diffusion_pytorch_model.safetensors", UNET),
    "vae": ("diffusion_pytorch_model.safetensors", VAE),
    "text_encoder": ("model.safetensors", TEXT),
    "text_encoder_2": ("model.safetensors", TEXT_2),
}


def prefixed(name, component):
    """The published files of the text encoders keep `text_model.` in front; some releases of the reference do not."""
    if component.startswith("text_encoder") and not name.startswith(("text_model.", "text_projection.")):
        return "text_model." + name
    return name


def write(folder, kind):
    """Writes the folder once and returns the bytes of each component's weights."""
    import torch

    sizes = {}
    for component, (file, configuration) in FILES.items():
        target = Path(folder) / component
        done = target / "written"
        if not done.exists():
            target.mkdir(parents=True, exist_ok=True)
            (target / "config.json").write_text(json.dumps(configuration, indent=1))
            with torch.device("meta"):
                shapes = {prefixed(k, component): tuple(v.shape) for k, v in make(component).state_dict().items()
                          if not k.endswith("position_ids")}
            write_safetensors(target / file, shapes, kind)
            done.touch()
        sizes[component] = (target / file).stat().st_size
    return sizes


def write_safetensors(path, shapes, kind):
    width = 2 if kind == "bfloat16" else 4
    header, offset = {}, 0
    for name, shape in shapes.items():
        size = width * int(numpy.prod(shape))
        header[name] = {"dtype": "BF16" if width == 2 else "F32", "shape": shape, "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    # One block of normal values, cut anew for every tensor.
    block = numpy.random.default_rng(1).standard_normal(1 << 24, dtype=numpy.float32)
    place = 0
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for name, shape in shapes.items():
            count = int(numpy.prod(shape))
            if len(shape) == 1:
                values = numpy.full(count, 1 if name.endswith("weight") else 0, numpy.float32)
                write_values(out, values, width)
                continue
            # Scaled so that activations neither grow nor vanish.
            scale = numpy.float32(1 / numpy.sqrt(count / shape[0]))
            while count:
                piece = block[place:place + count]
                place = (place + len(piece)) % len(block)
                write_values(out, piece * scale, width)
                count -= len(piece)


def write_values(out, values, width):
    if width == 2:
        bits = values.view(numpy.uint32)
        out.write(((bits + 0x8000) >> 16).astype(numpy.uint16).tobytes())
    else:
        out.write(values.tobytes())
