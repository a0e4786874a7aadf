#!/usr/bin/env python3
"""Writes the tiny networks of Tests/NeuralInferenceTests/Fixtures (versions: requirements.txt)."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OUT = Path(__file__).resolve().parents[2] / "Tests/NeuralInferenceTests/Fixtures"


def save(name, nodes, inputs, outputs, constants=()):
    graph = helper.make_graph(nodes, name, inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    (OUT / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))


def value(name, shape, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    weight = numpy_helper.from_array(np.array([[1, 2], [3, 4], [5, 6]], np.float32), "weight")
    nodes = [
        helper.make_node("MatMul", ["rows", "weight"], ["product"]),
        helper.make_node("Add", ["product", "shift"], ["sum"]),
        helper.make_node("ReduceSum", ["sum"], ["total"], keepdims=0),
    ]
    inputs = [value("rows", [2, 3]), value("shift", [2])]
    save("two_inputs", nodes, inputs, [value("sum", [2, 2]), value("total", [])], [weight])
    double = [helper.make_node("Add", ["x", "x"], ["y"])]
    save("open_batch", double, [value("x", ["n", 3])], [value("y", ["n", 3])])
    integers = [value("x", [3], TensorProto.INT64)]
    save("integers", double, integers, [value("y", [3], TensorProto.INT64)])


if __name__ == "__main__":
    main()
