extension StringProtocol {
    /// Without white space at both ends.
    package var trimmed: String { trimming(while: \.isWhitespace) }

    /// Without unwanted characters at both ends.
    package func trimming(while isUnwanted: (Character) -> Bool) -> String {
        guard let first = firstIndex(where: { !isUnwanted($0) }), let last = lastIndex(where: { !isUnwanted($0) })
        else { return "" }
        return String(self[first...last])
    }

    /// Whether the text has ASCII letters, digits and these signs alone.
    package func isPlain(with signs: String) -> Bool {
        utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: signs.utf8.contains(byte)
            }
        }
    }
}

extension BinaryInteger {
    /// The digits of a number that is not negative, filled up with zeros to `width`; letters are lower case.
    package func padded(to width: Int, radix: Int = 10) -> String {
        let digits = String(self, radix: radix)
        return String(repeating: "0", count: Swift.max(width - digits.count, 0)) + digits
    }
}

extension Sequence<UInt8> {
    /// Two lower-case hexadecimal digits a byte.
    package var hexadecimal: String { map { $0.padded(to: 2, radix: 16) }.joined() }

    /// The 64-bit FNV-1a hash, the same in every run.
    package var fnv1a: UInt64 {
        reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
