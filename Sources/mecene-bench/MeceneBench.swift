import Foundation
import Mecene
import MeceneAuthors
import MeceneComposer
import PortraitDomain
import Support
import Workflow

/// Prints how long the composer takes and what the process keeps in memory.
@main
struct MeceneBench {
    static func main() async throws {
        let composer = try EmbeddedComposer(wordNet: WordNet())
        let author = composer.author
        var rules = composer.prompt
        if CommandLine.arguments.contains("mini") {
            let file = try Data(contentsOf: URL(fileURLWithPath: "Models/narcis-mini/vocabulary.json"))
            rules.vocabulary = ModelVocabulary(try VocabularyDocument(json: Array(file)))
        }
        let workflow = try MeceneWorkflow(author: author, prompt: rules, safety: composer.safety)
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.isEmpty { try await measure(workflow, author) }
        for words in arguments where words != "mini" {
            for seed in 0..<2 as Range<UInt64> {
                do {
                    let result = try await workflow.run(
                        MeceneInput(words: words, seed: seed, rules: author.safetyRules))
                    print(
                        "— \(words) “\(result.idea.title ?? "")” \(result.trace.entries[0].notes)\n\(result.idea.text)")
                    for group in result.idea.keywords {
                        print("   \(group.category): \(group.words.joined(separator: ", "))")
                    }
                    print("   => \(result.prompt.text)\n")
                } catch { print("— \(words): \(error)") }
            }
        }
    }

    static func measure(_ workflow: MeceneWorkflow, _ author: ComposerAuthor) async throws {
        let adjectives = [
            "lonely", "velvet", "quantum", "burnt", "corporate", "melancholy", "golden", "broken", "silent", "electric",
        ]
        let nouns = [
            "robot", "ocean", "grandmother", "season", "thunder", "sugar", "garden", "engine", "memory", "tiger",
        ]
        var times: [Duration] = []
        for round in 0..<10 {
            for adjective in adjectives {
                for noun in nouns {
                    let input = try MeceneInput(
                        words: "\(adjective) \(noun)", seed: UInt64(round), rules: author.safetyRules)
                    let begin = ContinuousClock.now
                    _ = try await workflow.run(input)
                    times.append(ContinuousClock.now - begin)
                }
            }
        }
        times.sort()
        func milliseconds(_ share: Double) -> String {
            let time = times[min(Int(Double(times.count) * share), times.count - 1)]
            return String(format: "%.2f ms", time.milliseconds)
        }
        print("\(times.count) ideas: p50 \(milliseconds(0.5)), p99 \(milliseconds(0.99)), longest \(milliseconds(1))")
        if let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) {
            for line in status.split(separator: "\n")
            where line.hasPrefix("VmRSS") || line.hasPrefix("VmHWM") || line.hasPrefix("Rss") {
                print(line)
            }
        }
    }
}
