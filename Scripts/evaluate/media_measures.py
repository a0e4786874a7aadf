"""Single measures of a rendered picture: sharpness, nearness to the palette, lightness of the skin, light that is copied."""

import re
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from narcis_mini.faces import ARCFACE, align

PALETTES = Path(__file__).resolve().parents[2] / "Sources/Media/Direction/Resources/palettes.txt"
NEAR = 0.05
"""A pixel is near a palette when it lies this close, in OKLab, to one of its colors or to the line between two
neighbours of a ramp. Two grays of 8 bits that are 14 steps apart in the middle of the scale have this distance."""
TONES = 6

TO_LMS = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005]])  # fmt: skip
TO_LAB = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660]])  # fmt: skip


def oklab(pixels: np.ndarray) -> np.ndarray:
    """sRGB bytes [..., 3] → OKLab (Ottosson 2020)."""
    value = np.arange(256) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)[pixels]
    return np.cbrt(linear @ TO_LMS.T) @ TO_LAB.T


def sharpness(picture: np.ndarray) -> float:
    """Share of the luminance's variance above the frequencies that a picture of 256 pixels in height holds."""
    gray = picture.astype(float) @ (0.299, 0.587, 0.114) / 255
    power = np.abs(np.fft.rfft2(gray - gray.mean())) ** 2
    power[:, 1:-1] *= 2
    fy, fx = np.fft.fftfreq(gray.shape[0])[:, None], np.fft.rfftfreq(gray.shape[1])[None]
    return float(power[np.hypot(fx, fy) > 128 / gray.shape[0]].sum() / power.sum())


def parameters(picture: Image.Image) -> dict[str, str]:
    """What the program wrote into the picture: "Medium", "Palette", "Ground" …"""
    return dict(re.findall(r"(?:^|, )([A-Z][A-Za-z ]*): ([^,\n]*)", picture.info.get("parameters", ""), re.MULTILINE))


def palettes() -> dict[str, list[np.ndarray]]:
    """Each palette's lines in OKLab [2 or more, 3]: paper and key, single inks, ramps."""
    table = {}
    for line in PALETTES.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, paper_key, inks, *ramps = [cell.strip() for cell in line.split("|")][:7]
        singles = [[color] for color in (*paper_key.split(), *inks.split())]
        rows = singles + [ramp.split() for ramp in ramps]
        table[name] = [oklab(np.array([list(bytes.fromhex(color)) for color in row])) for row in rows]
    return table


def near(pixels: np.ndarray, palette: list[np.ndarray]) -> float:
    """Share of OKLab pixels [n, 3] near a palette."""
    least = np.full(len(pixels), np.inf)
    for row in palette:
        for start, end in zip(row, row[1:] if len(row) > 1 else row):
            along, step = pixels - start, end - start
            t = np.clip(along @ step / max(step @ step, 1e-12), 0, 1)
            least = np.minimum(least, ((along - t[:, None] * step) ** 2).sum(1))
    return float((least < NEAR**2).mean())


def skin_lightness(picture: np.ndarray, points: np.ndarray) -> float:
    """Median lightness of forehead and both cheeks, each a square of 0.36 eye distances."""
    eyes, apart = points[:2].mean(0), np.linalg.norm(points[1] - points[0])
    up = (eyes - points[3:].mean(0)) / np.linalg.norm(eyes - points[3:].mean(0))
    middles = [eyes + 0.62 * apart * up, *(0.45 * points[eye] + 0.55 * points[eye + 3] for eye in (0, 1))]
    middles[1:] = [m + 0.12 * apart * side * np.array([-up[1], up[0]]) for m, side in zip(middles[1:], (-1, 1))]
    r, patches = max(1, round(0.18 * apart)), []
    for x, y in np.round(middles).astype(int):
        patches.append(picture[max(0, y - r) : y + r + 1, max(0, x - r) : x + r + 1].reshape(-1, 3))
    return float(np.median(oklab(np.concatenate(patches))[:, 0]))


def light_alone(photograph: np.ndarray, points: np.ndarray, picture: np.ndarray, painted: np.ndarray) -> np.ndarray:
    """The photograph's face cut into tones of equal area, each in the color that the picture has there on average:
    what a picture that only copied light and shade would be. Returned in twice the face network's template."""
    own = align(photograph, points, 224, 2 * ARCFACE, replicate=True)
    colors = align(picture, painted, 224, 2 * ARCFACE, replicate=True).reshape(-1, 3).astype(float)
    gray = cv2.GaussianBlur(own, (0, 0), 1).astype(float) @ (0.299, 0.587, 0.114)
    level = np.digitize(gray, np.quantile(gray, np.linspace(0, 1, TONES + 1)[1:-1])).ravel()
    means = np.stack([colors[level == k].mean(0) if (level == k).any() else colors.mean(0) for k in range(TONES)])
    return means[level].reshape(224, 224, 3).round().astype(np.uint8)
