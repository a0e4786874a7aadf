"""Begin from an exported model folder: weights only, without the state of any optimizer."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file

from .models import autoencoder, lora_name
from .portrait_model import PortraitModel
from .presets import Preset
from .runtime import load, save


def portrait_weights(folder: Path, model: PortraitModel) -> dict[str, torch.Tensor]:
    """The state that `export` took apart: `model` tells which names there are."""
    parts = {
        "first": load_file(folder / "text_encoder" / "model.safetensors"),
        "second": load_file(folder / "text_encoder_2" / "model.safetensors"),
        "unet": load_file(folder / "unet" / "diffusion_pytorch_model.safetensors"),
    }
    photomaker = load_file(folder / "photomaker" / "photomaker.safetensors")
    state = {}
    for name in model.state_dict():
        part, _, rest = name.partition(".")
        special = lora_name(rest) if part == "unet" else None
        if special:
            state[name] = photomaker[f"lora_weights.{special}"]
        elif part == "id_encoder":
            state[name] = photomaker[name]
        else:
            state[name] = parts[part][rest]
    return {name: value.float() for name, value in state.items()}


def encoder_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The ID encoder's state alone."""
    photomaker = load_file(folder / "photomaker" / "photomaker.safetensors")
    own = {name: value.float() for name, value in photomaker.items() if name.startswith("id_encoder.")}
    return {name.removeprefix("id_encoder."): value for name, value in own.items()}


def own_starts(work: Path) -> dict[str, torch.Tensor]:
    """What the ID encoder and the text encoders learned on tasks of their own, under the whole model's names."""
    weights = {}
    for part, prefix in (("identity", "id_encoder."), ("text", "")):
        trained = load(work / part / "state.pt")
        if trained:
            weights |= {prefix + name: value for name, value in trained["model"].items()}
    return weights


def begin(folder: Path, work: Path, preset: Preset, model: PortraitModel) -> None:
    """Writes WORK/vae/state.pt and WORK/unet/state.pt, unless training is already under way there."""
    if not (work / "vae" / "state.pt").exists():
        decoder = autoencoder(preset)
        decoder.load_state_dict(load_file(folder / "vae" / "diffusion_pytorch_model.safetensors"))
        weights = {name: value.float() for name, value in decoder.state_dict().items()}
        scale = json.loads((folder / "vae" / "config.json").read_text())["scaling_factor"]
        save({"model": weights, "average": weights, "step": 0, "scale": scale}, work / "vae" / "state.pt")
    if not (work / "unet" / "state.pt").exists():
        weights = portrait_weights(folder, model)
        weights |= own_starts(work)
        steps = json.loads((folder / "narcis.json").read_text())["training_steps"]
        save({"model": weights, "average": weights, "step": steps}, work / "unet" / "state.pt")
