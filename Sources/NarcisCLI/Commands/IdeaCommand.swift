import ArgumentParser
import Foundation
import PortraitDomain

struct IdeaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idea", abstract: "Make ideas for a portrait from a few words.",
        usage: "narcis idea \"two words\" [options]")

    @Argument(help: "A few words, in quotes or not.")
    var words: [String]

    @Option(name: .shortAndLong, help: "Ideas to make, 1 to 64.")
    var count = 3

    @Option(help: "Seed of the first idea, 0 to 4294967295; the others count up from it.")
    var seed: UInt64 = 0

    @Option(help: "Name of the model that the prompt is for; its own words are preferred.")
    var model: String?

    @Flag(help: "Print the ideas as JSON.")
    var json = false

    @Flag(help: "Print a trace of each idea on standard error.")
    var trace = false

    @Flag(
        help: "Print each idea's workflow as a Mermaid flow chart on standard error.")
    var diagram = false

    @Option(
        name: .customLong("checkpoint"),
        help: ArgumentHelp(
            "Save every finished step in this folder, to resume the same words and seed after an interruption.",
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
        let services = try CommandDependencies.require()
        if let model { request.vocabulary = try await vocabulary(of: model, in: services) }
        let ideas = try await services.withWords { words in
            guard let composer = words.composer else {
                throw PortraitError.engine("this program was built without what makes ideas")
            }
            return try await composer.ideas(for: request)
        }
        if trace { ideas.flatMap(\.trace).forEach(Console.note) }
        if diagram { ideas.map(\.diagram).forEach(Terminal.current.error) }
        guard !json else { return try Console.printJSON(ideas.map(IdeaDocument.init)) }
        for idea in ideas { IdeaDocument(idea).print(idea.idea.keywords) }
    }

    /// A misspelt name must be reported: otherwise the prompt would be written for any model.
    private func vocabulary(of model: String, in services: CommandDependencies) async throws -> VocabularyDocument? {
        let models = try await services.catalogue().models()
        if let found = models.first(where: { $0.name == model }) { return found.vocabulary }
        let names = models.map(\.name)
        let known =
            names.isEmpty ? "there is none here" : "there are \(names.sorted().joined(separator: ", "))"
        throw PortraitError.notFound("there is no model “\(model)”; \(known)")
    }
}

extension IdeaDocument {
    /// Prints keywords in the order of their categories, which a JSON object does not keep.
    fileprivate func print(_ groups: [KeywordGroup]) {
        Console.print("seed \(seed)  “\(title)”\n  \(idea)")
        for group in groups { Console.print("  \(group.category): \(group.words.joined(separator: ", "))") }
        Console.print("  prompt: \(prompt)\n")
    }
}
