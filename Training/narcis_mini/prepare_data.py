"""Make the training set: people, their reference crops and vectors, and their paintings.

    python -m narcis_mini.prepare_data --work .training --people 3000

Writes WORK/data/*.npy. People come out the same for the same seed; `--paintings` counts per person.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch

from .faces import CROP_SIZE, Detector, FaceVectors, align, crop_template
from .palettes import MOODS, PALETTES
from .people import generator, variations
from .pictures import PAINT_SCALE, STYLES, ZOOMS, StyleTransfer, colored, framed, painted


def make_people(count: int, kinds: int, seed: int, threads: int) -> dict[str, np.ndarray]:
    """People whose variations all show a clear face: faces, aligned crops, identity vectors, boxes."""
    net, detector, vectors = generator(), Detector(threads), FaceVectors(threads)
    random = torch.Generator().manual_seed(seed)
    kept: dict[str, list] = {"faces": [], "crops": [], "vectors": [], "boxes": []}
    while len(kept["faces"]) < count:
        batch = variations(net, 100, kinds, 0.26, random)
        images = (batch.permute(0, 1, 3, 4, 2).numpy() * 255).round().astype(np.uint8)
        scores, boxes, points = detector.grid(images.reshape(-1, 64, 64, 3))
        eyes = np.linalg.norm(points[:, 0] - points[:, 1], axis=1)
        good = ((scores > 0.6) & (eyes > 13)).reshape(100, kinds).all(1)
        for person in np.flatnonzero(good):
            rows = range(person * kinds, person * kinds + kinds)
            pairs = list(zip(images[person], points[list(rows)]))
            kept["faces"].append(images[person])
            kept["crops"].append([align(i, p, CROP_SIZE, crop_template(), replicate=True) for i, p in pairs])
            kept["vectors"].append([vectors(i, p) for i, p in pairs])
            kept["boxes"].append(boxes[list(rows)])
    return {name: np.asarray(value[:count]) for name, value in kept.items()}


PARTS = ("faces", "crops", "vectors", "boxes")


def known_people(work: Path, count: int, kinds: int) -> dict[str, np.ndarray] | None:
    """The people of an earlier run, where it made as many."""
    paths = {name: work / "data" / f"{name}.npy" for name in PARTS}
    if not all(path.exists() for path in paths.values()):
        return None
    people = {name: np.load(path) for name, path in paths.items()}
    return people if all(value.shape[:2] == (count, kinds) for value in people.values()) else None


def paint(work: Path, faces: np.ndarray, per_person: int, size: int, seed: int, threads: int) -> None:
    """Paintings of every person: variation, style, palette, mood and framing drawn at random and written down."""
    transfer = StyleTransfer(threads)
    random, draw = torch.Generator().manual_seed(seed), np.random.default_rng(seed)
    people, kinds = faces.shape[:2]
    folder, total = work / "data", people * per_person
    pictures = np.lib.format.open_memmap(folder / "paintings.npy", "w+", np.uint8, (total, size, size, 3))
    facts = np.zeros((total, 6), np.int16)
    palettes, styles, start = list(PALETTES), list(STYLES), time.time()
    for row in range(total):
        person = row // per_person
        kind, style = draw.integers(kinds), draw.integers(len(styles))
        palette = 0 if draw.random() < 0.45 else draw.integers(1, len(palettes))
        mood = 0 if draw.random() < 0.55 else draw.integers(1, len(MOODS))
        zoom = int(draw.random() < 0.45)
        facts[row] = (person, kind, style, palette, mood, zoom)
        face = torch.from_numpy(faces[person, kind]).permute(2, 0, 1).float() / 255
        photo = framed(face, ZOOMS[zoom], int(size * PAINT_SCALE), random)
        painting = painted(transfer, photo, styles[style], size)
        painting = colored(painting, palettes[palette], MOODS[mood])
        pictures[row] = (painting.permute(1, 2, 0).numpy() * 255).round()
        if row % 1000 == 999:
            print(f"painted {row + 1} of {total}, {time.time() - start:.0f} s", flush=True)
    np.save(folder / "facts.npy", facts)
    names = {"facts": ["person", "kind", "style", "palette", "mood", "zoom"], "styles": styles}
    names |= {"palettes": palettes, "moods": list(MOODS), "zooms": list(ZOOMS), "size": size}
    (folder / "names.json").write_text(json.dumps(names, indent=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--kinds", type=int, default=4)
    parser.add_argument("--paintings", type=int, default=4)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    (options.work / "data").mkdir(parents=True, exist_ok=True)
    start = time.time()
    people = known_people(options.work, options.people, options.kinds)
    if people is None:
        people = make_people(options.people, options.kinds, options.seed, options.threads)
        for name, value in people.items():
            np.save(options.work / "data" / f"{name}.npy", value)
    print(f"{options.people} people, {time.time() - start:.0f} s", flush=True)
    paint(options.work, people["faces"], options.paintings, options.size, options.seed + 1, options.threads)


if __name__ == "__main__":
    main()
