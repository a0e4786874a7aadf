/// One line of a table of names: what stands before a dot-separated tail, and what it becomes.
///
/// A pattern is written as the name itself; `#` stands for a number, which the target gets, and a final `…` for the
/// tail, which may go through a table of its own.
struct NameRule: Sendable {
    private enum Part: Sendable, Equatable {
        case word(String)
        case number
    }

    private let parts: [Part]
    /// Whether anything may follow.
    private let isPrefix: Bool
    private let targets: @Sendable ([Int]) -> [String]
    private let tail: [NameRule]
    private let change: TensorChange

    /// - Parameters:
    ///   - pattern: such as `input_blocks.#.0.…`.
    ///   - tail: rules for what follows; empty keeps it.
    ///   - target: the new name before the tail, from the pattern's numbers.
    init(
        _ pattern: String, tail: [NameRule] = [], change: TensorChange = .none,
        to target: @escaping @Sendable ([Int]) -> String
    ) {
        self.init(pattern, tail: tail, change: change, toEach: { [target($0)] })
    }

    init(_ pattern: String, _ target: String, tail: [NameRule] = [], change: TensorChange = .none) {
        self.init(pattern, tail: tail, change: change, toEach: { _ in [target] })
    }

    /// A tensor that holds several along its first dimension, in this order.
    init(_ pattern: String, parts: [String]) {
        self.init(pattern, tail: [], change: .none, toEach: { _ in parts })
    }

    private init(
        _ pattern: String, tail: [NameRule], change: TensorChange,
        toEach targets: @escaping @Sendable ([Int]) -> [String]
    ) {
        var words = pattern.split(separator: ".").map(String.init)
        isPrefix = words.last == "…"
        if isPrefix { words.removeLast() }
        parts = words.map { $0 == "#" ? .number : .word($0) }
        self.tail = tail
        self.change = change
        self.targets = targets
    }

    /// The tensors made of one: usually one, under a new name.
    struct Renamed {
        var name: String
        var change: TensorChange
    }

    /// Nil where the rule is not about this name.
    func apply(_ name: ArraySlice<Substring>) -> [Renamed]? {
        guard isPrefix ? name.count > parts.count : name.count == parts.count else { return nil }
        var numbers: [Int] = []
        for (part, word) in zip(parts, name) {
            switch part {
            case .word(let expected): guard word == expected else { return nil }
            case .number:
                guard let number = Self.number(word) else { return nil }
                numbers.append(number)
            }
        }
        let heads = targets(numbers)
        let rest = name.dropFirst(parts.count)
        if !tail.isEmpty {
            guard let tails = tail.firstResult({ $0.apply(rest) }) else { return nil }
            return tails.map { Renamed(name: Self.join(heads[0], $0.name), change: $0.change) }
        }
        return heads.enumerated().map { index, head in
            Renamed(
                name: isPrefix ? Self.join(head, rest.joined(separator: ".")) : head,
                change: heads.count > 1 ? .part(index, of: heads.count) : change)
        }
    }

    private static func join(_ head: String, _ rest: String) -> String { head.isEmpty ? rest : head + "." + rest }

    /// Indices of layers have at most three digits and no leading zero.
    private static func number(_ word: Substring) -> Int? {
        guard (1...3).contains(word.utf8.count), word.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            word.utf8.count == 1 || word.first != "0"
        else { return nil }
        return Int(word)
    }
}

extension Sequence {
    /// The first result that is not nil.
    func firstResult<Value>(_ transform: (Element) -> Value?) -> Value? {
        for element in self {
            if let value = transform(element) { return value }
        }
        return nil
    }
}
