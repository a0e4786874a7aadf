"""The contact sheet: photographs of real people down the left, a style in each column, every portrait by `narcis`."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from narcis_mini.faces import Detector
from narcis_mini.fetch import cache_folder

PEOPLE = ("astronaut.png", "person_b_2.jpg", "person_a_2.jpg", "obama.jpg", "impostor_2.jpg", "biden.jpg")
STYLES = ("watercolor", "ink", "expressionist", "popart", "pastelchalk", "pencil", "woodblock", "stainedglass")
WORDS = "a portrait"
SEED = 7
CELL, GAP, CAPTION, MARGIN = 176, 8, 34, 20
PAPER, INK = (250, 249, 246), (40, 38, 36)


def face_square(path: Path, detector: Detector) -> Image.Image:
    """The part of a photograph that the portraits show."""
    photo = np.asarray(Image.open(path).convert("RGB"))
    found = detector.largest(photo)
    if found is None:
        raise SystemExit(f"error: no face was found in {path.name}")
    left, top, right, bottom = found[1]
    side = 1.9 * max(right - left, bottom - top)
    x, y = (left + right - side) / 2, (top + bottom - side) / 2 + 0.04 * side
    matrix = np.array([[side / CELL, 0, x], [0, side / CELL, y]], np.float32)
    flags = cv2.INTER_AREA | cv2.WARP_INVERSE_MAP
    smooth = cv2.GaussianBlur(photo, (0, 0), max(0.3, side / CELL / 2.5))
    return Image.fromarray(cv2.warpAffine(smooth, matrix, (CELL, CELL), flags=flags, borderMode=cv2.BORDER_REPLICATE))


def portrait(narcis: Path, model: Path, photo: Path, style: str, out: Path) -> Image.Image:
    command = [narcis, "portrait", photo, WORDS, "--no-mecene", "--style", style, "--seed", str(SEED), "--face", "largest"]
    command += ["--medium", "none", "--model", model, "--force", "--output", out]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"error: {photo.name}, {style}: {done.stderr.strip().splitlines()[-1]}")
    return Image.open(out).convert("RGB").resize((CELL, CELL), Image.LANCZOS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--narcis", "--model", "--out"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    photographs, detector = cache_folder() / "photographs", Detector()
    step = CELL + GAP
    size = (2 * MARGIN + (1 + len(STYLES)) * step, MARGIN + CAPTION + len(PEOPLE) * step + MARGIN)
    sheet = Image.new("RGB", size, PAPER)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
    for column, caption in enumerate(("photograph", *STYLES)):
        draw.text((MARGIN + column * step + CELL / 2, MARGIN + 4), caption, INK, font, anchor="mt")
    with tempfile.TemporaryDirectory() as folder:
        for row, name in enumerate(PEOPLE):
            y = MARGIN + CAPTION + row * step
            sheet.paste(face_square(photographs / name, detector), (MARGIN, y))
            for column, style in enumerate(STYLES, 1):
                picture = portrait(options.narcis, options.model, photographs / name, style, Path(folder) / "p.png")
                sheet.paste(picture, (MARGIN + column * step, y))
            print(f"{name}: {len(STYLES)} portraits", file=sys.stderr, flush=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(options.out, quality=88, optimize=True)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
