/// A part of speech, as WordNet's files tell them apart.
package enum PartOfSpeech: String, Sendable, Hashable, CaseIterable {
    case noun, verb, adjective, adverb

    /// The ending of WordNet's file names.
    var fileEnding: String {
        switch self {
        case .noun: "noun"
        case .verb: "verb"
        case .adjective: "adj"
        case .adverb: "adv"
        }
    }

    /// A letter of a pointer; adjectives that stand around another one have a letter of their own.
    init?(letter: Substring) {
        switch letter {
        case "n": self = .noun
        case "v": self = .verb
        case "a", "s": self = .adjective
        case "r": self = .adverb
        default: return nil
        }
    }
}

/// A set of words with one meaning (a line of `data.*`, wndb(5WN)).
package struct Synset: Sendable, Equatable {
    struct Pointer: Sendable, Equatable {
        let symbol: Substring
        let offset: Int
        let part: PartOfSpeech
    }

    package let offset: Int
    package let part: PartOfSpeech
    /// Number of the lexicographer's file: 18 is noun.person, 12 noun.feeling…
    package let file: Int
    /// As written, with capitals and with spaces for underscores.
    package let words: [String]
    let pointers: [Pointer]
    /// The definition, without the examples behind it.
    package let gloss: String

    /// - Returns: nil where the line is not a synset at this offset.
    init?(line: Substring, offset: Int, part: PartOfSpeech) {
        let halves = line.split(separator: "|", maxSplits: 1)
        guard let head = halves.first else { return nil }
        var fields = head.split(separator: " ")[...]
        guard fields.popFirst().flatMap({ Int($0) }) == offset,
            let file = fields.popFirst().flatMap({ Int($0) }), (0...44).contains(file),
            fields.popFirst() != nil,
            let count = fields.popFirst().flatMap({ Int($0, radix: 16) }), count >= 1, fields.count >= 2 * count
        else { return nil }
        self.offset = offset
        self.part = part
        self.file = file
        let written = fields.prefix(2 * count)
        words = stride(from: written.startIndex, to: written.endIndex, by: 2).map { Self.plain(written[$0]) }
        fields = fields.dropFirst(2 * count)
        guard let pointerCount = fields.popFirst().flatMap({ Int($0) }), pointerCount >= 0,
            fields.count >= 4 * pointerCount
        else { return nil }
        var pointers: [Pointer] = []
        for _ in 0..<pointerCount {
            guard let symbol = fields.popFirst(), let target = fields.popFirst().flatMap({ Int($0) }),
                let part = fields.popFirst().flatMap(PartOfSpeech.init(letter:)), fields.popFirst() != nil
            else { return nil }
            pointers.append(Pointer(symbol: symbol, offset: target, part: part))
        }
        self.pointers = pointers
        gloss = halves.count > 1 ? String(halves[1].prefix { $0 != ";" && $0 != "\"" }) : ""
    }

    /// "deep_sea" and "galore(ip)" as people write them.
    private static func plain(_ word: Substring) -> String {
        String(word.prefix { $0 != "(" }).replacing("_", with: " ")
    }
}
