import JSON
import LanguageModels
import LanguageModelsTestSupport
import Mecene
import MeceneAuthors
import Testing
import WordSafety

/// Caches keep ideas by the version of prompts and schemas, and ideas are signed with it.
@Suite struct PromptVersionTests {
    /// FNV-1a over all that a version stands for. Who changes a prompt or a schema raises `Prompts.version`, renames the
    /// files, and adds a line here.
    private static let fingerprints = ["v1": "22408997e27b13c1", "v2": "9de2a14a2fb0b63b"]

    @Test("A version has one set of prompts and schemas") func version() async throws {
        let short = Answers.keywords.replacing(
            #""time":["morning","spring"]"#, with: #""time":["morning"]"#)
        let model = ScriptedModel(texts: [
            Answers.idea, short, #"{"time":["morning","spring"]}"#, Answers.choice,
        ])
        let workflow = try MeceneWorkflow(
            author: try LanguageModelAuthor(model, safety: SafetyRules()), safety: SafetyRules())
        _ = try await workflow.run(try .test())
        #expect(model.requests.count == 4, "idea, keywords, more keywords, choice")
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        for request in model.requests {
            add(request.system.utf8)
            for message in request.messages { add("\(message.role.rawValue): \(message.text)".utf8) }
            let schema = try #require(request.schema)
            add(schema.name.utf8)
            add(schema.description.utf8)
            add(try JSONText.text(of: schema.schema).utf8)
            add("\(request.maximumTokens)".utf8)
        }
        #expect(Self.fingerprints[Prompts.version] == String(hash, radix: 16))
    }
}
