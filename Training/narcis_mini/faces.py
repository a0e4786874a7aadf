"""Face detection (SCRFD), five-point alignment and identity vectors (SFace), with ONNX Runtime."""

from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
from onnx.reference import ReferenceEvaluator

from .fetch import fetch

ARCFACE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]], np.float32
)
"""The ArcFace template for a 112-pixel square: eyes, nose, corners of the mouth."""

CROP_SIZE = 64
CROP_SCALE = 0.8
"""The ID encoder's crop: the template shrunk about the center by CROP_SCALE, so that hair and chin are inside."""


def crop_template(size: int = CROP_SIZE) -> np.ndarray:
    return ((ARCFACE - 56) * CROP_SCALE + 56) * (size / 112)


def session(path: Path | bytes, threads: int = 2) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = threads
    model = path if isinstance(path, bytes) else str(path)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def expanded(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with its block-quantised weights turned to float32 once, instead of at every run."""
    graph = model.graph
    known = {tensor.name: tensor for tensor in graph.initializer}
    for node in [n for n in graph.node if n.op_type == "DequantizeLinear" and all(i in known for i in n.input)]:
        inputs = [onnx.numpy_helper.to_array(known[name]) for name in node.input]
        value = ReferenceEvaluator(node).run(None, dict(zip(node.input, inputs)))[0]
        graph.initializer.append(onnx.numpy_helper.from_array(np.asarray(value, np.float32), node.output[0]))
        graph.node.remove(node)
    return model


def similarity(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Least-squares similarity transform without reflection, 2×3, as in the complex closed form."""
    z = source[:, 0] + 1j * source[:, 1]
    w = target[:, 0] + 1j * target[:, 1]
    zc, wc = z - z.mean(), w - w.mean()
    a = (wc * zc.conj()).sum() / (abs(zc) ** 2).sum()
    b = w.mean() - a * z.mean()
    return np.array([[a.real, -a.imag, b.real], [a.imag, a.real, b.imag]], np.float32)


def align(image: np.ndarray, points: np.ndarray, size: int, template: np.ndarray, replicate: bool) -> np.ndarray:
    border = cv2.BORDER_REPLICATE if replicate else cv2.BORDER_CONSTANT
    return cv2.warpAffine(image, similarity(points, template), (size, size), flags=cv2.INTER_LINEAR, borderMode=border)


class Detector:
    """SCRFD at 640 pixels. Small pictures are detected many at a time on one canvas."""

    def __init__(self, threads: int = 2):
        self.run = session(fetch("faces/scrfd.onnx"), threads)

    def raw(self, canvas: np.ndarray, least: float = 0.3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Scores [n], boxes [n, 4] and points [n, 5, 2] above `least` on a 640×640 RGB canvas, before suppression."""
        blob = ((canvas.astype(np.float32) - 127.5) / 128).transpose(2, 0, 1)[None]
        out = self.run.run(None, {"input.1": blob})
        scores, boxes, points = [], [], []
        for k, stride in enumerate((8, 16, 32)):
            side = 640 // stride
            y, x = np.divmod(np.arange(side * side), side)
            center = np.repeat(np.stack([x, y], 1) * stride, 2, 0).astype(np.float32)
            score = out[k].reshape(-1)
            keep = score > least
            c, d = center[keep], out[k + 3].reshape(-1, 4)[keep] * stride
            scores.append(score[keep])
            boxes.append(np.concatenate([c - d[:, :2], c + d[:, 2:]], 1))
            points.append(c[:, None] + out[k + 6].reshape(-1, 5, 2)[keep] * stride)
        return np.concatenate(scores), np.concatenate(boxes), np.concatenate(points)

    def grid(self, images: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Best face of every picture of [n, s, s, 3] (s ≤ 128): scores (0: none), boxes, points, in their pixels."""
        count, size = images.shape[:2]
        scores, boxes, points = np.zeros(count), np.zeros((count, 4)), np.zeros((count, 5, 2))
        for start in range(0, count, 25):
            canvas = np.zeros((640, 640, 3), np.uint8)
            cells = range(start, min(start + 25, count))
            for i in cells:
                r, c = divmod(i - start, 5)
                canvas[r * 128 : r * 128 + 128, c * 128 : c * 128 + 128] = cv2.resize(images[i], (128, 128))
            s, b, p = self.raw(canvas)
            middle = (b[:, :2] + b[:, 2:]) / 2
            cell = (middle[:, 1] // 128).astype(int) * 5 + (middle[:, 0] // 128).astype(int)
            for i in cells:
                inside = np.flatnonzero(cell == i - start)
                if inside.size:
                    best = inside[s[inside].argmax()]
                    origin = np.array(divmod(i - start, 5)[::-1]) * 128
                    scores[i] = s[best]
                    boxes[i] = (b[best].reshape(2, 2) - origin).reshape(4) * size / 128
                    points[i] = (p[best] - origin) * size / 128
        return scores, boxes, points

    def largest(self, image: np.ndarray) -> tuple[float, np.ndarray, np.ndarray] | None:
        """Score, box and points of the largest face of one photograph, trying a smaller canvas for close-ups."""
        for side in (640, 448, 320, 256):
            found = self.shrunk(image, side, 0.3)
            if found[0].size and found[0].max() > 0.5:
                return largest_above(0.5, *found)
        return None

    def painted(self, image: np.ndarray) -> tuple[float, np.ndarray, np.ndarray] | None:
        """The face of a painting, as the engine's `paintedFaces`: where none is sure, the surest above 0.25."""
        surest = None
        for side in (640, 576, 512, 448, 384, 320, 256):
            scores, boxes, points = self.shrunk(image, side, 0.25)
            if not scores.size:
                continue
            if scores.max() >= 0.5:
                return largest_above(0.5, scores, boxes, points)
            best = scores.argmax()
            if surest is None or scores[best] > surest[0]:
                surest = float(scores[best]), boxes[best], points[best]
        return surest

    def shrunk(self, image: np.ndarray, side: int, least: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Scores, boxes and points in the image's pixels, its longer side at `side` pixels of the canvas."""
        scale = side / max(image.shape[:2])
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else 1)
        canvas = np.zeros((640, 640, 3), np.uint8)
        canvas[: small.shape[0], : small.shape[1]] = small[:640, :640]
        scores, boxes, points = self.raw(canvas, least)
        return scores, boxes / scale, points / scale


def largest_above(
    least: float, scores: np.ndarray, boxes: np.ndarray, points: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    best = ((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]) * (scores >= least)).argmax()
    return float(scores[best]), boxes[best], points[best]


class FaceVectors:
    """SFace: 128 values per face, returned with length 1."""

    def __init__(self, threads: int = 2):
        model = expanded(onnx.load(str(fetch("faces/sface.onnx"))))
        used = {name for node in model.graph.node for name in node.input}
        known = {tensor.name for tensor in model.graph.initializer}
        unused = [value for value in model.graph.input if value.name not in used or value.name in known]
        for value in unused:
            model.graph.input.remove(value)
        self.run = session(model.SerializeToString(), threads)

    def __call__(self, image: np.ndarray, points: np.ndarray) -> np.ndarray:
        face = align(image, points, 112, ARCFACE, replicate=False)
        vector = self.run.run(None, {"data": face.astype(np.float32).transpose(2, 0, 1)[None]})[0][0]
        return vector / np.linalg.norm(vector)
