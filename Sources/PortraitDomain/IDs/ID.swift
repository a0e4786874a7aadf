/// A typed identifier: a worker's cannot be passed where a job's is expected.
///
/// A version 7 UUID (RFC 9562): 48 bits of time, then random bits. Later identifiers are greater, as numbers and as
/// text, which keeps database indexes dense. Its text is lower-case and hyphenated, and no other spelling is read:
/// one identifier has one text, so that texts may be compared.
package struct ID<Entity>: Sendable, Hashable {
    package let high: UInt64
    package let low: UInt64

    /// - Parameter random: its 74 lowest bits follow the time.
    init(time: UnixTime, random: (high: UInt16, low: UInt64)) {
        high = UInt64(time.milliseconds) << 16 | 0x7000 | UInt64(random.high & 0xFFF)
        low = 0x8000_0000_0000_0000 | random.low & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// The time in its first 48 bits.
    package var time: UnixTime { UnixTime(milliseconds: Int64(high >> 16)) }
}

extension ID: Comparable {
    package static func < (left: ID, right: ID) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

extension ID: CustomStringConvertible, LosslessStringConvertible {
    private static var hyphens: [Int] { [8, 13, 18, 23] }

    /// nil for anything but the text of a version 7 UUID in lower case.
    package init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(37))
        guard bytes.count == 36 else { return nil }
        var high: UInt64 = 0, low: UInt64 = 0
        for (position, byte) in bytes.enumerated() {
            if Self.hyphens.contains(position) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = UInt64(lowerHexDigit: byte) else { return nil }
            if position < 18 { high = high << 4 | digit } else { low = low << 4 | digit }
        }
        guard high >> 12 & 0xF == 7, low >> 62 == 2 else { return nil }
        (self.high, self.low) = (high, low)
    }

    package var description: String {
        var text = ""
        text.reserveCapacity(36)
        for (half, shifts) in [(high, [32, 16, 0]), (low, [48, 0])] {
            for (index, shift) in shifts.enumerated() {
                let upper = index == 0 ? 64 : shifts[index - 1]
                for nibble in stride(from: upper - 4, through: shift, by: -4) {
                    text += String(half >> UInt64(nibble) & 0xF, radix: 16)
                }
                if text.utf8.count < 36 { text += "-" }
            }
        }
        return text
    }
}

extension ID: CodableAsText {
    static var kind: String { "an identifier" }
}

extension UInt64 {
    fileprivate init?(lowerHexDigit byte: UInt8) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self.init(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self.init(byte - UInt8(ascii: "a") + 10)
        default: return nil
        }
    }
}
