import ArgumentParser
import Foundation
import PortraitDomain

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List, verify, import and remove models, or check the engine against a recorded case.",
        subcommands: [List.self, Verify.self, Import.self, Remove.self, CheckCase.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the models on this machine.")

        @Flag(help: "Print as JSON.")
        var json = false

        func run() async throws {
            let models = try await CommandDependencies.require().catalogue().models()
            if json { return try Console.printJSON(models) }
            if models.isEmpty { Console.print("There is no model here; add one with `narcis models import`.") }
            for model in models {
                let mark = model.isDefault ? "*" : " "
                if let problem = model.problem {
                    Console.print("\(mark) \(model.name)  cannot be used: \(problem)\n    \(model.path)")
                    continue
                }
                let millions = String(format: "%.1f M", Double(model.parameters) / 1e6)
                let megabytes = String(format: "%.0f MB", Double(model.bytes) / 1e6)
                Console.print("\(mark) \(model.name)  \(millions) parameters, \(megabytes), \(model.nativeSize)")
                Console.print("    \(model.path)")
                if !model.styles.isEmpty { Console.print("    styles: \(model.styles.joined(separator: ", "))") }
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Open and check every file of a model.")

        @Argument(help: "Name or folder.")
        var model: String

        func run() async throws {
            let checks = try await CommandDependencies.require().catalogue().verify(model)
            for check in checks {
                let mark = check.problem != nil ? "BAD " : check.remark != nil ? "note" : "ok  "
                let advice = check.advice.map { "; \($0.words)" } ?? ""
                let text = (check.problem ?? check.remark).map { $0 + advice } ?? check.sha256 ?? ""
                Console.print("\(mark) \(check.component)  \(text)")
            }
            if checks.contains(where: { $0.problem != nil }) { throw ExitCode(1) }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a model and add it to the list.",
            discussion: """
                A model is a diffusers folder or SDXL in one file (.safetensors, .ckpt). Its files are linked, not copied. \
                Where config.json files lie beside a single file as in a diffusers folder, they describe it; else it is \
                taken for SDXL's base model.
                """)

        @Argument(help: "Folder or file of the model.")
        var path: String

        @Option(help: "Name in the list.")
        var name: String?

        @Option(help: "PhotoMaker V2's weights (.bin, .safetensors), for a model that has none of its own.")
        var photomaker: String?

        func run() async throws {
            let model = try await CommandDependencies.require().catalogue().importModel(
                at: path, name: name, photoMaker: photomaker)
            Console.print("\(model.name) is in \(model.path)")
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an imported model from the list; the files that it was imported from stay.")

        @Argument(help: "Name in the list.")
        var model: String

        func run() async throws {
            try await CommandDependencies.require().catalogue().removeModel(model)
            Console.print("\(model) is removed from the list")
        }
    }

    struct CheckCase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check-case",
            abstract: "Run a recorded case and compare every tensor; fails above a relative error of 1e-4.")

        @Argument(help: "Folder with case.json and expected.safetensors.")
        var directory: String

        @Flag(help: "Print as JSON.")
        var json = false

        func run() async throws {
            let report = try await CommandDependencies.require().caseChecker().check(directory: directory)
            if json {
                try Console.printJSON(report)
            } else {
                let width = report.rows.map(\.tensor.count).max() ?? 0
                for row in report.rows {
                    let name = row.tensor + String(repeating: " ", count: width - row.tensor.count)
                    Console.print(
                        "\(row.passed ? "ok  " : "FAIL") \(name)  \(String(format: "%.3e", row.relativeError))  "
                            + row.shape.map(String.init).joined(separator: "×"))
                }
                let failures = report.rows.filter { !$0.passed }.count
                Console.print(
                    "\(report.kind): \(report.rows.count) tensors, "
                        + (failures == 0 ? "all within 1e-4" : "\(failures) above 1e-4"))
            }
            if !report.passed { throw ExitCode(1) }
        }
    }
}
