import COpenVINO
import FileAccess
import Foundation

/// Owner of OpenVINO's objects for one network. Not safe to share: `NeuralNetwork` guards it.
final class InferenceSession {
    private(set) var inputs: [NeuralNetwork.Tensor] = []
    private(set) var outputs: [NeuralNetwork.Tensor] = []
    private var core: OpaquePointer?
    private var compiled: OpaquePointer?
    private var request: OpaquePointer?

    /// Bytes; the largest of the known face networks has 174 MB.
    private static let largestFile = 1 << 30

    init(path: String, inputShape: [Int]?, threads: Int) throws(NeuralInferenceError) {
        try check(ov_core_create(&core))
        let model = try Self.readModel(path, core: core, inputShape: inputShape)
        defer { ov_model_free(model) }
        compiled = try compile(model, path: path, threads: threads)
        try check(ov_compiled_model_create_infer_request(compiled, &request))
        inputs = try Self.tensors(path, count: { ov_compiled_model_inputs_size(compiled, $0) }) { index, port in
            ov_compiled_model_input_by_index(compiled, index, port)
        }
        outputs = try Self.tensors(path, count: { ov_compiled_model_outputs_size(compiled, $0) }) { index, port in
            ov_compiled_model_output_by_index(compiled, index, port)
        }
    }

    deinit {
        ov_infer_request_free(request)
        ov_compiled_model_free(compiled)
        ov_core_free(core)
    }

    func run(_ values: [[Float]]) throws(NeuralInferenceError) -> [[Float]] {
        for (index, given) in values.enumerated() {
            var tensor: OpaquePointer?
            try check(ov_infer_request_get_input_tensor_by_index(request, index, &tensor))
            defer { ov_tensor_free(tensor) }
            let room = try Self.floats(of: tensor, named: inputs[index].name, count: given.count)
            _ = room.update(from: given)
        }
        try check(ov_infer_request_infer(request))
        var results: [[Float]] = []
        for (index, output) in outputs.enumerated() {
            var tensor: OpaquePointer?
            try check(ov_infer_request_get_output_tensor_by_index(request, index, &tensor))
            defer { ov_tensor_free(tensor) }
            results.append(Array(try Self.floats(of: tensor, named: output.name, count: output.count)))
        }
        return results
    }

    private static func readModel(
        _ path: String, core: OpaquePointer?, inputShape: [Int]?
    ) throws(NeuralInferenceError) -> OpaquePointer? {
        // OpenVINO would wait for a pipe's writer, and read a device without end.
        do throws(FileError) {
            try BoundedFile.check(path, limit: largestFile)
        } catch {
            throw .unreadableModel(path: path, detail: error.reason)
        }
        var model: OpaquePointer?
        guard ov_core_read_model(core, path, nil, &model) == OK else {
            throw unreadable(path)
        }
        guard let inputShape else { return model }
        var shape = ov_partial_shape_t()
        let dimensions = inputShape.map(Int64.init)
        guard ov_partial_shape_create_static(Int64(dimensions.count), dimensions, &shape) == OK else {
            ov_model_free(model)
            throw failure()
        }
        defer { ov_partial_shape_free(&shape) }
        guard ov_model_reshape_single_input(model, shape) == OK else {
            let error = unreadable(path)
            ov_model_free(model)
            throw error
        }
        return model
    }

    private func compile(
        _ model: OpaquePointer?, path: String, threads: Int
    ) throws(NeuralInferenceError) -> OpaquePointer? {
        // Full precision, so that equal pictures give equal vectors on every CPU; one call at a time; and no
        // pinning, because libtorch's threads share the cores.
        let properties = [
            ("INFERENCE_NUM_THREADS", String(threads)), ("NUM_STREAMS", "1"),
            ("INFERENCE_PRECISION_HINT", "f32"), ("ENABLE_CPU_PINNING", "NO"),
        ]
        let strings = properties.map { (strdup($0.0), strdup($0.1)) }
        defer {
            for (key, value) in strings {
                free(key)
                free(value)
            }
        }
        let pairs = strings.map { ov_property_t(key: UnsafePointer($0.0), value: UnsafeRawPointer($0.1)) }
        var compiled: OpaquePointer?
        guard ov_core_compile_model_props(core, model, "CPU", pairs.count, pairs, &compiled) == OK else {
            throw unreadable(path)
        }
        return compiled
    }

    private static func tensors(
        _ path: String, count: (UnsafeMutablePointer<Int>) -> ov_status_e,
        port: (Int, UnsafeMutablePointer<OpaquePointer?>) -> ov_status_e
    ) throws(NeuralInferenceError) -> [NeuralNetwork.Tensor] {
        var size = 0
        try check(count(&size))
        var tensors: [NeuralNetwork.Tensor] = []
        for index in 0..<size {
            var handle: OpaquePointer?
            try check(port(index, &handle))
            defer { ov_output_const_port_free(handle) }
            tensors.append(try tensor(at: handle, path: path))
        }
        return tensors
    }

    private static func tensor(at port: OpaquePointer?, path: String) throws(NeuralInferenceError)
        -> NeuralNetwork.Tensor
    {
        var characters: UnsafeMutablePointer<CChar>?
        try check(ov_port_get_any_name(port, &characters))
        defer { ov_free(characters) }
        let name = characters.map { String(cString: $0) } ?? ""
        var shape = ov_shape_t()
        guard ov_const_port_get_shape(port, &shape) == OK else { throw .dynamicShape(path: path, tensor: name) }
        defer { ov_shape_free(&shape) }
        let dimensions = UnsafeBufferPointer(start: shape.dims, count: Int(shape.rank)).map(Int.init)
        return NeuralNetwork.Tensor(name: name, shape: dimensions)
    }

    private static func floats(
        of tensor: OpaquePointer?, named name: String, count: Int
    ) throws(NeuralInferenceError) -> UnsafeMutableBufferPointer<Float> {
        var type = DYNAMIC
        var size = 0
        var data: UnsafeMutableRawPointer?
        try check(ov_tensor_get_element_type(tensor, &type))
        try check(ov_tensor_get_size(tensor, &size))
        guard type == F32 else { throw .unsupportedElementType(tensor: name) }
        guard size == count else { throw .wrongValueCount(tensor: name, expected: size, given: count) }
        try check(ov_tensor_data(tensor, &data))
        guard let data else { throw .failed(detail: "“\(name)” has no memory") }
        return UnsafeMutableBufferPointer(start: data.assumingMemoryBound(to: Float.self), count: size)
    }
}

private func check(_ status: ov_status_e) throws(NeuralInferenceError) {
    guard status == OK else { throw failure() }
}

private func unreadable(_ path: String) -> NeuralInferenceError {
    let detail = lastMessage()
    return NeuralInferenceError.isAboutMemory(detail) ? .outOfMemory : .unreadableModel(path: path, detail: detail)
}

private func failure() -> NeuralInferenceError {
    let detail = lastMessage()
    return NeuralInferenceError.isAboutMemory(detail) ? .outOfMemory : .failed(detail: detail)
}

/// OpenVINO's own words for the last failure: the line that names the cause, without the stack of calls.
private func lastMessage() -> String {
    guard let text = ov_get_last_err_msg() else { return "no reason given" }
    defer { ov_free(text) }
    let lines = String(cString: text).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let cause = lines.last { !$0.isEmpty && !$0.hasPrefix("Exception from") } ?? "no reason given"
    return String(cause.prefix(200))
}
