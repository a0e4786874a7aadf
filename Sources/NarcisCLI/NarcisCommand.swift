package import ArgumentParser
internal import Foundation
package import PortraitDomain

/// The command line of Narcis.
package struct NarcisCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "narcis", abstract: "Turns a photograph and a few words into a portrait.",
        version: "0.1.0",
        subcommands: [PortraitCommand.self, ReplayCommand.self, FacesCommand.self, ModelsCommand.self])

    package init() {}
}

extension NarcisCommand {
    /// Parses and runs; returns the exit code. Ctrl-C cancels the command's task, which stops within a step.
    package static func main(arguments: [String], services: Services) async -> Int32 {
        let task = Task { await Services.$current.withValue(services) { await execute(arguments) } }
        let interrupt = InterruptSignal { task.cancel() }
        defer { interrupt.stop() }
        return await task.value
    }

    private static func execute(_ arguments: [String]) async -> Int32 {
        do {
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

    /// One line on standard error, but the whole text where help or the version was asked for.
    private static func report(_ error: any Error) -> Int32 {
        if error is CleanExit || exitCode(for: error) == .success {
            print(fullMessage(for: error))
            return 0
        }
        if let code = error as? ExitCode { return code.rawValue }
        if let error = error as? PortraitError {
            Console.error(error.description)
            return error == .cancelled ? 130 : 1
        }
        let code = exitCode(for: error)
        let message = message(for: error).split(separator: "\n").first.map(String.init) ?? "unknown error"
        Console.error(code == .validationFailure ? message + " (see narcis --help)" : message)
        return code.rawValue
    }
}
