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

    @Option(help: "Seed of the first idea, 0 to 4294967295; the others count on from it.")
    var seed: UInt64 = 0

    @Option(help: "Name of the model that the prompt is for; its own words are preferred.")
    var model: String?

    @Flag(help: "Print the ideas as JSON.")
    var json = false

    @Flag(help: "Print how each idea came to be, on standard error.")
    var trace = false

    @Flag(
        help: "Print each idea's way through the workflow as a Mermaid flow chart, on standard error.")
    var diagram = false

    @Option(
        name: .customLong("checkpoint"),
        help: ArgumentHelp(
            "Keep every finished step in this folder; the same words and seed go on there after an interruption.",
            valueName: "folder"))
    var checkpoints: String?

    func run() async throws {
        guard seed <= UInt32.max else {
            throw PortraitError.invalidRequest([
                RequestProblem(field: "seed", message: "is \(seed); it must be 0 to \(UInt32.max)")
            ])
        }
        var request = IdeaRequest(words: words.joined(separator: " "), seed: seed)
        request.count = count
        request.checkpoints = checkpoints
        let services = try Services.require()
        if let model { request.model = try await publishedName(of: model, in: services) }
        let result = try await services.withIdeaComposer { composer in
            guard let composer else {
                throw PortraitError.engine("this program was built without what makes ideas")
            }
            return try await composer.ideas(for: request)
        }
        if trace { result.trace.forEach(Console.note) }
        if diagram { result.diagrams.forEach(Terminal.current.error) }
        let ideas = zip(result.ideas, result.prompts).map(PrintedIdea.init)
        try json ? Console.printJSON(ideas) : ideas.forEach { $0.print() }
    }

    /// The prompt would be written for any model otherwise, and nobody would notice a misspelt name.
    private func publishedName(of model: String, in services: Services) async throws -> String {
        let models = try await services.catalogue().models()
        if let found = models.first(where: { $0.name == model }) { return found.publishedName }
        let names = models.map(\.name)
        let known =
            names.isEmpty ? "there is none here" : "there are \(names.sorted().joined(separator: ", "))"
        throw PortraitError.notFound("there is no model “\(model)”; \(known)")
    }
}

/// An idea with its whole prompt, in the service's words.
private struct PrintedIdea: Encodable {
    let words: String
    let seed: UInt64
    let text: String
    let keywords: [KeywordGroup]
    let chosen: [String]
    /// With class word and trigger word.
    let prompt: String
    /// The prompt's phrases without the person's own.
    let phrases: [String]
    let source: String

    init(_ idea: PortraitIdea, prompt: String) {
        words = idea.words
        seed = idea.seed
        text = idea.text
        keywords = idea.keywords
        chosen = idea.chosen
        self.prompt = prompt
        phrases = idea.prompt.split(separator: ", ").map(String.init)
        source = idea.source
    }

    func print() {
        Console.print("seed \(seed)  \(text)")
        for group in keywords {
            Console.print("  \(group.category): \(group.words.joined(separator: ", "))")
        }
        Console.print("  prompt: \(prompt)\n")
    }
}
