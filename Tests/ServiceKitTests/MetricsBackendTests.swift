import Metrics
import MetricsTestSupport
import ServiceKit
import Testing

@Suite struct MetricsBackendTests {
    @Test("Everything is written in Prometheus' form") func text() throws {
        let metrics = MetricsBackend()
        metrics.describe([
            MetricDescription("requests_total", "Requests."), MetricDescription("running", "Requests\nnow."),
            MetricDescription("seconds", "Time.", buckets: [0.01, 0.1, 1]),
        ])
        let labels = [("route", "/v1/ideas"), ("status", "200")]
        Counter(label: "requests_total", dimensions: labels, factory: metrics).increment()
        Counter(label: "requests_total", dimensions: labels.reversed(), factory: metrics).increment(by: 2)
        Meter(label: "running", factory: metrics).set(1.5)
        Counter(label: "tokens_total", dimensions: [("kind", "a\"b\\c\nd")], factory: metrics).increment(by: 9)
        let timer = Timer(label: "seconds", factory: metrics)
        for value in [0.005, 0.01, 0.2, 7] { timer.recordSeconds(value) }
        #expect(
            metrics.prometheusText == """
                # HELP requests_total Requests.
                # TYPE requests_total counter
                requests_total{route="/v1/ideas",status="200"} 3
                # HELP running Requests\\nnow.
                # TYPE running gauge
                running 1.5
                # HELP seconds Time.
                # TYPE seconds histogram
                seconds_bucket{le="0.01"} 2
                seconds_bucket{le="0.1"} 2
                seconds_bucket{le="1"} 3
                seconds_bucket{le="+Inf"} 4
                seconds_sum 7.215
                seconds_count 4
                # TYPE tokens_total counter
                tokens_total{kind="a\\"b\\\\c\\nd"} 9

                """)
        let read = try PrometheusReader(metrics.prometheusText)
        #expect(read.value("tokens_total", ["kind": "a\"b\\c\nd"]) == 9)
        #expect(
            read.types == [
                "requests_total": "counter", "running": "gauge", "seconds": "histogram",
                "tokens_total": "counter",
            ])
        #expect(read.helps["running"] == "Requests\\nnow.")
    }

    @Test("Labels cannot grow without bound") func bound() throws {
        let metrics = MetricsBackend()
        for index in 0..<1000 {
            Counter(label: "hits", dimensions: [("path", "/\(index)")], factory: metrics).increment()
            Counter(label: "metric\(index)", factory: metrics).increment()
        }
        let read = try PrometheusReader(metrics.prometheusText)
        let hits = read.samples.filter { $0.name == "hits" }
        #expect(hits.count == MetricsBackend.seriesLimit + 1)
        #expect(read.value("hits", ["path": "other"]) == Double(1000 - MetricsBackend.seriesLimit))
        #expect(read.types.count == MetricsBackend.metricLimit)
        let long = (0..<40).map { ("label\($0)", String(repeating: "x", count: 5000)) }
        Counter(label: "hits", dimensions: long, factory: metrics).increment()
        #expect(metrics.prometheusText.utf8.count < 200_000)
    }

    @Test("Names in any style, odd values and reused names do no harm") func oddities() throws {
        let metrics = MetricsBackend()
        Timer(label: "http.server.request.duration", dimensions: [("http.route", "/a"), ("le", "1")], factory: metrics)
            .recordMilliseconds(20)
        Counter(label: "7 élan vital", factory: metrics).increment()
        Counter(label: "", dimensions: [("", ""), ("", "second")], factory: metrics).increment()
        let meter = Meter(label: "level", factory: metrics)
        for value in [3, Double.nan, .infinity, -.infinity] { meter.set(value) }
        meter.decrement(by: 0.5)
        let counter = FloatingPointCounter(label: "cost", factory: metrics)
        for value in [0.25, Double.nan, -1, .infinity, 0.5] { counter.increment(by: value) }
        let recorder = Recorder(label: "sizes", factory: metrics)
        for value in [1, Double.nan, .infinity] { recorder.record(value) }
        Gauge(label: "gauge", factory: metrics).record(7)
        // A name stays what it was first.
        Meter(label: "cost", factory: metrics).set(1000)
        let read = try PrometheusReader(metrics.prometheusText)
        #expect(read.value("http_server_request_duration_sum", ["http_route": "/a", "le_": "1"]) == 0.02)
        #expect(read.value("_7__lan_vital") == 1)
        #expect(read.value("_", ["_": ""]) == 1)
        #expect(read.value("level") == 2.5)
        #expect(read.value("cost") == 0.75)
        #expect(read.value("sizes_count") == 1)
        #expect(read.value("gauge") == 7 && read.types["gauge"] == "gauge")
    }

    @Test("What follows something else is brought up to date before it is read") func follows() throws {
        let metrics = MetricsBackend()
        let counter = TotalCounter(FloatingPointCounter(label: "cost", factory: metrics))
        metrics.beforeReading { counter.follow(2.5) }
        #expect(metrics.prometheusText.contains("cost 2.5\n"))
        #expect(metrics.prometheusText.contains("cost 2.5\n"))
    }

    @Test("A destroyed series is forgotten, and one that is reset begins anew") func destroyed() {
        let metrics = MetricsBackend()
        let counter = Counter(label: "a", factory: metrics)
        counter.increment()
        counter.reset()
        #expect(metrics.prometheusText == "# TYPE a counter\na 0\n")
        counter.destroy()
        #expect(metrics.prometheusText == "# TYPE a counter\n")
    }

    @Test("Many tasks at once lose nothing") func concurrent() async throws {
        let metrics = MetricsBackend(sampleLimit: 10)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for index in 0..<500 {
                        Counter(label: "n", dimensions: [("i", "\(index % 3)")], factory: metrics).increment()
                        Timer(label: "t", factory: metrics).recordNanoseconds(task)
                    }
                }
            }
            _ = metrics.families(takingSamples: true)
        }
        let read = try PrometheusReader(metrics.prometheusText)
        #expect(read.samples.filter { $0.name == "n" }.map(\.value).reduce(0, +) == 4000)
        #expect(read.value("t_count") == 4000)
    }
}
