import Testing
import WordSafety

@Suite struct SafetyTests {
    private let rules = SafetyRules(knowsPerson: { $0 == "claude monet" || $0 == "monet" })

    @Test(
        "Unsafe words are refused",
        arguments: [
            ("nude descending", Refusal.Kind.sexualContent), ("Sexy robots", .sexualContent),
            ("lap dance", .sexualContent), ("two teenagers", .minor), ("a little girl", .minor), ("babies", .minor),
            ("12 year old", .minor), ("Taylor Swift", .personsName), ("elon musk", .personsName),
            ("Jennifer smiling", .personsName), ("Claude Monet", .personsName), ("monet garden", .personsName),
            ("Obama’s dream", .personsName), ("child-like wonder", .minor),
        ])
    func refuses(words: String, kind: Refusal.Kind) throws {
        let refusal = try #require(rules.refusal(of: words))
        #expect(refusal.kind == kind)
        #expect(refusal.description.hasPrefix("“"))
    }

    /// Letters that look alike, signs that cannot be seen, digits for letters, letters repeated or parted.
    @Test(
        "Disguised words are found",
        arguments: [
            ("nüde", "nude"), ("ｎｕｄｅ figure", "nude"), ("𝐧𝐮𝐝𝐞", "nude"), ("nu\u{200B}de", "nude"),
            ("n\u{AD}ude", "nude"),
            ("n\u{336}u\u{336}de", "nude"), ("nud\u{435}", "nude"), ("\u{202E}nude\u{202C}", "nude"), ("s3x", "sex"),
            ("n4k3d", "naked"), ("n@ked", "naked"), ("$exy", "sexy"), ("pr0n", "pron"), ("t33n", "teen"),
            ("nuuuude", "nude"), ("sexxxx", "sex"), ("s e x", "sex"), ("s-e-x", "sex"), ("n.u.d.e art", "nude"),
            ("NUDE", "nude"), ("ⓝⓤⓓⓔ", "nude"), ("sеху", "sexy"), ("ch\u{456}ld", "child"), ("g1rl", "girl"),
            ("callgirl", "callgirl"), ("lovemaking", "lovemaking"), ("high school dance", "high school"),
            ("Beyonce\u{301}", "beyonce"), ("Bëyoncé", "beyonce"),
        ])
    func disguises(words: String, found: String) {
        #expect(rules.refusal(of: words)?.words == found)
        #expect(rules.refusal(ofWritten: "A portrait of \(words) in oil.") != nil)
    }

    @Test(
        "Ages of minors are refused",
        arguments: [
            "12 year old", "17-year-old", "a 5yo", "15 yo", "seven years old", "aged nine", "age 16",
            "sixteen-year-old",
            "12yr old", "12yr-old", "12years old", "12yrs", "12 yr", "14 y o", "14 y/o", "6 month old", "10 months old",
            "two weeks old", "twelve years of age", "age of 12", "at the age of twelve", "turning 12",
            "turns nine today",
            "I'm 12", "I’m twelve", "i am 16", "a year old", "12 and a half years old", "sixth grade", "9th grade",
            "6th-grade", "highschool", "high-school dance", "twelve year olds", "１２yr old",
        ])
    func ages(words: String) {
        #expect(rules.refusal(of: words)?.kind == .minor)
    }

    @Test(
        "Numbers and other alphabets pass",
        arguments: [
            "80 year old fisherman", "eighteen year old", "twenty-five year old", "hundred years old", "aged whisky",
            "aged 45", "ice age", "age of steam", "300 year old oak", "1001 nights", "3d print", "b2b meeting",
            "mp3 player",
            "route 66", "www", "brrr", "a b c d", "x y z", "Ünïcode", "São Paulo", "naïve art", "smörgåsbord",
            "Красный сад",
            "one hundred five years old", "two hundred and five years old", "a hundred years old",
            "1,000 year old tree",
            "ninety nine years old", "12 moons", "seven seas", "1920s Paris", "42nd street", "12 o'clock",
            "seven years",
            "12 years a slave", "age of three kings", "i am one", "I am fire", "turning one page", "turning tides",
            "ninth symphony", "seventh heaven", "high grade steel", "I'm 45", "turning forty", "one hundred days",
            "Σοφία", "日本 庭", "🎨 palette", "4x4 rally", "seven samurai", "single-breasted", "high noon",
            "junior partner",
        ])
    func otherAlphabets(words: String) {
        #expect(rules.refusal(of: words) == nil, "\(String(describing: rules.refusal(of: words)))")
    }

    @Test(
        "Harmless words pass",
        arguments: [
            "corporate confidence", "baby blue", "girl boss", "minor key", "double-breasted suit", "Middlesex county",
            "wanderlust", "assassin's cloak", "cockatoo feathers", "rose garden", "quantum grandmother",
            "classic scholar",
            "titanium dragon", "sons of thunder", "grapefruit", "therapist office", "kidney stone", "analog dream",
        ])
    func passes(words: String) {
        #expect(rules.refusal(of: words) == nil)
    }

    /// What slips of typing would be read as is refused, and what they would make of a harmless phrase is not.
    @Test("Words that a spelling correction would make are refused") func corrections() {
        let slips = ["nakey": "naked", "girll": "girl", "virgn": "virgin", "oceen": "ocean"]
        let rules = SafetyRules(corrected: { slips[$0] ?? $0 })
        #expect(rules.refusal(of: "nakey")?.words == "naked")
        #expect(rules.refusal(of: "a girll in blue")?.words == "girl")
        #expect(rules.refusal(of: "virgn bride")?.words == "virgin")
        #expect(rules.refusal(of: "virgn snow") == nil)
        #expect(rules.refusal(of: "melancholy oceen") == nil)
    }

    @Test("Full names are refused in an author's text") func fullNames() {
        let rules = SafetyRules(
            knowsPerson: ["claude monet", "grace kelly", "van gogh", "vincent van gogh", "monet"].contains,
            knowsThing: ["grace kelly rose"].contains)
        #expect(rules.refusal(ofWritten: "A canvas as Claude Monet painted it.")?.words == "claude monet")
        #expect(rules.refusal(ofWritten: "Grace Kelly’s pearls")?.words == "grace kelly")
        #expect(rules.refusal(ofWritten: "a grace kelly rose in bloom") == nil)
        #expect(rules.refusal(ofWritten: "monet canvas") == nil)
        #expect(rules.refusal(ofWritten: "swirls of van gogh") != nil)
        let mini = rules.letting(styles: ["van gogh"])
        #expect(mini.refusal(ofWritten: "swirls of van gogh") == nil)
        #expect(mini.refusal(ofWritten: "swirls of Vincent van Gogh")?.words == "vincent van gogh")
        #expect(mini.refusal(of: "van gogh") != nil)
    }
}
