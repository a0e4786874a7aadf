import Configuration
import Foundation
import LanguageModelsTestSupport
import Mecene
import MeceneAuthors
import MeceneComposer
import PortraitDomain
import ServiceKit
import TestSupport
import Testing
import WordSafety

/// Ideas for a command, by the language model that the environment names.
@Suite(.timeLimit(.minutes(20))) struct ConfiguredComposerTests {
    private func composer(_ values: [String: String]) throws -> MeceneIdeaComposer {
        let provider = EnvironmentVariablesProvider(
            environmentVariables: values, secretsSpecifier: .none)
        return try MeceneSetup(SettingsReader(ConfigReader(provider: provider))).ideaComposer()
    }

    private func composer(_ server: ScriptedServer) throws -> MeceneIdeaComposer {
        try composer([
            "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m", "MECENE_MODEL_URL": server.base,
        ])
    }

    private func answers(_ texts: String...) -> [ScriptedAnswer] {
        texts.map { .status(200, RecordedAnswers.openAI($0)) }
    }

    private let request = IdeaRequest(words: "corporate confidence", seed: 7)

    @Test("Without settings the composer works alone") func noSettings() async throws {
        let result = try await composer([:]).ideas(for: request)
        #expect(result.map(\.idea.source) == ["composer \(ComposerAuthor.version)"])
    }

    @Test("Wrong settings are reported") func wrongSettings() {
        #expect(throws: SettingsProblems.self) { _ = try composer(["MECENE_MODEL_PROVIDER": "openai"]) }
    }

    @Test("The model writes and the whole prompt is returned") func model() async throws {
        try await ScriptedServer.run(answers(Answers.idea, Answers.keywords, Answers.choice)) {
            server in
            let composer = try composer(server)
            let result = try? await composer.ideas(for: request)
            await composer.close()
            let idea = try #require(result?.first)
            #expect(idea.idea.title == "A City of Glass")
            #expect(idea.idea.source == "openai:m (prompts v2)")
            #expect(idea.prompt == "portrait of a person img, \(idea.idea.prompt)")
            #expect(
                idea.diagram.contains("n_generateIdea ==>|chosen| n_generateMetaKeywords"))
        }
    }

    /// Two answers have come when the command is interrupted. Run again, it asks for the third alone.
    @Test("An interrupted run continues") func interruptedRun() async throws {
        try await withTemporaryFolder { parent async throws in
            let folder = parent.appending(path: "new")
            var request = request
            request.checkpoints = folder.path
            try await ScriptedServer.run(answers(Answers.idea, Answers.keywords) + [.hang]) {
                [request] server in
                let composer = try composer(server)
                let task = Task { try await composer.ideas(for: request) }
                while server.requests.count < 3 { try await Task.sleep(for: .milliseconds(5)) }
                task.cancel()
                await #expect(throws: PortraitError.cancelled) { _ = try await task.value }
                await composer.close()
            }
            try await ScriptedServer.run(answers(Answers.choice)) { server in
                let composer = try composer(server)
                let result = try? await composer.ideas(for: request)
                await composer.close()
                #expect(server.requests.count == 1)
                #expect(result?.first?.idea.text.hasPrefix("The sitter wears a dark coat") == true)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }
}
