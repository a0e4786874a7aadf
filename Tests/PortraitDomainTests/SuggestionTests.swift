import Testing

@testable import PortraitDomain

@Suite("What a mistyped name meant")
struct SuggestionTests {
    private static let known = [
        "oil", "ocean", "watercolour", "pen-and-watercolour", "gray dawn", "great-wave", "full-moon",
    ]

    @Test(
        "the nearest is found",
        arguments: [
            ("oli", "oil"), ("oill", "oil"), ("oceans", "ocean"), ("watercolor", "watercolour"),
            ("Water-Colour", "watercolour"), ("grey dawn", "gray dawn"), ("wave", "great-wave"), ("moon", "full-moon"),
            ("watrecolour", "watercolour"),
        ])
    func nearest(name: String, meant: String) { #expect(Suggestion.nearest(to: name, among: Self.known) == meant) }

    @Test(
        "nothing is suggested for another word",
        arguments: ["", "xyzzy", "portrait", "---", "im", String(repeating: "z", count: 4000)])
    func none(name: String) { #expect(Suggestion.nearest(to: name, among: Self.known) == nil) }

    @Test("another spelling is the same word, another word is not")
    func spelling() {
        #expect(Suggestion.sameWord(as: "water color", among: Self.known) == "watercolour")
        #expect(Suggestion.sameWord(as: "Grey-Dawn", among: Self.known) == "gray dawn")
        #expect(Suggestion.sameWord(as: "oli", among: Self.known) == nil)
    }
}
