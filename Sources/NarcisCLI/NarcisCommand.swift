package import ArgumentParser
import Foundation
import PortraitDomain

/// The command line of Narcis.
package struct NarcisCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "narcis", abstract: "Turns a photograph and a few words into a portrait.",
        version: narcisVersion,
        subcommands: [
            PortraitCommand.self, MediaCommand.self, IdeaCommand.self, ReplayCommand.self, FacesCommand.self,
            ModelsCommand.self,
        ])

    package init() {}
}

extension NarcisCommand {
    /// Parses and runs; returns the exit code. Ctrl-C cancels the command's task, which stops within a step.
    package static func main(arguments: [String], services: CommandDependencies) async -> Int32 {
        // A closed pipe must be a write error and not end the program.
        signal(SIGPIPE, SIG_IGN)
        let task = Task { await execute(arguments, services: services) }
        let interrupt = InterruptSignal { task.cancel() }
        defer { interrupt.stop() }
        return await task.value
    }

    /// Parses and runs without listening to signals.
    package static func execute(_ arguments: [String], services: CommandDependencies) async -> Int32 {
        await CommandDependencies.$current.withValue(services) { await execute(arguments) }
    }

    private static func execute(_ arguments: [String]) async -> Int32 {
        let code = await exitCode(ofRunning: arguments)
        return code == 0 && Terminal.current.hasLostOutput() ? 1 : code
    }

    private static func exitCode(ofRunning arguments: [String]) async -> Int32 {
        do {
            try requireNoDashedFile(arguments)
            try requireKnownCommand(arguments)
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return report(error)
        }
    }

    /// Refuses a file whose name begins with a dash, which would be read as options.
    private static func requireNoDashedFile(_ arguments: [String]) throws(PortraitError) {
        let options = arguments.prefix { $0 != "--" }
        let isFile = { (name: String) in name.count > 2 && FileManager.default.fileExists(atPath: name) }
        guard let file = options.first(where: { $0.hasPrefix("-") && !$0.hasPrefix("--") && isFile($0) }) else {
            return
        }
        throw .notFound("\(file) would be read as options; write ./\(file)")
    }

    /// Reports an unknown command with a suggestion.
    private static func requireKnownCommand(_ arguments: [String]) throws {
        var path = "narcis", commands = configuration.subcommands
        for argument in arguments {
            let names = commands.map { $0._commandName }
            guard !commands.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return }
            guard let index = names.firstIndex(of: argument) else {
                let meant = Suggestion.nearest(to: argument, among: names).map { "did you mean \($0)? " } ?? ""
                throw ValidationError(
                    "There is no command \(path) \(argument); \(meant)there are \(names.joined(separator: ", ")).")
            }
            path += " " + argument
            commands = commands[index].configuration.subcommands
        }
    }

    /// Prints one line on standard error, or the whole text of --help and --version.
    private static func report(_ error: any Error) -> Int32 {
        if error is CleanExit || exitCode(for: error) == .success {
            Console.print(fullMessage(for: error))
            return 0
        }
        if let code = error as? ExitCode { return code.rawValue }
        if let error = error as? PortraitError {
            Console.error(error.words)
            return error == .cancelled ? 130 : 1
        }
        if error is CancellationError {
            Console.error(PortraitError.cancelled.description)
            return 130
        }
        let code = exitCode(for: error)
        let message = message(for: error).split(separator: "\n").first.map(String.init) ?? "unknown error"
        Console.error(code == .validationFailure ? "\(message) (see \(helpCommand(for: error)))" : message)
        return code.rawValue
    }

    /// The command whose help tells more, as the parser names it: `See 'narcis portrait --help' for more information.`
    private static func helpCommand(for error: any Error) -> String {
        let match = fullMessage(for: error).firstMatch(of: #/See '(narcis[^']*--help)'/#)
        return match.map { String($0.output.1) } ?? "narcis --help"
    }
}
