"""Tiny networks of the names, inputs and outputs of InsightFace's buffalo_l, whose outputs show what went in."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

ROWS = (12800, 3200, 800)
"""Anchors of strides 8, 16 and 32 at 640 pixels."""
SHOWN = (3240, 820, 210)
"""The anchor of each stride whose score is the mean of red, green or blue of the network's input."""
GATHERED = np.random.default_rng(11).permutation(3 * 112 * 112)[:512]
"""The places of the aligned face that make the identity vector."""


def value(name, shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def integers(name, values):
    return numpy_helper.from_array(np.array(values, np.int64), name)


def floats(name, values):
    return numpy_helper.from_array(np.array(values, np.float32), name)


def save(path, nodes, inputs, outputs, constants):
    graph = helper.make_graph(nodes, path.stem, inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def means(source):
    """Mean of each color plane of `source`, as `red`, `green` and `blue` of shape [1, 1]."""
    nodes = [
        helper.make_node("ReduceMean", [source], ["means"], axes=[2, 3], keepdims=0),
        helper.make_node("Split", ["means"], ["red", "green", "blue"], axis=1),
    ]
    return nodes, []


def sparse(name, rows, width, place, source):
    """Zeros of [rows, width] with `source` [1, width] in row `place`."""
    nodes = [
        helper.make_node("ConstantOfShape", [f"{name}_shape"], [f"{name}_zeros"]),
        helper.make_node("ScatterND", [f"{name}_zeros", f"{name}_place", source], [name]),
    ]
    return nodes, [integers(f"{name}_shape", [rows, width]), integers(f"{name}_place", [[place]])]


def detector(path):
    """SCRFD: one face per stride; its score is a color's mean, box and points are constants in strides."""
    nodes, constants = means("input.1")
    outputs = {"score": 1, "box": 4, "points": 10}
    constants += [floats("box_row", [[2, 3, 4, 5]]), floats("points_row", [[-1, -1, 1, -1, 0, 0, -1, 1, 1, 1]])]
    infos = []
    for kind, width in outputs.items():
        for rows, place, color in zip(ROWS, SHOWN, ("red", "green", "blue")):
            name = f"{kind}_{rows}"
            more, extra = sparse(name, rows, width, place, color if kind == "score" else f"{kind}_row")
            nodes, constants = nodes + more, constants + extra
            infos.append(value(name, [rows, width]))
    save(path, nodes, [value("input.1", [1, 3, "height", "width"])], infos, constants)


def embedder(path):
    """ArcFace: the vector is 512 values of the aligned face as it came in."""
    nodes = [
        helper.make_node("Flatten", ["input.1"], ["flat"]),
        helper.make_node("Gather", ["flat", "places"], ["683"], axis=1),
    ]
    save(path, nodes, [value("input.1", ["n", 3, 112, 112])], [value("683", ["n", 512])], [integers("places", GATHERED)])


def landmarks(path):
    """106 points on a spiral in −1…1; the last is the mean of red and of blue, over 255."""
    turns = np.linspace(0, 12, 105)
    spiral = np.stack([turns / 13 * np.cos(turns), turns / 13 * np.sin(turns)], 1).reshape(1, 210)
    nodes, constants = means("data")
    nodes += [
        helper.make_node("Concat", ["red", "blue"], ["sum"], axis=1),
        helper.make_node("Div", ["sum", "full"], ["shown"]),
        helper.make_node("Concat", ["spiral", "shown"], ["fc1"], axis=1),
    ]
    constants += [floats("full", [255]), floats("spiral", spiral)]
    save(path, nodes, [value("data", ["n", 3, 192, 192])], [value("fc1", ["n", 212])], constants)


def attributes(path):
    """Woman and man by the means of red and blue, age by the mean of green, all over 255."""
    nodes, constants = means("data")
    nodes += [
        helper.make_node("Concat", ["red", "blue", "green"], ["sum"], axis=1),
        helper.make_node("Div", ["sum", "full"], ["fc1"]),
    ]
    save(path, nodes, [value("data", ["n", 3, 96, 96])], [value("fc1", ["n", 3])], constants + [floats("full", [255])])


def write_networks(folder: Path):
    folder.mkdir(parents=True, exist_ok=True)
    detector(folder / "det_10g.onnx")
    embedder(folder / "w600k_r50.onnx")
    landmarks(folder / "2d106det.onnx")
    attributes(folder / "genderage.onnx")
    (folder / "places.json").write_text("[" + ",".join(str(place) for place in GATHERED) + "]\n")
