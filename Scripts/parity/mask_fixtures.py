#!/usr/bin/env python3
"""Writes Tests/FaceAnalysisTests/Fixtures/person_mask.json: where MediaPipe's own interpreter sees the person in the
example photographs, and some points of the face mesh with their depth.

    mask_fixtures.py [CACHE]        CACHE is what set-up fetched, by default ~/.cache/narcis

MediaPipe wants an older numpy than the other scripts, so this one has an environment of its own:
mediapipe==0.10.14 openvino==2026.4.1. Boxes and five points are those that face_fixtures.py found.
"""

import json
import sys
from pathlib import Path

import cv2
import mediapipe
import numpy as np
import openvino

OUT = Path(__file__).resolve().parents[2] / "Tests/FaceAnalysisTests/Fixtures"
CACHE = Path(sys.argv[1] if len(sys.argv) > 1 else Path.home() / ".cache/narcis")
SIDE = 256
STEP = 16
"""Every sixteenth value of a mask is recorded, from the eighth on, in both directions."""
POINTS = [1, 10, 33, 61, 152, 234, 263, 291, 454]
"""Nose, forehead, outer corner of the viewer's left eye, corner of the mouth, chin, side of the face; the same on the right."""
UNSCALED = [(100, 0), (-70, 60), (300, 330)]
"""Corners of frames of 256 × 256 pixels in the astronaut's photograph, two of them reaching outside."""
FRAMED = ["astronaut.png", "obama.jpg", "person_b_2.jpg", "biden.jpg"]


def read(name):
    return cv2.cvtColor(cv2.imread(str(CACHE / "photographs" / name)), cv2.COLOR_BGR2RGB)


def look(network, image, low, high, left_eye, right_eye):
    """468 points [468, 3] in pixels of the picture, from a square around a box, turned so that the eyes lie level."""
    center, extent = (low + high) / 2, max(high - low) * 1.5
    turn = np.degrees(np.arctan2(*(right_eye - left_eye)[::-1]))
    m = cv2.getRotationMatrix2D(tuple(map(float, center)), turn, 192 / extent)
    m[:, 2] += 96 - center
    square = cv2.warpAffine(image, m, (192, 192)).astype(np.float32)[None] / 255
    values = next(v for v in network(square).values() if v.size == 468 * 3).reshape(468, 3)
    back = cv2.invertAffineTransform(m)
    return np.c_[values[:, :2] @ back[:, :2].T + back[:, 2], values[:, 2] * extent / 192]


def mesh(network, image, face):
    box, keypoints = np.array(face["box"]), np.array(face["points"])
    rough = look(network, image, box[:2], box[2:], keypoints[0], keypoints[1])[:, :2]
    return look(network, image, rough.min(0), rough.max(0), rough[33], rough[263])


def frame(points):
    """The page around a face: its height between forehead and chin is 30 % of the page's, its eyes lie at 42 %."""
    height = np.linalg.norm(points[152, :2] - points[10, :2]) / 0.3
    width = 0.8 * height
    middle = 0.6 * (points[234, 0] + points[454, 0]) / 2 + 0.4 * points[152, 0]
    return middle - width / 2, (points[33, 1] + points[263, 1]) / 2 - 0.42 * height, width, height


def squeezed(image, x, y, width, height):
    """A frame as a square: several samples for each pixel, averaged; beyond the picture its edge goes on."""
    samples = max(1, int(np.ceil(max(width, height) / SIDE)))
    count = SIDE * samples
    m = np.array([[width / count, 0, x + width / count / 2 - 0.5], [0, height / count, y + height / count / 2 - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    large = cv2.warpAffine(image, m, (count, count), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(cv2.resize(large, (SIDE, SIDE), interpolation=cv2.INTER_AREA))


def rounded(values, digits):
    return np.round(np.asarray(values, dtype=float), digits).tolist()


def main():
    golden = json.loads((OUT / "faces.json").read_text())["photographs"]
    faces = {photograph["name"]: photograph["faces"][0] for photograph in golden}
    face_mesh = openvino.Core().compile_model(
        str(CACHE / "faces/face_landmark.tflite"), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    segmentation = mediapipe.solutions.selfie_segmentation.SelfieSegmentation(model_selection=0)

    def masked(name, *rectangle):
        mask = segmentation.process(squeezed(read(name), *rectangle)).segmentation_mask
        return {
            "photograph": name, "frame": rounded(rectangle, 3),
            "values": rounded(mask[STEP // 2 :: STEP, STEP // 2 :: STEP].reshape(-1), 5), "mean": float(mask.mean()),
        }  # fmt: skip

    meshes = {name: mesh(face_mesh, read(name), face) for name, face in faces.items()}
    result = {
        "meshes": [
            {"photograph": name, "points": {str(i): rounded(points[i], 2) for i in POINTS}}
            for name, points in meshes.items()
        ],
        "unscaled": [masked("astronaut.png", x, y, SIDE, SIDE) for x, y in UNSCALED],
        "framed": [masked(name, *rounded(frame(meshes[name]), 3)) for name in FRAMED],
    }
    text = json.dumps(result, separators=(",", ":")).replace('{"photograph"', '\n{"photograph"')
    (OUT / "person_mask.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
