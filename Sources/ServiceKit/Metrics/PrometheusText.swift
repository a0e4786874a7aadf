/// The text form that Prometheus reads, `text/plain; version=0.0.4`.
package enum PrometheusText {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package static func text(of families: [MetricFamily]) -> String {
        var lines: [String] = []
        for family in families {
            if let help = family.help { lines.append("# HELP \(family.name) \(escaped(help, "\\", "\n"))") }
            lines.append("# TYPE \(family.name) \(family.kind.rawValue)")
            for (labels, value) in family.series {
                let labels = labels.map { text(of: $0) }
                switch value {
                case .number(let number): lines.append("\(family.name)\(braced(labels)) \(text(of: number))")
                case .distribution(let distribution): lines += self.lines(family.name, labels, distribution)
                }
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func lines(
        _ name: String, _ labels: [String], _ distribution: MetricValue.Distribution
    ) -> [String] {
        var total = 0
        var lines: [String] = []
        for (index, count) in distribution.counts.enumerated() {
            total += count
            let bound = index < distribution.bounds.count ? text(of: distribution.bounds[index]) : "+Inf"
            lines.append("\(name)_bucket\(braced(labels + ["le=\"\(bound)\""])) \(total)")
        }
        return lines + [
            "\(name)_sum\(braced(labels)) \(text(of: distribution.sum))", "\(name)_count\(braced(labels)) \(total)",
        ]
    }

    private static func braced(_ labels: [String]) -> String {
        labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
    }

    private static func text(of label: MetricLabel) -> String {
        // The bound of a bucket is a label of the format itself.
        let name = label.name == "le" ? "le_" : label.name
        return "\(name)=\"\(escaped(label.value, "\\", "\n", "\""))\""
    }

    private static func escaped(_ text: String, _ characters: Unicode.Scalar...) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if characters.contains(scalar) { result.append("\\") }
            result.append(scalar == "\n" ? "n" : scalar)
        }
        return String(result)
    }

    private static func text(of number: Double) -> String {
        guard number.isFinite else { return number > 0 ? "+Inf" : "-Inf" }
        return number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
}

extension MetricsBackend {
    /// Everything in Prometheus' text form.
    package var prometheusText: String { PrometheusText.text(of: families()) }
}
