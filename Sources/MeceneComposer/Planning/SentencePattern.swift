/// A sentence with placeholders: `{style}` an entry, `{a style}` with its article, `{light?falls/fall}` a verb that
/// agrees with an entry or the phrase. The sentence's first letter becomes a capital.
struct SentencePattern: Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// The text of each placeholder, and which of them are plurals.
    struct Fillings {
        var texts: [String: String]
        var plurals: Set<String>
    }

    func filled(_ fillings: Fillings) -> String {
        var sentence = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            sentence += rest[..<open]
            sentence += Self.filling(rest[rest.index(after: open)..<close], fillings)
            rest = rest[rest.index(after: close)...]
        }
        return Grammar.capitalized(sentence + rest)
    }

    private static func filling(_ placeholder: Substring, _ fillings: Fillings) -> String {
        if let mark = placeholder.firstIndex(of: "?") {
            let forms = placeholder[placeholder.index(after: mark)...].split(separator: "/")
            let isPlural = fillings.plurals.contains(String(placeholder[..<mark]))
            return String(isPlural ? forms.last ?? "" : forms.first ?? "")
        }
        if placeholder.hasPrefix("a ") {
            return Grammar.withArticle(fillings.texts[String(placeholder.dropFirst(2))] ?? "")
        }
        return fillings.texts[String(placeholder)] ?? ""
    }
}

/// The patterns, by topic.
enum SentencePatterns {
    static func opening(_ phrase: Phrase) -> [SentencePattern] {
        let isCompany = phrase.kind == .character && phrase.isPlural
        return (isCompany ? company : openings[phrase.kind] ?? []).map(SentencePattern.init)
    }

    /// One sitter cannot be several characters.
    private static let company = [
        "{a style} portrait in {medium} surrounds the sitter with {phrase}.",
        "{phrase} keep the sitter company in {a style} portrait made in {medium}.",
        "{phrase} look over the sitter's shoulder in {a style} portrait in {medium}.",
    ]

    private static let openings: [PhraseKind: [String]] = [
        .character: [
            "{a style} portrait in {medium} imagines the sitter as {phrase}.",
            "cast as {phrase}, the sitter looks out of {a style} portrait made in {medium}.",
            "this {style} portrait in {medium} finds {phrase} behind a familiar face.",
            "part likeness, part legend, {a style} portrait in {medium} presents the sitter as {phrase}.",
        ],
        .creature: [
            "{a style} portrait in {medium} pairs the sitter with {phrase}.",
            "the sitter shares the gaze of {phrase} in {a style} portrait made in {medium}.",
            "{phrase} {phrase?keeps/keep} the sitter company in {a style} portrait in {medium}.",
        ],
        .place: [
            "{a style} portrait in {medium} sets the sitter before {phrase}.",
            "{phrase} {phrase?opens/open} behind the sitter in {a style} portrait made in {medium}.",
            "{phrase} {phrase?fills/fill} the distance of {a style} portrait in {medium}, and the sitter turns to face {phrase?it/them}.",
        ],
        .thing: [
            "{phrase} {phrase?becomes/become} the emblem of {a style} portrait in {medium}.",
            "{a style} portrait in {medium} turns {phrase} into a sign of the sitter's inner life.",
            "built around {phrase}, {a style} portrait in {medium} treats the sitter like a legend.",
        ],
        .substance: [
            "{a style} portrait in {medium} borrows its surface and temper from {phrase}.",
            "the colors of {phrase} run through {a style} portrait made in {medium}.",
            "{phrase} {phrase?becomes/become} a human presence in {a style} portrait in {medium}.",
        ],
        .feeling: [
            "{a style} portrait in {medium} gives {phrase} a human face.",
            "{phrase} {phrase?takes/take} human form in {a style} portrait made in {medium}.",
            "the sitter embodies {phrase} in {a style} portrait made in {medium}.",
            "{phrase} {phrase?is/are} the true subject of {a style} portrait in {medium}.",
        ],
        .moment: [
            "{a style} portrait in {medium} holds the mood of {phrase}.",
            "{phrase} {phrase?sets/set} the tone of {a style} portrait made in {medium}.",
            "the sitter seems to listen to {phrase} in {a style} portrait made in {medium}.",
            "{phrase} {phrase?hangs/hang} in the air of {a style} portrait in {medium}.",
        ],
        .words: [
            "around the words “{title}”, {a style} portrait in {medium} builds a presence.",
            "{a style} portrait made in {medium} keeps the meaning of “{title}” open.",
            "{a style} portrait in {medium} gives the words “{title}” a human face.",
        ],
    ]

    static let settings = [
        "{time}, {place}, {light} {light?brings/bring} out {colors}.",
        "the figure {stance} {place} {time}, touched by {light} in {colors}.",
        "{place}, {time}, {light} {light?settles/settle} over {colors}.",
        "{colors} meet {place}, gathered by {light} {time}.",
        "{time}, {light} {light?turns/turn} everything {place} to {colors}.",
    ].map(SentencePattern.init)

    static let stances = ["stands", "waits", "pauses", "lingers", "rests"]

    static let details = [
        "{attire} and {prop} frame an expression of {emotion}.",
        "{emotion} settles in the eyes, while {attire} and {prop} say the rest.",
        "wearing {attire}, accompanied by {prop}, the subject shows {emotion}.",
        "from {attire} to {prop}, every detail speaks of {emotion}.",
        "{emotion} shows in the eyes, echoed by {attire} and {prop}.",
    ].map(SentencePattern.init)

    static let endings = [
        "{composition} and {texture} hold the viewer's attention.",
        "{texture} and {composition} complete the picture.",
        "{composition}, rich in {texture}, leaves much unsaid.",
        "{composition} leaves much unsaid.",
        "{texture} {texture?gives/give} the surface a life of its own.",
        "{composition} draws the viewer closer.",
    ].map(SentencePattern.init)
}
