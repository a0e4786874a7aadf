import Mecene
import Support

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the JSON object in a model's answer and repairs common mistakes around it.
enum AnswerText {
    struct Object<Value: Sendable>: Sendable {
        let value: Value
        /// Repairs, one line each.
        let repairs: [String]
    }

    /// - Throws: `RejectedAnswer`, in words for the model.
    static func object<Value: Decodable & Sendable>(
        _ type: Value.Type, in text: String, wasCut: Bool
    ) throws(RejectedAnswer) -> Object<Value> {
        var repairs: [String] = []
        var json = text.trimmed
        if json.hasPrefix("```") {
            json =
                json.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.trimmed.hasPrefix("```") }.joined(separator: "\n").trimmed
            repairs.append("removed a code fence")
        }
        guard let first = json.firstIndex(of: "{") else {
            throw RejectedAnswer(problems: ["the answer has no JSON object"])
        }
        if first != json.startIndex { repairs.append("removed text before the JSON object") }
        json = String(json[first...])
        if let end = end(of: json) {
            if end != json.endIndex { repairs.append("removed text after the JSON object") }
            json = String(json[..<end])
        } else {
            guard let closed = closed(json) else {
                throw RejectedAnswer(problems: ["the JSON object has no end"])
            }
            json = closed
            repairs.append(wasCut ? "closed the JSON object, which was cut off" : "closed the JSON object")
        }
        if let value = decoded(type, json) { return Object(value: value, repairs: repairs) }
        let plain = withoutTrailingCommas(json)
        if plain != json, let value = decoded(type, plain) {
            return Object(value: value, repairs: repairs + ["removed trailing commas"])
        }
        throw RejectedAnswer(problems: ["the answer is not the JSON object that was asked for"])
    }

    private static func decoded<Value: Decodable>(_ type: Value.Type, _ json: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(json.utf8))
    }

    /// Tracks open brackets and strings, character by character.
    private struct Scanner {
        var open: [Character] = []
        var inString = false
        var isEscaped = false

        mutating func read(_ character: Character) {
            if inString {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    inString = false
                }
            } else {
                switch character {
                case "\"": inString = true
                case "{", "[": open.append(character)
                case "}", "]": _ = open.popLast()
                default: break
                }
            }
        }
    }

    /// The index after the bracket that closes the first one; nil if there is none.
    private static func end(of json: String) -> String.Index? {
        var scanner = Scanner()
        for index in json.indices {
            scanner.read(json[index])
            if scanner.open.isEmpty { return json.index(after: index) }
        }
        return nil
    }

    /// Closes the brackets that are open at the end, without the last, incomplete value.
    private static func closed(_ json: String) -> String? {
        var scanner = Scanner()
        var best: (text: Substring, open: [Character])?
        for index in json.indices {
            let wasInString = scanner.inString
            scanner.read(json[index])
            let after = json[...index]
            // Complete values end with a quotation mark of a list's string, or with a bracket.
            let endsValue = wasInString && !scanner.inString && scanner.open.last == "["
            if endsValue || "]}".contains(json[index]) && !scanner.inString { best = (after, scanner.open) }
        }
        guard let best else { return nil }
        return best.text + best.open.reversed().map { $0 == "{" ? "}" : "]" }.joined()
    }

    private static func withoutTrailingCommas(_ json: String) -> String {
        var result = ""
        var scanner = Scanner()
        for character in json {
            if !scanner.inString, "]}".contains(character) {
                while let last = result.last, last.isWhitespace || last == "," { result.removeLast() }
            }
            scanner.read(character)
            result.append(character)
        }
        return result
    }
}
