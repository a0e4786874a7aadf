import Foundation
import Logging
import ServiceKit
import Synchronization
import Testing

@Suite struct JSONLogHandlerTests {
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func append(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private func log(_ write: (Logger) -> Void) -> [String] {
        let lines = Lines()
        let handler = JSONLogHandler(
            label: "test", level: .info, sink: { lines.append($0) },
            now: { Timestamp(milliseconds: 1_709_208_001_007) })
        write(Logger(label: "test") { _ in handler })
        return lines.all
    }

    @Test("An entry is one line of JSON") func entry() throws {
        let lines = log { logger in
            logger.info(
                "a \"quoted\"\nline",
                metadata: [
                    "status": .stringConvertible(200), "list": ["a", "b"], "level": "mine", "map": ["k": "\u{1}"],
                ])
            logger.debug("not written")
        }
        #expect(
            lines == [
                #"{"time":"2024-02-29T12:00:01.007Z","level":"info","logger":"test","message":"a \"quoted\"\nline","#
                    + #""_level":"mine","list":["a","b"],"map":{"k":"\u0001"},"status":200}"#
            ])
    }

    @Test("Any text gives valid JSON") func anyText() throws {
        let texts = ["\u{0}\u{1F}\u{7F}\u{2028}", "é🎨", "\\\"", String(repeating: "x", count: 10_000), "\r\n\t"]
        for text in texts {
            let line = try #require(log { $0.error("\(text)", metadata: ["value": "\(text)"]) }.first)
            #expect(!line.contains("\n"))
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let message = try #require(object["message"] as? String)
            #expect(text.count > 5000 ? message.count < text.count : message == text)
        }
    }
}
