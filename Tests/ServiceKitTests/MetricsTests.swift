import ServiceKit
import Testing

@Suite struct MetricsTests {
    @Test func everythingIsWrittenInPrometheusForm() {
        let metrics = MetricsRegistry()
        metrics.count("requests_total", "Requests.", labels: [("route", "/v1/ideas"), ("status", "200")])
        metrics.count("requests_total", "Requests.", labels: [("route", "/v1/ideas"), ("status", "200")], by: 2)
        metrics.set("running", "Requests now.", to: 1.5)
        metrics.setCounter("tokens_total", "Tokens.", labels: [("kind", "a\"b\\c\nd")], to: 9)
        for value in [0.005, 0.01, 0.2, 7] {
            metrics.observe("seconds", "Time.", bounds: [0.01, 0.1, 1], value)
        }
        #expect(
            metrics.text == """
                # HELP requests_total Requests.
                # TYPE requests_total counter
                requests_total{route="/v1/ideas",status="200"} 3
                # HELP running Requests now.
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
                # HELP tokens_total Tokens.
                # TYPE tokens_total counter
                tokens_total{kind="a\\"b\\\\c\\nd"} 9

                """)
    }

    @Test func labelsCannotGrowWithoutBound() {
        let metrics = MetricsRegistry()
        for index in 0..<1000 { metrics.count("hits", "Hits.", labels: [("path", "/\(index)")]) }
        let lines = metrics.text.split(separator: "\n").filter { $0.hasPrefix("hits{") }
        #expect(lines.count == MetricsRegistry.seriesLimit + 1)
        #expect(lines.contains("hits{path=\"other\"} \(1000 - MetricsRegistry.seriesLimit)"))
    }
}
