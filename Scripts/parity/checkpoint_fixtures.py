#!/usr/bin/env python3
"""Writes Tests/CheckpointsTests/Fixtures with torch and safetensors (versions: requirements.txt).

Usage: checkpoint_fixtures.py [FIXTURES_FOLDER]
"""

import io
import json
import os
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

import torch
from safetensors.torch import save_file

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "Tests/CheckpointsTests/Fixtures"
DTYPES = [
    torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
    torch.uint8, torch.bool,
]  # fmt: skip


def numbers(*shape, dtype=torch.float32, start=0):
    count = int(torch.tensor(shape).prod()) if shape else 1
    return (torch.arange(start, start + count) % 120).reshape(shape).to(dtype)


def name_of(dtype):
    return str(dtype).removeprefix("torch.")


def safetensors():
    tensors = {name_of(dtype): numbers(2, 3, dtype=dtype, start=1) for dtype in DTYPES}
    tensors["scalar"] = torch.tensor(2.5)
    tensors["empty"] = torch.zeros(0, 4, dtype=torch.float16)
    save_file(tensors, OUT / "types.safetensors", metadata={"format": "pt", "author": "Zoë"})

    folder = OUT / "sharded"
    folder.mkdir(exist_ok=True)
    parts = {
        "model-00001-of-00002.safetensors": {"first.weight": numbers(4, 2), "first.bias": numbers(4)},
        "model-00002-of-00002.safetensors": {"second.weight": numbers(2, 4, dtype=torch.float16, start=8)},
    }
    for file, part in parts.items():
        save_file(part, folder / file)
    weight_map = {name: file for file, part in parts.items() for name in part}
    index = {"metadata": {"total_size": 64}, "weight_map": weight_map}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n")


class Tiny(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = torch.nn.LayerNorm(3)
        self.linear = torch.nn.Linear(3, 2)
        self.register_buffer("steps", torch.tensor(7))
        with torch.no_grad():
            for index, parameter in enumerate(self.parameters()):
                parameter.copy_(numbers(*parameter.shape, start=index))


def zips():
    """What must be read, with the same tensors as safetensors beside it."""
    module = Tiny()
    whole = numbers(4, 6, start=3)
    state = {
        # An OrderedDict with the modules' versions as an attribute.
        "module": module.state_dict(),
        "types": {name_of(dtype): numbers(2, 3, dtype=dtype, start=1) for dtype in DTYPES},
        "views": OrderedDict(
            whole=whole, transposed=whole.t(), rows=whole[1:3], columns=whole[:, 2:5], steps=whole[::2, ::3],
            permuted=numbers(2, 3, 4, start=9).permute(2, 0, 1), ones=numbers(5, 1, 3)[:, :, 1],
        ),
        "parameter": torch.nn.Parameter(numbers(3, start=40)),
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(0, 4),
        5: numbers(2),
        "step": 1234567890123,
        "small": -3,
        "rate": 0.125,
        "done": True,
        "title": "Zoë",
        "nothing": None,
        "list": [1, 2, "three"],
        "sizes": (1, 2, 3, 4),
    }  # fmt: skip
    torch.save(state, OUT / "state.bin")
    flat = {}

    def flatten(value, prefix):
        if isinstance(value, torch.Tensor):
            flat[prefix] = value.detach().clone().contiguous()
        elif isinstance(value, dict):
            for key, item in value.items():
                flatten(item, f"{prefix}.{key}" if prefix else str(key))

    flatten(state, "")
    save_file(flat, OUT / "state.safetensors")

    photomaker = {
        "id_encoder": OrderedDict({"fuse_module.layer_norm.weight": numbers(3, dtype=torch.float16)}),
        "lora_weights": OrderedDict({"unet.mid_block.attn1.processor.to_q_lora.down.weight": numbers(1, 2)}),
    }
    torch.save(photomaker, OUT / "photomaker.bin")


def repack(source, target, change, compression=zipfile.ZIP_STORED, large=False):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", compression) as new:
        for info in old.infolist():
            name, data = change(info.filename, old.read(info))
            entry = zipfile.ZipInfo(name)
            entry.compress_type = compression
            with new.open(entry, "w", force_zip64=large) as stream:
                stream.write(data)


class Command:
    """Unpickling it would run a program."""

    def __reduce__(self):
        return os.system, ("echo unpickled",)


def refused():
    """What must not be read, each for another reason."""
    small = {"weight": numbers(3, 2)}
    torch.save({"weight": numbers(3, 2), "command": Command()}, OUT / "command.bin")
    torch.save(Tiny(), OUT / "module.bin")
    torch.save(small, OUT / "old.bin", _use_new_zipfile_serialization=False)
    torch.save(small, OUT / "protocol4.bin", pickle_protocol=4)
    torch.save({"weight": torch.ones(2).expand(1000, 2)}, OUT / "repeated.bin")
    torch.save({"weight": torch.zeros(4, dtype=torch.complex64)}, OUT / "complex.bin")
    torch.save([numbers(2)], OUT / "list.bin")
    cycle = {"weight": numbers(2)}
    cycle["self"] = cycle
    torch.save(cycle, OUT / "cycle.bin")

    plain = io.BytesIO()
    torch.save(small, plain)
    keep = lambda name, data: (name, data)  # noqa: E731
    repack(plain, OUT / "compressed.bin", keep, zipfile.ZIP_DEFLATED)
    repack(plain, OUT / "zip64.bin", keep, large=True)
    repack(plain, OUT / "big_endian.bin", lambda n, d: (n, b"big" if n.endswith("byteorder") else d))
    repack(plain, OUT / "short_storage.bin", lambda n, d: (n, d[:-4] if "/data/" in n else d))
    repack(plain, OUT / "no_pickle.bin", lambda n, d: (n.replace("data.pkl", "other.pkl"), d))


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    safetensors()
    zips()
    refused()
