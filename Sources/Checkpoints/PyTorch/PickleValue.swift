/// A value on the pickle machine's stack.
///
/// Containers are places in the ``PickleHeap``, never Swift references: a pickle can build cycles and towers of any
/// height, which would leak or overflow the stack when they are released.
enum PickleValue {
    case none
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case tuple(Int)
    case list(Int)
    case dictionary(Int)
    case function(PickleFunction)
    case storageType(ScalarType)
    case storage(PickleStorage)
    case tensor(Int)

    /// Its name in messages.
    var kind: String {
        switch self {
        case .none: "None"
        case .bool: "a truth value"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .tuple: "a tuple"
        case .list: "a list"
        case .dictionary: "a dictionary"
        case .function, .storageType: "a class"
        case .storage: "a storage"
        case .tensor: "a tensor"
        }
    }
}

/// A run of elements in an entry of its own: `data/KEY`.
struct PickleStorage: Hashable {
    let key: String
    let scalarType: ScalarType
    let elementCount: Int
}

/// A view of a storage, as `torch._utils._rebuild_tensor_v2` takes it; nothing is checked against the storage yet.
struct PickleTensor {
    let storage: PickleStorage
    let offset: Int
    let shape: [Int]
    let strides: [Int]
}

/// Why a pickle was refused.
struct PickleError: Error {
    let reason: CheckpointError.Reason
    /// The end of the sentence “the pickle … ”.
    let message: String
}

/// Limits for a pickle.
struct PickleLimits: Sendable {
    var byteCount = 32_000_000
    /// Values, and marks, on the stack at one time.
    var stackCount = 100_000
    var memoCount = 2_000_000
    /// Dictionaries, lists, tuples and tensors; a hundred thousand tensors take about six hundred thousand.
    var containerCount = 1_000_000
    /// Their total number of elements.
    var elementCount = 4_000_000
}

/// All containers that a pickle builds, with a bound on their number and on what they hold together.
struct PickleHeap {
    private(set) var sequences: [[PickleValue]] = []
    private(set) var dictionaries: [[(key: String, value: PickleValue)]] = []
    private(set) var tensors: [PickleTensor] = []
    private var elementCount = 0
    private let limits: PickleLimits

    init(limits: PickleLimits) { self.limits = limits }

    mutating func tuple(_ elements: [PickleValue]) throws(PickleError) -> PickleValue {
        .tuple(try sequence(elements))
    }

    mutating func list() throws(PickleError) -> PickleValue { .list(try sequence([])) }

    mutating func dictionary() throws(PickleError) -> PickleValue {
        try count(elements: 0)
        dictionaries.append([])
        return .dictionary(dictionaries.count - 1)
    }

    mutating func tensor(_ tensor: PickleTensor) throws(PickleError) -> PickleValue {
        try count(elements: tensor.shape.count)
        tensors.append(tensor)
        return .tensor(tensors.count - 1)
    }

    mutating func append(_ elements: ArraySlice<PickleValue>, toList index: Int) throws(PickleError) {
        try count(elements: elements.count)
        sequences[index].append(contentsOf: elements)
    }

    mutating func set(_ value: PickleValue, forKey key: String, inDictionary index: Int) throws(PickleError) {
        try count(elements: 1)
        dictionaries[index].append((key, value))
    }

    private mutating func sequence(_ elements: [PickleValue]) throws(PickleError) -> Int {
        try count(elements: elements.count)
        sequences.append(elements)
        return sequences.count - 1
    }

    private mutating func count(elements: Int) throws(PickleError) {
        elementCount += elements
        guard sequences.count + dictionaries.count + tensors.count < limits.containerCount,
            elementCount <= limits.elementCount
        else { throw PickleError(reason: .tooLarge, message: "builds more than any state dictionary needs") }
    }
}
