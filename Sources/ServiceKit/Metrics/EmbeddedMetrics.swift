import JSON
import Support

/// Lines in CloudWatch's embedded metric format, which its log agent turns into metrics:
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>.
///
/// A line has one value per dimension, so every set of labels has its own line. Counters are written as increments, and
/// left out when they are 0; distributions as samples, from which CloudWatch computes percentiles.
package struct EmbeddedMetrics {
    package enum Limits {
        package static let metrics = 100
        package static let values = 100
        /// A log event's million bytes, less the 26 that CloudWatch counts for the event itself.
        package static let line = 1_048_576 - 26
        package static let namespace = 255
        /// CloudWatch refuses a line with a greater magnitude.
        package static let magnitude = 0x1p360
    }

    /// The dimension of every line that names the service.
    private static let service = "Service"

    private struct Metric {
        let name: String
        let unit: MetricDescription.Unit
        /// One number, or a list of them.
        let json: String
    }

    private struct Key: Hashable {
        let name: String
        let labels: [MetricLabel]
    }

    private let namespace: String
    private let serviceName: String
    private var totals: [Key: Double] = [:]

    package init(namespace: String, service: String) {
        self.namespace = namespace
        serviceName = service
    }

    package mutating func lines(of families: [MetricFamily], at time: Timestamp) -> [String] {
        var groups: [[MetricLabel]: [Metric]] = [:]
        var order: [[MetricLabel]] = []
        for family in families {
            for (labels, value) in family.series {
                guard let json = json(value, family, labels) else { continue }
                if groups[labels] == nil { order.append(labels) }
                groups[labels, default: []].append(Metric(name: family.name, unit: family.unit, json: json))
            }
        }
        return order.flatMap { lines($0, groups[$0] ?? [], time) }
    }

    private mutating func json(_ value: MetricValue, _ family: MetricFamily, _ labels: [MetricLabel]) -> String? {
        switch value {
        case .number(let total) where family.kind == .counter:
            let last = totals.updateValue(total, forKey: Key(name: family.name, labels: labels)) ?? 0
            // A smaller total means that the counter was reset.
            let added = total < last ? total : total - last
            return added == 0 ? nil : Self.text(of: added)
        case .number(let level): return Self.text(of: level)
        case .distribution(let distribution):
            let values = distribution.samples.prefix(Limits.values).compactMap(Self.text)
            return values.isEmpty ? nil : "[\(values.joined(separator: ","))]"
        }
    }

    private static func text(of number: Double) -> String? {
        guard number.isFinite, abs(number) <= Limits.magnitude else { return nil }
        guard abs(number) >= 1 / Limits.magnitude else { return "0" }
        return number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }

    /// The lines of one set of labels, split to stay within the limits.
    private func lines(_ labels: [MetricLabel], _ metrics: [Metric], _ time: Timestamp) -> [String] {
        let names = Set(metrics.map(\.name)).union([Self.service, "_aws"])
        var dimensions = [(Self.service, Self.dimensionValue(serviceName))]
        for label in labels {
            let name = names.contains(label.name) ? "label_" + label.name : label.name
            dimensions.append((name, Self.dimensionValue(label.value)))
        }
        var lines: [String] = []
        var waiting = metrics[...]
        while !waiting.isEmpty {
            var count = min(waiting.count, Limits.metrics)
            var line = self.line(dimensions, waiting.prefix(count), time)
            while line.utf8.count > Limits.line, count > 1 {
                count /= 2
                line = self.line(dimensions, waiting.prefix(count), time)
            }
            lines.append(line)
            waiting = waiting.dropFirst(count)
        }
        return lines
    }

    private func line(_ dimensions: [(String, String)], _ metrics: ArraySlice<Metric>, _ time: Timestamp) -> String {
        let names = dimensions.map { JSONText.quoted($0.0) }.joined(separator: ",")
        let definitions = metrics.map { #"{"Name":\#(JSONText.quoted($0.name)),"Unit":"\#($0.unit.rawValue)"}"# }
        let members =
            dimensions.map { "\(JSONText.quoted($0.0)):\(JSONText.quoted($0.1))" }
            + metrics.map { "\(JSONText.quoted($0.name)):\($0.json)" }
        return #"{"_aws":{"Timestamp":\#(time.milliseconds),"CloudWatchMetrics":[{"Namespace":"#
            + #"\#(JSONText.quoted(namespace)),"Dimensions":[[\#(names)]],"#
            + #""Metrics":[\#(definitions.joined(separator: ","))]}]},\#(members.joined(separator: ","))}"#
    }

    /// CloudWatch takes printable ASCII that is not blank.
    private static func dimensionValue(_ text: String) -> String {
        let printable: ClosedRange<Unicode.Scalar> = " "..."~"
        let plain = String(text.unicodeScalars.map { printable.contains($0) ? Character($0) : "?" })
        return plain.trimmed.isEmpty ? "none" : plain
    }

    /// Whether CloudWatch accepts the text as a custom namespace.
    package static func isNamespace(_ text: String) -> Bool {
        text.isPlain(with: "._#:/-") && (1...Limits.namespace).contains(text.utf8.count) && !text.hasPrefix(":")
            && !text.hasPrefix("AWS/")
    }
}
