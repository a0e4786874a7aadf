"""Pictures to learn: a person's face, painted by a style network, in two framings."""

import numpy as np
import torch
import torch.nn.functional as F

from .faces import session
from .fetch import fetch
from .palettes import GRAY, apply_mood, apply_palette, blur

STYLES = {
    "watercolor": 0, "ink": 2, "impressionist": 4, "expressionist": 5, "popart": 8, "fresco": 10, "engraving": 11,
    "pastelchalk": 12, "pencil": 14, "artnouveau": 18, "starrynight": 19, "scarlet": 20, "woodblock": 24,
    "stainedglass": 13,
}  # fmt: skip
"""Names given here to the style networks that keep a likeness, and their index in multistyle26."""

ZOOMS = ("base", "face")
PAINT_SCALE = 1.5
"""Pictures are painted at this many times the size they are learned at."""
LIKENESS = 0.65
"""The part of the photo's light and shade in a painting."""
BASE_HEAD = 0.78
"""In a base picture the head's picture takes this part of the frame."""


class StyleTransfer:
    def __init__(self, threads: int = 2):
        self.run = session(fetch("training/multistyle26.onnx"), threads)

    def __call__(self, image: np.ndarray, style: str) -> np.ndarray:
        """[3, h, w] in 0…1 → the painting, same shape."""
        weights = np.zeros(26, np.float32)
        weights[STYLES[style]] = 1
        return self.run.run(None, {"image": image[None], "style_weights": weights})[0][0].clip(0, 1)


def torso(size: int, random: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Shoulders: mask [1, size, size] and a cloth color [3, 1, 1]."""
    draw = torch.rand(6, generator=random)
    y = torch.linspace(0, 1, size).view(-1, 1)
    x = torch.linspace(-1, 1, size).view(1, -1)
    wide, top = 0.62 + 0.2 * draw[0], 0.80 + 0.06 * draw[1]
    inside = 1 - (x / wide).abs() ** 2.6 - ((1.0 - y) / (1.03 - top)).clamp(min=0) ** 2.2
    mask = (inside * 9).clamp(0, 1)[None] * (y > 0.5)[None]
    return mask, (0.08 + 0.75 * draw[2:5]).view(3, 1, 1)


def bust(face: torch.Tensor, size: int, random: torch.Generator) -> torch.Tensor:
    """A face picture [3, 64, 64] with room around it: its edges run out into a soft backdrop above shoulders."""
    head = int(size * BASE_HEAD)
    draw = torch.rand(3, generator=random)
    left = int((size - head) * (0.5 + 0.24 * (draw[0] - 0.5)))
    top = int((size - head) * (0.5 + 0.2 * (draw[1] - 0.5)))
    small = F.interpolate(face[None], (head, head), mode="bicubic", align_corners=False).clamp(0, 1)
    edges = F.pad(small, (left, size - head - left, top, size - head - top), mode="replicate")
    backdrop = blur(blur(edges, size // 10), size // 10)
    mask, cloth = torso(size, random)
    behind = backdrop * (1 - 0.9 * mask) + 0.9 * mask * cloth
    ramp = (torch.linspace(0, 1, head) * (1 - torch.linspace(0, 1, head)) * 16).clamp(0, 1)
    soft = F.pad(ramp.view(-1, 1) * ramp.view(1, -1), (left, size - head - left, top, size - head - top))
    return (behind * (1 - soft) + edges * soft)[0]


def framed(face: torch.Tensor, zoom: str, size: int, random: torch.Generator) -> torch.Tensor:
    if zoom == "base":
        return bust(face, size, random)
    part = 0.86 + 0.14 * torch.rand(1, generator=random).item()
    side = int(64 * part)
    edge = (64 - side) // 2
    crop = face[None, :, edge : edge + side, edge : edge + side]
    return F.interpolate(crop, (size, size), mode="bicubic", align_corners=False).clamp(0, 1)[0]


def painted(transfer: StyleTransfer, photo: torch.Tensor, style: str, size: int) -> torch.Tensor:
    """The painting [3, size, size] of a photo larger than that: strokes get finer, and part of the photo's own
    light and shade is kept, which the style networks tend to lose around the eyes."""
    painting = torch.from_numpy(transfer(photo.numpy(), style))[None]
    painting, photo = (F.interpolate(x, (size, size), mode="area") for x in (painting, photo[None]))
    light, own = ((x * GRAY).sum(1, keepdim=True) for x in (painting, photo))
    light = light - light.mean()
    own = (own - own.mean()) / (own.std() + 0.05) * light.std()
    return (painting + LIKENESS * (own - light)).clamp(0, 1)[0]


def colored(painting: torch.Tensor, palette: str, mood: str) -> torch.Tensor:
    return apply_mood(apply_palette(painting[None], palette), mood)[0].clamp(0, 1)
