"""What the fixture scripts of this folder share: seeded values that float16 holds exactly, and safetensors files.

Weights are drawn, rounded to float16 and computed with in float32, so that small files lose nothing.
"""

import json
import os
import warnings
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
    return {prefix + stored_name(module, name): value.to(torch.float16).contiguous() for name, value in state.items()}


def stored_name(module: torch.nn.Module, name: str) -> str:
    """The name in published files: newer transformers leave `text_model.` out in memory, not on disk."""
    bare = type(module).__name__.startswith("CLIPText") and not name.startswith(("text_model.", "text_projection"))
    return f"text_model.{name}" if bare else name


def save(path: Path, tensors: dict[str, torch.Tensor]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.detach().contiguous().clone() for name, tensor in tensors.items()}, path)


def rounded(value):
    """Numbers to fourteen digits: more than any comparison looks at."""
    if isinstance(value, float):
        return float(f"{value:.14g}")
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return {key: rounded(item) for key, item in value.items()} if isinstance(value, dict) else value


def save_json(path: Path, value: object, compact: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(rounded(value), separators=(",", ":")) if compact else json.dumps(value, indent=1)
    path.write_text(text + "\n")


def quiet() -> None:
    """Keeps the libraries' notices out of the scripts' output."""
    for name in ("DIFFUSERS_VERBOSITY", "TRANSFORMERS_VERBOSITY"):
        os.environ[name] = "error"
    os.environ["HF_HUB_OFFLINE"] = "1"
    warnings.simplefilter("ignore")
    torch.set_grad_enabled(False)
