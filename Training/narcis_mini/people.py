"""Synthetic people: a DCGAN's faces, each person bent and tinted in a way of their own, in several variations."""

import torch
import torch.nn.functional as F
from torch import nn

from .fetch import fetch

NATIVE = 64


def generator() -> nn.Module:
    """The DCGAN of gan-face-generate: z [n, 100, 1, 1] → [n, 3, 64, 64] in −1…1."""
    widths, layers = [100, 512, 256, 128, 64, 3], []
    for i in range(5):
        layers.append(nn.ConvTranspose2d(widths[i], widths[i + 1], 4, 2 if i else 1, 1 if i else 0, bias=False))
        layers += [nn.BatchNorm2d(widths[i + 1]), nn.ReLU()] if i < 4 else [nn.Tanh()]
    net = nn.Sequential(*layers)
    weights = torch.load(fetch("training/gan.tar"), map_location="cpu", weights_only=True)["netG_state_dict"]
    net.load_state_dict({name.removeprefix("main."): value for name, value in weights.items()})
    return net.eval()


def warp(count: int, random: torch.Generator) -> torch.Tensor:
    """A sampling grid [n, 64, 64, 2] per person: a little stretch and a smooth bend of the face's proportions."""
    axis = torch.linspace(-1, 1, NATIVE)
    base = torch.stack(torch.meshgrid(axis, axis, indexing="xy"), -1)[None]
    stretch = 1 + 0.07 * torch.randn(count, 1, 1, 2, generator=random).clamp(-2, 2)
    bend = 0.035 * torch.randn(count, 2, 5, 5, generator=random)
    bend = F.interpolate(bend, (NATIVE, NATIVE), mode="bicubic", align_corners=True).permute(0, 2, 3, 1)
    return base * stretch + bend


@torch.no_grad()
def variations(net: nn.Module, count: int, kinds: int, spread: float, random: torch.Generator) -> torch.Tensor:
    """`count` people × `kinds` variations [count, kinds, 3, 64, 64] in 0…1; the first is the person's own z."""
    z = torch.randn(count, 1, 100, generator=random)
    amount = spread * (0.5 + 0.5 * torch.rand(count, kinds, 1, generator=random))
    amount[:, 0] = 0
    moved = z + amount * torch.randn(count, kinds, 100, generator=random)
    faces = (net(moved.reshape(-1, 100, 1, 1)) + 1) / 2
    grid = warp(count, random).repeat_interleave(kinds, 0)
    faces = F.grid_sample(faces, grid, mode="bicubic", padding_mode="border", align_corners=True)
    tint = 1 + 0.08 * torch.randn(count, 3, 1, 1, generator=random)
    faces = (faces * tint.repeat_interleave(kinds, 0)).clamp(0, 1)
    mean = faces.mean((1, 2, 3), keepdim=True).clamp(0.05)
    goal = 0.48 + 0.05 * torch.randn(count, 1, 1, 1, generator=random).repeat_interleave(kinds, 0)
    lifted = faces.clamp(1e-4) ** (goal.log() / mean.log()).clamp(0.35, 1)
    return lifted.reshape(count, kinds, 3, NATIVE, NATIVE)
