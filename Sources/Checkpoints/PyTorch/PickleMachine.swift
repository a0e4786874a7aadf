/// Runs the opcodes of which `torch.save` makes a state dictionary (pickle protocol 2), and no others.
///
/// The machine builds plain values and calls nothing: the names it accepts are the few of ``PickleFunction``. Its
/// stack, its memo and its heap are bounded, and it looks at every byte at most once, so it ends.
struct PickleMachine {
    private var cursor: PickleCursor
    private var heap: PickleHeap
    private let limits: PickleLimits
    private var stack: [PickleValue] = []
    /// Heights of the stack at which a MARK was put.
    private var marks: [Int] = []
    private var memo: [UInt32: PickleValue] = [:]

    /// The result of a pickle: its root and the containers that the root names.
    struct Result {
        let root: PickleValue
        let heap: PickleHeap
    }

    static func run(
        _ bytes: UnsafeRawBufferPointer, limits: PickleLimits = PickleLimits()
    ) throws(PickleError) -> Result {
        guard bytes.count <= limits.byteCount else {
            throw PickleError(
                reason: .tooLarge, message: "has \(bytes.count) bytes; at most \(limits.byteCount) are read")
        }
        var machine = PickleMachine(cursor: PickleCursor(bytes), limits: limits)
        while true {
            let code = try machine.cursor.integer(UInt8.self)
            guard let opcode = Opcode(rawValue: code) else { throw Opcode.refusal(of: code) }
            if opcode == .stop { return Result(root: try machine.root(), heap: machine.heap) }
            try machine.execute(opcode)
        }
    }

    private init(cursor: PickleCursor, limits: PickleLimits) {
        self.cursor = cursor
        self.limits = limits
        heap = PickleHeap(limits: limits)
    }

    /// The one value that is left at the end.
    private mutating func root() throws(PickleError) -> PickleValue {
        guard marks.isEmpty, stack.count == 1 else {
            throw PickleError(reason: .malformed, message: "leaves \(stack.count) values instead of one")
        }
        return try pop()
    }

    private mutating func execute(_ opcode: Opcode) throws(PickleError) {
        switch opcode {
        case .proto: try checkProtocol()
        case .stop: break
        case .mark:
            guard marks.count < limits.stackCount else { throw Self.tooDeep }
            marks.append(stack.count)
        case .none: try push(.none)
        case .newTrue: try push(.bool(true))
        case .newFalse: try push(.bool(false))
        case .binInt: try push(.integer(Int(cursor.integer(Int32.self))))
        case .binInt1: try push(.integer(Int(cursor.integer(UInt8.self))))
        case .binInt2: try push(.integer(Int(cursor.integer(UInt16.self))))
        case .long1: try push(.integer(cursor.shortLong()))
        case .binFloat: try push(.number(cursor.double()))
        case .binUnicode: try push(.string(cursor.string(byteCount: Int(cursor.integer(UInt32.self)))))
        case .emptyTuple: try push(heap.tuple([]))
        case .emptyList: try push(heap.list())
        case .emptyDictionary: try push(heap.dictionary())
        case .tuple1: try makeTuple(1)
        case .tuple2: try makeTuple(2)
        case .tuple3: try makeTuple(3)
        case .tuple: try push(heap.tuple(popToMark()))
        case .append: try append([pop()])
        case .appends: try append(popToMark()[...])
        case .setItem: try setItems([pop(), pop()].reversed())
        case .setItems: try setItems(popToMark())
        case .binPut: try remember(UInt32(cursor.integer(UInt8.self)))
        case .longBinPut: try remember(cursor.integer(UInt32.self))
        case .binGet: try recall(UInt32(cursor.integer(UInt8.self)))
        case .longBinGet: try recall(cursor.integer(UInt32.self))
        case .global: try push(PickleFunction.value(named: cursor.globalName()))
        case .binPersistentID: try push(heap.storage(pop()))
        case .reduce: try reduce()
        case .build: try build()
        }
    }

    // MARK: Stack

    private static let tooDeep = PickleError(reason: .tooLarge, message: "is nested deeper than a state dictionary is")
    private static let underflow = PickleError(reason: .malformed, message: "takes more values than it has put")

    private mutating func push(_ value: PickleValue) throws(PickleError) {
        guard stack.count < limits.stackCount else { throw Self.tooDeep }
        stack.append(value)
    }

    /// Never takes what lies below the last mark.
    private mutating func pop() throws(PickleError) -> PickleValue {
        guard stack.count > marks.last ?? 0, let value = stack.popLast() else { throw Self.underflow }
        return value
    }

    private mutating func popToMark() throws(PickleError) -> [PickleValue] {
        guard let mark = marks.popLast() else { throw Self.underflow }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    private func top() throws(PickleError) -> PickleValue {
        guard stack.count > marks.last ?? 0, let value = stack.last else { throw Self.underflow }
        return value
    }

    private mutating func makeTuple(_ count: Int) throws(PickleError) {
        var elements: [PickleValue] = []
        for _ in 0..<count { elements.append(try pop()) }
        try push(heap.tuple(elements.reversed()))
    }

    private mutating func remember(_ index: UInt32) throws(PickleError) {
        memo[index] = try top()
        guard memo.count <= limits.memoCount else { throw Self.tooDeep }
    }

    private mutating func recall(_ index: UInt32) throws(PickleError) {
        guard let value = memo[index] else {
            throw PickleError(reason: .malformed, message: "recalls a value that it has not put")
        }
        try push(value)
    }

    // MARK: Containers and calls

    private mutating func checkProtocol() throws(PickleError) {
        let version = try cursor.integer(UInt8.self)
        guard version == 2 else {
            throw PickleError(
                reason: .unsupported, message: "has protocol \(version); torch.save writes 2 unless told otherwise")
        }
    }

    private mutating func append(_ elements: ArraySlice<PickleValue>) throws(PickleError) {
        guard case .list(let index) = try top() else {
            throw PickleError(reason: .malformed, message: "appends to \(try top().kind)")
        }
        try heap.append(elements, toList: index)
    }

    private mutating func setItems(_ items: [PickleValue]) throws(PickleError) {
        guard case .dictionary(let index) = try top(), items.count.isMultiple(of: 2) else {
            throw PickleError(reason: .malformed, message: "sets items of \(try top().kind)")
        }
        for position in stride(from: 0, to: items.count, by: 2) {
            let key: String
            switch items[position] {
            case .string(let text): key = text
            case .integer(let number): key = String(number)
            default: throw PickleError(reason: .unsupported, message: "uses \(items[position].kind) as a key")
            }
            try heap.set(items[position + 1], forKey: key, inDictionary: index)
        }
    }

    private mutating func reduce() throws(PickleError) {
        guard case .tuple(let index) = try pop(), case .function(let function) = try pop() else {
            throw PickleError(reason: .malformed, message: "calls something that is no function")
        }
        try push(heap.call(function, with: heap.sequences[index]))
    }

    /// A state dictionary carries its modules' version numbers as attributes, which nothing here needs.
    private mutating func build() throws(PickleError) {
        _ = try pop()
        guard case .dictionary = try top() else {
            throw PickleError(reason: .forbidden, message: "sets attributes of \(try top().kind), which is refused")
        }
    }
}
