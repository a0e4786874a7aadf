import JSON
import LanguageModels
import Mecene

/// The idea in four sentences: a small model that is asked for four of them keeps the length better than one that is
/// asked for fifty words.
struct IdeaAnswer: Decodable, Sendable {
    var sitter: String
    var place: String
    var light: String
    var mood: String
    /// Models that are not held to the schema may leave it out.
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

/// An object that has all of these properties and no others, as strict servers ask for.
private func object(_ properties: [String: JSONValue]) -> JSONValue {
    [
        "type": "object", "properties": .object(properties),
        "required": .array(properties.keys.sorted().map(JSONValue.string)), "additionalProperties": false,
    ]
}

extension JSONValue {
    /// One sentence with its full stop. Patterns bound what a small model writes where lengths would slow its grammar
    /// down beyond use.
    fileprivate static let sentence: JSONValue = ["type": "string", "pattern": "^[A-Z][A-Za-z ,'-]+[.]$"]
    fileprivate static let title: JSONValue = ["type": "string", "pattern": "^[A-Z][A-Za-z '-]+$"]
    /// One to three words in small letters.
    fileprivate static let keywords: JSONValue = [
        "type": "array", "items": ["type": "string", "pattern": "^[a-z]+( [a-z]+)?( [a-z]+)?$"],
        "minItems": 3, "maxItems": 4,
    ]
}
