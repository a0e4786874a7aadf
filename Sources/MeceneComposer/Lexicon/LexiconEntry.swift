/// One thing that can be in a portrait.
package struct LexiconEntry: Sendable, Hashable {
    /// As it stands in a sentence, with its article.
    package let text: String
    /// The keyword for it.
    package let keyword: String
    /// A place's preposition.
    let preposition: String
    let isPlural: Bool
    let tags: [Int]
    /// What a style is made with and what kind a medium is.
    let kinds: Set<String>
    /// Of length 1.
    let vector: TagVector
    /// Words that another entry beside it must not repeat.
    let stems: Set<String>

    /// How well it goes with a target, which has a length of about 1.
    func fit(_ target: TagVector) -> Double {
        tags.reduce(0) { $0 + target[$1] } / Double(tags.count).squareRoot()
    }
}

/// The lists of the lexicon, named as their files.
package enum LexiconList: String, Sendable, CaseIterable {
    case styles, mediums, colors, lights, places, times, emotions, attire, props, textures, compositions
}

/// Why a lexicon cannot be used.
package enum LexiconError: Error, Hashable, CustomStringConvertible {
    case malformed(file: String, line: Int, reason: String)

    package var description: String {
        switch self {
        case .malformed(let file, let line, let reason): "\(file), line \(line): \(reason)"
        }
    }
}
