"""Write the trained model as a diffusers folder in float16, as SDXL with PhotoMaker V2 comes.

    python -m narcis_mini.export --work .training --out ../Models/narcis-mini
    python -m narcis_mini.export --words --out ../Models/narcis-mini    # other words for a trained model
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from .dataset import encode_all
from .faces import CROP_SCALE
from .kin import vocabulary as heard_words
from .models import autoencoder, lora_name
from .portrait_model import PortraitModel
from .presets import BETAS, FACE_PLACE, PRESETS, Preset
from .vocabulary import LENGTH, Tokenizer, prepare
from .words import STYLE_WORDS


def write(folder: Path, tensors: dict[str, torch.Tensor], name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kept = {key: value.detach().half().contiguous().clone() for key, value in sorted(tensors.items())}
    save_file(kept, folder / name, metadata={"format": "pt"})


def configure(folder: Path, name: str, values: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(values, indent=2) + "\n")


def text_encoder(out: Path, name: str, encoder: torch.nn.Module, preset: Preset, size: int, projection: bool) -> None:
    config = {
        "architectures": ["CLIPTextModelWithProjection" if projection else "CLIPTextModel"],
        "model_type": "clip_text_model",
        "vocab_size": size,
        "hidden_size": preset.text_width,
        "intermediate_size": 4 * preset.text_width,
        "num_hidden_layers": preset.text_layers,
        "num_attention_heads": preset.text_width // 32,
        "max_position_embeddings": LENGTH,
        "hidden_act": "gelu" if projection else "quick_gelu",
        "layer_norm_eps": 1e-5,
        "projection_dim": preset.text_width,
        "bos_token_id": size - 2,
        "eos_token_id": size - 1,
        "pad_token_id": size - 1,
    }
    configure(out / name, "config.json", config)
    write(out / name, encoder.state_dict(), "model.safetensors")


def denoiser(out: Path, model: PortraitModel) -> dict[str, torch.Tensor]:
    """Writes the UNet without its adaptation and returns that under PhotoMaker's names."""
    plain, low_rank = {}, {}
    for name, value in model.unet.state_dict().items():
        special = lora_name(name)
        (low_rank if special else plain)[special or name] = value
    model.unet.save_config(out / "unet")
    write(out / "unet", plain, "diffusion_pytorch_model.safetensors")
    return low_rank


def preview(latents: torch.Tensor, scale: float, work: Path) -> tuple[list, list]:
    """The least-squares map of scaled latents to the colors of their cells, from paintings that are not mirrored."""
    rows = torch.arange(0, len(latents), 14)
    side = latents.shape[-1]
    pictures = torch.from_numpy(np.load(work / "data" / "paintings.npy", mmap_mode="r")[rows.numpy()]).float() / 255
    cells = torch.nn.functional.adaptive_avg_pool2d(pictures.permute(0, 3, 1, 2), side).permute(0, 2, 3, 1)
    x = (latents[rows].float() * scale).permute(0, 2, 3, 1).flatten(0, 2)
    solution = torch.linalg.lstsq(torch.cat([x, torch.ones(len(x), 1)], 1), cells.flatten(0, 2)).solution
    rounded = [[round(float(v), 5) for v in row] for row in solution]
    return rounded[:-1], rounded[-1]


def style_prompts(names: list[str]) -> list[dict]:
    """The styles that the model was trained on, no others."""
    return [{"name": name, "prompt": STYLE_WORDS[name][0]} for name in names]


def write_sums(out: Path) -> list[Path]:
    """Writes SHA256SUMS and returns the files in it. What is measured of a model later is no part of it."""
    files = [path for path in sorted(out.rglob("*")) if path.suffix in (".safetensors", ".json", ".txt")]
    files = [path for path in files if path.name != "evaluation.json"]
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(out)}" for p in files]
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n")
    return files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--preset", default="cpu", choices=PRESETS)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", action="store_true", help="write the words of an exported folder anew, and its sums")
    options = parser.parse_args()
    if options.words:
        profile = json.loads((options.out / "narcis.json").read_text())
        profile["styles"] = style_prompts([style["name"] for style in profile["styles"]])
        configure(options.out, "narcis.json", profile)
        configure(options.out, "vocabulary.json", heard_words())
        write_sums(options.out)
        return
    preset, out, work = PRESETS[options.preset], options.out, options.work
    tokenizer = Tokenizer(preset.merges)
    embedding, _ = prepare(work, tokenizer, preset.text_width)
    model = PortraitModel(preset, embedding).eval()
    state = torch.load(work / "unet" / "state.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(state["average"])
    for folder, pad in (("tokenizer", "<|endoftext|>"), ("tokenizer_2", "<|endoftext|>")):
        tokenizer.save(out / folder, pad)
    text_encoder(out, "text_encoder", model.first, preset, tokenizer.size, False)
    text_encoder(out, "text_encoder_2", model.second, preset, tokenizer.size, True)
    low_rank = denoiser(out, model)
    photomaker = {f"lora_weights.{name}": value for name, value in low_rank.items()}
    photomaker |= {f"id_encoder.{name}": value for name, value in model.id_encoder.state_dict().items()}
    write(out / "photomaker", photomaker, "photomaker.safetensors")
    id_config = {
        "vision_heads": preset.vision_heads,
        "perceiver_heads": preset.perceiver_heads,
        "num_tokens": preset.id_tokens,
        "image_size": preset.crop,
        "patch_size": preset.patch,
        "layer_norm_eps": 1e-5,
        "pixels": "aligned_face",
        "template_share": CROP_SCALE,
        "template_center_y": 0.5,
        "image_mean": preset.pixel_mean,
        "image_std": preset.pixel_std,
        "normalize_face_vector": True,
    }
    configure(out / "photomaker", "config.json", id_config)
    vae = autoencoder(preset)
    vae.load_state_dict(torch.load(work / "vae" / "state.pt", map_location="cpu", weights_only=True)["average"])
    vae.register_to_config(scaling_factor=state["scale"])
    vae.save_config(out / "vae")
    write(out / "vae", vae.state_dict(), "diffusion_pytorch_model.safetensors")
    scheduler = {
        "_class_name": "EulerDiscreteScheduler",
        "beta_start": BETAS[0],
        "beta_end": BETAS[1],
        "beta_schedule": "scaled_linear",
        "num_train_timesteps": 1000,
        "prediction_type": "v_prediction",
        "timestep_spacing": "leading",
        "steps_offset": 1,
    }
    configure(out / "scheduler", "scheduler_config.json", scheduler)
    classes = {
        "_class_name": "StableDiffusionXLPipeline",
        "force_zeros_for_empty_prompt": True,
        "scheduler": ["diffusers", "EulerDiscreteScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "text_encoder_2": ["transformers", "CLIPTextModelWithProjection"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "tokenizer_2": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
    }
    configure(out, "model_index.json", classes)
    latents, scale = encode_all(work, preset, torch.device("cpu"))
    factors, bias = preview(latents, scale, work)
    names = json.loads((work / "data" / "names.json").read_text())
    profile = {
        "name": "narcis-mini",
        "training_steps": state["step"],
        "styles": style_prompts(names["styles"]),
        "enlargement": 2,
        "detail_sizes": [2, 2, 0.5, 0.5, 1, 1],
        "face_place": FACE_PLACE,
        "preview_factors": factors,
        "preview_bias": bias,
        "defaults": {
            "steps": 14,
            "detail_steps": 14,
            "guidance": 3,
            "size": preset.size,
            "start_merge_step": -1,
            "detail_strength": 0.3,
            "underdrawing": 0.9,
            "underdrawing_reach": 0.25,
            "attempts": 2,
            "face_padding": 0.1,
            "feather": 0.12,
        },
    }
    configure(out, "narcis.json", profile)
    configure(out, "vocabulary.json", heard_words())
    files = write_sums(out)
    print(f"{sum(p.stat().st_size for p in files) / 1e6:.1f} MB after {state['step']} steps")


if __name__ == "__main__":
    main()
