"""What the eye means, in figures, for each medium: likeness, sharpness, palette, variety, and whether the medium is told.

Pictures are made by `narcis media --pictures` (640 × 800, the person's own two words). Likeness is measured with SFace: a
picture counts when its face vector is nearest to its own sitter among all sitters. The photograph in six flat tones is
measured beside it: what is left of a likeness when light is no longer copied. Media are named by the nearest mean of
texture statistics of the other people's pictures, so that nobody's own pictures are among what was learned.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from narcis_mini.faces import Detector, FaceVectors
from narcis_mini.fetch import cache_folder

SITTERS = {
    "Collins": ("astronaut.png", "quiet joy"), "Ardern": ("person_b_2.jpg", "midnight jazz"),
    "Sunak": ("impostor_2.jpg", "golden harvest"), "Obama": ("obama.jpg", "ocean memory"),
    "Macron": ("person_a_2.jpg", "winter silence"), "Biden": ("biden.jpg", "burning ambition"),
    "Hopper": ("grace_hopper.jpg", "corporate confidence"),
}  # fmt: skip
SEEDS = (5, 6)


def render(narcis: Path, photograph: Path, words: str, seed: int, folder: Path) -> None:
    if list(folder.glob("*.png")):
        return
    command = [narcis, "media", "--pictures", folder, photograph, "--words", words, "--seed", seed, "--page", "640x800"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"error: {photograph.name}: {done.stderr.strip().splitlines()[-1]}")


def flat_tones(picture: np.ndarray, count: int = 6) -> np.ndarray:
    """The photograph in a few gray tones of equal area."""
    gray = picture.astype(float) @ (0.299, 0.587, 0.114)
    cuts = np.quantile(gray, np.linspace(0, 1, count + 1)[1:-1])
    level = np.digitize(gray, cuts) / (count - 1) * 255
    return np.repeat(level[..., None], 3, 2).astype(np.uint8)


def sharpness(picture: np.ndarray) -> float:
    """Share of the luminance's variance above the frequencies that a picture of 256 pixels holds."""
    gray = picture.astype(float) @ (0.299, 0.587, 0.114) / 255
    power = np.abs(np.fft.fft2(gray - gray.mean())) ** 2
    fy, fx = np.fft.fftfreq(gray.shape[0])[:, None], np.fft.fftfreq(gray.shape[1])[None]
    return float(power[np.hypot(fx, fy) > 128 / gray.shape[0]].sum() / power.sum())


def texture(picture: np.ndarray) -> np.ndarray:
    """Energies of differences at five scales and four directions, spread of colors, share of extremes."""
    gray = picture.astype(float) @ (0.299, 0.587, 0.114) / 255
    rows = []
    for step in (1, 2, 4, 8, 16):
        for dy, dx in ((0, step), (step, 0), (step, step), (step, -step)):
            d = gray - np.roll(gray, (dy, dx), (0, 1))
            rows += [np.log(np.mean(d * d) + 1e-6), np.log(np.mean(np.abs(d)) + 1e-4)]
    channels = picture.reshape(-1, 3).astype(float) / 255
    rows += [*channels.std(0), *(np.abs(channels - channels.mean(1, keepdims=True))).mean(0)]
    rows += [np.mean(gray > 0.93), np.mean(gray < 0.1), gray.std()]
    return np.array(rows)


def likeness(pictures: dict, gallery: np.ndarray, names: list, detector: Detector, vectors: FaceVectors) -> dict:
    found = first = 0
    cosines = []
    for person, picture in pictures.items():
        face = detector.largest(picture)
        if face is None:
            continue
        found += 1
        near = gallery @ vectors(picture, face[2])
        first += int(np.argmax(near) == names.index(person))
        cosines.append(float(near[names.index(person)]))
    mean = float(np.mean(cosines)) if cosines else 0.0
    return {"face": found / len(pictures), "first": first / len(pictures), "cosine": mean}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--narcis", "--work", "--out"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    detector, vectors = Detector(), FaceVectors()
    names, gallery, pictures = list(SITTERS), [], {}
    flat = {}
    for person, (file, words) in SITTERS.items():
        photograph = cache_folder() / "photographs" / file
        photo = np.asarray(Image.open(photograph).convert("RGB"))
        face = detector.largest(photo)
        gallery.append(vectors(photo, face[2]) / np.linalg.norm(vectors(photo, face[2])))
        flat[person] = flat_tones(photo)
        for seed in SEEDS:
            folder = options.work / f"{Path(file).stem}-{seed}"
            render(options.narcis, photograph, words, seed, folder)
            for path in sorted(folder.glob("*.png")):
                pictures[path.stem, person, seed] = np.asarray(Image.open(path).convert("RGB"))
        print(f"{person}: done", file=sys.stderr, flush=True)
    media, gallery = sorted({key[0] for key in pictures}), np.stack(gallery)
    features = {key: texture(picture) for key, picture in pictures.items()}
    scale = np.std(list(features.values()), 0) + 1e-6
    figures = {"photograph in six tones": likeness(flat, gallery, names, detector, vectors)}
    for medium in media:
        own = {p: pictures[medium, p, SEEDS[0]] for p in names}
        row = likeness(own, gallery, names, detector, vectors)
        row["sharpness"] = float(np.mean([sharpness(picture) for picture in own.values()]))
        pairs = [(pictures[medium, p, SEEDS[0]], pictures[medium, p, SEEDS[1]]) for p in names]
        row["seeds differ"] = float(np.mean([np.abs(a.astype(float) - b).mean() / 255 for a, b in pairs]))
        named = 0
        for person in names:
            means = {m: np.mean([features[m, p, s] for p in names if p != person for s in SEEDS], 0) for m in media}
            own_features = features[medium, person, SEEDS[0]]
            named += min(media, key=lambda m: np.linalg.norm((means[m] - own_features) / scale)) == medium
        row["named"] = named / len(names)
        figures[medium] = row
    options.out.write_text(json.dumps(figures, indent=2) + "\n")
    print("| medium | face | own sitter first | cosine | sharp | seeds differ | named |\n|---|---|---|---|---|---|---|")
    for medium, row in figures.items():
        cells = [f"{row['face']:.0%}", f"{row['first']:.0%}", f"{row['cosine']:.2f}"]
        cells += [f"{row[k]:.3f}" if k in row else "" for k in ("sharpness", "seeds differ")]
        cells += [f"{row['named']:.0%}" if "named" in row else ""]
        print(f"| {medium} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
