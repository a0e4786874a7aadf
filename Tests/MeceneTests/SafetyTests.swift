import Mecene
import Testing

@Suite struct SafetyTests {
    private let rules = SafetyRules(knowsPerson: { $0 == "claude monet" || $0 == "monet" })

    @Test(arguments: [
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

    @Test(arguments: [
        "corporate confidence", "baby blue", "girl boss", "minor key", "double-breasted suit", "Middlesex county",
        "wanderlust", "assassin's cloak", "cockatoo feathers", "rose garden", "quantum grandmother", "classic scholar",
        "titanium dragon", "sons of thunder", "grapefruit", "therapist office", "kidney stone", "analog dream",
    ])
    func lets(words: String) {
        #expect(rules.refusal(of: words) == nil)
    }
}
