/// Reads the part of YAML that the description of the interface is written in: maps and lists by indentation, maps and
/// lists in brackets, quoted and folded texts.
struct YAMLReader {
    struct Fault: Error { let line: Int, reason: String }

    indirect enum Value: Equatable {
        case text(String)
        case list([Value])
        case map([String: Value])

        subscript(key: String) -> Value? {
            if case .map(let fields) = self { fields[key] } else { nil }
        }

        var fields: [String: Value] { if case .map(let fields) = self { fields } else { [:] } }
        var items: [Value] { if case .list(let items) = self { items } else { [] } }
        var text: String? { if case .text(let text) = self { text } else { nil } }
    }

    private let lines: [(number: Int, indent: Int, text: Substring)]
    private var next = 0

    static func read(_ text: String) throws -> Value {
        var reader = YAMLReader(text)
        let value = try reader.block(indent: 0)
        guard reader.next == reader.lines.count else { throw reader.fault("is not part of anything") }
        return value
    }

    private init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            let content = line.drop { $0 == " " }
            return content.isEmpty ? nil : (index + 1, line.count - content.count, content)
        }
    }

    private func fault(_ reason: String) -> Fault {
        Fault(line: next < lines.count ? lines[next].number : 0, reason: reason)
    }

    private mutating func block(indent: Int) throws -> Value {
        guard next < lines.count else { throw fault("nothing follows") }
        if lines[next].text.hasPrefix("- ") {
            var items: [Value] = []
            while next < lines.count, lines[next].indent == indent, lines[next].text.hasPrefix("- ") {
                let (key, rest) = try split(lines[next].text.dropFirst(2))
                items.append(.map([key: try inline(rest)]))
                next += 1
            }
            return .list(items)
        }
        var fields: [String: Value] = [:]
        while next < lines.count, lines[next].indent == indent {
            let (key, rest) = try split(lines[next].text)
            guard fields[key] == nil else { throw fault("\(key) is there twice") }
            next += 1
            switch rest {
            case "": fields[key] = try block(indent: next < lines.count ? lines[next].indent : 0)
            case ">": fields[key] = .text(folded(deeperThan: indent))
            default: fields[key] = try inline(rest)
            }
        }
        return .map(fields)
    }

    private mutating func folded(deeperThan indent: Int) -> String {
        var parts: [Substring] = []
        while next < lines.count, lines[next].indent > indent {
            parts.append(lines[next].text)
            next += 1
        }
        return parts.joined(separator: " ")
    }

    /// `key: rest` or `"key": rest`.
    private func split(_ text: Substring) throws -> (String, Substring) {
        guard let colon = text.firstRange(of: ":") else { throw fault("has no key") }
        let after = text[colon.upperBound...]
        guard after.isEmpty || after.first == " " else { throw fault("has a colon within a word") }
        return (Self.unquoted(text[..<colon.lowerBound]), after.drop { $0 == " " })
    }

    private static func unquoted(_ text: Substring) -> String {
        text.count >= 2 && text.first == "\"" && text.last == "\"" ? String(text.dropFirst().dropLast()) : String(text)
    }

    private func inline(_ text: Substring) throws -> Value {
        var rest = text
        let value = try flow(&rest)
        guard rest.allSatisfy({ $0 == " " }) else { throw fault("has “\(rest)” behind its value") }
        return value
    }

    private func flow(_ rest: inout Substring) throws -> Value {
        rest = rest.drop { $0 == " " }
        switch rest.first {
        case "{":
            var fields: [String: Value] = [:]
            for part in try parts(&rest, to: "}") {
                var (key, value) = try split(part)
                guard fields[key] == nil else { throw fault("\(key) is there twice") }
                fields[key] = try flow(&value)
            }
            return .map(fields)
        case "[":
            return .list(
                try parts(&rest, to: "]").map { part in
                    var part = part
                    return try flow(&part)
                })
        default:
            defer { rest = "" }
            return .text(Self.unquoted(rest))
        }
    }

    /// What stands between brackets, parted at its own commas.
    private func parts(_ rest: inout Substring, to close: Character) throws -> [Substring] {
        rest.removeFirst()
        var found: [Substring] = []
        var (depth, start, isQuoted) = (0, rest.startIndex, false)
        for index in rest.indices {
            let sign = rest[index]
            if sign == "\"" { isQuoted.toggle() }
            if isQuoted { continue }
            if depth == 0, sign == "," || sign == close {
                let part = rest[start..<index].drop { $0 == " " }
                if !part.isEmpty { found.append(part.trimmingEnd()) }
                start = rest.index(after: index)
                if sign == close {
                    rest = rest[start...]
                    return found
                }
            }
            if "{[".contains(sign) { depth += 1 }
            if "}]".contains(sign) { depth -= 1 }
        }
        throw fault("has no \(close)")
    }
}

extension Substring {
    fileprivate func trimmingEnd() -> Substring {
        var rest = self
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
