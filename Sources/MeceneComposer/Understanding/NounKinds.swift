import Mecene

/// Sorts nouns by WordNet's lexicographer files and superordinates.
enum NounKinds {
    /// Things that a portrait can show as if they were persons.
    private static let characters: Set<String> = [
        "robot", "android", "cyborg", "ghost", "angel", "automaton", "golem", "scarecrow", "puppet", "puppeteer",
        "statue", "spirit", "demon", "goddess", "god", "phantom", "witch", "wizard", "mermaid", "vampire", "zombie",
    ]

    static func kind(_ lemma: String, _ synset: Synset, _ classes: Set<String>) -> PhraseKind {
        if characters.contains(lemma) || synset.words.contains(where: characters.contains) { return .character }
        if !classes.isDisjoint(with: ["building", "room", "geological formation", "body of water", "way"]),
            synset.file != 4
        {
            return .place
        }
        switch synset.file {
        case 18: return .character
        case 5: return .creature
        case 15, 17: return .place
        case 6, 20, 8, 25, 14: return isMaterial(classes) ? .substance : .thing
        case 13, 27: return .substance
        case 7, 9, 12, 16, 26: return .feeling
        case 4, 10, 11, 19, 21, 22, 23, 24, 28: return .moment
        default:
            if classes.contains("person") { return .character }
            return classes.contains("physical entity") ? .thing : .moment
        }
    }

    /// The keyword category of a noun.
    static func category(_ kind: PhraseKind, _ synset: Synset, _ classes: Set<String>) -> KeywordCategory {
        switch kind {
        case .character, .creature, .thing, .substance:
            return classes.contains("color") ? .colors : .subjects
        case .place: return .places
        case .feeling:
            if classes.contains("color") { return .colors }
            return synset.file == 12 || !classes.isDisjoint(with: ["feeling", "emotion"]) ? .emotions : .themes
        case .moment: return synset.file == 28 ? .time : .themes
        case .words: return .themes
        }
    }

    static func isCountable(_ kind: PhraseKind, _ synset: Synset, _ classes: Set<String>) -> Bool {
        switch kind {
        case .character, .creature, .place: true
        case .thing: !isMaterial(classes) && synset.file != 25
        case .substance: !classes.isDisjoint(with: ["dish", "baked goods", "edible fruit", "vegetable"])
        case .feeling, .words, .moment: false
        }
    }

    /// Whether a noun means the group of people that an adjective describes: "the rich", "the lost".
    static func areThoseWho(_ synset: Synset) -> Bool {
        [14, 18].contains(synset.file) && ["people", "persons"].contains { synset.gloss.contains($0) }
    }

    private static func isMaterial(_ classes: Set<String>) -> Bool {
        !classes.isDisjoint(with: ["fabric", "material", "substance", "leather", "fiber"])
    }
}
