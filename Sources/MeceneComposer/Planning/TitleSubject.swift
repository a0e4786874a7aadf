import Mecene

/// The material for a title: the person's words and the parts of the idea.
struct TitleSubject: Sendable {
    let phrase: Phrase
    var place: LexiconEntry?
    var prop: LexiconEntry?
    var medium: LexiconEntry?
    var color: LexiconEntry?
    var light: LexiconEntry?
    var time: LexiconEntry?
    var emotion: LexiconEntry?

    init(_ plan: IdeaPlan) {
        phrase = plan.phrase
        (place, prop, medium, light) = (plan.place, plan.prop, plan.medium, plan.light)
        (time, emotion, color) = (plan.time, plan.emotion, plan.colors.first)
    }

    /// The parts that another author's idea names.
    init(_ phrase: Phrase, in idea: Idea, _ lexicon: Lexicon) {
        self.phrase = phrase
        let text = " " + Keyword.normalized(idea.text) + " "
        func named(_ list: LexiconList) -> LexiconEntry? {
            lexicon.entries(list).first { text.contains(" \($0.keyword) ") }
        }
        (place, prop, medium, light) = (named(.places), named(.props), named(.mediums), named(.lights))
        (time, emotion, color) = (named(.times), named(.emotions), named(.colors))
    }

    /// The text of a pattern's placeholder; nil if there is none.
    func text(for part: String) -> String? {
        switch part {
        case "phrase": whole
        case "a phrase": speaks ? phrase.withArticle : nil
        case "the phrase": whole.map(definite)
        case "head": head
        case "heads": phrase.isPlural ? head : nil
        case "the head": head.map(definite)
        case "the head's": head.map { definite($0) + (phrase.isPlural && $0.hasSuffix("s") ? "'" : "'s") }
        case "modifier": modifier
        case "prop": prop?.keyword
        case "a prop": prop.map { $0.isOne && !$0.isOf ? Grammar.withArticle($0.keyword) : $0.keyword }
        case "own prop": prop.flatMap { $0.isOne && !$0.isOf ? $0.keyword : nil }
        case "long prop": prop.map(\.keyword).flatMap { $0.contains(" ") ? $0 : nil }
        case "place": place.map(\.titled)
        case "at place": place.map { "\($0.preposition) \($0.titled)" }
        case "room": place?.room
        case "material": medium?.material
        case "color": color?.keyword
        case "light": light.map(\.keyword).flatMap { $0.hasSuffix("light") && !$0.contains(" ") ? $0 : nil }
        case "at time": time?.text
        case "emotion": emotion?.keyword
        default: nil
        }
    }

    /// Whether a sentence can speak of the words; others are only quoted.
    private var speaks: Bool { phrase.kind != .words }

    private var isDetermined: Bool {
        let first = phrase.text.prefix { $0 != " " }
        return Phrase.determiners.contains(String(first)) || first.allSatisfy(\.isNumber) || first.hasSuffix("'s")
    }

    private var whole: String? { speaks ? phrase.text : nil }

    private var head: String? { speaks ? phrase.words.last?.text : nil }

    private func definite(_ words: String) -> String {
        isDetermined && words == phrase.text || phrase.isProperName && !phrase.isPlural ? words : "the \(words)"
    }

    /// A word before the noun that can stand before another one too.
    private var modifier: String? {
        guard speaks, phrase.words.count == 2, !isDetermined, let first = phrase.words.first,
            [.adjective, .noun].contains(first.part)
        else { return nil }
        return first.text
    }
}

extension LexiconEntry {
    fileprivate var isOne: Bool { ["a", "an", "one", "the"].contains(text.prefix { $0 != " " }) }

    /// Whether the keyword is what it is made of: "a stack of love letters".
    fileprivate var isOf: Bool { text.contains(" of \(keyword)") }

    /// A place with its article: "the marble hall", "fallen leaves".
    fileprivate var titled: String { isOne ? "the \(keyword)" : keyword }

    /// The noun of a place by itself: "hall".
    fileprivate var room: String? {
        guard isOne, !keyword.contains(" of "), let last = keyword.split(separator: " ").last, !last.hasSuffix("s")
        else {
            return nil
        }
        return String(last)
    }

    /// The material of a picture in this medium.
    fileprivate var material: String? {
        let materials = [
            ("glass", "glass"), ("ink", "ink"), ("wet", "watercolor"), ("dry", "chalk"), ("charcoal", "charcoal"),
            ("pencil", "graphite"), ("metalpoint", "silver"), ("line", "copper"), ("wood", "cherrywood"),
            ("collage", "paper"), ("textile", "woven"), ("tile", "mosaic"), ("metal", "gilded"), ("photo", "silver"),
            ("botanical", "pressed-flower"), ("wall", "plaster"), ("digital", "luminous"),
        ]
        return materials.first { kinds.contains($0.0) }?.1
    }
}
