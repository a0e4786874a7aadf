import Support

/// The parts of an idea, before they become sentences and keywords.
struct IdeaPlan: Sendable {
    let phrase: Phrase
    let target: TagVector
    let style: LexiconEntry
    let relatedStyle: LexiconEntry
    let medium: LexiconEntry
    let colors: [LexiconEntry]
    let light: LexiconEntry
    let place: LexiconEntry
    let otherPlace: LexiconEntry
    let time: LexiconEntry
    let emotion: LexiconEntry
    let otherEmotion: LexiconEntry
    let attire: LexiconEntry
    let prop: LexiconEntry
    let texture: LexiconEntry
    let composition: LexiconEntry
}

/// Chooses entries that fit a phrase and each other.
struct Planner: Sendable {
    let lexicon: Lexicon
    /// How many of the best entries a choice is made among.
    private static let shortlist = 6

    /// The first eight choices of a fixed order, each biased toward the earlier ones, so that the portrait is coherent.
    func plan(_ phrase: Phrase, _ random: inout SeededRandom) -> IdeaPlan {
        var choice = Choice(lexicon: lexicon, target: target(phrase, &random), random: random)
        choice.used = ContentWords.stems(of: phrase.text)
        let style = choice.take(.styles)
        let medium = choice.take(.mediums) { !$0.kinds.isDisjoint(with: style.kinds) }
        let place = choice.take(.places)
        let light = choice.take(.lights) { Hours.isPossible($0, at: place) && Eras.agree($0, place) }
        let time = choice.take(.times) { Hours.agree(light, $0) && Eras.agree(light, $0) && Eras.agree(place, $0) }
        let colors = (0..<3).map { _ in choice.take(.colors) }
        let emotion = choice.take(.emotions)
        let attire = choice.take(.attire)
        let prop = choice.take(.props)
        let texture = choice.take(.textures)
        let composition = choice.take(.compositions)
        let otherPlace = choice.take(.places)
        let otherEmotion = choice.take(.emotions)
        let relatedStyle = choice.take(.styles) { !$0.kinds.isDisjoint(with: style.kinds) }
        random = choice.random
        return IdeaPlan(
            phrase: phrase, target: choice.target, style: style, relatedStyle: relatedStyle, medium: medium,
            colors: colors, light: light, place: place, otherPlace: otherPlace, time: time, emotion: emotion,
            otherEmotion: otherEmotion, attire: attire, prop: prop, texture: texture, composition: composition)
    }

    /// The phrase's tags, or two random ones if it has none, so that the idea is at least coherent.
    private func target(_ phrase: Phrase, _ random: inout SeededRandom) -> TagVector {
        var target = phrase.tags
        guard target.isEmpty else { return target }
        for _ in 0..<2 { target.raise(random.index(below: lexicon.tags.count), by: 1) }
        return target.focused()
    }

    struct Choice {
        let lexicon: Lexicon
        var target: TagVector
        var random: SeededRandom
        var used: Set<String> = []

        /// A random entry among the best that repeat no used word; better ones are likelier.
        mutating func take(_ list: LexiconList, where suits: (LexiconEntry) -> Bool = { _ in true }) -> LexiconEntry {
            let all = lexicon.entries(list)
            let free = all.filter { $0.stems.isDisjoint(with: used) }
            // Prefer an entry that repeats a word, for which the plan is made again, to one that does not suit.
            var candidates = free.filter(suits)
            if candidates.isEmpty { candidates = all.filter(suits) }
            if candidates.isEmpty { candidates = free.isEmpty ? all : free }
            var scored: [(index: Int, score: Double)] = []
            for (index, entry) in candidates.enumerated() {
                // Random noise, so that the order of the file does not break ties.
                scored.append((index, entry.fit(target) + 0.06 * random.fraction()))
            }
            scored.sort { ($1.score, $0.index) < ($0.score, $1.index) }
            let best = scored.prefix(Planner.shortlist)
            var threshold = random.fraction() * best.reduce(0) { $0 + $1.score * $1.score }
            let drawn =
                best.first {
                    threshold -= $0.score * $0.score
                    return threshold <= 0
                } ?? best[0]
            let entry = candidates[drawn.index]
            used.formUnion(entry.stems)
            target.add(entry.vector, times: 0.12)
            return entry
        }
    }
}
