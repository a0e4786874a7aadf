#!/usr/bin/env python3
"""Writes Tests/FaceAnalysisTests/Fixtures: an independent account of what the face networks see in the example
photographs, and tiny networks of the names and shapes of InsightFace's buffalo_l.

    face_fixtures.py [CACHE]        CACHE is what set-up fetched, by default ~/.cache/narcis

Detection, letterbox, suppression, alignment and crops are written anew on OpenCV and ONNX Runtime after InsightFace's
published description; the face mesh (TFLite) runs in OpenVINO. Versions: requirements.txt.
"""

import json
import sys
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import openvino
from skimage.transform import SimilarityTransform

from buffalo_networks import write_networks

OUT = Path(__file__).resolve().parents[2] / "Tests/FaceAnalysisTests/Fixtures"
CACHE = Path(sys.argv[1] if len(sys.argv) > 1 else Path.home() / ".cache/narcis")
EXTENTS = (640, 576, 512, 448, 384, 320, 256)
TEMPLATE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
"""ArcFace's five points at 112 pixels."""
MEAN_FACE = np.array([[0.2255, 0.216], [0.7548, 0.216], [0.49, 0.515], [0.254, 0.78], [0.726, 0.78]])
"""dlib's mean face: where the five points lie in a chip without margin."""
PICTURE_MEAN = np.array([122.781998, 117.000999, 104.297997])
CONTOURS = {
    "left-eye": [33, 133],
    "right-eye": [362, 263],
    "mouth": [61, 291],
    "chin": [152],
    "left-brow": [70, 107],
    "right-brow": [336, 300],
}


def session(name):
    return onnxruntime.InferenceSession(str(CACHE / "faces" / name), providers=["CPUExecutionProvider"])


def read(name):
    return cv2.cvtColor(cv2.imread(str(CACHE / "photographs" / name)), cv2.COLOR_BGR2RGB)


def suppress(boxes, scores, limit=0.4):
    """Greedy, with areas counted in whole pixels."""
    area = (boxes[:, 2] - boxes[:, 0] + 1) * (boxes[:, 3] - boxes[:, 1] + 1)
    order, kept = scores.argsort()[::-1], []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(best)
        low, high = np.maximum(boxes[best, :2], boxes[rest, :2]), np.minimum(boxes[best, 2:], boxes[rest, 2:])
        common = np.prod(np.maximum(0, high - low + 1), 1)
        order = rest[common / (area[best] + area[rest] - common) <= limit]
    return kept


def detect_at(network, image, extent):
    height, width = image.shape[:2]
    ratio = height / width
    new_width, new_height = (int(extent / ratio), extent) if ratio > 1 else (extent, int(extent * ratio))
    canvas = np.zeros((640, 640, 3), np.uint8)
    canvas[:new_height, :new_width] = cv2.resize(image, (new_width, new_height))
    outputs = network.run(None, {network.get_inputs()[0].name: cv2.dnn.blobFromImage(canvas, 1 / 128, None, (127.5,) * 3)})
    boxes, points, scores = [], [], []
    for level, stride in enumerate((8, 16, 32)):
        side = 640 // stride
        centers = np.stack(np.mgrid[:side, :side][::-1], -1).reshape(-1, 1, 2).repeat(2, 1).reshape(-1, 2) * stride
        score = outputs[level].reshape(-1)
        keep = score >= 0.5
        offsets, center = outputs[level + 3].reshape(-1, 4)[keep] * stride, centers[keep]
        boxes.append(np.concatenate([center - offsets[:, :2], center + offsets[:, 2:]], 1))
        points.append(center[:, None] + outputs[level + 6].reshape(-1, 5, 2)[keep] * stride)
        scores.append(score[keep])
    scale = new_height / height
    boxes, points, scores = np.concatenate(boxes) / scale, np.concatenate(points) / scale, np.concatenate(scores)
    return [(boxes[k], points[k], scores[k]) for k in suppress(boxes, scores)]


def detect(network, image):
    for extent in EXTENTS:
        found = detect_at(network, image, extent)
        if found:
            return extent, found
    return None, []


def matrix(source, target):
    transform = SimilarityTransform.from_estimate(source, target)
    return np.asarray(transform.params[:2])


def warp(image, m, size):
    return cv2.warpAffine(image, m, (size, size), borderValue=0)


def attributes(image, points, age_network, gender_network):
    def chip(size):
        m = matrix(points, (MEAN_FACE + 0.2) / 1.4 * size)
        pixels = (warp(image, m, size).astype(np.float32) - PICTURE_MEAN) / 256
        return pixels.transpose(2, 0, 1)[None].astype(np.float32)

    def run(network, values):
        return network.run(None, {network.get_inputs()[0].name: values})[0][0]

    ages, genders = run(age_network, chip(64)), run(gender_network, chip(32))
    years = np.arange(81, dtype=float)
    years[0] = 0.25
    return float((ages * years).sum()), float(genders[0])


def mesh(network, image, box, points):
    """Named points of the face mesh, from a square turned so that the eyes lie level."""
    center, extent = (box[:2] + box[2:]) / 2, max(box[2:] - box[:2]) * 1.5
    turn = np.degrees(np.arctan2(*(points[1] - points[0])[::-1]))
    m = cv2.getRotationMatrix2D(tuple(center), turn, 192 / extent)
    m[:, 2] += 96 - center
    square = warp(image, m, 192).astype(np.float32)[None] / 255
    values = next(v for v in network(square).values() if v.size == 468 * 3).reshape(468, 3)[:, :2]
    back = cv2.invertAffineTransform(m)
    placed = values @ back[:, :2].T + back[:, 2]
    return {name: placed[indices].tolist() for name, indices in CONTOURS.items()}


def rounded(values, digits=3):
    return np.round(np.asarray(values, dtype=float), digits).tolist()


def close_up(network, image):
    """A square around a face that is missed at the full extent and found at a smaller one."""
    _, ((box, _, _), *_) = detect(network, image)
    middle, size = (box[:2] + box[2:]) / 2, max(box[2:] - box[:2])
    for share in np.arange(0.9, 0.4, -0.02):
        side = int(size * share)
        x, y = np.maximum(0, middle - side / 2).astype(int)
        extent, _ = detect(network, image[y : y + side, x : x + side])
        if extent and extent < 640:
            return {"x": int(x), "y": int(y), "side": side, "extent": extent}
    raise SystemExit("no close-up needs a smaller extent")


def alignments():
    """Random five points with skimage's similarity to the template, and the golden case of the documentation."""
    random = np.random.default_rng(7)
    cases = [np.array([[200.3, 310.1], [300.7, 300.2], [255.5, 370], [215.2, 430.9], [300.1, 425.3]])]
    for _ in range(5):
        turn = random.uniform(-1, 1)
        spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        cases.append(TEMPLATE @ spin.T * random.uniform(0.3, 6) + random.normal(0, 4, (5, 2)) + random.uniform(0, 900, 2))
    return [{"points": rounded(p), "matrix": rounded(matrix(np.round(p, 3), TEMPLATE), 9)} for p in cases]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    detector, embedder = session("scrfd.onnx"), session("sface.onnx")
    age_network, gender_network = session("age-v1.onnx"), session("gender-v1.onnx")
    face_mesh = openvino.Core().compile_model(str(CACHE / "faces/face_landmark.tflite"), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    photographs = []
    for path in sorted((CACHE / "photographs").glob("*.*g")):
        image = read(path.name)
        extent, found = detect(detector, image)
        faces = []
        for box, points, score in found:
            aligned = warp(image, matrix(points, TEMPLATE), 112).astype(np.float32).transpose(2, 0, 1)[None]
            vector = embedder.run(None, {embedder.get_inputs()[0].name: aligned})[0][0]
            age, woman = attributes(image, points, age_network, gender_network)
            faces.append(
                {
                    "box": rounded(box), "score": round(float(score), 5), "points": rounded(points),
                    "vector": rounded(vector, 5), "age": round(age, 3), "woman": round(woman, 4),
                    "mesh": {k: rounded(v, 2) for k, v in mesh(face_mesh, image, box, points).items()},
                }
            )
        height, width = image.shape[:2]
        photographs.append({"name": path.name, "width": width, "height": height, "extent": extent, "faces": faces})
    golden = {
        "photographs": photographs,
        "alignments": alignments(),
        "closeUp": {"name": "obama.jpg"} | close_up(detector, read("obama.jpg")),
    }
    (OUT / "faces.json").write_text(json.dumps(golden, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
    write_networks(OUT / "buffalo_l")


if __name__ == "__main__":
    main()
