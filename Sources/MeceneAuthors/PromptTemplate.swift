package import LanguageModels

/// A prompt file: sections that begin with `# system`, `# user` or `# assistant`, and `{{name}}` where a value goes.
/// The last section is the user's; the pairs before it are examples.
package struct PromptTemplate: Sendable, Equatable {
    package let system: String
    package let messages: [ChatMessage]

    /// - Throws: what is wrong with the file.
    package init(parsing text: String) throws(PromptTemplateError) {
        var sections: [(role: Substring, lines: [Substring])] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# ") {
                sections.append((line.dropFirst(2), []))
            } else if sections.isEmpty {
                guard line.isEmpty else { throw PromptTemplateError("text stands before the first section") }
            } else {
                sections[sections.count - 1].lines.append(line)
            }
        }
        guard let first = sections.first, first.role == "system" else {
            throw PromptTemplateError("the first section is not the system's")
        }
        system = Self.joined(first.lines)
        var messages: [ChatMessage] = []
        for section in sections.dropFirst() {
            guard let role = ChatMessage.Role(rawValue: String(section.role)) else {
                throw PromptTemplateError("there is no role \(section.role)")
            }
            guard role != messages.last?.role, !messages.isEmpty || role == .user else {
                throw PromptTemplateError("user and assistant do not alternate")
            }
            messages.append(ChatMessage(role, Self.joined(section.lines)))
        }
        guard messages.last?.role == .user else { throw PromptTemplateError("the last section is not the user's") }
        self.messages = messages
    }

    private static func joined(_ lines: [Substring]) -> String {
        var lines = lines[...]
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// Puts the values in, in one pass: a value that looks like a placeholder stays as it is.
    package func rendered(_ values: [String: String]) throws(PromptTemplateError) -> [ChatMessage] {
        var used: Set<String> = []
        var rendered: [ChatMessage] = []
        for message in messages {
            var text = ""
            var rest = message.text[...]
            while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
                let name = String(rest[open.upperBound..<close.lowerBound])
                guard let value = values[name] else { throw PromptTemplateError("there is no value for \(name)") }
                used.insert(name)
                text += rest[..<open.lowerBound] + value
                rest = rest[close.upperBound...]
            }
            rendered.append(ChatMessage(message.role, text + rest))
        }
        if let unused = values.keys.sorted().first(where: { !used.contains($0) }) {
            throw PromptTemplateError("the value \(unused) is not used")
        }
        return rendered
    }
}

package struct PromptTemplateError: Error, Sendable, Equatable, CustomStringConvertible {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }

    package var description: String { "The prompt file is wrong: \(reason)." }
}

/// The prompts of the three stages, read once.
package struct Prompts: Sendable {
    /// Raised with every change of a file or a schema; part of cache keys.
    package static let version = "v2"

    package let idea: PromptTemplate
    package let keywords: PromptTemplate
    /// Asks again for categories with too few keywords.
    package let more: PromptTemplate
    package let choice: PromptTemplate

    /// The files that are built in.
    package init() throws(PromptTemplateError) {
        idea = try PromptTemplate(parsing: String(decoding: PackageResources.idea_v2_txt, as: UTF8.self))
        keywords = try PromptTemplate(parsing: String(decoding: PackageResources.keywords_v2_txt, as: UTF8.self))
        more = try PromptTemplate(parsing: String(decoding: PackageResources.more_v2_txt, as: UTF8.self))
        choice = try PromptTemplate(parsing: String(decoding: PackageResources.choice_v2_txt, as: UTF8.self))
    }
}
