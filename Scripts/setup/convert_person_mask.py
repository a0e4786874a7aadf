#!/usr/bin/env python3
"""Makes the person mask's network readable by OpenVINO, with nothing but Python's standard library.

MediaPipe's selfie_segmentation ends in an operator of its own, `Convolution2DTransposeBias`, which OpenVINO 2026.4 does
not know. It is TensorFlow Lite's `TRANSPOSE_CONV` with a bias, which also wants to be told the size of its output: one
more tensor. Nothing else changes. The file is a flatbuffer, whose references all point forward; so the tables that
change are written anew in front of the file, and refer to the rest where it lies. Field numbers are those of
TensorFlow's schema.fbs.

Usage: convert_person_mask.py SOURCE.tflite TARGET.tflite
"""

import os
import struct
import sys

MODEL_VERSION, MODEL_CODES, MODEL_GRAPHS, MODEL_BUFFERS = 0, 1, 2, 4
CODE_OLD_OPERATOR, CODE_CUSTOM_NAME, CODE_VERSION, CODE_OPERATOR = 0, 1, 2, 3
GRAPH_TENSORS, GRAPH_OPERATORS = 0, 3
OPERATOR_CODE, OPERATOR_INPUTS, OPERATOR_OUTPUTS, OPERATOR_KIND, OPERATOR_OPTIONS, OPERATOR_CUSTOM = 0, 1, 2, 3, 4, 5
TENSOR_SHAPE, TENSOR_TYPE, TENSOR_BUFFER, TENSOR_NAME = 0, 1, 2, 3
BUFFER_DATA = 0
OPTIONS_PADDING, OPTIONS_STRIDE_WIDTH, OPTIONS_STRIDE_HEIGHT = 0, 1, 2

CUSTOM_NAME = b"Convolution2DTransposeBias"
TRANSPOSE_CONV, TRANSPOSE_CONV_OPTIONS, VERSION_WITH_BIAS = 67, 49, 3
TYPE_INT32 = 2
PADDINGS = {1: 0, 2: 1}
"""Same and valid: as the custom operator numbers them, and as the schema does."""
ALIGNMENT = 16
"""Weights lie on multiples of this many bytes, before and after."""


def convert(source):
    """Returns the bytes of the readable network for the bytes of the packaged one."""
    if source[4:8] != b"TFL3":
        raise ValueError("the file is not a TensorFlow Lite network")
    model = Table(source, integer(source, 0))
    graph = only(model.tables(MODEL_GRAPHS), "graph")
    codes, buffers = model.tables(MODEL_CODES), model.tables(MODEL_BUFFERS)
    tensors, operators = graph.tables(GRAPH_TENSORS), graph.tables(GRAPH_OPERATORS)

    code = only([i for i, code in enumerate(codes) if code.bytes(CODE_CUSTOM_NAME) == CUSTOM_NAME], "custom operator")
    place = only([i for i, o in enumerate(operators) if o.integer(OPERATOR_CODE) == code], "use of the custom operator")
    old = operators[place]
    picture, weights, bias = old.integers(OPERATOR_INPUTS)
    shape = tensors[only(old.integers(OPERATOR_OUTPUTS), "output")].integers(TENSOR_SHAPE)

    buffers.append(new_table({BUFFER_DATA: vector(len(shape) * 4, struct.pack(f"<{len(shape)}i", *shape))}))
    tensors.append(new_table({
        TENSOR_SHAPE: integers([len(shape)]), TENSOR_TYPE: TYPE_INT32, TENSOR_BUFFER: len(buffers) - 1,
        TENSOR_NAME: text("output_shape")}))  # fmt: skip
    codes[code] = new_table(
        {CODE_OLD_OPERATOR: TRANSPOSE_CONV, CODE_VERSION: VERSION_WITH_BIAS, CODE_OPERATOR: TRANSPOSE_CONV})
    operators[place] = new_table({
        OPERATOR_CODE: code, OPERATOR_INPUTS: integers([len(tensors) - 1, weights, picture, bias]),
        OPERATOR_OUTPUTS: integers(old.integers(OPERATOR_OUTPUTS)), OPERATOR_KIND: TRANSPOSE_CONV_OPTIONS,
        OPERATOR_OPTIONS: options(old.bytes(OPERATOR_CUSTOM))})  # fmt: skip
    new_graph = graph.changed({GRAPH_TENSORS: references(tensors), GRAPH_OPERATORS: references(operators)})
    return in_front(source, model.changed({
        MODEL_CODES: references(codes), MODEL_GRAPHS: references([new_graph]), MODEL_BUFFERS: references(buffers)},
        numbers=[MODEL_VERSION]))  # fmt: skip


def options(custom):
    padding, width, height = struct.unpack_from("<3i", custom)
    return new_table({OPTIONS_PADDING: PADDINGS[padding], OPTIONS_STRIDE_WIDTH: width, OPTIONS_STRIDE_HEIGHT: height})


def only(values, what):
    if len(values) != 1:
        raise ValueError(f"the network has {len(values)} of what must be one: {what}")
    return values[0]


def integer(data, position, form="<I"):
    try:
        return struct.unpack_from(form, data, position)[0]
    except struct.error:
        raise ValueError("the file is cut short") from None


class Table:
    """A table of the packaged file. Its field table lies at `position` minus the number found there."""

    def __init__(self, data, position):
        self.data, self.position = data, position
        start = position - integer(data, position, "<i")
        end = start + integer(data, start, "<H")
        self.fields = [integer(data, place, "<H") for place in range(start + 4, end, 2)]

    def place(self, number):
        """Where the field lies; None where the table has none."""
        offset = self.fields[number] if number < len(self.fields) else 0
        return self.position + offset if offset else None

    def target(self, number):
        """What the field refers to; None where the table has no such field."""
        place = self.place(number)
        return None if place is None else place + integer(self.data, place)

    def integer(self, number):
        place = self.place(number)
        return 0 if place is None else integer(self.data, place)

    def bytes(self, number):
        start = self.target(number)
        return b"" if start is None else self.data[start + 4 : start + 4 + integer(self.data, start)]

    def integers(self, number):
        start = self.target(number)
        return [] if start is None else [
            integer(self.data, start + 4 + 4 * i, "<i") for i in range(integer(self.data, start))]  # fmt: skip

    def tables(self, number):
        start = self.target(number)
        places = [start + 4 + 4 * i for i in range(integer(self.data, start))]
        return [Table(self.data, place + integer(self.data, place)) for place in places]

    def changed(self, fields, numbers=()):
        """A new table with other `fields`, and this one's beside them: `numbers` as they are, the rest by reference."""
        present = [n for n in range(len(self.fields)) if self.place(n)]
        same = {n: self.integer(n) if n in numbers else Old(self.target(n)) for n in present}
        return new_table(same | fields)


class Old:
    """A place in the packaged file."""

    def __init__(self, position):
        self.position = position


class New:
    """Bytes to be written, and what they refer to: {offset: New, Old or Table}."""

    def __init__(self, content, targets):
        self.content, self.targets = content, targets


def new_table(fields):
    """Each field takes four bytes; the table of their offsets follows, so the number at the start is negative."""
    count, size = max(fields) + 1, 4 + 4 * len(fields)
    offsets = {number: 4 + 4 * i for i, number in enumerate(sorted(fields))}
    values = [value if isinstance(value, int) else 0 for _, value in sorted(fields.items())]
    content = struct.pack(f"<i{len(values)}i", -size, *values)
    content += struct.pack(f"<HH{count}H", 4 + 2 * count, size, *(offsets.get(n, 0) for n in range(count)))
    return New(content, {offsets[n]: value for n, value in fields.items() if not isinstance(value, int)})


def vector(count, content, targets=None):
    return New(struct.pack("<I", count) + content, targets or {})


def integers(values):
    return vector(len(values), struct.pack(f"<{len(values)}i", *values))


def text(value):
    return vector(len(value), value.encode() + b"\0")


def references(targets):
    return vector(len(targets), bytes(4 * len(targets)), {4 + 4 * i: target for i, target in enumerate(targets)})


def in_front(source, root):
    """The packaged file with `root` and every new part that it reaches before it."""
    parts, places, end = [root], {}, ALIGNMENT  # Room for the reference to the root and the file's mark.
    for part in parts:  # Grows as it goes: what is referred to lies behind what refers to it.
        places[id(part)] = end
        end += -(-len(part.content) // ALIGNMENT) * ALIGNMENT
        parts += [target for target in part.targets.values() if isinstance(target, New)]
    result = bytearray(end) + source
    struct.pack_into("<I4s", result, 0, places[id(root)], b"TFL3")
    for part in parts:
        start = places[id(part)]
        result[start : start + len(part.content)] = part.content
        for offset, target in part.targets.items():
            place = places[id(target)] if isinstance(target, New) else end + target.position
            struct.pack_into("<I", result, start + offset, place - (start + offset))
    return bytes(result)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: convert_person_mask.py SOURCE.tflite TARGET.tflite")
    source, target = sys.argv[1:]
    with open(source, "rb") as file:
        network = convert(file.read())
    temporary = target + ".partial"
    with open(temporary, "wb") as file:
        file.write(network)
    os.replace(temporary, target)


if __name__ == "__main__":
    main()
