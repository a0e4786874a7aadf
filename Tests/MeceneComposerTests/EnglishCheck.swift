import Foundation

@testable import MeceneComposer

/// What is wrong with a text as English, as far as a program that knows nothing of how it was written can tell.
struct EnglishCheck: Sendable {
    /// Read once for all tests.
    static let shared = Result { try EnglishCheck() }

    /// Words that WordNet's own definitions have "a" or "an" before, by which of the two they have more often.
    private let articles: [String: String]

    init() throws {
        var counts: [String: Int] = [:]
        for part in PartOfSpeech.allCases {
            let url = WordNet.defaultFolder.appending(path: "data.\(part.fileEnding)")
            let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
            for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
                guard let bar = line.firstIndex(of: UInt8(ascii: "|")) else { continue }
                var before: Substring.UTF8View?
                for word in line[bar...].split(separator: UInt8(ascii: " ")) {
                    if let article = before, let plain = Self.plain(word) {
                        counts[plain, default: 0] += article.count == 1 ? 1 : -1
                    }
                    before = word.elementsEqual("a".utf8) || word.elementsEqual("an".utf8) ? word : nil
                }
            }
        }
        articles = counts.filter { $0.value != 0 }.mapValues { $0 > 0 ? "a" : "an" }
    }

    private static func plain(_ word: Substring.UTF8View) -> String? {
        let letters = word.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        return letters.count > 1 ? String(Substring(letters)) : nil
    }

    /// The article that the definitions have before a word.
    func article(before word: String) -> String? { articles[word] }

    /// - Parameters:
    ///   - own: the person's own words, which may repeat one another.
    ///   - isPlural: whether verbs behind them stand in the plural; nil where that is to be found out.
    func problems(_ text: String, own: String, isPlural: Bool? = nil) -> [String] {
        var problems: [String] = []
        if text.contains("  ") { problems.append("two spaces") }
        if text.contains(where: { "{}?/|~_".contains($0) }) { problems.append("signs of a pattern") }
        if [" ,", " .", ",,", "..", ",."].contains(where: text.contains) { problems.append("lost punctuation") }
        if text.last != "." { problems.append("no full stop") }
        let sentences = text.split(separator: ". ")
        if !(3...4).contains(sentences.count) { problems.append("\(sentences.count) sentences") }
        for sentence in sentences {
            guard let first = sentence.first(where: { $0.isLetter || $0.isNumber }) else { continue }
            if first.isLowercase, first.uppercased() != String(first) {
                problems.append("small: \(sentence.prefix(20))")
            }
        }
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || "'-".contains($0)) }.map(String.init)
        let ownWords = Set(own.lowercased().split(separator: " ").map(String.init))
        for (word, next) in zip(words, words.dropFirst()) {
            if word == next, !ownWords.contains(word) { problems.append("doubled \(word)") }
            if ["a", "an"].contains(next), ["a", "an", "the"].contains(word) { problems.append("\(word) \(next)") }
            guard ["a", "an"].contains(word), !ownWords.contains(word) else { continue }
            let plain = String(next.prefix { $0.isASCII && $0.isLetter })
            if let expected = articles[plain], expected != word { problems.append("\(word) \(next)") }
        }
        return problems + numberProblems(words, own, isPlural)
    }

    /// An article before what cannot be counted, and verbs that do not agree with the person's words.
    private func numberProblems(_ words: [String], _ own: String, _ isPlural: Bool?) -> [String] {
        let own = Array(
            own.lowercased().split(separator: " ").map(String.init).drop { ["a", "an", "the"].contains($0) })
        guard let head = own.prefix(while: { !["of", "in", "on", "at"].contains($0) }).last else { return [] }
        var problems: [String] = []
        for start in words.indices where words[start...].starts(with: own) {
            let before = start > 0 ? words[start - 1] : ""
            if ["a", "an"].contains(before), !own.contains("and"),
                Self.masses.contains(head) || Self.plurals.contains(head) || isPlural == true
            {
                problems.append("\(before) … \(head)")
            }
            let isPlural = isPlural ?? (Self.plurals.contains(head) ? true : Self.masses.contains(head) ? false : nil)
            guard let isPlural, start + own.count < words.count else { continue }
            let verb = words[start + own.count]
            if isPlural, Self.verbs.keys.contains(verb) { problems.append("\(head) \(verb)") }
            if !isPlural, Self.verbs.values.contains(verb) { problems.append("\(head) \(verb)") }
        }
        return problems
    }

    /// Verbs behind the person's words in the singular, with their plurals.
    private static let verbs = [
        "becomes": "become", "opens": "open", "fills": "fill", "keeps": "keep", "takes": "take", "is": "are",
        "sets": "set", "hangs": "hang", "looks": "look",
    ]

    private static func set(_ words: String) -> Set<String> {
        Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    /// Nouns that "a" cannot stand before, written down apart from the composer's lists.
    private static let masses = set(
        """
        furniture jewelry luggage moss grass foliage traffic equipment machinery bread hair clothing laundry pottery cutlery
        rubbish garbage money cash music dust sand mud wool armor weaponry ammunition scenery graffiti ivy bamboo hay
        livestock wildlife plankton lava baggage lumber patience confidence courage weather homework
        """)

    /// Nouns that are plurals as they are.
    private static let plurals = set(
        """
        glasses scissors stairs people police cattle woods clothes steps men women feet teeth geese mice binoculars goggles
        tongs tights trousers jeans pants shorts spectacles headphones surroundings remains outskirts eaves pliers
        """)
}
