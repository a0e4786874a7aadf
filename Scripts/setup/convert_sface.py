#!/usr/bin/env python3
"""Makes SFace readable by OpenVINO, with nothing but Python's standard library.

The packaged file stores weights as int8 in blocks and lists its weights among the graph's inputs. OpenVINO 2026.4
reads neither form, so every block-quantised weight is written out as float32 and only the picture stays an input.
Nothing else changes. The file is a protocol buffer; field numbers are those of onnx.proto.

Usage: convert_sface.py SOURCE.onnx TARGET.onnx
"""

import math
import os
import struct
import sys
from array import array

MODEL_GRAPH = 7
GRAPH_NODE, GRAPH_INITIALIZER, GRAPH_INPUT = 1, 5, 11
NODE_INPUT, NODE_OUTPUT, NODE_OPERATOR, NODE_ATTRIBUTE = 1, 2, 4, 5
ATTRIBUTE_NAME, ATTRIBUTE_INTEGER = 1, 3
TENSOR_DIMENSION, TENSOR_KIND, TENSOR_FLOATS, TENSOR_NAME, TENSOR_RAW = 1, 2, 4, 8, 9
VALUE_NAME = 1
KIND_FLOAT32 = 1


def convert(source):
    """Returns the bytes of the readable model for the bytes of the packaged one."""
    model = read_message(source)
    graphs = [value for number, value in model if number == MODEL_GRAPH]
    if len(graphs) != 1:
        raise ValueError("the model does not hold one graph")
    return write_message([(n, write_message(converted(read_message(v))) if n == MODEL_GRAPH else v) for n, v in model])


def converted(graph):
    tensors = {tensor.name: tensor for tensor in map(Tensor.read, all_of(graph, GRAPH_INITIALIZER))}
    nodes = []
    for encoded in all_of(graph, GRAPH_NODE):
        node = read_message(encoded)
        operator = one_of(node, NODE_OPERATOR)
        inputs = [name.decode() for name in all_of(node, NODE_INPUT)]
        output = one_of(node, NODE_OUTPUT).decode()
        if operator == b"DequantizeLinear":
            tensors[output] = dequantised(output, *(tensors[name] for name in inputs), block_size(node))
        elif operator == b"Reshape" and all(name in tensors for name in inputs):
            tensors[output] = Tensor(output, tensors[inputs[1]].integers(), tensors[inputs[0]].kind, tensors[inputs[0]].raw)
        else:
            nodes.append((encoded, inputs))

    pictures = [value for value in all_of(graph, GRAPH_INPUT) if one_of(read_message(value), VALUE_NAME) == b"data"]
    if len(pictures) != 1:
        raise ValueError("the graph has no input named data")
    used = {name for _, inputs in nodes for name in inputs}
    replaced = (GRAPH_NODE, GRAPH_INITIALIZER, GRAPH_INPUT)
    fields = [(number, value) for number, value in graph if number not in replaced]
    fields += [(GRAPH_NODE, encoded) for encoded, _ in nodes]
    fields += [(GRAPH_INITIALIZER, tensors[name].write()) for name in sorted(used & tensors.keys())]
    fields += [(GRAPH_INPUT, picture) for picture in pictures]
    return sorted(fields, key=lambda field: field[0])


def block_size(node):
    attributes = [read_message(attribute) for attribute in all_of(node, NODE_ATTRIBUTE)]
    sizes = [one_of(a, ATTRIBUTE_INTEGER) for a in attributes if one_of(a, ATTRIBUTE_NAME) == b"block_size"]
    if len(sizes) != 1 or sizes[0] <= 0:
        raise ValueError("a weight is not quantised in blocks")
    return sizes[0]


def dequantised(name, quantised, scales, zero_points, block):
    """(value - zero point) * scale, with one scale and zero point for each block along the last axis."""
    row = quantised.shape[-1]
    blocks = math.ceil(row / block)
    if scales.shape != quantised.shape[:-1] + [blocks] or zero_points.shape != scales.shape:
        raise ValueError(f"{name}: the scales do not cover the values")
    values, factors, zeros = array("b", quantised.raw), scales.floats(), array("b", zero_points.raw)
    result = array("f")
    for index, (factor, zero) in enumerate(zip(factors, zeros)):
        start = index // blocks * row + index % blocks * block
        end = min(start + block, (index // blocks + 1) * row)
        result.extend([(value - zero) * factor for value in values[start:end]])
    return Tensor(name, quantised.shape, KIND_FLOAT32, little_endian(result).tobytes())


class Tensor:
    def __init__(self, name, shape, kind, raw):
        self.name, self.shape, self.kind, self.raw = name, shape, kind, raw

    @staticmethod
    def read(encoded):
        message = read_message(encoded)
        raw = all_of(message, TENSOR_RAW) or all_of(message, TENSOR_FLOATS)  # Packed floats are the same bytes.
        return Tensor(
            one_of(message, TENSOR_NAME).decode(), all_of(message, TENSOR_DIMENSION), one_of(message, TENSOR_KIND),
            b"".join(raw))

    def write(self):
        fields = [(TENSOR_DIMENSION, size) for size in self.shape]
        return write_message(
            fields + [(TENSOR_KIND, self.kind), (TENSOR_NAME, self.name.encode()), (TENSOR_RAW, self.raw)])

    def floats(self):
        return little_endian(array("f", self.raw))

    def integers(self):
        return list(struct.unpack(f"<{len(self.raw) // 8}q", self.raw))


def little_endian(values):
    if sys.byteorder == "big":
        values.byteswap()
    return values


def all_of(message, number):
    return [value for found, value in message if found == number]


def one_of(message, number):
    values = all_of(message, number)
    if not values:
        raise ValueError(f"field {number} is missing")
    return values[0]


def read_message(data):
    """Splits a protocol buffer into (field number, integer or bytes), in order."""
    fields, position = [], 0
    while position < len(data):
        key, position = read_varint(data, position)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, position = read_varint(data, position)
        elif wire == 2:
            length, position = read_varint(data, position)
            if position + length > len(data):
                raise ValueError("the file is cut short")
            value, position = data[position : position + length], position + length
        else:
            raise ValueError(f"wire type {wire} is not used by the fields that this script knows")
        fields.append((number, value))
    return fields


def read_varint(data, position):
    value = 0
    for shift in range(0, 70, 7):
        if position >= len(data):
            raise ValueError("the file is cut short")
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
    raise ValueError("a number is too long")


def write_message(fields):
    parts = []
    for number, value in fields:
        if isinstance(value, int):
            parts += [varint(number << 3), varint(value)]
        else:
            parts += [varint(number << 3 | 2), varint(len(value)), value]
    return b"".join(parts)


def varint(value):
    encoded = bytearray()
    while value >= 0x80:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: convert_sface.py SOURCE.onnx TARGET.onnx")
    source, target = sys.argv[1:]
    with open(source, "rb") as file:
        model = convert(file.read())
    temporary = target + ".partial"
    with open(temporary, "wb") as file:
        file.write(model)
    os.replace(temporary, target)


if __name__ == "__main__":
    main()
