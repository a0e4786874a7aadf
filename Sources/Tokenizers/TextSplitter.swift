import Foundation

/// A scalar of the normalized text and its range in the original.
struct NormalizedScalar {
    let scalar: Unicode.Scalar
    let origin: Range<String.Index>
}

/// Normalization and splitting of CLIP's tokenizer: NFC, lower case, then contractions, letters, single digits and
/// runs of anything else; white space separates and vanishes.
enum TextSplitter {
    /// NFC and lower case, character by character: canonical composition never crosses a character's boundary.
    static func normalize(_ text: Substring) -> [NormalizedScalar] {
        var scalars: [NormalizedScalar] = []
        scalars.reserveCapacity(text.utf8.count)
        for index in text.indices {
            let origin = index..<text.index(after: index)
            let character = text[origin]
            if character.utf8.count == 1 {
                for scalar in character.unicodeScalars {
                    scalars.append(NormalizedScalar(scalar: lowercasedASCII(scalar), origin: origin))
                }
                continue
            }
            for scalar in String(character).precomposedStringWithCanonicalMapping.unicodeScalars {
                for lower in scalar.properties.lowercaseMapping.unicodeScalars {
                    scalars.append(NormalizedScalar(scalar: lower, origin: origin))
                }
            }
        }
        return scalars
    }

    /// The pieces of normalized text, as ranges.
    static func split(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        while start < scalars.count {
            let end: Int
            switch ScalarClass(scalars[start]) {
            case .space:
                start += 1
                continue
            case .number: end = start + 1
            case .letter: end = runEnd(of: .letter, in: scalars, from: start)
            case .other: end = contractionEnd(in: scalars, at: start) ?? runEnd(of: .other, in: scalars, from: start)
            }
            pieces.append(start..<end)
            start = end
        }
        return pieces
    }

    private static let contractions: [[Unicode.Scalar]] = ["s", "t", "re", "ve", "m", "ll", "d"].map {
        Array($0.unicodeScalars)
    }

    private static func contractionEnd(in scalars: [Unicode.Scalar], at start: Int) -> Int? {
        guard scalars[start] == "'" else { return nil }
        let rest = scalars[(start + 1)...]
        return contractions.first { rest.starts(with: $0) }.map { start + 1 + $0.count }
    }

    private static func runEnd(of kind: ScalarClass, in scalars: [Unicode.Scalar], from start: Int) -> Int {
        scalars[start...].firstIndex { ScalarClass($0) != kind } ?? scalars.count
    }

    private static func lowercasedASCII(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
    }
}

/// The four kinds of characters that the splitting rule tells apart.
enum ScalarClass {
    case space, letter, number, other

    init(_ scalar: Unicode.Scalar) {
        if scalar.properties.isWhitespace {
            self = .space
            return
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: self = .letter
        case .decimalNumber, .letterNumber, .otherNumber: self = .number
        default: self = .other
        }
    }
}
