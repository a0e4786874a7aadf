import Testing

@testable import LanguageModels

@Suite struct LearnedFeaturesTests {
    /// Two calls that began with the same knowledge and learned different things.
    @Test("A concurrent call never re-enables a feature") func merging() {
        var learned = LearnedFeatures(structure: .schema)
        var first = learned["idea"]
        var second = learned["idea"]
        first.usesNewTokenLimit = true
        first.structure = .tool
        second.sendsSampling = false
        second.streams = false
        learned.learn(first, schema: "idea")
        learned.learn(second, schema: "idea")
        var both = Features(structure: .tool)
        both.usesNewTokenLimit = true
        both.sendsSampling = false
        both.streams = false
        #expect(learned["idea"] == both)
        both.structure = .schema
        #expect(learned["choice"] == both && learned[nil] == both)
    }

    @Test("Structures are ordered from the strictest") func order() {
        #expect(
            Features.Structure.allCases.sorted() == [.schema, .object, .plainObject, .tool, .prompt])
    }
}
