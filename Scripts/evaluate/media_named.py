"""Is a medium told from its marks? A linear discriminant on statistics of texture that leaves the sitter out."""

import cv2
import numpy as np

from media_measures import oklab

SHRINK = 0.15
"""How far the covariance within a medium is drawn toward a diagonal one (after Ledoit and Wolf 2004)."""


def marks(picture: np.ndarray) -> np.ndarray:
    """Statistics of one picture of 640 × 800: marks, tones, flatness, chroma, margins; hardly who sits or which hue."""
    lab = oklab(picture)
    light = lab[..., 0].astype(np.float32)
    rows = spectrum(light)
    previous = light
    for sigma in (0.7, 1.4, 2.8, 5.6, 11.2):
        smooth = cv2.GaussianBlur(light, (0, 0), sigma)
        band = previous - smooth
        spread = float(band.std()) + 1e-4
        rows += [np.log(spread), np.log(np.abs(band).mean() / spread), np.mean((band / spread) ** 3)]
        rows += [np.log(np.quantile(np.abs(band), 0.5) / spread + 1e-3), np.log(np.quantile(np.abs(band), 0.97) / spread)]
        previous = smooth
    rows += list(np.histogram(light, np.linspace(0, 1, 11))[0] / light.size)
    steps = np.abs(np.diff(light, axis=1))
    rows += [np.mean(steps < 0.003), np.mean(steps > 0.1), np.mean(steps > 0.25)]
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    rows += [chroma.mean(), chroma.std(), np.mean(chroma < 0.02), np.mean(chroma > 0.12)]
    rows += [band_spread(chroma, 1), band_spread(chroma, 4), band_spread(lab[..., 1], 2), band_spread(lab[..., 2], 2)]
    return np.array(rows + margins(light))


def band_spread(plane: np.ndarray, sigma: float) -> float:
    return float(np.log((plane - cv2.GaussianBlur(plane, (0, 0), sigma)).std() + 1e-4))


def spectrum(light: np.ndarray) -> list[float]:
    """Logarithmic energies in rings of frequency, and how they lie in four directions."""
    window = np.outer(np.hanning(light.shape[0]), np.hanning(light.shape[1]))
    power = np.abs(np.fft.fft2((light - light.mean()) * window)) ** 2
    fy, fx = np.fft.fftfreq(light.shape[0])[:, None], np.fft.fftfreq(light.shape[1])[None]
    radius, angle = np.hypot(fx, fy), np.mod(np.arctan2(fy, fx), np.pi)
    rows, total = [], power.sum()
    for low, high in zip((0.01, 0.02, 0.04, 0.07, 0.11, 0.16, 0.22, 0.3, 0.4), (0.02, 0.04, 0.07, 0.11, 0.16, 0.22, 0.3, 0.4, 0.7)):
        ring = (radius >= low) & (radius < high)
        rows.append(np.log(power[ring].sum() / total + 1e-7))
        if low >= 0.04:
            rows.append(np.log(power[ring].max() / power[ring].mean()))
    fine = (radius > 0.06) & (radius < 0.35)
    sector = np.round(angle / (np.pi / 4)).astype(int) % 4
    return rows + [np.log(power[fine & (sector == k)].sum() / power[fine].sum() + 1e-4) for k in range(4)]


def margins(light: np.ndarray) -> list[float]:
    """Lightness and unrest of the frame's three rings, from the edge inward."""
    height, width = light.shape
    y, x = np.mgrid[:height, :width]
    inside = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y)) / height
    rows, inner = [], 0.0
    for outer in (0.02, 0.045, 0.08):
        ring = light[(inside >= inner) & (inside < outer)]
        rows += [float(ring.mean()), np.log(float(ring.std()) + 1e-3)]
        inner = outer
    return rows


class Discriminant:
    """Gaussians with one covariance for all media."""

    def __init__(self, rows: np.ndarray, labels: list[str]):
        self.names = sorted(set(labels))
        index = np.array([self.names.index(label) for label in labels])
        self.mean, self.spread = rows.mean(0), rows.std(0) + 1e-6
        rows = (rows - self.mean) / self.spread
        self.means = np.stack([rows[index == k].mean(0) for k in range(len(self.names))])
        within = rows - self.means[index]
        covariance = within.T @ within / max(1, len(rows) - len(self.names))
        covariance = (1 - SHRINK) * covariance + SHRINK * np.diag(np.diag(covariance) + 1e-3)
        self.inverse = np.linalg.inv(covariance)

    def name(self, row: np.ndarray) -> str:
        away = self.means - (row - self.mean) / self.spread
        return self.names[int(np.einsum("ki,ij,kj->k", away, self.inverse, away).argmin())]
