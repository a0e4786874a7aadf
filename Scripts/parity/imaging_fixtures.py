#!/usr/bin/env python3
"""Writes Tests/ImagingTests/Fixtures from Pillow, OpenCV, pillow-heif and piexif (versions: requirements.txt).

Usage: imaging_fixtures.py [FIXTURES_FOLDER]
"""

import io
import json
import struct
import sys
from pathlib import Path

import cv2
import numpy as np
import piexif
import piexif.helper
import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "Tests/ImagingTests/Fixtures"


def picture(width, height, seed=7):
    """Smooth colours, a few hard edges and a little noise."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    red = 127 + 110 * np.sin(x / 7 + y / 19)
    green = 127 + 110 * np.cos(x / 11 - y / 5)
    blue = 255 * ((x // 9 + y // 8) % 2)
    pixels = np.stack([red, green, blue], -1) + rng.normal(0, 6, (height, width, 3))
    return np.clip(np.rint(pixels), 0, 255).astype(np.uint8)


def quadrants(width=48, height=32):
    """Red, green / blue, white: every orientation gives other corners."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2] = (220, 30, 30)
    pixels[: height // 2, width // 2 :] = (30, 200, 40)
    pixels[height // 2 :, : width // 2] = (40, 50, 210)
    pixels[height // 2 :, width // 2 :] = (240, 240, 240)
    return Image.fromarray(pixels)


def raw(name, array):
    (OUT / name).write_bytes(np.ascontiguousarray(array).tobytes())


def orientation_exif(value):
    return piexif.dump({"0th": {piexif.ImageIFD.Orientation: value}})


def wide_gamut_profile():
    """A matrix profile with Display P3 primaries (D50 adapted) and gamma 2.2, written by hand."""

    def fixed(value):
        return struct.pack(">i", round(value * 65536))

    def xyz(*values):
        return b"XYZ \0\0\0\0" + b"".join(fixed(value) for value in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    text = b"text\0\0\0\0wide\0\0\0\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"wide\0" + bytes(4 + 4 + 2 + 1 + 67)
    description += bytes(-len(description) % 4)
    tags = [
        (b"desc", description), (b"cprt", text), (b"wtpt", xyz(0.9642, 1.0, 0.82491)),
        (b"rXYZ", xyz(0.51512, 0.2412, -0.00105)), (b"gXYZ", xyz(0.29198, 0.69225, 0.04189)),
        (b"bXYZ", xyz(0.1571, 0.06657, 0.78407)), (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    ]
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags:
        table += name + struct.pack(">II", offset + len(body), len(data))
        body += data
    size = offset + len(body)
    header = struct.pack(">I", size) + b"lcms" + bytes([2, 0x10, 0, 0]) + b"mntrRGB XYZ " + bytes(12) + b"acsp"
    header += bytes(28) + fixed(0.9642) + fixed(1.0) + fixed(0.82491)
    return (header + bytes(128 - len(header)) + table + body)[:size]


def formats():
    base = Image.fromarray(picture(60, 44))
    raw("picture.rgb", np.asarray(base))
    base.save(OUT / "picture.png")
    base.save(OUT / "picture.jpg", quality=95, subsampling=0)
    base.save(OUT / "picture.webp", lossless=True)
    base.save(OUT / "lossy.webp", quality=80)
    pillow_heif.register_heif_opener()
    base.save(OUT / "picture.heic", quality=95, chroma=444)
    base.convert("CMYK").save(OUT / "cmyk.jpg", quality=95)
    base.convert("L").save(OUT / "gray.png")
    base.convert("L").save(OUT / "gray.jpg", quality=95)
    base.quantize(32).save(OUT / "palette.png")
    gray16 = (np.asarray(base.convert("L")).astype(np.uint16) * 257)
    Image.fromarray(gray16).save(OUT / "gray16.png")
    deep = cv2.cvtColor(np.asarray(base).astype(np.uint16) * 257, cv2.COLOR_RGB2BGR)
    cv2.imwrite(str(OUT / "rgb16.png"), deep)
    alpha = np.tile(np.linspace(0, 255, 60).astype(np.uint8), (44, 1))
    translucent = base.copy()
    translucent.putalpha(Image.fromarray(alpha))
    translucent.save(OUT / "alpha.png")
    translucent.save(OUT / "alpha.webp", lossless=True, exact=True)
    white = Image.new("RGBA", base.size, (255, 255, 255, 255))
    raw("alpha.rgb", np.asarray(Image.alpha_composite(white, translucent).convert("RGB")))
    base.save(OUT / "picture.gif")
    base.save(OUT / "picture.tiff")
    base.save(OUT / "progressive.jpg", quality=90, progressive=True)


def orientations():
    for value in range(1, 9):
        quadrants().save(OUT / f"orientation{value}.jpg", quality=95, exif=orientation_exif(value))
    quadrants().save(OUT / "orientation6.webp", lossless=True, exif=orientation_exif(6))
    pillow_heif.from_pillow(quadrants()).save(OUT / "upright.heic", quality=95)
    # As telephones write it: a turning box, and an EXIF tag that says the same. The encoder has already turned the
    # pixels by the tag once, so the box makes it half a turn; a reader that obeys the tag as well gets it wrong.
    turned = quadrants()
    turned.info["exif"] = orientation_exif(6)
    pillow_heif.from_pillow(turned).save(OUT / "orientation6.heic", quality=95)


def profiles():
    profile = wide_gamut_profile()
    base = Image.fromarray(picture(60, 44, seed=3))
    base.save(OUT / "profile.png", icc_profile=profile)
    srgb = ImageCms.createProfile("sRGB")
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    converted = ImageCms.profileToProfile(base, source, srgb, renderingIntent=1, outputMode="RGB")
    raw("profile.rgb", np.asarray(converted))


def texts():
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "a portrait, café\nSteps: 10")
    info.add_text("unicode", "肖像 – portrait")
    info.add_text("packed", "compressed words", zip=True)
    Image.fromarray(picture(8, 6)).save(OUT / "texts.png", pnginfo=info)
    for name, text in {"ascii": "a portrait\nSteps: 10", "unicode": "肖像 🎨 café"}.items():
        comment = piexif.helper.UserComment.dump(text, encoding="unicode")
        block = piexif.dump({"Exif": {piexif.ExifIFD.UserComment: comment}})
        raw(f"usercomment_{name}.tiff", np.frombuffer(block[6:], np.uint8))


def resampling():
    base = Image.fromarray(picture(60, 44))
    cases = []
    filters = {"box": Image.BOX, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}
    for filter_name, filter_value in filters.items():
        for width, height in [(23, 17), (97, 60), (60, 13), (57, 36)]:
            name = f"resize_{filter_name}_{width}x{height}.rgb"
            raw(name, np.asarray(base.resize((width, height), filter_value)))
            cases.append({"file": name, "filter": filter_name, "width": width, "height": height})
    short = base.resize((28 * 60 // 44, 28), Image.BICUBIC)
    left = (short.width - 28) // 2
    raw("clip28.rgb", np.asarray(short.crop((left, 0, left + 28, 28))))
    smooth = Image.fromarray(picture(60, 44), "RGB").resize((90, 66), Image.BICUBIC)
    smooth.save(OUT / "smooth.png")
    pixels = np.asarray(smooth)
    raw("linear_41x37.rgb", cv2.resize(pixels, (41, 37), interpolation=cv2.INTER_LINEAR))
    raw("linear_130x99.rgb", cv2.resize(pixels, (130, 99), interpolation=cv2.INTER_LINEAR))
    matrix = np.array([[0.83, 0.21, -7.3], [-0.21, 0.83, 12.6]])
    raw("warp_64x56.rgb", cv2.warpAffine(pixels, matrix, (64, 56), flags=cv2.INTER_LINEAR, borderValue=0))
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    sharpness = cv2.Laplacian(gray, cv2.CV_64F).var()
    (OUT / "cases.json").write_text(
        json.dumps({"resize": cases, "warp": matrix.flatten().tolist(), "sharpness": sharpness}, indent=1) + "\n"
    )


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    formats()
    orientations()
    profiles()
    texts()
    resampling()
