import Foundation

/// Reads a line of CloudWatch's embedded metric format as CloudWatch does, written from its specification, and refuses
/// what it would refuse. It shares nothing with the writer.
package struct EmbeddedMetricsReader {
    package struct Datum: Equatable {
        package let namespace: String
        package let name: String
        package let unit: String?
        package let dimensions: [String: String]
        package let values: [Double]
        /// Milliseconds since 1970.
        package let time: Double

        package init(
            namespace: String, name: String, unit: String?, dimensions: [String: String], values: [Double], time: Double
        ) {
            self.namespace = namespace
            self.name = name
            self.unit = unit
            self.dimensions = dimensions
            self.values = values
            self.time = time
        }
    }

    package struct Refused: Error, CustomStringConvertible {
        package let description: String
    }

    private static let units: Set<String> = [
        "Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits",
        "Kilobits", "Megabits", "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Count/Second", "None",
    ]

    package static func read(_ line: String) throws -> [Datum] {
        try check(line.utf8.count + 26 <= 1_048_576, "the event is larger than 1 MB")
        try check(!line.contains(where: \.isNewline), "the event has more than one line")
        let names = memberNames(line)
        try check(Set(names).count == names.count, "a member is there twice")
        let root = try object(JSONSerialization.jsonObject(with: Data(line.utf8)), "the root")
        let metadata = try object(root["_aws"], "_aws")
        try check(Set(metadata.keys).isSubset(of: ["Timestamp", "CloudWatchMetrics"]), "_aws has other members")
        let time = try number(metadata["Timestamp"])
        let age = Date().timeIntervalSince1970 - time / 1000
        try check(age < 14 * 86400 && age > -2 * 3600, "the time is too long ago or to come")
        let directives = try list(metadata["CloudWatchMetrics"], "CloudWatchMetrics")
        return try directives.flatMap { try read(object($0, "a directive"), root, time) }
    }

    private static func read(_ directive: [String: Any], _ root: [String: Any], _ time: Double) throws -> [Datum] {
        try check(Set(directive.keys) == ["Namespace", "Dimensions", "Metrics"], "a directive has other members")
        let namespace = directive["Namespace"] as? String ?? ""
        try check(
            namespace.wholeMatch(of: /[a-zA-Z0-9._#\/-][a-zA-Z0-9._#:\/-]{0,254}/) != nil, "the namespace is wrong")
        let sets = try list(directive["Dimensions"], "Dimensions")
        let metrics = try list(directive["Metrics"], "Metrics")
        try check((1...100).contains(metrics.count), "there are \(metrics.count) metrics")
        let definitions = try metrics.map { try definition($0) }
        try check(Set(definitions.map(\.name)).count == definitions.count, "a metric is defined twice")
        return try sets.flatMap { set in
            let dimensions = try dimensions(set, root)
            return try definitions.map { definition in
                Datum(
                    namespace: namespace, name: definition.name, unit: definition.unit, dimensions: dimensions,
                    values: try values(root[definition.name], definition.name), time: time)
            }
        }
    }

    private static func dimensions(_ set: Any, _ root: [String: Any]) throws -> [String: String] {
        guard let names = set as? [String] else { throw Refused(description: "a set of dimensions has no names") }
        try check((1...30).contains(names.count), "there are \(names.count) dimensions")
        try check(Set(names).count == names.count, "a dimension is there twice")
        var dimensions: [String: String] = [:]
        for name in names {
            try check((1...250).contains(name.count) && name.allSatisfy(\.isASCII), "the name \(name) is wrong")
            try check(!name.hasPrefix(":") && name.contains { !$0.isWhitespace }, "the name \(name) is wrong")
            guard let value = root[name] as? String else { throw Refused(description: "\(name) has no text") }
            try check((1...1024).contains(value.count), "the value of \(name) is too short or too long")
            try check(value.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) }, "\(name) is not ASCII")
            try check(value.contains { !$0.isWhitespace }, "the value of \(name) is blank")
            dimensions[name] = value
        }
        return dimensions
    }

    private static func definition(_ any: Any) throws -> (name: String, unit: String?) {
        let fields = try object(any, "a definition")
        try check(
            Set(fields.keys).isSubset(of: ["Name", "Unit", "StorageResolution"]), "a definition has other members")
        let name = fields["Name"] as? String ?? ""
        try check((1...255).contains(name.count) && name.allSatisfy(\.isASCII), "the metric's name \(name) is wrong")
        let unit = fields["Unit"] as? String
        try check(unit.map(units.contains) ?? true, "\(name) has an unknown unit")
        return (name, unit)
    }

    private static func values(_ any: Any?, _ name: String) throws -> [Double] {
        guard let any else { throw Refused(description: "\(name) has no value") }
        let values = try (any as? [Any] ?? [any]).map(number)
        try check((1...100).contains(values.count), "\(name) has \(values.count) values")
        try check(values.allSatisfy { abs($0) <= 0x1p360 }, "\(name) has a value out of range")
        return values
    }

    // MARK: JSON

    private static func check(_ condition: Bool, _ problem: String) throws {
        guard condition else { throw Refused(description: problem) }
    }

    private static func object(_ any: Any?, _ what: String) throws -> [String: Any] {
        guard let object = any as? [String: Any] else { throw Refused(description: "\(what) is no object") }
        return object
    }

    private static func list(_ any: Any?, _ what: String) throws -> [Any] {
        guard let list = any as? [Any], !list.isEmpty else { throw Refused(description: "\(what) is no list") }
        return list
    }

    private static func number(_ any: Any?) throws -> Double {
        guard let number = any as? NSNumber, !(any is String), number.doubleValue.isFinite else {
            throw Refused(description: "a value is no number")
        }
        return number.doubleValue
    }

    /// The names of the root's members, twice where they are there twice, which `JSONSerialization` does not tell.
    private static func memberNames(_ line: String) -> [String] {
        var names: [String] = []
        var depth = 0
        var text: String?
        var last = ""
        var isEscaped = false
        for character in line {
            if let open = text {
                if isEscaped {
                    isEscaped = false
                    text = open + String(character)
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    last = open
                    text = nil
                } else {
                    text = open + String(character)
                }
                continue
            }
            switch character {
            case "\"": text = ""
            case "{", "[": depth += 1
            case "}", "]": depth -= 1
            case ":" where depth == 1: names.append(last)
            default: break
            }
        }
        return names
    }
}
