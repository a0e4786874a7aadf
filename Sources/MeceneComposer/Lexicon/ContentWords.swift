import Mecene

/// Words that carry meaning: those that an idea should not repeat.
enum ContentWords {
    static let small: Set<String> = Set(
        """
        a an the and or of in on at by with without to from into under over above before behind beneath beside between
        among after during through aboard inside around as like that which who while where its their his her this it
        is are one
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    static func list(_ text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'") }.map { Keyword.stem(String($0)) }
            .filter { !small.contains($0) }
    }

    static func stems(of text: String) -> Set<String> { Set(list(text)) }
}
