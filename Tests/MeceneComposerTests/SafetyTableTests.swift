import Mecene
import MeceneComposer
import Testing

/// What the rules refuse and what they let pass, with WordNet's knowledge of people, as the programs use them.
@Suite struct SafetyTableTests {
    private let rules: SafetyRules

    init() throws {
        let wordNet = try WordNet()
        rules = SafetyRules(knowsPerson: wordNet.isPerson, knowsWord: wordNet.isWord)
    }

    @Test(arguments: [
        // The studio's words.
        "sitter", "the sitter", "model", "life model", "figure", "figure study", "bust", "marble bust", "torso", "muse",
        "poser", "studio light", "drapery study", "contrapposto", "chiaroscuro", "hooker's green", "old master",
        // Turns of speech.
        "naked truth", "naked eye", "naked branches", "virgin snow", "virgin forest", "young oak", "young love",
        "child's play", "child’s play", "baby blue", "baby steps", "baby's breath", "kid gloves", "minor key",
        "sonata in A minor", "minor miracle", "blue tit", "cock robin", "pussy willow", "sperm whale", "lust for life",
        "double-breasted suit", "robin redbreast", "trump card", "musk and amber", "gosling down",
        // Words that hold a listed one.
        "cockatoo", "peacock", "Sussex downs", "wanderlust", "titanium", "analog dream", "kidney stone", "cowboy",
        "girlfriend", "Essex", "assassin", "grapefruit", "sextant", "cumulus", "scunthorpe", "document",
        // Everyday words that are somebody's name too.
        "more light", "sweet melancholy", "begin again", "born free", "miller", "scribe", "heron", "crane", "cooper",
        "mason", "hunt", "hardy rose", "swift river", "sunset burns", "deep woods", "stone bridges", "wishing wells",
        "sun king", "red cloud", "iron lady", "little sparrow", "desert fox", "sleeping beauty", "grey wolf",
        // Readings of other words do not take a harmless phrase's apostrophe.
        "child's play, 1920s", "child's play 3D", "hawking at dawn", "pollock on ice", "to munch at noon",
        // Joined they would be listed words.
        "the pen is mightier", "an us passport", "tan line", "go od", "a nal og", "de gas", "la d'Artagnan",
        "plan b rat",
        // Real texts of other alphabets.
        "тот сад", "кот и пёс", "φως και σκιά", "日本 庭", "naïve café", "Übermut",
    ])
    func passes(words: String) {
        #expect(rules.refusal(of: words) == nil, "\(String(describing: rules.refusal(of: words)))")
    }

    @Test(arguments: [
        ("nude", Refusal.Kind.sexualContent), ("naked woman", .sexualContent), ("naked", .sexualContent),
        ("virgin bride", .sexualContent), ("sexy", .sexualContent), ("lust", .sexualContent),
        ("child", .minor), ("child play", .minor), ("children’s play", .minor), ("baby", .minor), ("a minor", .minor),
        ("schoolgirl", .minor), ("teen idol", .minor), ("12-year-old", .minor), ("aged nine", .minor),
        ("Rembrandt", .personsName), ("Claude Monet", .personsName), ("Chuck Berry", .personsName),
        ("Grant Wood", .personsName), ("Bob Hope", .personsName), ("Jackson Pollock", .personsName),
        ("Newton", .personsName), ("Taylor Swift", .personsName), ("Jennifer", .personsName), ("Trump", .personsName),
        ("Napoleon", .personsName), ("Edvard Munch", .personsName),
        // Harmless phrases do not cover what only resembles them.
        ("woman with great tits", .sexualContent), ("red breasts", .sexualContent),
        ("naked rock star", .sexualContent), ("naked light portrait", .sexualContent),
        ("paint stripper on stage", .sexualContent), ("hooker green eyes", .sexualContent),
        ("virgin white bride", .sexualContent), ("woman in a minor's room", .minor),
    ])
    func refuses(words: String, kind: Refusal.Kind) {
        #expect(rules.refusal(of: words)?.kind == kind, "\(words)")
    }

    /// One word of each kind, in the spellings of those who hope not to be understood.
    @Test(arguments: [
        // Spaces and signs between letters.
        "n u d e", "n-u-d-e", "n.u.d.e", "nu de", "n ude", "nud e", "c h i l d", "chi ld", "t e e n a g e r",
        "a n u d e",
        "po rn", "nak ed", "por no", "n 4 k e d", "s.3.x", "por.no", "s\u{2800}e\u{2800}x", "s/e/x", "s_e_x",
        // Digits and signs for letters.
        "nud3", "n4ked", "s3x", "5ex", "p0rn", "ch1ld", "chi1d", "g1rl", "g!rl", "b0y", "t33n", "n@ked", "$exy",
        "１２ year old",
        "s３x", "s③x",
        // Accents and marks.
        "nüdé", "ñude", "ṅụḍẹ", "n\u{336}u\u{336}d\u{336}e\u{336}", "çhíłd", "nudė",
        // Signs that cannot be seen.
        "nu\u{200B}de", "nu\u{200D}de", "n\u{2060}ude", "n\u{AD}ude", "nu\u{FE0F}de", "nu\u{3164}de",
        "\u{202E}nude\u{202C}",
        "n\u{E0001}ude", "chi\u{34F}ld",
        // Letters that look alike.
        "nud\u{435}", "s\u{435}x", "\u{455}\u{435}\u{445}", "ch\u{456}ld", "b\u{43E}y", "ηude", "ѕех ж", "ѕех-ж",
        "ｎｕԁе ж", "n\u{57D}de", "ｎｕｄｅ",
        "𝐧𝐮𝐝𝐞", "𝓃𝓊𝒹ℯ", "ⓝⓤⓓⓔ", "🅝🅤🅓🅔", "🄽🅄🄳🄴", "ɴᴜᴅᴇ", "ˢᵉˣ", "🇳🇺🇩🇪", "ɡirl",
        // Letters repeated.
        "nuuude", "sexxx", "teeeen",
        // Capitals, plurals, endings.
        "NUDE", "Nudes", "children's", "Girls’",
    ])
    func refusesDisguises(words: String) {
        #expect(rules.refusal(of: words) != nil, "\(words)")
        #expect(rules.refusal(ofWritten: "A portrait of \(words) in oil.") != nil, "\(words)")
    }
}
