"""What the fixture scripts of this folder share: seeded values that float16 holds exactly, and safetensors files.

Weights are drawn, rounded to float16 and computed with in float32, so that small files lose nothing.
"""

import json
import os
from pathlib import Path

import torch
from safetensors.torch import save_file

TESTS = Path(__file__).resolve().parents[2] / "Tests"
ENGINE = TESTS / "TorchTestSupport/Fixtures"


def generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def exact(tensor: torch.Tensor) -> torch.Tensor:
    """The nearest values that float16 holds, as float32."""
    return tensor.to(torch.float16).to(torch.float32)


def draw(rng: torch.Generator, *shape: int, scale: float = 1.0) -> torch.Tensor:
    return exact(torch.randn(*shape, generator=rng) * scale)


@torch.no_grad()
def randomize(module: torch.nn.Module, rng: torch.Generator) -> torch.nn.Module:
    """Float16-exact weights in every parameter: large enough that no layer is invisible in the result."""
    for name, parameter in sorted(module.named_parameters()):
        if parameter.dim() > 1:
            fan_in = parameter[0].numel()
            scale = 0.3 if "embedding" in name and parameter.dim() == 2 else fan_in**-0.5
            parameter.copy_(draw(rng, *parameter.shape, scale=scale))
        elif name.endswith("weight"):  # of a norm
            parameter.copy_(exact(1 + 0.2 * torch.randn(parameter.shape, generator=rng)))
        else:
            parameter.copy_(draw(rng, *parameter.shape, scale=0.1))
    return module.eval()


def half_weights(module: torch.nn.Module, prefix: str = "") -> dict[str, torch.Tensor]:
    """The module's parameters as float16, without the constant tables that some versions keep beside them."""
    state = {name: value for name, value in module.state_dict().items() if not name.endswith("position_ids")}
    return {prefix + name: value.to(torch.float16).contiguous() for name, value in state.items()}


def save(path: Path, tensors: dict[str, torch.Tensor]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.detach().contiguous().clone() for name, tensor in tensors.items()}, path)


def save_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n")


def quiet() -> None:
    """Keeps the libraries' notices out of the scripts' output."""
    for name in ("DIFFUSERS_VERBOSITY", "TRANSFORMERS_VERBOSITY"):
        os.environ[name] = "error"
    os.environ["HF_HUB_OFFLINE"] = "1"
    torch.set_grad_enabled(False)
