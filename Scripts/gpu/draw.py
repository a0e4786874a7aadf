"""Draws random float16 weights of SDXL's and PhotoMaker V2's published shapes, as a diffusers folder: draw.py FOLDER
DEVICE. Numbers are scaled so that activations neither grow nor vanish."""

import json
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import save_file

import models
import photomaker

folder, device = Path(sys.argv[1]), sys.argv[2]


def drawn(shapes, generator):
    weights = {}
    for name, shape in shapes.items():
        if len(shape) == 1:
            value = 1 if name.endswith("weight") else 0
            weights[name] = torch.full(shape, value, dtype=torch.float16)
            continue
        fan_in = torch.Size(shape[1:]).numel()
        values = torch.randn(shape, generator=generator, device=device) / fan_in**0.5
        weights[name] = values.half().cpu()
    return weights


def write(path, shapes, generator):
    path.parent.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    save_file(drawn(shapes, generator), path)
    print(f"{path.parent.name}: {path.stat().st_size / 1e9:.2f} GB in {time.perf_counter() - start:.1f} s", flush=True)


generator = torch.Generator(device=device).manual_seed(1)
for component, (file, configuration) in models.FILES.items():
    with torch.device("meta"):
        state = models.make(component).state_dict()
    shapes = {
        models.prefixed(name, component): tuple(tensor.shape)
        for name, tensor in state.items()
        if not name.endswith("position_ids")
    }
    write(folder / component / file, shapes, generator)
    (folder / component / "config.json").write_text(json.dumps(configuration))
with torch.device("meta"):
    state = photomaker.IDEncoder(photomaker.Sizes()).state_dict()
shapes = {f"id_encoder.{name}": tuple(tensor.shape) for name, tensor in state.items() if "position_ids" not in name}
write(folder / "photomaker/photomaker.safetensors", shapes, generator)
