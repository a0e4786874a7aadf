"""The sheet of media: a person in each row, a medium in each column, every picture by `narcis media --pictures`.

It is drawn in bands, since thirty media side by side would be too small to judge.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from narcis_mini.fetch import cache_folder
from narcis_mini.sitters import photographs as synthetic

PEOPLE = (
    ("astronaut.png", "quiet joy"), ("person_b_2.jpg", "midnight jazz"), ("darkest.png", "ocean memory"),
    ("impostor_2.jpg", "golden harvest"), ("obama.jpg", "ocean memory"), ("beard.png", "burning ambition"),
    ("person_a_2.jpg", "winter silence"), ("white-hair.png", "stone patience"), ("biden.jpg", "burning ambition"),
    ("grace_hopper.jpg", "corporate confidence"), ("long-hair.png", "golden harvest"), ("old.png", "stone patience"),
)  # fmt: skip
"""Photographs of the cache, synthetic people by their name, and one that is made old; each with two words."""
SYNTHETIC = ("darkest", "beard", "white-hair", "long-hair")
SEED, QUALITY = 5, 70
CELL, GAP, CAPTION, MARGIN, COLUMNS = (176, 220), 7, 28, 18, 10
PAPER, INK = (250, 249, 246), (40, 38, 36)


def old_photograph(folder: Path) -> Path:
    """A gray photograph of 200 pixels, as an album has them."""
    picture = Image.open(cache_folder() / "photographs" / "impostor_1.jpg").convert("RGB")
    picture.thumbnail((200, 400))
    picture = ImageOps.grayscale(picture).filter(ImageFilter.GaussianBlur(0.6))
    picture.convert("RGB").save(folder / "old.png")
    return folder / "old.png"


def pictures(narcis: Path, photograph: Path, words: str, folder: Path) -> dict[str, Path]:
    command = [narcis, "media", "--pictures", folder, photograph, "--words", words, "--seed", SEED, "--page", "640x800"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"error: {photograph.name}: {done.stderr.strip().splitlines()[-1]}")
    return {path.stem: path for path in sorted(folder.glob("*.png"))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--narcis", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="a folder; media-1.jpg, media-2.jpg … are written")
    parser.add_argument("--work", type=Path, help="where single pictures are kept; a temporary folder without it")
    options = parser.parse_args()
    photographs = cache_folder() / "photographs"
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        drawn = {path.name: path for path in synthetic(work / "people", SYNTHETIC).values()}
        drawn["old.png"] = old_photograph(work)
        rows = []
        for name, words in PEOPLE:
            path = drawn.get(name, photographs / name)
            folder = work / f"{path.stem}-{SEED}"
            made = {p.stem: p for p in folder.glob("*.png")} or pictures(options.narcis, path, words, folder)
            rows.append((path, made))
            print(f"{name}: {len(made)} media", file=sys.stderr, flush=True)
        draw_sheets(rows, options.out)


def draw_sheets(rows: list[tuple[Path, dict[str, Path]]], out: Path) -> None:
    media = sorted(set.intersection(*(set(made) for _, made in rows)))
    out.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(range(0, len(media), COLUMNS), 1):
        band = media[start : start + COLUMNS]
        across, down = CELL[0] + GAP, CELL[1] + GAP
        size = (2 * MARGIN + len(band) * across - GAP, 2 * MARGIN + CAPTION + len(rows) * down)
        sheet = Image.new("RGB", size, PAPER)
        draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
        for column, medium in enumerate(band):
            x = MARGIN + column * across
            draw.text((x + CELL[0] / 2, MARGIN + 4), medium, INK, font, anchor="mt")
            for row, (_, made) in enumerate(rows):
                # Area filtering and a little blur, or lines and dots beat with the pixels.
                picture = Image.open(made[medium]).convert("RGB").resize(CELL, Image.BOX)
                sheet.paste(picture, (x, MARGIN + CAPTION + row * down))
        path = out / f"media-{number}.jpg"
        sheet.save(path, quality=QUALITY, optimize=True, progressive=True)
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
