"""The sheet of peers: a medium beside the filter that comes nearest, from the same photograph."""

from PIL import Image, ImageDraw, ImageFont

import media_peers

PAIRS = (
    ("oil", "brushify"), ("watercolour", "cv-stylization"), ("graphite", "pencil"), ("charcoal", "charcoal"),
    ("engraving", "engrave"), ("etching", "pencil-portrait"), ("stained-glass", "stained-glass"),
    ("poster", "poster-hope"),
)  # fmt: skip
CELL, GAP, BETWEEN, CAPTION, MARGIN, COLUMNS = (280, 350), 6, 28, 40, 26, 2
NOTE = "One photograph of {} by {} pixels. Filters run with the settings that they come with."
PAPER, INK, FAINT = (250, 249, 246), (40, 38, 36), (120, 116, 110)
LIMIT = 500_000
"""Bytes of the sheet."""


def opened(path):
    """Area filtering, or lines and dots beat with the pixels; transparent filters stand on white."""
    picture = Image.open(path).convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB").resize(CELL, Image.BOX)


def save(sheet, path):
    """At the best quality that stays under the limit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for quality in range(90, 30, -3):
        sheet.save(path, quality=quality, optimize=True, progressive=True)
        if path.stat().st_size <= LIMIT:
            break
    print(f"Sheet: {path}, {path.stat().st_size / 1e3:.0f} kB")


def draw(folder, peers, path, page):
    """Nothing is drawn where a medium's or a filter's picture is missing."""
    pairs = [(ours, peer) for ours, peer in PAIRS if peer in peers.costs and (folder / f"{ours}.png").exists()]
    if len(pairs) < len(PAIRS):
        print("The sheet is left as it is: some filters could not be run.")
        return
    across, down = 2 * CELL[0] + GAP + BETWEEN, CELL[1] + CAPTION
    rows = -(-len(pairs) // COLUMNS)
    size = (2 * MARGIN + COLUMNS * across - BETWEEN, 2 * MARGIN + rows * down + 8)
    sheet = Image.new("RGB", size, PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
    for number, (ours, peer) in enumerate(pairs):
        x, y = MARGIN + number % COLUMNS * across, MARGIN + number // COLUMNS * down
        for place, (picture, caption, color) in enumerate((
            (folder / f"{ours}.png", f"Narcis: {ours}", INK), (peers.picture(peer), media_peers.title(peer), FAINT),
        )):  # fmt: skip
            left = x + place * (CELL[0] + GAP)
            sheet.paste(opened(picture), (left, y))
            pen.text((left + CELL[0] / 2, y + CELL[1] + 21), caption, color, font, anchor="ms")
    pen.text((size[0] / 2, size[1] - MARGIN + 2), NOTE.format(*page), FAINT, font, anchor="ms")
    save(sheet, path)
