/// The only names that a pickle may ask for. None of them is looked up or called: each stands for a value that the
/// machine builds itself.
enum PickleFunction {
    /// `collections.OrderedDict`
    case orderedDictionary
    /// `torch._utils._rebuild_tensor_v2`
    case rebuildTensor
    /// `torch._utils._rebuild_parameter`
    case rebuildParameter

    private static let functions: [String: PickleFunction] = [
        "collections.OrderedDict": .orderedDictionary,
        "torch._utils._rebuild_tensor_v2": .rebuildTensor,
        "torch._utils._rebuild_parameter": .rebuildParameter,
    ]

    private static let storageTypes: [String: ScalarType] = [
        "torch.DoubleStorage": .float64, "torch.FloatStorage": .float32, "torch.HalfStorage": .float16,
        "torch.BFloat16Storage": .bfloat16, "torch.LongStorage": .int64, "torch.IntStorage": .int32,
        "torch.ShortStorage": .int16, "torch.CharStorage": .int8, "torch.ByteStorage": .uint8,
        "torch.BoolStorage": .bool,
    ]

    static func value(named name: String) throws(PickleError) -> PickleValue {
        if let function = functions[name] { return .function(function) }
        if let scalarType = storageTypes[name] { return .storageType(scalarType) }
        if name.hasPrefix("torch."), name.hasSuffix("Storage") {
            throw PickleError(
                reason: .unsupported,
                message: "stores tensors as \(name), a number format that this reader does not take")
        }
        throw PickleError(
            reason: .forbidden,
            message: "asks for \(name), which is neither a tensor nor a dictionary; running what a weights file asks "
                + "for is refused. Save only the state dictionary, or use a safetensors file")
    }
}

extension PickleHeap {
    /// The result of REDUCE.
    mutating func call(_ function: PickleFunction, with arguments: [PickleValue]) throws(PickleError) -> PickleValue {
        switch function {
        case .orderedDictionary:
            guard arguments.isEmpty else { throw Self.wrongArguments("collections.OrderedDict") }
            return try dictionary()
        case .rebuildParameter:
            guard case .tensor(let index)? = arguments.first, arguments.count == 3 else {
                throw Self.wrongArguments("torch._utils._rebuild_parameter")
            }
            return .tensor(index)
        case .rebuildTensor:
            // Whether it requires a gradient, its hooks and its metadata say nothing about the numbers.
            guard (6...7).contains(arguments.count), case .storage(let storage) = arguments[0],
                case .integer(let offset) = arguments[1], let shape = integers(arguments[2]),
                let strides = integers(arguments[3])
            else { throw Self.wrongArguments("torch._utils._rebuild_tensor_v2") }
            guard shape.count <= TensorRecord.maximumRank, strides.count == shape.count else {
                throw PickleError(
                    reason: .malformed,
                    message: "gives a tensor \(shape.count) extents and "
                        + "\(strides.count) strides")
            }
            return try tensor(PickleTensor(storage: storage, offset: offset, shape: shape, strides: strides))
        }
    }

    /// The storage of a persistent id `("storage", type, key, device, number of elements)`.
    func storage(_ id: PickleValue) throws(PickleError) -> PickleValue {
        guard case .tuple(let index) = id, sequences[index].count == 5,
            case .string("storage") = sequences[index][0], case .storageType(let scalarType) = sequences[index][1],
            case .string(let key) = sequences[index][2], case .integer(let count) = sequences[index][4]
        else { throw PickleError(reason: .malformed, message: "has a persistent id that is no storage") }
        guard FilePaths.isPlainName(key), count >= 0 else {
            throw PickleError(reason: .malformed, message: "names an impossible storage")
        }
        return .storage(PickleStorage(key: key, scalarType: scalarType, elementCount: count))
    }

    private func integers(_ value: PickleValue) -> [Int]? {
        guard case .tuple(let index) = value, sequences[index].count <= TensorRecord.maximumRank else { return nil }
        var integers: [Int] = []
        for element in sequences[index] {
            guard case .integer(let integer) = element else { return nil }
            integers.append(integer)
        }
        return integers
    }

    private static func wrongArguments(_ name: String) -> PickleError {
        PickleError(reason: .malformed, message: "gives \(name) arguments of another form than torch.save does")
    }
}
