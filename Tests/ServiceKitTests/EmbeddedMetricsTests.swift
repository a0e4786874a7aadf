import Logging
import Metrics
import MetricsTestSupport
import ServiceKit
import ServiceLifecycle
import Synchronization
import Testing

@Suite struct EmbeddedMetricsTests {
    private let metrics = MetricsBackend(sampleLimit: EmbeddedMetrics.Limits.values)

    private func read(_ writer: inout EmbeddedMetrics) throws -> [EmbeddedMetricsReader.Datum] {
        try writer.lines(of: metrics.families(takingSamples: true), at: .now()).flatMap(EmbeddedMetricsReader.read)
    }

    @Test("Values, dimensions and units are read back") func whole() throws {
        let time = Timestamp.now()
        let labels = [("route", "/v1/ideas"), ("status", "200")]
        Counter(label: "requests_total", dimensions: labels, factory: metrics).increment(by: 3)
        Timer(label: "seconds", dimensions: labels, factory: metrics).recordMilliseconds(20)
        Timer(label: "seconds", dimensions: labels, factory: metrics).recordMilliseconds(30)
        Meter(label: "running", factory: metrics).set(1.5)
        var writer = EmbeddedMetrics(namespace: "Narcis/Test", service: "mecene")
        let lines = writer.lines(of: metrics.families(takingSamples: true), at: time)
        #expect(lines.count == 2, "one for each set of labels: \(lines)")
        let data = try lines.flatMap(EmbeddedMetricsReader.read)
        func datum(_ name: String, _ unit: String, _ more: [String: String], _ values: [Double]) -> Bool {
            data.contains(
                .init(
                    namespace: "Narcis/Test", name: name, unit: unit,
                    dimensions: more.merging(["Service": "mecene"]) { $1 }, values: values,
                    time: Double(time.milliseconds)))
        }
        let dimensions = Dictionary(uniqueKeysWithValues: labels)
        #expect(datum("requests_total", "Count", dimensions, [3]))
        #expect(datum("seconds", "Seconds", dimensions, [0.02, 0.03]))
        #expect(datum("running", "None", [:], [1.5]))
        #expect(data.count == 3)
    }

    @Test("Counters are written as what was added, levels always, distributions when there is something") func changes()
        throws
    {
        let counter = Counter(label: "a_total", factory: metrics)
        let recorder = Recorder(label: "b", factory: metrics)
        Meter(label: "c", factory: metrics).set(7)
        var writer = EmbeddedMetrics(namespace: "N", service: "s")
        counter.increment(by: 5)
        recorder.record(1)
        #expect(try read(&writer).map(\.name) == ["a_total", "b", "c"])
        #expect(try read(&writer).map(\.name) == ["c"])
        counter.increment(by: 2)
        #expect(try read(&writer).first?.values == [2])
        counter.reset()
        counter.increment()
        #expect(try read(&writer).first?.values == [1])
    }

    @Test("More than a hundred metrics, values or label sets stay within the limits") func limits() throws {
        for index in 0..<250 { Counter(label: "metric_\(index)", factory: metrics).increment(by: index + 1) }
        let recorder = Recorder(label: "values", factory: metrics)
        for index in 0..<10_000 { recorder.record(index) }
        for index in 0..<200 {
            Counter(label: "series", dimensions: [("i", "\(index)")], factory: metrics).increment()
        }
        let many = (0..<40).map { ("label\($0)", String(repeating: "é", count: 2000)) }
        Counter(label: String(repeating: "n", count: 1000), dimensions: many, factory: metrics).increment()
        var writer = EmbeddedMetrics(namespace: "N", service: "s")
        let data = try read(&writer)
        for index in 0..<250 {
            #expect(data.first { $0.name == "metric_\(index)" }?.values == [Double(index + 1)])
        }
        let values = try #require(data.first { $0.name == "values" }?.values)
        // A fair sample of 0..<10,000 has a mean near 5,000; its standard deviation is 289.
        #expect(values.count == 100 && abs(values.reduce(0, +) / 100 - 5000) < 2000)
        #expect(data.filter { $0.name == "series" }.flatMap(\.values).reduce(0, +) == 200)
        #expect(data.first { $0.name.hasPrefix("nnn") }?.dimensions.count == MetricsBackend.labelLimit + 1)
    }

    @Test("No value and no name makes a line that CloudWatch refuses") func hostile() throws {
        let meter = Meter(label: "level", factory: metrics)
        meter.set(Double.greatestFiniteMagnitude)
        Meter(label: "small", factory: metrics).set(Double.leastNonzeroMagnitude)
        Meter(label: "negative", factory: metrics).set(-0.0)
        for label in ["_aws", "Service", "same", ":colon", "a\"b\\c"] {
            for value in ["", "  ", "é", "line\nbreak", "\u{0}\u{7F}\u{2028}", "quote\"\\"] {
                Counter(label: "same", dimensions: [(label, value)], factory: metrics).increment()
            }
        }
        let recorder = Recorder(label: "sum", factory: metrics)
        for value in [Double.greatestFiniteMagnitude, .greatestFiniteMagnitude, 1, .nan] { recorder.record(value) }
        var writer = EmbeddedMetrics(namespace: "N", service: "é")
        let data = try read(&writer)
        #expect(!data.contains { $0.name == "level" }, "it is beyond what CloudWatch takes")
        #expect(data.first { $0.name == "small" }?.values == [0])
        #expect(data.first { $0.name == "sum" }?.values == [1])
        #expect(data.filter { $0.name == "same" }.count == 30)
        #expect(data.allSatisfy { $0.dimensions["Service"] == "?" })
        _ = try PrometheusReader(metrics.prometheusText)
    }

    @Test(
        "Namespaces",
        arguments: [
            ("Narcis/Mecene", true), ("a._#:/-9", true), ("", false), (":a", false), ("AWS/ECS", false), ("a b", false),
            ("é", false), (String(repeating: "a", count: 256), false),
        ]) func namespace(text: String, isOne: Bool)
    {
        #expect(EmbeddedMetrics.isNamespace(text) == isOne)
    }

    @Test(
        "The reader refuses what CloudWatch refuses",
        arguments: [
            #"{"_aws":{"Timestamp":T,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["a"]],"Metrics":[{"Name":"m"}]}]},"m":1}"#,
            #"{"_aws":{"Timestamp":T,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["a"]],"Metrics":[{"Name":"m"}]}]},"a":"","m":1}"#,
            #"{"_aws":{"Timestamp":T,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["a"]],"Metrics":[{"Name":"m"}]}]},"a":"1","m":"1"}"#,
            #"{"_aws":{"Timestamp":T,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["a"]],"Metrics":[{"Name":"m"}]}]},"a":"1","m":1,"m":2}"#,
            #"{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["a"]],"Metrics":[{"Name":"m"}]}]},"a":"1","m":1}"#,
        ]) func reader(line: String)
    {
        let line = line.replacing("\"Timestamp\":T", with: "\"Timestamp\":\(Timestamp.now().milliseconds)")
        #expect(throws: EmbeddedMetricsReader.Refused.self) { try EmbeddedMetricsReader.read(line) }
    }

    @Test(
        "Lines come from time to time, and what happens while the others stop is in the last ones",
        .timeLimit(.minutes(20))) func service() async throws
    {
        struct Last: Service {
            let metrics: MetricsBackend

            func run() async throws {
                try? await gracefulShutdown()
                Counter(label: "stopped_total", factory: metrics).increment()
            }
        }
        let lines = Mutex<[String]>([])
        let counter = Counter(label: "a_total", factory: metrics)
        counter.increment()
        let writer = EmbeddedMetricsService(
            metrics, namespace: "N", service: "s", interval: .milliseconds(10)
        ) { line in lines.withLock { $0.append(line) } }
        let group = ServiceGroup(services: [writer, Last(metrics: metrics)], logger: Logger(label: "test"))
        async let end: Void = group.run()
        while lines.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(5)) }
        await group.triggerGracefulShutdown()
        try await end
        let data = try lines.withLock { $0 }.flatMap(EmbeddedMetricsReader.read)
        #expect(data.map(\.name) == ["a_total", "stopped_total"])
    }
}
