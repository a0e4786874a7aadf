/// A file by the SHA-256 of its bytes, in lower-case hexadecimal: the same bytes have one name wherever they are kept.
package struct ContentHash: Sendable, Hashable {
    package let text: String

    /// nil for anything but 64 lower-case hexadecimal digits.
    package init?(_ text: String) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9"), letters = UInt8(ascii: "a")...UInt8(ascii: "f")
        guard text.utf8.count == 64, text.utf8.allSatisfy({ digits.contains($0) || letters.contains($0) }) else {
            return nil
        }
        self.text = text
    }
}

extension ContentHash: CodableAsText {
    static var kind: String { "a SHA-256" }
    package var description: String { text }
}
