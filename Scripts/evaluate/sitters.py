"""Who sits for the measurements: people in real photographs, and synthetic people that training never saw."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from narcis_mini.faces import Detector, FaceVectors
from narcis_mini.fetch import cache_folder
from narcis_mini.people import generator, variations
from narcis_mini.pictures import bust

REAL = {
    "Collins": ["astronaut.png"],
    "Macron": ["person_a_1.jpg", "person_a_2.jpg"],
    "Ardern": ["person_b_1.jpg", "person_b_2.jpg"],
    "Obama": ["impostor_1.jpg", "obama.jpg", "obama2.jpg", "obama3.jpg"],
    "Sunak": ["impostor_2.jpg"],
    "Biden": ["biden.jpg"],
}
SYNTHETIC = 40
SEED = 20_001
"""Training draws its people with another seed."""
PHOTOGRAPH = 256


@dataclass
class Sitter:
    person: int
    photograph: Path
    pixels: np.ndarray
    points: np.ndarray


@dataclass
class Gallery:
    """Sitters' photographs, and one vector [people, 128] for each person from all of that person's photographs."""

    name: str
    sitters: list[Sitter]
    vectors: np.ndarray


def real(detector: Detector, vectors: FaceVectors) -> Gallery:
    sitters, rows = [], []
    for person, names in enumerate(REAL.values()):
        own = []
        for name in names:
            path = cache_folder() / "photographs" / name
            pixels = np.asarray(Image.open(path).convert("RGB"))
            found = detector.largest(pixels)
            if found is None:
                raise SystemExit(f"error: no face was found in {path}")
            sitters.append(Sitter(person, path, pixels, found[2]))
            own.append(vectors(pixels, found[2]))
        rows.append(np.mean(own, 0))
    return Gallery("real photographs", sitters, unit(np.stack(rows)))


def synthetic(folder: Path, detector: Detector, vectors: FaceVectors, kinds: int = 4) -> Gallery:
    """Each person is photographed once; the person's vector comes from the other variations of the face."""
    random, net = torch.Generator().manual_seed(SEED), generator()
    sitters, rows = [], []
    while len(sitters) < SYNTHETIC:
        for faces in variations(net, 20, kinds, 0.26, random):
            if len(sitters) == SYNTHETIC:
                break
            photograph = shown(bust(faces[0], PHOTOGRAPH, random))
            found = detector.largest(photograph)
            images = np.stack([shown(face) for face in faces])
            scores, _, points = detector.grid(images)
            if found is None or (scores < 0.6).any():
                continue
            path = folder / f"person-{len(sitters)}.png"
            Image.fromarray(photograph).save(path)
            sitters.append(Sitter(len(sitters), path, photograph, found[2]))
            rows.append(np.mean([vectors(images[k], points[k]) for k in range(1, kinds)], 0))
    return Gallery("synthetic people", sitters, unit(np.stack(rows)))


def shown(picture: torch.Tensor) -> np.ndarray:
    return (picture.permute(1, 2, 0).clamp(0, 1).numpy() * 255).round().astype(np.uint8)


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
