"""The second contact sheet: one person, twenty pairs of words, every portrait by `narcis portrait` through Mecene."""

import argparse
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from media_sheet import CAPTION, CELL, GAP, INK, MARGIN, PAPER
from narcis_mini.fetch import cache_folder

PAIRS = (
    "corporate confidence", "midnight jazz", "quiet joy", "winter silence", "burning ambition", "ocean memory",
    "royal wedding", "neon solitude", "forest spirit", "desert wisdom", "spring blossom", "gothic romance",
    "electric dreams", "stone patience", "golden harvest", "thunder prophet", "paper moon", "comic hero",
    "ancient scholar", "tender melancholy",
)  # fmt: skip
COLUMNS = 5
SEED = 11


def portrait(narcis: Path, model: Path, photo: Path, words: str, out: Path) -> Image.Image:
    command = [narcis, "portrait", photo, words, "--seed", str(SEED), "--model", model, "--force", "--output", out]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"error: {words}: {done.stderr.strip().splitlines()[-1]}")
    return Image.open(out).convert("RGB").resize(CELL, Image.BOX)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--narcis", "--model", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--photograph", type=Path, default=cache_folder() / "photographs" / "astronaut.png")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:

        def one(job: tuple[int, str]) -> Image.Image:
            number, words = job
            picture = portrait(options.narcis, options.model, options.photograph, words, Path(folder) / f"{number}.png")
            print(words, file=sys.stderr, flush=True)
            return picture

        pictures = list(pool.map(one, enumerate(PAIRS)))
    rows = -(-len(PAIRS) // COLUMNS)
    across, down = CELL[0] + GAP, CELL[1] + CAPTION
    sheet = Image.new("RGB", (2 * MARGIN + COLUMNS * across - GAP, 2 * MARGIN + rows * down), PAPER)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
    for number, (words, picture) in enumerate(zip(PAIRS, pictures)):
        x, y = MARGIN + number % COLUMNS * across, MARGIN + number // COLUMNS * down
        sheet.paste(picture, (x, y))
        draw.text((x + CELL[0] / 2, y + CELL[1] + 8), words, INK, font, anchor="mt")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(options.out, quality=84, optimize=True)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
