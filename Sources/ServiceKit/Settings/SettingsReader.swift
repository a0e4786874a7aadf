package import Configuration
import FileAccess
import Support

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads settings strictly and collects all mistakes, so that one start reports them together.
///
/// Settings are read as text and checked here: an invalid value is a mistake, and never replaced by the default.
/// Problems never quote a secret.
package final class SettingsReader {
    private let config: ConfigReader
    private let readFile: (String) throws -> String
    /// In the order in which they were found.
    package private(set) var problems: [String] = []
    /// Every key that was asked for, in the spelling of the environment.
    package private(set) var knownNames: Set<String> = []

    /// - Parameter readFile: reads secrets from files.
    package init(_ config: ConfigReader, readFile: @escaping (String) throws -> String = SettingsReader.text(ofFile:)) {
        self.config = config
        self.readFile = readFile
    }

    /// A text file of at most 64 KiB.
    package static func text(ofFile path: String) throws -> String {
        let bytes = try BoundedFile.contents(of: path, limit: 1 << 16)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CocoaError(.fileReadInapplicableStringEncoding)
        }
        return text
    }

    /// `mecene.http.port` in the environment: `MECENE_HTTP_PORT`.
    package static func environmentName(_ key: String) -> String {
        key.uppercased().map { $0 == "." || $0 == "-" ? "_" : String($0) }.joined()
    }

    package func report(_ key: String, _ problem: String) {
        problems.append("\(Self.environmentName(key)) \(problem)")
    }

    /// The text without spaces around it; nil when there is none.
    package func optionalText(_ key: String, isSecret: Bool = false) -> String? {
        knownNames.insert(Self.environmentName(key))
        let text = config.string(forKey: ConfigKey(key), isSecret: isSecret)
        let trimmed = text?.split(whereSeparator: \.isNewline).joined(separator: "\n").trimmed
        return trimmed?.isEmpty == false ? trimmed : nil
    }

    package func text(_ key: String, default value: String) -> String {
        optionalText(key) ?? value
    }

    package func integer(_ key: String, in range: ClosedRange<Int>, default value: Int) -> Int {
        guard let text = optionalText(key) else { return value }
        if let number = Int(text), range.contains(number) { return number }
        report(
            key, "is \"\(Self.brief(text))\"; it must be a whole number from \(range.lowerBound) to \(range.upperBound)"
        )
        return value
    }

    package func number(_ key: String, in range: ClosedRange<Double>, default value: Double) -> Double {
        guard let text = optionalText(key) else { return value }
        if let number = Double(text), range.contains(number) { return number }
        report(key, "is \"\(Self.brief(text))\"; it must be a number from \(range.lowerBound) to \(range.upperBound)")
        return value
    }

    package func boolean(_ key: String, default value: Bool) -> Bool {
        guard let text = optionalText(key) else { return value }
        switch text.lowercased() {
        case "true", "yes", "on", "1": return true
        case "false", "no", "off", "0": return false
        default:
            report(key, "is \"\(Self.brief(text))\"; it must be true or false")
            return value
        }
    }

    /// Written with its unit: `250ms`, `5s`, `2m`.
    package func duration(_ key: String, in range: ClosedRange<Duration>, default value: Duration) -> Duration {
        guard let text = optionalText(key) else { return value }
        if let duration = Duration(setting: text), range.contains(duration) { return duration }
        report(
            key,
            "is \"\(Self.brief(text))\"; it must be a time such as 250ms, 5s or 2m, "
                + "from \(range.lowerBound) to \(range.upperBound)")
        return value
    }

    package func choice<Choice: CaseIterable & RawRepresentable>(_ key: String, default value: Choice) -> Choice
    where Choice.RawValue == String {
        guard let text = optionalText(key) else { return value }
        if let choice = Choice(rawValue: text.lowercased()) { return choice }
        let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        report(key, "is \"\(Self.brief(text))\"; it must be one of \(all)")
        return value
    }

    /// A secret from the setting `key`, or from the file that the setting `key.file` names.
    package func secret(_ key: String) -> String? {
        let direct = optionalText(key, isSecret: true)
        guard let path = optionalText(key + ".file") else { return direct }
        guard direct == nil else {
            report(key, "is set and so is \(Self.environmentName(key + ".file")); set one of them")
            return nil
        }
        guard let text = try? readFile(path) else {
            report(key + ".file", "names a file that cannot be read")
            return nil
        }
        let trimmed = text.trimmed
        if trimmed.isEmpty { report(key + ".file", "names an empty file") }
        return trimmed.isEmpty ? nil : trimmed
    }

    /// Reports variables with the service's prefix that no setting has read; most are misspelt.
    package func reportUnknownNames(_ names: some Sequence<String>, prefix: String) {
        for name in names.sorted() where name.hasPrefix(prefix) && !knownNames.contains(name) {
            problems.append("\(Self.brief(name)) is not a setting; correct its name or remove it")
        }
    }

    /// - Throws: all problems.
    package func finish() throws(SettingsProblems) {
        guard problems.isEmpty else { throw SettingsProblems(problems) }
    }

    private static func brief(_ text: String) -> String {
        text.count <= 40 ? text : text.prefix(39) + "…"
    }
}

/// Every mistake in the settings.
package struct SettingsProblems: Error, Sendable, Equatable, CustomStringConvertible {
    package let problems: [String]

    package init(_ problems: [String]) {
        self.problems = problems
    }

    package var description: String {
        (["The settings are wrong:"] + problems.map { "- \($0)" }).joined(separator: "\n")
    }
}

extension Duration {
    /// `250ms`, `5s`, `2m`, `1h`.
    package init?(setting text: String) {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        guard let number = Double(digits), number.isFinite, number < 1e9 else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": self = .milliseconds(number)
        case "s": self = .seconds(number)
        case "m": self = .seconds(number * 60)
        case "h": self = .seconds(number * 3600)
        default: return nil
        }
    }
}
