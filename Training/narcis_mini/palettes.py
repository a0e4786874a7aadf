"""Palette and mood operations on finished paintings: what the color and mood words of a prompt do."""

import torch
import torch.nn.functional as F

PALETTES = {
    "plain": None,
    "golden": ((0.16, 0.07, 0.02), (0.86, 0.56, 0.12), (1.0, 0.95, 0.72)),
    "crimson": ((0.10, 0.01, 0.03), (0.78, 0.08, 0.14), (1.0, 0.86, 0.80)),
    "teal": ((0.01, 0.10, 0.13), (0.06, 0.55, 0.58), (0.84, 1.0, 0.95)),
    "violet": ((0.09, 0.02, 0.16), (0.50, 0.22, 0.72), (0.95, 0.87, 1.0)),
    "emerald": ((0.02, 0.10, 0.04), (0.13, 0.56, 0.24), (0.90, 1.0, 0.82)),
    "azure": ((0.02, 0.04, 0.18), (0.16, 0.38, 0.82), (0.87, 0.94, 1.0)),
    "rose": ((0.20, 0.03, 0.10), (0.93, 0.46, 0.62), (1.0, 0.93, 0.94)),
    "earth": ((0.10, 0.06, 0.03), (0.52, 0.36, 0.22), (0.94, 0.87, 0.74)),
    "monochrome": ((0.02, 0.02, 0.02), (0.48, 0.48, 0.48), (0.98, 0.98, 0.98)),
    "pastel": "pastel",
    "neon": "neon",
}
MOODS = ("calm", "bright", "dark", "misty", "dramatic")
GRAY = torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)


def tone(image: torch.Tensor, colors: tuple) -> torch.Tensor:
    """Luminance drawn along three colors, with a third of the picture's own color kept."""
    light = (image * GRAY.to(image)).sum(1, keepdim=True)
    low, middle, high = (torch.tensor(c).to(image).view(1, 3, 1, 1) for c in colors)
    first, second = (light / 0.5).clamp(0, 1), ((light - 0.5) / 0.5).clamp(0, 1)
    drawn = low + (middle - low) * first + (high - middle) * second
    return (0.78 * drawn + 0.22 * image).clamp(0, 1)


def saturate(image: torch.Tensor, amount: float) -> torch.Tensor:
    light = (image * GRAY.to(image)).sum(1, keepdim=True)
    return (light + amount * (image - light)).clamp(0, 1)


def apply_palette(image: torch.Tensor, name: str) -> torch.Tensor:
    """Image [n, 3, h, w] in 0…1."""
    colors = PALETTES[name]
    if colors is None:
        return image
    if colors == "pastel":
        return (0.42 + 0.58 * saturate(image, 0.8)).clamp(0, 1)
    if colors == "neon":
        return saturate(((image - 0.42) * 1.35 + 0.40).clamp(0, 1), 2.3)
    return tone(image, colors)


def apply_mood(image: torch.Tensor, name: str) -> torch.Tensor:
    if name == "bright":
        return image.clamp(1e-4) ** 0.66
    if name == "dark":
        return (image.clamp(1e-4) ** 1.5) * 0.8
    if name == "misty":
        return (0.34 + 0.56 * blur(image, 2)).clamp(0, 1)
    if name == "dramatic":
        h, w = image.shape[-2:]
        y, x = torch.linspace(-1, 1, h).view(-1, 1), torch.linspace(-1, 1, w).view(1, -1)
        vignette = (1.15 - 0.55 * (x * x + y * y)).clamp(0.15, 1).to(image)
        return (((image - 0.5) * 1.4 + 0.5).clamp(0, 1) * vignette).clamp(0, 1)
    return image


def blur(image: torch.Tensor, radius: int) -> torch.Tensor:
    """A box filter, one axis after the other: the same result at a fraction of the work."""
    side = 2 * radius + 1
    padded = F.pad(image, (radius,) * 4, mode="replicate")
    return F.avg_pool2d(F.avg_pool2d(padded, (side, 1), 1), (1, side), 1)
