/// A parsed JSON text. Numbers without fraction and exponent that fit are integers.
package indirect enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

/// What a JSON text from outside may cost.
struct JSONLimits: Sendable {
    /// Nesting of arrays and objects.
    var depth: Int
    /// Values altogether, containers and keys' values alike.
    var valueCount: Int
    /// Bytes of one string or key, escapes resolved or not.
    var stringByteCount: Int

    /// A configuration file of at most 1 MB.
    static let configuration = JSONLimits(depth: 32, valueCount: 200_000, stringByteCount: 100_000)
}

/// What is wrong with a JSON text, as the end of the sentence “the text … ”.
struct JSONError: Error, Hashable {
    var message: String
    var offset: Int
}
