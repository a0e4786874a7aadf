import LanguageModels
import Support
import TestSupport
import Testing

@Suite struct ServerSentEventTests {
    private func parse(_ text: String, pieces: Int = .max) throws -> [ServerSentEvent] {
        var parser = ServerSentEventParser()
        var events: [ServerSentEvent] = []
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            events += try parser.push(bytes.prefix(pieces))
            bytes = bytes.dropFirst(pieces)
        }
        return events
    }

    @Test("Fields, comments and names are read") func fields() throws {
        let events = try parse(
            "\u{FEFF}: a comment\nevent: ping\ndata: {}\n\ndata:one\ndata: two\nid: 7\nretry: 10\n\nevent: lost\n\n")
        #expect(events == [ServerSentEvent(name: "ping", data: "{}"), ServerSentEvent(data: "one\ntwo")])
    }

    @Test("Every line ending is understood", arguments: ["\n", "\r\n", "\r"]) func lineEndings(ending: String) throws {
        let text = ["data: a", "", "event: x", "data: b", "data:  c", "", ""].joined(separator: ending)
        #expect(try parse(text) == [ServerSentEvent(data: "a"), ServerSentEvent(name: "x", data: "b\n c")])
    }

    @Test("An unfinished event is not returned") func unfinished() throws {
        #expect(try parse("data: whole\n\ndata: half\n").map(\.data) == ["whole"])
    }

    @Test("Empty data is an event") func empty() throws {
        #expect(try parse("data\n\ndata:\n\n").map(\.data) == ["", ""])
    }

    @Test("The size of the pieces does not matter") func pieces() throws {
        let text = "event: é\r\ndata: größe 🎨\r\n\r\ndata: a\rdata: b\r\r: x\n\ndata: end\n\n"
        let whole = try parse(text)
        #expect(whole.count == 3)
        for size in 1...text.utf8.count {
            #expect(try parse(text, pieces: size) == whole)
        }
    }

    @Test("A line and an event have a limit") func limits() throws {
        var parser = ServerSentEventParser(limit: 100)
        #expect(throws: LanguageModelError.tooLarge(limit: 100)) {
            _ = try parser.push(Array(repeating: 0x61, count: 101))
        }
        parser = ServerSentEventParser(limit: 100)
        #expect(throws: LanguageModelError.tooLarge(limit: 100)) {
            for _ in 0..<20 { _ = try parser.push(Array("data: 0123456789\n".utf8)) }
        }
    }

    @Test("Any bytes are read without failure, however they are cut") func bytesFuzz() throws {
        var random = SeededRandom(seed: 20)
        let alphabet = Array("\n\n\r\rdata: event:id\u{FEFF}é{}[]\"x".utf8) + [0xFF, 0x00, 0xC3]
        for _ in 0..<Fuzz.rounds(2000) {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in alphabet.randomElement(using: &random)!
            }
            var whole = ServerSentEventParser()
            let expected = try whole.push(bytes)
            var cut = ServerSentEventParser()
            var rest = bytes[...]
            var events: [ServerSentEvent] = []
            while !rest.isEmpty {
                let size = Int.random(in: 1...9, using: &random)
                events += try cut.push(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            #expect(events == expected)
        }
    }
}
