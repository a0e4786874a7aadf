import JSON
import LanguageModels
import Mecene

/// The idea in four sentences: a small model keeps the length better when asked for four sentences than for fifty
/// words.
struct IdeaAnswer: Decodable, Sendable {
    var sitter: String
    var place: String
    var light: String
    var mood: String
    /// nil in answers of models that the schema does not bind.
    var title: String?

    var sentences: [String] { [sitter, place, light, mood] }

    static let schema = OutputSchema(
        name: "idea",
        description: "An idea for a portrait in four sentences of about thirteen words each, and its title",
        schema: object([
            "sitter": .sentence, "place": .sentence, "light": .sentence, "mood": .sentence, "title": .title,
        ]))
}

/// Keywords in eight categories.
enum KeywordsAnswer {
    static func schema(_ categories: [KeywordCategory]) -> OutputSchema {
        OutputSchema(
            name: "keywords", description: "Keywords for the idea, three or four in each category",
            schema: object(Dictionary(uniqueKeysWithValues: categories.map { ($0.rawValue, JSONValue.keywords) })))
    }
}

struct ChoiceAnswer: Decodable, Sendable {
    var chosen: [String]

    /// - Parameter keywords: those that may be chosen.
    static func schema(_ keywords: [String]) -> OutputSchema {
        OutputSchema(
            name: "choice", description: "The keywords that matter most, the most important first",
            schema: object([
                "chosen": [
                    "type": "array",
                    "items": ["type": "string", "enum": .array(keywords.map(JSONValue.string))],
                    "minItems": .integer(ChosenKeywords.count), "maxItems": .integer(ChosenKeywords.count),
                ]
            ]))
    }
}

/// An object that has all of these properties and no others, as strict servers require.
private func object(_ properties: [String: JSONValue]) -> JSONValue {
    [
        "type": "object", "properties": .object(properties),
        "required": .array(properties.keys.sorted().map(JSONValue.string)), "additionalProperties": false,
    ]
}

extension JSONValue {
    /// One sentence with its full stop. A pattern bounds a small model's text; a length limit would make its grammar
    /// too slow.
    fileprivate static let sentence: JSONValue = ["type": "string", "pattern": "^[A-Z][A-Za-z ,'-]+[.]$"]
    fileprivate static let title: JSONValue = ["type": "string", "pattern": "^[A-Z][A-Za-z '-]+$"]
    /// One to three words in small letters.
    fileprivate static let keywords: JSONValue = [
        "type": "array", "items": ["type": "string", "pattern": "^[a-z]+( [a-z]+)?( [a-z]+)?$"],
        "minItems": 3, "maxItems": 4,
    ]
}
