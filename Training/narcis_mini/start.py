"""Begin from an exported model folder: weights only, without the state of any optimizer."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file

from .models import autoencoder, lora_name
from .portrait_model import PortraitModel
from .presets import Preset
from .runtime import load, save


def text_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The text encoders' state alone, named as in the whole model."""
    parts = {"first": "text_encoder", "second": "text_encoder_2"}
    loaded = {name: load_file(folder / part / "model.safetensors") for name, part in parts.items()}
    return {f"{name}.{key}": value.float() for name, part in loaded.items() for key, value in part.items()}


def portrait_weights(folder: Path, model: PortraitModel) -> dict[str, torch.Tensor]:
    """The state that `export` took apart: `model` tells which names there are."""
    unet = load_file(folder / "unet" / "diffusion_pytorch_model.safetensors")
    photomaker = load_file(folder / "photomaker" / "photomaker.safetensors")
    state = text_weights(folder)
    for name in model.state_dict():
        part, _, rest = name.partition(".")
        special = lora_name(rest) if part == "unet" else None
        if special:
            state[name] = photomaker[f"lora_weights.{special}"]
        elif part == "id_encoder":
            state[name] = photomaker[name]
        elif part == "unet":
            state[name] = unet[rest]
    return {name: value.float() for name, value in state.items()}


def own_starts(work: Path) -> dict[str, torch.Tensor]:
    """What the ID encoder and the text encoders learned on tasks of their own, under the whole model's names."""
    weights = {}
    for part, prefix in (("identity", "id_encoder."), ("text", "")):
        trained = load(work / part / "state.pt")
        if trained:
            weights |= {prefix + name: value for name, value in trained["model"].items()}
    return weights


def begin_autoencoder(folder: Path, work: Path, preset: Preset) -> None:
    """Writes WORK/vae/state.pt, unless an autoencoder is there."""
    if (work / "vae" / "state.pt").exists():
        return
    decoder = autoencoder(preset)
    decoder.load_state_dict(load_file(folder / "vae" / "diffusion_pytorch_model.safetensors"))
    weights = {name: value.float() for name, value in decoder.state_dict().items()}
    scale = json.loads((folder / "vae" / "config.json").read_text())["scaling_factor"]
    save({"model": weights, "average": weights, "step": 0, "scale": scale}, work / "vae" / "state.pt")


def begin(folder: Path, work: Path, preset: Preset, model: PortraitModel, redraw: bool) -> None:
    """Writes WORK/vae/state.pt and WORK/unet/state.pt, unless training is already under way there.

    With `redraw` the cross-attention keeps the weights that `model` was made with: a denoiser that has learned to look
    past some rows of the prompt does not find back to them.
    """
    begin_autoencoder(folder, work, preset)
    begun = load(work / "unet" / "state.pt")
    if begun and redraw and not begun.get("redrawn"):
        raise SystemExit(f"error: a training without --redraw is under way in {work}; take another work folder")
    if not begun:
        weights = portrait_weights(folder, model)
        weights |= own_starts(work)
        if redraw:
            weights |= {name: value for name, value in model.state_dict().items() if ".attn2." in name}
        steps = json.loads((folder / "narcis.json").read_text())["training_steps"]
        state = {"model": weights, "average": weights, "step": steps, "has_lesson": redraw, "redrawn": redraw}
        save(state, work / "unet" / "state.pt")
