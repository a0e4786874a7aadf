internal import ArgumentParser
internal import Foundation
internal import PortraitDomain

struct IdeaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idea", abstract: "Make ideas for a portrait from a few words.",
        usage: "narcis idea \"two words\" [options]")

    @Argument(help: "A few words, in quotes or not.")
    var words: [String]

    @Option(name: .shortAndLong, help: "Ideas to make, 1 to 64.")
    var count = 3

    @Option(help: "Seed of the first idea; the others count on from it.")
    var seed: UInt64 = 0

    @Option(help: "Name of the model that the prompt is for; its own words are preferred.")
    var model: String?

    @Flag(help: "Print the ideas as JSON.")
    var json = false

    @Flag(help: "Print how each idea came to be, on standard error.")
    var trace = false

    func run() async throws {
        var request = IdeaRequest(words: words.joined(separator: " "), seed: seed)
        request.count = count
        request.model = model
        guard let makeComposer = try Services.require().ideaComposer else {
            throw PortraitError.engine("this program was built without what makes ideas")
        }
        let result = try await makeComposer().ideas(for: request)
        if trace { result.trace.forEach(Console.note) }
        try json ? printJSON(result.ideas) : result.ideas.forEach(printIdea)
    }

    private func printIdea(_ idea: PortraitIdea) {
        Console.print("seed \(idea.seed)  \(idea.text)")
        for group in idea.keywords {
            Console.print("  \(group.category): \(group.words.joined(separator: ", "))")
        }
        Console.print("  prompt: \(idea.prompt)\n")
    }

    private func printJSON(_ ideas: [PortraitIdea]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Console.print(String(decoding: try encoder.encode(ideas), as: UTF8.self))
    }
}
