/// A key or password. It prints as `«secret»` everywhere: in logs, dumps, string interpolation and errors.
package struct Secret: Sendable, Hashable {
    private let value: String

    package init(_ value: String) {
        self.value = value
    }

    /// The value itself, for the one header that needs it.
    package var exposed: String { value }

    package var isEmpty: Bool { value.isEmpty }

    /// Removes the value from a text from outside; some servers repeat a wrong key in their error message.
    package func redacted(in text: String) -> String {
        value.isEmpty
            ? text : text.split(separator: value, omittingEmptySubsequences: false).joined(separator: "«secret»")
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "«secret»" }
    package var debugDescription: String { "«secret»" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
