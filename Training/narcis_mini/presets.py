"""Sizes of the model, by preset. Everything a loader needs is written into the exported configuration files."""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Preset:
    """`cpu` is what two cores train in two hours; `gpu` is for one large GPU and ten minutes."""

    size: int = 128
    vae_channels: tuple[int, ...] = (16, 32, 64, 96)
    latent_channels: int = 6
    unet_channels: tuple[int, ...] = (64, 128, 224)
    unet_heads: tuple[int, ...] = (2, 4, 7)
    unet_layers: int = 1
    unet_transformers: tuple[int, ...] = (1, 1, 1)
    text_width: int = 128
    text_layers: int = 3
    merges: int = 16000
    vision_width: int = 192
    vision_layers: int = 4
    vision_heads: int = 6
    crop: int = 64
    patch: int = 8
    id_tokens: int = 16
    perceiver_layers: int = 3
    perceiver_heads: int = 8
    face_vector: int = 128
    lora_rank: int = 8
    time_embedding: int = 32
    pixel_mean: tuple[float, ...] = field(default=(0.5, 0.5, 0.5))
    pixel_std: tuple[float, ...] = field(default=(0.25, 0.25, 0.25))

    @property
    def context(self) -> int:
        return 2 * self.text_width


PRESETS = {
    "cpu": Preset(),
    "gpu": Preset(
        size=256,
        vae_channels=(16, 32, 64, 128, 192),
        latent_channels=12,
        unet_channels=(96, 192, 288),
        unet_heads=(3, 6, 9),
    ),
}

FACE_PLACE = [[0.377, 0.472], [0.623, 0.472], [0.5, 0.618], [0.5, 0.73]]
"""Eyes, tip of the nose and mouth in base pictures, as parts of the frame: the median of paintings in which the detector
finds a face; the deviation is 0.03 (eyes 0.02)."""

BETAS = (0.00085, 0.012)


def alphas_cumprod() -> np.ndarray:
    low, high = BETAS
    return np.cumprod(1 - np.linspace(low**0.5, high**0.5, 1000) ** 2)


def time_ids(zoom: str, size: int) -> tuple[int, ...]:
    """SDXL's micro-conditioning (original h, w, crop top, left, target h, w) tells the two framings apart.

    A base picture is a whole picture of its own size. A face picture is the middle of one twice as large.
    """
    if zoom == "base":
        return (size, size, 0, 0, size, size)
    return (2 * size, 2 * size, size // 2, size // 2, size, size)
