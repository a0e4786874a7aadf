import Foundation
import PortraitDomain
import Synchronization
import Testing

@testable import NarcisCLI

/// Makes ideas that name their words and seed; what it is asked for is kept.
private final class FakeIdeaComposer: IdeaComposer, WordChecker {
    let requests = Mutex<[IdeaRequest]>([])
    let refusal: String?
    static let vocabulary = VocabularyDocument(styles: [.init(name: "ink", words: ["ink wash"])], closed: true)

    init(refusal: String? = nil) {
        self.refusal = refusal
    }

    func ideas(for request: IdeaRequest) async throws(PortraitError) -> [ComposedIdea] {
        requests.withLock { $0.append(request) }
        if let refusal { throw .invalidRequest([RequestProblem(field: "words", message: refusal)]) }
        return (0..<request.count).map { index in
            let seed = PortraitRequest.seed(request.seed, forImage: index)
            let idea = PortraitIdea(
                words: request.words, seed: seed, title: "Idea Number \(seed)",
                text: "Idea \(seed) of \(request.words).",
                keywords: [KeywordGroup(category: "colors", words: ["teal", "rust"])], chosen: ["teal"],
                prompt: "teal, rust, \(seed)", source: "fake 1")
            return ComposedIdea(
                idea: idea, prompt: "portrait of a person img, \(idea.prompt)",
                trace: ["1. generateIdea  0.1 ms  → end"], diagram: "flowchart TD \(seed)\n")
        }
    }

    func refusal(ofPrompt text: String) -> String? { text.contains("indecent") ? "it is indecent" : nil }

    let closings = Mutex(0)

    func close() async { closings.withLock { $0 += 1 } }

    var services: CommandDependencies { services(with: FakeGenerator()) }

    func services(with generator: FakeGenerator) -> CommandDependencies {
        var mini = ModelSummary(
            name: "narcis-mini", path: "/models/narcis-mini", parameters: 1, bytes: 4,
            nativeSize: ImageSize(width: 8, height: 8), isDefault: true)
        mini.vocabulary = Self.vocabulary
        var imported = mini
        imported.name = "mine"
        var services = CommandDependencies.fake(
            generator: generator, catalogue: FakeCatalogue(summaries: [mini, imported]))
        services.words = { (self, self) }
        return services
    }
}

@Suite("narcis idea, and ideas for narcis portrait")
struct IdeaCommandTests {
    @Test("three ideas are printed with seed, keywords and prompt; nothing else is said")
    func plain() async {
        let result = await run(["idea", "corporate confidence"], FakeIdeaComposer().services)
        #expect(result.code == 0 && result.error.isEmpty)
        let first = """
            seed 0  “Idea Number 0”
              Idea 0 of corporate confidence.
              colors: teal, rust
              prompt: portrait of a person img, teal, rust, 0


            """
        #expect(result.output.hasPrefix(first), "\(result.output)")
        #expect(result.output.contains("seed 1  ") && result.output.contains("seed 2  "))
        #expect(!result.output.contains("seed 3  "))
    }

    @Test("words need no quotes; count, seed and model reach the composer")
    func options() async {
        let composer = FakeIdeaComposer()
        let result = await run(
            [
                "idea", "corporate", "confidence", "--count", "2", "--seed", "4294967295",
                "--model", "narcis-mini", "--checkpoint", "kept",
            ],
            composer.services)
        #expect(result.code == 0, "\(result.error)")
        let request = composer.requests.withLock { $0.first }
        #expect(request?.words == "corporate confidence" && request?.count == 2)
        #expect(request?.seed == 4_294_967_295 && request?.vocabulary == FakeIdeaComposer.vocabulary)
        #expect(request?.checkpoints == "kept" && composer.closings.withLock { $0 } == 1)
        #expect(
            result.output.contains("seed 4294967295  ") && result.output.contains("seed 0  "))
    }

    @Test("--json is a list of whole ideas and nothing else")
    func json() async throws {
        let result = await run(
            ["idea", "quiet storm", "--count", "2", "--seed", "7", "--json"], FakeIdeaComposer().services)
        #expect(result.code == 0 && result.error.isEmpty)
        let ideas = try JSONDecoder().decode([IdeaDocument].self, from: Data(result.output.utf8))
        #expect(ideas.map(\.seed) == [7, 8])
        #expect(
            ideas[0].prompt == "portrait of a person img, teal, rust, 7" && ideas[0].source == "fake 1")
        #expect(
            ideas[0].title == "Idea Number 7" && ideas[0].phrases == ["teal", "rust", "7"]
                && ideas[0].idea == "Idea 7 of quiet storm.")
    }

    @Test("a model that was imported under another name keeps its vocabulary")
    func importedModel() async {
        let composer = FakeIdeaComposer()
        #expect(await run(["idea", "quiet storm", "--model", "mine"], composer.services).code == 0)
        #expect(composer.requests.withLock { $0.first }?.vocabulary == FakeIdeaComposer.vocabulary)
    }

    @Test("a model that is not here is refused by name")
    func unknownModel() async {
        let composer = FakeIdeaComposer()
        let result = await run(["idea", "quiet storm", "--model", "nosuch"], composer.services)
        #expect(result.code == 1 && result.output.isEmpty)
        #expect(
            result.error.contains("there is no model “nosuch”; there are ")
                && result.error.contains("narcis-mini"))
        #expect(composer.requests.withLock { $0.isEmpty })
    }

    @Test("--diagram draws each idea's way on standard error")
    func diagram() async {
        let result = await run(
            ["idea", "quiet storm", "--diagram", "--count", "2"], FakeIdeaComposer().services)
        #expect(result.code == 0)
        #expect(result.error.contains("flowchart TD 0") && result.error.contains("flowchart TD 1"))
        #expect(!result.output.contains("flowchart"))
    }

    @Test("--trace says on standard error how an idea came to be")
    func trace() async {
        let result = await run(["idea", "quiet storm", "--trace", "--count", "1"], FakeIdeaComposer().services)
        #expect(result.code == 0)
        #expect(result.error.contains("1. generateIdea  0.1 ms  → end"))
        #expect(!result.output.contains("generateIdea"))
    }

    @Test("refused words end with 1 and one line")
    func refused() async {
        let composer = FakeIdeaComposer(refusal: "cannot be used: “naked” is sexual")
        let result = await run(["idea", "naked truth"], composer.services)
        #expect(composer.closings.withLock { $0 } == 1)
        #expect(result.code == 1 && result.output.isEmpty)
        #expect(result.error.contains("“naked” is sexual"))
    }

    @Test("a program without a composer says so")
    func missing() async {
        let result = await run(["idea", "quiet storm"])
        #expect(result.code == 1 && result.error.contains("built without what makes ideas"))
    }

    @Test("a few words become an idea with the picture's seed, which the request carries")
    func portrait() async throws {
        try await withFolder { folder async throws in
            let (composer, generator) = (FakeIdeaComposer(), FakeGenerator())
            let result = await run(
                [
                    "portrait", folder.path("me.png"), "quiet storm", "--seed", "5", "--style", "oil", "-o",
                    folder.path("a.png"),
                ],
                composer.services(with: generator))
            #expect(result.code == 0, "\(result.error)")
            #expect(result.error.contains("idea: Idea 5 of quiet storm.\n"))
            let asked = try #require(composer.requests.withLock { $0.first })
            #expect(asked.words == "quiet storm" && asked.seed == 5 && asked.vocabulary == nil && asked.leavesOutStyle)
            let request = try #require(generator.requests.withLock { $0.first })
            #expect(request.seed == 5)
            guard case .idea(let idea) = request.prompt else {
                Issue.record("the prompt is \(request.prompt)")
                return
            }
            #expect(idea.text == "Idea 5 of quiet storm." && idea.seed == 5)
        }
    }

    @Test(
        "whole prompts, and a few words with --no-mecene, are taken as they are",
        arguments: [
            ["a woman in a red scarf, oil painting"], ["one two three four five"], ["quiet storm", "--no-mecene"],
        ])
    func asTheyAre(arguments: [String]) async throws {
        try await withFolder { folder async throws in
            let (composer, generator) = (FakeIdeaComposer(), FakeGenerator())
            let result = await run(
                ["portrait", folder.path("me.png")] + arguments + ["-o", folder.path("a.png")],
                composer.services(with: generator))
            #expect(result.code == 0, "\(result.error)")
            #expect(composer.requests.withLock { $0.isEmpty })
            #expect(generator.requests.withLock { $0.first?.prompt } == .words(arguments[0]))
        }
    }

    @Test(
        "words are refused whichever way they come", arguments: [[], ["--no-mecene"]],
        ["indecent joy", "an indecent joy, oil, with much light"])
    func indecent(options: [String], words: String) async throws {
        try await withFolder { folder async throws in
            let arguments = ["portrait", folder.path("me.png"), words, "-o", folder.path("a.png")] + options
            let generator = FakeGenerator()
            let result = await run(arguments, FakeIdeaComposer().services(with: generator))
            #expect(result.code == 1 && generator.requests.withLock { $0.isEmpty })
            #expect(result.error == "error: words cannot be used: it is indecent\n")
            #expect(!FileManager.default.fileExists(atPath: folder.path("a.png")))
        }
    }
}
