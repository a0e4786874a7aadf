"""How good the embedded model is: is there a face, is it the sitter's, is the style the one asked for.

Every portrait is made by the `narcis` command with fixed seeds. Likeness is measured with SFace: a portrait counts when
its face vector is nearest to its own sitter among all sitters (top-1), or among the nearest three (top-3). The ceiling is
the same measure on paintings that the style networks make of the photographs themselves.
"""

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from narcis_mini.faces import Detector, FaceVectors, align, crop_template
from narcis_mini.pictures import StyleTransfer, painted
from sitters import Gallery, Sitter, real, synthetic
from style_classifier import NAMES, trained

WORDS, SEED = "a portrait", 100
STYLES_PER_PHOTOGRAPH = {"real photographs": 1, "synthetic people": 1}


@dataclass
class Made:
    """One portrait: who sat, the style asked for, the pictures after the first and after the second stage."""

    person: int
    style: str
    base: np.ndarray
    final: np.ndarray


def commands(gallery: Gallery) -> list[tuple[Sitter, str, int]]:
    """Sitter, style and seed of every portrait; styles take turns."""
    rounds = STYLES_PER_PHOTOGRAPH[gallery.name]
    jobs = [sitter for sitter in gallery.sitters for _ in range(rounds)]
    return [(sitter, NAMES[number % len(NAMES)], SEED + number) for number, sitter in enumerate(jobs)]


def make(narcis: Path, model: Path, folder: Path, job: tuple[Sitter, str, int]) -> Made:
    sitter, style, seed = job
    stages = folder / f"{sitter.photograph.stem}-{style}-{seed}"
    if not list(stages.glob("*-final.png")):
        command = [narcis, "portrait", sitter.photograph, WORDS, "--no-mecene", "--medium", "none", "--style", style, "--seed", seed, "--face", "largest"]
        command += ["--model", model, "--stages", stages, "--force", "--output", folder / f"{stages.name}.png"]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"error: {sitter.photograph.name}, {style}: {done.stderr.strip().splitlines()[-1]}")
    base, final = (np.asarray(Image.open(next(stages.glob(f"*-{name}.png"))).convert("RGB")) for name in ("base", "final"))
    return Made(sitter.person, style, base, final)


def ceiling(gallery: Gallery, transfer: StyleTransfer) -> list[tuple[int, np.ndarray]]:
    """The photographs' own faces, painted by the style networks without any model between."""
    rows = []
    for sitter, style, _ in commands(gallery):
        face = align(sitter.pixels, sitter.points, 192, crop_template(192), replicate=True)
        photo = F.interpolate(torch.from_numpy(face).permute(2, 0, 1)[None].float() / 255, (288, 288), mode="bicubic")
        picture = painted(transfer, photo[0].clamp(0, 1), style, 192)
        rows.append((sitter.person, (picture.permute(1, 2, 0).numpy() * 255).round().astype(np.uint8)))
    return rows


def likeness(gallery: Gallery, pictures: list[tuple[int, np.ndarray]], detector: Detector, vectors: FaceVectors) -> dict:
    """A picture without a face counts as not recognised."""
    faces = first = third = 0
    cosines = []
    for person, picture in pictures:
        found = detector.largest(picture)
        if found is None:
            continue
        faces += 1
        near = gallery.vectors @ vectors(picture, found[2])
        order = np.argsort(-near)
        first += int(order[0] == person)
        third += int(person in order[:3])
        cosines.append(float(near[person]))
    count = len(pictures)
    mean = round(float(np.mean(cosines)), 3) if cosines else None
    return {"pictures": count, "face_found": faces / count, "top_1": first / count, "top_3": third / count, "cosine": mean}


def measure(gallery: Gallery, made: list[Made], tools: tuple, transfer: StyleTransfer) -> dict:
    people = len(gallery.vectors)
    return {
        "chance": {"top_1": 1 / people, "top_3": 3 / people},
        "first stage alone": likeness(gallery, [(m.person, m.base) for m in made], *tools),
        "finished portrait": likeness(gallery, [(m.person, m.final) for m in made], *tools),
        "style transfer of the photograph": likeness(gallery, ceiling(gallery, transfer), *tools),
    }


def table(figures: dict) -> str:
    lines = ["| sitters | picture | face found | top-1 | top-3 | cosine |", "|---|---|---|---|---|---|"]
    for name, rows in figures["likeness"].items():
        for kind, row in rows.items():
            cells = [f"{row['face_found']:.0%}" if "face_found" in row else "", f"{row['top_1']:.0%}", f"{row['top_3']:.0%}"]
            cells += [f"{row['cosine']:.2f}" if row.get("cosine") is not None else ""]
            lines.append(f"| {name} | {kind} | {' | '.join(cells)} |")
    style = figures["style"]
    lines += ["", f"Style named right: {style['finished portrait']:.0%} of the finished portraits, "]
    lines[-1] += f"{style['paintings of other people']:.0%} of real style pictures, {style['chance']:.0%} by chance."
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--narcis", "--model", "--work", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2, help="portraits made at the same time")
    options = parser.parse_args()
    start, tools, transfer = time.time(), (Detector(), FaceVectors()), StyleTransfer()
    options.work.mkdir(parents=True, exist_ok=True)
    figures: dict = {"model": json.loads((options.model / "narcis.json").read_text()), "likeness": {}}
    figures["model"] = {key: figures["model"][key] for key in ("name", "training_steps")}
    everything: list[Made] = []
    for gallery in (real(*tools), synthetic(options.work, *tools)):
        jobs = commands(gallery)
        with ThreadPoolExecutor(options.jobs) as pool:
            made = list(pool.map(partial(make, options.narcis, options.model, options.work), jobs))
        print(f"{gallery.name}: {len(made)} portraits, {time.time() - start:.0f} s", file=sys.stderr, flush=True)
        figures["likeness"][gallery.name] = measure(gallery, made, tools, transfer)
        everything += made
    classifier, right = trained(options.work)
    named = [classifier.name(m.final) == m.style for m in everything]
    by_style = {s: float(np.mean([n for n, m in zip(named, everything) if m.style == s])) for s in NAMES}
    figures["style"] = {"finished portrait": float(np.mean(named)), "paintings of other people": right}
    figures["style"] |= {"chance": 1 / len(NAMES), "by style": by_style}
    options.out.write_text(json.dumps(figures, indent=2, default=float) + "\n")
    print(table(figures))


if __name__ == "__main__":
    main()
