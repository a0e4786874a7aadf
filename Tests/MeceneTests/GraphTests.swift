import Foundation
import Mecene
import PortraitDomain
import Synchronization
import TestSupport
import Testing
import WordSafety
import Workflow

/// Returns what it was given, one answer after the other, and keeps what each attempt was told.
private final class ScriptedAuthor: MeceneAuthor {
    enum Answer {
        case idea(String, title: String? = nil)
        case keywords(MetaKeywords)
        case chosen([String])
        case rejected(String)
        case failure(String)
        case refusal
    }

    struct Trouble: Error, CustomStringConvertible { let description: String }

    let name: String
    private let answers: Mutex<[Answer]>
    private let told = Mutex<[String?]>([])

    var reasons: [String?] { told.withLock { $0 } }

    init(_ name: String, _ answers: [Answer]) {
        self.name = name
        self.answers = Mutex(answers)
    }

    private func next(_ context: NodeContext) throws -> Answer {
        told.withLock { $0.append(context.previousFailure) }
        let answer = answers.withLock { $0.isEmpty ? .rejected("no answer is left") : $0.removeFirst() }
        switch answer {
        case .rejected(let reason): throw RejectedAnswer(problems: [reason])
        case .failure(let reason): throw Trouble(description: reason)
        case .refusal: throw MeceneError.refused(Refusal(kind: .minor, words: "teen"))
        default: return answer
        }
    }

    func generateIdea(_ input: MeceneInput, _ context: NodeContext) throws -> Idea {
        guard case .idea(let text, let title) = try next(context) else {
            throw Trouble(description: "another stage's answer")
        }
        return Idea(text: text, title: title.map(Title.init))
    }

    func generateMetaKeywords(_ idea: Idea, _ input: MeceneInput, _ context: NodeContext) throws -> MetaKeywords {
        guard case .keywords(let meta) = try next(context) else { throw Trouble(description: "another stage's answer") }
        return meta
    }

    func chooseKeywords(
        _ meta: MetaKeywords, _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) throws -> ChosenKeywords {
        guard case .chosen(let words) = try next(context) else { throw Trouble(description: "another stage's answer") }
        return ChosenKeywords(words: words)
    }
}

@Suite struct MeceneGraphTests {
    private let safety = SafetyRules()
    private static let text =
        "A quiet ink portrait shows the sitter beside tall windows, where "
        + Array(repeating: "pale morning light", count: 10).joined(separator: " and ") + "."
    private static let meta: MetaKeywords = {
        var meta = MetaKeywords([:])
        for category in KeywordCategory.allCases {
            meta[category] = ["\(category.rawValue) alpha", "\(category.rawValue) beta"]
        }
        return meta
    }()
    private static let good: [ScriptedAuthor.Answer] = [
        .idea(text), .keywords(meta), .chosen(Array(meta.all.prefix(15))),
    ]

    private func run(
        _ author: ScriptedAuthor, fallback: ScriptedAuthor? = nil
    ) async throws(MeceneError) -> MeceneResult {
        let workflow = try MeceneWorkflow(
            author: author, fallback: fallback, safety: safety, retry: .answers)
        return try await workflow.run(MeceneInput(words: "blue hour", seed: 1, rules: safety))
    }

    @Test("Good answers take the straight path") func straight() async throws {
        let result = try await run(ScriptedAuthor("model", Self.good))
        #expect(
            result.trace.entries.map(\.node) == [
                .generateIdea, .generateMetaKeywords, .chooseKeywords, .composePrompt,
            ])
        #expect(result.repairs.isEmpty)
        #expect(result.idea.source == "model")
        #expect(result.idea.words == "blue hour" && result.idea.seed == 1)
    }

    @Test("Answers with small faults are repaired") func repairs() async throws {
        var loud = Self.meta
        loud[.colors] = ["Colors Alpha!", "colors beta", "colors betas", ""]
        let answers: [ScriptedAuthor.Answer] = [
            .idea("**Idea:** " + Self.text.dropLast()), .keywords(loud),
            .chosen(["Themes alpha", "nonsense"] + Self.meta.all.prefix(8)),
        ]
        let result = try await run(ScriptedAuthor("model", answers))
        #expect(
            result.trace.entries.map(\.node) == [
                .generateIdea, .repairIdea, .generateMetaKeywords, .repairMetaKeywords, .chooseKeywords,
                .repairKeywords,
                .composePrompt,
            ])
        #expect(result.idea.text == Self.text)
        #expect(result.idea.keywords[1].words == ["colors alpha", "colors beta"])
        #expect(result.idea.chosen.count == 15 && !result.idea.chosen.contains("nonsense"))
        #expect(result.repairs.contains { $0.contains("nonsense") })
    }

    /// A title that cannot be used is no reason to ask for the whole idea again.
    @Test("A title is repaired or replaced") func title() async throws {
        for (written, given) in [("the glass room", "The Glass Room"), ("Blue hour", "Blue Hour"), (nil, "Blue Hour")] {
            let first = ScriptedAuthor.Answer.idea(Self.text, title: written)
            let result = try await run(ScriptedAuthor("model", [first] + Self.good.dropFirst()))
            #expect(result.idea.title == given && result.trace.retries == 0)
            #expect(result.repairs.isEmpty == (written == nil), "\(result.repairs)")
        }
    }

    @Test("A rejected answer is asked for again with the reason") func rejected() async throws {
        let author = ScriptedAuthor("model", [.idea("Too short."), .rejected("not JSON")] + Self.good)
        let result = try await run(author)
        let reasons = author.reasons
        #expect(reasons[0] == nil)
        #expect(reasons[1]?.contains("the idea has 2 words; write 40 to 60") == true)
        #expect(reasons[2] == "not JSON")
        #expect(result.trace.retries == 2)
    }

    @Test("The fallback takes over and stays") func fallback() async throws {
        let author = ScriptedAuthor("model", [Self.good[0]])
        let fallback = ScriptedAuthor("composer", Array(Self.good.dropFirst()))
        let result = try await run(author, fallback: fallback)
        #expect(
            result.trace.entries.map(\.node) == [
                .generateIdea, .generateMetaKeywords, .composeMetaKeywords, .composeKeywords, .composePrompt,
            ])
        #expect(result.idea.source == "model, composer")
        #expect(result.trace.entries[1].failures.count == 3)
    }

    @Test("A refusal is not retried") func refusal() async throws {
        let author = ScriptedAuthor("model", [.refusal])
        let error = await #expect(throws: MeceneError.self) { _ = try await run(author) }
        guard case .refused = error else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
        #expect(author.reasons.count == 1)
    }

    /// Asking again at once mends answers, not endpoints; the client has been patient already.
    @Test("Other failures are not retried") func failures() async throws {
        let author = ScriptedAuthor("model", [.failure("the endpoint is gone")])
        let result = try await run(author, fallback: ScriptedAuthor("composer", Self.good))
        #expect(author.reasons.count == 1)
        #expect(result.idea.source == "composer" && result.trace.retries == 0)
    }

    /// An author who always answers the same is asked once.
    @Test("Without a policy nothing is retried") func noPolicy() async throws {
        let author = ScriptedAuthor("composer", [.rejected("too short")])
        let workflow = try MeceneWorkflow(author: author, safety: safety)
        await #expect(throws: MeceneError.self) {
            _ = try await workflow.run(MeceneInput(words: "blue hour", seed: 1, rules: safety))
        }
        #expect(author.reasons.count == 1)
    }

    @Test("A checkpoint of other words is refused", arguments: [("red hour", 1), ("blue hour", 2)])
    func foreignCheckpoint(
        words: String, seed: UInt64
    ) async throws {
        try await withTemporaryFolder { folder async throws in
            let store = FileCheckpointStore<MeceneState>(folder: folder.appending(path: "new"))
            let input = try MeceneInput(words: "blue hour", seed: 1, rules: safety)
            let broken = try MeceneWorkflow(author: ScriptedAuthor("model", [Self.good[0]]), safety: safety)
            await #expect(throws: MeceneError.self) {
                _ = try await broken.run(input, checkpoints: store, name: "job")
            }
            let author = ScriptedAuthor("model", Self.good)
            let other = try MeceneWorkflow(author: author, safety: safety)
            let asked = try MeceneInput(words: words, seed: seed, rules: safety)
            let error = await #expect(throws: MeceneError.self) {
                _ = try await other.run(asked, checkpoints: store, name: "job")
            }
            #expect(error?.description.contains("another input") == true)
            #expect(author.reasons.isEmpty)
        }
    }

    @Test("Stored input is checked", arguments: ["", "naked truth serum nude", "a b c d e f g h i", "bell\\u0007"])
    func storedInput(words: String) throws {
        let text = #"{"words":"\#(words)","seed":1}"#
        #expect(throws: (any Error).self) {
            _ = try JSONDecoder().decode(MeceneInput.self, from: Data(text.utf8))
        }
        let good = try MeceneInput(words: "blue hour", seed: 1, rules: safety)
        #expect(try JSONDecoder().decode(MeceneInput.self, from: JSONEncoder().encode(good)) == good)
    }

    @Test("A failed run continues from its checkpoint") func checkpoint() async throws {
        try await withTemporaryFolder { folder async throws in
            let store = FileCheckpointStore<MeceneState>(folder: folder.appending(path: "new"))
            let input = try MeceneInput(words: "blue hour", seed: 1, rules: safety)
            let broken = try MeceneWorkflow(author: ScriptedAuthor("model", [Self.good[0]]), safety: safety)
            await #expect(throws: MeceneError.self) { _ = try await broken.run(input, checkpoints: store, name: "job") }
            let author = ScriptedAuthor("model", Array(Self.good.dropFirst()))
            let mended = try MeceneWorkflow(author: author, safety: safety)
            let result = try await mended.run(input, checkpoints: store, name: "job")
            #expect(result.idea.text == Self.text)
            #expect(author.reasons.count == 2)
            #expect(try store.load("job") == nil)
        }
    }

    @Test("Events carry every checked value once") func events() async throws {
        let answers: [ScriptedAuthor.Answer] = [.idea(String(Self.text.dropLast()))] + Self.good.dropFirst()
        let workflow = try MeceneWorkflow(author: ScriptedAuthor("model", answers), safety: safety)
        var seen: [String] = []
        _ = try await workflow.run(MeceneInput(words: "blue hour", seed: 1, rules: safety)) { event in
            switch event {
            case .idea(let idea): seen.append("idea \(idea.text == Self.text)")
            case .keywords: seen.append("keywords")
            case .chosen: seen.append("chosen")
            case .prompt: seen.append("prompt")
            case .started, .attemptFailed, .finished: break
            }
        }
        #expect(seen == ["idea true", "keywords", "chosen", "prompt"])
    }

    @Test("Input is checked") func input() {
        for words in ["", "  ", "1 2 3", "a b c d e f g h i", String(repeating: "x", count: 161), "a\u{7}b"] {
            #expect(throws: MeceneError.self) { _ = try MeceneInput(words: words, seed: 0, rules: safety) }
        }
    }

    @Test("Long answers are cut after a sentence") func longAnswers() {
        let sentence = "The sitter waits in a quiet room with silver light and one patient clock. "
        let repaired = Idea(text: String(repeating: sentence, count: 6)).repaired()
        #expect(repaired.value.wordCount == 56)
        #expect(repaired.value.problems(safety).isEmpty)
        #expect(repaired.repairs.contains("cut to 56 words"))
    }

    /// The composer would only write the same again.
    @Test("The embedded composer gets one attempt") func oneAttempt() async throws {
        let author = ScriptedAuthor("composer", [.idea("Too short.")] + Self.good)
        let composer = MeceneIdeaComposer(author: author, prompt: PromptRules(), safety: safety)
        await #expect(throws: PortraitError.self) {
            _ = try await composer.ideas(for: IdeaRequest(words: "blue hour", seed: 1))
        }
        #expect(author.reasons == [nil])
    }

    /// A model that knows "van gogh" as a style may be told of it; another author's names are rejected.
    @Test("Names in an idea are rejected unless they are styles of the model") func names() async throws {
        let rules = SafetyRules(knowsPerson: ["van gogh"].contains)
        let named = Self.text.replacing("tall windows", with: "van gogh swirls")
        var prompt = PromptRules()
        for (vocabulary, attempts) in [(ModelVocabulary.open, 2), (.narcisMini, 1)] {
            prompt.vocabulary = vocabulary
            let author = ScriptedAuthor(
                "model", [.idea(named)] + (attempts == 2 ? Self.good : Array(Self.good.dropFirst())))
            let workflow = try MeceneWorkflow(author: author, prompt: prompt, safety: rules, retry: .answers)
            let result = try await workflow.run(MeceneInput(words: "blue hour", seed: 1, rules: rules))
            #expect(result.trace.entries[0].failures.count == attempts - 1)
        }
    }
}
