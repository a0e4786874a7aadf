/// The tensors of a pickle by name: the keys on the way to each, joined by dots.
///
/// Numbers and texts beside them become ``notes``. Lists, tuples and None have no place in a state dictionary's names
/// and are passed over.
struct StateDictionary {
    private(set) var tensors: [String: PickleTensor] = [:]
    private(set) var notes: [String: String] = [:]

    static let maximumDepth = 16
    private static let maximumNoteByteCount = 10_000

    init(_ pickle: PickleMachine.Result) throws(PickleError) {
        guard case .dictionary(let root) = pickle.root else {
            throw PickleError(reason: .unsupported, message: "holds \(pickle.root.kind) instead of a state dictionary")
        }
        var visited: Set<Int> = []
        try collect(root, prefix: "", depth: 1, heap: pickle.heap, visited: &visited)
    }

    /// A dictionary that is reached twice would be a cycle, or a way to say more than the file holds.
    private mutating func collect(
        _ dictionary: Int, prefix: String, depth: Int, heap: PickleHeap, visited: inout Set<Int>
    ) throws(PickleError) {
        guard depth <= Self.maximumDepth else {
            throw PickleError(reason: .tooLarge, message: "nests dictionaries more than \(Self.maximumDepth) deep")
        }
        guard visited.insert(dictionary).inserted else {
            throw PickleError(reason: .forbidden, message: "has one dictionary in two places (“\(prefix)”)")
        }
        for (key, value) in heap.dictionaries[dictionary] {
            let name = prefix.isEmpty ? key : prefix + "." + key
            guard name.utf8.count <= SafetensorsHeader.maximumNameByteCount else {
                throw PickleError(
                    reason: .tooLarge, message: "has a name longer than \(SafetensorsHeader.maximumNameByteCount) bytes"
                )
            }
            switch value {
            case .dictionary(let index):
                try collect(index, prefix: name, depth: depth + 1, heap: heap, visited: &visited)
            case .tensor(let index):
                guard tensors.updateValue(heap.tensors[index], forKey: name) == nil else {
                    throw PickleError(reason: .malformed, message: "has two tensors “\(name)”")
                }
                guard tensors.count <= SafetensorsHeader.maximumTensorCount else {
                    throw PickleError(
                        reason: .tooLarge,
                        message: "has more than "
                            + "\(SafetensorsHeader.maximumTensorCount) tensors")
                }
            case .bool(let value): notes[name] = String(value)
            case .integer(let value): notes[name] = String(value)
            case .number(let value): notes[name] = String(value)
            case .string(let text) where text.utf8.count <= Self.maximumNoteByteCount: notes[name] = text
            default: break
            }
        }
    }
}
