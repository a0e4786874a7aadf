/// A medium, or none.
package enum MediumChoice: Sendable, Hashable, CodableAsText, ParameterValue {
    /// The model's own picture.
    case none
    /// - Parameter variation: from 0; nil leaves it to the seed.
    case named(String, variation: Int?)

    static var kind: String { "a medium" }
    private static let variations = 1...100

    /// `NAME`, `NAME:2` for its second variation, or `none`.
    package init?(_ text: String) {
        let parts = text.lowercased().split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty else { return nil }
        switch parts.count {
        case 1: self = name == "none" ? .none : .named(String(name), variation: nil)
        case 2:
            guard name != "none", parts[1].allSatisfy(\.isNumber), let number = Int(parts[1]),
                Self.variations.contains(number)
            else { return nil }
            self = .named(String(name), variation: number - 1)
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .none: "none"
        case .named(let name, let variation): name + (variation.map { ":\($0 + 1)" } ?? "")
        }
    }

    package var infotext: String { description.replacing(":", with: " ") }

    package var name: String? { if case .named(let name, _) = self { name } else { nil } }
    package var variation: Int? { if case .named(_, let variation) = self { variation } else { nil } }
}

/// A palette by name, a leading color, or both.
package struct PaletteChoice: Sendable, Hashable, CodableAsText, ParameterValue {
    package var name: String?
    /// `rrggbb`.
    package var color: String?

    static var kind: String { "a palette" }

    init(name: String?, color: String?) { (self.name, self.color) = (name, color) }

    /// A name, six hexadecimal digits (also after `#`, as style sheets write colors), or one after the other.
    package init?(_ text: String) {
        let words = text.lowercased().split(separator: " ").map(String.init)
        guard (1...2).contains(words.count) else { return nil }
        let last = words[words.count - 1], digits = last.hasPrefix("#") ? String(last.dropFirst()) : last
        if digits.isHexadecimalColor {
            self.init(name: words.count == 2 ? words[0] : nil, color: digits)
        } else {
            guard words.count == 1 else { return nil }
            self.init(name: last, color: nil)
        }
    }

    package var description: String { [name, color].compactMap(\.self).joined(separator: " ") }
}

/// The name of a ground or a light.
package struct OfferedName: Sendable, Hashable, CodableAsText, ParameterValue, ExpressibleByStringLiteral {
    package var name: String

    static var kind: String { "a name" }

    package init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        name = text.lowercased()
    }

    package init(stringLiteral name: String) { self.name = name }
    package var description: String { name }
}

extension PageSize: CodableAsText, ParameterValue {
    static var kind: String { "a page" }
    package var description: String { size.description }
}

extension String {
    /// Whether it is six hexadecimal digits in ASCII.
    package var isHexadecimalColor: Bool { utf8.count == 6 && unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit) }
}
