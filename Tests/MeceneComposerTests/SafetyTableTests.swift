import Mecene
import MeceneComposer
import Testing
import WordSafety

/// What the rules refuse and what they let pass, with WordNet's knowledge of people, as the programs use them.
@Suite struct SafetyTableTests {
    private let rules: SafetyRules

    init() throws {
        rules = SafetyRules(wordNet: try WordNet())
    }

    @Test(
        "Harmless words pass",
        arguments: [
            // The studio's words.
            "sitter", "the sitter", "model", "life model", "figure", "figure study", "bust", "marble bust", "torso",
            "muse",
            "poser", "studio light", "drapery study", "contrapposto", "chiaroscuro", "hooker's green", "old master",
            // Turns of speech.
            "naked truth", "naked eye", "naked branches", "virgin snow", "virgin forest", "young oak", "young love",
            "child's play", "child’s play", "baby blue", "baby steps", "baby's breath", "kid gloves", "minor key",
            "sonata in A minor", "minor miracle", "blue tit", "cock robin", "pussy willow", "sperm whale",
            "lust for life",
            "double-breasted suit", "robin redbreast", "trump card", "musk and amber", "gosling down",
            // Words that hold a listed one.
            "cockatoo", "peacock", "Sussex downs", "wanderlust", "titanium", "analog dream", "kidney stone", "cowboy",
            "girlfriend", "Essex", "assassin", "grapefruit", "sextant", "cumulus", "scunthorpe", "document",
            // Everyday words that are somebody's name too.
            "more light", "sweet melancholy", "begin again", "born free", "miller", "scribe", "heron", "crane",
            "cooper",
            "mason", "hunt", "hardy rose", "swift river", "sunset burns", "deep woods", "stone bridges",
            "wishing wells",
            "sun king", "red cloud", "iron lady", "little sparrow", "desert fox", "sleeping beauty", "grey wolf",
            // Names within the names of things, and figures of faith and old tales.
            "newton's cradle", "halley's comet", "noah's ark", "adam's apple", "faraday cage", "tiffany lamp",
            "edison bulb",
            "wellington boots", "lincoln green", "laughing buddha", "san francisco fog", "graham cracker",
            "spinning jenny",
            "mona lisa smile", "helen of troy", "robin hood", "jesus", "buddha", "moses", "adam and eve",
            "king solomon",
            "hamlet", "virgin mary", "saint sebastian",
            "archangel michael",
            "sleek bob haircut", "big ben", "bain-marie", "tom-tom drums",
            // Names that are words pass alone.
            "amber", "rose", "grace", "hope", "joy", "jade queen", "ruby ring", "iris", "violet hour",
            // Words that hold or resemble a listed one.
            "sea urchin", "sea urchins", "cherub", "baroque cherub", "naked mole rat", "naked mole rats",
            "chicken breast",
            "blue tits", "coal tits",
            // Slips of typing that stay harmless.
            "melancoly oceen", "grandmohter", "burtn sugar",
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

    @Test(
        "Unsafe words are refused",
        arguments: [
            ("nude", Refusal.Kind.sexualContent), ("naked woman", .sexualContent), ("naked", .sexualContent),
            ("virgin bride", .sexualContent), ("sexy", .sexualContent), ("lust", .sexualContent),
            ("child", .minor), ("child play", .minor), ("children’s play", .minor), ("baby", .minor),
            ("a minor", .minor),
            ("schoolgirl", .minor), ("teen idol", .minor), ("12-year-old", .minor), ("aged nine", .minor),
            ("Rembrandt", .personsName), ("Claude Monet", .personsName), ("Chuck Berry", .personsName),
            ("Grant Wood", .personsName), ("Bob Hope", .personsName), ("Jackson Pollock", .personsName),
            ("Newton", .personsName), ("Taylor Swift", .personsName), ("Jennifer", .personsName),
            ("Trump", .personsName),
            ("Napoleon", .personsName), ("Edvard Munch", .personsName),
            ("stormy daniels", .personsName), ("amber heard", .personsName), ("harry potter", .personsName),
            ("charlotte", .personsName), ("tim", .personsName), ("mia", .personsName), ("ava", .personsName),
            ("bob", .personsName), ("George", .personsName), ("frida", .personsName),
            ("frida and flowers", .personsName),
            ("Batman", .personsName), ("mary", .personsName), ("adam", .personsName), ("street urchin", .minor),
            // What spelling would make of them.
            ("nakey", .sexualContent), ("nakedd", .sexualContent), ("stark nakid", .sexualContent),
            ("nudee woman", .sexualContent), ("virgn bride", .sexualContent), ("virgn forst", .sexualContent),
            ("teanager dream", .minor), ("schoolgirll", .minor), ("girll", .minor), ("babyy", .minor),
            ("infanta", .minor),
            ("infante", .minor),
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
    @Test(
        "Disguised words are refused",
        arguments: [
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
    func disguises(words: String) {
        #expect(rules.refusal(of: words) != nil, "\(words)")
        #expect(rules.refusal(ofWritten: "A portrait of \(words) in oil.") != nil, "\(words)")
    }

    /// In what an author wrote, full names are found and phrases of style are left alone.
    @Test("Full names are found in an author's text") func fullNames() {
        for name in ["Grace Kelly", "Claude Monet", "Vincent van Gogh", "Frank Lloyd Wright", "Pablo Picasso"] {
            #expect(rules.refusal(ofWritten: "A portrait in the manner of \(name), in oil.") != nil, "\(name)")
            #expect(rules.refusal(ofWritten: name.lowercased()) != nil, "\(name)")
        }
        for phrase in [
            "art nouveau", "old master", "starry night", "post impressionist", "Byzantine icon", "wellington boots",
            "art deco and pop art", "iron duke", "a rose window", "red cloud", "grant of wood", "Monet's garden light",
        ] {
            #expect(rules.refusal(ofWritten: "A portrait with \(phrase), in oil.") == nil, "\(phrase)")
        }
    }
}
