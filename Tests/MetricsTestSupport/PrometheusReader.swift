/// Reads Prometheus' text form 0.0.4 character by character, written from its description, and refuses what a scraper
/// would refuse. It shares nothing with the writer.
package struct PrometheusReader {
    package struct Sample: Equatable {
        package let name: String
        package let labels: [String: String]
        package let value: Double
    }

    package struct Refused: Error, CustomStringConvertible {
        package let description: String
    }

    /// `counter`, `gauge` or `histogram` by name.
    package private(set) var types: [String: String] = [:]
    package private(set) var helps: [String: String] = [:]
    package private(set) var samples: [Sample] = []
    private var seen: Set<[String]> = []

    package init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Refused(description: "the last line has no end") }
        for line in text.split(separator: "\n") {
            do {
                if line.hasPrefix("#") { try comment(line) } else { try sample(line) }
            } catch let refused as Refused {
                throw Refused(description: "\(refused): \(line)")
            }
        }
        for (name, type) in types where type == "histogram" { try checkHistogram(name) }
    }

    package func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        samples.first { $0.name == name && $0.labels == labels }?.value
    }

    private mutating func comment(_ line: Substring) throws {
        let words = line.split(separator: " ", maxSplits: 3)
        guard words.count == 4, words[0] == "#" else { throw Refused(description: "an odd comment") }
        let name = String(words[2])
        guard !samples.contains(where: { family($0.name) == name }) else {
            throw Refused(description: "a comment after its samples")
        }
        switch words[1] {
        case "HELP": guard helps.updateValue(String(words[3]), forKey: name) == nil else { throw twice }
        case "TYPE":
            guard ["counter", "gauge", "histogram"].contains(words[3]) else { throw Refused(description: "a type") }
            guard types.updateValue(String(words[3]), forKey: name) == nil else { throw twice }
        default: throw Refused(description: "an odd comment")
        }
    }

    private var twice: Refused { Refused(description: "there twice") }

    private func family(_ name: String) -> String {
        for suffix in ["_bucket", "_sum", "_count"] where name.hasSuffix(suffix) {
            let base = String(name.dropLast(suffix.count))
            if types[base] == "histogram" { return base }
        }
        return name
    }

    private mutating func sample(_ line: Substring) throws {
        var rest = line
        let name = try Self.name(&rest)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            rest.removeFirst()
            while rest.first != "}" {
                let label = try Self.name(&rest)
                guard rest.hasPrefix("=\"") else { throw Refused(description: "a label without a value") }
                rest.removeFirst(2)
                guard labels.updateValue(try Self.quoted(&rest), forKey: label) == nil else { throw twice }
                if rest.first == "," { rest.removeFirst() }
                guard rest.first != nil else { throw Refused(description: "labels without an end") }
            }
            rest.removeFirst()
        }
        guard rest.first == " ", let value = Self.number(rest.dropFirst()) else {
            throw Refused(description: "no number")
        }
        guard types[family(name)] != nil else { throw Refused(description: "a sample without a type") }
        if let last = samples.last, family(last.name) != family(name),
            samples.contains(where: { family($0.name) == family(name) })
        {
            throw Refused(description: "a metric in two places")
        }
        let key = [name] + labels.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        guard seen.insert(key).inserted else { throw twice }
        samples.append(Sample(name: name, labels: labels, value: value))
    }

    private static func name(_ rest: inout Substring) throws -> String {
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard let first = name.first, !first.isNumber else { throw Refused(description: "no name") }
        rest = rest.dropFirst(name.count)
        return String(name)
    }

    private static func quoted(_ rest: inout Substring) throws -> String {
        var text = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return text
            case "\\":
                switch rest.popFirst() {
                case "n": text += "\n"
                case "\\": text += "\\"
                case "\"": text += "\""
                default: throw Refused(description: "an odd escape")
                }
            default: text.append(character)
            }
        }
        throw Refused(description: "a value without an end")
    }

    private static func number(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        default: text.contains { !"0123456789.eE+-".contains($0) } ? nil : Double(text)
        }
    }

    /// Buckets add up, the last one has no bound, and its count is the whole.
    private func checkHistogram(_ name: String) throws {
        var series: [[String: String]: [(bound: Double, count: Double)]] = [:]
        for sample in samples where sample.name == name + "_bucket" {
            guard let bound = sample.labels["le"].flatMap({ Self.number($0[...]) }) else {
                throw Refused(description: "\(name) has a bucket without a bound")
            }
            series[sample.labels.filter { $0.key != "le" }, default: []].append((bound, sample.value))
        }
        for (labels, buckets) in series {
            let isAscending = zip(buckets, buckets.dropFirst()).allSatisfy {
                $0.bound < $1.bound && $0.count <= $1.count
            }
            guard isAscending, buckets.last?.bound == .infinity, value(name + "_sum", labels) != nil,
                value(name + "_count", labels) == buckets.last?.count
            else { throw Refused(description: "the buckets of \(name) are wrong") }
        }
    }
}
