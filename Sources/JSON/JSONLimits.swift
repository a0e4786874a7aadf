/// Limits on a JSON text from outside.
package struct JSONLimits: Sendable {
    /// Nesting of arrays and objects.
    package var depth: Int
    /// Values altogether, containers and keys' values alike.
    package var valueCount: Int
    /// Bytes of one string or key, escapes resolved or not.
    package var stringByteCount: Int

    package init(depth: Int, valueCount: Int, stringByteCount: Int) {
        (self.depth, self.valueCount, self.stringByteCount) = (depth, valueCount, stringByteCount)
    }

    /// A configuration file of at most 1 MB.
    package static let configuration = JSONLimits(depth: 32, valueCount: 200_000, stringByteCount: 100_000)
}

/// A fault in a JSON text. The message completes the sentence “the text …”.
package struct JSONError: Error, Hashable, CustomStringConvertible {
    package let message: String
    package let offset: Int

    package var description: String { "the JSON text \(message) (byte \(offset))" }
}
