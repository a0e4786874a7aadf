"""Make the training set: people, their reference crops and vectors, and their paintings.

    python -m narcis_mini.prepare_data --work .training --people 3000

Writes WORK/data/*.npy. People come out the same for the same seed; `--paintings` counts per person.
"""

import argparse
import json
import os
import time
from functools import cache, partial
from itertools import count as counted
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

import numpy as np
import torch

from .faces import CROP_SIZE, Detector, FaceVectors, align, crop_template
from .palettes import MOODS, PALETTES
from .people import generator, variations
from .pictures import PAINT_SCALE, STYLES, ZOOMS, StyleTransfer, colored, framed, painted

BATCH = 100
"""Faces are drawn by this many people at a time, each batch from a seed of its own."""
ROUND = 8
"""Batches that are shared out at a time."""

PARTS = ("faces", "crops", "vectors", "boxes")
Person = tuple[np.ndarray, list, list, np.ndarray]
"""Faces, aligned crops, face vectors and boxes of one person, a row per variation."""


@cache
def face_networks() -> tuple[torch.nn.Module, Detector, FaceVectors]:
    return generator(), Detector(1), FaceVectors(1)


def people_of_batch(batch: int, kinds: int, seed: int) -> list[Person]:
    """The people of one batch whose variations all show a clear face."""
    net, detector, vectors = face_networks()
    random = torch.Generator().manual_seed(seed * 1_000_003 + batch)
    drawn = variations(net, BATCH, kinds, 0.26, random)
    images = (drawn.permute(0, 1, 3, 4, 2).numpy() * 255).round().astype(np.uint8)
    scores, boxes, points = detector.grid(images.reshape(-1, 64, 64, 3))
    eyes = np.linalg.norm(points[:, 0] - points[:, 1], axis=1)
    good = ((scores > 0.6) & (eyes > 13)).reshape(BATCH, kinds).all(1)
    found = []
    for person in np.flatnonzero(good):
        rows = range(person * kinds, person * kinds + kinds)
        pairs = list(zip(images[person], points[list(rows)]))
        crops = [align(i, p, CROP_SIZE, crop_template(), replicate=True) for i, p in pairs]
        found.append((images[person], crops, [vectors(i, p) for i, p in pairs], boxes[list(rows)]))
    return found


def make_people(pool: Pool, count: int, kinds: int, seed: int) -> dict[str, np.ndarray]:
    """The first `count` people of the seed's batches, in their order."""
    people: list[Person] = []
    for first in counted(step=ROUND):
        batches = range(first, first + ROUND)
        people += sum(pool.map(partial(people_of_batch, kinds=kinds, seed=seed), batches, chunksize=1), [])
        if len(people) >= count:
            break
    return {name: np.asarray([person[i] for person in people[:count]]) for i, name in enumerate(PARTS)}


def known_people(work: Path, count: int, kinds: int) -> dict[str, np.ndarray] | None:
    """The people of an earlier run, where it made as many."""
    paths = {name: work / "data" / f"{name}.npy" for name in PARTS}
    if not all(path.exists() for path in paths.values()):
        return None
    people = {name: np.load(path) for name, path in paths.items()}
    return people if all(value.shape[:2] == (count, kinds) for value in people.values()) else None


@cache
def style_network() -> StyleTransfer:
    return StyleTransfer(1)


def paintings_of(person: int, faces: np.ndarray, count: int, size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Paintings [count, size, size, 3] of a person's faces [kinds, 64, 64, 3] and what is in them [count, 6].

    Variation, style, palette, mood and framing are drawn from a seed of the person's own.
    """
    random, draw = torch.Generator().manual_seed(seed * 1_000_003 + person), np.random.default_rng((seed, person))
    palettes, styles = list(PALETTES), list(STYLES)
    pictures, facts = np.zeros((count, size, size, 3), np.uint8), np.zeros((count, 6), np.int16)
    for row in range(count):
        kind, style = draw.integers(len(faces)), draw.integers(len(styles))
        palette = 0 if draw.random() < 0.45 else draw.integers(1, len(palettes))
        mood = 0 if draw.random() < 0.55 else draw.integers(1, len(MOODS))
        zoom = int(draw.random() < 0.45)
        facts[row] = (person, kind, style, palette, mood, zoom)
        face = torch.from_numpy(faces[kind]).permute(2, 0, 1).float() / 255
        photo = framed(face, ZOOMS[zoom], int(size * PAINT_SCALE), random)
        painting = painted(style_network(), photo, styles[style], size)
        painting = colored(painting, palettes[palette], MOODS[mood])
        pictures[row] = (painting.permute(1, 2, 0).numpy() * 255).round()
    return pictures, facts


def paint(pool: Pool, work: Path, faces: np.ndarray, per_person: int, size: int, seed: int) -> None:
    """Paintings of every person, written as they come, and facts.npy and names.json when all are there."""
    folder, total, start = work / "data", len(faces) * per_person, time.time()
    pictures = np.lib.format.open_memmap(folder / "paintings.npy", "w+", np.uint8, (total, size, size, 3))
    facts = np.zeros((total, 6), np.int16)
    jobs = ((person, faces[person], per_person, size, seed) for person in range(len(faces)))
    for person, (painted_ones, told) in enumerate(pool.imap(partial(starred, paintings_of), jobs, chunksize=4)):
        rows = slice(person * per_person, (person + 1) * per_person)
        pictures[rows], facts[rows] = painted_ones, told
        if person % 400 == 399:
            print(f"painted {rows.stop} of {total}, {time.time() - start:.0f} s", flush=True)
    np.save(folder / "facts.npy", facts)
    names = {"facts": ["person", "kind", "style", "palette", "mood", "zoom"], "styles": list(STYLES)}
    names |= {"palettes": list(PALETTES), "moods": list(MOODS), "zooms": list(ZOOMS), "size": size}
    (folder / "names.json").write_text(json.dumps(names, indent=1))


def starred(function, arguments: tuple):
    return function(*arguments)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--kinds", type=int, default=4)
    parser.add_argument("--paintings", type=int, default=4)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    (options.work / "data").mkdir(parents=True, exist_ok=True)
    start = time.time()
    # One thread in each of as many processes as there are cores: the networks are too small to be shared by threads.
    with get_context("spawn").Pool(len(os.sched_getaffinity(0)), torch.set_num_threads, (1,)) as pool:
        people = known_people(options.work, options.people, options.kinds)
        if people is None:
            people = make_people(pool, options.people, options.kinds, options.seed)
            for name, value in people.items():
                np.save(options.work / "data" / f"{name}.npy", value)
        print(f"{options.people} people, {time.time() - start:.0f} s", flush=True)
        paint(pool, options.work, people["faces"], options.paintings, options.size, options.seed + 1)


if __name__ == "__main__":
    main()
