import Configuration
import Foundation
import ServiceKit
import TestSupport
import Testing

@Suite struct SettingsReaderTests {
    private enum Colour: String, CaseIterable { case red, blue }

    private func reader(_ values: [String: String], files: [String: String] = [:]) -> SettingsReader {
        let provider = EnvironmentVariablesProvider(
            environmentVariables: values, secretsSpecifier: .dynamic { name, _ in name.hasSuffix("KEY") })
        return SettingsReader(ConfigReader(provider: provider)) { path in
            guard let text = files[path] else { throw SettingsProblems(["no file"]) }
            return text
        }
    }

    @Test("Values are read from the environment") func environment() throws {
        let reader = reader([
            "APP_HTTP_PORT": "8081", "APP_RATE": " 0.5 ", "APP_ON": "No", "APP_WAIT": "250ms", "APP_COLOUR": "BLUE",
            "APP_NAME": "  two words ",
        ])
        #expect(reader.integer("app.http.port", in: 1...65535, default: 1) == 8081)
        #expect(reader.number("app.rate", in: 0...1, default: 1) == 0.5)
        #expect(reader.boolean("app.on", default: true) == false)
        #expect(reader.duration("app.wait", in: .zero ... .seconds(1), default: .zero) == .milliseconds(250))
        #expect(reader.choice("app.colour", default: Colour.red) == .blue)
        #expect(reader.text("app.name", default: "") == "two words")
        #expect(reader.text("app.other", default: "default") == "default")
        try reader.finish()
    }

    @Test("All mistakes are reported together") func mistakes() {
        let reader = reader([
            "APP_PORT": "80a", "APP_LIMIT": "0", "APP_RATE": "nan", "APP_ON": "maybe", "APP_WAIT": "5",
            "APP_COLOUR": "green", "APP_PROT": "1", "PATH": "/bin",
        ])
        #expect(reader.integer("app.port", in: 1...65535, default: 7) == 7)
        _ = reader.integer("app.limit", in: 1...9, default: 1)
        _ = reader.number("app.rate", in: 0...1, default: 1)
        _ = reader.boolean("app.on", default: true)
        _ = reader.duration("app.wait", in: .zero ... .seconds(1), default: .zero)
        _ = reader.choice("app.colour", default: Colour.red)
        reader.reportUnknownNames(["APP_PROT", "APP_PORT", "PATH"], prefix: "APP_")
        let error = #expect(throws: SettingsProblems.self) { try reader.finish() }
        #expect(error?.problems.count == 7)
        #expect(error?.description.contains("APP_PORT is \"80a\"; it must be a whole number from 1 to 65535") == true)
        #expect(error?.problems.last == "APP_PROT is not a setting; correct its name or remove it")
    }

    @Test("A secret comes from a variable or a file") func secret() throws {
        #expect(reader(["A_KEY": "s3cret"]).secret("a.key") == "s3cret")
        #expect(reader(["A_KEY_FILE": "/f"], files: ["/f": "s3cret\n"]).secret("a.key") == "s3cret")
        #expect(reader([:]).secret("a.key") == nil)
        let wrong: [([String: String], [String: String])] = [
            (["A_KEY": "s3cret", "A_KEY_FILE": "/f"], ["/f": "other"]), (["A_KEY_FILE": "/none"], [:]),
            (["A_KEY_FILE": "/f"], ["/f": " \n"]),
        ]
        for (values, files) in wrong {
            let reader = reader(values, files: files)
            #expect(reader.secret("a.key") == nil)
            #expect(reader.problems.count == 1)
            #expect(!reader.problems.joined().contains("s3cret"))
        }
    }

    /// Neither an endless file nor a large one is read whole, nor is one that is no text.
    @Test("A key file is a small text") func keyFile() throws {
        try withTemporaryFolder { folder in
            for (name, bytes) in [("large", Data(count: 70_000)), ("binary", Data([0xFF, 0xFE]))] {
                try bytes.write(to: folder.appending(path: name))
                #expect(throws: (any Error).self) {
                    _ = try SettingsReader.text(ofFile: folder.appending(path: name).path)
                }
            }
            #expect(throws: (any Error).self) { _ = try SettingsReader.text(ofFile: "/dev/zero") }
            try Data("s3cret\n".utf8).write(to: folder.appending(path: "key"))
            #expect(try SettingsReader.text(ofFile: folder.appending(path: "key").path) == "s3cret\n")
        }
    }

    @Test("Durations need a unit", arguments: ["", "5", "s", "5 s", "-5s", "5d", "1..5s", "infs"]) func units(
        text: String
    ) {
        #expect(Duration(setting: text) == nil)
    }

    @Test("Durations are read") func durations() {
        #expect(Duration(setting: "1.5s") == .milliseconds(1500))
        #expect(Duration(setting: "2m") == .seconds(120))
        #expect(Duration(setting: "1h") == .seconds(3600))
    }
}
