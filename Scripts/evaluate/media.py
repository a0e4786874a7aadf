"""What the eye means, in figures, for each medium: likeness, copied light, sharpness, palette, skin, variety, and whether
the medium is told from its marks.

Pictures are made by `narcis media --pictures` (640 × 800). Likeness is measured with SFace: a picture counts when its
face vector is nearest to its own sitter among all sitters. Two further measures tell a likeness from copied light: the
sitter's *other* photographs, where there are some, and what the photograph in the picture's flat tones would reach. A
medium is named by a discriminant that learned from the other sitters' pictures only.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from media_measures import light_alone, near, oklab, palettes, parameters, sharpness, skin_lightness
from media_named import marks
from media_report import Measured, figures_of, table
from narcis_mini.faces import ARCFACE, Detector, FaceVectors
from narcis_mini.fetch import cache_folder
from narcis_mini.sitters import photographs
from sitters import REAL

WORDS = {
    "astronaut.png": "quiet joy", "darkest.png": "ocean memory", "obama.jpg": "ocean memory",
    "person_b_2.jpg": "midnight jazz", "grace_hopper.jpg": "corporate confidence", "white-hair.png": "stone patience",
    "biden.jpg": "burning ambition", "beard.png": "burning ambition", "impostor_2.jpg": "golden harvest",
    "brown.png": "golden harvest", "person_a_2.jpg": "winter silence", "glasses.png": "paper moon",
    "obama3.jpg": "royal wedding", "person_a_1.jpg": "neon solitude", "person_b_1.jpg": "forest spirit",
}  # fmt: skip
"""Photographs in the order in which they are drawn, and the words of each."""
SYNTHETIC = ("darkest", "white-hair", "beard", "brown", "glasses")
SEEDS = (5, 6)
BOTH_SEEDS = ("astronaut.png", "darkest.png")
"""Drawn with both seeds; the others, to save time, with the first."""


@dataclass
class Sitter:
    person: str
    path: Path
    pixels: np.ndarray
    points: np.ndarray
    vector: np.ndarray
    skin: float


def sitters(folder: Path, detector: Detector, vectors: FaceVectors) -> list[Sitter]:
    places = [(person, cache_folder() / "photographs" / name) for person, names in REAL.items() for name in names]
    places.append(("Hopper", cache_folder() / "photographs" / "grace_hopper.jpg"))
    places += list(photographs(folder, SYNTHETIC).items())
    rows = []
    for person, path in places:
        pixels = np.asarray(Image.open(path).convert("RGB"))
        found = detector.largest(pixels)
        if found is None:
            raise SystemExit(f"error: no face was found in {path}")
        rows.append(Sitter(person, path, pixels, found[2], vectors(pixels, found[2]), skin_lightness(pixels, found[2])))
    return rows


def render(narcis: Path, sitter: Sitter, seed: int, folder: Path) -> None:
    """A folder is complete once the file `done` is in it."""
    if (folder / "done").exists():
        return
    command = [narcis, "media", "--pictures", folder, sitter.path, "--words", WORDS[sitter.path.name]]
    command += ["--seed", seed, "--page", "640x800"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"error: {sitter.path.name}: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    (folder / "done").touch()


class Likeness:
    """Every person's photographs as unit vectors, and the networks."""

    def __init__(self, photographed: list[Sitter], detector: Detector, vectors: FaceVectors):
        self.photographed, self.detector, self.vectors = photographed, detector, vectors
        self.people = sorted({sitter.person for sitter in photographed})

    def of(self, vector: np.ndarray, sitter: Sitter) -> dict:
        """Cosine to the sitter and whether that is the largest, by all photographs, and by the others alone."""
        row = {}
        for kind in ("", "other "):
            means = {}
            for person in self.people:
                own = [s.vector for s in self.photographed if s.person == person and not (kind and s is sitter)]
                if own:
                    means[person] = np.mean(own, 0) / np.linalg.norm(np.mean(own, 0))
            if sitter.person in means:
                cosines = {person: float(mean @ vector) for person, mean in means.items()}
                row[kind + "cosine"] = cosines[sitter.person]
                row[kind + "first"] = max(cosines, key=cosines.get) == sitter.person
        return row

    def measure(self, picture: np.ndarray, sitter: Sitter) -> dict:
        face = self.detector.painted(picture)
        if face is None:
            several = sum(other.person == sitter.person for other in self.photographed) > 1
            return {"face": False, "sure": False, "first": False} | ({"other first": False} if several else {})
        row = {"face": True, "sure": face[0] >= 0.5, **self.of(self.vectors(picture, face[2]), sitter)}
        flat = light_alone(sitter.pixels, sitter.points, picture, face[2])
        row |= {f"light {key}": value for key, value in self.of(self.vectors(flat, 2 * ARCFACE), sitter).items()}
        return row | {"skin": skin_lightness(picture, face[2]) - sitter.skin}


def measured(path: Path, sitter: Sitter, seed: int, likeness: Likeness, colors: dict) -> Measured:
    with Image.open(path) as file:
        pixels, own = np.asarray(file.convert("RGB")), parameters(file).get("Palette", "")
    values = likeness.measure(pixels, sitter)
    few = oklab(pixels.reshape(-1, 3)[::23])
    if own in colors:
        others = [near(few, rows) for name, rows in list(colors.items())[::9] if name != own]
        values |= {"palette": near(few, colors[own]), "other palettes": float(np.mean(others))}
    values["sharpness"] = sharpness(pixels)
    kept = pixels if sitter.path.name in BOTH_SEEDS else None
    return Measured(path.stem, sitter.person, sitter.path, sitter.skin, seed, kept, marks(pixels), values)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--narcis", "--work", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--ready", action="store_true", help="measure complete folders of --work alone, draw nothing")
    options = parser.parse_args()
    detector, vectors = Detector(), FaceVectors()
    photographed = sitters(options.work / "people", detector, vectors)
    likeness, colors, pictures = Likeness(photographed, detector, vectors), palettes(), []
    by_name = {sitter.path.name: sitter for sitter in photographed}
    for name, seed in [(name, SEEDS[0]) for name in WORDS] + [(name, SEEDS[1]) for name in BOTH_SEEDS]:
        folder = options.work / f"{Path(name).stem}-{seed}"
        if not options.ready:
            render(options.narcis, by_name[name], seed, folder)
        if (folder / "done").exists():
            pictures += [measured(path, by_name[name], seed, likeness, colors) for path in sorted(folder.glob("*.png"))]
            print(f"{name}, seed {seed}: measured", file=sys.stderr, flush=True)
    figures = figures_of(pictures, len(likeness.people))
    options.out.write_text(json.dumps(figures, indent=2) + "\n")
    print(table(figures))


if __name__ == "__main__":
    main()
