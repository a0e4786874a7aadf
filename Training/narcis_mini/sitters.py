"""Synthetic people who sit for samples and measurements: dark skin, beards, glasses, long and white hair.

The example photographs show few kinds of people. These are faces of the generator that training draws from, with another
seed, chosen by eye, enlarged from 64 pixels and set on a drawn neck and shoulders: whoever they look like, they are nobody.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image

from .faces import Detector
from .people import NATIVE, generator

SEED, DRAWN = 30_001, 1_500
"""The draw that the numbers below count in."""
WIDTH, HEIGHT, HEAD = 512, 640, 300
"""Pixels of a photograph, and of the square in it that comes from the generator."""


@dataclass(frozen=True)
class Drawn:
    """A person: the number in the draw, cloth and backdrop as sRGB, the head's outline as x,y in pixels of the
    generator's picture, and an exponent for its lightness (below 1 lifts it)."""

    number: int
    cloth: tuple[int, int, int]
    backdrop: tuple[int, int, int]
    outline: str
    gamma: float = 1


PEOPLE = {
    "dark-woman": Drawn(185, (122, 52, 62), (140, 150, 158),
        "14,64 6,57 4,42 5,25 9,13 16,4 26,1 44,1 54,7 60,17 60,31 57,43 52,50 50,64"),
    "dark-man": Drawn(1472, (58, 70, 96), (172, 178, 182),
        "11,64 5,54 2,38 2,26 3,13 9,5 20,1 32,2 40,7 44,16 46,28 46,42 43,54 40,64"),
    "darkest": Drawn(25, (150, 134, 104), (168, 176, 186),
        "8,64 3,52 1,38 2,20 8,8 20,2 36,3 45,12 49,23 52,32 50,43 46,54 43,64"),
    "brown": Drawn(1028, (86, 120, 118), (190, 188, 178),
        "18,64 15,50 14,36 14,20 18,9 26,3 44,2 55,8 60,20 61,33 59,44 55,54 50,64"),
    "beard": Drawn(949, (86, 92, 78), (150, 142, 132),
        "14,64 10,54 5,49 3,40 2,30 4,17 10,8 22,2 36,2 46,7 52,18 56,30 57,45 54,57 48,64", 0.9),
    "glasses": Drawn(939, (64, 82, 104), (176, 184, 186),
        "13,64 10,52 5,44 3,36 3,28 3,18 7,9 15,2 40,2 49,7 55,18 55,32 54,48 52,64"),
    "long-hair": Drawn(1488, (112, 72, 96), (168, 170, 160),
        "7,64 4,50 5,30 9,15 17,5 28,1 43,3 53,12 59,26 61,44 58,64"),
    "white-hair": Drawn(498, (74, 88, 104), (132, 136, 126),
        "19,64 16,52 15,44 15,30 16,17 21,8 30,3 44,3 53,9 59,20 61,36 58,52 52,64", 0.85),
    "gray-hair": Drawn(1070, (96, 84, 110), (160, 168, 172),
        "12,64 9,46 9,30 10,19 15,9 24,3 38,2 49,7 53,17 53,30 52,42 50,52 44,64", 0.9),
}  # fmt: skip


def photographs(folder: Path, names: tuple[str, ...] = tuple(PEOPLE)) -> dict[str, Path]:
    """Photographs of the people in a folder; those already there are not drawn again."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / f"{name}.png" for name in names}
    missing = [name for name, path in paths.items() if not path.exists()]
    if missing:
        faces, detector = drawn([PEOPLE[name].number for name in missing]), Detector()
        for name, face in zip(missing, faces):
            Image.fromarray(photograph(face, PEOPLE[name], detector)).save(paths[name])
    return paths


@torch.no_grad()
def drawn(numbers: list[int]) -> np.ndarray:
    """Faces [n, 64, 64, 3] in 0…1 by their number in the draw."""
    z = torch.randn(DRAWN, 100, generator=torch.Generator().manual_seed(SEED))[numbers]
    return ((generator()(z[..., None, None]) + 1) / 2).permute(0, 2, 3, 1).numpy()


def photograph(face: np.ndarray, person: Drawn, detector: Detector) -> np.ndarray:
    """The head out of the generator's picture, before a plain backdrop, above a neck and shoulders."""
    large = cv2.resize(face.clip(0, 1) ** person.gamma, (HEAD, HEAD), interpolation=cv2.INTER_CUBIC)
    large = (large + 0.5 * (large - cv2.GaussianBlur(large, (0, 0), 4))).clip(0, 1).astype(np.float32)
    found = detector.largest((large * 255).round().astype(np.uint8))
    if found is None:
        raise SystemExit(f"error: no face was found in the generator's picture {person.number}")
    points = found[2]
    eyes, mouth = points[:2].mean(0), points[3:].mean(0)
    left, top = round(WIDTH / 2 - float(eyes[0] + mouth[0]) / 2), 96
    opaque = np.zeros((HEIGHT, WIDTH, 1), np.float32)
    picture = np.zeros((HEIGHT, WIDTH, 3), np.float32)
    box = np.s_[top : top + HEAD, left : left + HEAD]
    opaque[box], picture[box] = head(person.outline), large
    place = np.array([left, top])
    behind = shoulders(person, skin(large, points), eyes + place, mouth + place)
    grain = np.random.default_rng(person.number).normal(0, 0.008, (HEIGHT, WIDTH, 1))
    return ((behind * (1 - opaque) + picture * opaque + grain).clip(0, 1) * 255).round().astype(np.uint8)


def head(outline: str) -> np.ndarray:
    """Opacity [HEAD, HEAD, 1] of the head before its backdrop; it ends softly toward the neck."""
    corners = np.array([[float(v) for v in corner.split(",")] for corner in outline.split()]) * HEAD / NATIVE
    mask = np.zeros((HEAD, HEAD), np.float32)
    cv2.fillPoly(mask, [corners.round().astype(np.int32)], 1)
    mask = cv2.GaussianBlur(mask, (0, 0), 8, borderType=cv2.BORDER_REPLICATE)
    mask = cv2.GaussianBlur((mask > 0.5).astype(np.float32), (0, 0), 2.5, borderType=cv2.BORDER_REPLICATE)
    return (mask * np.clip(np.arange(HEAD)[::-1] / 26, 0, 1)[:, None])[..., None].astype(np.float32)


def skin(picture: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The median color of both cheeks."""
    cheeks = [0.5 * (points[eye] + points[corner]) for eye, corner in ((0, 3), (1, 4))]
    patches = [picture[int(y) - 8 : int(y) + 9, int(x) - 8 : int(x) + 9].reshape(-1, 3) for x, y in cheeks]
    return np.median(np.concatenate(patches), 0)


def shoulders(person: Drawn, tone: np.ndarray, eyes: np.ndarray, mouth: np.ndarray) -> np.ndarray:
    """A backdrop lit from the left, a neck in the skin's color, and a plain collar; lengths follow eyes to mouth."""
    unit = float(mouth[1] - eyes[1])
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    across = np.abs(x - (eyes[0] + mouth[0]) / 2) / unit
    chin, base = mouth[1] + 0.75 * unit, mouth[1] + 0.95 * unit
    light = 1.06 - 0.2 * x / WIDTH - 0.1 * y / HEIGHT
    picture = np.array(person.backdrop, np.float32) / 255 * light[..., None]
    neck = soft(np.minimum(0.6 + 0.3 * np.maximum(0, (y - chin) / unit) - across, (y - mouth[1]) / unit - 1.4 * across**2), unit)
    shade = 1 - 0.35 * np.exp(-np.maximum(0, (y - chin) / unit + 0.2 * across) * 4) - 0.2 * across
    picture = mixed(picture, tone * shade[..., None], neck)
    slope = base + unit * (1 - np.sqrt(np.clip(1 - (across / 2.9) ** 2, 0, 1)))
    opening = base + unit * 0.4 * np.sqrt(np.clip(1 - (across / 0.78) ** 2, 0, 1)) * (across < 0.78)
    top = np.maximum(slope, opening)
    folds = cv2.GaussianBlur(np.random.default_rng(person.number).normal(0, 1, y.shape).astype(np.float32), (0, 0), 14)
    cloth = np.array(person.cloth, np.float32) / 255 * (light + 0.9 * folds - 0.25 * np.exp(-((y - top) / 9) ** 2))[..., None]
    return mixed(picture, cloth.clip(0, 1), soft((y - top) / unit, unit))


def soft(inside: np.ndarray, unit: float) -> np.ndarray:
    """An edge of two pixels where `inside`, in units, is 0."""
    return np.clip(inside * unit / 2 + 0.5, 0, 1)[..., None]


def mixed(below: np.ndarray, above: np.ndarray, opaque: np.ndarray) -> np.ndarray:
    return below * (1 - opaque) + above * opaque
