import JSON
import LanguageModels
import LanguageModelsTestSupport
import Mecene
import MeceneAuthors
import PortraitDomain
import Support
import TestSupport
import Testing
import WordSafety
import Workflow

@Suite struct LanguageModelAuthorTests {
    private func run(
        _ model: ScriptedModel, fallback: (any MeceneAuthor)? = nil
    ) async throws -> MeceneResult {
        let workflow = try MeceneWorkflow(
            author: try LanguageModelAuthor(model, safety: SafetyRules()), fallback: fallback,
            safety: SafetyRules(),
            retry: .answers)
        return try await workflow.run(try .test())
    }

    private func notes(_ result: MeceneResult) -> [String] {
        result.trace.entries.flatMap(\.notes).filter { $0.hasPrefix("repaired") }
    }

    @Test("Three good answers make an idea") func goodAnswers() async throws {
        let model = ScriptedModel(texts: [Answers.idea, Answers.keywords, Answers.choice])
        let result = try await run(model)
        #expect(result.idea.text.hasPrefix("The sitter wears a dark coat"))
        #expect(result.idea.chosen.count == 15)
        #expect(result.idea.source == "scripted:model (prompts v2)")
        #expect(result.repairs.isEmpty && notes(result).isEmpty)
        let requests = model.requests
        #expect(requests.count == 3)
        #expect(requests[0].messages.last?.text == "Words: corporate confidence")
        #expect(requests[1].messages.last?.text.contains(result.idea.text) == true)
        #expect(requests[2].messages.last?.text.contains("ambition, resolve, blue") == true)
        #expect(requests.allSatisfy { $0.schema != nil && $0.seed == 7 })
    }

    @Test("Only given keywords can be chosen") func choice() async throws {
        let model = ScriptedModel(texts: [Answers.idea, Answers.keywords, Answers.choice])
        _ = try await run(model)
        let items = model.requests[2].schema?.schema["properties"]?["chosen"]?["items"]
        guard case .array(let allowed)? = items?["enum"] else {
            Issue.record("no list of choices in \(String(describing: items))")
            return
        }
        #expect(allowed.count == 16 && allowed.first == "ambition" && allowed.last == "tall window")
    }

    @Test("Text around the JSON is removed and counted") func surroundings() async throws {
        let model = ScriptedModel(texts: [
            "```json\n\(Answers.idea)\n```", "Here are the keywords:\n\(Answers.keywords)\nI hope this helps!",
            Answers.choice.replacing("]}", with: ",]}"),
        ])
        let result = try await run(model)
        #expect(
            notes(result) == [
                "repaired: removed a code fence", "repaired: removed text before the JSON object",
                "repaired: removed text after the JSON object",
            ])
        #expect(model.requests.count == 3)
    }

    @Test("An answer that was cut off is closed if enough is there") func cutOff() async throws {
        let cut = String(Answers.choice.dropLast(12))
        let model = ScriptedModel(texts: [Answers.idea, Answers.keywords, cut])
        let result = try await run(model)
        #expect(notes(result).contains("repaired: closed the JSON object"))
        #expect(result.idea.chosen.count == 15)
    }

    @Test(
        "A broken answer is asked for again with the reason",
        arguments: ["I cannot do that.", "{}", #"{"sitter": 5}"#, #"{"sitter":"Short."#, ""])
    func repeated(answer: String) async throws {
        let model = ScriptedModel(texts: [answer, Answers.idea, Answers.keywords, Answers.choice])
        let result = try await run(model)
        #expect(model.requests.count == 4)
        let second = try #require(model.requests[1].messages.last)
        #expect(second.text.contains("An earlier answer was not accepted: the "))
        #expect(model.requests[1].seed != model.requests[0].seed)
        #expect(model.requests[1].temperature > model.requests[0].temperature)
        #expect(result.trace.entries.first?.attempts == 2)
    }

    @Test("Only short categories are asked for again") func shortCategories() async throws {
        let repeated = Answers.keywords.replacing(
            #""emotions":["calm","pride"]"#, with: #""emotions":["calm","resolve"]"#
        )
        .replacing(#""time":["morning","spring"]"#, with: #""time":["calm","blue","spring"]"#)
        let model = ScriptedModel(texts: [
            Answers.idea, repeated, #"{"emotions":["calm","pride"],"time":["morning"]}"#, Answers.choice,
        ])
        let result = try await run(model)
        #expect(model.requests.count == 4)
        #expect(model.requests[2].messages.last?.text.hasSuffix("Categories: emotions, time") == true)
        #expect(model.requests[2].schema?.schema["properties"]?["themes"] == nil)
        #expect(notes(result) == ["repaired: asked again for emotions, time"])
        let groups = Dictionary(uniqueKeysWithValues: result.idea.keywords.map { ($0.category, $0.words) })
        #expect(groups["emotions"] == ["calm", "pride"] && groups["time"] == ["spring", "morning"])
    }

    @Test("An idea that is too short is asked for again") func shortIdea() async throws {
        let short = #"{"sitter":"A sitter.","place":"A room.","light":"Grey.","mood":"Calm."}"#
        let model = ScriptedModel(texts: [short, Answers.idea, Answers.keywords, Answers.choice])
        _ = try await run(model)
        #expect(model.requests[1].messages.last?.text.contains("write 40 to 60") == true)
    }

    @Test("The fallback takes over after the last attempt") func fallback() async throws {
        let model = ScriptedModel(texts: ["no", "no", "no", "no"])
        let result = try await run(model, fallback: PlainAuthor())
        #expect(model.requests.count == 3)
        #expect(result.idea.source == "plain")
    }

    @Test("The fallback takes over at once from a failing endpoint") func failingEndpoint() async throws {
        let model = ScriptedModel([.failure(.overloaded(status: 529, retryAfter: nil))])
        let result = try await run(model, fallback: PlainAuthor())
        #expect(model.requests.count == 1)
        #expect(result.idea.source == "plain")
    }

    @Test("Without a fallback the reason is reported") func noFallback() async throws {
        let model = ScriptedModel(texts: ["no", "no", "no"])
        let error = await #expect(throws: MeceneError.self) { _ = try await run(model) }
        #expect(error?.description.contains("the answer has no JSON object") == true)
    }

    /// Whatever a model says, what comes out is checked: by the model or else by the fallback.
    @Test("Broken answers of every kind are rejected") func brokenAnswers() async throws {
        var random = SeededRandom(seed: 11)
        let good = [Answers.idea, Answers.keywords, Answers.choice]
        for _ in 0..<300 {
            let texts = (0..<9).map { _ -> String in
                var characters = Array(good.randomElement(using: &random) ?? "")
                for _ in 0..<Int.random(in: 0...6, using: &random) where !characters.isEmpty {
                    let index = characters.indices.randomElement(using: &random) ?? 0
                    switch Int.random(in: 0...2, using: &random) {
                    case 0: characters.remove(at: index)
                    case 1: characters[index] = "\"{}[],:x".randomElement(using: &random) ?? "x"
                    default: characters.removeSubrange(index...)
                    }
                }
                return String(characters)
            }
            let result = try await run(ScriptedModel(texts: texts), fallback: PlainAuthor())
            #expect(Idea(text: result.idea.text).problems(SafetyRules()).isEmpty)
            #expect(result.idea.chosen.count == 15 && result.idea.keywords.count == 8)
        }
    }
}
