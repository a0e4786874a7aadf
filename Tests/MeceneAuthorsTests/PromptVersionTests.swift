import JSON
import LanguageModels
import LanguageModelsTestSupport
import Mecene
import MeceneAuthors
import Support
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
        var whole = ""
        for request in model.requests {
            whole += request.system
            for message in request.messages { whole += "\(message.role.rawValue): \(message.text)" }
            let schema = try #require(request.schema)
            whole +=
                schema.name + schema.description + (try JSONText.text(of: schema.schema)) + "\(request.maximumTokens)"
        }
        #expect(Self.fingerprints[Prompts.version] == String(whole.utf8.fnv1a, radix: 16))
    }
}
