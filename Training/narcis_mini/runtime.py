"""What every training script shares: device, precision, clock, averages of weights, checkpoints."""

import contextlib
import copy
import math
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel


def device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def use_own_cores() -> None:
    """As many threads as cores this process may run on: more would wait for each other at every operator."""
    torch.set_num_threads(len(os.sched_getaffinity(0)))


def precision(where: torch.device) -> contextlib.AbstractContextManager:
    """bfloat16 on a GPU; float32 on a CPU, where it is faster for narrow convolutions."""
    if where.type == "cuda":
        torch.backends.cuda.matmul.allow_tf32 = True
        torch.backends.cudnn.allow_tf32 = True
        torch.backends.cudnn.benchmark = True
        return torch.autocast("cuda", torch.bfloat16)
    return contextlib.nullcontext()


@contextlib.contextmanager
def half_precision(where: torch.device):
    """bfloat16 also on processors that multiply it in hardware.

    There attention goes the plain way: the gradient of the fused kernel is slow in bfloat16 (a third of a step).
    """
    flags = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    if where.type == "cpu" and ("avx512_bf16" in flags or "amx_bf16" in flags):
        with torch.autocast("cpu", torch.bfloat16), sdpa_kernel(SDPBackend.MATH):
            yield
    else:
        with precision(where):
            yield


@dataclass
class Clock:
    """Training by the clock: a rate that warms up, holds and falls to a twentieth as the minutes run out."""

    minutes: float
    rate: float
    start: float = field(default_factory=time.time)
    spent: float = 0.0

    @property
    def part(self) -> float:
        return (self.spent + time.time() - self.start) / (60 * self.minutes)

    def learning_rate(self, step: int) -> float:
        fall = 0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * min(1.0, max(0.0, (self.part - 0.25) / 0.75))))
        return self.rate * min(1.0, (step + 1) / 100) * fall


class Average:
    """Exponential moving average of a module's weights."""

    def __init__(self, model: nn.Module, decay: float):
        self.model, self.decay, self.steps = copy.deepcopy(model).requires_grad_(False).eval(), decay, 0

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        mine, theirs = list(self.model.parameters()), list(model.parameters())
        torch._foreach_lerp_(mine, [p.detach() for p in theirs], 1 - decay)


def save(state: dict, path: Path) -> None:
    """A checkpoint, complete or not there at all; the one before is kept beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save(state, part)
    if path.exists():
        os.replace(path, path.with_suffix(".previous"))
    os.replace(part, path)


def load(path: Path) -> dict | None:
    for candidate in (path, path.with_suffix(".previous")):
        if candidate.exists():
            return torch.load(candidate, map_location="cpu", weights_only=True)
    return None


def cleaned(given: torch.Tensor, velocity: torch.Tensor, alpha: torch.Tensor) -> torch.Tensor:
    """The latents that a predicted velocity tells of noised ones: the inverse of `noised`."""
    return alpha.sqrt() * given - (1 - alpha).sqrt() * velocity


def noised(latents: torch.Tensor, noise: torch.Tensor, alpha: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Noised latents, and the velocity to predict from them; `alpha` is the cumulated ᾱ of their timesteps.

    The velocity, not the noise: at high noise the picture would be a small difference of large numbers, and its colors
    follow the noise for a long time.
    """
    signal, spread = alpha.sqrt(), (1 - alpha).sqrt()
    return signal * latents + spread * noise, signal * noise - spread * latents
