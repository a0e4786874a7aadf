import LanguageModels
import Mecene
import Synchronization
import WordSafety
import Workflow

/// Answers with the texts of a script, then fails; remembers what it was asked.
final class ScriptedModel: LanguageModel {
    let name = "scripted:model"
    private let state: Mutex<(answers: [Result<String, LanguageModelError>], requests: [CompletionRequest])>

    init(_ answers: [Result<String, LanguageModelError>]) {
        state = Mutex((answers, []))
    }

    convenience init(texts: [String]) {
        self.init(texts.map { .success($0) })
    }

    var requests: [CompletionRequest] { state.withLock { $0.requests } }

    func complete(_ request: CompletionRequest) async throws(LanguageModelError) -> Completion {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answers.isEmpty ? .failure(.unreachable("the script is over")) : state.answers.removeFirst()
        }
        return Completion(
            text: try answer.get(), model: "model", stop: .finished, usage: TokenUsage(input: 3, output: 2))
    }
}

/// Writes the same good idea for every input.
struct PlainAuthor: MeceneAuthor {
    let name = "plain"

    func generateIdea(_ input: MeceneInput, _ context: NodeContext) async throws -> Idea {
        Idea(
            text: Array(repeating: "The sitter stands in calm light near a tall window.", count: 5).joined(
                separator: " "))
    }

    func generateMetaKeywords(
        _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) async throws -> MetaKeywords {
        MetaKeywords(
            Dictionary(
                uniqueKeysWithValues: KeywordCategory.allCases.map {
                    ($0, ["\($0.rawValue) one", "\($0.rawValue) two"])
                }))
    }

    func chooseKeywords(
        _ meta: MetaKeywords, _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) async throws -> ChosenKeywords {
        ChosenKeywords(words: Array(meta.all.prefix(ChosenKeywords.count)))
    }
}

extension MeceneInput {
    static func test(_ words: String = "corporate confidence", seed: UInt64 = 7) throws -> MeceneInput {
        try MeceneInput(words: words, seed: seed, rules: SafetyRules())
    }
}
