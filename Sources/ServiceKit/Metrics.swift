import Synchronization

/// Counters, gauges and histograms in the text form that Prometheus reads (exposition format 0.0.4).
///
/// The number of series per metric is bounded: labels beyond the bound are counted under `other`, so that no caller can
/// fill the memory with labels.
package final class MetricsRegistry: Sendable {
    package static let seriesLimit = 64
    package typealias Labels = [(name: String, value: String)]

    private enum Kind: String { case counter, gauge, histogram }

    private struct Histogram {
        let bounds: [Double]
        var counts: [Int]
        var sum = 0.0
    }

    private enum Value {
        case number(Double)
        case histogram(Histogram)
    }

    private struct Family {
        let kind: Kind
        let help: String
        var series: [String: Value] = [:]
    }

    private let families = Mutex<[String: Family]>([:])

    package init() {}

    package func count(_ name: String, _ help: String, labels: Labels = [], by amount: Double = 1) {
        update(name, .counter, help, labels) { value in
            guard case .number(let number) = value ?? .number(0) else { return .number(amount) }
            return .number(number + amount)
        }
    }

    /// Sets a counter whose total is kept elsewhere.
    package func setCounter(_ name: String, _ help: String, labels: Labels = [], to amount: Double) {
        update(name, .counter, help, labels) { _ in .number(amount) }
    }

    package func set(_ name: String, _ help: String, labels: Labels = [], to amount: Double) {
        update(name, .gauge, help, labels) { _ in .number(amount) }
    }

    /// - Parameter bounds: upper bounds of the buckets, ascending; the first call of a series decides.
    package func observe(_ name: String, _ help: String, labels: Labels = [], bounds: [Double], _ amount: Double) {
        update(name, .histogram, help, labels) { value in
            var histogram = Histogram(bounds: bounds, counts: Array(repeating: 0, count: bounds.count + 1))
            if case .histogram(let known)? = value { histogram = known }
            histogram.counts[histogram.bounds.firstIndex { amount <= $0 } ?? histogram.bounds.count] += 1
            histogram.sum += amount
            return .histogram(histogram)
        }
    }

    private func update(
        _ name: String, _ kind: Kind, _ help: String, _ labels: Labels, _ change: (Value?) -> Value
    ) {
        families.withLock { families in
            var family = families[name] ?? Family(kind: kind, help: help)
            var key = Self.text(of: labels)
            if family.series[key] == nil, family.series.count >= Self.seriesLimit {
                key = Self.text(of: labels.map { ($0.name, "other") })
            }
            family.series[key] = change(family.series[key])
            families[name] = family
        }
    }

    /// Everything, sorted, as `text/plain; version=0.0.4`.
    package var text: String {
        let families = families.withLock { $0 }
        var lines: [String] = []
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            lines += ["# HELP \(name) \(family.help)", "# TYPE \(name) \(family.kind.rawValue)"]
            for (labels, value) in family.series.sorted(by: { $0.key < $1.key }) {
                switch value {
                case .number(let number): lines.append(name + Self.braced(labels) + " " + Self.text(of: number))
                case .histogram(let histogram): lines += Self.lines(name, labels, histogram)
                }
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func lines(_ name: String, _ labels: String, _ histogram: Histogram) -> [String] {
        var total = 0
        var lines: [String] = []
        let separator = labels.isEmpty ? "" : ","
        for (index, count) in histogram.counts.enumerated() {
            total += count
            let bound = index < histogram.bounds.count ? text(of: histogram.bounds[index]) : "+Inf"
            lines.append("\(name)_bucket{\(labels)\(separator)le=\"\(bound)\"} \(total)")
        }
        return lines + [
            "\(name)_sum\(braced(labels)) \(text(of: histogram.sum))", "\(name)_count\(braced(labels)) \(total)",
        ]
    }

    private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

    private static func text(of labels: Labels) -> String {
        labels.map { name, value in
            let escaped = value.prefix(100).map { character in
                switch character {
                case "\\": "\\\\"
                case "\"": "\\\""
                case "\n": "\\n"
                default: String(character)
                }
            }
            return "\(name)=\"\(escaped.joined())\""
        }.joined(separator: ",")
    }

    private static func text(of number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
}
