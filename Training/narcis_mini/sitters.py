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

SEED, DRAWN = 30_001, 24_000
"""The draw that the numbers below count in."""
WIDTH, HEIGHT, HEAD, CROWN = 512, 640, 300, 40
"""Pixels of a photograph, of the square in it that comes from the generator, and of the rows above it, since the
generator's pictures cut the hair."""


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
    "darkest": Drawn(6585, (150, 134, 104), (168, 176, 186),
        "22,63 15,59 11,52 10,46 6,40 4,30 3,18 6,8 12,0 21,-5 32,-6 43,-5 52,0 58,8 60,17 60,30 58,40 57,46 54,53 48,60 41,63", 0.85),
    "brown": Drawn(4192, (86, 120, 118), (190, 188, 178),
        "24,63 17,60 12,54 9,46 6,42 4,38 4,30 2,23 3,14 7,5 14,-2 23,-6 32,-7 42,-6 51,-1 58,6 61,14 61,24 60,34 58,42 54,49 50,56 44,61 38,63"),
    "beard": Drawn(20539, (86, 92, 78), (150, 142, 132),
        "16,63 12,57 8,50 4,42 1,34 1,18 4,7 11,-2 20,-6 32,-7 43,-6 52,-2 57,6 58,16 58,30 57,40 54,50 50,57 46,61 42,63"),
    "glasses": Drawn(8198, (64, 82, 104), (176, 184, 186),
        "24,63 17,61 11,54 8,46 7,38 6,28 4,17 6,7 12,-1 20,-5 30,-7 40,-5 48,-1 53,6 54,16 53,24 53,34 51,42 50,48 47,56 42,62 36,63"),
    "long-hair": Drawn(1859, (112, 72, 96), (168, 170, 160),
        "20,63 14,61 8,58 4,52 2,44 2,30 4,18 8,8 15,0 24,-5 33,-6 42,-4 50,2 55,11 58,24 58,40 58,50 55,57 50,62 44,63", 0.9),
    "white-hair": Drawn(9836, (74, 88, 104), (120, 126, 124),
        "20,63 16,58 14,53 12,47 10,40 8,33 6,26 5,18 6,10 9,3 14,-2 22,-6 31,-7 39,-6 46,-2 51,4 55,11 57,18 58,25 57,32 56,40 54,48 52,54 49,60 46,63"),
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
    box = np.s_[top - CROWN : top + HEAD, left : left + HEAD]
    opaque[box], picture[box] = head(person.outline), cv2.copyMakeBorder(large, CROWN, 0, 0, 0, cv2.BORDER_REPLICATE)
    place = np.array([left, top])
    behind = shoulders(person, skin(large, points), eyes + place, mouth + place)
    grain = np.random.default_rng(person.number).normal(0, 0.008, (HEIGHT, WIDTH, 1))
    return ((behind * (1 - opaque) + picture * opaque + grain).clip(0, 1) * 255).round().astype(np.uint8)


def head(outline: str) -> np.ndarray:
    """Opacity [CROWN + HEAD, HEAD, 1] of the head before its backdrop; it ends softly toward the neck."""
    corners = np.array([[float(v) for v in corner.split(",")] for corner in outline.split()]) * HEAD / NATIVE + [0, CROWN]
    mask = np.zeros((CROWN + HEAD, HEAD), np.float32)
    cv2.fillPoly(mask, [corners.round().astype(np.int32)], 1)
    mask = cv2.GaussianBlur(mask, (0, 0), 8, borderType=cv2.BORDER_REPLICATE)
    mask = cv2.GaussianBlur((mask > 0.5).astype(np.float32), (0, 0), 2.5, borderType=cv2.BORDER_REPLICATE)
    return (mask * np.clip(np.arange(CROWN + HEAD)[::-1] / 26, 0, 1)[:, None])[..., None].astype(np.float32)


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
