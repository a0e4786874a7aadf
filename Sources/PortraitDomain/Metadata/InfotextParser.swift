/// Why a text is not infotext.
package enum InfotextError: Error, Sendable, Equatable, CustomStringConvertible {
    case tooLong(bytes: Int)
    case noFields

    package var description: String {
        switch self {
        case .tooLong(let bytes): "the parameters have \(bytes) bytes, more than \(Infotext.byteLimit)"
        case .noFields: "the last line has no parameters of the form “Steps: 20, Seed: 1”"
        }
    }
}

extension Infotext {
    package static let byteLimit = 1 << 18
    package static let fieldLimit = 256

    /// Reads infotext of this or another tool, in time linear in its length.
    package init(parsing text: String) throws(InfotextError) {
        guard text.utf8.count <= Self.byteLimit else { throw .tooLong(bytes: text.utf8.count) }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmed }
        while lines.last?.isEmpty == true { lines.removeLast() }
        guard let last = lines.popLast() else { throw .noFields }
        let fields = Self.fields(of: last)
        guard !fields.isEmpty else { throw .noFields }
        let negativeStart = lines.firstIndex { $0.hasPrefix(Self.negativeMark) }
        let prompt = lines[..<(negativeStart ?? lines.endIndex)].joined(separator: "\n")
        var negativePrompt: String?
        if let negativeStart {
            let first = lines[negativeStart].dropFirst(Self.negativeMark.count).trimmed
            negativePrompt = ([first] + lines[(negativeStart + 1)...]).joined(separator: "\n")
        }
        self.init(prompt: prompt, negativePrompt: negativePrompt, fields: fields)
    }

    /// `Name: value, Name: "quoted, value"`. What does not fit is passed over up to the next comma.
    private static func fields(of line: String) -> [Field] {
        var scanner = FieldScanner(line)
        var fields: [Field] = []
        while fields.count < fieldLimit, !scanner.isAtEnd {
            if let field = scanner.field() { fields.append(field) }
        }
        return fields
    }
}

private struct FieldScanner {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    /// After one unclosed quote, no later quote is looked at: this keeps the time linear.
    private var hasUnclosedQuote = false

    init(_ line: String) {
        scalars = Array(line.unicodeScalars)
    }

    var isAtEnd: Bool { position >= scalars.count }

    mutating func field() -> Infotext.Field? {
        let name = text(upTo: [":", ","])
        guard !isAtEnd, scalars[position] == ":" else {
            position += 1
            return nil
        }
        position += 1
        while !isAtEnd, scalars[position] == " " { position += 1 }
        let value = quotedValue() ?? text(upTo: [","])
        if !isAtEnd { position += 1 }
        guard let first = name.unicodeScalars.first,
            first.properties.isAlphabetic || first.properties.numericType != nil
        else { return nil }
        return Infotext.Field(name, value)
    }

    private mutating func text(upTo stops: Set<Unicode.Scalar>) -> String {
        let start = position
        while !isAtEnd, !stops.contains(scalars[position]) { position += 1 }
        return string(scalars[start..<position]).trimmed
    }

    /// A value in quotes that ends at a comma or the end; anything else stands for itself.
    private mutating func quotedValue() -> String? {
        guard !isAtEnd, !hasUnclosedQuote, scalars[position] == "\"" else { return nil }
        var index = position + 1
        var value = String.UnicodeScalarView()
        while index < scalars.count, scalars[index] != "\"" {
            if scalars[index] == "\\", index + 1 < scalars.count {
                index = append(escapeAt: index + 1, to: &value)
            } else {
                value.append(scalars[index])
                index += 1
            }
        }
        guard index < scalars.count else {
            hasUnclosedQuote = true
            return nil
        }
        position = index + 1
        while !isAtEnd, scalars[position] != "," { position += 1 }
        return String(value)
    }

    private func append(escapeAt index: Int, to value: inout String.UnicodeScalarView) -> Int {
        switch scalars[index] {
        case "n": value.append("\n")
        case "r": value.append("\r")
        case "t": value.append("\t")
        case "u":
            let end = min(index + 5, scalars.count)
            let digits = string(scalars[(index + 1)..<end])
            if digits.utf8.count == 4, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) {
                value.append(scalar)
                return end
            }
            value.append("u")
        default: value.append(scalars[index])
        }
        return index + 1
    }

    private func string(_ slice: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(slice))
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmed: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
