/// The help text, unit and buckets of a metric, which swift-metrics does not carry.
package struct MetricDescription: Sendable {
    /// In CloudWatch's spelling.
    package enum Unit: String, Sendable { case none = "None", count = "Count", seconds = "Seconds", bytes = "Bytes" }

    /// Fit for times of requests in seconds.
    package static let standardBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30]

    package let name: String
    package let help: String
    /// nil for the default: counts for counters, seconds for timers.
    package let unit: Unit?
    /// Upper bounds of a distribution's buckets, ascending.
    package let buckets: [Double]

    package init(
        _ name: String, _ help: String, unit: Unit? = nil, buckets: [Double] = MetricDescription.standardBuckets
    ) {
        self.name = MetricName.plain(name)
        self.help = help
        self.unit = unit
        self.buckets = buckets
    }
}

package struct MetricLabel: Hashable, Sendable {
    package let name: String
    package var value: String

    /// Sorted by name and without duplicates, so that the order of labels makes no second series.
    static func all(_ dimensions: [(String, String)]) -> [MetricLabel] {
        var labels: [MetricLabel] = []
        for (name, value) in dimensions.prefix(MetricsBackend.labelLimit) {
            let name = MetricName.plain(name)
            guard !labels.contains(where: { $0.name == name }) else { continue }
            labels.append(MetricLabel(name: name, value: String(value.prefix(MetricsBackend.valueLimit))))
        }
        return labels.sorted { $0.name < $1.name }
    }
}

/// Names that every writer's format allows: swift-metrics' own style is `http.server.request.duration`.
enum MetricName {
    static let lengthLimit = 200

    /// With ASCII letters, digits and underscores only.
    static func plain(_ text: String) -> String {
        let plain = String(
            text.unicodeScalars.prefix(lengthLimit).map { scalar -> Character in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9": Character(scalar)
                default: "_"
                }
            })
        return plain.first.map { $0.isNumber ? "_" + plain : plain } ?? "_"
    }
}
