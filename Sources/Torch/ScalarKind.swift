/// The element types that the engine computes with; raw values are libtorch's numbers.
package enum ScalarKind: Int32, Hashable, Sendable, CaseIterable {
    case uint8 = 0
    case int8 = 1
    case int16 = 2
    case int32 = 3
    case int64 = 4
    case float16 = 5
    case float32 = 6
    case float64 = 7
    case bool = 11
    case bfloat16 = 15

    package var byteCount: Int {
        switch self {
        case .uint8, .int8, .bool: 1
        case .int16, .float16, .bfloat16: 2
        case .int32, .float32: 4
        case .int64, .float64: 8
        }
    }
}

/// Where a tensor lives.
package enum Device: Int32, Hashable, Sendable {
    case cpu = 0
    case cuda = 1
}
